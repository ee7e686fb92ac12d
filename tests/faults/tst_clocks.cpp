#include "tests/faults/tst_clocks.h"

#include "core/log/format/canonicaljson.h"
#include "core/log/format/fault.h"
#include "tests/faults/forger.h"

#include <QTest>

#include <random>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

/// Sets the clock before the n-th append.
using Lie = std::function<QDateTime(int number, std::mt19937& random)>;

QStringList wordsOf(const VerifyReport& report)
{
    QStringList out;
    for (const Finding& finding : report.findings)
        out.append(finding.fault);
    return out;
}

/// What must not depend on the wall clock: order, chain positions, Lamport clocks and states. Without clock.step.
QStringList storyOf(Store& store)
{
    QStringList out;
    const auto entries = store.entries(0, 10'000);
    for (const Entry& entry : *entries)
        if (entry.kind != "clock.step"_L1)
            out.append(u"%1 %2"_s.arg(entry.kind).arg(entry.parents.size()));
    for (int i = 0; i < 3; ++i) {
        const auto state = store.caseState(caseNumber(i));
        out.append(u"case %1: %2 of %3"_s.arg(i).arg(state->folded).arg(store.entriesOf(caseNumber(i))->size()));
    }
    return out;
}

/// Twelve times work() with a lying clock.
QStringList liveThrough(const QString& folder, const Lie& lie, int& steps)
{
    std::mt19937 random(9);
    FixedClock clock(startTime());
    auto store = Store::create(folder, u"Ada"_s, defaultDomain(), cheapSeal(), clock);
    for (int i = 0; i < 12; ++i) {
        clock.set(lie(i, random));
        if (const auto written = (*store)->append(work(i)); !written)
            return { written.error().text() };
    }
    qint64 lamport = 0;
    qint64 seq = 0;
    const auto entries = (*store)->entries(0, 10'000);
    for (const Entry& entry : *entries) {
        if (entry.lamport <= lamport || entry.seq != ++seq)
            return { u"the order broke at entry %1"_s.arg(entry.seq) };
        lamport = entry.lamport;
        steps += entry.kind == "clock.step"_L1;
    }
    return storyOf(**store);
}

} // namespace

Q_DECLARE_METATYPE(Lie)

void TestClocks::wall_neverOrders_data()
{
    QTest::addColumn<Lie>("lie");
    QTest::addColumn<int>("steps");
    const auto at = [](const char* text) { return fromIsoUtc(QString::fromLatin1(text)); };
    QTest::newRow("a day back") << Lie([](int i, auto&) { return i == 5 ? startTime().addDays(-1) : startTime(); })
                                << 1;
    QTest::newRow("ten years forward") << Lie([](int i, auto&) {
        return i < 5 ? startTime() : startTime().addYears(10);
    }) << 1;
    QTest::newRow("over the end of 32 bits")
        << Lie([at](int i, auto&) { return i < 5 ? at("2038-01-19T03:14:07.999Z") : at("2038-01-19T03:14:08.000Z"); })
        << 0;
    QTest::newRow("over a leap second") << Lie([at](int i, auto&) {
        return i < 5 ? at("2016-12-31T23:59:59.999Z") : at("2017-01-01T00:00:00.000Z");
    }) << 1;
    QTest::newRow("a flat battery") << Lie([at](int i, auto&) {
        return i < 5 ? startTime() : at("1970-01-01T00:00:00.000Z");
    }) << 1;
    QTest::newRow("the last year") << Lie([at](int i, auto&) {
        return i < 5 ? startTime() : at("9999-12-31T23:59:59.999Z");
    }) << 1;
    QTest::newRow("another time at each entry")
        << Lie([](int, auto& random) { return startTime().addDays(static_cast<qint64>(random() % 40'000) - 20'000); })
        << 6;
}

void TestClocks::wall_neverOrders()
{
    QFETCH(Lie, lie);
    QFETCH(int, steps);
    int none = 0;
    int found = 0;
    const ScratchFolder honest;
    const ScratchFolder lying;
    const QStringList expected = liveThrough(
        honest.path(), [](int, auto&) { return startTime(); }, none);
    QCOMPARE(liveThrough(lying.path(), lie, found), expected);
    QCOMPARE(none, 0);
    QVERIFY2(found >= steps, qPrintable(QString::number(found)));
    QCOMPARE(judge(lying.path(), {}, true), QString());
}

void TestClocks::wall_stepSurvivesARefusedAppend()
{
    const ScratchFolder folder;
    FixedClock clock(startTime());
    auto store = Store::create(folder.path(), u"Ada"_s, defaultDomain(), cheapSeal(), clock);
    VERIFY_OK(store);
    VERIFY_OK((*store)->append(work(0)));
    clock.set(startTime().addDays(-1));
    QVERIFY(!(*store)->append({ Draft{ u"case.decide"_s, std::nullopt, "{}", {} } })); // no case: refused, rolled back
    const auto written = (*store)->append(work(1));
    VERIFY_OK(written);
    const auto entries = (*store)->entries(0, 1000);
    bool marked = false;
    for (const Entry& entry : *entries)
        marked = marked || entry.kind == "clock.step"_L1;
    QVERIFY(marked);
}

void TestClocks::wall_beyondTheFormatIsRefused()
{
    const ScratchFolder folder;
    FixedClock clock(startTime());
    auto store = Store::create(folder.path(), u"Ada"_s, defaultDomain(), cheapSeal(), clock);
    VERIFY_OK(store);
    clock.set(QDateTime(QDate(12'000, 1, 1), QTime(0, 0), Qt::UTC));
    const auto refused = (*store)->append(work(0));
    QVERIFY(!refused);
    QVERIFY(!(*store)->readOnlyReason());
    clock.set(startTime());
    VERIFY_OK((*store)->append(work(0)));
    QVERIFY((*store)->verify(Depth::Full)->isSound());
}

void TestClocks::lamport_betweenTwoEntries_data()
{
    QTest::addColumn<qint64>("before");
    QTest::addColumn<qint64>("parents");
    QTest::addColumn<qint64>("lamport");
    QTest::addColumn<bool>("right");
    const auto row = [](const char* what, qint64 before, qint64 parents, qint64 lamport, bool right) {
        QTest::newRow(what) << before << parents << lamport << right;
    };
    row("next", 5, 0, 6, true);
    row("equal", 5, 0, 5, false);
    row("back", 5, 0, 4, false);
    row("10^6", 5, 0, 1'000'005, true);
    row("10^6 + 1", 5, 0, 1'000'006, false);
    row("above the parents", 5, 90, 91, true);
    row("equal to the parents", 5, 90, 90, false);
    row("below the parents", 5, 90, 89, false);
    row("10^6 above the parents", 5, 90, 1'000'090, true);
    row("10^6 + 1 above the parents", 5, 90, 1'000'091, false);
    row("parents far above", 5, 50'000'000, 50'000'001, true);
    row("2^53 - 1 from nothing", 5, 0, json::maximumInteger, false);
    row("2^53 - 1 from just below", json::maximumInteger - 1, 0, json::maximumInteger, true);
}

void TestClocks::lamport_betweenTwoEntries()
{
    QFETCH(qint64, before);
    QFETCH(qint64, parents);
    QFETCH(qint64, lamport);
    QFETCH(bool, right);
    EntryHeader header;
    header.seq = 4;
    header.previous = QByteArray(32, 'p');
    header.lamport = lamport;
    const Status status = checkSuccession(header, 3, header.previous, before, parents);
    QCOMPARE(status.has_value(), right);
    if (!right)
        QCOMPARE(faultWord(status.error()), u"clock"_s);
}

void TestClocks::lamport_inALog_data()
{
    QTest::addColumn<qint64>("jump");
    QTest::addColumn<bool>("right");
    QTest::newRow("1") << qint64(1) << true;
    QTest::newRow("0") << qint64(0) << false;
    QTest::newRow("-1") << qint64(-1) << false;
    QTest::newRow("10^6") << qint64(1'000'000) << true;
    QTest::newRow("10^6 + 1") << qint64(1'000'001) << false;
    QTest::newRow("2^53 - 1") << json::maximumInteger << false;
}

void TestClocks::lamport_inALog()
{
    QFETCH(qint64, jump);
    QFETCH(bool, right);
    const ScratchFolder folder;
    makeWorkspace(folder.path(), 2);
    Forger forger(folder.path());
    EntryHeader first = forger.next(caseNumber(51));
    first.lamport += 10; // lc above seq, so that going back is no fault of the form
    forger.append(first);
    EntryHeader header = forger.next(caseNumber(50));
    header.lamport = qMin(header.lamport - 1 + jump, json::maximumInteger);
    forger.append(header);
    FixedClock clock(startTime());
    auto store = Store::open(folder.path(), Access::ReadWrite, clock);
    VERIFY_OK(store);
    for (const Depth depth : { Depth::Quick, Depth::Full }) {
        const auto report = (*store)->verify(depth);
        VERIFY_OK(report);
        QCOMPARE(wordsOf(*report), right ? QStringList() : QStringList{ u"clock"_s });
    }
}

void TestClocks::lamport_storeGoesAboveWhatItSees()
{
    const ScratchFolder folder;
    makeWorkspace(folder.path(), 1);
    qint64 lamport = 0;
    EntryId parent;
    {
        Forger forger(folder.path());
        EntryHeader header = forger.next(caseNumber(50));
        header.lamport += maximumLamportJump - 1;
        lamport = header.lamport;
        parent = forger.append(header);
    }
    FixedClock clock(startTime());
    auto store = Store::open(folder.path(), Access::ReadWrite, clock);
    VERIFY_OK(store);
    VERIFY_OK((*store)->unlock(passphrase()));
    const auto written = (*store)->append({ draft(u"case.note"_s, caseNumber(50), { { u"text"_s, u"x"_s } }) });
    VERIFY_OK(written);
    QCOMPARE(written->last().lamport, lamport + 1);
    QCOMPARE(written->last().parents, QList<EntryId>{ parent });
    QVERIFY((*store)->verify(Depth::Full)->isSound());
}

void TestClocks::lamport_atTheEndOfNumbers()
{
    // An entry with the last number there is can be read; one above it cannot be written, and says so.
    const ScratchFolder folder;
    makeWorkspace(folder.path(), 1);
    {
        Forger forger(folder.path());
        EntryHeader header = forger.next(caseNumber(50));
        header.lamport = json::maximumInteger;
        VERIFY_OK(decodeText(encodeText(header)));
        forger.append(header);
    }
    FixedClock clock(startTime());
    auto store = Store::open(folder.path(), Access::ReadWrite, clock);
    VERIFY_OK(store);
    VERIFY_OK((*store)->unlock(passphrase()));
    const auto refused = (*store)->append({ draft(u"case.note"_s, caseNumber(50), { { u"text"_s, u"x"_s } }) });
    QVERIFY(!refused);
    QVERIFY(!refused.error().wayOut.isEmpty());
    QCOMPARE((*store)->entriesOf(caseNumber(50))->size(), 1);
}
