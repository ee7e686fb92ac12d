#include "core/log/members/joining.h"

#include "core/log/format/cosignature.h"
#include "core/log/keys/devicekey.h"
#include "core/log/format/entryformat.h"
#include "core/log/keys/exchangekeys.h"
#include "core/log/store/store.h"

#include <QDir>
#include <QFile>

namespace docket::log
{

using namespace Qt::StringLiterals;

Result<QByteArray> prepareJoin(
    const QString& folder, const Invitation& invitation, const QString& name, const Seal& seal, const QDateTime& now)
{
    const QString keyPath = folder + "/keys/device.key"_L1;
    if (QFile::exists(folder + u'/' + logFileName())) {
        return fail(
            ErrorCode::Conflict, folder, u"is a workspace already"_s, u"name an empty folder with --workspace DIR"_s);
    }
    if (QFile::exists(keyPath)) {
        return fail(ErrorCode::Conflict, folder, u"has keys already, perhaps of a request that waits for its answer"_s,
            u"go on with that one (docketctl join --bundle FILE), or name an empty folder"_s);
    }
    const SigningKey device = SigningKey::generate();
    JoinRequest request{ device.publicKey, cosignerKeyOf(device).publicKey, QByteArray(32, '\0'), name.simplified(),
        now.toUTC(), invitation.workspace };
    DOCKET_TRY(signJoinRequest(request, device)); // says what is wrong with the name before anything is made
    if (!QDir().mkpath(folder + "/keys"_L1)) {
        return fail(
            ErrorCode::Storage, folder, u"the folder cannot be made"_s, u"choose a folder that you may write to"_s);
    }
    QFile::setPermissions(folder + "/keys"_L1, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    DOCKET_ASSIGN(const SealedKey sealed,
        SealedKey::seal(deviceName(invitation.domain, invitation.workspace, device.publicKey), device, seal));
    DOCKET_ASSIGN(const ExchangeSecret exchange, makeExchangeSecret(folder, device, now));
    request.exchange = exchange.publicKey;
    DOCKET_ASSIGN(QByteArray bytes, signJoinRequest(request, device));
    DOCKET_TRY(sealed.write(keyPath)); // last: with it the folder counts as one that waits
    return bytes;
}

} // namespace docket::log
