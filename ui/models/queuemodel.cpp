#include "ui/models/queuemodel.h"

#include <QTimer>

#include <algorithm>

namespace docket::ui::models
{

QueueModel::QueueModel(QueueSource& source, QObject* parent)
    : QAbstractListModel(parent), m_source(source), m_pump(new QTimer(this))
{
    m_pump->setSingleShot(true);
    m_pump->setInterval(0);
    connect(m_pump, &QTimer::timeout, this, &QueueModel::pump);
}

QueueModel::~QueueModel() = default;

void QueueModel::setQuery(const cases::QueueQuery& query)
{
    m_asked = query;
    const int generation = ++m_generation;
    ++m_outstanding;
    m_source.page(
        query, std::nullopt, pageSize + 1, this, [this, generation, query](Result<QList<cases::CaseRow>> rows) {
            --m_outstanding;
            answerFirstPage(generation, query, std::move(rows));
            checkSettled();
        });
}

void QueueModel::answerFirstPage(int generation, const cases::QueueQuery& query, Result<QList<cases::CaseRow>> rows)
{
    if (generation != m_generation)
        return;
    if (!rows) {
        Q_EMIT failed(rows.error());
        return;
    }
    beginResetModel();
    m_query = query;
    m_shown = generation;
    m_total = static_cast<int>(rows->size());
    m_spanKnown = m_total < pageSize + 1;
    m_keys.clear();
    m_pages.clear();
    m_marks.clear();
    m_pages.insert(0, std::move(*rows), 0, 0);
    m_visibleFirst = 0;
    m_visibleLast = 0;
    endResetModel();
    Q_EMIT queryAnswered();
    if (m_spanKnown) {
        Q_EMIT spanKnown(m_total);
        return;
    }
    ++m_outstanding;
    m_source.span(query, pageSize, this, [this, generation](Result<QueueSpan> span) {
        --m_outstanding;
        answerSpan(generation, std::move(span));
        checkSettled();
    });
}

void QueueModel::answerSpan(int generation, Result<QueueSpan> span)
{
    if (generation != m_shown)
        return;
    if (!span) {
        if (span.error().code != ErrorCode::Cancelled)
            Q_EMIT failed(span.error());
        return;
    }
    m_keys = std::move(span->keys);
    m_spanKnown = true;
    // A page can only be asked for behind a known key.
    const qint64 reachable = m_keys.size() * qint64{ pageSize } + 1;
    const int total = static_cast<int>(std::min({ span->total, reachable, qint64{ INT_MAX / 2 } }));
    if (total > m_total) {
        beginInsertRows({}, m_total, total - 1);
        m_total = total;
        endInsertRows();
    }
    Q_EMIT spanKnown(m_total);
}

int QueueModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_total;
}

const cases::CaseRow* QueueModel::rowAt(int row) const
{
    if (row < 0 || row >= m_total)
        return nullptr;
    const int number = pageOf(row);
    const QList<cases::CaseRow>* rows = m_pages.rows(number);
    if (!rows) {
        want(number);
        return nullptr;
    }
    const int offset = row - firstRowOf(number);
    return offset < rows->size() ? &rows->at(offset) : nullptr;
}

int QueueModel::rowOf(const QByteArray& caseId) const
{
    const auto found = m_pages.find([&](const cases::CaseRow& row) { return row.caseId == caseId; });
    return found ? firstRowOf(found->first) + found->second : -1;
}

QueueModel::Mark QueueModel::markAt(int row) const
{
    const cases::CaseRow* known = rowAt(row);
    if (!known)
        return Mark::None;
    return m_marks.value(known->caseId, Mark::None);
}

QVariant QueueModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const cases::CaseRow* row = rowAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row ? row->title : QString();
    case LoadedRole:
        return row || m_pages.contains(pageOf(index.row()));
    case CaseIdRole:
        return row ? row->caseId : QByteArray();
    case MarkRole:
        return QVariant::fromValue(markAt(index.row()));
    default:
        return {};
    }
}

void QueueModel::setVisible(int first, int last)
{
    m_visibleFirst = std::max(0, first);
    m_visibleLast = std::max(first, last);
    for (int page = pageOf(m_visibleFirst); page <= pageOf(m_visibleLast); ++page)
        if (firstRowOf(page) < m_total)
            want(page);
}

void QueueModel::want(int page) const
{
    if ((page == 0 || page < m_keys.size()) && m_pages.want(page))
        m_pump->start(); // painting asks through data(): the questions go out after it
}

void QueueModel::pump()
{
    while (const std::optional<int> next = m_pages.nextToAsk(qMax(1, static_cast<int>(m_keys.size())))) {
        const int page = *next;
        const auto after = page == 0 ? std::nullopt : std::optional(m_keys[page]);
        m_source.page(m_query, after, page == 0 ? pageSize + 1 : pageSize, this,
            [this, generation = m_shown, page](Result<QList<cases::CaseRow>> rows) {
                answerPage(generation, page, std::move(rows));
                checkSettled();
            });
    }
    checkSettled();
}

void QueueModel::answerPage(int generation, int page, Result<QList<cases::CaseRow>> rows)
{
    if (generation != m_shown)
        return;
    m_pages.answered(page);
    if (!rows) {
        Q_EMIT failed(rows.error());
        pump();
        return;
    }
    const int first = firstRowOf(page);
    const int last = std::min(firstRowOf(page + 1), m_total) - 1;
    // Rows that came into this stretch since the list was made wait for the next reload: nothing may move.
    if (rows->size() > last - first + 1)
        rows->resize(last - first + 1);
    m_pages.insert(page, std::move(*rows), pageOf(m_visibleFirst), pageOf(m_visibleLast));
    Q_EMIT dataChanged(index(first), index(last));
    Q_EMIT rowsLoaded(first, last);
    pump();
}

void QueueModel::readAgain(const QList<QByteArray>& caseIds, bool mark)
{
    QList<QByteArray> held;
    std::ranges::copy_if(caseIds, std::back_inserter(held), [this](const QByteArray& id) { return rowOf(id) >= 0; });
    if (held.isEmpty())
        return;
    ++m_outstanding;
    m_source.rows(held, this, [this, mark](Result<QList<cases::CaseRow>> rows) {
        --m_outstanding;
        if (!rows)
            Q_EMIT failed(rows.error());
        else
            for (const cases::CaseRow& row : std::as_const(*rows))
                replace(row, mark);
        checkSettled();
    });
}

void QueueModel::replace(const cases::CaseRow& row, bool mark)
{
    const int at = rowOf(row.caseId);
    if (at < 0)
        return;
    m_pages.row(pageOf(at), at - firstRowOf(pageOf(at))) = row;
    const bool done = row.status == cases::Status::Decided || row.status == cases::Status::Closed;
    if (done)
        m_marks.insert(row.caseId, Mark::Done);
    else if (mark && m_marks.value(row.caseId) != Mark::Done)
        m_marks.insert(row.caseId, Mark::Changed);
    Q_EMIT dataChanged(index(at), index(at));
}

void QueueModel::markDone(const QByteArray& caseId)
{
    const int at = rowOf(caseId);
    if (at < 0)
        return;
    m_marks.insert(caseId, Mark::Done);
    Q_EMIT dataChanged(index(at), index(at));
}

bool QueueModel::isSettled() const
{
    return m_outstanding == 0 && m_pages.isSettled();
}

void QueueModel::checkSettled()
{
    if (isSettled())
        Q_EMIT settled();
}

} // namespace docket::ui::models
