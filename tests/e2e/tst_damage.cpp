#include "tests/e2e/programs.h"
#include "tests/e2e/suites.h"

#include <QDir>
#include <QTest>

namespace docket::e2e
{

using namespace Qt::StringLiterals;

/// Files of a workspace that were cut off or overwritten. What can be fetched or computed again is; the log is left
/// exactly as it is.
class TestDamage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void caches_data();
    void caches();
    void log_data();
    void log();

private:
    void restore();

    HubProgram m_hub;
    Desk m_desk;
    QMap<QString, QByteArray> m_files; ///< the whole workspace in good health
    QList<QJsonObject> m_queue;
};

namespace
{

const QString subject = u"model:polder/nare-toon-1b"_s;

enum class Harm { Cut, Flip, Empty, Garbage, Payload, EntryText };

QByteArray harmed(QByteArray bytes, Harm harm, double where)
{
    const auto at = qsizetype(double(bytes.size() - 1) * where);
    switch (harm) {
    case Harm::Cut:
        return bytes.first(at);
    case Harm::Flip:
        for (qsizetype i = at; i < qMin(at + 64, bytes.size()); ++i)
            bytes[i] = char(~bytes[i]);
        return bytes;
    case Harm::Payload: // one letter of what was decided
        return bytes.replace("the purpose is not stated", "the purpose is now stated");
    case Harm::EntryText: // who did what, under an intact payload
        return bytes.replace("case.assess", "case.access");
    case Harm::Empty:
        return {};
    case Harm::Garbage:
        return QByteArray(5000, 'x');
    }
    return bytes;
}

void addHarms(const QString& name)
{
    QTest::newRow(qPrintable(name + u" empty"_s)) << name << int(Harm::Empty) << 0.0;
    QTest::newRow(qPrintable(name + u" garbage"_s)) << name << int(Harm::Garbage) << 0.0;
    for (const double where : { 0.0001, 0.1, 0.5, 0.99 }) {
        QTest::newRow(qPrintable(u"%1 cut at %2"_s.arg(name).arg(where))) << name << int(Harm::Cut) << where;
        if (name == u"log.db" && where > 0.01)
            continue; // may fall on unused bytes of a page; words are changed there instead
        QTest::newRow(qPrintable(u"%1 overwritten at %2"_s.arg(name).arg(where))) << name << int(Harm::Flip) << where;
    }
}

} // namespace

void TestDamage::initTestCase()
{
    QVERIFY(m_hub.start());
    QVERIFY(m_desk.makeCheaply(m_hub.url(), { subject, u"space:tuli/reading-helper"_s, u"org:kestrel-ai"_s }));
    QCOMPARE(m_desk.ctl({ u"sync"_s }).status, int(Done));
    const Run run = m_desk.decide(subject, u"CG-14"_s, u"Please say what this is for."_s);
    QVERIFY2(run.status == Done, run.told().constData());
    m_queue = m_desk.queue();
    QVERIFY(m_queue.size() >= 3);
    for (const QString& name : { u"log.db"_s, u"hub.db"_s, u"view.db"_s })
        m_files.insert(name, bytesOf(m_desk.file(name)));
}

void TestDamage::restore()
{
    const QDir folder(m_desk.folder());
    for (const QString& name :
        folder.entryList({ u"*-wal"_s, u"*-shm"_s, u"*-journal"_s, u"*damaged*"_s }, QDir::Files))
        QFile::remove(folder.filePath(name));
    for (auto it = m_files.cbegin(); it != m_files.cend(); ++it)
        QVERIFY(writeBytes(m_desk.file(it.key()), it.value()));
}

void TestDamage::caches_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("harm");
    QTest::addColumn<double>("where");
    addHarms(u"hub.db"_s);
    addHarms(u"view.db"_s);
}

void TestDamage::caches()
{
    QFETCH(const QString, name);
    QFETCH(const int, harm);
    QFETCH(const double, where);
    restore();
    QVERIFY(writeBytes(m_desk.file(name), harmed(m_files[name], Harm(harm), where)));
    const Run first = m_desk.ctl({ u"queue"_s });
    QVERIFY2(first.status == Done || first.complains("") || (first.status == No && name == u"hub.db"),
        first.told().constData());
    const Run run = m_desk.ctl({ u"sync"_s, u"--full"_s });
    QVERIFY2(run.status == Done, run.told().constData());
    QCOMPARE(essence(m_desk.queue()), essence(m_queue)); // watches included: they are the user's own words
    QCOMPARE(m_desk.show(subject)[u"status"].toString(), u"awaiting-author"_s);
    QCOMPARE(bytesOf(m_desk.file(u"log.db"_s)), m_files[u"log.db"_s]);
}

void TestDamage::log_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("harm");
    QTest::addColumn<double>("where");
    addHarms(u"log.db"_s);
    QTest::newRow("a word of a payload") << u"log.db"_s << int(Harm::Payload) << 0.0;
    QTest::newRow("a word of an entry") << u"log.db"_s << int(Harm::EntryText) << 0.0;
}

void TestDamage::log()
{
    QFETCH(const int, harm);
    QFETCH(const double, where);
    restore();
    const QByteArray bytes = harmed(m_files[u"log.db"_s], Harm(harm), where);
    QVERIFY(bytes != m_files[u"log.db"_s]);
    QVERIFY(writeBytes(m_desk.file(u"log.db"_s), bytes));
    Run run = m_desk.ctl({ u"log"_s, u"verify"_s, u"--full"_s });
    QVERIFY2(run.status == No || run.status == Environment, run.told().constData());
    QVERIFY2(run.complains(""), run.told().constData());
    QVERIFY2(run.err.contains("log.db"), run.told().constData());
    const QJsonArray findings = run.object()[u"findings"].toArray();
    for (const QJsonValue& finding : findings)
        QVERIFY(!finding[u"text"].toString().isEmpty());
    if (Harm(harm) == Harm::Payload || Harm(harm) == Harm::EntryText) { // the entry is named
        QVERIFY2(!findings.isEmpty() && findings[0][u"seq"].toInt() > 0, run.told().constData());
        QCOMPARE(run.status, int(No));
    }
    QCOMPARE(bytesOf(m_desk.file(u"log.db"_s)), bytes);
    // Nothing is written on top of a log that is not sound, by no verb.
    for (const QStringList& verb : QList<QStringList>{ { u"claim"_s, u"space:tuli/reading-helper"_s }, { u"queue"_s },
             { u"case"_s, u"show"_s, subject }, { u"outbox"_s, u"send"_s } }) {
        run = m_desk.ctl(verb, 20'000);
        QVERIFY2(run.status >= 0, run.told().constData());
        QVERIFY2(run.status == Done || run.complains(""), run.told().constData());
    }
    const QByteArray after = bytesOf(m_desk.file(u"log.db"_s));
    if (after != bytes) { // damage in the middle is found by verify; the end has to be good to be written to
        QVERIFY(after.size() >= bytes.size());
        QVERIFY2(m_desk.ctl({ u"log"_s, u"verify"_s, u"--full"_s }).status == No, "damage must not be papered over");
    }
}

std::unique_ptr<QObject> makeDamageTest()
{
    return std::make_unique<TestDamage>();
}

} // namespace docket::e2e

#include "tst_damage.moc"
