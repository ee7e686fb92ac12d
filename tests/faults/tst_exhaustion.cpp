#include "tests/faults/tst_exhaustion.h"

#include "tests/faults/faultmemory.h"
#include "tests/faults/faultvfs.h"
#include "tests/faults/judge.h"

#include <QTest>

#include <sqlite3.h>
#include <sys/mount.h>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

const QString& original()
{
    static const ScratchFolder folder;
    static const QString path = [] {
        makeWorkspace(folder.path(), 3);
        return folder.path();
    }();
    return path;
}

const QString& older()
{
    static const ScratchFolder folder;
    static const QString path = [] {
        copyWorkspace(original(), folder.path());
        makeOlder(folder.path());
        return folder.path();
    }();
    return path;
}

/// What the fault falls upon.
enum class During { Open, Upgrade, Append, Checkpoint, Verify, Vacuum };

/// The fault is set before `during` and taken away after it.
struct Fault {
    std::function<void()> set;
    std::function<void()> clear;
};

QString notClear(const Error& error)
{
    const bool clear = !error.thing.isEmpty() && !error.cause.isEmpty() && !error.wayOut.isEmpty();
    return clear ? QString() : u"an error that does not say what, why and what to do: "_s + error.text();
}

/// Heads of a case as its entries say.
QList<EntryId> headsOf(Store& store, const CaseId& caseId, const QList<EntryId>& without)
{
    QList<EntryId> heads;
    QList<EntryId> named;
    const QList<Entry> entries = store.entriesOf(caseId).value_or(QList<Entry>());
    for (const Entry& entry : entries) {
        if (without.contains(entry.id))
            continue;
        heads.append(entry.id);
        named += entry.parents;
    }
    heads.removeIf([&named](const EntryId& id) { return named.contains(id); });
    std::sort(heads.begin(), heads.end());
    return heads;
}

/// What is wrong with an append that said it failed.
QString judgeRefusal(Store& store, const Error& error)
{
    if (QString wrong = notClear(error); !wrong.isEmpty())
        return wrong;
    if (!store.readOnlyReason())
        return u"still writable after: "_s + error.text();
    if (QString wrong = notClear(*store.readOnlyReason()); !wrong.isEmpty())
        return wrong;
    return store.append(work(9)) ? u"records again without being opened again"_s : QString();
}

/// One attempt with a fault in it; what is wrong with the result, or empty. `acknowledged` gets what append returned.
QString attempt(Store& store, During during, const Fault& fault, QList<EntryId>& acknowledged)
{
    QString wrong;
    const auto before = store.snapshotId();
    fault.set();
    if (during == During::Append) {
        const auto written = store.append(work(3));
        fault.clear();
        if (!written)
            return judgeRefusal(store, written.error());
        for (const Entry& entry : *written)
            acknowledged.append(entry.id);
        for (const Entry& entry : *written)
            if (entry.caseId && headsOf(store, *entry.caseId, acknowledged) != entry.parents)
                wrong = u"an entry was signed that does not name the heads of its case"_s;
    } else if (during == During::Checkpoint) {
        const auto note = store.checkpoint();
        fault.clear();
        if (!note)
            return judgeRefusal(store, note.error());
    } else if (during == During::Verify) {
        const auto report = store.verify(Depth::Full);
        fault.clear();
        if (report && report->isSound() && report->entries != store.size().value_or(-1))
            wrong = u"called sound, but not all was read"_s;
    } else if (during == During::Vacuum) {
        // Rebuilds the whole file, through a temporary one and the journal.
        const Status done = store.vacuum();
        fault.clear();
        if (!done)
            wrong = notClear(done.error());
        if (store.snapshotId() != before)
            wrong = u"the log is another after it was rebuilt"_s;
        if (!done && !store.readOnlyReason() && !store.append(work(3)))
            wrong = u"neither writable nor closed after a failed rebuilding"_s;
    }
    return wrong;
}

/// Copies the workspace, lets the fault happen and judges what is left. `happened`: the fault was reached.
QString run(During during, const Fault& fault, const std::function<bool()>& hasHappened, bool& happened)
{
    static const ScratchFolder folder;
    const bool opening = during == During::Open || during == During::Upgrade;
    copyWorkspace(during == During::Upgrade ? older() : original(), folder.path());
    FixedClock clock(startTime());
    QList<EntryId> acknowledged;
    QString wrong;
    if (opening)
        fault.set();
    {
        auto store = Store::open(folder.path(), Access::ReadWrite, clock);
        if (opening) {
            fault.clear();
            happened = hasHappened();
            if (!store)
                wrong = notClear(store.error());
        } else if (!store || !(*store)->unlock(passphrase())) {
            qFatal("the copy does not open");
        } else {
            wrong = attempt(**store, during, fault, acknowledged);
            happened = hasHappened();
        }
    }
    return wrong.isEmpty() ? judge(folder.path(), acknowledged, true) : wrong;
}

/// How densely the short form samples.
int strideOf(During during)
{
    return during == During::Append ? 1 : (during == During::Upgrade ? 9 : 4);
}

void rowsForSteps(const char* how, bool second)
{
    const auto row = [&](const char* what, During during) {
        QTest::newRow(qPrintable(u"%1, %2"_s.arg(QLatin1String(what), QLatin1String(how)))) << during << second;
    };
    row("open", During::Open);
    row("upgrade", During::Upgrade);
    row("append", During::Append);
    row("checkpoint", During::Checkpoint);
    row("verify", During::Verify);
    row("vacuum", During::Vacuum);
}

} // namespace

Q_DECLARE_METATYPE(During)

void TestExhaustion::cleanup()
{
    FaultVfs::faults() = {};
    FaultMemory::failAt(0);
}

void TestExhaustion::disk_everyCallFails_data()
{
    QTest::addColumn<During>("during");
    QTest::addColumn<bool>("fromThenOn");
    rowsForSteps("once", false);
    rowsForSteps("from then on", true);
}

void TestExhaustion::disk_everyCallFails()
{
    QFETCH(During, during);
    QFETCH(bool, fromThenOn);
    for (const int code : { SQLITE_IOERR, SQLITE_FULL }) {
        int number = 1;
        for (bool happened = true; happened; number += inForm(strideOf(during), 1)) {
            happened = false;
            const Fault fault{ [&] {
                                  FaultVfs::faults() = {};
                                  FaultVfs::faults().failAt = number;
                                  FaultVfs::faults().failFromThenOn = fromThenOn;
                                  FaultVfs::faults().failCode = code;
                              },
                [] { FaultVfs::faults().failAt = 0; } };
            const QString wrong = run(
                during, fault, [] { return FaultVfs::faults().failed; }, happened);
            QVERIFY2(wrong.isEmpty(), qPrintable(u"code %1, call %2: "_s.arg(code).arg(number) + wrong));
        }
        QVERIFY(number > 2);
    }
}

void TestExhaustion::disk_fullAtEveryStep()
{
    int refused = 0;
    const qint64 step = inForm(2048, 512);
    for (const During during : { During::Append, During::Checkpoint }) {
        bool enough = false;
        for (qint64 room = 0; !enough; room += step) {
            bool happened = false;
            qint64 used = 0;
            const Fault fault{ [&] {
                                  FaultVfs::faults() = {};
                                  FaultVfs::faults().room = room;
                              },
                [&] {
                    used = FaultVfs::faults().used;
                    FaultVfs::faults().room.reset();
                } };
            QList<EntryId> acknowledged;
            const ScratchFolder folder;
            copyWorkspace(original(), folder.path());
            FixedClock clock(startTime());
            {
                auto store = Store::open(folder.path(), Access::ReadWrite, clock);
                VERIFY_OK(store);
                VERIFY_OK((*store)->unlock(passphrase()));
                const QString wrong = attempt(**store, during, fault, acknowledged);
                QVERIFY2(wrong.isEmpty(), qPrintable(u"%1 bytes of room: "_s.arg(room) + wrong));
                enough = !(*store)->readOnlyReason();
                if (!enough)
                    QVERIFY((*store)->readOnlyReason()->wayOut.contains(u"free space"_s));
                refused += !enough;
                // What was recorded can be read while the disk is full.
                QVERIFY((*store)->verify(Depth::Full)->isSound());
            }
            const QString wrong = judge(folder.path(), acknowledged, true);
            QVERIFY2(wrong.isEmpty(), qPrintable(u"%1 bytes of room: "_s.arg(room) + wrong));
            Q_UNUSED(happened);
        }
    }
    QVERIFY(refused > 3);
}

void TestExhaustion::disk_fullDuringVacuumAndBackup_data()
{
    QTest::addColumn<During>("during");
    QTest::newRow("vacuum") << During::Vacuum;
    // Bringing an older log up to date begins with a copy of it (VACUUM INTO).
    QTest::newRow("backup and upgrade") << During::Upgrade;
}

void TestExhaustion::disk_fullDuringVacuumAndBackup()
{
    QFETCH(During, during);
    int refused = 0;
    for (qint64 room = 0;; room += inForm(12'288, 1024)) {
        bool full = false;
        const Fault fault{ [&] {
                              FaultVfs::faults() = {};
                              FaultVfs::faults().room = room;
                          },
            [&] {
                full = FaultVfs::faults().failed;
                FaultVfs::faults().room.reset();
            } };
        bool happened = false;
        const QString wrong = run(
            during, fault, [&full] { return full; }, happened);
        QVERIFY2(wrong.isEmpty(), qPrintable(u"%1 bytes of room: "_s.arg(room) + wrong));
        if (!happened)
            break;
        ++refused;
        QVERIFY(room < 4'000'000);
    }
    QVERIFY(refused > 2);
}

void TestExhaustion::disk_fullForReal()
{
    const QTemporaryDir small;
    if (::mount("tmpfs", QFile::encodeName(small.path()).constData(), "tmpfs", 0, "size=400k") != 0)
        QSKIP("no small file system can be mounted here (only root may)");
    const auto unmount = qScopeGuard([&] { ::umount2(QFile::encodeName(small.path()).constData(), MNT_DETACH); });
    const QString folder = small.filePath(u"workspace"_s);
    copyWorkspace(original(), folder);
    // Room that comes back at the end.
    QFile ballast(small.filePath(u"ballast"_s));
    QVERIFY(ballast.open(QIODevice::WriteOnly));
    ballast.write(QByteArray(100'000, 'x'));
    ballast.close();
    FixedClock clock(startTime());
    QList<EntryId> acknowledged;
    {
        auto store = Store::open(folder, Access::ReadWrite, clock);
        VERIFY_OK(store);
        VERIFY_OK((*store)->unlock(passphrase()));
        for (int i = 0; i < 1000; ++i) {
            const auto written = (*store)->append(work(i));
            if (!written) {
                QCOMPARE(judgeRefusal(**store, written.error()), QString());
                break;
            }
            for (const Entry& entry : *written)
                acknowledged.append(entry.id);
        }
        QVERIFY((*store)->readOnlyReason());
        QVERIFY(!acknowledged.isEmpty());
    }
    QVERIFY(ballast.remove());
    QCOMPARE(judge(folder, acknowledged, true), QString());
}

void TestExhaustion::memory_everyAllocationFails_data()
{
    QTest::addColumn<During>("during");
    QTest::addColumn<bool>("fromThenOn");
    rowsForSteps("once", false);
    rowsForSteps("from then on", true);
}

void TestExhaustion::memory_everyAllocationFails()
{
    QFETCH(During, during);
    QFETCH(bool, fromThenOn);
    int number = 1;
    for (bool happened = true; happened; number += inForm(5 * strideOf(during), 1)) {
        happened = false;
        const Fault fault{ [&] { FaultMemory::failAt(number, fromThenOn); },
            [&happened] {
                happened = FaultMemory::hasFailed();
                FaultMemory::failAt(0);
            } };
        bool reached = false;
        const QString wrong = run(
            during, fault, [&happened] { return happened; }, reached);
        QVERIFY2(wrong.isEmpty(), qPrintable(u"allocation %1: "_s.arg(number) + wrong));
        happened = reached;
    }
    QVERIFY(number > 20);
}

void TestExhaustion::control_deafDisk()
{
    // A layer that takes failed writes and syncs for done: some of its acknowledgements must turn out to be false.
    int lies = 0;
    for (int number = 1; number < 200; ++number) {
        bool happened = false;
        const Fault fault{ [&] {
                              FaultVfs::faults() = {};
                              FaultVfs::faults().failAt = number;
                              FaultVfs::faults().failCode = SQLITE_IOERR;
                              FaultVfs::faults().deaf = true;
                          },
            [] { FaultVfs::faults().failAt = 0; } };
        const QString wrong = run(
            During::Append, fault, [] { return FaultVfs::faults().failed; }, happened);
        if (!happened)
            break;
        lies += !wrong.isEmpty();
    }
    QVERIFY(lies > 0);
}
