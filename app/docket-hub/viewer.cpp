#include "app/docket-hub/routes.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 maximumAnswer = 256 * 1024 * 1024; // bytes of a viewer file
constexpr int mostRows = 100; // hub-api 1.9

/// What an endpoint must be told.
QStringList neededBy(const QString& endpoint)
{
    if (endpoint == u"first-rows" || endpoint == u"statistics" || endpoint == u"rows")
        return { u"dataset"_s, u"config"_s, u"split"_s };
    if (endpoint == u"search")
        return { u"dataset"_s, u"config"_s, u"split"_s, u"query"_s };
    if (endpoint == u"filter")
        return { u"dataset"_s, u"config"_s, u"split"_s, u"where"_s };
    return { u"dataset"_s };
}

Answer viewerError(int status, const QByteArray& code, const QString& message)
{
    Answer answer = Answer::error(status, code, message);
    answer.set("Cache-Control", "no-store");
    return answer;
}

/// The audience tags and switches that turn the viewer off, in the order of hub-api section 12.
std::optional<Answer> refuseByCard(const Repository& repo)
{
    if (repo.isDisabled()) {
        return viewerError(501, "NotSupportedDisabledRepositoryError",
            u"The dataset viewer is disabled: the repository is disabled."_s);
    }
    if (repo.isPrivate()) {
        return viewerError(501, "NotSupportedPrivateRepositoryError",
            u"The dataset viewer is not available for private datasets of free accounts."_s);
    }
    const QStringList tags = repositoryTags(repo);
    for (const QString& tag : { u"not-for-all-audiences"_s, u"nsfw"_s, u"porn"_s, u"hentai"_s, u"inappropriate"_s }) {
        if (tags.contains(tag))
            return viewerError(501, "NotSupportedTagNFAAError", u"Not supported: dataset viewer is disabled."_s);
    }
    const QJsonValue viewer = repo.card().data.value("viewer"_L1);
    if (viewer.isBool() && !viewer.toBool()) {
        return viewerError(
            501, "NotSupportedDisabledViewerError", u"The dataset viewer is disabled by the metadata of the card."_s);
    }
    return std::nullopt;
}

QString fileName(const Repository& repo, const QString& name)
{
    static const QRegularExpression unsafe(u"[/\\x00]"_s);
    QString safe = name;
    return repo.folder() + u"/viewer/"_s + safe.replace(unsafe, u"_"_s) + u".json"_s;
}

std::optional<QJsonObject> readObject(const QString& path)
{
    QFile file(path);
    if (file.size() > maximumAnswer || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

/// `viewer/<endpoint>__<config>__<split>.json`, else `viewer/<endpoint>.json` unless it speaks of another split.
std::optional<QJsonObject> recorded(const Visit& visit, const QString& endpoint)
{
    const QString config = visit.request.parameter(u"config");
    const QString split = visit.request.parameter(u"split");
    if (!config.isEmpty()) {
        const QString own = endpoint + u"__"_s + config + (split.isEmpty() ? QString() : u"__"_s + split);
        if (auto found = readObject(fileName(*visit.repo, own)))
            return found;
    }
    auto general = readObject(fileName(*visit.repo, endpoint));
    if (!general)
        return std::nullopt;
    const auto differs = [&](QLatin1String key, const QString& asked) {
        const QString stated = general->value(key).toString();
        return !asked.isEmpty() && !stated.isEmpty() && stated != asked;
    };
    if (differs("config"_L1, config) || differs("split"_L1, split))
        return std::nullopt;
    return general;
}

/// Splits named by `splits.json`, else by the names and contents of the other files.
QJsonArray splitsOf(const Visit& visit)
{
    if (const auto stated = readObject(fileName(*visit.repo, u"splits"_s)))
        return stated->value("splits"_L1).toArray();
    QJsonArray out;
    const auto add = [&](const QString& config, const QString& split) {
        const QJsonObject item{ { u"dataset"_s, visit.repo->key().id }, { u"config"_s, config },
            { u"split"_s, split } };
        if (!config.isEmpty() && !split.isEmpty() && !out.contains(item))
            out.append(item);
    };
    const QStringList names
        = QDir(visit.repo->folder() + u"/viewer"_s).entryList({ u"*.json"_s }, QDir::Files, QDir::Name);
    for (const QString& name : names) {
        const QStringList parts = name.chopped(5).split(u"__"_s);
        if (parts.size() == 3)
            add(parts.at(1), parts.at(2));
    }
    if (const auto first = readObject(fileName(*visit.repo, u"first-rows"_s)))
        add(first->value("config"_L1).toString(), first->value("split"_L1).toString());
    return out;
}

bool hasAny(const Visit& visit, const QString& endpoint)
{
    return !QDir(visit.repo->folder() + u"/viewer"_s)
                .entryList({ endpoint + u".json"_s, endpoint + u"__*.json"_s }, QDir::Files)
                .isEmpty();
}

std::optional<QJsonObject> derived(const Visit& visit, const QString& endpoint)
{
    if (endpoint == u"is-valid") {
        const bool first = hasAny(visit, u"first-rows"_s);
        const bool rows = hasAny(visit, u"rows"_s);
        return QJsonObject{ { u"preview"_s, first || rows }, { u"viewer"_s, rows }, { u"search"_s, rows || first },
            { u"filter"_s, false }, { u"statistics"_s, hasAny(visit, u"statistics"_s) } };
    }
    if (endpoint == u"splits") {
        const QJsonArray splits = splitsOf(visit);
        if (splits.isEmpty())
            return std::nullopt;
        return QJsonObject{ { u"splits"_s, splits }, { u"pending"_s, QJsonArray() }, { u"failed"_s, QJsonArray() } };
    }
    if (endpoint == u"rows")
        return recorded(visit, u"first-rows"_s);
    if (endpoint == u"search") {
        auto rows = recorded(visit, u"rows"_s);
        return rows ? rows : recorded(visit, u"first-rows"_s);
    }
    return std::nullopt;
}

/// Cuts the rows to the window that was asked for; for a search, to those that hold the text first.
QJsonObject windowed(const Visit& visit, QJsonObject answer, const QString& endpoint, bool isDerived)
{
    QJsonArray rows = answer.value("rows"_L1).toArray();
    if (endpoint == u"search" && isDerived) {
        const QString wanted = visit.request.parameter(u"query");
        QJsonArray hits;
        for (const QJsonValue& row : std::as_const(rows)) {
            const QByteArray text = QJsonDocument(row.toObject().value("row"_L1).toObject()).toJson();
            if (QString::fromUtf8(text).contains(wanted, Qt::CaseInsensitive))
                hits.append(row);
        }
        rows = hits;
    }
    const double stated = answer.value("num_rows_total"_L1).toDouble(double(rows.size()));
    const int offset = visit.request.number(u"offset", 0);
    const int length = visit.request.number(u"length", mostRows);
    QJsonArray window;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const qint64 index = endpoint == u"rows" ? rows.at(i).toObject().value("row_idx"_L1).toInteger(i) : i;
        if (index >= offset && index < qint64(offset) + length)
            window.append(rows.at(i));
    }
    return QJsonObject{ { u"features"_s, answer.value("features"_L1) }, { u"rows"_s, window },
        { u"num_rows_total"_s, endpoint == u"search" && isDerived ? double(rows.size()) : stated },
        { u"num_rows_per_page"_s, mostRows }, { u"partial"_s, answer.value("partial"_L1).toBool(false) } };
}

std::optional<Answer> refuseParameters(const Request& request, const QString& endpoint)
{
    const QStringList needed = neededBy(endpoint);
    for (const QString& name : needed) {
        if (request.parameter(name).isEmpty())
            return viewerError(422, "MissingRequiredParameter", u"Parameter '%1' is required"_s.arg(name));
    }
    for (const QString& name : { u"offset"_s, u"length"_s }) {
        if (!request.hasParameter(name))
            continue;
        bool ok = false;
        const int value = request.parameter(name).toInt(&ok);
        if (!ok || value < 0)
            return viewerError(422, "InvalidParameter", u"Parameter '%1' must be a whole number from 0"_s.arg(name));
        if (name == u"length" && value > mostRows)
            return viewerError(422, "InvalidParameter", u"Parameter 'length' must not be greater than 100"_s);
    }
    return std::nullopt;
}

/// A recorded answer may carry `_status` and `_headers`, which are obeyed and not served.
Answer served(QJsonObject object, const Repository& repo)
{
    const int status = object.take(u"_status"_s).toInt(200);
    const QJsonObject headers = object.take(u"_headers"_s).toObject();
    Answer answer = Answer::json(object, status >= 100 && status <= 599 ? status : 200);
    answer.set("X-Revision", repo.sha().toLatin1());
    answer.set("Cache-Control", answer.status == 200 ? "max-age=120" : "no-store");
    for (auto it = headers.begin(); it != headers.end(); ++it) {
        static const QRegularExpression token(u"^[A-Za-z0-9-]+$"_s);
        if (token.match(it.key()).hasMatch())
            answer.set(it.key().toLatin1(), it->toString().toUtf8());
    }
    return answer;
}

} // namespace

bool isViewerEndpoint(const QString& name)
{
    static const QStringList known
        = u"is-valid splits first-rows rows search filter parquet info size statistics opt-in-out-urls presidio-entities croissant-crumbs"_s
              .split(u' ');
    return known.contains(name);
}

Answer serveViewer(Visit& visit, const QString& endpoint)
{
    if (auto refused = refuseParameters(visit.request, endpoint))
        return *refused;
    const QString id = visit.request.parameter(u"dataset");
    Repository* repo = visit.store.find(RepoKind::Dataset, id);
    if (!repo || !mayReadFiles(visit.caller, *repo)) {
        if (!repo && !visit.store.renamed(RepoKind::Dataset, id).isEmpty())
            return viewerError(
                404, "RenamedDatasetError", u"The dataset has been renamed. Please use the current name."_s);
        return visit.caller.user
            ? viewerError(404, "ExternalAuthenticatedError",
                u"The dataset does not exist, or is not accessible with the current credentials (private or gated)."_s)
            : viewerError(401, "ExternalUnauthenticatedError",
                u"The dataset does not exist, or is not accessible without authentication (private or gated)."_s);
    }
    visit.repo = repo;
    if (auto refused = refuseByCard(*repo))
        return *refused;
    bool isDerived = false;
    auto answer = recorded(visit, endpoint);
    if (!answer) {
        answer = derived(visit, endpoint);
        isDerived = answer.has_value();
    }
    if (answer && answer->contains(u"_status"_s))
        return served(*answer, *repo);
    const bool perSplit = neededBy(endpoint).contains(u"split"_s);
    if (!answer && perSplit) {
        const QJsonArray splits = splitsOf(visit);
        const QString config = visit.request.parameter(u"config");
        const QString split = visit.request.parameter(u"split");
        const auto names = [&](const QJsonValue& value) { return value.toObject().value("config"_L1) == config; };
        const auto both
            = [&](const QJsonValue& value) { return names(value) && value.toObject().value("split"_L1) == split; };
        if (!splits.isEmpty() && std::none_of(splits.begin(), splits.end(), names))
            return viewerError(404, "ConfigNotFoundError", u"The config '%1' does not exist."_s.arg(config));
        if (!splits.isEmpty() && std::none_of(splits.begin(), splits.end(), both))
            return viewerError(404, "SplitNotFoundError", u"The split '%1' does not exist."_s.arg(split));
    }
    if (!answer)
        return viewerError(404, "ResponseNotFound", u"Not found."_s);
    if (endpoint == u"presidio-entities" && answer->isEmpty())
        return viewerError(501, "PresidioScanNotEnabledForThisDataset", u"The scan is not enabled."_s);
    if (endpoint == u"rows" || (endpoint == u"search" && isDerived))
        answer = windowed(visit, *answer, endpoint, isDerived);
    return served(*answer, *repo);
}

} // namespace docket::practicehub
