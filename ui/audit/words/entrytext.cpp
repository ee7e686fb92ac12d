#include "ui/audit/words/entrytext.h"

#include "core/base/digest.h"
#include "core/base/singleline.h"
#include "core/base/subject.h"

#include <QCoreApplication>
#include <QHash>

namespace docket::ui::audit
{

using namespace Qt::StringLiterals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(docket::ui::audit::Entry)
};

constexpr const char* context = "docket::ui::audit::Entry";

QString looked(const QHash<QString, const char*>& words, QStringView key)
{
    const char* word = words.value(key.toString());
    return word ? QCoreApplication::translate(context, word) : QString();
}

} // namespace

QString familyText(log::Family family)
{
    switch (family) {
    case log::Family::Decisions:
        return Text::tr("Decisions");
    case log::Family::Assessments:
        return Text::tr("Assessments");
    case log::Family::Notes:
        return Text::tr("Notes");
    case log::Family::Acts:
        return Text::tr("Outward acts");
    case log::Family::People:
        return Text::tr("Keys and people");
    case log::Family::Exchange:
        return Text::tr("Exchange");
    case log::Family::Erasure:
        return Text::tr("Erasure");
    case log::Family::Other:
        break;
    }
    return Text::tr("Other");
}

QString kindNoun(QStringView kind)
{
    static const QHash<QString, const char*> nouns{
        { u"ws.init"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "beginning of the workspace") },
        { u"key.enrol"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "enrolment") },
        { u"key.exchange"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "exchange key") },
        { u"key.rotate"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "change of key") },
        { u"key.revoke"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "revocation of a key") },
        { u"key.approve"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "approval of a revocation") },
        { u"role.grant"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "grant of a role") },
        { u"role.revoke"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "end of a role") },
        { u"person.name"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "name of a person") },
        { u"case.open"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "opening of a case") },
        { u"case.claim"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "claim") },
        { u"case.assess"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "assessment") },
        { u"case.annotate"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "ethics note") },
        { u"case.note"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "note") },
        { u"case.evidence"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "evidence") },
        { u"case.label"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "label") },
        { u"case.unlabel"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "removal of a label") },
        { u"case.decide"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "decision") },
        { u"case.resolve"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "settling of a conflict") },
        { u"case.escalate"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "escalation") },
        { u"case.appeal"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "appeal") },
        { u"case.reopen"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "reopening") },
        { u"action.queued"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "planned act") },
        { u"action.cancelled"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "cancelled act") },
        { u"action.attempted"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "attempted act") },
        { u"action.confirmed"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "confirmed act") },
        { u"action.failed"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "failed act") },
        { u"policy.adopt"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "adoption of a policy") },
        { u"redact.request"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "request for erasure") },
        { u"redact.approve"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "approval of an erasure") },
        { u"redact.done"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "report of an erasure") },
        { u"log.seen"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "statement of what was seen") },
        { u"log.fork"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "report of two histories") },
        { u"log.freeze"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "end of a log") },
        { u"clock.step"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "step of a clock") },
        { u"export.made"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "export of a bundle") },
        { u"import.made"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "import of a bundle") },
    };
    const QString noun = looked(nouns, kind);
    return noun.isEmpty() ? Text::tr("entry") : noun;
}

QString roleText(QStringView role)
{
    static const QHash<QString, const char*> words{
        { u"reviewer"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "reviewer") },
        { u"lead"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "lead") },
        { u"ethics"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "ethics reviewer") },
        { u"privacy"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "privacy officer") },
        { u"auditor"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "auditor") },
        { u"root"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "holder of the root key") },
    };
    const QString word = looked(words, role);
    return word.isEmpty() ? singleLine(role, 64) : word;
}

QString basisText(QStringView basis)
{
    static const QHash<QString, const char*> words{
        { u"gdpr-17"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "GDPR, article 17") },
        { u"court-order"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "court order") },
        { u"safety"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "safety of a person") },
        { u"other"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "another reason") },
    };
    const QString word = looked(words, basis);
    return word.isEmpty() ? singleLine(basis, 64) : word;
}

QString decisionVerb(QStringView code)
{
    static const QHash<QString, const char*> verbs{
        { u"D00"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "no action, the report is unfounded") },
        { u"D01"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "no action, noted") },
        { u"D02"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "a duplicate, judge the cases as one") },
        { u"D03"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "more information is needed") },
        { u"D10"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "thank and answer the reporter") },
        { u"D20"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "ask the author") },
        { u"D21"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "ask the author to change the card") },
        { u"D22"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "propose the audience tag") },
        { u"D23"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "staff add the audience tag") },
        { u"D30"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "ask the owner to gate") },
        { u"D31"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "ask the owner to rename, remove a part or hide") },
        { u"D32"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "gate it ourselves") },
        { u"D40"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "hide the comment") },
        { u"D41"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "close the thread") },
        { u"D42"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "recommend an urgent restriction") },
        { u"D43"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "lock the thread") },
        { u"D44"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "block the user from our repositories") },
        { u"D45"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "write to the person about their conduct") },
        { u"D50"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "escalate") },
        { u"D60"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "recommend unranking") },
        { u"D61"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "recommend disabling") },
        { u"D62"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "recommend an interaction limit") },
        { u"D63"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "recommend takedown") },
        { u"D64"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "recommend suspending the account") },
        { u"D65"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "hand it to the copyright desk") },
        { u"D70"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "escalate for child safety") },
        { u"D71"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "escalate a threat to life") },
        { u"D80"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "lift a restriction") },
        { u"D81"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "the appeal is decided") },
        { u"D90"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "close the case and watch it") },
    };
    return looked(verbs, code);
}

QString subjectText(const QString& key)
{
    const auto subject = Subject::parse(key);
    if (!subject)
        return singleLine(key, 200);
    const QString title = singleLine(subject->title(), 200);
    if (subject->thread > 0)
        return Text::tr("thread %1").arg(title);
    switch (subject->repo.kind) {
    case RepoKind::Model:
        return Text::tr("model %1").arg(title);
    case RepoKind::Dataset:
        return Text::tr("dataset %1").arg(title);
    case RepoKind::Space:
        break;
    }
    return Text::tr("space %1").arg(title);
}

QString deviceShort(const QByteArray& publicKey)
{
    return QString::fromLatin1(toBase64Url(publicKey).left(8));
}

QString deviceText(const QByteArray& publicKey, const Names& names)
{
    if (publicKey == names.own)
        return Text::tr("this laptop");
    const QString owner = names.author ? singleLine(names.author(publicKey, 0), 80) : QString();
    if (owner.isEmpty())
        return publicKey.isEmpty() ? Text::tr("a laptop unknown here")
                                   : Text::tr("a laptop unknown here (%1)").arg(deviceShort(publicKey));
    return Text::tr("%1’s laptop").arg(owner);
}

QString authorText(const EntryFacts& facts, const Names& names)
{
    const log::Entry& entry = facts.item.entry;
    const QString name = names.author ? singleLine(names.author(entry.device, entry.seq), 80) : QString();
    return name.isEmpty() ? Text::tr("Somebody (laptop %1)").arg(deviceShort(entry.device)) : name;
}

QString neededRole(QStringView kind)
{
    if (kind == u"case.resolve")
        return Text::tr("a lead or ethics reviewer");
    if (kind == u"case.reopen" || kind == u"key.approve")
        return Text::tr("a lead");
    if (kind.startsWith(u"case.") || kind.startsWith(u"action."))
        return Text::tr("a reviewer");
    if (kind == u"policy.adopt")
        return Text::tr("a lead or holder of the root key");
    if (kind == u"redact.approve")
        return Text::tr("another person with the role privacy");
    if (kind == u"key.enrol" || kind == u"key.revoke" || kind.startsWith(u"role."))
        return Text::tr("a holder of the root key");
    return Text::tr("enrolled");
}

QString markText(Mark mark, const EntryFacts& facts)
{
    switch (mark) {
    case Mark::Fork:
        return Text::tr("its laptop signed two different entries here");
    case Mark::NoEffect:
        return Text::tr("has no effect: its author was not %1 then").arg(neededRole(facts.item.entry.kind));
    case Mark::Unapproved:
        return Text::tr("has no effect yet: a lead must approve it");
    case Mark::Malformed:
        return Text::tr("has no effect: it does not say what an entry of its kind must");
    case Mark::Waits:
        return Text::tr("waits for an entry that has not arrived");
    case Mark::Erased:
        if (facts.erasure && !facts.erasure->approver.isEmpty())
            return Text::tr("content erased under %1, approved by %2")
                .arg(basisText(facts.erasure->basis), singleLine(facts.erasure->approver, 80));
        if (facts.erasure && !facts.erasure->basis.isEmpty())
            return Text::tr("content erased under %1").arg(basisText(facts.erasure->basis));
        return Text::tr("content erased");
    case Mark::Withheld:
        return Text::tr("its content was not handed to this workspace");
    case Mark::Missing:
        return Text::tr("its content is gone and nobody erased it: check the log");
    case Mark::Damaged:
        return Text::tr("the stored bytes are no entry: check the log");
    case Mark::Unknown:
        break;
    }
    return Text::tr("kept and passed on, without effect here");
}

QString markWord(Mark mark)
{
    switch (mark) {
    case Mark::Fork:
        return Text::tr("two histories");
    case Mark::NoEffect:
        return Text::tr("no effect");
    case Mark::Unapproved:
        return Text::tr("not approved");
    case Mark::Malformed:
        return Text::tr("says too little");
    case Mark::Waits:
        return Text::tr("waits");
    case Mark::Erased:
        return Text::tr("erased");
    case Mark::Withheld:
        return Text::tr("not handed over");
    case Mark::Missing:
        return Text::tr("content missing");
    case Mark::Damaged:
        return Text::tr("damaged");
    case Mark::Unknown:
        break;
    }
    return Text::tr("newer Docket");
}

} // namespace docket::ui::audit
