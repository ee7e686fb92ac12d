#include "tests/faults/tst_syscalls.h"

#include "tests/faults/judge.h"
#include "tests/faults/victim.h"

#include <QTest>

#include <random>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

#define SKIP_WITHOUT_TRACING()                                                                                         \
    do {                                                                                                               \
        if (const QString why = whyNoTracing(); !why.isEmpty())                                                        \
            QSKIP(qPrintable(why));                                                                                    \
    } while (false)

const QString& original()
{
    static const ScratchFolder folder;
    static const QString path = [] {
        makeWorkspace(folder.path(), 2);
        return folder.path();
    }();
    return path;
}

/// The calls of opening and of some appends: all of them, or at most `most` spread over the whole.
QList<SystemCall> calls(int appends, int most)
{
    const ScratchFolder folder;
    copyWorkspace(original(), folder.path());
    const QList<SystemCall> all = systemCallsOf(folder.path(), appends, true);
    QList<SystemCall> out;
    const double stride = qMax(1.0, double(all.size()) / most);
    for (double at = 0; at < double(all.size()); at += stride)
        out.append(all[static_cast<qsizetype>(at)]);
    return out;
}

QStringList injecting(const SystemCall& call, const QString& what)
{
    const QString name = QString::fromLatin1(call.name);
    return { u"-o"_s, u"/dev/null"_s, u"-e"_s, u"trace="_s + name, u"-e"_s,
        u"inject=%1:%2:when=%3"_s.arg(name, what).arg(call.ordinal) };
}

QString where(const SystemCall& call)
{
    return u"%1 number %2: "_s.arg(QString::fromLatin1(call.name)).arg(call.ordinal);
}

struct Outcome {
    int hit = 0;
    int bad = 0;
    QString first;

    void take(const QString& place, const QString& wrong)
    {
        if (wrong.isEmpty())
            return;
        ++bad;
        if (first.isEmpty())
            first = place + wrong;
    }
};

Outcome killAtEach(const QList<SystemCall>& at, int appends, const QString& sabotage)
{
    Outcome out;
    const ScratchFolder folder;
    for (const SystemCall& call : at) {
        copyWorkspace(original(), folder.path());
        const VictimReport victim = runVictim(folder.path(), appends, sabotage, injecting(call, u"signal=KILL"_s));
        out.hit += victim.killed;
        out.take(where(call), judge(folder.path(), victim.acknowledged, true, victim.entries));
    }
    return out;
}

/// What is wrong after a system call failed: the append has to report it and stop, or to have succeeded.
QString judgeFailure(const SystemCall& call, const VictimReport& victim, const QString& folder)
{
    if (victim.killed && call.name == "mmap")
        return {}; // without memory for keys it stops on purpose
    if (!victim.lost.isEmpty() && victim.acknowledged.isEmpty() && victim.failures.isEmpty())
        return {}; // it did not get to open the log; what is there is judged by the caller
    if (!victim.lost.isEmpty())
        return u"not opened again: "_s + victim.lost;
    if (victim.killed)
        return u"crashed: "_s + victim.errors;
    if (victim.failures.size() > 1)
        return u"more than one append failed: "_s + victim.failures.join(u" | "_s);
    if (!victim.failures.isEmpty() && (victim.readOnly != 1 || victim.reopened != 1))
        return u"writing went on after a failure: "_s + victim.failures.first();
    for (const QString& text : victim.failures)
        if (!text.contains(u"log.db"_s) || !text.contains(u"; "_s))
            return u"the error does not say what and what to do: "_s + text;
    return judge(folder, victim.acknowledged, true, victim.entries);
}

Outcome failAtEach(const QList<SystemCall>& at, int appends, const QString& error, const QString& sabotage = {})
{
    Outcome out;
    const ScratchFolder folder;
    for (const SystemCall& call : at) {
        // The victim's voice and the process itself are not under test.
        if (call.name == "write" || call.name == "brk" || call.name == "munmap")
            continue;
        copyWorkspace(original(), folder.path());
        const VictimReport victim = runVictim(folder.path(), appends, sabotage, injecting(call, u"error="_s + error));
        out.hit += !victim.failures.isEmpty() || !victim.lost.isEmpty();
        QString wrong = judgeFailure(call, victim, folder.path());
        if (wrong.isEmpty())
            wrong = judge(folder.path(), victim.acknowledged, true, victim.entries);
        out.take(where(call), wrong);
    }
    return out;
}

/// One round: writers at work on one file, killed one after the other at random moments. What they told.
VictimReport killStorm(const QString& folder, int writers, const QString& sabotage, std::mt19937& random)
{
    std::vector<RunningVictim> victims;
    for (int i = 0; i < writers; ++i)
        victims.emplace_back(folder, sabotage);
    for (RunningVictim& victim : victims)
        if (!victim.isAtWork())
            return {}; // nothing told: the caller sees that nobody worked
    VictimReport told;
    for (RunningVictim& victim : victims) {
        QTest::qSleep(static_cast<int>(5 + random() % 60));
        victim.kill();
    }
    for (RunningVictim& victim : victims) {
        const VictimReport one = victim.report();
        told.acknowledged += one.acknowledged;
        told.entries = qMax(told.entries, one.entries);
        told.failures += one.failures;
    }
    return told;
}

} // namespace

void TestSyscalls::kill_atEverySystemCall()
{
    SKIP_WITHOUT_TRACING();
    const int appends = inForm(2, 4);
    const QList<SystemCall> at = calls(appends, inForm(45, 100'000));
    const Outcome outcome = killAtEach(at, appends, {});
    qInfo("%lld system calls, %d kills, %d bad", static_cast<long long>(at.size()), outcome.hit, outcome.bad);
    QVERIFY2(outcome.bad == 0, qPrintable(outcome.first));
    QVERIFY(outcome.hit > at.size() / 2);
}

void TestSyscalls::kill_control_acknowledgesTooEarly()
{
    SKIP_WITHOUT_TRACING();
    const Outcome outcome = killAtEach(calls(2, 12), 2, u"early"_s);
    QVERIFY(outcome.bad > 0);
    // And only a kill makes a liar of it.
    const ScratchFolder folder;
    copyWorkspace(original(), folder.path());
    const VictimReport unharmed = runVictim(folder.path(), 2, u"early"_s);
    QCOMPARE(judge(folder.path(), unharmed.acknowledged, true, unharmed.entries), QString());
}

void TestSyscalls::kill_control_withoutJournal()
{
    SKIP_WITHOUT_TRACING();
    QList<SystemCall> writes = calls(4, 100'000);
    writes.removeIf([](const SystemCall& call) { return call.name != "pwrite64"; });
    // Without a journal there are fewer writes; those that are not reached kill nobody.
    const Outcome outcome = killAtEach(writes.first(qMin(writes.size(), qsizetype(24))), 4, u"no-journal"_s);
    QVERIFY(outcome.hit > 0);
    QVERIFY(outcome.bad > 0);
}

void TestSyscalls::error_atEverySystemCall_data()
{
    QTest::addColumn<QString>("error");
    QTest::newRow("EIO") << u"EIO"_s;
    QTest::newRow("ENOSPC") << u"ENOSPC"_s;
}

void TestSyscalls::error_atEverySystemCall()
{
    SKIP_WITHOUT_TRACING();
    QFETCH(QString, error);
    const int appends = inForm(2, 4);
    const Outcome outcome = failAtEach(calls(appends, inForm(35, 100'000)), appends, error);
    qInfo("%s: %d failures told, %d bad", qPrintable(error), outcome.hit, outcome.bad);
    QVERIFY2(outcome.bad == 0, qPrintable(outcome.first));
    QVERIFY(outcome.hit > 0);
}

void TestSyscalls::error_control_deafToErrors()
{
    SKIP_WITHOUT_TRACING();
    QList<SystemCall> writes = calls(2, 100'000);
    writes.removeIf([](const SystemCall& call) { return call.name != "pwrite64"; });
    const Outcome outcome = failAtEach(writes.last(qMin(writes.size(), qsizetype(16))), 2, u"EIO"_s, u"deaf"_s);
    QVERIFY(outcome.bad > 0);
}

void TestSyscalls::storm_ofKills()
{
    std::mt19937 random(5);
    const ScratchFolder folder;
    copyWorkspace(original(), folder.path());
    QList<EntryId> told;
    const int rounds = inForm(4, 40);
    for (int round = 0; round < rounds; ++round) {
        const VictimReport now = killStorm(folder.path(), 3 + round % 2, {}, random);
        QVERIFY(!now.acknowledged.isEmpty());
        QVERIFY2(now.failures.isEmpty(), qPrintable(now.failures.join(u'\n')));
        told += now.acknowledged;
        const QString wrong = judge(folder.path(), told, true, now.entries);
        QVERIFY2(wrong.isEmpty(), qPrintable(u"round %1: "_s.arg(round) + wrong));
    }
    qInfo("%d rounds, %lld entries acknowledged", rounds, static_cast<long long>(told.size()));
}

void TestSyscalls::storm_control_acknowledgesTooEarly()
{
    std::mt19937 random(6);
    const ScratchFolder folder;
    copyWorkspace(original(), folder.path());
    bool caught = false;
    for (int round = 0; round < 30 && !caught; ++round) {
        const VictimReport told = killStorm(folder.path(), 3, u"early"_s, random);
        caught = !judge(folder.path(), {}, false, told.entries).isEmpty();
    }
    QVERIFY(caught);
}
