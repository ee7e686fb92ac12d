#include "core/workspace/joinwork.h"

#include "core/base/wholefile.h"
#include "core/exchange/importbundle.h"
#include "core/log/keys/devicekey.h"

#include <QFile>

namespace docket
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 largestRequest = 64 * 1024; ///< bytes

QString keyPath(const QString& folder)
{
    return folder + "/keys/device.key"_L1;
}

QString requestPath(const QString& folder)
{
    return folder + "/request.docket-join"_L1;
}

} // namespace

Result<PendingJoin> pendingJoin(const QString& folder)
{
    // With settings it was a workspace, whose log is lost: that is for a backup to mend.
    if (!QFile::exists(keyPath(folder)) || QFile::exists(folder + u'/' + log::logFileName())
        || QFile::exists(folder + "/settings.json"_L1)) {
        return fail(ErrorCode::NotFound, folder, u"has no join request that waits"_s,
            u"make one with the invitation that you were told"_s);
    }
    DOCKET_ASSIGN(const log::SealedKey sealed, log::SealedKey::read(keyPath(folder)));
    PendingJoin out{ sealed.publicKey(), sealed.needsPassphrase(), {}, {} };
    QFile file(requestPath(folder));
    if (!file.open(QIODevice::ReadOnly))
        return out; // it was put elsewhere, by an older Docket
    const QByteArray bytes = file.read(largestRequest);
    if (const auto request = log::readJoinRequest(bytes); request && request->device == out.device) {
        out.request = bytes;
        out.name = request->name;
    }
    return out;
}

Result<PendingJoin> askToJoin(const QString& folder, const log::Invitation& invitation, const QString& name,
    const log::Seal& seal, const QDateTime& now)
{
    DOCKET_ASSIGN(const QByteArray request, log::prepareJoin(folder, invitation, name, seal, now));
    DOCKET_TRY(writeWholeFile(requestPath(folder), request));
    return pendingJoin(folder);
}

Result<Joined> join(const JoinAnswer& answer, Clock& clock, const log::VerifyProgress& progress)
{
    DOCKET_ASSIGN(const log::SealedKey sealed, log::SealedKey::read(keyPath(answer.folder)));
    if (!sealed.needsPassphrase() && !answer.keychain) {
        return fail(ErrorCode::Locked, u"device key"_s, u"is sealed by the keychain, which is not at hand"_s,
            u"unlock the desktop's keychain"_s);
    }
    auto opened = sealed.needsPassphrase() ? sealed.open(answer.passphrase) : sealed.open(*answer.keychain);
    DOCKET_ASSIGN(const log::SigningKey device, std::move(opened));
    DOCKET_ASSIGN(const log::ExchangeSecrets found, log::exchangeSecrets(answer.folder, device));
    const std::vector<log::Secret> secrets = exchange::secretsOf(found);
    DOCKET_ASSIGN(const std::unique_ptr<exchange::Bundle> bundle, exchange::Bundle::open(answer.bundle, answer.folder));
    exchange::BundleSource source(*bundle, secrets);
    Joined out;
    DOCKET_ASSIGN(out.workspace, Workspace::join(answer.folder, source, answer.endpoint, clock, progress));
    // The log is there; what else came along is taken as from any bundle.
    const auto imported = [&]() -> Result<exchange::ImportResult> {
        DOCKET_TRY(out.workspace->unlock(answer.passphrase, answer.keychain));
        return exchange::importBundle(out.workspace->log(), out.workspace->mirror(), answer.folder, answer.bundle);
    }();
    if (!imported)
        out.incomplete = imported.error();
    DOCKET_TRY(out.workspace->refreshView());
    return out;
}

} // namespace docket
