#include "core/exchange/importbundle.h"

#include "core/base/digest.h"
#include "core/exchange/holdings.h"
#include "core/log/fold/authority.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace docket::exchange
{

using namespace Qt::StringLiterals;

namespace
{

/// Every log as it is held, for log.seen and import.made.
Result<QJsonArray> vectorOf(log::Store& store, bool withRoots, const QByteArray& without = {})
{
    QJsonArray out;
    DOCKET_ASSIGN(const QList<log::LogTip> tips, store.tips());
    for (const log::LogTip& tip : tips) {
        if (!tip.first || tip.device == without)
            continue;
        QJsonObject log{ { u"origin"_s, QString::fromLatin1(tip.name) }, { u"size"_s, tip.size } };
        if (withRoots)
            log[u"root"] = QString::fromLatin1(tip.root.toBase64());
        out.append(log);
    }
    return out;
}

log::Draft adminDraft(const QString& kind, const QJsonObject& payload)
{
    return { kind, std::nullopt, QJsonDocument(payload).toJson(QJsonDocument::Compact), {} };
}

/// True when the own log already says that all of this is held.
Result<bool> isRecorded(log::Store& store, const QByteArray& own)
{
    DOCKET_ASSIGN(const Holdings said, saidBy(store, own));
    DOCKET_ASSIGN(const QList<log::LogTip> tips, store.tips());
    for (const log::LogTip& tip : tips) {
        if (tip.first && tip.device != own && said.value(tip.name).size < tip.size)
            return false;
    }
    return true;
}

Status record(log::Store& store, Bundle& bundle, ImportResult& result)
{
    const QByteArray own = store.me().device;
    if (result.merge.newEntries == 0 && result.merge.newPayloads == 0) {
        DOCKET_ASSIGN(const bool recorded, isRecorded(store, own));
        if (recorded)
            return {};
    }
    // A device whose key has two histories must not add to one of them; somebody has to settle that first.
    DOCKET_ASSIGN(const QList<log::Fork> forks, store.forks());
    for (const log::Fork& fork : forks) {
        if (fork.device == own)
            return {};
    }
    DOCKET_ASSIGN(const QJsonArray seen, vectorOf(store, true, own));
    DOCKET_ASSIGN(const QJsonArray held, vectorOf(store, false));
    const Manifest& manifest = bundle.manifest();
    DOCKET_TRY(store.append({ adminDraft(u"log.seen"_s, { { u"logs"_s, seen } }),
        adminDraft(u"import.made"_s,
            { { u"bundle"_s, manifest.idText() }, { u"from"_s, QString::fromLatin1(toBase64Url(manifest.from)) },
                { u"manifest"_s, QString::fromLatin1(bundle.manifestSha256()) }, { u"logs"_s, held },
                { u"entries"_s, result.merge.newEntries } }) }));
    DOCKET_TRY(store.checkpoint());
    result.recorded = true;
    return {};
}

/// What the encrypted part holds beside payloads.
struct Evidence {
    qint64 blobs = 0;
    qint64 rows = 0;
};

/// Everything in the encrypted part is what it says, before anything is believed.
Result<Evidence> checkSealed(Bundle& bundle, std::span<const log::Secret> secrets, const std::stop_token& stop)
{
    Evidence evidence;
    if (!bundle.hasSealedPart())
        return evidence;
    SealedPartVisitor check;
    check.blob = [&](QByteArrayView, QByteArrayView) -> Status {
        ++evidence.blobs;
        return {};
    };
    check.hubLine = [&](const QByteArray& line) -> Status {
        DOCKET_TRY(parseHubLine(line));
        ++evidence.rows;
        return {};
    };
    DOCKET_TRY(readSealedPart(bundle.sealedPath(), secrets, check, stop));
    return evidence;
}

Status takeEvidence(sync::Mirror& mirror, Bundle& bundle, const Evidence& evidence,
    std::span<const log::Secret> secrets, const Progress& progress, const std::stop_token& stop, ImportResult& result)
{
    // Blobs first, each durable, so that no row names one that a power cut takes away; then all rows or none.
    SealedPartVisitor blobs;
    blobs.blob = [&](QByteArrayView hash, QByteArrayView bytes) -> Status {
        if (mirror.blobs().contains(hash) || mirror.blobs().isErased(hash))
            return {};
        DOCKET_TRY(mirror.blobs().put(bytes));
        DOCKET_TRY(mirror.blobs().persist(hash));
        ++result.blobs;
        return {};
    };
    if (evidence.blobs > 0)
        DOCKET_TRY(readSealedPart(bundle.sealedPath(), secrets, blobs, stop));
    if (evidence.rows == 0)
        return {};
    DOCKET_ASSIGN(auto transaction, mirror.batch());
    SealedPartVisitor lines;
    lines.hubLine = [&](const QByteArray& line) -> Status {
        DOCKET_ASSIGN(const QJsonObject row, parseHubLine(line));
        DOCKET_TRY(takeHubRow(mirror, row, result.hub));
        if (progress)
            progress(Stage::Evidence, result.hub.taken + result.hub.newer, evidence.rows);
        return {};
    };
    DOCKET_TRY(readSealedPart(bundle.sealedPath(), secrets, lines, stop));
    return transaction.commit();
}

Status checkWorkspace(log::Store& store, const Bundle& bundle)
{
    DOCKET_ASSIGN(const QByteArray workspace, store.workspaceId());
    if (bundle.manifest().workspace == workspace)
        return {};
    return tl::unexpected<Error>(Error{ ErrorCode::Validation, bundle.fileName(),
        u"workspace: is of workspace %1, this one is %2"_s.arg(
            QLatin1StringView(bundle.manifest().workspace), QLatin1StringView(workspace)),
        u"open the workspace that it was made for"_s });
}

} // namespace

std::vector<log::Secret> secretsOf(const log::ExchangeSecrets& keys)
{
    std::vector<log::Secret> out;
    for (const log::ExchangeSecret& key : keys.keys)
        out.push_back(log::Secret::copyOf(key.secret.view()));
    return out;
}

Result<ImportResult> importBundle(log::Store& store, sync::Mirror& mirror, const QString& workspaceFolder,
    const QString& file, const Progress& progress, const std::stop_token& stop)
{
    DOCKET_ASSIGN(const log::ExchangeSecrets keys, store.exchangeSecrets());
    const std::vector<log::Secret> secrets = secretsOf(keys);
    DOCKET_ASSIGN(const auto bundle, Bundle::open(file, workspaceFolder, progress, stop));
    const auto named = [&bundle](Error error) {
        if (error.code != ErrorCode::Cancelled && error.code != ErrorCode::Storage
            && !error.thing.startsWith(bundle->fileName()))
            error.thing = bundle->fileName() + u", "_s + error.thing;
        return error;
    };
    DOCKET_TRY(checkWorkspace(store, *bundle));
    const Result<Evidence> evidence = checkSealed(*bundle, secrets, stop);
    if (!evidence)
        return fail(named(evidence.error()));

    ImportResult result;
    result.manifest = bundle->manifest();
    BundleSource source(*bundle, secrets, stop);
    auto merged = store.merge(
        source,
        [&progress](qint64 done, qint64 total) {
            if (progress)
                progress(Stage::Merging, done, total);
        },
        stop);
    if (!merged)
        return fail(named(std::move(merged).error()));
    result.merge = std::move(*merged);

    // From here on the entries are in the log for good; what fails below is made up for by importing again.
    DOCKET_ASSIGN(const log::Authority* authority, store.authority());
    if (bundle->hasSealedPart()) {
        if (authority->isEnrolled(result.manifest.from)) {
            DOCKET_TRY(takeEvidence(mirror, *bundle, *evidence, secrets, progress, stop, result));
        } else {
            result.evidenceRefused = true;
        }
    }
    DOCKET_TRY(record(store, *bundle, result));
    return result;
}

} // namespace docket::exchange
