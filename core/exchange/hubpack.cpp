#include "core/exchange/hubpack.h"

#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/exchange/gzipstream.h"
#include "core/exchange/hubjson.h"
#include "core/exchange/payloadblobs.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace docket::exchange
{

using namespace Qt::StringLiterals;

namespace
{

Status writeLine(const Sink& lines, QLatin1StringView type, const RepoKey& repo, QJsonObject row)
{
    row["type"_L1] = type;
    row["repo"_L1] = repo.key();
    QByteArray line = QJsonDocument(row).toJson(QJsonDocument::Compact);
    line += '\n';
    return lines(line);
}

/// Columns of one row that the mirror's own interface does not give; empty when there is no row.
Result<QStringList> columns(sync::Mirror& mirror, std::string_view sql, const RepoKey& repo, qint64 number, int count)
{
    DOCKET_ASSIGN(auto row, mirror.database().cached(sql));
    row->bindAll(static_cast<int>(repo.kind), repo.id);
    if (number > 0)
        row->bind(3, number);
    DOCKET_ASSIGN(const bool found, row->step());
    QStringList out;
    for (int i = 0; found && i < count; ++i)
        out.append(row->text(i));
    return out;
}

constexpr std::string_view selectTree
    = "SELECT t.commit_id, t.fetched FROM tree t JOIN repo USING(r) WHERE kind=?1 AND name=?2";
constexpr std::string_view selectThreadTime
    = "SELECT t.fetched FROM thread t JOIN repo USING(r) WHERE kind=?1 AND name=?2 AND num=?3";

Status writeFiles(sync::Mirror& mirror, const RepoKey& repo, const QString& folder, QJsonArray& out)
{
    DOCKET_ASSIGN(const QList<hub::FileEntry> files, mirror.files(repo, folder));
    for (const hub::FileEntry& file : files) {
        out.append(hubjson::fromFile(file));
        if (file.isFolder)
            DOCKET_TRY(writeFiles(mirror, repo, file.path, out));
    }
    return {};
}

QJsonObject with(QJsonObject row, const QJsonObject& state)
{
    row["state"_L1] = state;
    return row;
}

/// What is here is as new as what comes.
bool keeps(const sync::FetchState& here, const sync::FetchState& comes)
{
    return here.fetchedAt.isValid() && (!comes.fetchedAt.isValid() || here.fetchedAt >= comes.fetchedAt);
}

Status takeRepo(sync::Mirror& mirror, const RepoKey& key, const QJsonObject& row, HubCounts& counts)
{
    const sync::FetchState state = hubjson::toState(row["state"_L1].toObject());
    DOCKET_ASSIGN(const auto here, mirror.repo(key));
    if (here && keeps(here->state, state)) {
        ++counts.newer;
        return {};
    }
    ++counts.taken;
    if (state.fetchedAt.isValid()) {
        RepoKey asked = key;
        if (const QString old = row["renamed_from"_L1].toString(); !old.isEmpty()) {
            // Said only: rows that are here under the old name are for the next sync to move.
            DOCKET_ASSIGN(const auto before, mirror.repo({ key.kind, old }));
            if (!before)
                asked.id = old;
        }
        DOCKET_TRY(mirror.storeRepo(asked, hubjson::toInfo(row, key), state.fetchedAt));
    }
    if (state.error)
        DOCKET_TRY(mirror.storeRepo(key, fail(*state.error), state.fetchedAt));
    return {};
}

Status takeCard(sync::Mirror& mirror, const RepoKey& key, const QJsonObject& row, HubCounts& counts)
{
    const sync::FetchState state = hubjson::toState(row["state"_L1].toObject());
    DOCKET_ASSIGN(const auto here, mirror.card(key));
    if (here && keeps(here->state, state)) {
        ++counts.newer;
        return {};
    }
    const QString commit = row["commit"_L1].toString();
    const QString path = row["path"_L1].toString();
    if (state.fetchedAt.isValid()) {
        const auto bytes = mirror.blob(row["sha256"_L1].toString().toLatin1());
        if (!bytes) {
            ++counts.incomplete;
            return {};
        }
        DOCKET_TRY(mirror.storeCard(key, commit, path, *bytes, state.fetchedAt));
    }
    if (state.error)
        DOCKET_TRY(mirror.storeCard(key, commit, path, fail(*state.error), state.fetchedAt));
    ++counts.taken;
    return {};
}

Status takeTree(sync::Mirror& mirror, const RepoKey& key, const QJsonObject& row, HubCounts& counts)
{
    const sync::FetchState state = hubjson::toState(row["state"_L1].toObject());
    DOCKET_ASSIGN(const QStringList here, columns(mirror, selectTree, key, 0, 2));
    if (!here.isEmpty() && keeps({ fromIsoUtc(here.at(1)), {} }, state)) {
        ++counts.newer;
        return {};
    }
    QList<hub::FileEntry> files;
    const QJsonArray array = row["files"_L1].toArray();
    for (const auto& file : array)
        files.append(hubjson::toFile(file.toObject()));
    ++counts.taken;
    return mirror.storeTree(key, row["commit"_L1].toString(), files, state.fetchedAt);
}

Status takeThread(sync::Mirror& mirror, const RepoKey& key, const QJsonObject& row, HubCounts& counts)
{
    const sync::FetchState state = hubjson::toState(row["state"_L1].toObject());
    const hub::Thread thread = hubjson::toThread(row["thread"_L1].toObject(), key);
    if (thread.num <= 0 || !state.fetchedAt.isValid()) {
        ++counts.incomplete;
        return {};
    }
    DOCKET_ASSIGN(const QStringList here, columns(mirror, selectThreadTime, key, thread.num, 1));
    if (!here.isEmpty() && keeps({ fromIsoUtc(here.first()), {} }, state)) {
        ++counts.newer;
        return {};
    }
    ++counts.taken;
    return mirror.storeThread(thread, state.fetchedAt);
}

Status takeViewer(sync::Mirror& mirror, const RepoKey& key, const QJsonObject& row, HubCounts& counts)
{
    sync::ViewerRecord record = hubjson::toViewer(row["answer"_L1].toObject());
    record.state = hubjson::toState(row["state"_L1].toObject());
    DOCKET_ASSIGN(const QList<sync::ViewerRecord> all, mirror.viewer(key));
    for (const sync::ViewerRecord& here : all) {
        if (here.endpoint == record.endpoint && here.config == record.config && here.split == record.split
            && keeps(here.state, record.state)) {
            ++counts.newer;
            return {};
        }
    }
    ++counts.taken;
    return mirror.storeViewer(key, record);
}

Status takeRevision(sync::Mirror& mirror, const RepoKey& key, const QJsonObject& row, HubCounts& counts)
{
    sync::Revision revision = hubjson::toRevision(row);
    if (!commitsNamedIn(revision.head.commit.toLatin1()).contains(revision.head.commit)
        || !revision.head.seen.isValid()) {
        ++counts.incomplete;
        return {};
    }
    const QByteArray& card = revision.cardSha256;
    if (!card.isEmpty() && !mirror.blobs().contains(card) && !mirror.blobs().isErased(card)) {
        ++counts.incomplete;
        revision.cardSha256.clear();
    }
    DOCKET_ASSIGN(const bool fresh, mirror.storeRevision(key, revision));
    ++(fresh ? counts.taken : counts.newer);
    return {};
}

Status takeEarlier(sync::Mirror& mirror, const RepoKey& key, const QJsonObject& row, HubCounts& counts)
{
    const auto added
        = mirror.storeEarlierComments(key, row["num"_L1].toInt(), hubjson::toEarlier(row["comments"_L1].toObject()));
    if (!added && added.error().code != ErrorCode::NotFound)
        return fail(added.error());
    ++(!added ? counts.incomplete : *added ? counts.taken : counts.newer);
    return {};
}

} // namespace

Status writeHubLines(sync::Mirror& mirror, const RepoKey& repo, const QSet<QString>& commits, const Sink& lines)
{
    DOCKET_ASSIGN(const auto record, mirror.repo(repo));
    if (!record)
        return {};
    QJsonObject info = with(hubjson::fromInfo(record->info), hubjson::fromState(record->state));
    if (!record->renamedFrom.isEmpty())
        info["renamed_from"_L1] = record->renamedFrom;
    DOCKET_TRY(writeLine(lines, "repo"_L1, repo, info));
    DOCKET_ASSIGN(const auto card, mirror.card(repo));
    if (card) {
        const QJsonObject row{ { u"commit"_s, card->commit }, { u"path"_s, card->path },
            { u"sha256"_s, QString::fromLatin1(card->sha256) }, { u"size"_s, card->size } };
        DOCKET_TRY(writeLine(lines, "card"_L1, repo, with(row, hubjson::fromState(card->state))));
    }
    DOCKET_ASSIGN(const QStringList tree, columns(mirror, selectTree, repo, 0, 2));
    if (!tree.isEmpty() && !tree.at(1).isEmpty()) {
        QJsonArray files;
        DOCKET_TRY(writeFiles(mirror, repo, {}, files));
        const QJsonObject row{ { u"commit"_s, tree.first() }, { u"files"_s, files } };
        DOCKET_TRY(writeLine(lines, "tree"_L1, repo, with(row, { { u"fetched"_s, tree.at(1) } })));
    }
    DOCKET_ASSIGN(const QList<sync::ViewerRecord> answers, mirror.viewer(repo));
    for (const sync::ViewerRecord& answer : answers) {
        const QJsonObject row{ { u"answer"_s, hubjson::fromViewer(answer) } };
        DOCKET_TRY(writeLine(lines, "viewer"_L1, repo, with(row, hubjson::fromState(answer.state))));
    }
    DOCKET_ASSIGN(const QList<hub::Thread> threads, mirror.threads(repo));
    for (const hub::Thread& head : threads) {
        DOCKET_ASSIGN(const auto thread, mirror.thread(repo, head.num));
        DOCKET_ASSIGN(const QStringList time, columns(mirror, selectThreadTime, repo, head.num, 1));
        if (!thread || time.isEmpty())
            continue;
        const QJsonObject row{ { u"thread"_s, hubjson::fromThread(*thread) } };
        DOCKET_TRY(writeLine(lines, "thread"_L1, repo, with(row, { { u"fetched"_s, time.first() } })));
        DOCKET_ASSIGN(const auto earlier, mirror.earlierComments(repo, head.num));
        if (!earlier.isEmpty()) {
            DOCKET_TRY(writeLine(lines, "earlier"_L1, repo,
                { { u"num"_s, head.num }, { u"comments"_s, hubjson::fromEarlier(earlier) } }));
        }
    }
    QStringList named(commits.cbegin(), commits.cend());
    named.sort();
    for (const QString& commit : std::as_const(named)) {
        DOCKET_ASSIGN(const auto revision, mirror.revision(repo, commit));
        if (revision)
            DOCKET_TRY(writeLine(lines, "revision"_L1, repo, hubjson::fromRevision(*revision)));
    }
    return {};
}

Result<HubBlobs> blobsOf(sync::Mirror& mirror, const RepoKey& repo, const QSet<QString>& commits)
{
    HubBlobs out;
    DOCKET_ASSIGN(const auto card, mirror.card(repo));
    if (card && mirror.blobs().contains(card->sha256))
        out.files.insert(card->sha256);
    for (const QString& commit : commits) {
        DOCKET_ASSIGN(const auto revision, mirror.revision(repo, commit));
        if (!revision)
            continue;
        if (revision->card)
            out.files.insert(revision->cardSha256);
        for (const sync::RevisionTable& table : revision->tables)
            out.inLines.insert(sha256Hex(table.json));
    }
    return out;
}

Result<QJsonObject> parseHubLine(const QByteArray& line)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(line, &error);
    if (!document.isObject())
        return archiveFault(u"hub.jsonl"_s, u"a line is no JSON object"_s);
    return document.object();
}

Status takeHubRow(sync::Mirror& mirror, const QJsonObject& row, HubCounts& counts)
{
    using Take = Status (*)(sync::Mirror&, const RepoKey&, const QJsonObject&, HubCounts&);
    static constexpr std::pair<QLatin1StringView, Take> takers[]
        = { { "repo"_L1, takeRepo }, { "card"_L1, takeCard }, { "tree"_L1, takeTree }, { "thread"_L1, takeThread },
              { "viewer"_L1, takeViewer }, { "earlier"_L1, takeEarlier }, { "revision"_L1, takeRevision } };
    for (const auto& [type, take] : takers) {
        if (row["type"_L1].toString() != type)
            continue;
        const auto key = RepoKey::parse(row["repo"_L1].toString());
        if (key)
            return take(mirror, *key, row, counts);
        ++counts.incomplete;
    }
    return {};
}

} // namespace docket::exchange
