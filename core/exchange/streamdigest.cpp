#include "core/exchange/streamdigest.h"

#include <openssl/evp.h>

namespace docket::exchange
{

void StreamDigest::Free::operator()(evp_md_ctx_st* context) const
{
    EVP_MD_CTX_free(context);
}

StreamDigest::StreamDigest() : m_context(EVP_MD_CTX_new())
{
    EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr);
}

void StreamDigest::add(QByteArrayView bytes)
{
    EVP_DigestUpdate(m_context.get(), bytes.data(), static_cast<size_t>(bytes.size()));
}

QByteArray StreamDigest::finish()
{
    QByteArray out(32, '\0');
    EVP_DigestFinal_ex(m_context.get(), reinterpret_cast<unsigned char*>(out.data()), nullptr);
    return out.toHex();
}

} // namespace docket::exchange
