#pragma once

#include "ui/review/evidencesource.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>
#include <stop_token>

namespace docket::ui::review
{

/// The evidence of a workspace, read from its mirror (read-only) on a thread of its own. Lives on the GUI thread.
class MirrorEvidence final : public QObject, public EvidenceSource
{
    Q_OBJECT
public:
    /// `highlighter` colours code in comments; not owned, may be null, must outlive this.
    explicit MirrorEvidence(
        const QString& workspaceFolder, const card::CodeHighlighter* highlighter = nullptr, QObject* parent = nullptr);
    ~MirrorEvidence() override;

    void overview(const Subject& subject, QObject* receiver, Done<Overview> done) override;
    void card(
        const RepoKey& repo, const card::RenderOptions& options, QObject* receiver, Done<CardEvidence> done) override;
    void filesSummary(const RepoKey& repo, QObject* receiver, Done<FilesSummary> done) override;
    void folder(
        const RepoKey& repo, const QString& folder, QObject* receiver, Done<QList<hub::FileEntry>> done) override;
    void tables(const RepoKey& repo, QObject* receiver, Done<QList<TableName>> done) override;
    void table(const RepoKey& repo, const TableName& name, QObject* receiver, Done<TableEvidence> done) override;
    void threads(const RepoKey& repo, QObject* receiver, Done<QList<hub::Thread>> done) override;
    void thread(const RepoKey& repo, int num, QObject* receiver, Done<ThreadEvidence> done) override;
    void revisions(const RepoKey& repo, QObject* receiver, Done<QList<sync::RevisionHead>> done) override;
    void changes(
        const RepoKey& repo, const QString& from, const QString& to, QObject* receiver, Done<ChangesPtr> done) override;
    /// Also what is being worked on: a card that is being laid out is given up within milliseconds.
    void cancel() override;

private:
    struct Shelf; ///< the open mirror; touched on the thread only
    template <typename T> void ask(QObject* receiver, Done<T> done, std::function<Result<T>(sync::Mirror&)> read);

    QThread m_thread;
    QObject* m_desk; ///< lives on the thread; questions are queued to it
    std::shared_ptr<Shelf> m_shelf;
    const card::CodeHighlighter* m_highlighter;
    std::atomic<quint64> m_ticket = 0;
    std::stop_source m_stop; ///< of the questions asked since the last cancel()
};

} // namespace docket::ui::review
