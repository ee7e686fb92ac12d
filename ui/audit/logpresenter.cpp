#include "ui/audit/logpresenter.h"

#include "core/base/wholefile.h"

#include <algorithm>

namespace docket::ui::audit
{

using namespace Qt::StringLiterals;

LogPresenter::LogPresenter(LogSource& source, const Clock& clock, QObject* parent)
    : QObject(parent), m_source(source), m_clock(clock), m_model(source), m_check(source, clock)
{
    connect(&m_model, &TimelineModel::queryAnswered, this, [this] {
        m_current = m_open.isValid() ? m_model.rowOf(m_open) : -1;
        Q_EMIT currentRowChanged(m_current);
        updateContent();
        if (m_current < 0 && m_model.rowCount() > 0 && !m_open.isValid())
            select(0);
    });
    connect(&m_model, &TimelineModel::grown, this, &LogPresenter::updateContent);
    connect(&m_model, &TimelineModel::rowsLoaded, this, [this](int first, int last) {
        if (m_current >= first && m_current <= last) {
            const LogRow* row = m_model.rowAt(m_current);
            if (row && row->entry.id != m_open)
                take(row->entry.id);
        }
    });
    connect(&m_model, &TimelineModel::failed, this, &LogPresenter::failed);
}

void LogPresenter::showAll()
{
    LogFilter filter = m_filter;
    filter.caseId.reset();
    filter.caseTitle.clear();
    m_filter = filter;
    Q_EMIT filterChanged();
    refresh();
}

void LogPresenter::showCase(const log::CaseId& id, const QString& title)
{
    m_caseAtHand = id;
    m_caseTitle = title;
    m_filter = {};
    m_filter.caseId = id;
    m_filter.caseTitle = title;
    m_open = {};
    m_detail.reset();
    Q_EMIT filterChanged();
    Q_EMIT detailChanged();
    refresh();
}

void LogPresenter::refresh()
{
    ask(); // the rows first: they are what is looked at
    askOverview();
    if (m_open.isValid())
        askDetail();
}

void LogPresenter::ask()
{
    m_model.setQuery(m_filter.query(m_overview ? m_overview->people : QList<log::Reviewer>()));
}

void LogPresenter::askOverview()
{
    ++m_asking;
    m_source.overview(this, [this](Result<LogOverview> overview) {
        --m_asking;
        if (!overview) {
            Q_EMIT failed(overview.error());
            return;
        }
        m_overview = std::move(*overview);
        Q_EMIT overviewChanged();
    });
}

void LogPresenter::updateContent()
{
    const Content now = m_model.rowCount() > 0 ? Content::Rows
        : !m_model.isComplete()                ? Content::Searching
        : m_filter.isEmpty()                   ? Content::Nothing
        : m_filter.caseId && m_filter.query({}).words.isEmpty() && m_filter.families.isEmpty()
            && m_filter.person.isEmpty() && m_filter.device.isEmpty() && !m_filter.from.isValid()
            && !m_filter.to.isValid() && !m_filter.search
        ? Content::NothingOfCase
        : Content::NoMatch;
    m_content = now;
    Q_EMIT contentChanged();
}

void LogPresenter::setFilter(const LogFilter& filter)
{
    m_filter = filter;
    Q_EMIT filterChanged();
    ask();
}

void LogPresenter::toggleFamily(log::Family family)
{
    LogFilter filter = m_filter;
    if (filter.families.removeAll(family) == 0)
        filter.families.append(family);
    setFilter(filter);
}

void LogPresenter::toggleScope()
{
    LogFilter filter = m_filter;
    if (filter.caseId) {
        filter.caseId.reset();
        filter.caseTitle.clear();
    } else if (m_caseAtHand) {
        filter.caseId = m_caseAtHand;
        filter.caseTitle = m_caseTitle;
    }
    setFilter(filter);
}

void LogPresenter::setPerson(const QString& person)
{
    LogFilter filter = m_filter;
    filter.person = person;
    filter.device.clear();
    setFilter(filter);
}

void LogPresenter::setDevice(const QByteArray& device)
{
    LogFilter filter = m_filter;
    filter.device = device;
    filter.person.clear();
    setFilter(filter);
}

void LogPresenter::setDates(const QDate& from, const QDate& to)
{
    LogFilter filter = m_filter;
    filter.from = from;
    filter.to = to;
    setFilter(filter);
}

void LogPresenter::search(const QString& text)
{
    const int mine = ++m_search;
    const QString wanted = text.trimmed();
    if (wanted.isEmpty()) {
        if (!m_filter.search)
            return;
        LogFilter filter = m_filter;
        filter.search.reset();
        setFilter(filter);
        return;
    }
    ++m_asking;
    m_source.search(wanted, this, [this, mine](Result<LogSearch> found) {
        --m_asking;
        if (mine != m_search)
            return;
        if (!found) {
            Q_EMIT failed(found.error());
            return;
        }
        LogFilter filter = m_filter;
        filter.search = std::move(*found);
        setFilter(filter);
    });
}

void LogPresenter::clearFilter()
{
    ++m_search;
    setFilter({});
}

void LogPresenter::select(int row)
{
    if (row < 0 || row >= m_model.rowCount())
        return;
    if (row != m_current) {
        m_current = row;
        Q_EMIT currentRowChanged(row);
    }
    const LogRow* known = m_model.rowAt(row); // asks for the page when it is not here
    if (known && known->entry.id != m_open)
        take(known->entry.id);
}

void LogPresenter::step(int by)
{
    const int rows = m_model.rowCount();
    if (rows > 0)
        select(std::clamp(m_current < 0 ? 0 : m_current + by, 0, rows - 1));
}

void LogPresenter::open(const log::EntryId& id)
{
    take(id);
    Q_EMIT entryOpened();
}

void LogPresenter::take(const log::EntryId& id)
{
    m_open = id;
    const int row = m_model.rowOf(id);
    if (row != m_current) {
        m_current = row;
        Q_EMIT currentRowChanged(row);
    }
    askDetail();
}

void LogPresenter::askDetail()
{
    ++m_asking;
    m_source.detail(m_open, this, [this, id = m_open](Result<LogDetail> detail) {
        --m_asking;
        if (id != m_open)
            return;
        if (!detail) {
            Q_EMIT failed(detail.error());
            return;
        }
        m_detail = std::move(*detail);
        Q_EMIT detailChanged();
    });
}

QString LogPresenter::personName(const QString& person) const
{
    if (m_overview) {
        for (const log::Reviewer& reviewer : m_overview->people) {
            if (reviewer.person == person)
                return reviewer.name;
        }
    }
    return {};
}

QString LogPresenter::proofFileName() const
{
    return m_open.text().left(8) + u".tlog-proof";
}

QString LogPresenter::noteFileName() const
{
    return m_open.text().left(8) + u".note";
}

bool LogPresenter::write(const QString& path, const QByteArray& bytes)
{
    const Status written = writeWholeFile(path, bytes, u"choose another folder"_s);
    if (!written)
        Q_EMIT failed(written.error());
    return written.has_value();
}

void LogPresenter::exportProof(const QString& path)
{
    if (!m_open.isValid())
        return;
    ++m_asking;
    m_source.prove(m_open, this, [this, path](Result<QByteArray> proof) {
        --m_asking;
        if (!proof) {
            Q_EMIT failed(proof.error());
            return;
        }
        if (write(path, *proof)) {
            Q_EMIT told(tr("The proof is in %1. With the laptop’s public key it is enough for anybody.").arg(path));
            refresh(); // a checkpoint may have been signed for it
        }
    });
}

void LogPresenter::saveNote(const QString& path)
{
    if (m_detail && write(path, m_detail->note))
        Q_EMIT told(tr("The signed note is in %1.").arg(path));
}

void LogPresenter::signCheckpoint()
{
    ++m_asking;
    m_source.checkpoint(this, [this](Result<SignedCheckpoint> checkpoint) {
        --m_asking;
        if (!checkpoint) {
            Q_EMIT failed(checkpoint.error());
            return;
        }
        m_checkpoint = std::move(*checkpoint);
        Q_EMIT checkpointChanged();
    });
}

void LogPresenter::saveCheckpoint(const QString& path)
{
    if (m_checkpoint && write(path, m_checkpoint->note))
        Q_EMIT told(tr("The checkpoint is in %1. Give it to somebody else.").arg(path));
}

void LogPresenter::planErasure()
{
    m_plan.reset();
    if (!m_open.isValid())
        return;
    ++m_asking;
    m_source.planErasure(m_open, this, [this, id = m_open](Result<ErasurePlan> plan) {
        --m_asking;
        if (id != m_open)
            return;
        if (!plan) {
            Q_EMIT failed(plan.error());
            return;
        }
        m_plan = std::move(*plan);
        Q_EMIT erasurePlanned();
    });
}

void LogPresenter::requestErasure(const ErasureWish& wish)
{
    if (!m_open.isValid())
        return;
    ++m_asking;
    m_source.requestErasure(m_open, wish, this, [this](Status status) {
        --m_asking;
        if (!status) {
            Q_EMIT failed(status.error());
            return;
        }
        Q_EMIT told(
            tr("The request is recorded. It takes effect when another person with the role privacy approves it."));
        refresh();
    });
}

void LogPresenter::approveErasure(const log::EntryId& request)
{
    ++m_asking;
    m_source.approveErasure(request, this, [this](Status status) {
        --m_asking;
        if (!status) {
            Q_EMIT failed(status.error());
            return;
        }
        Q_EMIT told(tr("Approved and erased here. The other laptops follow when they receive it."));
        refresh();
    });
}

int LogPresenter::waitingErasures() const
{
    if (!m_overview)
        return 0;
    return static_cast<int>(std::ranges::count_if(
        m_overview->erasures, [](const ErasureRequest& request) { return !request.approver.has_value(); }));
}

} // namespace docket::ui::audit
