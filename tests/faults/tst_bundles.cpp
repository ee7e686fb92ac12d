#include "tests/faults/tst_bundles.h"

#include "tests/exchange/node.h"
#include "tests/faults/faultmemory.h"
#include "tests/faults/faultvfs.h"
#include "tests/faults/judge.h"

#include <QTest>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

/// A bundle of Ada's for Bo, small, with payloads.
QByteArray bundleOf(Pair& pair)
{
    for (int i = 0; i < 3; ++i)
        PeerFixture::must(pair.ada.store.append(work(i)));
    const QString file = pair.ada.path(u"good.docket"_s);
    PeerFixture::must(pair.ada.writeAll(file, { u"Bo"_s }));
    return readFile(file);
}

/// Offers the bytes with one bit flipped, and cut, at every `stride`-th place. `refused` says what is wrong when they
/// are taken.
QString damageAll(const QByteArray& good, qsizetype stride, const std::function<QString(const QByteArray&)>& refused)
{
    for (qsizetype at = 0; at < good.size(); at += stride) {
        QByteArray bytes = good;
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << (at % 8)));
        if (const QString wrong = refused(bytes); !wrong.isEmpty())
            return u"byte %1 changed: %2"_s.arg(at).arg(wrong);
        if (const QString wrong = refused(good.first(at)); !wrong.isEmpty())
            return u"cut at byte %1: %2"_s.arg(at).arg(wrong);
    }
    return {};
}

} // namespace

void TestBundles::cleanup()
{
    FaultVfs::faults() = {};
    FaultMemory::failAt(0);
}

void TestBundles::everyChangedAndCutByteIsRefused()
{
    Pair pair;
    const QByteArray good = bundleOf(pair);
    const QString file = pair.bo.path(u"damaged.docket"_s);
    const QByteArray before = pair.bo.logBytes();
    int offered = 0;
    const auto refused = [&](const QByteArray& bytes) -> QString {
        ++offered;
        writeFile(file, bytes);
        const auto taken = pair.bo.read(file);
        if (taken)
            return u"taken"_s;
        if (taken.error().thing.isEmpty() || taken.error().cause.isEmpty() || taken.error().wayOut.isEmpty())
            return u"an error that does not say what, why and what to do: "_s + taken.error().text();
        if (pair.bo.store.readOnlyReason())
            return u"the store was closed"_s;
        return pair.bo.logBytes() == before ? QString() : u"the log was changed"_s;
    };
    const QString wrong = damageAll(good, inForm<qsizetype>(good.size() / 90, 1), refused);
    qInfo("%lld bytes, %d damaged bundles", static_cast<long long>(good.size()), offered);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    QCOMPARE(refused(good + 'x'), QString());
    // And it is the damage that was refused.
    writeFile(file, good);
    VERIFY_OK(pair.bo.read(file));
    QVERIFY(pair.bo.store.verify(Depth::Full)->isSound());
}

void TestBundles::importOnAFailingDisk()
{
    int failures = 0;
    bool reached = true;
    for (int number = 1; reached; number += inForm(40, 3)) {
        Pair pair;
        bundleOf(pair);
        const QString file = pair.ada.path(u"good.docket"_s);
        const qint64 size = pair.bo.store.size().value();
        FaultVfs::faults() = {};
        FaultVfs::faults().failAt = number;
        FaultVfs::faults().failCode = number % 2 ? SQLITE_IOERR : SQLITE_FULL;
        const auto taken = pair.bo.read(file);
        reached = FaultVfs::faults().failed;
        FaultVfs::faults().failAt = 0;
        failures += !taken;
        if (!taken)
            QVERIFY2(!taken.error().wayOut.isEmpty(), qPrintable(taken.error().text()));
        pair.boLog.store.reset();
        // Opened again: nothing that was there is lost, and the bundle can be taken.
        QCOMPARE(judge(pair.bo.folder, {}, false, size), QString());
        auto again = Store::open(pair.bo.folder, Access::ReadWrite, pair.boLog.clock);
        VERIFY_OK(again);
        VERIFY_OK((*again)->unlock(passphrase()));
        const auto second = exchange::importBundle(**again, pair.bo.mirror, pair.bo.folder, file);
        VERIFY_OK(second);
        const QList<Entry> sent = pair.ada.store.entries(0, 1000).value();
        for (const Entry& entry : sent)
            if (entry.kind == "case.annotate"_L1)
                QVERIFY((*again)->payload(entry.id).value().has_value());
    }
    QVERIFY(failures > 2);
}

void TestBundles::importWithoutMemory()
{
    // SQLite's memory: each refusal is told, and the import is whole or has not happened.
    int failures = 0;
    bool reached = true;
    for (int number = 1; reached; number += inForm(149, 7)) {
        Pair pair;
        bundleOf(pair);
        const QString file = pair.ada.path(u"good.docket"_s);
        const qint64 size = pair.bo.store.size().value();
        FaultMemory::failAt(number);
        const auto taken = pair.bo.read(file);
        reached = FaultMemory::hasFailed();
        FaultMemory::failAt(0);
        failures += !taken;
        if (!taken)
            QVERIFY2(
                !taken.error().thing.isEmpty() && !taken.error().cause.isEmpty() && !taken.error().wayOut.isEmpty(),
                qPrintable(taken.error().text()));
        pair.boLog.store.reset();
        QCOMPARE(judge(pair.bo.folder, {}, false, size), QString());
        auto again = Store::open(pair.bo.folder, Access::ReadWrite, pair.boLog.clock);
        VERIFY_OK(again);
        VERIFY_OK((*again)->unlock(passphrase()));
        VERIFY_OK(exchange::importBundle(**again, pair.bo.mirror, pair.bo.folder, file));
    }
    QVERIFY(failures > 2);
}

void TestBundles::importWithoutAnyMemory()
{
    // The program's own memory, and everybody's below it: from some allocation on there is none. Qt and most libraries
    // give up then, so that the import runs in a child; what it leaves behind must be sound, all of the bundle or
    // nothing, and the bundle can be taken afterwards.
    if (!FaultHeap::isAvailable())
        QSKIP("the heap belongs to a sanitizer in this build");
    Pair pair;
    bundleOf(pair);
    const QString file = pair.ada.path(u"good.docket"_s);
    const qint64 before = pair.bo.store.size().value();
    pair.boLog.store.reset();
    const ScratchFolder folder;
    const auto import = [&](const std::function<void()>& arm) -> bool {
        FixedClock clock(startTime().addSecs(60));
        auto store = Store::open(folder.path(), Access::ReadWrite, clock);
        if (!store || !(*store)->unlock(passphrase()))
            return false;
        auto mirror = sync::Mirror::open(folder.path(), sync::Mirror::Access::ReadWrite);
        if (!mirror)
            return false;
        arm();
        return exchange::importBundle(**store, *mirror, folder.path(), file).has_value();
    };
    const auto fresh = [&] {
        QDir(folder.path() + u"/scratch"_s).removeRecursively();
        copyWorkspace(pair.bo.folder, folder.path());
        const QDir keys(pair.bo.folder + u"/keys"_s);
        for (const QString& name : keys.entryList({ u"exchange-*"_s }, QDir::Files)) {
            QFile::remove(folder.path() + u"/keys/"_s + name);
            QVERIFY(QFile::copy(keys.filePath(name), folder.path() + u"/keys/"_s + name));
        }
    };
    fresh();
    QVERIFY(import([] { FaultHeap::failAt(0); }));
    const long whole = FaultHeap::count();
    const qint64 after = [&] {
        FixedClock clock(startTime());
        return Store::open(folder.path(), Access::ReadOnly, clock).value()->size().value();
    }();
    QVERIFY(after > before);
    int died = 0;
    int told = 0;
    int taken = 0;
    const long points = inForm(40, 1500);
    for (long point = 0; point <= points; ++point) {
        const long number = 1 + whole * point / points;
        fresh();
        const pid_t child = ::fork();
        if (child == 0) {
            const rlimit none{ 0, 0 };
            ::setrlimit(RLIMIT_CORE, &none);
            for (const int signal : { SIGABRT, SIGSEGV })
                ::signal(signal, SIG_DFL);
            const int quiet = ::open("/dev/null", O_WRONLY);
            ::dup2(quiet, STDERR_FILENO);
            const bool done = import([number] { FaultHeap::failAt(number); });
            ::_exit(done ? 0 : 1);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        died += WIFSIGNALED(status);
        told += WIFEXITED(status) && WEXITSTATUS(status) == 1;
        const bool done = WIFEXITED(status) && WEXITSTATUS(status) == 0;
        taken += done;
        const QByteArray place = "allocation " + QByteArray::number(number);
        const QString wrong = judge(folder.path(), {}, false, done ? after - 2 : before);
        QVERIFY2(wrong.isEmpty(), QByteArray(place + ": " + wrong.toUtf8()));
        FixedClock clock(startTime());
        // The bundle's entries come together; what this device says about it (two entries) follows.
        const qint64 size = Store::open(folder.path(), Access::ReadOnly, clock).value()->size().value();
        QVERIFY2(size == before || size == after - 2 || size == after, place);
        QVERIFY2(import([] {}), place);
    }
    qInfo("%ld allocations in an import; of %ld that failed with all after them %d ended the program, %d were told, %d "
          "were not missed",
        whole, points + 1, died, told, taken);
    QVERIFY(died + told > points / 2);
}

void TestBundles::exportOnAFailingDisk()
{
    int failures = 0;
    bool reached = true;
    for (int number = 1; reached; number += inForm(30, 3)) {
        Pair pair;
        PeerFixture::must(pair.ada.store.append(work(1)));
        const QString file = pair.ada.path(u"new.docket"_s);
        FaultVfs::faults() = {};
        FaultVfs::faults().failAt = number;
        FaultVfs::faults().failCode = SQLITE_IOERR;
        const auto written = pair.ada.writeAll(file, { u"Bo"_s });
        reached = FaultVfs::faults().failed;
        FaultVfs::faults().failAt = 0;
        // A file that is there is whole.
        if (QFile::exists(file))
            VERIFY_OK(pair.bo.read(file));
        else
            QVERIFY(!written);
        failures += !written;
        pair.adaLog.store.reset();
        QCOMPARE(judge(pair.ada.folder, {}, true), QString());
    }
    QVERIFY(failures > 2);
}

void TestBundles::salvageFromAPeer()
{
    // Bo's log is damaged beyond opening. What Ada has of it brings it all back into a log made anew.
    Pair pair;
    PeerFixture::must(pair.bo.store.append(work(2)));
    const QString toAda = pair.bo.path(u"to-ada.docket"_s);
    VERIFY_OK(pair.bo.writeAll(toAda, { u"Ada"_s }));
    VERIFY_OK(pair.ada.read(toAda));
    const EntryId last = pair.bo.store.entriesOf(caseNumber(2))->first().id;
    const QByteArray note = pair.bo.store.note(last).value();
    pair.boLog.store.reset();
    const QString log = pair.bo.folder + u"/log.db"_s;
    writeFile(log, QByteArray(5000, '\xff'));
    QCOMPARE(Store::open(pair.bo.folder, Access::ReadWrite, pair.boLog.clock).error().code, ErrorCode::Integrity);
    QVERIFY(QFile::rename(log, log + u".damaged"_s));
    StoreSource source(pair.ada.store);
    auto again = Store::createFrom(pair.bo.folder, source, pair.boLog.clock);
    VERIFY_OK(again);
    QCOMPARE((*again)->note(last).value(), note);
    VERIFY_OK((*again)->unlock(passphrase()));
    VERIFY_OK((*again)->append(work(3)));
    QVERIFY((*again)->verify(Depth::Full)->isSound());
}
