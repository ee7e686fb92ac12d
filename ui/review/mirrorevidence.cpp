#include "ui/review/mirrorevidence.h"

#include "ui/review/evidencework.h"

#include <QPointer>

namespace docket::ui::review
{

struct MirrorEvidence::Shelf {
    QString folder;
    std::optional<sync::Mirror> mirror;

    Result<sync::Mirror*> open()
    {
        if (!mirror) {
            DOCKET_ASSIGN(auto opened, sync::Mirror::open(folder, sync::Mirror::Access::ReadOnly));
            mirror.emplace(std::move(opened));
        }
        return &*mirror;
    }
};

MirrorEvidence::MirrorEvidence(
    const QString& workspaceFolder, const card::CodeHighlighter* highlighter, QObject* parent)
    : QObject(parent), m_desk(new QObject), m_shelf(std::make_shared<Shelf>()), m_highlighter(highlighter)
{
    m_shelf->folder = workspaceFolder;
    m_thread.setObjectName(QStringLiteral("evidence"));
    m_desk->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_desk, &QObject::deleteLater);
    m_thread.start();
}

MirrorEvidence::~MirrorEvidence()
{
    MirrorEvidence::cancel(); // what waits is not worked on
    m_thread.quit();
    m_thread.wait();
}

void MirrorEvidence::cancel()
{
    ++m_ticket;
    m_stop.request_stop();
    m_stop = std::stop_source();
}

template <typename T>
void MirrorEvidence::ask(QObject* receiver, Done<T> done, std::function<Result<T>(sync::Mirror&)> read)
{
    const quint64 ticket = m_ticket;
    QMetaObject::invokeMethod(
        m_desk,
        [this, ticket, shelf = m_shelf, receiver = QPointer<QObject>(receiver), done = std::move(done),
            read = std::move(read)]() mutable {
            if (ticket != m_ticket)
                return;
            const Result<sync::Mirror*> mirror = shelf->open();
            Result<T> result = mirror ? read(**mirror) : Result<T>(fail(mirror.error()));
            QMetaObject::invokeMethod(
                this,
                [this, ticket, receiver = std::move(receiver), done = std::move(done), result = std::move(result)] {
                    if (ticket == m_ticket && receiver)
                        done(std::move(result));
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void MirrorEvidence::overview(const Subject& subject, QObject* receiver, Done<Overview> done)
{
    ask<Overview>(
        receiver, std::move(done), [subject](sync::Mirror& mirror) { return work::readOverview(mirror, subject); });
}

void MirrorEvidence::card(
    const RepoKey& repo, const card::RenderOptions& options, QObject* receiver, Done<CardEvidence> done)
{
    card::RenderOptions stoppable = options;
    stoppable.stop = m_stop.get_token();
    ask<CardEvidence>(receiver, std::move(done),
        [repo, options = std::move(stoppable)](sync::Mirror& mirror) { return work::readCard(mirror, repo, options); });
}

void MirrorEvidence::filesSummary(const RepoKey& repo, QObject* receiver, Done<FilesSummary> done)
{
    ask<FilesSummary>(
        receiver, std::move(done), [repo](sync::Mirror& mirror) { return work::readFilesSummary(mirror, repo); });
}

void MirrorEvidence::folder(
    const RepoKey& repo, const QString& folder, QObject* receiver, Done<QList<hub::FileEntry>> done)
{
    ask<QList<hub::FileEntry>>(
        receiver, std::move(done), [repo, folder](sync::Mirror& mirror) { return mirror.files(repo, folder); });
}

void MirrorEvidence::tables(const RepoKey& repo, QObject* receiver, Done<QList<TableName>> done)
{
    ask<QList<TableName>>(
        receiver, std::move(done), [repo](sync::Mirror& mirror) { return work::readTables(mirror, repo); });
}

void MirrorEvidence::table(const RepoKey& repo, const TableName& name, QObject* receiver, Done<TableEvidence> done)
{
    ask<TableEvidence>(
        receiver, std::move(done), [repo, name](sync::Mirror& mirror) { return work::readTable(mirror, repo, name); });
}

void MirrorEvidence::threads(const RepoKey& repo, QObject* receiver, Done<QList<hub::Thread>> done)
{
    ask<QList<hub::Thread>>(receiver, std::move(done), [repo](sync::Mirror& mirror) { return mirror.threads(repo); });
}

void MirrorEvidence::thread(const RepoKey& repo, int num, QObject* receiver, Done<ThreadEvidence> done)
{
    ask<ThreadEvidence>(receiver, std::move(done), [repo, num, highlighter = m_highlighter](sync::Mirror& mirror) {
        return work::readThread(mirror, repo, num, highlighter);
    });
}

void MirrorEvidence::revisions(const RepoKey& repo, QObject* receiver, Done<QList<sync::RevisionHead>> done)
{
    ask<QList<sync::RevisionHead>>(
        receiver, std::move(done), [repo](sync::Mirror& mirror) { return mirror.revisions(repo); });
}

void MirrorEvidence::changes(
    const RepoKey& repo, const QString& from, const QString& to, QObject* receiver, Done<ChangesPtr> done)
{
    ask<ChangesPtr>(receiver, std::move(done),
        [repo, from, to, highlighter = m_highlighter, stop = m_stop.get_token()](
            sync::Mirror& mirror) { return work::readChanges(mirror, repo, from, to, highlighter, stop); });
}

} // namespace docket::ui::review
