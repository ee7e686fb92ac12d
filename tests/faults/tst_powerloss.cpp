#include "tests/faults/tst_powerloss.h"

#include "tests/faults/faultvfs.h"
#include "tests/faults/judge.h"
#include "tests/faults/powercut.h"

#include <QTest>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

/// What happened on the disk while a workspace was made and written to.
struct Recording {
    ScratchFolder folder;
    std::vector<DiskOp> operations;
    std::vector<std::pair<size_t, QList<EntryId>>> acknowledged; ///< how many operations lay before each
    size_t created = 0; ///< operations until Store::create returned
};

/// `pragmas` weaken the store for control runs.
std::unique_ptr<Recording> record(int appends, const QByteArray& pragmas = {})
{
    auto out = std::make_unique<Recording>();
    const FaultScope disk;
    disk->record = &out->operations;
    FixedClock clock(startTime());
    FaultVfs::weaken(pragmas);
    auto store = Store::create(out->folder.path(), u"Ada"_s, defaultDomain(), cheapSeal(), clock);
    if (!store)
        qFatal("%s", qPrintable(store.error().text()));
    out->created = out->operations.size();
    for (int i = 0; i < appends; ++i) {
        const auto written = (*store)->append(work(i));
        if (!written)
            qFatal("%s", qPrintable(written.error().text()));
        QList<EntryId> ids;
        for (const Entry& entry : *written)
            ids.append(entry.id);
        out->acknowledged.emplace_back(out->operations.size(), ids);
        if (i % 8 == 7 && !(*store)->checkpoint())
            qFatal("no checkpoint");
    }
    return out;
}

/// Moments to cut at, sorted.
std::vector<size_t> moments(const Recording& recording, size_t from, int count, std::mt19937& random)
{
    std::vector<size_t> out;
    for (int i = 0; i < count; ++i)
        out.push_back(from + random() % (recording.operations.size() - from + 1));
    std::sort(out.begin(), out.end());
    return out;
}

/// Puts the files of a cut where a machine would find them. The key file is written and synced before log.db.
void putFiles(const Recording& recording, const std::map<QString, QByteArray>& files, const QString& folder)
{
    QDir().mkpath(folder + u"/keys"_s);
    const QString key = u"/keys/device.key"_s;
    if (!QFile::exists(folder + key))
        QFile::copy(recording.folder.path() + key, folder + key);
    for (const QString& name : QDir(folder).entryList(QDir::Files))
        QFile::remove(folder + u'/' + name);
    for (const auto& [name, bytes] : files) {
        QFile file(folder + u'/' + name);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("the files of a power cut cannot be written");
    }
}

Unsynced fateOf(size_t trial)
{
    return trial % 8 == 0 ? Unsynced::Kept : (trial % 8 == 1 ? Unsynced::Dropped : Unsynced::Mixed);
}

struct Outcome {
    int cuts = 0;
    int bad = 0;
    QString first;
};

/// Cuts the power `count` times after the workspace was made, and judges what is found.
Outcome cutAndJudge(const Recording& recording, int count, unsigned seed)
{
    std::mt19937 random(seed);
    PowerCut disk;
    size_t applied = 0;
    size_t told = 0;
    QList<EntryId> acknowledged;
    Outcome out;
    const ScratchFolder folder;
    for (const size_t moment : moments(recording, recording.created, count, random)) {
        for (; applied < moment; ++applied)
            disk.apply(recording.operations[applied]);
        for (; told < recording.acknowledged.size() && recording.acknowledged[told].first <= moment; ++told)
            acknowledged += recording.acknowledged[told].second;
        const auto trial = static_cast<size_t>(out.cuts++);
        putFiles(recording, disk.filesAfterCut(fateOf(trial), random), folder.path());
        const QString wrong = judge(folder.path(), acknowledged, trial % 16 == 0);
        if (wrong.isEmpty())
            continue;
        ++out.bad;
        if (out.first.isEmpty())
            out.first = u"seed %1, cut %2 after operation %3: %4"_s.arg(seed).arg(trial).arg(moment).arg(wrong);
    }
    return out;
}

} // namespace

void TestPowerLoss::init()
{
    FaultVfs::weaken({});
    FaultVfs::faults() = {};
}

void TestPowerLoss::acknowledgedEntriesSurvive()
{
    const auto recording = record(inForm(60, 300));
    const Outcome outcome = cutAndJudge(*recording, inForm(500, 8000), 1);
    qInfo("%d power cuts over %zu disk operations, %d bad", outcome.cuts, recording->operations.size(), outcome.bad);
    QVERIFY2(outcome.bad == 0, qPrintable(outcome.first));
}

void TestPowerLoss::creationIsWholeOrCanBeRepeated()
{
    const auto recording = record(0);
    std::mt19937 random(2);
    FixedClock clock(startTime());
    int whole = 0;
    const int cuts = inForm(60, 1000);
    for (int trial = 0; trial < cuts; ++trial) {
        const size_t moment = random() % (recording->created + 1);
        PowerCut disk;
        for (size_t i = 0; i < moment; ++i)
            disk.apply(recording->operations[i]);
        const ScratchFolder folder;
        putFiles(*recording, disk.filesAfterCut(fateOf(static_cast<size_t>(trial)), random), folder.path());
        const QString where = u"cut after operation %1: "_s.arg(moment);
        if (Store::open(folder.path(), Access::ReadOnly, clock)) {
            ++whole;
        } else {
            const auto made = Store::create(folder.path(), u"Ada"_s, defaultDomain(), cheapSeal(), clock);
            QVERIFY2(made, made ? "" : qPrintable(where + made.error().text()));
        }
        const QString wrong = judge(folder.path(), {}, true);
        QVERIFY2(wrong.isEmpty(), qPrintable(where + wrong));
    }
    QVERIFY(whole < cuts);
}

void TestPowerLoss::upgradeIsWholeOrRepeated()
{
    Recording recording;
    makeWorkspace(recording.folder.path(), 20);
    makeOlder(recording.folder.path());
    FixedClock clock(startTime());
    QByteArray before;
    {
        QFile file(recording.folder.logPath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        before = file.readAll();
        const FaultScope disk;
        disk->record = &recording.operations;
        VERIFY_OK(Store::open(recording.folder.path(), Access::ReadWrite, clock));
    }
    std::mt19937 random(8);
    const int cuts = inForm(60, 1000);
    for (int trial = 0; trial < cuts; ++trial) {
        const size_t moment = random() % (recording.operations.size() + 1);
        PowerCut disk;
        disk.have(logFileName(), before);
        for (size_t i = 0; i < moment; ++i)
            disk.apply(recording.operations[i]);
        const ScratchFolder folder;
        putFiles(recording, disk.filesAfterCut(fateOf(static_cast<size_t>(trial)), random), folder.path());
        const QString wrong = judge(folder.path(), {}, true);
        QVERIFY2(wrong.isEmpty(), qPrintable(u"cut after operation %1: "_s.arg(moment) + wrong));
    }
}

void TestPowerLoss::control_withoutSync()
{
    const auto recording = record(40, "PRAGMA synchronous=OFF");
    const Outcome outcome = cutAndJudge(*recording, 60, 3);
    qInfo("synchronous OFF: %d of %d power cuts bad, first: %s", outcome.bad, outcome.cuts, qPrintable(outcome.first));
    QVERIFY(outcome.bad > outcome.cuts / 2);
}

void TestPowerLoss::control_withoutJournal()
{
    const auto recording = record(40, "PRAGMA journal_mode=OFF");
    const Outcome outcome = cutAndJudge(*recording, 200, 4);
    qInfo("journal OFF: %d of %d power cuts bad, first: %s", outcome.bad, outcome.cuts, qPrintable(outcome.first));
    QVERIFY(outcome.bad > 0);
}
