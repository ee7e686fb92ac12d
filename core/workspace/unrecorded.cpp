#include "core/workspace/unrecorded.h"

#include "core/base/wholefile.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

namespace docket
{

using namespace Qt::StringLiterals;

namespace
{

constexpr QLatin1String format("docket-unrecorded/v1");
constexpr QLatin1String pattern("unrecorded-*.json");

Status writeTo(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(path.section(u'/', 0, -2)); // where it fails, writing does and says why
    return writeWholeFile(path, bytes, u"copy what you wrote from the screen"_s, QFile::ReadOwner | QFile::WriteOwner);
}

} // namespace

Result<QString> keepUnrecorded(const QString& workspaceFolder, const Unrecorded& kept, const Clock& clock)
{
    QJsonArray list;
    for (const log::Draft& draft : kept.drafts) {
        QJsonObject object{ { u"kind"_s, draft.kind }, { u"payload"_s, QString::fromUtf8(draft.payload) },
            { u"policy"_s, draft.policy } };
        if (draft.caseId)
            object.insert(u"case"_s, draft.caseId->text());
        list.append(object);
    }
    QJsonObject whole{ { u"format"_s, format }, { u"drafts"_s, list } };
    if (kept.after)
        whole.insert(u"after"_s, *kept.after);
    const QByteArray bytes = QJsonDocument(whole).toJson();
    const QString stem = u"unrecorded-"_s + clock.now().toUTC().toString(u"yyyyMMdd-HHmmss-zzz"_s);
    Status written;
    for (const QString& folder : { QString(workspaceFolder + "/drafts"_L1),
             QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation), QDir::tempPath() }) {
        // What was kept in the same millisecond stays.
        QString path = folder + u'/' + stem + u".json"_s;
        for (int more = 2; QFile::exists(path); ++more)
            path = folder + u'/' + stem + u"-%1.json"_s.arg(more);
        written = writeTo(path, bytes);
        if (written)
            return path;
    }
    return fail(written.error());
}

Result<Unrecorded> readUnrecorded(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, path, file.errorString(), u"name the file that the error message named"_s);
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    if (object.value("format"_L1) != format)
        return fail(ErrorCode::Parse, path, u"holds no unrecorded acts"_s, u"name a file unrecorded-….json"_s);
    Unrecorded kept;
    if (object.contains("after"_L1))
        kept.after = object.value("after"_L1).toInteger();
    const QJsonArray list = object.value("drafts"_L1).toArray();
    for (const QJsonValue& value : list) {
        const QJsonObject one = value.toObject();
        log::Draft draft{ one.value("kind"_L1).toString(), std::nullopt, one.value("payload"_L1).toString().toUtf8(),
            one.value("policy"_L1).toString() };
        if (one.contains("case"_L1)) {
            DOCKET_ASSIGN(draft.caseId, log::CaseId::parse(one.value("case"_L1).toString()));
        }
        kept.drafts.append(std::move(draft));
    }
    return kept;
}

QStringList unrecordedFiles(const QString& workspaceFolder)
{
    QStringList out;
    const QDir folder(workspaceFolder + "/drafts"_L1);
    const QStringList names = folder.entryList({ pattern }, QDir::Files, QDir::Name);
    for (const QString& name : names)
        out.append(folder.filePath(name));
    return out;
}

} // namespace docket
