#include "core/sync/mirrorrows.h"

#include "core/base/clock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace docket::sync::rows
{

using namespace Qt::StringLiterals;

namespace
{

QString compact(const QJsonDocument& document)
{
    return QString::fromUtf8(document.toJson(QJsonDocument::Compact));
}

QJsonDocument parsed(QByteArrayView json)
{
    return QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), json.size()));
}

} // namespace

QString timeText(const QDateTime& time)
{
    return time.isValid() ? toIsoUtc(time) : QString();
}

QString errorText(const std::optional<Error>& error)
{
    if (!error)
        return {};
    return compact(QJsonDocument(QJsonObject{ { u"code"_s, static_cast<int>(error->code) },
        { u"thing"_s, error->thing }, { u"cause"_s, error->cause }, { u"wayOut"_s, error->wayOut } }));
}

std::optional<Error> errorFrom(const QString& json)
{
    if (json.isEmpty())
        return std::nullopt;
    const QJsonObject object = parsed(json.toUtf8()).object();
    return Error{ static_cast<ErrorCode>(object[u"code"].toInt()), object[u"thing"].toString(),
        object[u"cause"].toString(), object[u"wayOut"].toString() };
}

QString authorText(const hub::Author& author)
{
    QJsonObject object{ { u"name"_s, author.name } };
    if (!author.fullName.isEmpty())
        object[u"fullname"] = author.fullName;
    if (!author.type.isEmpty())
        object[u"type"] = author.type;
    const std::pair<QLatin1StringView, bool> flags[] = { { "isPro"_L1, author.isPro }, { "isHf"_L1, author.isHf },
        { "isMod"_L1, author.isMod }, { "isOwner"_L1, author.isOwner }, { "isOrgMember"_L1, author.isOrgMember } };
    for (const auto& [name, set] : flags) {
        if (set)
            object[name] = true;
    }
    return compact(QJsonDocument(object));
}

hub::Author authorFrom(QByteArrayView json)
{
    const QJsonObject object = parsed(json).object();
    hub::Author author;
    author.name = object[u"name"].toString();
    author.fullName = object[u"fullname"].toString();
    author.type = object[u"type"].toString();
    author.isPro = object[u"isPro"].toBool();
    author.isHf = object[u"isHf"].toBool();
    author.isMod = object[u"isMod"].toBool();
    author.isOwner = object[u"isOwner"].toBool();
    author.isOrgMember = object[u"isOrgMember"].toBool();
    return author;
}

QString scanText(const hub::ScanSummary& scan)
{
    QJsonArray issues;
    for (const hub::ScanIssue& issue : scan.filesWithIssues)
        issues.append(QJsonObject{ { u"path"_s, issue.path }, { u"level"_s, issue.level } });
    return compact(QJsonDocument(issues));
}

QList<hub::ScanIssue> scanFrom(QByteArrayView json)
{
    QList<hub::ScanIssue> issues;
    const QJsonArray array = parsed(json).array();
    for (const auto& value : array)
        issues.append({ value[u"path"].toString(), value[u"level"].toString() });
    return issues;
}

void bindEvent(sqlite::Statement& insert, qint64 thread, int position, const hub::Event& event)
{
    QJsonArray reactions;
    for (const hub::Reaction& reaction : event.reactions)
        reactions.append(QJsonObject{ { u"reaction"_s, reaction.reaction }, { u"count"_s, reaction.count } });
    insert.bindAll(thread, position, event.id, static_cast<int>(event.type), event.typeName, timeText(event.createdAt),
        authorText(event.author), event.raw, timeText(event.updatedAt), event.edited, event.hidden, event.hiddenBy,
        event.hiddenReason, event.isReport, compact(QJsonDocument(reactions)), event.from, event.to, event.report,
        event.commitSubject, event.oid);
    insert.bindBlob(21, event.json);
}

hub::Event eventFrom(const sqlite::Statement& row)
{
    hub::Event event;
    event.id = row.text(0);
    event.type = static_cast<hub::EventType>(row.integer(1));
    event.typeName = row.text(2);
    event.createdAt = fromIsoUtc(row.text(3));
    event.author = authorFrom(row.utf8(4));
    event.raw = row.text(5);
    event.updatedAt = fromIsoUtc(row.text(6));
    event.edited = row.integer(7) != 0;
    event.hidden = row.integer(8) != 0;
    event.hiddenBy = row.text(9);
    event.hiddenReason = row.text(10);
    event.isReport = row.integer(11) != 0;
    const QJsonArray reactions = parsed(row.utf8(12)).array();
    for (const auto& reaction : reactions)
        event.reactions.append({ reaction[u"reaction"].toString(), reaction[u"count"].toInt() });
    event.from = row.text(13);
    event.to = row.text(14);
    event.report = row.integer(15) != 0;
    event.commitSubject = row.text(16);
    event.oid = row.text(17);
    event.json = row.blob(18);
    return event;
}

} // namespace docket::sync::rows
