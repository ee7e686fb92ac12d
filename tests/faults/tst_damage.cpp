#include "tests/faults/tst_damage.h"

#include "core/base/sqlite.h"
#include "tests/faults/judge.h"

#include <QFileInfo>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

#include <random>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s cannot be written", qPrintable(path));
}

/// Overwrites bytes in place.
void poke(const QString& path, qint64 offset, const QByteArray& bytes)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CLOEXEC);
    const ssize_t written = ::pwrite(file, bytes.constData(), static_cast<size_t>(bytes.size()), offset);
    ::close(file);
    if (written != bytes.size())
        qFatal("%s cannot be changed", qPrintable(path));
}

enum class Found { Refused, ByFull, OnlyByFull, Harmless, Missed };

/// Opens a damaged log, verifies it and compares all that can be read with what it was.
Found look(const QString& folder, const QByteArrayList& content)
{
    FixedClock clock(startTime());
    const auto store = Store::open(folder, Access::ReadOnly, clock);
    if (!store)
        return Found::Refused;
    const auto full = (*store)->verify(Depth::Full);
    const bool same = contentOf(**store) == content;
    if (full && full->isSound())
        return same ? Found::Harmless : Found::Missed;
    if (same)
        return Found::ByFull;
    const auto quick = (*store)->verify(Depth::Quick);
    return quick && quick->isSound() ? Found::OnlyByFull : Found::ByFull;
}

struct Tally {
    QMap<Found, int> counts;
    QStringList missed;

    void add(Found found, qint64 at)
    {
        ++counts[found];
        if (found == Found::Missed)
            missed.append(QString::number(at));
    }
    QString line() const
    {
        return u"%1 refused, %2 found (%3 of them harmful and found by the full check only), %4 harmless, %5 missed"_s
            .arg(counts[Found::Refused])
            .arg(counts[Found::ByFull] + counts[Found::OnlyByFull])
            .arg(counts[Found::OnlyByFull])
            .arg(counts[Found::Harmless])
            .arg(counts[Found::Missed]);
    }
};

QByteArrayList contentOfFolder(const QString& folder)
{
    FixedClock clock(startTime());
    const auto store = Store::open(folder, Access::ReadOnly, clock);
    return store ? contentOf(**store) : QByteArrayList();
}

/// A file that some other program might have left under the name log.db.
using Make = std::function<void(const QString& path)>;

void execOn(const QString& path, const char* sql)
{
    auto db = sqlite::Database::open(path, sqlite::Database::Mode::Create);
    if (!db || !db->exec(sql))
        qFatal("the foreign database cannot be made");
}

void foreignRows()
{
    QTest::addColumn<Make>("make");
    QTest::newRow("another program's, without marks") << Make([](const QString& path) {
        QFile::remove(path);
        execOn(path, "CREATE TABLE places(url TEXT); INSERT INTO places VALUES('x')");
    });
    QTest::newRow("another program's, with marks") << Make([](const QString& path) {
        QFile::remove(path);
        execOn(path, "CREATE TABLE places(url TEXT); PRAGMA user_version=1; PRAGMA application_id=99");
    });
    QTest::newRow("another program's, same version, no application") << Make([](const QString& path) {
        QFile::remove(path);
        execOn(path, "CREATE TABLE places(url TEXT); PRAGMA user_version=1");
    });
    QTest::newRow("newer") << Make([](const QString& path) { execOn(path, "PRAGMA user_version=99"); });
    QTest::newRow("text") << Make([](const QString& path) { write(path, "this is no database\n"); });
    QTest::newRow("first page damaged") << Make([](const QString& path) { poke(path, 0, QByteArray(100, '\xff')); });
    QTest::newRow("cut in half") << Make([](const QString& path) { QFile::resize(path, QFileInfo(path).size() / 2); });
    QTest::newRow("cut to less than a page") << Make([](const QString& path) { QFile::resize(path, 1000); });
}

void checkClear(const Error& error)
{
    QVERIFY2(error.thing.contains(u"log.db"_s), qPrintable(error.text()));
    QVERIFY2(!error.cause.isEmpty() && !error.wayOut.isEmpty(), qPrintable(error.text()));
}

} // namespace

Q_DECLARE_METATYPE(Make)

void TestDamage::everyFlippedByteIsFoundOrHarmless_data()
{
    // In parts: together they take longer than one test function may.
    QTest::addColumn<int>("part");
    for (int part = 0; part < inForm(1, 16); ++part)
        QTest::addRow("part %d", part + 1) << part;
}

void TestDamage::everyFlippedByteIsFoundOrHarmless()
{
    QFETCH(int, part);
    const ScratchFolder folder;
    makeWorkspace(folder.path(), 2);
    {
        // The file as small as it gets, with every kind of page in it.
        FixedClock clock(startTime());
        auto store = Store::open(folder.path(), Access::ReadWrite, clock);
        VERIFY_OK(store);
        VERIFY_OK((*store)->unlock(passphrase()));
        VERIFY_OK((*store)->checkpoint());
    }
    // Small pages: the same tables in a third of the bytes, since most of a small log in large pages is free space.
    execOn(folder.logPath(), "PRAGMA page_size=512; VACUUM");
    const QByteArrayList content = contentOfFolder(folder.path());
    QVERIFY(!content.isEmpty());
    const QByteArray good = read(folder.logPath());
    std::mt19937 random(7 + static_cast<unsigned>(part));
    Tally tally;
    const qsizetype end = good.size() * (part + 1) / inForm(1, 16);
    for (qsizetype at = good.size() * part / inForm(1, 16); at < end;
         at += inForm(1 + static_cast<int>(random() % 220), 1)) {
        poke(folder.logPath(), at, QByteArray(1, static_cast<char>(good[at] ^ (1 << (random() % 8)))));
        tally.add(look(folder.path(), content), at);
        poke(folder.logPath(), at, good.sliced(at, 1));
    }
    qInfo("%lld bytes: %s", static_cast<long long>(good.size()), qPrintable(tally.line()));
    QVERIFY2(tally.missed.isEmpty(), qPrintable(u"at byte "_s + tally.missed.join(u", "_s)));
    QVERIFY(tally.counts[Found::ByFull] > 20 && tally.counts[Found::Harmless] > 20);
    QCOMPARE(read(folder.logPath()), good);
}

void TestDamage::everyEmptiedPageIsFoundOrHarmless()
{
    const ScratchFolder folder;
    makeWorkspace(folder.path(), 30);
    const QByteArrayList content = contentOfFolder(folder.path());
    const QByteArray good = read(folder.logPath());
    Tally tally;
    for (qsizetype page = 0; page < good.size() / 4096; ++page) {
        const QByteArray was = good.sliced(page * 4096, 4096);
        for (const char fill : { '\0', '\xff' }) {
            poke(folder.logPath(), page * 4096, QByteArray(4096, fill));
            tally.add(look(folder.path(), content), page * 4096);
            // Whoever writes behind damage must not be told that all is well with what is lost.
            FixedClock clock(startTime());
            if (auto store = Store::open(folder.path(), Access::ReadWrite, clock);
                store && (*store)->unlock(passphrase()) && (*store)->append(work(1)))
                QVERIFY(look(folder.path(), content) != Found::Harmless);
            write(folder.logPath(), good);
            QFile::remove(folder.logPath() + u"-journal"_s);
        }
    }
    qInfo("%lld pages, emptied two ways: %s", static_cast<long long>(good.size() / 4096), qPrintable(tally.line()));
    QVERIFY2(tally.missed.isEmpty(), qPrintable(u"at byte "_s + tally.missed.join(u", "_s)));
    QCOMPARE(judge(folder.path(), {}, true), QString());
}

void TestDamage::control_comparisonSeesAForgery()
{
    // The comparison that calls a flipped byte harmless must see what verification would not: an honest log, other
    // content.
    const ScratchFolder folder;
    makeWorkspace(folder.path(), 2);
    const QByteArrayList content = contentOfFolder(folder.path());
    const ScratchFolder other;
    makeWorkspace(other.path(), 2);
    QCOMPARE(look(folder.path(), content), Found::Harmless);
    QCOMPARE(look(other.path(), content), Found::Missed);
}

void TestDamage::notALog_data()
{
    foreignRows();
    QTest::newRow("nothing in it") << Make([](const QString& path) { write(path, {}); });
    QTest::newRow("a folder") << Make([](const QString& path) {
        QFile::remove(path);
        QDir().mkpath(path);
    });
}

void TestDamage::notALog()
{
    QFETCH(Make, make);
    const ScratchFolder folder;
    makeWorkspace(folder.path());
    make(folder.logPath());
    const QByteArray before = read(folder.logPath());
    FixedClock clock(startTime());
    for (const Access access : { Access::ReadOnly, Access::ReadWrite }) {
        const auto store = Store::open(folder.path(), access, clock);
        if (store) {
            // Only damage that does not reach the first page may be noticed later.
            const auto report = (*store)->verify(Depth::Full);
            QVERIFY(!report || !report->isSound());
            QVERIFY(access == Access::ReadOnly || (*store)->readOnlyReason());
            continue;
        }
        qInfo("%s", qPrintable(store.error().text()));
        checkClear(store.error());
    }
    QVERIFY(read(folder.logPath()) == before);
}

void TestDamage::notALog_isNotMadeOne_data()
{
    foreignRows();
}

void TestDamage::notALog_isNotMadeOne()
{
    QFETCH(Make, make);
    const ScratchFolder folder;
    makeWorkspace(folder.path());
    make(folder.logPath());
    const QByteArray before = read(folder.logPath());
    const QByteArray key = read(folder.path() + u"/keys/device.key"_s);
    FixedClock clock(startTime());
    const auto made = Store::create(folder.path(), u"Eve"_s, defaultDomain(), cheapSeal(), clock);
    QVERIFY(!made);
    QVERIFY(!made.error().cause.isEmpty() && !made.error().wayOut.isEmpty());
    QVERIFY(read(folder.logPath()) == before);
    QCOMPARE(read(folder.path() + u"/keys/device.key"_s), key);
}

void TestDamage::unreadable()
{
    const ScratchFolder folder;
    makeWorkspace(folder.path());
    QVERIFY(QFile::setPermissions(folder.logPath(), QFileDevice::Permissions()));
    // Root may read everything, so it tries as somebody who may not.
    const bool root = ::geteuid() == 0;
    if (root) {
        for (const QString& path : QStringList{ folder.path(), folder.path() + u"/keys"_s })
            QFile::setPermissions(path, QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther);
        QCOMPARE(::seteuid(65534), 0);
    }
    FixedClock clock(startTime());
    QList<Error> errors;
    for (const Access access : { Access::ReadOnly, Access::ReadWrite })
        if (const auto store = Store::open(folder.path(), access, clock); !store)
            errors.append(store.error());
    if (root)
        QCOMPARE(::seteuid(0), 0);
    QCOMPARE(errors.size(), 2);
    for (const Error& error : errors) {
        qInfo("%s", qPrintable(error.text()));
        checkClear(error);
        QVERIFY2(error.wayOut.contains(u"permission"_s), qPrintable(error.text()));
    }
}
