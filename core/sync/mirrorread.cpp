#include "core/base/clock.h"
#include "core/sync/mirror.h"
#include "core/sync/mirrorrows.h"

namespace docket::sync
{

using namespace Qt::StringLiterals;
using rows::rowOf;
using rows::stateFrom;
using sqlite::Statement;

Result<std::optional<RepoRecord>> Mirror::repo(const RepoKey& key)
{
    DOCKET_ASSIGN(auto row,
        m_database.cached(
            "SELECT hub_id,author,sha,created,modified,private,disabled,discussions_disabled,gated,downloads,"
            "likes,tags,pipeline,library,sdk,scan_done,scan,json,renamed_from,fetched,error "
            "FROM repo WHERE kind=?1 AND name=?2"));
    row->bindAll(static_cast<int>(key.kind), key.id);
    DOCKET_ASSIGN(const bool found, row->step());
    if (!found)
        return std::optional<RepoRecord>();
    RepoRecord record;
    hub::RepoInfo& info = record.info;
    info.key = key;
    info.hubId = row->text(0);
    info.author = row->text(1);
    info.sha = row->text(2);
    info.createdAt = fromIsoUtc(row->text(3));
    info.lastModified = fromIsoUtc(row->text(4));
    info.isPrivate = row->integer(5) != 0;
    info.disabled = row->integer(6) != 0;
    info.discussionsDisabled = row->integer(7) != 0;
    info.gated = row->text(8);
    info.downloads = row->int64(9);
    info.likes = row->int64(10);
    const QString tags = row->text(11);
    if (!tags.isEmpty())
        info.tags = tags.split(u'\n');
    info.pipelineTag = row->text(12);
    info.libraryName = row->text(13);
    info.sdk = row->text(14);
    info.scan.done = row->integer(15) != 0;
    info.scan.filesWithIssues = rows::scanFrom(row->utf8(16));
    info.json = row->blob(17);
    record.renamedFrom = row->text(18);
    record.state = stateFrom(*row, 19);
    return std::optional(std::move(record));
}

Result<std::optional<CardRecord>> Mirror::card(const RepoKey& key)
{
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, false));
    DOCKET_ASSIGN(auto row, m_database.cached("SELECT commit_id,path,sha256,size,fetched,error FROM card WHERE r=?1"));
    row->bind(1, repo);
    DOCKET_ASSIGN(const bool found, row->step());
    if (!found)
        return std::optional<CardRecord>();
    CardRecord record{ row->text(0), row->text(1), row->text(2).toLatin1(), row->int64(3), stateFrom(*row, 4) };
    return std::optional(std::move(record));
}

Result<QByteArray> Mirror::blob(QByteArrayView sha256Hex)
{
    return m_blobs.get(sha256Hex);
}

Result<QList<hub::FileEntry>> Mirror::files(const RepoKey& key, const QString& folder)
{
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, false));
    DOCKET_ASSIGN(auto row,
        m_database.cached(
            "SELECT path,folder,size,oid,lfs,scan FROM file WHERE r=?1 AND parent=?2 ORDER BY folder DESC, path"));
    row->bindAll(repo, folder);
    QList<hub::FileEntry> files;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        files.append({ row->text(0), row->integer(1) != 0, row->int64(2), row->text(3), row->text(4), row->text(5) });
    }
    return files;
}

Result<std::optional<hub::FileEntry>> Mirror::file(const RepoKey& key, const QString& path)
{
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, false));
    DOCKET_ASSIGN(auto row,
        m_database.cached("SELECT size,oid,lfs,scan FROM file WHERE r=?1 AND parent=?2 AND folder=0 AND path=?3"));
    row->bindAll(repo, path.section(u'/', 0, -2), path);
    DOCKET_ASSIGN(const bool found, row->step());
    std::optional<hub::FileEntry> entry;
    if (found)
        entry = hub::FileEntry{ path, false, row->int64(0), row->text(1), row->text(2), row->text(3) };
    return entry;
}

Result<int> Mirror::fileCount(const RepoKey& key)
{
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, false));
    DOCKET_ASSIGN(auto row, m_database.cached("SELECT count(*) FROM file WHERE r=?1 AND folder=0"));
    row->bind(1, repo);
    DOCKET_TRY(row->step());
    const int count = row->integer(0);
    return count;
}

Result<QList<ViewerRecord>> Mirror::viewer(const RepoKey& key)
{
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, false));
    DOCKET_ASSIGN(
        auto row, m_database.cached("SELECT endpoint,config,split,status,json,fetched,error FROM viewer WHERE r=?1"));
    row->bind(1, repo);
    QList<ViewerRecord> records;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        records.append({ row->text(0), row->text(1), row->text(2), row->integer(3), row->blob(4), stateFrom(*row, 5) });
    }
    return records;
}

Result<QList<hub::Report>> Mirror::reportsOn(const Subject& subject)
{
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, subject.repo, false));
    DOCKET_ASSIGN(auto row,
        m_database.cached("SELECT num,comment,category,raw_title,excerpt,reporter,opened,certain,open FROM report "
                          "WHERE r=?1 AND subject_num=?2 ORDER BY opened, num"));
    row->bindAll(repo, subject.thread);
    QList<hub::Report> reports;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        hub::Report report;
        report.subject = subject;
        report.repo = subject.repo;
        report.thread = row->integer(0);
        report.commentId = row->text(1);
        report.category = static_cast<hub::ReportCategory>(row->integer(2));
        report.rawTitle = row->text(3);
        report.excerpt = row->text(4);
        report.reporter = row->text(5);
        report.opened = fromIsoUtc(row->text(6));
        report.certain = row->integer(7) != 0;
        report.open = row->integer(8) != 0;
        reports.append(std::move(report));
    }
    return reports;
}

Result<QList<RepoKey>> Mirror::repos()
{
    DOCKET_ASSIGN(auto row, m_database.cached("SELECT kind, name FROM repo ORDER BY coalesce(fetched, ''), r"));
    QList<RepoKey> keys;
    for (;;) {
        DOCKET_ASSIGN(const bool more, row->step());
        if (!more)
            break;
        keys.append({ static_cast<RepoKind>(row->integer(0)), row->text(1) });
    }
    return keys;
}

} // namespace docket::sync
