#include "ui/review/evidencework.h"

#include "ui/review/cardlabels.h"

#include <QCryptographicHash>

namespace docket::ui::review::work
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int mostFiles = 50'000;
constexpr int mostComments = 500; ///< rendered; the rest of a longer thread shows as plain text

const sync::ViewerRecord* find(
    const QList<sync::ViewerRecord>& records, QLatin1StringView endpoint, const TableName& name)
{
    for (const sync::ViewerRecord& record : records) {
        if (record.endpoint == endpoint && record.config == name.config && record.split == name.split)
            return &record;
    }
    return nullptr;
}

QList<TableName> tablesIn(const QList<sync::ViewerRecord>& records)
{
    QList<TableName> names;
    for (const sync::ViewerRecord& record : records) {
        const TableName name{ record.config, record.split };
        if ((record.endpoint == "first-rows"_L1 || record.endpoint == "rows"_L1) && !names.contains(name))
            names.append(name);
    }
    return names;
}

QString codeOf(const sync::ViewerRecord& record)
{
    return record.state.error ? record.state.error->text() : QString();
}

NoTable refusalOf(const QList<sync::ViewerRecord>& records, const TableName& name, const QStringList& tags)
{
    // The rows' own answer says most; else whatever the Hub said about the data set as a whole.
    for (const QLatin1StringView endpoint : { "first-rows"_L1, "splits"_L1, "is-valid"_L1, "size"_L1 }) {
        for (const sync::ViewerRecord& record : records) {
            const bool same = name.config.isEmpty() || record.config.isEmpty() || record.config == name.config;
            if (record.endpoint == endpoint && same && (record.status != 200 || record.state.error))
                return readRefusal(record.status == 200 ? 0 : record.status, record.json, codeOf(record), tags);
        }
    }
    return {};
}

Result<std::optional<sync::RepoRecord>> repoOf(sync::Mirror& mirror, const RepoKey& key)
{
    return mirror.repo(key);
}

} // namespace

bool isWarning(QStringView scanLevel)
{
    return !scanLevel.isEmpty() && scanLevel != "safe"_L1 && scanLevel != "unscanned"_L1 && scanLevel != "queued"_L1;
}

Result<Overview> readOverview(sync::Mirror& mirror, const Subject& subject)
{
    Overview overview;
    overview.subject = subject;
    DOCKET_ASSIGN(overview.repo, repoOf(mirror, subject.repo));
    DOCKET_ASSIGN(overview.card, mirror.card(subject.repo));
    if (overview.card)
        overview.pinned = overview.card->state.fetchedAt;
    DOCKET_ASSIGN(overview.reports, mirror.reportsOn(subject));
    DOCKET_ASSIGN(overview.fileCount, mirror.fileCount(subject.repo));
    if (overview.repo) {
        for (const hub::ScanIssue& issue : std::as_const(overview.repo->info.scan.filesWithIssues))
            overview.warningCount += isWarning(issue.level);
    }
    DOCKET_ASSIGN(const QList<hub::Thread> threads, mirror.threads(subject.repo));
    overview.threadCount = static_cast<int>(threads.size());
    if (subject.repo.kind == RepoKind::Dataset) {
        DOCKET_ASSIGN(const QList<sync::ViewerRecord> records, mirror.viewer(subject.repo));
        for (const TableName& name : tablesIn(records)) {
            const sync::ViewerRecord* rows = find(records, "first-rows"_L1, name);
            overview.tableCount += !rows || rows->status == 200;
        }
    }
    return overview;
}

Result<CardEvidence> readCard(sync::Mirror& mirror, const RepoKey& repo, const card::RenderOptions& options)
{
    CardEvidence evidence;
    DOCKET_ASSIGN(evidence.record, mirror.card(repo));
    if (!evidence.record || evidence.record->sha256.isEmpty())
        return evidence;
    DOCKET_ASSIGN(evidence.source, mirror.blob(evidence.record->sha256));
    card::RenderOptions knowing = options;
    knowing.fileBytes = [&mirror, &repo](const QString& path) -> qint64 {
        const auto file = mirror.file(repo, path);
        return file && *file ? (*file)->size : -1;
    };
    evidence.rendered = card::renderCard(evidence.source, knowing);
    return evidence;
}

Result<FilesSummary> readFilesSummary(sync::Mirror& mirror, const RepoKey& repo)
{
    FilesSummary summary;
    DOCKET_ASSIGN(const auto record, repoOf(mirror, repo));
    if (record) {
        summary.commit = record->info.sha;
        summary.scanned = record->info.scan.done;
        summary.error = record->state.error;
        for (const hub::ScanIssue& issue : std::as_const(record->info.scan.filesWithIssues)) {
            if (isWarning(issue.level))
                summary.warnings.insert(issue.path, issue.level);
        }
    }
    QStringList folders{ QString() };
    int seen = 0;
    while (!folders.isEmpty() && !summary.cut) {
        DOCKET_ASSIGN(const QList<hub::FileEntry> entries, mirror.files(repo, folders.takeLast()));
        for (const hub::FileEntry& entry : entries) {
            if (++seen > mostFiles) {
                summary.cut = true;
                break;
            }
            if (entry.isFolder) {
                folders.append(entry.path);
                continue;
            }
            ++summary.files;
            summary.bytes += qMax<qint64>(0, entry.size);
            if (!entry.lfsSha256.isEmpty()) {
                ++summary.inLfs;
                summary.bytesInLfs += qMax<qint64>(0, entry.size);
            }
            if (isWarning(entry.scanLevel))
                summary.warnings.insert(entry.path, entry.scanLevel);
        }
    }
    return summary;
}

Result<QList<TableName>> readTables(sync::Mirror& mirror, const RepoKey& repo)
{
    DOCKET_ASSIGN(const QList<sync::ViewerRecord> records, mirror.viewer(repo));
    return tablesIn(records);
}

Result<TableEvidence> readTable(sync::Mirror& mirror, const RepoKey& repo, const TableName& name)
{
    TableEvidence evidence;
    evidence.name = name;
    DOCKET_ASSIGN(const auto record, repoOf(mirror, repo));
    const QStringList tags = record ? record->info.tags : QStringList();
    if (record)
        evidence.commit = record->info.sha;
    DOCKET_ASSIGN(const QList<sync::ViewerRecord> records, mirror.viewer(repo));
    const sync::ViewerRecord* rows = find(records, "rows"_L1, name);
    const sync::ViewerRecord* first = find(records, "first-rows"_L1, name);
    if (!rows || rows->status != 200)
        rows = first;
    if (!rows || rows->status != 200) {
        evidence.refusal = refusalOf(records, name, tags);
        return evidence;
    }
    evidence.fetchedAt = rows->state.fetchedAt;
    evidence.sha256 = QString::fromLatin1(QCryptographicHash::hash(rows->json, QCryptographicHash::Sha256).toHex());
    auto table = readRows(rows->json);
    if (!table) {
        evidence.refusal = { NoTable::Reason::Broken, table.error().cause };
        return evidence;
    }
    if (const sync::ViewerRecord* statistics = find(records, "statistics"_L1, name);
        statistics && statistics->status == 200)
        readStatistics(statistics->json, *table);
    evidence.table = std::move(*table);
    return evidence;
}

Result<ThreadEvidence> readThread(
    sync::Mirror& mirror, const RepoKey& repo, int num, const card::CodeHighlighter* highlighter)
{
    DOCKET_ASSIGN(auto thread, mirror.thread(repo, num));
    if (!thread)
        return fail(ErrorCode::NotFound, u"thread #%1 of %2"_s.arg(num).arg(repo.id), u"it was never fetched"_s,
            u"sync to fetch it"_s);
    ThreadEvidence evidence;
    evidence.thread = std::move(*thread);
    card::RenderOptions options;
    options.kind = repo.kind;
    options.repoId = repo.id;
    options.highlighter = highlighter;
    options.labels = cardLabels();
    options.maximumBytes = 64 * 1024;
    options.deadlineMs = 200;
    options.maximumNodes = 3000;
    options.maximumRows = 200;
    options.labels.reveal.clear(); // a thread shows no picture
    for (const hub::Event& event : std::as_const(evidence.thread.events)) {
        if (event.type == hub::EventType::Comment && !event.hidden && !event.raw.isEmpty()
            && evidence.comments.size() < mostComments)
            evidence.comments.insert(event.id, card::renderComment(event.raw.toUtf8(), options));
    }
    DOCKET_ASSIGN(evidence.earlier, mirror.earlierComments(repo, num));
    for (const hub::Event& event : std::as_const(evidence.thread.events))
        if (event.hidden)
            evidence.earlier.remove(event.id); // hidden stays hidden
    return evidence;
}

} // namespace docket::ui::review::work
