#include "ui/review/filespresenter.h"

#include "ui/review/evidencework.h"

namespace docket::ui::review
{

using namespace Qt::StringLiterals;

FilesPresenter::FilesPresenter(EvidenceSource& source, QObject* parent)
    : QObject(parent), m_source(source), m_model(source)
{
    connect(&m_model, &FileTreeModel::failed, this,
        [this](const Error& error) { setState(State::Failed, errorText(error)); });
}

void FilesPresenter::setState(State state, const Message& message)
{
    m_state = state;
    m_message = message;
    Q_EMIT changed();
}

void FilesPresenter::clear()
{
    ++m_ticket;
    m_summary = {};
    m_model.clear();
    setState(State::Empty);
}

void FilesPresenter::open(const RepoKey& repo)
{
    const quint64 ticket = ++m_ticket;
    m_model.clear();
    setState(State::Loading);
    m_source.filesSummary(repo, this, [this, ticket, repo](Result<FilesSummary> summary) {
        if (ticket != m_ticket)
            return;
        if (!summary) {
            setState(State::Failed, errorText(summary.error()));
            return;
        }
        m_summary = std::move(*summary);
        if (m_summary.files == 0) {
            setState(m_summary.error ? State::Failed : State::NoFiles,
                m_summary.error
                    ? errorText(*m_summary.error)
                    : Message{ tr("No files are listed"),
                        tr("Either the repository is empty or its file list was not fetched yet. Sync to be sure.") });
            return;
        }
        m_model.setRepo(repo, m_summary.warnings);
        setState(State::Files);
    });
}

std::optional<policy::Anchor> FilesPresenter::anchorFor(const QModelIndex& index) const
{
    if (m_state != State::Files || !index.isValid())
        return std::nullopt;
    policy::Anchor anchor;
    anchor.path = index.data(FileTreeModel::Path).toString().left(1000);
    anchor.commit = m_summary.commit;
    anchor.sha256 = index.data(FileTreeModel::LfsSha256).toString();
    const QString level = index.data(FileTreeModel::ScanLevel).toString();
    const bool warns = !index.data(FileTreeModel::IsFolder).toBool() && work::isWarning(level);
    anchor.kind = warns ? policy::Anchor::Kind::Scan : policy::Anchor::Kind::File;
    if (warns)
        anchor.quote = level.left(200);
    return anchor;
}

} // namespace docket::ui::review
