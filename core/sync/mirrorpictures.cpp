#include "core/sync/mirror.h"
#include "core/sync/mirrorrows.h"

namespace docket::sync
{

using rows::rowOf;
using sqlite::Statement;

Result<std::optional<PictureRecord>> Mirror::picture(const RepoKey& key, const QString& commit, const QString& address)
{
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, false));
    DOCKET_ASSIGN(auto row,
        m_database.cached("SELECT sha256,size,type,fetched FROM picture WHERE r=?1 AND commit_id=?2 AND address=?3"));
    row->bindAll(repo, commit, address);
    DOCKET_ASSIGN(const bool found, row->step());
    std::optional<PictureRecord> record;
    if (found)
        record = PictureRecord{ address, commit, row->text(0).toLatin1(), row->int64(1), row->text(2),
            QDateTime::fromString(row->text(3), Qt::ISODateWithMs) };
    return record;
}

Status Mirror::storePicture(const RepoKey& key, const PictureRecord& record)
{
    DOCKET_ASSIGN(auto transaction, batch());
    DOCKET_ASSIGN(const qint64 repo, rowOf(m_database, key, true));
    DOCKET_ASSIGN(auto upsert,
        m_database.cached("INSERT OR REPLACE INTO picture(r,commit_id,address,sha256,size,type,fetched) "
                          "VALUES(?1,?2,?3,?4,?5,?6,?7)"));
    upsert->bindAll(repo, record.commit, record.address, QString::fromLatin1(record.sha256), record.size, record.type,
        rows::timeText(record.fetchedAt));
    DOCKET_TRY(upsert->run());
    return transaction.commit();
}

} // namespace docket::sync
