#pragma once

#include "core/policy/anchor.h"
#include "ui/review/evidencetext.h"
#include "ui/review/filetreemodel.h"

namespace docket::ui::review
{

/// Files of a repository without a window: totals, what the scan found, a file as evidence.
class FilesPresenter final : public QObject
{
    Q_OBJECT
public:
    enum class State { Empty, Loading, NoFiles, Failed, Files };
    explicit FilesPresenter(EvidenceSource& source, QObject* parent = nullptr);
    void open(const RepoKey& repo);
    void clear();
    State state() const { return m_state; }
    const Message& message() const { return m_message; }
    const FilesSummary& summary() const { return m_summary; }
    FileTreeModel& model() { return m_model; }
    const FileTreeModel& model() const { return m_model; }
    /// A file; with a scan warning, the scan result of it.
    std::optional<policy::Anchor> anchorFor(const QModelIndex& index) const;

Q_SIGNALS:
    void changed();

private:
    void setState(State state, const Message& message = {});
    EvidenceSource& m_source;
    FileTreeModel m_model;
    FilesSummary m_summary;
    State m_state = State::Empty;
    Message m_message;
    quint64 m_ticket = 0;
};

} // namespace docket::ui::review
