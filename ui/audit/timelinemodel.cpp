#include "ui/audit/timelinemodel.h"

#include <QTimer>

#include <algorithm>

namespace docket::ui::audit
{

TimelineModel::TimelineModel(LogSource& source, QObject* parent)
    : QAbstractListModel(parent), m_source(source), m_pump(new QTimer(this))
{
    m_pump->setSingleShot(true);
    m_pump->setInterval(0);
    connect(m_pump, &QTimer::timeout, this, &TimelineModel::pump);
}

TimelineModel::~TimelineModel() = default;

void TimelineModel::setQuery(const log::TimelineQuery& query)
{
    m_asked = query;
    const int generation = ++m_generation;
    ++m_asking;
    m_source.page(query, std::nullopt, pageSize, this, [this, generation](Result<LogPage> page) {
        --m_asking;
        answerFirst(generation, std::move(page));
        checkSettled();
    });
}

void TimelineModel::answerFirst(int generation, Result<LogPage> page)
{
    if (generation != m_generation)
        return;
    if (!page) {
        Q_EMIT failed(page.error());
        return;
    }
    beginResetModel();
    m_shownQuery = m_asked;
    m_shown = generation;
    m_starts.assign(1, Start{});
    m_total = static_cast<int>(page->rows.size());
    m_end = page->next;
    m_complete = !m_end;
    m_looked = page->looked;
    m_pages.clear();
    m_pages.insert(0, std::move(page->rows), 0, 0);
    m_growing = false;
    m_spanning = false;
    m_visibleFirst = 0;
    m_visibleLast = 0;
    endResetModel();
    Q_EMIT queryAnswered();
    if (m_complete) {
        Q_EMIT grown();
        return;
    }
    m_spanning = true;
    m_source.span(m_shownQuery, pageSize, this, [this, generation](Result<std::optional<log::TimelineSpan>> span) {
        answerSpan(generation, std::move(span));
        checkSettled();
    });
}

void TimelineModel::answerSpan(int generation, Result<std::optional<log::TimelineSpan>> span)
{
    if (generation != m_shown)
        return;
    m_spanning = false;
    if (!span) {
        Q_EMIT failed(span.error());
        return;
    }
    const std::optional<log::TimelineSpan>& known = *span;
    if (!known) {
        goOn(); // nobody knows how long it is
        return;
    }
    if (!known->keys.empty() && m_end && known->keys.front() != *m_end) {
        reload(); // something was recorded between the two questions
        return;
    }
    const int total = static_cast<int>(std::min<qint64>(known->total, INT_MAX / 2));
    m_starts.assign(1, Start{});
    for (const log::TimelineKey& key : known->keys)
        m_starts.push_back({ key, static_cast<int>(m_starts.size()) * pageSize });
    m_complete = true;
    m_end.reset();
    if (total > m_total) {
        beginInsertRows({}, m_total, total - 1);
        m_total = total;
        endInsertRows();
    }
    Q_EMIT grown();
}

void TimelineModel::goOn()
{
    // A page ahead of what is looked at, no more: a filter may have to look at everything for it.
    if (m_complete || m_growing || m_spanning || !m_end || m_visibleLast + pageSize / 2 < m_total)
        return;
    m_growing = true;
    m_source.page(m_shownQuery, m_end, pageSize, this, [this, generation = m_shown](Result<LogPage> page) {
        answerMore(generation, std::move(page));
        checkSettled();
    });
}

void TimelineModel::answerMore(int generation, Result<LogPage> page)
{
    if (generation != m_shown)
        return;
    m_growing = false;
    if (!page) {
        m_complete = true; // as far as one can know
        Q_EMIT failed(page.error());
        Q_EMIT grown();
        return;
    }
    takePage(std::move(*page));
    Q_EMIT grown();
    goOn();
}

void TimelineModel::takePage(LogPage page)
{
    m_looked += page.looked;
    const auto after = std::exchange(m_end, page.next);
    m_complete = !m_end;
    if (page.rows.isEmpty())
        return;
    const int count = static_cast<int>(page.rows.size());
    if (m_total == 0) {
        // The first stretch had nothing that fits: the list begins here.
        m_starts.assign(1, Start{ after, 0 });
    } else {
        m_starts.push_back({ after, m_total });
    }
    beginInsertRows({}, m_total, m_total + count - 1);
    m_total += count;
    keep(static_cast<int>(m_starts.size()) - 1, std::move(page.rows));
    endInsertRows();
}

int TimelineModel::pageOf(int row) const
{
    const auto after = std::ranges::upper_bound(m_starts, row, {}, &Start::first);
    return static_cast<int>(after - m_starts.begin()) - 1;
}

int TimelineModel::rowsIn(int page) const
{
    const auto next = static_cast<std::size_t>(page) + 1;
    const int end = next < m_starts.size() ? m_starts[next].first : m_total;
    return end - m_starts[static_cast<std::size_t>(page)].first;
}

int TimelineModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_total;
}

const LogRow* TimelineModel::rowAt(int row) const
{
    if (row < 0 || row >= m_total)
        return nullptr;
    const int number = pageOf(row);
    const QList<LogRow>* rows = m_pages.rows(number);
    if (!rows) {
        want(number);
        return nullptr;
    }
    const int offset = row - m_starts[static_cast<std::size_t>(number)].first;
    return offset < rows->size() ? &rows->at(offset) : nullptr;
}

int TimelineModel::rowOf(const log::EntryId& id) const
{
    const auto found = m_pages.find([&](const LogRow& row) { return row.entry.id == id; });
    return found ? m_starts[static_cast<std::size_t>(found->first)].first + found->second : -1;
}

QVariant TimelineModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const LogRow* row = rowAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row ? row->words : QString();
    case Qt::AccessibleTextRole:
        return !row ? QString() : row->markText.isEmpty() ? row->words : QString(row->words + u". " + row->markText);
    case LoadedRole:
        return row || m_pages.contains(pageOf(index.row()));
    case EntryIdRole:
        return row ? row->entry.id.text() : QString();
    default:
        return {};
    }
}

void TimelineModel::setVisible(int first, int last)
{
    m_visibleFirst = std::max(0, first);
    m_visibleLast = std::max(m_visibleFirst, last);
    if (m_total > 0) {
        const int end = pageOf(std::min(m_visibleLast, m_total - 1));
        for (int page = pageOf(std::min(m_visibleFirst, m_total - 1)); page <= end; ++page)
            want(page);
    }
    goOn();
}

void TimelineModel::want(int page) const
{
    if (m_pages.want(page))
        m_pump->start(); // painting asks through data(): the questions go out after it
}

void TimelineModel::pump()
{
    while (const std::optional<int> next = m_pages.nextToAsk(static_cast<int>(m_starts.size()))) {
        const int page = *next;
        m_source.page(m_shownQuery, m_starts[static_cast<std::size_t>(page)].key, rowsIn(page), this,
            [this, generation = m_shown, page](Result<LogPage> rows) {
                answerPage(generation, page, std::move(rows));
                checkSettled();
            });
    }
    checkSettled();
}

void TimelineModel::answerPage(int generation, int page, Result<LogPage> rows)
{
    if (generation != m_shown)
        return;
    m_pages.answered(page);
    if (!rows) {
        Q_EMIT failed(rows.error());
        pump();
        return;
    }
    const int first = m_starts[static_cast<std::size_t>(page)].first;
    const int last = first + rowsIn(page) - 1;
    keep(page, std::move(rows->rows));
    Q_EMIT dataChanged(index(first), index(last));
    Q_EMIT rowsLoaded(first, last);
    pump();
}

void TimelineModel::keep(int page, QList<LogRow> rows)
{
    m_pages.insert(page, std::move(rows), pageOf(std::min(m_visibleFirst, m_total - 1)),
        pageOf(std::min(m_visibleLast, m_total - 1)));
}

bool TimelineModel::isSettled() const
{
    return m_asking == 0 && !m_spanning && !m_growing && m_pages.isSettled();
}

void TimelineModel::checkSettled()
{
    if (isSettled())
        Q_EMIT settled();
}

} // namespace docket::ui::audit
