#include "core/base/clock.h"
#include "tests/ui/audit/audittests.h"
#include "ui/audit/words/entrytext.h"

#include <QFile>
#include <QJsonArray>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace docket;
using namespace docket::ui::audit;
using Payload = log::TimelineItem::Payload;

namespace
{

const QByteArray own(32, '\x01');
const QByteArray other(32, '\x02');
const QByteArray stranger(32, '\x03');
const log::CaseId someCase{ QByteArray(16, 'c') };

QString keyText(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

/// As the locale writes it, which differs between versions of Qt.
QString shortTime(QStringView iso)
{
    return QLocale().toString(fromIsoUtc(iso).toLocalTime(), QLocale::ShortFormat);
}

Names names()
{
    Names out;
    out.own = own;
    out.author = [](const QByteArray& device, qint64) {
        return device == own ? u"Ada"_s : device == other ? u"Bo"_s : QString();
    };
    out.person = [](const QString& person) { return person == "p-bo"_L1 ? u"Bo"_s : QString(); };
    out.subject = [](const log::CaseId&) { return u"model:acme/x"_s; };
    out.device = [](const QByteArray& origin) { return origin.endsWith("bo") ? other : QByteArray(); };
    return out;
}

EntryFacts facts(const QString& kind, const QJsonObject& payload, const QByteArray& device = own)
{
    EntryFacts out;
    out.item.entry.kind = kind;
    out.item.entry.device = device;
    out.item.entry.seq = 7;
    if (kind.startsWith("case."_L1) || kind.startsWith("action."_L1))
        out.item.entry.caseId = someCase;
    out.item.payload = Payload::Held;
    out.payload = payload;
    return out;
}

class EntryTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void says_data();
    void says();
    void everyKindOfTheFormatHasWords();
    void withoutContent();
    void foreignTextIsTamed();
    void marks();
    void laptops();
};

void EntryTextTest::says_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QJsonObject>("payload");
    QTest::addColumn<QString>("words");
    const QString bo = keyText(other);
    const auto row
        = [](const char* kind, const QJsonObject& payload, const QString& words, const char* name = nullptr) {
              QTest::newRow(name ? name : kind) << QString::fromLatin1(kind) << payload << words;
          };
    row("ws.init", { { u"domain"_s, u"docket.example"_s } }, u"Ada made this workspace"_s);
    row("key.enrol", { { u"dev"_s, bo }, { u"person"_s, u"p-bo"_s }, { u"from_seq"_s, 1 } },
        u"Bo was enrolled with the laptop AgICAgIC"_s);
    row("key.exchange", { { u"until"_s, u"2026-12-20T08:00:00.000Z"_s } },
        u"This laptop has a new key for bundles, good until %1"_s.arg(shortTime(u"2026-12-20T08:00:00.000Z")));
    row("key.rotate", { { u"next"_s, bo } },
        u"This laptop changed its key; it goes on as AgICAgIC and this log ends"_s);
    row("key.revoke", { { u"dev"_s, bo }, { u"last_seq"_s, 812 }, { u"reason"_s, u"lost on a train"_s } },
        u"Ada revoked Bo’s laptop after its entry 812: lost on a train"_s);
    row("key.approve", { { u"entry"_s, u"3kd9abcdefgh"_s } }, u"Ada approved the revocation 3kd9abcd"_s);
    row("role.grant", { { u"dev"_s, bo }, { u"role"_s, u"lead"_s } }, u"Ada gave Bo’s laptop the role lead"_s);
    row("role.revoke", { { u"dev"_s, bo }, { u"role"_s, u"privacy"_s } },
        u"Ada took the role privacy officer from Bo’s laptop"_s);
    row("person.name", { { u"person"_s, u"p-bo"_s }, { u"name"_s, u"Bo"_s } }, u"A person goes by the name Bo"_s);
    row("case.open", { { u"subject"_s, u"dataset:acme/faces"_s } }, u"Ada opened the case of dataset acme/faces"_s);
    row("case.claim", { { u"until"_s, u"2026-11-20T10:00:00.000Z"_s } },
        u"Ada took model acme/x until %1"_s.arg(shortTime(u"2026-11-20T10:00:00.000Z")));
    row("case.claim", { { u"release"_s, true } }, u"Ada gave model acme/x back"_s, "release");
    row("case.assess", { { u"pack"_s, u"hf-content@3"_s }, { u"answers"_s, QJsonArray{ 1, 2, 3 } } },
        u"Ada answered 3 question(s) of hf-content@3 on model acme/x"_s);
    row("case.annotate", { { u"text"_s, u"who\nis left out?"_s } },
        u"Ada wrote an ethics note on model acme/x · “who is left out?”"_s);
    row("case.note", { { u"text"_s, u"see thread 3"_s } }, u"Ada wrote a note on model acme/x · “see thread 3”"_s);
    row("case.evidence", { { u"type"_s, u"text/markdown"_s }, { u"size"_s, 2048 } },
        u"Ada kept evidence on model acme/x: text/markdown, 2.00 KiB"_s);
    row("case.label", { { u"label"_s, u"urgent"_s } }, u"Ada put the label “urgent” on model acme/x"_s);
    row("case.unlabel", { { u"label"_s, u"urgent"_s } }, u"Ada took the label “urgent” from model acme/x"_s);
    row("case.decide",
        { { u"code"_s, u"D20"_s }, { u"reason"_s, u"no limits named"_s }, { u"subject"_s, u"model:acme/y"_s } },
        u"Ada decided D20 on model acme/y: ask the author · “no limits named”"_s);
    row("case.decide", { { u"code"_s, u"D61"_s }, { u"needs_second"_s, true } },
        u"Ada decided D61 on model acme/x: recommend disabling (a second person must agree)"_s, "second");
    row("case.decide", { { u"code"_s, u"D99"_s } }, u"Ada decided D99 on model acme/x"_s, "unknown code");
    row("case.resolve", { { u"code"_s, u"D00"_s } },
        u"Ada settled the conflict on model acme/x with D00: no action, the report is unfounded"_s);
    row("case.escalate", { { u"to"_s, u"legal"_s }, { u"text"_s, u"a court asks"_s } },
        u"Ada escalated model acme/x to legal · “a court asks”"_s);
    row("case.appeal", { { u"text"_s, u"not mine"_s } }, u"Ada recorded an appeal on model acme/x · “not mine”"_s);
    row("case.reopen", {}, u"Ada reopened model acme/x"_s);
    row("action.queued", { { u"type"_s, u"comment"_s }, { u"subject"_s, u"model:acme/x#4"_s } },
        u"Ada put a comment on thread acme/x #4 into the outbox"_s);
    row("action.cancelled", { { u"cause"_s, u"undone"_s } },
        u"Ada took back an act on model acme/x before it left: undone"_s);
    row("action.attempted", { { u"attempt"_s, 1 } }, u"This laptop tried to send an act on model acme/x"_s);
    row("action.attempted", { { u"attempt"_s, 3 } }, u"This laptop tried to send an act on model acme/x, attempt 3"_s,
        "third attempt");
    row("action.confirmed", {}, u"The Hub shows the act on model acme/x"_s);
    row("action.failed", { { u"cause"_s, u"403"_s } }, u"An act on model acme/x did not reach the Hub: 403"_s);
    row("policy.adopt",
        { { u"packs"_s, QJsonArray{ QJsonObject{ { u"id"_s, u"a@1"_s } }, QJsonObject{ { u"id"_s, u"b@2"_s } } } } },
        u"Ada put the policy in force: a@1, b@2"_s);
    row("redact.request",
        { { u"entries"_s, QJsonArray{ u"x"_s, u"y"_s } }, { u"basis"_s, u"gdpr-17"_s },
            { u"text"_s, u"letter of 3 May"_s } },
        u"Ada asked to erase the content of 2 entry(s) under GDPR, article 17 · “letter of 3 May”"_s);
    row("redact.approve", { { u"request"_s, u"9xkd0000abcd"_s } }, u"Ada approved the erasure asked for in 9xkd0000"_s);
    row("redact.done", { { u"request"_s, u"9xkd0000abcd"_s } }, u"This laptop erased what 9xkd0000 asked for"_s);
    const QJsonObject tip{ { u"origin"_s, u"docket.example/w/bo"_s }, { u"size"_s, 120 } };
    row("log.seen", { { u"logs"_s, QJsonArray{ tip } } }, u"This laptop vouched for 120 entries of Bo’s laptop"_s);
    row("log.seen", { { u"logs"_s, QJsonArray{ tip, tip } } },
        u"This laptop vouched for 240 entries of 2 other laptop(s)"_s, "two logs");
    row("log.fork", { { u"dev"_s, bo }, { u"seq"_s, 14 } },
        u"This laptop found two histories of Bo’s laptop at entry 14"_s);
    row("log.freeze", { { u"reason"_s, u"retired"_s } }, u"This laptop ended its log: retired"_s);
    row("clock.step",
        { { u"from"_s, u"2026-11-20T08:00:00.000Z"_s }, { u"to"_s, u"2026-11-20T11:00:01.000Z"_s },
            { u"elapsed_ms"_s, 1000 } },
        u"The clock of this laptop was set forward by about 180 min"_s);
    row("clock.step",
        { { u"from"_s, u"2026-11-20T08:00:00.000Z"_s }, { u"to"_s, u"2026-11-20T07:00:00.000Z"_s },
            { u"elapsed_ms"_s, 0 } },
        u"The clock of this laptop was set back by about 60 min"_s, "back");
    row("export.made", { { u"purpose"_s, u"work-pack"_s }, { u"to"_s, QJsonArray{ bo } } },
        u"Ada exported a work pack for 1 laptop(s)"_s);
    row("export.made", { { u"purpose"_s, u"all"_s } }, u"Ada exported a bundle of everything that anyone can verify"_s,
        "for nobody");
    row("import.made", { { u"from"_s, bo }, { u"entries"_s, 31 } },
        u"Ada imported a bundle from Bo’s laptop: 31 new entry(s)"_s);
    row("case.haiku", { { u"text"_s, u"secret"_s } }, u"An entry of a newer Docket (case.haiku), kept"_s);
}

void EntryTextTest::says()
{
    QFETCH(const QString, kind);
    QFETCH(const QJsonObject, payload);
    QTEST(entrySentence(facts(kind, payload), names()), "words");
    // Whatever is missing or of another type, there are words, and no gap in them.
    for (const QJsonObject& odd : { QJsonObject(),
             QJsonObject{
                 { u"subject"_s, 7 }, { u"logs"_s, u"x"_s }, { u"dev"_s, QJsonArray{} }, { u"entries"_s, true } } }) {
        const QString words = entrySentence(facts(kind, odd, stranger), names());
        QVERIFY(!words.isEmpty());
        QVERIFY2(!words.contains(u'%'), qPrintable(words));
    }
}

void EntryTextTest::everyKindOfTheFormatHasWords()
{
    QFile file(QStringLiteral(DOCKET_SOURCE_DIR "/core/log/FORMAT.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString format = QString::fromUtf8(file.readAll());
    const QString section = format.section(u"\n## 5. "_s, 1).section(u"\n## 6. "_s, 0, 0);
    static const QRegularExpression cell(u"^\\| ((`[a-z.]+`(, )?)+) \\|"_s, QRegularExpression::MultilineOption);
    static const QRegularExpression kind(u"`([a-z]+\\.[a-z]+)`"_s);
    int found = 0;
    for (const auto& match : cell.globalMatch(section)) {
        for (const auto& word : kind.globalMatch(match.captured(1))) {
            const QString name = word.captured(1);
            ++found;
            const QString words = entrySentence(facts(name, {}), names());
            QVERIFY2(!words.contains("newer Docket"_L1), qPrintable(name));
            QVERIFY2(log::familyOf(name) != log::Family::Other, qPrintable(name));
            QVERIFY2(kindNoun(name) != "entry"_L1, qPrintable(name));
        }
    }
    QVERIFY2(found >= 35, qPrintable(QString::number(found)));
    QCOMPARE(log::familyOf(u"case.haiku"_s), log::Family::Other);
}

void EntryTextTest::withoutContent()
{
    EntryFacts erased = facts(u"case.decide"_s, {});
    erased.item.payload = Payload::Erased;
    erased.marks = { Mark::Erased };
    erased.erasure = Erasure{ u"gdpr-17"_s, u"Cleo"_s, {} };
    QCOMPARE(entrySentence(erased, names()), u"Ada: decision on model acme/x, content not here"_s);
    QCOMPARE(markText(Mark::Erased, erased), u"content erased under GDPR, article 17, approved by Cleo"_s);
    erased.erasure.reset();
    QCOMPARE(markText(Mark::Erased, erased), u"content erased"_s);
    EntryFacts damaged = facts(u"case.decide"_s, {});
    damaged.item.fault = Error{ ErrorCode::Integrity, u"entry"_s, u"canonical"_s, {} };
    QCOMPARE(entrySentence(damaged, names()), u"A damaged entry"_s);
    EntryFacts newer = facts(u"case.decide"_s, { { u"code"_s, u"D20"_s } });
    newer.item.version = 2;
    QCOMPARE(entrySentence(newer, names()), u"An entry of a newer Docket (case.decide), kept"_s);
}

void EntryTextTest::foreignTextIsTamed()
{
    // A reason that tries to fill placeholders, break lines and turn the line round.
    const QString words = entrySentence(
        facts(u"case.decide"_s, { { u"code"_s, u"D20"_s }, { u"reason"_s, u"%1 %2\n\u202Ereversed %n"_s } }), names());
    QCOMPARE(words, u"Ada decided D20 on model acme/x: ask the author · “%1 %2 ‹U+202E›reversed %n”"_s);
    const QString longOne = entrySentence(facts(u"case.note"_s, { { u"text"_s, QString(100'000, u'x') } }), names());
    QVERIFY(longOne.size() < 400);
}

void EntryTextTest::marks()
{
    const EntryFacts decide = facts(u"case.decide"_s, {});
    QCOMPARE(markText(Mark::NoEffect, decide), u"has no effect: its author was not a reviewer then"_s);
    QCOMPARE(markText(Mark::NoEffect, facts(u"role.grant"_s, {})),
        u"has no effect: its author was not a holder of the root key then"_s);
    QCOMPARE(markText(Mark::Waits, decide), u"waits for an entry that has not arrived"_s);
    QStringList words;
    for (const Mark mark : { Mark::Fork, Mark::NoEffect, Mark::Unapproved, Mark::Malformed, Mark::Waits, Mark::Erased,
             Mark::Withheld, Mark::Missing, Mark::Damaged, Mark::Unknown }) {
        QVERIFY(!markText(mark, decide).isEmpty());
        words.append(markWord(mark));
    }
    QCOMPARE(words.removeDuplicates(), 0);
}

void EntryTextTest::laptops()
{
    QCOMPARE(deviceText(own, names()), u"this laptop"_s);
    QCOMPARE(deviceText(other, names()), u"Bo’s laptop"_s);
    QCOMPARE(deviceText(stranger, names()), u"a laptop unknown here (AwMDAwMD)"_s);
    QCOMPARE(authorText(facts(u"case.note"_s, {}, stranger), names()), u"Somebody (laptop AwMDAwMD)"_s);
}

} // namespace

int testEntryText(int argc, char** argv)
{
    EntryTextTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_entrytext.moc"
