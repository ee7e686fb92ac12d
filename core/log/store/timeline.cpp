#include "core/log/store/timeline.h"

#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/log/format/entryformat.h"
#include "core/log/store/store.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::string_view columns = "SELECT n,id,d,seq,lc,kase,kind,text FROM entry ";
constexpr int mostCases = 32;

enum class Order { Row, Case, Device, Id };

bool isCaseless(Family family)
{
    return family == Family::People || family == Family::Exchange || family == Family::Erasure;
}

Order orderOf(const TimelineQuery& query)
{
    if (!query.idPrefix.isEmpty())
        return Order::Id;
    if (query.cases.size() == 1)
        return Order::Case;
    if (query.cases.isEmpty() && query.devices.size() == 1)
        return Order::Device;
    return Order::Row;
}

/// True when an index gives a short list of rows to choose from.
bool isPicked(const TimelineQuery& query)
{
    if (query.cases.size() > 1)
        return true;
    return query.idPrefix.isEmpty() && query.cases.isEmpty() && !query.families.isEmpty()
        && std::ranges::all_of(query.families, isCaseless);
}

/// The bounds of all ids that begin with `prefix`: [first, second). nullopt when it is no base64url.
std::optional<std::pair<QByteArray, QByteArray>> boundsOf(QStringView prefix)
{
    if (prefix.size() > 43)
        return std::nullopt;
    // A digit is six bits: the lowest id has zeros behind the prefix, the highest ones.
    const auto padded = [&](char fill) {
        const QByteArray text = prefix.toLatin1() + QByteArray(44 - prefix.size(), fill);
        return QByteArray::fromBase64Encoding(
            text, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    };
    const auto low = padded('A');
    const auto high = padded('_');
    if (!low || !high)
        return std::nullopt;
    return std::pair((*low).left(32), (*high).left(32));
}

Error notHere(const EntryId& id)
{
    return { ErrorCode::NotFound, u"entry "_s + id.text(), u"is not in this log"_s,
        u"docketctl log list shows what is"_s };
}

/// The author's time without parsing: in canonical form the member is spelt in one way, and no text can hold a bare
/// quotation mark.
QByteArrayView timeOf(QByteArrayView text)
{
    constexpr QByteArrayView member = ",\"t\":\"";
    const qsizetype at = text.lastIndexOf(member);
    return at < 0 ? QByteArrayView()
                  : text.sliced(at + member.size()).first(std::min<qsizetype>(24, text.size() - at - member.size()));
}

} // namespace

/// One row of `entry`.
struct Timeline::Raw {
    qint64 row = 0;
    QByteArray id;
    qint64 device = 0;
    qint64 seq = 0;
    qint64 lamport = 0;
    QByteArray caseId;
    QString kind;
    QByteArray text;

    static Raw read(const sqlite::Statement& statement)
    {
        return { statement.int64(0), statement.blob(1), statement.int64(2), statement.int64(3), statement.int64(4),
            statement.blob(5), statement.text(6), statement.blob(7) };
    }
    TimelineKey key(Order order) const
    {
        switch (order) {
        case Order::Case:
            return { lamport, 0, id };
        case Order::Device:
            return { seq, row, {} };
        case Order::Id:
            return { 0, 0, id };
        case Order::Row:
            break;
        }
        return { 0, row, {} };
    }
};

Result<Timeline> Timeline::open(const QString& workspaceFolder)
{
    const QString path = QDir(workspaceFolder).filePath(logFileName());
    if (!QFileInfo::exists(path))
        return fail(ErrorCode::NotFound, path, u"there is no log"_s, u"choose the folder of a workspace"_s);
    DOCKET_ASSIGN(auto db, sqlite::Database::open(path, sqlite::Database::Mode::ReadOnly));
    Timeline timeline(std::move(db));
    DOCKET_ASSIGN(sqlite::Statement select,
        timeline.m_db.prepare("SELECT EXISTS(SELECT 1 FROM sqlite_schema WHERE type='table' AND name='withheld')"));
    DOCKET_TRY(select.step());
    timeline.m_knowsWithheld = select.int64(0) != 0;
    select.reset();
    return timeline;
}

Result<qint64> Timeline::lastRow()
{
    DOCKET_ASSIGN(auto select, m_db.cached("SELECT coalesce(max(n),0) FROM entry"));
    DOCKET_TRY(select->step());
    const qint64 row = select->int64(0);
    return row;
}

Result<std::vector<qint64>> Timeline::deviceNumbers(const QList<QByteArray>& devices)
{
    std::vector<qint64> numbers;
    DOCKET_ASSIGN(auto select, m_db.cached("SELECT d FROM device WHERE pk=?1"));
    for (const QByteArray& device : devices) {
        select->reset();
        select->bindBlob(1, device);
        DOCKET_ASSIGN(const bool found, select->step());
        if (found)
            numbers.push_back(select->int64(0));
    }
    return numbers;
}

Result<bool> Timeline::fits(const TimelineQuery& query, const Raw& raw)
{
    if (!query.families.isEmpty() && !query.families.contains(familyOf(raw.kind)))
        return false;
    if (!query.cases.isEmpty() && !query.cases.contains(CaseId{ raw.caseId }))
        return false;
    if (query.from.isValid() || query.to.isValid()) {
        const QByteArrayView time = timeOf(raw.text);
        if (query.from.isValid() && time < QByteArrayView(toIsoUtc(query.from).toLatin1()))
            return false;
        if (query.to.isValid() && time >= QByteArrayView(toIsoUtc(query.to).toLatin1()))
            return false;
    }
    if (!query.words.isEmpty()) {
        DOCKET_ASSIGN(auto select, m_db.cached("SELECT data FROM payload WHERE id=?1"));
        select->bindBlob(1, raw.id);
        DOCKET_ASSIGN(const bool found, select->step());
        const QByteArray data = found ? select->blob(0) : QByteArray();
        return QString::fromUtf8(data).contains(query.words, Qt::CaseInsensitive);
    }
    return true;
}

Result<TimelineItem> Timeline::complete(const Raw& raw)
{
    TimelineItem item;
    item.entry.id = EntryId{ raw.id };
    item.entry.seq = raw.seq;
    item.entry.lamport = raw.lamport;
    item.entry.kind = raw.kind;
    item.entry.row = raw.row;
    if (!raw.caseId.isEmpty())
        item.entry.caseId = CaseId{ raw.caseId };
    DOCKET_ASSIGN(auto device, m_db.cached("SELECT pk,name FROM device WHERE d=?1"));
    device->bindAll(raw.device);
    DOCKET_ASSIGN(const bool known, device->step());
    if (known) {
        item.entry.device = device->blob(0);
        item.deviceName = device->utf8(1).toByteArray();
    }
    device->reset();
    const auto has = [this](std::string_view sql, const QByteArray& id) -> Result<bool> {
        DOCKET_ASSIGN(auto select, m_db.cached(sql));
        select->bindBlob(1, id);
        DOCKET_ASSIGN(const bool found, select->step());
        return found;
    };
    DOCKET_ASSIGN(auto twins, m_db.cached("SELECT count(*) FROM entry WHERE d=?1 AND seq=?2"));
    twins->bindAll(raw.device, raw.seq);
    DOCKET_TRY(twins->step());
    item.forked = twins->int64(0) > 1;
    twins->reset();
    const auto header = decodeText(raw.text);
    if (!header) {
        item.fault = header.error();
        return item;
    }
    item.entry = toEntry(*header, EntryId{ raw.id }, raw.row);
    item.version = header->version;
    item.previous = header->previous;
    for (const EntryId& parent : item.entry.parents) {
        DOCKET_ASSIGN(const bool held, has("SELECT 1 FROM entry WHERE id=?1", parent.bytes));
        item.pending |= !held;
    }
    if (!header->payload)
        return item;
    DOCKET_ASSIGN(auto payload, m_db.cached("SELECT data FROM payload WHERE id=?1"));
    payload->bindBlob(1, raw.id);
    DOCKET_ASSIGN(const bool held, payload->step());
    if (held)
        item.data = payload->blob(0);
    payload->reset();
    if (held) {
        item.payload = TimelineItem::Payload::Held;
        return item;
    }
    DOCKET_ASSIGN(auto shun, m_db.cached("SELECT by_entry FROM shun WHERE id=?1"));
    shun->bindBlob(1, raw.id);
    DOCKET_ASSIGN(const bool erased, shun->step());
    if (erased)
        item.erasedBy = EntryId{ shun->blob(0) };
    shun->reset();
    item.payload = erased ? TimelineItem::Payload::Erased : TimelineItem::Payload::Missing;
    if (!erased && m_knowsWithheld) {
        DOCKET_ASSIGN(const bool withheld, has("SELECT 1 FROM withheld WHERE id=?1", raw.id));
        if (withheld)
            item.payload = TimelineItem::Payload::Withheld;
    }
    return item;
}

Result<TimelinePage> Timeline::page(
    const TimelineQuery& query, const std::optional<TimelineKey>& after, int limit, int lookAt)
{
    if (query.cases.size() > mostCases)
        return fail(ErrorCode::LimitExceeded, u"timeline"_s, u"of %1 cases at once"_s.arg(query.cases.size()),
            u"choose at most %1"_s.arg(mostCases));
    return isPicked(query) ? pick(query, after, limit, lookAt) : walk(query, after, limit, lookAt);
}

Result<TimelinePage> Timeline::walk(
    const TimelineQuery& query, const std::optional<TimelineKey>& after, int limit, int lookAt)
{
    const Order order = orderOf(query);
    const bool up = query.oldestFirst;
    const std::string compare = up ? ">" : "<";
    const std::string direction = up ? " ASC" : " DESC";
    std::string sql(columns);
    switch (order) {
    case Order::Case:
        sql += "WHERE kase=?1";
        if (after)
            sql += " AND (lc,id)" + compare + "(?2,?3)";
        sql += " ORDER BY lc" + direction + ",id" + direction;
        break;
    case Order::Device:
        sql += "WHERE d=?1";
        if (after)
            sql += " AND (seq,n)" + compare + "(?2,?3)";
        sql += " ORDER BY seq" + direction + ",n" + direction;
        break;
    case Order::Id:
        sql += "WHERE id>=?1 AND id<=?2";
        if (after)
            sql += " AND id>?3";
        sql += " ORDER BY id";
        break;
    case Order::Row:
        if (after)
            sql += "WHERE n" + compare + "?1";
        sql += " ORDER BY n" + direction;
        break;
    }
    DOCKET_ASSIGN(const std::vector<qint64> devices, deviceNumbers(query.devices));
    TimelinePage page;
    if (!query.devices.isEmpty() && devices.empty())
        return page;
    DOCKET_ASSIGN(auto select, m_db.cached(sql));
    switch (order) {
    case Order::Case:
        select->bindBlob(1, query.cases.first().bytes);
        if (after) {
            select->bind(2, after->major);
            select->bindBlob(3, after->id);
        }
        break;
    case Order::Device:
        select->bind(1, devices.front());
        if (after) {
            select->bind(2, after->major);
            select->bind(3, after->row);
        }
        break;
    case Order::Id: {
        const auto bounds = boundsOf(query.idPrefix);
        if (!bounds)
            return page;
        select->bindBlob(1, bounds->first);
        select->bindBlob(2, bounds->second);
        if (after)
            select->bindBlob(3, after->id);
        break;
    }
    case Order::Row:
        if (after)
            select->bind(1, after->row);
        break;
    }
    QList<Raw> found;
    for (;;) {
        DOCKET_ASSIGN(const bool row, select->step());
        if (!row) {
            page.next.reset();
            break;
        }
        if (found.size() >= limit || page.looked >= lookAt)
            break; // `next` is the row before this one
        const Raw raw = Raw::read(*select);
        ++page.looked;
        page.next = raw.key(order);
        if (!query.devices.isEmpty() && std::ranges::find(devices, raw.device) == devices.end())
            continue;
        DOCKET_ASSIGN(const bool wanted, fits(query, raw));
        if (wanted)
            found.append(raw);
    }
    select->reset();
    for (const Raw& raw : std::as_const(found)) {
        DOCKET_ASSIGN(TimelineItem item, complete(raw));
        page.items.append(std::move(item));
    }
    return page;
}

Result<std::vector<qint64>> Timeline::rowsOf(const TimelineQuery& query)
{
    DOCKET_ASSIGN(const qint64 last, lastRow());
    TimelineQuery same;
    same.cases = query.cases;
    if (m_pickedUpTo == last && m_pickedQuery == same)
        return m_picked;
    std::vector<qint64> rows;
    const auto collect = [&rows](sqlite::Statement& select) -> Status {
        for (;;) {
            DOCKET_ASSIGN(const bool row, select.step());
            if (!row)
                break;
            rows.push_back(select.int64(0));
        }
        select.reset();
        return {};
    };
    if (query.cases.isEmpty()) {
        DOCKET_ASSIGN(auto select, m_db.cached("SELECT n FROM entry INDEXED BY entry_case WHERE kase IS NULL"));
        DOCKET_TRY(collect(*select));
    }
    for (const CaseId& caseId : query.cases) {
        DOCKET_ASSIGN(auto select, m_db.cached("SELECT n FROM entry INDEXED BY entry_case WHERE kase=?1"));
        select->bindBlob(1, caseId.bytes);
        DOCKET_TRY(collect(*select));
    }
    std::ranges::sort(rows);
    m_picked = rows;
    m_pickedQuery = same;
    m_pickedUpTo = last;
    return rows;
}

Result<TimelinePage> Timeline::pick(
    const TimelineQuery& query, const std::optional<TimelineKey>& after, int limit, int lookAt)
{
    DOCKET_ASSIGN(const std::vector<qint64> rows, rowsOf(query));
    DOCKET_ASSIGN(const std::vector<qint64> devices, deviceNumbers(query.devices));
    const auto size = static_cast<qint64>(rows.size());
    const bool up = query.oldestFirst;
    qint64 at = up ? 0 : size - 1;
    if (after) {
        at = up ? std::ranges::upper_bound(rows, after->row) - rows.begin()
                : std::ranges::lower_bound(rows, after->row) - rows.begin() - 1;
    }
    TimelinePage page;
    QList<Raw> found;
    DOCKET_ASSIGN(auto select, m_db.cached(std::string(columns) + "WHERE n=?1"));
    for (; at >= 0 && at < size; at += up ? 1 : -1) {
        if (found.size() >= limit || page.looked >= lookAt)
            break;
        select->reset();
        select->bindAll(rows[static_cast<std::size_t>(at)]);
        DOCKET_ASSIGN(const bool row, select->step());
        if (!row)
            continue;
        const Raw raw = Raw::read(*select);
        ++page.looked;
        page.next = raw.key(Order::Row);
        if (!query.devices.isEmpty() && std::ranges::find(devices, raw.device) == devices.end())
            continue;
        DOCKET_ASSIGN(const bool wanted, fits(query, raw));
        if (wanted)
            found.append(raw);
    }
    select->reset();
    if (at < 0 || at >= size)
        page.next.reset();
    for (const Raw& raw : std::as_const(found)) {
        DOCKET_ASSIGN(TimelineItem item, complete(raw));
        page.items.append(std::move(item));
    }
    return page;
}

Result<std::optional<TimelineSpan>> Timeline::span(const TimelineQuery& query, int step)
{
    TimelineSpan span;
    if (query.isWhole()) {
        // Rows are never deleted and a failed append takes its number back: they are 1, 2, 3 … without a gap.
        DOCKET_ASSIGN(span.total, lastRow());
        for (qint64 row = step; row < span.total; row += step)
            span.keys.push_back({ 0, query.oldestFirst ? row : span.total - row + 1, {} });
        return span;
    }
    TimelineQuery caseOnly;
    caseOnly.cases = query.cases;
    caseOnly.oldestFirst = query.oldestFirst;
    if (query.cases.size() != 1 || query != caseOnly)
        return std::optional<TimelineSpan>();
    DOCKET_ASSIGN(auto select,
        m_db.cached(query.oldestFirst ? "SELECT lc,id FROM entry WHERE kase=?1 ORDER BY lc,id"
                                      : "SELECT lc,id FROM entry WHERE kase=?1 ORDER BY lc DESC,id DESC"));
    select->bindBlob(1, query.cases.first().bytes);
    std::optional<TimelineKey> last;
    for (;;) {
        DOCKET_ASSIGN(const bool row, select->step());
        if (!row)
            break;
        if (span.total > 0 && span.total % step == 0)
            span.keys.push_back(*last);
        ++span.total;
        last = TimelineKey{ select->int64(0), 0, select->blob(1) };
    }
    return span;
}

Result<TimelineItem> Timeline::item(const EntryId& id)
{
    DOCKET_ASSIGN(auto select, m_db.cached(std::string(columns) + "WHERE id=?1"));
    select->bindBlob(1, id.bytes);
    DOCKET_ASSIGN(const bool found, select->step());
    if (!found) {
        return fail(notHere(id));
    }
    const Raw raw = Raw::read(*select);
    return complete(raw);
}

Result<QList<EntryId>> Timeline::withPrefix(QStringView prefix, int limit)
{
    QList<EntryId> ids;
    const auto bounds = boundsOf(prefix);
    if (!bounds)
        return ids;
    DOCKET_ASSIGN(auto select, m_db.cached("SELECT id FROM entry WHERE id>=?1 AND id<=?2 ORDER BY id LIMIT ?3"));
    select->bindBlob(1, bounds->first);
    select->bindBlob(2, bounds->second);
    select->bind(3, limit);
    for (;;) {
        DOCKET_ASSIGN(const bool row, select->step());
        if (!row)
            break;
        ids.append(EntryId{ select->blob(0) });
    }
    return ids;
}

} // namespace docket::log
