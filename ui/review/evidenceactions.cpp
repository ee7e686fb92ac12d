#include "ui/review/evidenceactions.h"

#include <QCoreApplication>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using widgets::ActionContext;
using widgets::ActionSpec;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(docket::ui::review::Actions)
};

ActionSpec action(const QString& id, const QString& name, const char16_t* key, const QString& words = {})
{
    return { id, name, ActionContext::Evidence, { QKeySequence(QString::fromUtf16(key), QKeySequence::PortableText) },
        words };
}

} // namespace

QList<ActionSpec> evidenceActions()
{
    return {
        action(u"evidence.card"_s, Text::tr("Card"), u"Alt+1", Text::tr("readme markdown tab")),
        action(u"evidence.files"_s, Text::tr("Files"), u"Alt+2", Text::tr("tree scan tab")),
        action(u"evidence.data"_s, Text::tr("Data"), u"Alt+3", Text::tr("rows table viewer tab")),
        action(u"evidence.thread"_s, Text::tr("Thread"), u"Alt+4", Text::tr("discussion comments reports tab")),
        action(u"evidence.changes"_s, Text::tr("Changes"), u"Alt+5", Text::tr("diff compare revisions tab")),
        action(u"evidence.attach"_s, Text::tr("Attach the selection as evidence"), u"E", Text::tr("quote cite")),
        action(u"evidence.reveal"_s, Text::tr("Reveal the next picture"), u"R", Text::tr("image show")),
        action(u"evidence.clearer"_s, Text::tr("Show more of the picture"), u"Shift+D",
            Text::tr("image sharp colour blur")),
        action(
            u"evidence.lens"_s, Text::tr("Lens over the blurred picture"), u"Shift+Z", Text::tr("image region part")),
        action(u"evidence.hidePicture"_s, Text::tr("Hide the last picture"), u"Shift+R", Text::tr("image cover")),
        action(u"evidence.more"_s, Text::tr("Show more of the card"), u"M", Text::tr("rest continue cut next part")),
        action(u"evidence.beginning"_s, Text::tr("To the beginning of the card"), u"Shift+M", Text::tr("first part")),
        action(u"evidence.blackout"_s, Text::tr("Black out"), u"B", Text::tr("hide everything cover")),
        action(u"evidence.source"_s, Text::tr("Card as written"), u"Ctrl+U", Text::tr("source text raw")),
        action(u"evidence.text"_s, Text::tr("Card without the browser"), u"Ctrl+Shift+U",
            Text::tr("text view native safe plain")),
        action(u"evidence.find"_s, Text::tr("Find in the card"), u"F3", Text::tr("search")),
        action(u"evidence.findBack"_s, Text::tr("Find backwards"), u"Shift+F3", Text::tr("search previous")),
        action(u"evidence.warningsFirst"_s, Text::tr("Files with warnings first"), u"Shift+W", Text::tr("scan sort")),
        action(u"evidence.nextChange"_s, Text::tr("Next change"), u"F7", Text::tr("diff jump")),
        action(u"evidence.previousChange"_s, Text::tr("Previous change"), u"Shift+F7", Text::tr("diff jump")),
        action(u"evidence.sideBySide"_s, Text::tr("Changes side by side"), u"Shift+S", Text::tr("diff split unified")),
        action(u"evidence.unfold"_s, Text::tr("Show unchanged lines"), u"Shift+U", Text::tr("diff context fold")),
        action(u"evidence.nextThread"_s, Text::tr("Next thread"), u"]"),
        action(u"evidence.previousThread"_s, Text::tr("Previous thread"), u"["),
    };
}

} // namespace docket::ui::review
