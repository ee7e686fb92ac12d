#include "ui/review/cardlabels.h"

#include <QCoreApplication>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;

namespace
{

/// Where translators find these texts.
struct CardLabels {
    Q_DECLARE_TR_FUNCTIONS(docket::ui::review::CardLabels)
public:
    static void words(card::RenderLabels& labels);
    static void metadata(card::MetadataLabels& fields);
};

void CardLabels::words(card::RenderLabels& labels)
{
    labels.pictureHidden = tr("Picture hidden");
    labels.pictureRefused = tr("Picture refused");
    labels.videoHidden = tr("Video, not played");
    labels.audioHidden = tr("Sound, not played");
    labels.reveal = tr("Reveal");
    labels.address = tr("Address");
    labels.fromRepository = tr("from this repository");
    labels.embedded = tr("inside the card");
    labels.notShown = tr("not shown");
    labels.moreFields = tr("More fields");
    labels.metadata = tr("Metadata");
    labels.metadataBroken = tr("The metadata block cannot be read and is shown as written.");
    labels.hiddenByAuthor = tr("hidden by the author");
    labels.leadsTo = tr("leads to %1", "a link, a host");
    labels.notAsItSeems = tr("Some of this text is not what it seems");
    labels.invisible = tr("invisible characters");
    labels.mixedScript = tr("look-alike letters in one word");
    labels.hiddenText = tr("text hidden by the author");
    labels.linkElsewhere = tr("a link leads to another address than it says");
    labels.showMore = tr("Show more");
    labels.rowsCut = tr("More rows of this table are not shown here.");
    labels.laterPart = tr("This part begins at line %1.");
    labels.beginning = tr("To the beginning");
    labels.cut = tr("The rest of this card is not shown here. Ctrl+U shows it as written.");
    labels.alertNote = tr("Note");
    labels.alertTip = tr("Tip");
    labels.alertImportant = tr("Important");
    labels.alertWarning = tr("Warning");
    labels.alertCaution = tr("Caution");
    labels.refused = tr("This card is too heavy to lay out and is shown as plain text.");
}

void CardLabels::metadata(card::MetadataLabels& fields)
{
    fields.source = u"YAML"_s;
    fields.place = tr("Line %1, column %2");
    fields.cut = tr("The rest of it is not shown here.");
    fields.yes = tr("yes", "is a result verified");
    fields.no = tr("no", "is a result verified");
    fields.licenceOpen = tr("Open");
    fields.licenceCopyleft = tr("Open; what is made from it carries the same licence");
    fields.licenceNonCommercial = tr("No commercial use");
    fields.licenceNoDerivatives = tr("Nothing may be made from it");
    fields.licenceUseRestricted = tr("Open, with uses that it forbids");
    fields.licenceVendor = tr("The vendor's own terms");
    fields.licenceUnclear = tr("Does not say which one");
    fields.licenceUnknown = tr("Not a licence that the Hub knows");
    fields.finetune = tr("Trained further from it");
    fields.adapter = tr("An adapter for it");
    fields.merge = tr("Merged from them");
    fields.quantized = tr("Quantized from it");
    fields.carbon = tr("%1 of CO₂ equivalent");
    fields.gatedHeading = tr("Heading of the request for access");
    fields.gatedPrompt = tr("What people agree to before they get access");
    fields.gatedDescription = tr("Said where people ask for access");
    fields.gatedFields = tr("What people have to tell to get access");
    fields.gatedButton = tr("Text of the button that asks for access");
    fields.gatedEu = tr("Nobody in the European Union gets access");
    fields.notForAll = tr("Its owner says it is not for all audiences");
    fields.newVersion = tr("Its owner points to a newer version");
    fields.task = tr("Task");
    fields.dataset = tr("Dataset");
    fields.metric = tr("Metric");
    fields.value = tr("Value", "of a metric");
    fields.verified = tr("Marked as verified");
}

} // namespace

card::RenderLabels cardLabels()
{
    card::RenderLabels labels;
    CardLabels::words(labels);
    CardLabels::metadata(labels.fields);
    return labels;
}

} // namespace docket::ui::review
