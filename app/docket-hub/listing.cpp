#include "app/docket-hub/routes.h"
#include "core/base/clock.h"

#include <QJsonDocument>

#include <algorithm>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int largestPage = 1000;

struct Row {
    Repository* repo = nullptr;
    QJsonValue value; ///< what is sorted by
};

/// -1, 0, 1; numbers before nothing, texts by code unit.
int compareValues(const QJsonValue& a, const QJsonValue& b)
{
    if (a.isString() || b.isString())
        return QString::compare(a.toString(), b.toString());
    const double left = a.toDouble();
    const double right = b.toDouble();
    return left < right ? -1 : (left > right ? 1 : 0);
}

QJsonValue sortValue(const Repository& repo, const QString& key)
{
    if (key == u"lastModified")
        return toIsoUtc(repo.lastModified());
    if (key == u"createdAt")
        return toIsoUtc(repo.createdAt());
    if (key == u"id")
        return repo.key().id;
    return repo.overrides().value(key).toDouble();
}

bool holdsAll(const QStringList& wanted, const QStringList& tags)
{
    return std::all_of(wanted.begin(), wanted.end(), [&](const QString& tag) {
        return std::any_of(
            tags.begin(), tags.end(), [&](const QString& have) { return have.compare(tag, Qt::CaseInsensitive) == 0; });
    });
}

/// The conditions of the query string (hub-api 3.1).
class Conditions
{
public:
    Conditions(const Request& request, RepoKind kind)
        : m_kind(kind),
          m_author(request.parameter(u"author")),
          m_search(request.parameters(u"search")),
          m_tags(request.parameters(u"filter", true)),
          m_task(request.parameter(u"pipeline_tag")),
          m_hasGated(request.hasParameter(u"gated")),
          m_gated(request.flag(u"gated")),
          m_used(request.parameters(u"models", true) + request.parameters(u"datasets", true))
    {
        m_tags.removeAll(QString());
    }

    bool hold(const Repository& repo) const
    {
        const QString& id = repo.key().id;
        if (!m_author.isEmpty() && repo.key().nameSpace().compare(m_author, Qt::CaseInsensitive) != 0)
            return false;
        for (const QString& text : m_search) {
            if (!id.contains(text, Qt::CaseInsensitive))
                return false;
        }
        if (m_hasGated && repo.isGated() != m_gated)
            return false;
        if (!m_task.isEmpty()) {
            const QString stated = repo.overrides().value("pipeline_tag"_L1).toString();
            const QString task = stated.isEmpty() ? repo.card().data.value("pipeline_tag"_L1).toString() : stated;
            if (task != m_task)
                return false;
        }
        if (m_kind == RepoKind::Space && !m_used.isEmpty()) {
            const QJsonObject& card = repo.card().data;
            const auto uses = [&](const QString& used) {
                return card.value("models"_L1).toArray().contains(used)
                    || card.value("datasets"_L1).toArray().contains(used);
            };
            if (!std::all_of(m_used.begin(), m_used.end(), uses))
                return false;
        }
        return m_tags.isEmpty() || holdsAll(m_tags, repositoryTags(repo));
    }

private:
    RepoKind m_kind;
    QString m_author;
    QStringList m_search;
    QStringList m_tags;
    QString m_task;
    bool m_hasGated;
    bool m_gated;
    QStringList m_used;
};

QJsonObject itemFor(const Repository& repo, const Request& request, const QStringList& expand)
{
    const QJsonObject info = repositoryInfo(repo, *repo.history().head(), false);
    if (!expand.isEmpty())
        return onlyExpanded(info, expand);
    QStringList keys
        = u"_id id modelId author private gated disabled downloads likes trendingScore tags pipeline_tag library_name sdk createdAt lastModified"_s
              .split(u' ');
    if (request.flag(u"full"))
        keys += u"sha siblings cardData config description citation subdomain runtime usedStorage"_s.split(u' ');
    if (request.flag(u"cardData"))
        keys.append(u"cardData"_s);
    if (request.flag(u"config"))
        keys.append(u"config"_s);
    QJsonObject item;
    for (const QString& key : std::as_const(keys)) {
        if (!info.value(key).isUndefined())
            item.insert(key, info.value(key));
    }
    return item;
}

// A cursor names the last row that was sent, so that a page stays right when rows come and go meanwhile.
QString cursorOf(const Row& row)
{
    const QJsonArray mark{ row.value, row.repo->key().id };
    return QString::fromLatin1(QJsonDocument(mark).toJson(QJsonDocument::Compact).toBase64());
}

} // namespace

Answer serveListing(Visit& visit, RepoKind kind)
{
    const Request& request = visit.request;
    const QStringList expand = request.parameters(u"expand", true);
    if (auto refused = refuseUnknownExpand(kind, expand))
        return *refused;
    static const QStringList sorts
        = u"lastModified trendingScore createdAt downloads likes likes30d mainSize num_parameters id"_s.split(u' ');
    const QString sort = request.hasParameter(u"sort") ? request.parameter(u"sort") : u"trendingScore"_s;
    if (!sorts.contains(sort))
        return badRequest(u"\"sort\" must be one of [%1]"_s.arg(sorts.join(u", "_s)));

    const Conditions conditions(request, kind);
    QList<Row> rows;
    const QList<Repository*> all = visit.store.all(kind);
    for (Repository* repo : all) {
        if (maySee(visit.caller, *repo) && conditions.hold(*repo))
            rows.append({ repo, sortValue(*repo, sort) });
    }
    const int direction = request.parameter(u"direction") == u"1" || sort == u"id" ? 1 : -1;
    const auto before = [direction](const Row& a, const QJsonValue& value, const QString& id) {
        const int order = compareValues(a.value, value) * direction;
        return order != 0 ? order < 0 : a.repo->key().id < id;
    };
    std::sort(
        rows.begin(), rows.end(), [&](const Row& a, const Row& b) { return before(a, b.value, b.repo->key().id); });

    qsizetype start = 0;
    if (request.hasParameter(u"cursor")) {
        const QJsonArray mark
            = QJsonDocument::fromJson(QByteArray::fromBase64(request.parameter(u"cursor").toLatin1())).array();
        if (mark.size() != 2)
            return badRequest(u"Invalid cursor"_s);
        const QString lastId = mark.at(1).toString();
        while (start < rows.size()
            && (before(rows.at(start), mark.at(0), lastId) || rows.at(start).repo->key().id == lastId))
            ++start;
    }
    const int limit = std::clamp(request.number(u"limit", largestPage), 1, largestPage);
    const qsizetype end = std::min<qsizetype>(rows.size(), start + limit);
    QJsonArray page;
    for (qsizetype i = start; i < end; ++i)
        page.append(itemFor(*rows.at(i).repo, request, expand));
    Answer answer = Answer::json(page);
    if (end < rows.size())
        setNextLink(answer, visit, u"cursor"_s, cursorOf(rows.at(end - 1)));
    return answer;
}

} // namespace docket::practicehub
