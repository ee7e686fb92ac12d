#include "core/base/digest.h"
#include "core/sync/mirror.h"
#include "core/sync/mirrorrows.h"

namespace docket::sync
{

using namespace Qt::StringLiterals;
using rows::rowOf;
using rows::touchAll;
using sqlite::Statement;

Status Mirror::storeRepo(const RepoKey& asked, const Result<hub::RepoInfo>& info, const QDateTime& now)
{
    DOCKET_ASSIGN(auto transaction, batch());
    if (info && info->key != asked && !info->key.id.isEmpty())
        DOCKET_TRY(renameRepo(asked, info->key));
    const RepoKey key = info && !info->key.id.isEmpty() ? info->key : asked;
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, true));
    if (!info) {
        DOCKET_ASSIGN(auto update, m_database.cached("UPDATE repo SET error=?2 WHERE r=?1"));
        update->bindAll(repo, rows::errorText(info.error()));
        DOCKET_TRY(update->run());
    } else {
        DOCKET_ASSIGN(auto update,
            m_database.cached(
                "UPDATE repo SET hub_id=?2,author=?3,sha=?4,created=?5,modified=?6,private=?7,disabled=?8,"
                "discussions_disabled=?9,gated=?10,downloads=?11,likes=?12,tags=?13,pipeline=?14,library=?15,"
                "sdk=?16,scan_done=?17,scan=?18,json=?19,fetched=?20,error='' WHERE r=?1"));
        update->bindAll(repo, info->hubId, info->author, info->sha, rows::timeText(info->createdAt),
            rows::timeText(info->lastModified), info->isPrivate, info->disabled, info->discussionsDisabled, info->gated,
            info->downloads, info->likes, info->tags.join(u'\n'), info->pipelineTag, info->libraryName, info->sdk,
            info->scan.done, rows::scanText(info->scan));
        DOCKET_ASSIGN(const bool silent, hasErasedCard(repo));
        update->bindBlob(19, silent ? QByteArray() : info->json);
        update->bind(20, rows::timeText(now));
        DOCKET_TRY(update->run());
        if (key != asked) {
            DOCKET_ASSIGN(auto name, m_database.cached("UPDATE repo SET renamed_from=?2 WHERE r=?1"));
            name->bindAll(repo, asked.id);
            DOCKET_TRY(name->run());
        }
    }
    DOCKET_TRY(touchAll(m_database, repo));
    return transaction.commit();
}

Status Mirror::storeCard(const RepoKey& key, const QString& commit, const QString& path,
    const Result<QByteArray>& bytes, const QDateTime& now)
{
    QByteArray hash;
    if (bytes) {
        DOCKET_ASSIGN(hash, m_blobs.put(*bytes)); // before the row that names it
    }
    DOCKET_ASSIGN(auto transaction, batch());
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, true));
    if (bytes) {
        DOCKET_TRY(keepCard(repo, commit));
        DOCKET_ASSIGN(auto upsert,
            m_database.cached(
                "INSERT INTO card(r,commit_id,path,sha256,size,fetched,error) VALUES(?1,?2,?3,?4,?5,?6,'') "
                "ON CONFLICT(r) DO UPDATE SET commit_id=excluded.commit_id,path=excluded.path,"
                "sha256=excluded.sha256,size=excluded.size,fetched=excluded.fetched,error=''"));
        upsert->bindAll(repo, commit, path, QString::fromLatin1(hash), bytes->size(), rows::timeText(now));
        DOCKET_TRY(upsert->run());
    } else {
        // What was fetched before stays; only the reason is noted.
        DOCKET_ASSIGN(auto upsert,
            m_database.cached(
                "INSERT INTO card(r,commit_id,path,sha256,size,fetched,error) VALUES(?1,?2,?3,'',0,'',?4) "
                "ON CONFLICT(r) DO UPDATE SET error=excluded.error"));
        upsert->bindAll(repo, commit, path, rows::errorText(bytes.error()));
        DOCKET_TRY(upsert->run());
    }
    DOCKET_TRY(touchAll(m_database, repo));
    return transaction.commit();
}

Status Mirror::storeTree(
    const RepoKey& key, const QString& commit, const Result<QList<hub::FileEntry>>& files, const QDateTime& now)
{
    DOCKET_ASSIGN(auto transaction, batch());
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, true));
    if (files)
        DOCKET_TRY(keepTree(repo, commit));
    DOCKET_ASSIGN(auto upsert,
        m_database.cached(
            "INSERT INTO tree(r,commit_id,fetched,error) VALUES(?1,?2,?3,?4) ON CONFLICT(r) DO UPDATE SET "
            "commit_id=iif(excluded.error='',excluded.commit_id,commit_id), "
            "fetched=iif(excluded.error='',excluded.fetched,fetched), error=excluded.error"));
    // The files that were fetched before stay, with their commit.
    upsert->bindAll(
        repo, commit, files ? rows::timeText(now) : QString(), files ? QString() : rows::errorText(files.error()));
    DOCKET_TRY(upsert->run());
    if (files) {
        DOCKET_ASSIGN(auto clear, m_database.cached("DELETE FROM file WHERE r=?1"));
        clear->bind(1, repo);
        DOCKET_TRY(clear->run());
        DOCKET_ASSIGN(auto insert, m_database.cached("INSERT OR REPLACE INTO file VALUES(?1,?2,?3,?4,?5,?6,?7,?8)"));
        for (const hub::FileEntry& file : *files) {
            const qsizetype slash = file.path.lastIndexOf(u'/');
            insert->bindAll(repo, slash < 0 ? u""_s : file.path.left(slash), file.path, file.isFolder, file.size,
                file.oid, file.lfsSha256, file.scanLevel);
            DOCKET_TRY(insert->run());
        }
    }
    return transaction.commit();
}

Status Mirror::storeViewer(const RepoKey& key, const ViewerRecord& record)
{
    DOCKET_ASSIGN(auto transaction, batch());
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, true));
    DOCKET_ASSIGN(auto head, m_database.cached("SELECT sha FROM repo WHERE r=?1"));
    head->bind(1, repo);
    DOCKET_TRY(head->step());
    const QString commit = head->text(0); // the viewer answers for the head
    head->reset();
    DOCKET_TRY(keepRows(repo, record, commit));
    DOCKET_ASSIGN(auto upsert,
        m_database.cached("INSERT OR REPLACE INTO viewer(r,endpoint,config,split,status,fetched,error,json,commit_id) "
                          "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)"));
    const bool erased = m_blobs.hasErased() && m_blobs.isErased(sha256Hex(record.json));
    upsert->bindAll(repo, record.endpoint, record.config, record.split, record.status,
        rows::timeText(record.state.fetchedAt),
        rows::errorText(erased ? std::optional(erasedError()) : record.state.error));
    upsert->bindBlob(8, erased ? QByteArray() : record.json);
    upsert->bind(9, commit);
    DOCKET_TRY(upsert->run());
    return transaction.commit();
}

Status Mirror::renameRepo(const RepoKey& from, const RepoKey& to)
{
    DOCKET_ASSIGN(auto transaction, batch());
    DOCKET_ASSIGN(const qint64 old, rowOf(m_database, from, false));
    if (old == 0)
        return transaction.commit();
    DOCKET_ASSIGN(auto drop, m_database.cached("DELETE FROM repo WHERE kind=?1 AND name=?2 AND r<>?3"));
    drop->bindAll(static_cast<int>(to.kind), to.id, old);
    DOCKET_TRY(drop->run());
    DOCKET_ASSIGN(auto move, m_database.cached("UPDATE repo SET kind=?2, name=?3, renamed_from=?4 WHERE r=?1"));
    move->bindAll(old, static_cast<int>(to.kind), to.id, from.id);
    DOCKET_TRY(move->run());
    DOCKET_TRY(touchAll(m_database, old));
    return transaction.commit();
}

} // namespace docket::sync
