#include "ui/queue/queuepresenter.h"

#include <algorithm>
#include <utility>

namespace docket::ui::queue
{

using namespace Qt::StringLiterals;

QueuePresenter::QueuePresenter(
    models::QueueSource& source, models::CaseActs& acts, FilterLanguage language, const Clock& clock, QObject* parent)
    : QObject(parent),
      m_source(source),
      m_acts(acts),
      m_language(std::move(language)),
      m_clock(clock),
      m_model(source),
      m_saved(standardQueues()),
      m_filter(u"is:open"_s)
{
    connect(&m_model, &models::QueueModel::queryAnswered, this, &QueuePresenter::onQueryAnswered);
    connect(&m_model, &QAbstractItemModel::dataChanged, this,
        [this](const QModelIndex& first, const QModelIndex& last) { onRowsChanged(first.row(), last.row()); });
    connect(&m_model, &models::QueueModel::failed, this, &QueuePresenter::failed);
}

void QueuePresenter::start()
{
    const QString filter = m_filter;
    m_filter.clear();
    setFilter(filter);
    countSaved();
}

void QueuePresenter::setFilter(const QString& text)
{
    if (text == m_filter && !m_fault)
        return;
    m_filter = text;
    auto query = m_language.parse(text, m_clock.now());
    const bool hadFault = m_fault.has_value();
    m_fault = query ? std::nullopt : std::optional(query.error());
    Q_EMIT filterChanged(m_filter);
    if (hadFault || m_fault)
        Q_EMIT faultChanged();
    if (query)
        ask(*query);
}

void QueuePresenter::ask(const cases::QueueQuery& query)
{
    m_asking = true;
    m_openFirst = false;
    m_model.setQuery(query);
}

void QueuePresenter::clearFilter()
{
    setFilter(u"is:open"_s);
}

void QueuePresenter::showSaved(const QString& id)
{
    const auto saved = std::ranges::find(m_saved, id, &SavedQueue::id);
    if (saved == m_saved.end())
        return;
    if (saved->filter == m_filter)
        reload();
    else
        setFilter(saved->filter);
}

QString QueuePresenter::activeSaved() const
{
    const auto saved = std::ranges::find(m_saved, m_filter.simplified(), &SavedQueue::filter);
    return saved == m_saved.end() ? QString() : saved->id;
}

void QueuePresenter::reload()
{
    auto query = m_language.parse(m_filter, m_clock.now());
    if (query)
        ask(*query);
    countSaved();
}

void QueuePresenter::countSaved()
{
    for (const SavedQueue& saved : std::as_const(m_saved)) {
        const auto query = m_language.parse(saved.filter, m_clock.now());
        if (!query)
            continue;
        m_source.count(*query, countCap, this, [this, id = saved.id](Result<qint64> count) {
            const auto it = std::ranges::find(m_saved, id, &SavedQueue::id);
            if (!count || it == m_saved.end() || it->count == *count)
                return;
            it->count = *count;
            Q_EMIT savedQueuesChanged();
        });
    }
}

void QueuePresenter::onQueryAnswered()
{
    setPendingChanges(0);
    m_asking = false;
    // The open case stays open; the list points at it when it holds it.
    const int at = m_open ? m_model.rowOf(m_open->caseId) : -1;
    m_current = at;
    Q_EMIT currentRowChanged(m_current);
    if (m_model.rowCount() > 0) {
        setContent(Content::Rows);
        if (std::exchange(m_openFirst, false) && m_current < 0)
            step(1);
        return;
    }
    m_openFirst = false;
    const auto all = m_language.parse(QString(), m_clock.now());
    if (!all) {
        setContent(Content::NoMatch);
        return;
    }
    m_source.count(*all, 1, this, [this](Result<qint64> count) {
        if (m_model.rowCount() > 0)
            return;
        if (count && *count == 0)
            setContent(Content::NothingSynced);
        else
            setContent(activeSaved() == "open"_L1 ? Content::AllDone : Content::NoMatch);
    });
}

void QueuePresenter::setContent(Content content)
{
    if (m_content == content)
        return;
    m_content = content;
    Q_EMIT contentChanged();
}

void QueuePresenter::onRowsChanged(int first, int last)
{
    if (m_current < first || m_current > last)
        return;
    const cases::CaseRow* row = m_model.rowAt(m_current);
    if (!row)
        return;
    if (m_open && m_open->caseId == row->caseId) {
        m_open = *row;
        Q_EMIT caseUpdated(*row);
    } else {
        openCurrent();
    }
}

void QueuePresenter::select(int row)
{
    if (row == m_current || row < 0 || row >= m_model.rowCount())
        return;
    m_current = row;
    Q_EMIT currentRowChanged(row);
    openCurrent();
}

void QueuePresenter::openCurrent()
{
    const cases::CaseRow* row = m_model.rowAt(m_current); // asks for the page when it is not here
    if (!row || (m_open && m_open->caseId == row->caseId))
        return;
    m_open = *row;
    Q_EMIT caseOpened(*m_open);
}

void QueuePresenter::openRow(const cases::CaseRow& row)
{
    const int at = m_model.rowOf(row.caseId);
    if (at >= 0) {
        select(at);
        return;
    }
    m_current = -1;
    Q_EMIT currentRowChanged(-1);
    m_open = row;
    Q_EMIT caseOpened(row);
}

void QueuePresenter::openFirst()
{
    if (m_asking)
        m_openFirst = true; // the rows of the line as it stands are on their way
    else if (m_current < 0)
        step(1);
}

void QueuePresenter::step(int by)
{
    const int rows = m_model.rowCount();
    if (rows == 0)
        return;
    const int target = m_current < 0 ? (by > 0 ? 0 : rows - 1) : m_current + by;
    if (target < 0 || target >= rows) {
        Q_EMIT queueEnded();
        return;
    }
    m_direction = by;
    select(target);
}

const cases::CaseRow* QueuePresenter::upcoming() const
{
    const int row = m_current + m_direction;
    return m_current >= 0 && row >= 0 && row < m_model.rowCount() ? m_model.rowAt(row) : nullptr;
}

void QueuePresenter::toggleClaim()
{
    if (!m_open)
        return;
    const QByteArray id = m_open->caseId;
    const auto answer = [this, id](Status status) {
        if (!status)
            Q_EMIT failed(status.error());
        caseTouched(id);
    };
    if (m_open->mine)
        m_acts.release(id, this, answer);
    else
        m_acts.claim(id, this, answer);
}

void QueuePresenter::caseTouched(const QByteArray& caseId)
{
    if (m_model.rowOf(caseId) >= 0) {
        m_model.refreshRows({ caseId });
    } else if (m_open && m_open->caseId == caseId) {
        m_source.rows({ caseId }, this, [this, caseId](Result<QList<cases::CaseRow>> rows) {
            if (!rows || rows->isEmpty() || !m_open || m_open->caseId != caseId)
                return;
            m_open = rows->first();
            Q_EMIT caseUpdated(*m_open);
        });
    }
    countSaved();
}

void QueuePresenter::caseDecided(const QByteArray& caseId)
{
    m_model.markDone(caseId);
    caseTouched(caseId);
    if (!m_autoAdvance || !m_open || m_open->caseId != caseId)
        return;
    int target = m_model.rowOf(caseId) + 1;
    while (target < m_model.rowCount() && m_model.markAt(target) == models::QueueModel::Mark::Done)
        ++target;
    if (target < m_model.rowCount())
        select(target);
    else
        Q_EMIT queueEnded();
}

void QueuePresenter::changedElsewhere(const QList<QByteArray>& caseIds)
{
    if (caseIds.isEmpty())
        return;
    m_model.noteChanged(caseIds);
    setPendingChanges(m_pendingChanges + static_cast<int>(caseIds.size()));
    countSaved();
    // Nothing is under the hand yet: a list that was empty may fill itself.
    if (m_model.rowCount() == 0)
        reload();
}

void QueuePresenter::setPendingChanges(int count)
{
    if (m_pendingChanges == count)
        return;
    m_pendingChanges = count;
    Q_EMIT pendingChangesChanged(count);
}

} // namespace docket::ui::queue
