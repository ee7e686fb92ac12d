#include "app/docket-hub/gitids.h"
#include "app/docket-hub/routes.h"
#include "core/base/clock.h"

#include <QRegularExpression>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

QStringList strings(const QJsonValue& value)
{
    QStringList out;
    if (value.isString())
        out.append(value.toString());
    const QJsonArray array = value.toArray();
    for (const QJsonValue& item : array) {
        if (item.isString())
            out.append(item.toString());
    }
    return out;
}

// The Hub turns metadata into tags; Datasets and Spaces prefix more of them than models do (hub-api 3.1, 4.1).
QStringList tagsFromCard(const QJsonObject& card, RepoKind kind)
{
    QStringList tags = strings(card.value("tags"_L1));
    const auto add = [&](QLatin1String key, const QString& prefix) {
        for (const QString& value : strings(card.value(key)))
            tags.append(prefix + value);
    };
    if (kind == RepoKind::Model) {
        add("library_name"_L1, {});
        add("pipeline_tag"_L1, {});
        add("language"_L1, {});
        add("datasets"_L1, u"dataset:"_s);
        add("base_model"_L1, u"base_model:"_s);
    } else if (kind == RepoKind::Dataset) {
        add("task_categories"_L1, u"task_categories:"_s);
        add("task_ids"_L1, u"task_ids:"_s);
        add("language"_L1, u"language:"_s);
        add("size_categories"_L1, u"size_categories:"_s);
        add("multilinguality"_L1, u"multilinguality:"_s);
    } else {
        add("sdk"_L1, {});
    }
    add("license"_L1, u"license:"_s);
    tags.append(u"region:us"_s);
    tags.removeDuplicates();
    return tags;
}

void addKindFields(QJsonObject& info, const Repository& repo, const QJsonObject& card)
{
    const auto fromCard = [&](const QString& key) {
        if (card.value(key).isString())
            info.insert(key, card.value(key));
    };
    switch (repo.key().kind) {
    case RepoKind::Model:
        info.insert(u"modelId"_s, repo.key().id);
        fromCard(u"pipeline_tag"_s);
        fromCard(u"library_name"_s);
        info.insert(u"spaces"_s, QJsonArray());
        break;
    case RepoKind::Dataset:
        break;
    case RepoKind::Space:
        fromCard(u"sdk"_s);
        info.remove(u"downloads"_s);
        QString subdomain = repo.key().id.toLower();
        static const QRegularExpression other(u"[^a-z0-9]+"_s);
        info.insert(u"subdomain"_s, subdomain.replace(other, u"-"_s));
        break;
    }
}

QJsonArray siblingsOf(const Commit& commit, bool blobs)
{
    QJsonArray siblings;
    for (auto it = commit.files.begin(); it != commit.files.end(); ++it) {
        QJsonObject sibling{ { u"rfilename"_s, it.key() } };
        if (blobs) {
            sibling.insert(u"size"_s, it->size);
            sibling.insert(u"blobId"_s, QString::fromLatin1(it->oid));
            if (it->lfs) {
                sibling.insert(u"lfs"_s,
                    QJsonObject{ { u"size"_s, it->lfs->size }, { u"sha256"_s, QString::fromLatin1(it->lfs->sha256) },
                        { u"pointerSize"_s, it->lfs->pointerSize } });
            }
        }
        siblings.append(sibling);
    }
    return siblings;
}

const QStringList& expandable(RepoKind kind)
{
    static const QStringList lists[] = {
        u"author baseModels cardData childrenModelCount config createdAt disabled downloads downloadsAllTime evalResults gated gguf inference inferenceProviderMapping lastModified library_name likes mask_token model-index pipeline_tag private resourceGroup safetensors sha siblings spaces tags transformersInfo trendingScore usedStorage widgetData xetEnabled gitalyUid"_s
            .split(u' '),
        u"author cardData citation createdAt description disabled downloads downloadsAllTime gated lastModified likes mainSize paperswithcode_id private resourceGroup sha siblings tags trendingScore usedStorage xetEnabled gitalyUid"_s
            .split(u' '),
        u"author cardData createdAt datasets disabled lastModified likes models private region resourceGroup runtime sdk sha siblings subdomain tags trendingScore usedStorage xetEnabled gitalyUid gated"_s
            .split(u' '),
    };
    return lists[static_cast<size_t>(kind)];
}

} // namespace

std::optional<Answer> refuseUnknownExpand(RepoKind kind, const QStringList& asked)
{
    const QStringList& known = expandable(kind);
    for (const QString& name : asked) {
        if (!known.contains(name))
            return badRequest(u"\"expand\" must be one of [%1]"_s.arg(known.join(u", "_s)));
    }
    return std::nullopt;
}

QJsonObject onlyExpanded(const QJsonObject& info, const QStringList& asked)
{
    QJsonObject out{ { u"_id"_s, info.value("_id"_L1) }, { u"id"_s, info.value("id"_L1) } };
    for (const QString& name : asked) {
        if (!info.value(name).isUndefined())
            out.insert(name, info.value(name));
    }
    return out;
}

QStringList repositoryTags(const Repository& repo)
{
    const RepoKind kind = repo.key().kind;
    const QJsonValue stated = repo.overrides().value("tags"_L1);
    if (!stated.isArray())
        return tagsFromCard(repo.card().data, kind);
    QStringList tags = strings(stated);
    if (repo.isUntouched())
        return tags;
    // The card was changed here: its new tags count, and so do stated ones that never came from the card.
    const QStringList before = tagsFromCard(repo.originalCard().data, kind);
    const QStringList after = tagsFromCard(repo.card().data, kind);
    tags.removeIf([&](const QString& tag) { return before.contains(tag) && !after.contains(tag); });
    tags += after;
    tags.removeDuplicates();
    return tags;
}

QJsonObject scanSummary(const Repository& repo)
{
    QJsonObject summary = repo.overrides().value("securityRepoStatus"_L1).toObject();
    if (!summary.value("scansDone"_L1).isBool())
        summary.insert(u"scansDone"_s, true);
    if (summary.value("filesWithIssues"_L1).isArray())
        return summary;
    QJsonArray issues;
    const QJsonObject files = repo.overrides().value("_files"_L1).toObject();
    for (auto it = files.begin(); it != files.end(); ++it) {
        const QString level
            = it->toObject().value("securityFileStatus"_L1).toObject().value("status"_L1).toString(u"safe"_s);
        if (level != u"safe" && level != u"unscanned")
            issues.append(QJsonObject{ { u"path"_s, it.key() }, { u"level"_s, level } });
    }
    summary.insert(u"filesWithIssues"_s, issues);
    return summary;
}

QJsonObject repositoryInfo(const Repository& repo, const Commit& commit, bool blobs)
{
    const QJsonObject card = repo.card().data;
    qint64 storage = 0;
    for (const FileEntry& entry : commit.files)
        storage += entry.size;
    QJsonObject info{ { u"_id"_s, repo.documentId() }, { u"id"_s, repo.key().id }, { u"author"_s, repo.author() },
        { u"sha"_s, commit.id }, { u"lastModified"_s, toIsoUtc(commit.date) },
        { u"createdAt"_s, toIsoUtc(repo.createdAt()) }, { u"private"_s, false }, { u"disabled"_s, false },
        { u"downloads"_s, 0 }, { u"likes"_s, 0 }, { u"trendingScore"_s, 0 }, { u"usedStorage"_s, storage },
        { u"siblings"_s, siblingsOf(commit, blobs) } };
    if (!card.isEmpty())
        info.insert(u"cardData"_s, card);
    else if (!repo.card().error.isEmpty())
        info.insert(u"cardError"_s, repo.card().error);
    addKindFields(info, repo, card);
    const QJsonObject& overrides = repo.overrides();
    for (auto it = overrides.begin(); it != overrides.end(); ++it) {
        const bool steering = it.key().startsWith(u'_') && it.key() != u"_id";
        const bool ownedByCommit = it.key() == u"sha" || it.key() == u"lastModified" || it.key() == u"siblings";
        const bool oldCard = !repo.isUntouched() && (it.key() == u"cardData" || it.key() == u"cardError");
        if (!steering && !ownedByCommit && !oldCard && it.key() != u"securityRepoStatus")
            info.insert(it.key(), it.value());
    }
    info.insert(u"gated"_s, repo.gated());
    info.insert(u"tags"_s, QJsonArray::fromStringList(repositoryTags(repo)));
    return info;
}

Answer serveInfo(Visit& visit, const QString& revision)
{
    const Repository& repo = *visit.repo;
    const Commit* commit = repo.history().find(revision);
    if (!commit)
        return revisionMissing(revision);
    const QStringList expand = visit.request.parameters(u"expand", true);
    if (auto refused = refuseUnknownExpand(repo.key().kind, expand))
        return *refused;
    QJsonObject info = repositoryInfo(repo, *commit, visit.request.flag(u"blobs"));
    if (!expand.isEmpty())
        info = onlyExpanded(info, expand);
    if (visit.request.flag(u"securityStatus"))
        info.insert(u"securityRepoStatus"_s, scanSummary(repo));
    Answer answer = Answer::json(info);
    answer.set("X-Repo-Commit", commit->id.toLatin1());
    return answer;
}

Answer serveScan(Visit& visit)
{
    return Answer::json(scanSummary(*visit.repo));
}

Answer serveSettings(Visit& visit)
{
    if (!visit.caller.user)
        return needsToken();
    if (!mayWrite(visit.caller, *visit.repo))
        return forbidden(u"You need write access to this repository"_s);
    const QJsonObject body = bodyObject(visit.request);
    QJsonObject values;
    for (auto it = body.begin(); it != body.end(); ++it) {
        const QString text = it->toString();
        const bool isBool = it->isBool();
        bool good = false;
        if (it.key() == u"visibility") {
            good = text == u"public" || text == u"private"
                || (text == u"protected" && visit.repo->key().kind == RepoKind::Space);
            values.insert(u"private"_s, text == u"private");
        } else if (it.key() == u"private" || it.key() == u"discussionsDisabled" || it.key() == u"orgMembersGated") {
            good = isBool;
        } else if (it.key() == u"gated") {
            good = (isBool && !it->toBool()) || text == u"auto" || text == u"manual";
        } else if (it.key() == u"discussionsSorting") {
            good = text == u"recently-created" || text == u"trending" || text == u"reactions";
        } else if (it.key() == u"gatedNotificationsMode") {
            good = text == u"bulk" || text == u"real-time";
        } else if (it.key() == u"gatedNotificationsEmail") {
            good = it->isString();
        } else {
            continue;
        }
        if (!good)
            return badRequest(u"\"%1\" has a value that is not allowed"_s.arg(it.key()));
        values.insert(it.key(), it.value());
    }
    if (auto applied = visit.store.apply({ QJsonObject{
            { u"op"_s, u"repo.settings"_s }, { u"repo"_s, visit.repo->key().key() }, { u"values"_s, values } } });
        !applied)
        return storageFailed(applied.error());
    QJsonObject echo;
    for (auto it = body.begin(); it != body.end(); ++it) {
        if (values.contains(it.key()))
            echo.insert(it.key(), it.value());
    }
    return Answer::json(echo);
}

} // namespace docket::practicehub
