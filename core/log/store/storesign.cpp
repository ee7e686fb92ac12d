#include "core/log/store/storeprivate.h"

namespace docket::log
{

using namespace Qt::StringLiterals;

Result<QByteArray> Store::signManifest(const QByteArray& text)
{
    if (!text.startsWith("docket-bundle/v1\n") || !text.endsWith('\n'))
        return fail(ErrorCode::Usage, u"manifest"_s, u"is not the manifest of a bundle"_s);
    if (!d->key) {
        return fail(ErrorCode::Locked, u"log.db"_s, u"the device key is locked, so nothing can be signed"_s,
            u"unlock it with the passphrase or the keychain"_s);
    }
    return signNote(text, d->own.name, *d->key).toBytes();
}

} // namespace docket::log
