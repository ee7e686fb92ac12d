#include "core/exchange/exportbundle.h"

#include "core/base/digest.h"
#include "core/exchange/bundlewriter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace docket::exchange
{

using namespace Qt::StringLiterals;

namespace
{

QString keyText(const QByteArray& key)
{
    return QString::fromLatin1(toBase64Url(key));
}

/// What the bundle will hold, this entry included.
Result<log::Draft> exportMade(log::Store& store, const ExportRequest& request, const QByteArray& id)
{
    QJsonArray to;
    for (const Recipient& recipient : request.to)
        to.append(keyText(recipient.device));
    QJsonArray logs;
    const QByteArray own = store.me().device;
    DOCKET_ASSIGN(const QList<log::LogTip> tips, store.tips());
    for (const log::LogTip& tip : tips) {
        if (tip.first) {
            logs.append(QJsonObject{ { u"origin"_s, QString::fromLatin1(tip.name) },
                { u"size"_s, tip.device == own ? tip.size + 1 : tip.size } });
        }
    }
    const QJsonObject payload{ { u"bundle"_s, keyText(id) }, { u"purpose"_s, purposeName(request.purpose) },
        { u"to"_s, to }, { u"logs"_s, logs } };
    return log::Draft{ u"export.made"_s, std::nullopt, QJsonDocument(payload).toJson(QJsonDocument::Compact), {} };
}

} // namespace

Result<ExportResult> exportBundle(log::Store& store, sync::Mirror& mirror, const QString& workspaceFolder,
    const QDateTime& now, const ExportRequest& request, const Progress& progress, const std::stop_token& stop)
{
    if (request.purpose == Purpose::WorkPack && (request.subjects.isEmpty() || request.to.isEmpty())) {
        return fail(ErrorCode::Usage, u"work pack"_s,
            request.subjects.isEmpty() ? u"has no cases"_s : u"has no recipient"_s, u"name at least one"_s);
    }
    if (!store.isUnlocked()) {
        return fail(ErrorCode::Locked, u"export"_s, u"the device key is locked, so nothing can be signed"_s,
            u"unlock it with the passphrase or the keychain"_s);
    }
    Scratch::sweep(workspaceFolder);
    DOCKET_ASSIGN(Scratch scratch, Scratch::make(workspaceFolder));
    Manifest manifest;
    DOCKET_ASSIGN(manifest.workspace, store.workspaceId());
    manifest.id.resize(16);
    request.random({ reinterpret_cast<unsigned char*>(manifest.id.data()), static_cast<size_t>(manifest.id.size()) });
    manifest.from = store.me().device;
    manifest.purpose = request.purpose;
    manifest.time = now;

    DOCKET_ASSIGN(const log::Draft draft, exportMade(store, request, manifest.id));
    DOCKET_TRY(store.append({ draft }));
    DOCKET_TRY(store.checkpoint());

    BundleWriter writer(store, mirror, scratch, request, progress, stop);
    DOCKET_TRY(writer.layOut());
    DOCKET_TRY(writer.sign(std::move(manifest)));
    DOCKET_TRY(writer.pack());
    return writer.result();
}

} // namespace docket::exchange
