#pragma once

#include <QString>

namespace docket::card
{

/// Words about the metadata of a card.
struct MetadataLabels {
    QString source = QStringLiteral("YAML");
    QString place = QStringLiteral("Line %1, column %2"); ///< of a mistake in it
    QString cut = QStringLiteral("The rest of it is not shown here.");
    QString yes = QStringLiteral("yes");
    QString no = QStringLiteral("no");

    // What a licence asks a reviewer to look at.
    QString licenceOpen = QStringLiteral("Open");
    QString licenceCopyleft = QStringLiteral("Open; what is made from it carries the same licence");
    QString licenceNonCommercial = QStringLiteral("No commercial use");
    QString licenceNoDerivatives = QStringLiteral("Nothing may be made from it");
    QString licenceUseRestricted = QStringLiteral("Open, with uses that it forbids");
    QString licenceVendor = QStringLiteral("The vendor's own terms");
    QString licenceUnclear = QStringLiteral("Does not say which one");
    QString licenceUnknown = QStringLiteral("Not a licence that the Hub knows");

    // What a field means.
    QString finetune = QStringLiteral("Trained further from it");
    QString adapter = QStringLiteral("An adapter for it");
    QString merge = QStringLiteral("Merged from them");
    QString quantized = QStringLiteral("Quantized from it");
    QString carbon = QStringLiteral("%1 of CO\u2082 equivalent"); ///< a mass
    QString gatedHeading = QStringLiteral("Heading of the request for access");
    QString gatedPrompt = QStringLiteral("What people agree to before they get access");
    QString gatedDescription = QStringLiteral("Said where people ask for access");
    QString gatedFields = QStringLiteral("What people have to tell to get access");
    QString gatedButton = QStringLiteral("Text of the button that asks for access");
    QString gatedEu = QStringLiteral("Nobody in the European Union gets access");
    QString notForAll = QStringLiteral("Its owner says it is not for all audiences");
    QString newVersion = QStringLiteral("Its owner points to a newer version");

    // Columns of the results.
    QString task = QStringLiteral("Task");
    QString dataset = QStringLiteral("Dataset");
    QString metric = QStringLiteral("Metric");
    QString value = QStringLiteral("Value");
    QString verified = QStringLiteral("Marked as verified");
};

/// Words the page shows of its own; the ui passes translations.
struct RenderLabels {
    QString pictureHidden = QStringLiteral("Picture hidden");
    QString pictureRefused = QStringLiteral("Picture refused");
    QString videoHidden = QStringLiteral("Video, not played");
    QString audioHidden = QStringLiteral("Sound, not played");
    QString reveal = QStringLiteral("Reveal"); ///< empty: nothing can be revealed here
    QString address = QStringLiteral("Address");
    QString fromRepository = QStringLiteral("from this repository");
    QString embedded = QStringLiteral("inside the card");
    QString notShown = QStringLiteral("not shown");
    QString moreFields = QStringLiteral("More fields");
    QString metadata = QStringLiteral("Metadata");
    QString metadataBroken = QStringLiteral("The metadata block cannot be read and is shown as written.");
    QString hiddenByAuthor = QStringLiteral("hidden by the author");
    QString leadsTo = QStringLiteral("leads to %1"); ///< a host
    QString notAsItSeems = QStringLiteral("Some of this text is not what it seems");
    QString invisible = QStringLiteral("invisible characters");
    QString mixedScript = QStringLiteral("look-alike letters in one word");
    QString hiddenText = QStringLiteral("text hidden by the author");
    QString linkElsewhere = QStringLiteral("a link leads to another address than it says");
    QString showMore = QStringLiteral("Show more");
    QString rowsCut = QStringLiteral("More rows of this table are not shown here.");
    QString laterPart = QStringLiteral("This part begins at line %1.");
    QString beginning = QStringLiteral("To the beginning");
    QString cut = QStringLiteral("The rest of this card is not shown here.");
    QString alertNote = QStringLiteral("Note");
    QString alertTip = QStringLiteral("Tip");
    QString alertImportant = QStringLiteral("Important");
    QString alertWarning = QStringLiteral("Warning");
    QString alertCaution = QStringLiteral("Caution");
    QString refused = QStringLiteral("This card is too heavy to lay out and is shown as plain text.");
    MetadataLabels fields;
};

} // namespace docket::card
