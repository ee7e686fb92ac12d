#include "tests/faults/tst_peers.h"

#include "core/log/store/incarnation.h"
#include "tests/faults/faultmemory.h"
#include "tests/faults/faultvfs.h"
#include "tests/faults/judge.h"
#include "tests/faults/powercut.h"
#include "tests/log/peerfixture.h"

#include <QTest>

#include <sqlite3.h>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

/// What a peer hands over, in memory: the faults must not reach it.
class MemorySource final : public MergeSource
{
public:
    explicit MemorySource(Store& store)
    {
        StoreSource source(store);
        m_workspace = source.workspaceId();
        m_logs = source.logs();
        for (qsizetype i = 0; i < m_logs.size(); ++i)
            m_notes.append(source.notes(i, 1, 1'000'000).value());
        m_payloads = store.payloads(0, 1'000'000).value();
    }
    QByteArray workspaceId() const override { return m_workspace; }
    QList<IncomingLog> logs() const override { return m_logs; }
    Result<QByteArrayList> notes(qsizetype log, qint64 fromSeq, int limit) override
    {
        return m_notes.at(log).mid(fromSeq - 1, limit);
    }
    Status payloads(const TakePayload& take) override
    {
        for (const SealedPayload& payload : std::as_const(m_payloads))
            DOCKET_TRY(take(payload.id, payload.salt, payload.data));
        return {};
    }

private:
    QByteArray m_workspace;
    QList<IncomingLog> m_logs;
    QList<QByteArrayList> m_notes;
    QList<SealedPayload> m_payloads;
};

/// Ada's workspace as it was before Bo's work came, and Bo's work.
struct Peers {
    ScratchFolder before;
    std::unique_ptr<MemorySource> work;
    qint64 sizeBefore = 0;
    qint64 sizeAfter = 0;
    QByteArray snapshotAfter;

    Peers()
    {
        LogFixture ada;
        PeerFixture bo(*ada.store, u"Bo"_s, { u"reviewer"_s });
        PeerFixture::must(ada.store->append(work_(0)));
        for (int i = 0; i < 8; ++i)
            PeerFixture::must(bo.store->append(work_(i)));
        sizeBefore = ada.store->size().value();
        copyWorkspace(ada.folder.path(), before.path());
        work = std::make_unique<MemorySource>(*bo.store);
        PeerFixture::must(ada.store->merge(*work));
        sizeAfter = ada.store->size().value();
        snapshotAfter = ada.store->snapshotId().value();
    }
    static QList<Draft> work_(int number) { return docket::test::work(number); }
};

Peers& peers()
{
    static Peers all;
    return all;
}

std::unique_ptr<Store> opened(const QString& folder, bool unlocked = true)
{
    static FixedClock clock(startTime());
    auto store = Store::open(folder, Access::ReadWrite, clock);
    if (!store || (unlocked && !(*store)->unlock(passphrase())))
        qFatal("%s does not open", qPrintable(folder));
    return std::move(*store);
}

/// All of the merge or nothing of it, and a second attempt brings it all.
QString judgeMerge(const QString& folder, bool reported)
{
    Peers& p = peers();
    const QString wrong = judge(folder, {}, false, reported ? p.sizeAfter : p.sizeBefore);
    if (!wrong.isEmpty())
        return wrong;
    auto store = opened(folder);
    const qint64 size = store->size().value_or(-1);
    if (size != p.sizeBefore && size != p.sizeAfter)
        return u"a part of a merge is there: %1 entries"_s.arg(size);
    if (const auto again = store->merge(*p.work); !again)
        return u"cannot be taken again: "_s + again.error().text();
    if (store->snapshotId().value_or(QByteArray()) != p.snapshotAfter)
        return u"the state after the second attempt is another"_s;
    return judge(folder, {}, true, p.sizeAfter);
}

/// One merge with a fault; what is wrong with it.
QString mergeWith(const std::function<void()>& set, const std::function<void()>& clear, bool& failed)
{
    const ScratchFolder folder;
    copyWorkspace(peers().before.path(), folder.path());
    {
        auto store = opened(folder.path());
        set();
        const auto report = store->merge(*peers().work);
        clear();
        failed = !report;
        if (!report && (report.error().cause.isEmpty() || report.error().wayOut.isEmpty()))
            return u"an error that does not say what to do: "_s + report.error().text();
    }
    return judgeMerge(folder.path(), !failed);
}

/// The disk operations of one merge, and the files before it.
struct Recording {
    QByteArray before;
    std::vector<DiskOp> operations;
    ScratchFolder folder;
};

std::unique_ptr<Recording> recordMerge(const QByteArray& pragmas = {})
{
    auto out = std::make_unique<Recording>();
    copyWorkspace(peers().before.path(), out->folder.path());
    QFile file(out->folder.logPath());
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no log");
    out->before = file.readAll();
    QFile::remove(out->folder.logPath() + u"-journal"_s);
    FaultVfs::weaken(pragmas);
    const FaultScope disk;
    auto store = opened(out->folder.path());
    disk->record = &out->operations;
    out->operations.push_back({ DiskOp::Kind::Create, logFileName() + u"-journal"_s, 0, {} });
    PeerFixture::must(store->merge(*peers().work));
    return out;
}

/// How many of the power cuts lose or damage something, and the first of them.
int cutMerge(const Recording& recording, int cuts, unsigned seed, QString& first)
{
    std::mt19937 random(seed);
    int bad = 0;
    for (int trial = 0; trial < cuts; ++trial) {
        const size_t moment
            = trial % 10 == 0 ? recording.operations.size() : random() % (recording.operations.size() + 1);
        PowerCut disk;
        disk.have(logFileName(), recording.before);
        for (size_t i = 0; i < moment; ++i)
            disk.apply(recording.operations[i]);
        const ScratchFolder folder;
        copyWorkspace(recording.folder.path(), folder.path());
        QFile::remove(folder.logPath() + u"-journal"_s);
        for (const auto& [name, bytes] : disk.filesAfterCut(Unsynced::Mixed, random)) {
            QFile file(folder.path() + u'/' + name);
            if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
                qFatal("the files of a power cut cannot be written");
        }
        const bool reported = moment == recording.operations.size();
        QString wrong = judge(folder.path(), {}, false, reported ? peers().sizeAfter : peers().sizeBefore);
        if (wrong.isEmpty())
            wrong = judgeMerge(folder.path(), reported);
        bad += !wrong.isEmpty();
        if (first.isEmpty() && !wrong.isEmpty())
            first = u"cut after operation %1: %2"_s.arg(moment).arg(wrong);
    }
    return bad;
}

} // namespace

void TestPeers::cleanup()
{
    FaultVfs::faults() = {};
    FaultVfs::weaken({});
    FaultMemory::failAt(0);
}

void TestPeers::merge_everyDiskCallFails_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("input/output error") << SQLITE_IOERR;
    QTest::newRow("disk full") << SQLITE_FULL;
}

void TestPeers::merge_everyDiskCallFails()
{
    QFETCH(int, code);
    int failures = 0;
    bool reached = true;
    for (int number = 1; reached; number += inForm(4, 1)) {
        bool failed = false;
        const QString wrong = mergeWith(
            [&] {
                FaultVfs::faults() = {};
                FaultVfs::faults().failAt = number;
                FaultVfs::faults().failCode = code;
            },
            [&] {
                reached = FaultVfs::faults().failed;
                FaultVfs::faults().failAt = 0;
            },
            failed);
        QVERIFY2(wrong.isEmpty(), qPrintable(u"call %1: "_s.arg(number) + wrong));
        failures += failed;
    }
    QVERIFY(failures > 5);
}

void TestPeers::merge_diskFull()
{
    int failures = 0;
    bool failed = true;
    for (qint64 room = 0; failed; room += inForm(16'384, 1024)) {
        const QString wrong = mergeWith(
            [&] {
                FaultVfs::faults() = {};
                FaultVfs::faults().room = room;
            },
            [] { FaultVfs::faults().room.reset(); }, failed);
        QVERIFY2(wrong.isEmpty(), qPrintable(u"%1 bytes of room: "_s.arg(room) + wrong));
        failures += failed;
    }
    QVERIFY(failures > 1);
}

void TestPeers::merge_everyAllocationFails()
{
    int failures = 0;
    bool reached = true;
    for (int number = 1; reached; number += inForm(97, 1)) {
        bool failed = false;
        const QString wrong = mergeWith([&] { FaultMemory::failAt(number); },
            [&] {
                reached = FaultMemory::hasFailed();
                FaultMemory::failAt(0);
            },
            failed);
        QVERIFY2(wrong.isEmpty(), qPrintable(u"allocation %1: "_s.arg(number) + wrong));
        failures += failed;
    }
    QVERIFY(failures > 5);
}

void TestPeers::merge_powerLoss()
{
    const auto recording = recordMerge();
    QString first;
    const int bad = cutMerge(*recording, inForm(60, 2000), 12, first);
    QVERIFY2(bad == 0, qPrintable(first));
}

void TestPeers::merge_control_withoutJournal()
{
    const auto recording = recordMerge("PRAGMA journal_mode=OFF");
    QString first;
    QVERIFY(cutMerge(*recording, 30, 13, first) > 0);
}

void TestPeers::clone_bothSidesAreKept()
{
    LogFixture ada;
    PeerFixture bo(*ada.store, u"Bo"_s, { u"reviewer"_s });
    PeerFixture cy(*ada.store, u"Cy"_s, { u"reviewer"_s });
    PeerFixture::must(bo.store->append(work(0)));
    // Dee holds exactly what both sides will have in common.
    PeerFixture dee(*ada.store, u"Dee"_s, { u"reviewer"_s });
    VERIFY_OK(dee.take(*bo.store));
    // Database and keys copied to a second machine; both go on.
    const ScratchFolder second;
    copyWorkspace(bo.folder.path(), second.path());
    const auto clone = opened(second.path());
    QList<EntryId> written;
    for (int i = 1; i < 4; ++i) {
        for (Store* store : { bo.store.get(), clone.get() }) {
            const auto entries = store->append(work(i));
            VERIFY_OK(entries);
            for (const Entry& entry : *entries)
                written.append(entry.id);
        }
    }
    // Each for itself is sound; nobody can know before they meet.
    QVERIFY(bo.store->verify(Depth::Full)->isSound());
    QVERIFY(clone->verify(Depth::Full)->isSound());
    // They meet at Ada's, in one order, and at Cy's in the other.
    StoreSource fromBo(*bo.store);
    StoreSource fromClone(*clone);
    VERIFY_OK(ada.store->merge(fromBo));
    const auto met = ada.store->merge(fromClone);
    VERIFY_OK(met);
    QCOMPARE(met->forks.size(), 1);
    QCOMPARE(met->forks.first().device, bo.device);
    // Others get both sides at once: one who knows nothing of the device, one who knows the beginning, a newcomer.
    VERIFY_OK(cy.take(*ada.store));
    VERIFY_OK(dee.take(*ada.store));
    PeerFixture eve(*ada.store, u"Eve"_s, { u"reviewer"_s });
    for (Store* store : { ada.store.get(), cy.store.get(), dee.store.get(), eve.store.get() }) {
        QCOMPARE(store->forks()->size(), 1);
        // The two notes are the proof: one device, one sequence number, two texts, both signed.
        const Fork fork = store->forks()->first();
        const auto one = decodeEntry(*store->note(fork.held));
        const auto other = decodeEntry(*store->note(fork.other));
        VERIFY_OK(one);
        VERIFY_OK(other);
        QVERIFY(one->id != other->id);
        QCOMPARE(one->header.seq, other->header.seq);
        QCOMPARE(one->header.device, other->header.device);
        for (const EntryId& id : std::as_const(written))
            VERIFY_OK(store->entry(id));
        QVERIFY(store->verify(Depth::Full)->isSound()); // the device's fault, not the log's
    }
    QCOMPARE(cy.store->snapshotId().value(), dee.store->snapshotId().value());
    VERIFY_OK(ada.store->append(work(5)));
    VERIFY_OK(cy.take(*ada.store));
    VERIFY_OK(eve.take(*ada.store));
    QCOMPARE(cy.store->snapshotId().value(), ada.store->snapshotId().value());
    QCOMPARE(eve.store->snapshotId().value(), ada.store->snapshotId().value());
}

void TestPeers::backup_isRefusedUntilAPeerBringsTheEnd()
{
    const ScratchFolder state;
    LogFixture ada;
    PeerFixture bo(*ada.store, u"Bo"_s, { u"reviewer"_s });
    const ScratchFolder backup;
    copyWorkspace(bo.folder.path(), backup.path());
    VERIFY_OK(bo.store->guardWith(std::make_shared<IncarnationRecord>(state.path())));
    PeerFixture::must(bo.store->append(work(0)));
    VERIFY_OK(bo.store->checkpoint());
    StoreSource source(*bo.store);
    VERIFY_OK(ada.store->merge(source));
    const auto restored = opened(backup.path());
    VERIFY_OK(restored->guardWith(std::make_shared<IncarnationRecord>(state.path())));
    QVERIFY(restored->readOnlyReason());
    QVERIFY(!restored->readOnlyReason()->wayOut.isEmpty());
    const QByteArray before = restored->snapshotId().value();
    QCOMPARE(restored->append(work(1)).error().code, ErrorCode::Conflict);
    QVERIFY(!restored->checkpoint());
    QCOMPARE(restored->snapshotId().value(), before);
    StoreSource back(*ada.store);
    const auto merged = restored->merge(back);
    VERIFY_OK(merged);
    QVERIFY(merged->forks.isEmpty());
    QVERIFY(!restored->readOnlyReason());
    VERIFY_OK(restored->append(work(1)));
    QVERIFY(restored->verify(Depth::Full)->isSound());
}
