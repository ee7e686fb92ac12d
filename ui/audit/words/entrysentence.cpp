#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/base/singleline.h"
#include "ui/audit/words/entrytext.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QLocale>

namespace docket::ui::audit
{

using namespace Qt::StringLiterals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(docket::ui::audit::Entry)
};

constexpr qsizetype nameLimit = 80; ///< characters
constexpr qsizetype quoteLimit = 200;

/// Everything a sentence is made of, at hand.
struct Speaker {
    const EntryFacts& facts;
    const Names& names;

    QString who() const { return authorText(facts, names); }
    QString laptop() const
    {
        const QString text = deviceText(facts.item.entry.device, names);
        return text.isEmpty() ? text : QString(text.at(0).toUpper() + text.sliced(1));
    }
    QString text(QLatin1StringView key, qsizetype limit = quoteLimit) const
    {
        return singleLine(facts.payload[key].toString(), limit);
    }
    qint64 number(QLatin1StringView key) const { return facts.payload[key].toInteger(); }
    QJsonArray list(QLatin1StringView key) const { return facts.payload[key].toArray(); }
    QString time(QLatin1StringView key) const
    {
        const QDateTime at = fromIsoUtc(facts.payload[key].toString());
        return at.isValid() ? QLocale().toString(at.toLocalTime(), QLocale::ShortFormat) : Text::tr("an unknown time");
    }
    /// What the case or the act is about.
    QString subject() const
    {
        QString key = facts.payload["subject"_L1].toString();
        if (key.isEmpty() && facts.item.entry.caseId && names.subject)
            key = names.subject(*facts.item.entry.caseId);
        return key.isEmpty() ? Text::tr("a case") : subjectText(key);
    }
    QString person(QLatin1StringView key) const
    {
        const QString id = facts.payload[key].toString();
        const QString name = names.person ? singleLine(names.person(id), nameLimit) : QString();
        return name.isEmpty() ? Text::tr("a person without a name here") : name;
    }
    QByteArray key(QLatin1StringView member) const
    {
        return fromBase64Url(facts.payload[member].toString().toLatin1());
    }
    QString device(QLatin1StringView member) const { return deviceText(key(member), names); }
    /// With what a person wrote behind it.
    QString quoting(const QString& sentence, QLatin1StringView member) const
    {
        const QString quoted = text(member);
        return quoted.isEmpty() ? sentence : Text::tr("%1 · “%2”").arg(sentence, quoted);
    }
    QString because(const QString& sentence, QLatin1StringView member) const
    {
        const QString cause = text(member);
        return cause.isEmpty() ? sentence : Text::tr("%1: %2").arg(sentence, cause);
    }
};

QString shortId(const QString& id)
{
    return singleLine(id, 64).left(8);
}

QString actText(const QString& type)
{
    static const QHash<QString, const char*> words{
        { u"comment"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "a comment") },
        { u"status"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "a change of status") },
        { u"title"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "a new title") },
        { u"hide"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "the hiding of a comment") },
        { u"pull-request"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "a pull request") },
        { u"discussion"_s, QT_TRANSLATE_NOOP("docket::ui::audit::Entry", "a new discussion") },
    };
    const char* word = words.value(type);
    if (!word)
        return Text::tr("an outward act");
    return QCoreApplication::translate("docket::ui::audit::Entry", word);
}

// ---- cases

QString decide(const Speaker& s)
{
    const QString code = s.text("code"_L1, 8);
    const QString verb = decisionVerb(code);
    QString sentence = verb.isEmpty() ? Text::tr("%1 decided %2 on %3").arg(s.who(), code, s.subject())
                                      : Text::tr("%1 decided %2 on %3: %4").arg(s.who(), code, s.subject(), verb);
    if (s.facts.payload["needs_second"_L1].toBool())
        sentence = Text::tr("%1 (a second person must agree)").arg(sentence);
    return s.quoting(sentence, "reason"_L1);
}

QString resolve(const Speaker& s)
{
    const QString code = s.text("code"_L1, 8);
    const QString verb = decisionVerb(code);
    const QString sentence = verb.isEmpty()
        ? Text::tr("%1 settled the conflict on %2 with %3").arg(s.who(), s.subject(), code)
        : Text::tr("%1 settled the conflict on %2 with %3: %4").arg(s.who(), s.subject(), code, verb);
    return s.quoting(sentence, "reason"_L1);
}

QString assess(const Speaker& s)
{
    const int count = static_cast<int>(s.list("answers"_L1).size());
    return Text::tr("%1 answered %n question(s) of %2 on %3", nullptr, count)
        .arg(s.who(), s.text("pack"_L1, nameLimit), s.subject());
}

QString claim(const Speaker& s)
{
    if (s.facts.payload["release"_L1].toBool())
        return Text::tr("%1 gave %2 back").arg(s.who(), s.subject());
    return Text::tr("%1 took %2 until %3").arg(s.who(), s.subject(), s.time("until"_L1));
}

QString evidence(const Speaker& s)
{
    const QString type = s.text("type"_L1, nameLimit);
    return Text::tr("%1 kept evidence on %2: %3, %4")
        .arg(s.who(), s.subject(), type.isEmpty() ? Text::tr("a file") : type,
            QLocale().formattedDataSize(s.number("size"_L1)));
}

QString escalate(const Speaker& s)
{
    return s.quoting(
        Text::tr("%1 escalated %2 to %3").arg(s.who(), s.subject(), s.text("to"_L1, nameLimit)), "text"_L1);
}

// ---- outward acts

QString queued(const Speaker& s)
{
    return Text::tr("%1 put %2 on %3 into the outbox").arg(s.who(), actText(s.text("type"_L1, 32)), s.subject());
}

QString attempted(const Speaker& s)
{
    const qint64 attempt = s.number("attempt"_L1);
    const QString laptop = s.laptop();
    return attempt > 1
        ? Text::tr("%1 tried to send an act on %2, attempt %3").arg(laptop, s.subject(), QLocale().toString(attempt))
        : Text::tr("%1 tried to send an act on %2").arg(laptop, s.subject());
}

// ---- keys and people

QString init(const Speaker& s)
{
    const QString name = s.names.author
        ? singleLine(s.names.author(s.facts.item.entry.device, s.facts.item.entry.seq), nameLimit)
        : QString();
    return name.isEmpty() ? Text::tr("The workspace was made") : Text::tr("%1 made this workspace").arg(name);
}

QString enrol(const Speaker& s)
{
    return Text::tr("%1 was enrolled with the laptop %2").arg(s.person("person"_L1), deviceShort(s.key("dev"_L1)));
}

QString rotate(const Speaker& s)
{
    return Text::tr("%1 changed its key; it goes on as %2 and this log ends")
        .arg(s.laptop(), deviceShort(s.key("next"_L1)));
}

QString exchangeKey(const Speaker& s)
{
    return Text::tr("%1 has a new key for bundles, good until %2").arg(s.laptop(), s.time("until"_L1));
}

QString revoke(const Speaker& s)
{
    const QString sentence = Text::tr("%1 revoked %2 after its entry %3")
                                 .arg(s.who(), s.device("dev"_L1), QLocale().toString(s.number("last_seq"_L1)));
    return s.because(sentence, "reason"_L1);
}

QString grant(const Speaker& s)
{
    return Text::tr("%1 gave %2 the role %3")
        .arg(s.who(), s.device("dev"_L1), roleText(s.facts.payload["role"_L1].toString()));
}

QString ungrant(const Speaker& s)
{
    return Text::tr("%1 took the role %3 from %2")
        .arg(s.who(), s.device("dev"_L1), roleText(s.facts.payload["role"_L1].toString()));
}

QString adopt(const Speaker& s)
{
    QStringList ids;
    for (const QJsonValue& pack : s.list("packs"_L1))
        ids.append(singleLine(pack["id"_L1].toString(), nameLimit));
    return Text::tr("%1 put the policy in force: %2").arg(s.who(), ids.join(Text::tr(", ", "between names of packs")));
}

// ---- exchange

QString seen(const Speaker& s)
{
    const QJsonArray logs = s.list("logs"_L1);
    qint64 entries = 0;
    for (const QJsonValue& log : logs)
        entries += log["size"_L1].toInteger();
    const QString count = QLocale().toString(entries);
    if (logs.size() == 1) {
        const QByteArray origin = logs.first()["origin"_L1].toString().toUtf8();
        const QByteArray device = s.names.device ? s.names.device(origin) : QByteArray();
        const QString whose = device.isEmpty()
            ? Text::tr("a laptop unknown here (%1)").arg(QString::fromUtf8(origin).section(u'/', -1).left(8))
            : deviceText(device, s.names);
        return Text::tr("%1 vouched for %2 entries of %3").arg(s.laptop(), count, whose);
    }
    return Text::tr("%1 vouched for %2 entries of %n other laptop(s)", nullptr, static_cast<int>(logs.size()))
        .arg(s.laptop(), count);
}

QString fork(const Speaker& s)
{
    return Text::tr("%1 found two histories of %2 at entry %3")
        .arg(s.laptop(), s.device("dev"_L1), QLocale().toString(s.number("seq"_L1)));
}

QString step(const Speaker& s)
{
    const QDateTime from = fromIsoUtc(s.facts.payload["from"_L1].toString());
    const QDateTime to = fromIsoUtc(s.facts.payload["to"_L1].toString());
    if (!from.isValid() || !to.isValid())
        return Text::tr("The clock of %1 was set").arg(deviceText(s.facts.item.entry.device, s.names));
    const qint64 jump = from.msecsTo(to) - s.number("elapsed_ms"_L1);
    const QString minutes = QLocale().toString(std::max<qint64>(1, (std::abs(jump) + 30'000) / 60'000));
    const QString whose = deviceText(s.facts.item.entry.device, s.names);
    return jump < 0 ? Text::tr("The clock of %1 was set back by about %2 min").arg(whose, minutes)
                    : Text::tr("The clock of %1 was set forward by about %2 min").arg(whose, minutes);
}

QString exported(const Speaker& s)
{
    const int count = static_cast<int>(s.list("to"_L1).size());
    const QString purpose = s.facts.payload["purpose"_L1].toString();
    const QString what = purpose == "work-pack"_L1 ? Text::tr("a work pack")
        : purpose == "since"_L1                    ? Text::tr("a bundle of what is new")
                                                   : Text::tr("a bundle of everything");
    if (count == 0)
        return Text::tr("%1 exported %2 that anyone can verify").arg(s.who(), what);
    return Text::tr("%1 exported %2 for %n laptop(s)", nullptr, count).arg(s.who(), what);
}

QString imported(const Speaker& s)
{
    const int count = static_cast<int>(std::min<qint64>(s.number("entries"_L1), 1'000'000'000));
    return Text::tr("%1 imported a bundle from %2: %n new entry(s)", nullptr, count).arg(s.who(), s.device("from"_L1));
}

// ---- erasure

QString request(const Speaker& s)
{
    const int count = static_cast<int>(s.list("entries"_L1).size());
    const QString sentence = Text::tr("%1 asked to erase the content of %n entry(s) under %2", nullptr, count)
                                 .arg(s.who(), basisText(s.facts.payload["basis"_L1].toString()));
    return s.quoting(sentence, "text"_L1);
}

using Say = QString (*)(const Speaker&);

const QHash<QString, Say>& sayings()
{
    static const QHash<QString, Say> table{
        { u"ws.init"_s, init },
        { u"key.enrol"_s, enrol },
        { u"key.exchange"_s, exchangeKey },
        { u"key.rotate"_s, rotate },
        { u"key.revoke"_s, revoke },
        { u"key.approve"_s,
            [](const Speaker& s) {
                return Text::tr("%1 approved the revocation %2").arg(s.who(), shortId(s.text("entry"_L1)));
            } },
        { u"role.grant"_s, grant },
        { u"role.revoke"_s, ungrant },
        { u"person.name"_s,
            [](const Speaker& s) {
                return Text::tr("A person goes by the name %1").arg(s.text("name"_L1, nameLimit));
            } },
        { u"case.open"_s,
            [](const Speaker& s) { return Text::tr("%1 opened the case of %2").arg(s.who(), s.subject()); } },
        { u"case.claim"_s, claim },
        { u"case.assess"_s, assess },
        { u"case.annotate"_s,
            [](const Speaker& s) {
                return s.quoting(Text::tr("%1 wrote an ethics note on %2").arg(s.who(), s.subject()), "text"_L1);
            } },
        { u"case.note"_s,
            [](const Speaker& s) {
                return s.quoting(Text::tr("%1 wrote a note on %2").arg(s.who(), s.subject()), "text"_L1);
            } },
        { u"case.evidence"_s, evidence },
        { u"case.label"_s,
            [](const Speaker& s) {
                return Text::tr("%1 put the label “%2” on %3").arg(s.who(), s.text("label"_L1, nameLimit), s.subject());
            } },
        { u"case.unlabel"_s,
            [](const Speaker& s) {
                return Text::tr("%1 took the label “%2” from %3")
                    .arg(s.who(), s.text("label"_L1, nameLimit), s.subject());
            } },
        { u"case.decide"_s, decide },
        { u"case.resolve"_s, resolve },
        { u"case.escalate"_s, escalate },
        { u"case.appeal"_s,
            [](const Speaker& s) {
                return s.quoting(Text::tr("%1 recorded an appeal on %2").arg(s.who(), s.subject()), "text"_L1);
            } },
        { u"case.reopen"_s,
            [](const Speaker& s) {
                return s.quoting(Text::tr("%1 reopened %2").arg(s.who(), s.subject()), "text"_L1);
            } },
        { u"action.queued"_s, queued },
        { u"action.cancelled"_s,
            [](const Speaker& s) {
                return s.because(
                    Text::tr("%1 took back an act on %2 before it left").arg(s.who(), s.subject()), "cause"_L1);
            } },
        { u"action.attempted"_s, attempted },
        { u"action.confirmed"_s,
            [](const Speaker& s) { return Text::tr("The Hub shows the act on %1").arg(s.subject()); } },
        { u"action.failed"_s,
            [](const Speaker& s) {
                return s.because(Text::tr("An act on %1 did not reach the Hub").arg(s.subject()), "cause"_L1);
            } },
        { u"policy.adopt"_s, adopt },
        { u"redact.request"_s, request },
        { u"redact.approve"_s,
            [](const Speaker& s) {
                return Text::tr("%1 approved the erasure asked for in %2").arg(s.who(), shortId(s.text("request"_L1)));
            } },
        { u"redact.done"_s,
            [](const Speaker& s) {
                return Text::tr("%1 erased what %2 asked for").arg(s.laptop(), shortId(s.text("request"_L1)));
            } },
        { u"log.seen"_s, seen },
        { u"log.fork"_s, fork },
        { u"log.freeze"_s,
            [](const Speaker& s) { return s.because(Text::tr("%1 ended its log").arg(s.laptop()), "reason"_L1); } },
        { u"clock.step"_s, step },
        { u"export.made"_s, exported },
        { u"import.made"_s, imported },
    };
    return table;
}

} // namespace

QString entrySentence(const EntryFacts& facts, const Names& names)
{
    const log::TimelineItem& item = facts.item;
    const Speaker speaker{ facts, names };
    if (item.fault)
        return Text::tr("A damaged entry");
    const auto say = sayings().constFind(item.entry.kind);
    if (item.version > 1 || say == sayings().cend())
        return Text::tr("An entry of a newer Docket (%1), kept").arg(singleLine(item.entry.kind, 64));
    if (item.payload == log::TimelineItem::Payload::Held)
        return (*say)(speaker);
    const QString noun = kindNoun(item.entry.kind);
    return item.entry.caseId ? Text::tr("%1: %2 on %3, content not here").arg(speaker.who(), noun, speaker.subject())
                             : Text::tr("%1: %2, content not here").arg(speaker.who(), noun);
}

} // namespace docket::ui::audit
