#include "core/log/crypto/hash.h"

#include <openssl/evp.h>

#include <memory>

namespace docket::log
{

namespace
{

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

EVP_MD_CTX* threadContext()
{
    thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
    return context.get();
}

/// Fetched once; the implicit fetch of EVP_sha256() repeats a provider look-up on every use.
const EVP_MD* algorithm()
{
    static EVP_MD* const md = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return md;
}

} // namespace

Hash sha256Of(std::initializer_list<QByteArrayView> parts)
{
    EVP_MD_CTX* context = threadContext();
    Hash out;
    unsigned int size = 0;
    bool ok = EVP_DigestInit_ex2(context, algorithm(), nullptr) == 1;
    for (const QByteArrayView part : parts)
        ok = ok && EVP_DigestUpdate(context, part.data(), static_cast<size_t>(part.size())) == 1;
    ok = ok && EVP_DigestFinal_ex(context, out.bytes.data(), &size) == 1;
    // Only a missing provider or exhausted memory gets here; going on with a zero hash would be a lie.
    if (!ok)
        qFatal("SHA-256 is not available in this OpenSSL");
    return out;
}

Hash leafHash(QByteArrayView data)
{
    return sha256Of({ QByteArrayView("\0", 1), data });
}

Hash nodeHash(const Hash& left, const Hash& right)
{
    return sha256Of({ QByteArrayView("\1", 1), left.view(), right.view() });
}

Hash payloadCommitment(QByteArrayView salt, QByteArrayView payload)
{
    return sha256Of({ QByteArrayView("docket-payload/v1\n"), salt, payload });
}

} // namespace docket::log
