#include "ui/audit/logactions.h"

#include "ui/audit/logfilter.h"
#include "ui/audit/words/entrytext.h"

#include <QCoreApplication>

namespace docket::ui::audit
{

using namespace Qt::StringLiterals;
using widgets::ActionContext;
using widgets::ActionSpec;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(docket::ui::audit::Actions)
};

ActionSpec spec(const QString& id, const QString& name, const char16_t* key, const QString& words = {})
{
    QList<QKeySequence> keys;
    if (*key)
        keys.append(QKeySequence(QString::fromUtf16(key), QKeySequence::PortableText));
    return { id, name, ActionContext::Log, keys, words };
}

const char16_t* familyKey(log::Family family)
{
    switch (family) {
    case log::Family::Decisions:
        return u"D";
    case log::Family::Assessments:
        return u"A";
    case log::Family::Notes:
        return u"T";
    case log::Family::Acts:
        return u"O";
    case log::Family::People:
        return u"P";
    case log::Family::Exchange:
        return u"I";
    case log::Family::Erasure:
        return u"Z";
    case log::Family::Other:
        break;
    }
    return u"";
}

QString familyWord(log::Family family)
{
    switch (family) {
    case log::Family::Decisions:
        return u"decisions"_s;
    case log::Family::Assessments:
        return u"assessments"_s;
    case log::Family::Notes:
        return u"notes"_s;
    case log::Family::Acts:
        return u"acts"_s;
    case log::Family::People:
        return u"people"_s;
    case log::Family::Exchange:
        return u"exchange"_s;
    case log::Family::Erasure:
        return u"erasure"_s;
    case log::Family::Other:
        break;
    }
    return u"other"_s;
}

} // namespace

QString familyActionId(log::Family family)
{
    return u"log.family." + familyWord(family);
}

QList<ActionSpec> logWindowActions()
{
    QList<ActionSpec> list{ spec(u"log.open"_s, Text::tr("Log"), u"Ctrl+J", Text::tr("audit trail history entries")),
        spec(u"log.openCase"_s, Text::tr("Log of this case"), u"Ctrl+Shift+J", Text::tr("audit trail history")) };
    return list;
}

QList<ActionSpec> logScreenActions()
{
    QList<ActionSpec> list{
        spec(u"log.close"_s, Text::tr("Back to the queue"), u"", Text::tr("leave the log")),
        spec(u"log.search"_s, Text::tr("Search the log"), u"Q", Text::tr("find filter")),
        spec(u"log.clear"_s, Text::tr("Show the whole log"), u"Shift+L", Text::tr("clear reset filter")),
        spec(u"log.scope"_s, Text::tr("This case or everything"), u"L", Text::tr("limit filter")),
    };
    for (const log::Family family : chipFamilies())
        list.append(spec(familyActionId(family), Text::tr("Log: %1").arg(familyText(family)), familyKey(family)));
    list += {
        spec(u"log.who"_s, Text::tr("Entries of one person or laptop"), u"H", Text::tr("device author filter")),
        spec(u"log.dates"_s, Text::tr("Entries of some days"), u"F", Text::tr("date time filter")),
        spec(u"log.proof"_s, Text::tr("Export the proof of the entry…"), u"Ctrl+E", Text::tr("tlog-proof outsider")),
        spec(u"log.saveNote"_s, Text::tr("Save the signed note…"), u"", Text::tr("raw bytes")),
        spec(u"log.copyId"_s, Text::tr("Copy the id of the entry"), u"Ctrl+I", Text::tr("clipboard")),
        spec(u"log.showCase"_s, Text::tr("Show the case of the entry"), u"Ctrl+O", Text::tr("open")),
        spec(u"log.askErasure"_s, Text::tr("Ask for erasure…"), u"", Text::tr("redact delete gdpr")),
        spec(u"log.check"_s, Text::tr("Check the log"), u"V", Text::tr("verify quick")),
        spec(u"log.checkFull"_s, Text::tr("Check every signature"), u"Shift+V", Text::tr("verify full")),
        spec(u"log.stop"_s, Text::tr("Stop the check"), u"Shift+X", Text::tr("cancel verify")),
        spec(u"log.sign"_s, Text::tr("Sign a checkpoint"), u"S", Text::tr("witness print")),
        spec(u"log.saveCheckpoint"_s, Text::tr("Save the checkpoint…"), u"", {}),
        spec(u"log.printCheckpoint"_s, Text::tr("Print the checkpoint…"), u"Ctrl+P", Text::tr("page paper qr")),
        spec(u"log.pdfCheckpoint"_s, Text::tr("Save the checkpoint as PDF…"), u"", Text::tr("page paper qr")),
        spec(u"log.tab.entry"_s, Text::tr("Entry"), u"Ctrl+Alt+1", {}),
        spec(u"log.tab.laptops"_s, Text::tr("Laptops and witnesses"), u"Ctrl+Alt+2", Text::tr("device fork")),
        spec(u"log.tab.check"_s, Text::tr("Result of the check"), u"Ctrl+Alt+3", Text::tr("verify findings")),
        spec(u"log.tab.checkpoint"_s, Text::tr("Checkpoint"), u"Ctrl+Alt+4", Text::tr("print qr")),
        spec(u"log.tab.erasure"_s, Text::tr("Requests for erasure"), u"Ctrl+Alt+5", Text::tr("redact approve")),
    };
    return list;
}

} // namespace docket::ui::audit
