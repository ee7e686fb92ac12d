#include "fakeevidence.h"

#include "ui/review/evidencework.h"

#include <QCryptographicHash>
#include <QPointer>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;

template <typename T> void FakeEvidence::later(QObject* receiver, Done<T> done, Result<T> value)
{
    QMetaObject::invokeMethod(
        this,
        [this, ticket = m_ticket, receiver = QPointer<QObject>(receiver), done = std::move(done),
            value = std::move(value)] {
            if (ticket == m_ticket && receiver)
                done(value);
        },
        Qt::QueuedConnection);
}

namespace
{

sync::CardRecord recordOf(const FakeEvidence::Repo& repo)
{
    sync::CardRecord record;
    record.commit = u"9f31c0a4d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6"_s;
    record.path = u"README.md"_s;
    record.sha256 = QCryptographicHash::hash(repo.card, QCryptographicHash::Sha256).toHex();
    record.size = repo.card.size();
    record.state.fetchedAt = QDateTime(QDate(2026, 11, 21), QTime(10, 42), Qt::UTC);
    return record;
}

} // namespace

void FakeEvidence::overview(const Subject& subject, QObject* receiver, Done<Overview> done)
{
    const Repo repo = repos.value(subject.repo.id);
    Overview overview;
    overview.subject = subject;
    overview.repo = repo.record;
    overview.reports = repo.reports;
    if (!repo.card.isNull()) {
        overview.card = recordOf(repo);
        overview.pinned = overview.card->state.fetchedAt;
    }
    for (const hub::FileEntry& entry : repo.files)
        overview.fileCount += !entry.isFolder;
    overview.warningCount = static_cast<int>(repo.warnings.size());
    overview.threadCount = static_cast<int>(repo.threads.size());
    overview.tableCount = repo.rows.isNull() ? 0 : 1;
    later<Overview>(receiver, std::move(done), overview);
}

void FakeEvidence::card(
    const RepoKey& key, const card::RenderOptions& options, QObject* receiver, Done<CardEvidence> done)
{
    ++cardsAsked;
    const Repo repo = repos.value(key.id);
    CardEvidence evidence;
    if (repo.cardError) {
        later<CardEvidence>(receiver, std::move(done), fail(*repo.cardError));
        return;
    }
    if (!repo.card.isNull()) {
        evidence.record = recordOf(repo);
        evidence.source = repo.card;
        evidence.rendered = card::renderCard(repo.card, options);
    } else if (repo.record) {
        evidence.record.emplace();
        evidence.record->state.error = Error{ ErrorCode::NotFound, u"README.md"_s, u"404"_s, {} };
    }
    later<CardEvidence>(receiver, std::move(done), evidence);
}

void FakeEvidence::filesSummary(const RepoKey& key, QObject* receiver, Done<FilesSummary> done)
{
    const Repo repo = repos.value(key.id);
    FilesSummary summary;
    summary.warnings = repo.warnings;
    summary.scanned = true;
    summary.commit = u"9f31c0a4d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6"_s;
    for (const hub::FileEntry& entry : repo.files) {
        if (entry.isFolder)
            continue;
        ++summary.files;
        summary.bytes += entry.size;
        if (!entry.lfsSha256.isEmpty()) {
            ++summary.inLfs;
            summary.bytesInLfs += entry.size;
        }
    }
    later<FilesSummary>(receiver, std::move(done), summary);
}

void FakeEvidence::folder(
    const RepoKey& key, const QString& folder, QObject* receiver, Done<QList<hub::FileEntry>> done)
{
    ++foldersAsked;
    QList<hub::FileEntry> children;
    for (const hub::FileEntry& entry : repos.value(key.id).files) {
        const qsizetype slash = entry.path.lastIndexOf(u'/');
        if ((slash < 0 ? QString() : entry.path.left(slash)) == folder)
            children.append(entry);
    }
    later<QList<hub::FileEntry>>(receiver, std::move(done), children);
}

void FakeEvidence::tables(const RepoKey& key, QObject* receiver, Done<QList<TableName>> done)
{
    QList<TableName> names;
    if (!repos.value(key.id).rows.isNull())
        names.append({ u"default"_s, u"train"_s });
    later<QList<TableName>>(receiver, std::move(done), names);
}

void FakeEvidence::table(const RepoKey& key, const TableName& name, QObject* receiver, Done<TableEvidence> done)
{
    const Repo repo = repos.value(key.id);
    TableEvidence evidence;
    evidence.name = name;
    evidence.refusal = repo.refusal;
    evidence.commit = u"9f31c0a4d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6"_s;
    evidence.sha256 = QString::fromLatin1(QCryptographicHash::hash(repo.rows, QCryptographicHash::Sha256).toHex());
    if (auto table = readRows(repo.rows)) {
        readStatistics(repo.statistics, *table);
        evidence.table = *table;
    }
    later<TableEvidence>(receiver, std::move(done), evidence);
}

void FakeEvidence::threads(const RepoKey& key, QObject* receiver, Done<QList<hub::Thread>> done)
{
    QList<hub::Thread> list = repos.value(key.id).threads;
    for (hub::Thread& thread : list)
        thread.events.clear();
    later<QList<hub::Thread>>(receiver, std::move(done), list);
}

void FakeEvidence::thread(const RepoKey& key, int num, QObject* receiver, Done<ThreadEvidence> done)
{
    for (const hub::Thread& thread : repos.value(key.id).threads) {
        if (thread.num != num)
            continue;
        ThreadEvidence evidence;
        evidence.thread = thread;
        for (const hub::Event& event : thread.events) {
            if (!event.raw.isEmpty() && !event.hidden)
                evidence.comments.insert(event.id, card::renderComment(event.raw.toUtf8()));
        }
        later<ThreadEvidence>(receiver, std::move(done), evidence);
        return;
    }
    later<ThreadEvidence>(receiver, std::move(done), fail(ErrorCode::NotFound, u"thread"_s, u"none"_s));
}

} // namespace docket::ui::review
