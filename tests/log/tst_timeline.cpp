#include "tests/log/tst_timeline.h"

#include "core/base/digest.h"
#include "core/base/sqlite.h"
#include "core/log/format/entryformat.h"
#include "core/log/store/timeline.h"
#include "tests/log/logfixture.h"

#include <QSet>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

/// Five cases, notes and claims in turn, a minute apart; every seventh note names a badger.
void fill(LogFixture& f, int entries)
{
    QList<Draft> drafts;
    for (int i = 0; i < entries; ++i) {
        f.clock.advance(60'000);
        drafts.append(i % 2 == 0 ? draft(u"case.note"_s, caseNumber(i % 5),
                          { { u"text"_s, i % 7 == 0 ? u"a Badger, number %1"_s.arg(i) : u"note %1"_s.arg(i) },
                              { u"subject"_s, u"model:acme/x"_s } })
                                 : draft(u"case.claim"_s, caseNumber(i % 5), { { u"release"_s, true } }));
        if (drafts.size() == 50) {
            VERIFY_OK(f.store->append(drafts));
            drafts.clear();
        }
    }
    if (!drafts.isEmpty())
        VERIFY_OK(f.store->append(drafts));
}

/// Every page of a query, one after the other.
QList<TimelineItem> all(Timeline& timeline, const TimelineQuery& query, int limit, int lookAt = 20'000)
{
    QList<TimelineItem> items;
    std::optional<TimelineKey> after;
    for (int pages = 0; pages < 10'000; ++pages) {
        const auto page = timeline.page(query, after, limit, lookAt);
        if (!page)
            qFatal("%s", qPrintable(page.error().text()));
        if (page->items.size() > limit || page->looked > lookAt)
            qFatal("a page is too large");
        items += page->items;
        if (!page->next)
            return items;
        after = page->next;
    }
    qFatal("the pages do not end");
}

sqlite::Database raw(const LogFixture& f)
{
    return std::move(*sqlite::Database::open(f.logPath(), sqlite::Database::Mode::ReadWrite));
}

} // namespace

void TestTimeline::pagesAreTheWholeInOrder_data()
{
    QTest::addColumn<int>("limit");
    QTest::addColumn<bool>("oldestFirst");
    for (const int limit : { 1, 7, 128, 1000 }) {
        for (const bool oldestFirst : { false, true })
            QTest::addRow("%d %s", limit, oldestFirst ? "up" : "down") << limit << oldestFirst;
    }
}

void TestTimeline::pagesAreTheWholeInOrder()
{
    QFETCH(const int, limit);
    QFETCH(const bool, oldestFirst);
    LogFixture f;
    fill(f, 150);
    auto timeline = Timeline::open(f.folder.path());
    VERIFY_OK(timeline);
    const auto expect = [&](const TimelineQuery& query, QList<Entry> wanted) {
        if (!oldestFirst)
            std::ranges::reverse(wanted);
        const QList<TimelineItem> items = all(*timeline, query, limit);
        QCOMPARE(items.size(), wanted.size());
        for (qsizetype i = 0; i < items.size(); ++i)
            QCOMPARE(items[i].entry.id, wanted[i].id);
    };
    const QList<Entry> entries = *f.store->entries(0, 10'000);
    TimelineQuery query;
    query.oldestFirst = oldestFirst;
    expect(query, entries);
    query.devices = { f.store->me().device };
    expect(query, entries); // its own order
    query.devices.clear();
    query.cases = { caseNumber(3) };
    expect(query, *f.store->entriesOf(caseNumber(3)));
    query.cases = { caseNumber(1), caseNumber(4) };
    QList<Entry> two;
    for (const Entry& entry : entries) {
        if (entry.caseId && query.cases.contains(*entry.caseId))
            two.append(entry);
    }
    expect(query, two);
    query.cases.clear();
    query.families = { Family::People };
    QList<Entry> people;
    for (const Entry& entry : entries) {
        if (!entry.caseId)
            people.append(entry);
    }
    QVERIFY(people.size() > 2);
    expect(query, people);
}

void TestTimeline::filters()
{
    LogFixture f;
    fill(f, 140);
    auto timeline = Timeline::open(f.folder.path());
    VERIFY_OK(timeline);
    TimelineQuery query;
    query.words = u"badger"_s;
    QList<TimelineItem> found = all(*timeline, query, 3);
    QCOMPARE(found.size(), 10);
    for (const TimelineItem& item : std::as_const(found))
        QVERIFY(item.data.contains("Badger"));
    query.cases = { caseNumber(0) };
    QCOMPARE(all(*timeline, query, 3).size(), 2); // 0 and 70
    query = {};
    query.families = { Family::Notes };
    QCOMPARE(all(*timeline, query, 40).size(), 140);
    query.families = { Family::Decisions, Family::Acts };
    QCOMPARE(all(*timeline, query, 40).size(), 0);
    query = {};
    const QList<Entry> entries = *f.store->entries(0, 10'000);
    query.from = entries[entries.size() - 50].time;
    query.to = entries.last().time;
    const auto between = std::ranges::count_if(
        entries, [&](const Entry& entry) { return entry.time >= query.from && entry.time < query.to; });
    QVERIFY(between > 0 && between < entries.size());
    QCOMPARE(all(*timeline, query, 11).size(), between);
    query = {};
    query.devices = { QByteArray(32, 'x') };
    QCOMPARE(all(*timeline, query, 11).size(), 0);
    query.devices.append(f.store->me().device);
    QCOMPARE(all(*timeline, query, 11).size(), entries.size());
    query = {};
    for (int i = 0; i < 40; ++i)
        query.cases.append(caseNumber(i));
    QCOMPARE(timeline->page(query, std::nullopt, 10).error().code, ErrorCode::LimitExceeded);
}

void TestTimeline::looksAtABoundedNumber()
{
    LogFixture f;
    fill(f, 200);
    auto timeline = Timeline::open(f.folder.path());
    VERIFY_OK(timeline);
    TimelineQuery query;
    query.words = u"number 0"_s; // only the oldest note
    const auto first = timeline->page(query, std::nullopt, 10, 30);
    VERIFY_OK(first);
    QVERIFY(first->items.isEmpty());
    QVERIFY(first->next);
    QCOMPARE(first->looked, 30);
    const QList<TimelineItem> found = all(*timeline, query, 10, 30);
    QCOMPARE(found.size(), 1);
    QVERIFY(found.first().data.contains("number 0"));
}

void TestTimeline::span()
{
    LogFixture f;
    fill(f, 150);
    auto timeline = Timeline::open(f.folder.path());
    VERIFY_OK(timeline);
    constexpr int step = 16;
    for (const bool oldestFirst : { false, true }) {
        TimelineQuery whole;
        whole.oldestFirst = oldestFirst;
        TimelineQuery one = whole;
        one.cases = { caseNumber(2) };
        for (const TimelineQuery& query : { whole, one }) {
            const QList<TimelineItem> items = all(*timeline, query, step);
            const auto span = timeline->span(query, step);
            VERIFY_OK(span);
            QVERIFY(span->has_value());
            QCOMPARE((*span)->total, items.size());
            QCOMPARE(static_cast<qsizetype>((*span)->keys.size()), (items.size() - 1) / step);
            for (std::size_t i = 0; i < (*span)->keys.size(); ++i) {
                const auto page = timeline->page(query, (*span)->keys[i], step);
                VERIFY_OK(page);
                QCOMPARE(page->items.first().entry.id, items[static_cast<qsizetype>(i + 1) * step].entry.id);
            }
            // The first page's own end is the same key.
            QVERIFY(timeline->page(query, std::nullopt, step)->next == (*span)->keys.front());
        }
    }
    TimelineQuery unknown;
    unknown.words = u"badger"_s;
    QVERIFY(!timeline->span(unknown, step)->has_value());
    unknown = {};
    unknown.cases = { caseNumber(2) };
    unknown.families = { Family::Notes };
    QVERIFY(!timeline->span(unknown, step)->has_value());
}

void TestTimeline::prefixes()
{
    LogFixture f;
    fill(f, 60);
    auto timeline = Timeline::open(f.folder.path());
    VERIFY_OK(timeline);
    const QList<Entry> entries = *f.store->entries(0, 1000);
    for (const Entry& entry : entries) {
        const QString text = entry.id.text();
        for (const int length : { 1, 2, 3, 6, 42, 43 }) {
            QSet<EntryId> wanted;
            for (const Entry& other : entries) {
                if (other.id.text().startsWith(text.left(length)))
                    wanted.insert(other.id);
            }
            const auto found = timeline->withPrefix(text.left(length), 1000);
            VERIFY_OK(found);
            QCOMPARE(QSet<EntryId>(found->cbegin(), found->cend()), wanted);
        }
        TimelineQuery query;
        query.idPrefix = text.left(8);
        QCOMPARE(all(*timeline, query, 2).size(), 1);
    }
    QVERIFY(timeline->withPrefix(u"no id at all", 10)->isEmpty());
    QVERIFY(timeline->withPrefix(QString(44, u'A'), 10)->isEmpty());
}

void TestTimeline::neighbours()
{
    LogFixture f;
    fill(f, 40);
    auto timeline = Timeline::open(f.folder.path());
    VERIFY_OK(timeline);
    const QList<Entry> ofCase = *f.store->entriesOf(caseNumber(1));
    for (qsizetype i = 0; i + 1 < ofCase.size(); ++i) {
        QCOMPARE(*timeline->children(ofCase[i]), QList<EntryId>{ ofCase[i + 1].id });
        QVERIFY(!timeline->item(ofCase[i].id)->pending);
    }
    QVERIFY(timeline->children(ofCase.last())->isEmpty());
    const QList<Entry> entries = *f.store->entries(0, 1000);
    for (qsizetype i = 0; i + 1 < entries.size(); ++i) {
        QCOMPARE(*timeline->successors(entries[i]), QList<EntryId>{ entries[i + 1].id });
        QCOMPARE(timeline->item(entries[i + 1].id)->previous, entries[i].id.bytes);
    }
    QCOMPARE(timeline->item(EntryId{ QByteArray(32, 'x') }).error().code, ErrorCode::NotFound);
    VERIFY_OK(f.store->append({ draft(u"case.open"_s, caseNumber(9), { { u"subject"_s, u"model:acme/y"_s } }) }));
    QCOMPARE(*timeline->subjectOf(caseNumber(9)), u"model:acme/y"_s);
    QCOMPARE(*timeline->subjectOf(caseNumber(99)), QString());
    const QByteArray device = f.store->me().device;
    QCOMPARE(*timeline->checkpointFor(device, 5), 0);
    VERIFY_OK(f.store->checkpoint());
    const qint64 size = *f.store->size();
    QCOMPARE(*timeline->checkpointFor(device, 5), size);
    QCOMPARE(*timeline->checkpointFor(device, size + 1), 0);
}

void TestTimeline::contentThatIsNotThere()
{
    LogFixture f;
    fill(f, 10);
    const QList<Entry> entries = *f.store->entriesOf(caseNumber(0));
    const Entry first = entries.first();
    const Entry second = entries.last();
    QVERIFY(first.id != second.id);
    {
        auto db = raw(f);
        auto remove = db.prepare("DELETE FROM payload WHERE id=?1 OR id=?2");
        remove->bindBlob(1, first.id.bytes);
        remove->bindBlob(2, second.id.bytes);
        VERIFY_OK(remove->run());
        auto shun = db.prepare("INSERT INTO shun(id,by_entry) VALUES(?1,?2)");
        shun->bindBlob(1, first.id.bytes);
        shun->bindBlob(2, QByteArray(32, 'a'));
        VERIFY_OK(shun->run());
    }
    auto timeline = Timeline::open(f.folder.path());
    VERIFY_OK(timeline);
    const auto erased = timeline->item(first.id);
    VERIFY_OK(erased);
    QCOMPARE(erased->payload, TimelineItem::Payload::Erased);
    QCOMPARE(erased->erasedBy->bytes, QByteArray(32, 'a'));
    QCOMPARE(timeline->item(second.id)->payload, TimelineItem::Payload::Missing);
    {
        auto db = raw(f);
        auto withheld = db.prepare("INSERT INTO withheld(id) VALUES(?1)");
        withheld->bindBlob(1, second.id.bytes);
        VERIFY_OK(withheld->run());
    }
    QCOMPARE(timeline->item(second.id)->payload, TimelineItem::Payload::Withheld);
}

void TestTimeline::damagedEntryIsShown()
{
    LogFixture f;
    fill(f, 20);
    {
        auto db = raw(f);
        VERIFY_OK(db.exec("DROP TRIGGER entry_no_update;"
                          "UPDATE entry SET text=CAST(replace(CAST(text AS TEXT),'\"seq\":9','\"seq\":09') AS BLOB)"
                          " WHERE seq=9"));
    }
    auto timeline = Timeline::open(f.folder.path());
    VERIFY_OK(timeline);
    const QList<TimelineItem> items = all(*timeline, {}, 128);
    QCOMPARE(items.size(), *f.store->lastRow());
    for (const TimelineItem& item : items)
        QCOMPARE(item.fault.has_value(), item.entry.seq == 9);
}

void TestTimeline::readsWhileOthersWrite()
{
    // A timeline that was asked something holds no lock: TRUNCATE mode would make the writer wait for it.
    LogFixture f;
    fill(f, 300);
    auto timeline = Timeline::open(f.folder.path());
    VERIFY_OK(timeline);
    VERIFY_OK(timeline->page({}, std::nullopt, 10));
    TimelineQuery badgers;
    badgers.words = u"badger"_s;
    VERIFY_OK(timeline->page(badgers, std::nullopt, 1));
    VERIFY_OK(timeline->span({}, 16));
    VERIFY_OK(timeline->withPrefix(u"A", 1));
    VERIFY_OK(timeline->subjectOf(caseNumber(1)));
    QElapsedTimer since;
    since.start();
    VERIFY_OK(f.store->append({ draft(u"case.note"_s, caseNumber(1), { { u"text"_s, u"new"_s } }) }));
    QVERIFY2(since.elapsed() < 3000, qPrintable(QString::number(since.elapsed())));
    QVERIFY(timeline->page({}, std::nullopt, 1)->items.first().data.contains("new"));
}

void TestTimeline::everyKindHasAFamily()
{
    QCOMPARE(familyOf(u"case.decide"), Family::Decisions);
    QCOMPARE(familyOf(u"redact.done"), Family::Erasure);
    QCOMPARE(familyOf(u"case.decide2"), Family::Other);
    QCOMPARE(familyOf(u""), Family::Other);
}

void TestTimeline::millionEntries()
{
    if (qEnvironmentVariableIntValue("DOCKET_LONG") == 0)
        QSKIP("set DOCKET_LONG=1 for the log of a million entries");
    constexpr int entries = 1'000'000;
    constexpr int perCase = 40;
    LogFixture f;
    // Written behind the store's back: what is timed does not look at signatures.
    {
        auto db = raw(f);
        VERIFY_OK(db.exec("PRAGMA synchronous=OFF; BEGIN"));
        auto insert = db.prepare("INSERT INTO entry(id,d,seq,lc,kase,kind,text,sig) VALUES(?1,1,?2,?2,?3,?4,?5,?6)");
        auto payload = db.prepare("INSERT INTO payload(id,salt,data) VALUES(?1,?2,?3)");
        VERIFY_OK(payload);
        EntryHeader header;
        header.app = "0.1.0";
        header.device = f.store->me().device;
        header.workspace = *f.store->workspaceId();
        header.previous = QByteArray(32, 'p');
        header.payload = PayloadReference{ QByteArray(32, 'c'), 60, "application/json" };
        const qint64 first = *f.store->size();
        const QByteArray data = R"({"text":"the card names no limits and offers it for hiring"})";
        for (int i = 1; i <= entries; ++i) {
            header.seq = header.lamport = first + i;
            header.caseId = caseNumber(i / perCase % 25'000);
            header.kind = i % 3 == 0 ? "case.decide" : "case.note";
            header.time = startTime().addSecs(i);
            const QByteArray text = encodeText(header);
            const QByteArray id = sha256(text);
            insert->bindBlob(1, id);
            insert->bind(2, header.seq);
            insert->bindBlob(3, header.caseId->bytes);
            insert->bindUtf8(4, header.kind);
            insert->bindBlob(5, text);
            insert->bindBlob(6, QByteArray(64, 's'));
            VERIFY_OK(insert->run());
            payload->bindBlob(1, id);
            payload->bindBlob(2, QByteArray(32, 's'));
            payload->bindBlob(3, i == 3 ? QByteArray(R"({"text":"a lone badger"})") : data);
            VERIFY_OK(payload->run());
        }
        VERIFY_OK(db.exec("COMMIT"));
    }
    const auto timed = [](const char* what, auto&& act) {
        QElapsedTimer since;
        since.start();
        act();
        const qint64 took = since.nsecsElapsed() / 1000;
        qInfo("%s: %.2f ms", what, double(took) / 1000);
        return took / 1000;
    };
    Result<Timeline> timeline = Timeline::open(f.folder.path());
    VERIFY_OK(timeline);
    std::optional<TimelineSpan> span;
    TimelinePage page;
    QVERIFY(timed("first page", [&] { page = *timeline->page({}, std::nullopt, 128); }) < 50);
    QCOMPARE(page.items.size(), 128);
    QVERIFY(timed("span of the whole", [&] { span = *timeline->span({}, 128); }) < 50);
    QVERIFY(span->total > entries);
    QVERIFY(
        timed("page in the middle", [&] { page = *timeline->page({}, span->keys[span->keys.size() / 2], 128); }) < 50);
    TimelineQuery one;
    one.cases = { caseNumber(12'345) };
    QVERIFY(timed("first page of a case", [&] { page = *timeline->page(one, std::nullopt, 128); }) < 50);
    QVERIFY(!page.items.isEmpty());
    TimelineQuery people;
    people.families = { Family::People };
    QVERIFY(timed("keys and people", [&] { page = *timeline->page(people, std::nullopt, 128); }) < 50);
    QVERIFY(!page.items.isEmpty());
    TimelineQuery prefix;
    prefix.idPrefix = page.items.first().entry.id.text().left(8);
    QVERIFY(timed("by the beginning of an id", [&] { page = *timeline->page(prefix, std::nullopt, 128); }) < 50);
    QCOMPARE(page.items.size(), 1);
    TimelineQuery rare;
    rare.words = u"lone badger"_s;
    qint64 longest = 0;
    int calls = 0;
    const qint64 whole = timed("words only the oldest entry has", [&] {
        std::optional<TimelineKey> after;
        do {
            QElapsedTimer since;
            since.start();
            page = *timeline->page(rare, after, 128, 2'000);
            longest = std::max(longest, since.elapsed());
            after = page.next;
            ++calls;
        } while (page.items.isEmpty() && after);
    });
    qInfo("  in %d calls, the longest %lld ms, %lld ms in all", calls, static_cast<long long>(longest),
        static_cast<long long>(whole));
    QCOMPARE(page.items.size(), 1);
}
