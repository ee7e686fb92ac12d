#include "ui/shell/shellactions.h"

#include "ui/queue/savedqueue.h"

#include <QCoreApplication>

namespace docket::ui::shell
{

using namespace Qt::StringLiterals;
using widgets::ActionContext;
using widgets::ActionSpec;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(docket::ui::shell::Actions)
};

QKeySequence key(const char16_t* text)
{
    return QKeySequence(QString::fromUtf16(text), QKeySequence::PortableText);
}

QList<ActionSpec> queueActions()
{
    QList<ActionSpec> list{
        { u"queue.next"_s, Text::tr("Next case"), ActionContext::Queue, { key(u"J"), key(u"Alt+Down") },
            Text::tr("down forward") },
        { u"queue.previous"_s, Text::tr("Previous case"), ActionContext::Queue, { key(u"K"), key(u"Alt+Up") },
            Text::tr("up back") },
        { u"queue.focusFilter"_s, Text::tr("Search the queue"), ActionContext::Queue, { key(u"/"), key(u"Ctrl+F") },
            Text::tr("filter find") },
        { u"queue.clearFilter"_s, Text::tr("Clear the filter"), ActionContext::Queue, { key(u"Ctrl+L") },
            Text::tr("reset everything open") },
        { u"queue.reload"_s, Text::tr("Show what changed"), ActionContext::Queue, { key(u".") },
            Text::tr("reload refresh queue") },
        { u"queue.autoAdvance"_s, Text::tr("Go on to the next case after a decision"), ActionContext::Queue,
            { key(u"Ctrl+Shift+A") }, Text::tr("auto-advance") },
    };
    int digit = Qt::Key_1;
    for (const queue::SavedQueue& saved : queue::standardQueues()) {
        list.append({ u"queue.saved." + saved.id, Text::tr("Show queue: %1").arg(saved.name), ActionContext::Queue,
            { QKeySequence(Qt::CTRL | static_cast<Qt::Key>(digit++)) }, {} });
    }
    return list;
}

} // namespace

QList<ActionSpec> shellActions()
{
    QList<ActionSpec> list = queueActions();
    list += {
        { u"case.claim"_s, Text::tr("Claim or give back"), ActionContext::Case, { key(u"C") },
            Text::tr("take hold release") },
        { u"case.copyKey"_s, Text::tr("Copy the subject's name"), ActionContext::Case, { key(u"Ctrl+Shift+C") },
            Text::tr("id address clipboard") },
        { u"palette.open"_s, Text::tr("Commands"), ActionContext::Window, { key(u"Ctrl+K") }, {}, false },
        { u"keys.show"_s, Text::tr("Keys"), ActionContext::Window, { key(u"?"), key(u"F1") },
            Text::tr("shortcuts help") },
        { u"outbox.undo"_s, Text::tr("Undo what is about to leave"), ActionContext::Window, { key(u"Esc") },
            Text::tr("cancel outbox comment") },
        { u"sync.start"_s, Text::tr("Sync now"), ActionContext::Window, { key(u"Ctrl+R"), key(u"F5") },
            Text::tr("fetch refresh hub") },
        { u"sync.cancel"_s, Text::tr("Stop the sync"), ActionContext::Window, { key(u"Ctrl+Shift+R") },
            Text::tr("cancel abort") },
        { u"settings.watch"_s, Text::tr("Choose what to watch"), ActionContext::Window, { key(u"Ctrl+Shift+W") },
            Text::tr("repositories organisations listings") },
        { u"keys.export"_s, Text::tr("Export keys…"), ActionContext::Window, {}, {} },
        { u"keys.import"_s, Text::tr("Import keys…"), ActionContext::Window, {}, {} },
        { u"keys.restore"_s, Text::tr("Restore the default keys"), ActionContext::Window, {}, {} },
        { u"column.next"_s, Text::tr("Next column"), ActionContext::Window, { key(u"F6") },
            Text::tr("focus queue evidence judgement") },
        { u"column.previous"_s, Text::tr("Previous column"), ActionContext::Window, { key(u"Shift+F6") }, {} },
        { u"view.larger"_s, Text::tr("Larger text"), ActionContext::Window, { key(u"Ctrl++"), key(u"Ctrl+=") },
            Text::tr("zoom in") },
        { u"view.smaller"_s, Text::tr("Smaller text"), ActionContext::Window, { key(u"Ctrl+-") },
            Text::tr("zoom out") },
        { u"view.normal"_s, Text::tr("Normal text size"), ActionContext::Window, { key(u"Ctrl+0") },
            Text::tr("zoom reset") },
        { u"view.system"_s, Text::tr("Colours: as the system"), ActionContext::Window, {}, Text::tr("theme") },
        { u"view.light"_s, Text::tr("Colours: light"), ActionContext::Window, {}, Text::tr("theme day") },
        { u"view.dark"_s, Text::tr("Colours: dark"), ActionContext::Window, {}, Text::tr("theme night") },
        { u"view.contrast"_s, Text::tr("Colours: high contrast"), ActionContext::Window, {},
            Text::tr("theme accessibility") },
        { u"view.outline"_s, Text::tr("Contents beside the card"), ActionContext::Window, { key(u"Ctrl+Shift+O") },
            Text::tr("outline headings toc") },
        { u"pictures.startBlurred"_s, Text::tr("Pictures start blurred"), ActionContext::Window, {},
            Text::tr("image reveal wellbeing") },
        { u"pictures.startGrey"_s, Text::tr("Pictures start without colour"), ActionContext::Window, {},
            Text::tr("image reveal greyscale wellbeing") },
        { u"help.about"_s, Text::tr("About Docket"), ActionContext::Window, {}, {} },
        { u"app.quit"_s, Text::tr("Quit"), ActionContext::Window, { key(u"Ctrl+Q") }, {} },
    };
    return list;
}

} // namespace docket::ui::shell
