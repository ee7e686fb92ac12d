#include "core/exchange/hkdf.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <array>
#include <memory>

namespace docket::exchange
{

namespace
{

constexpr qsizetype hashSize = 32;

struct FreeKdf {
    void operator()(EVP_KDF* kdf) const { EVP_KDF_free(kdf); }
};
struct FreeKdfContext {
    void operator()(EVP_KDF_CTX* context) const { EVP_KDF_CTX_free(context); }
};

/// OpenSSL's parameters take pointers to non-const that it only reads.
OSSL_PARAM octets(const char* name, QByteArrayView bytes)
{
    static char nothing = 0;
    char* const data = bytes.isEmpty() ? &nothing : const_cast<char*>(bytes.data());
    return OSSL_PARAM_construct_octet_string(name, data, static_cast<size_t>(bytes.size()));
}

} // namespace

log::Secret hkdfSha256(QByteArrayView inputKey, QByteArrayView salt, QByteArrayView info)
{
    const std::unique_ptr<EVP_KDF, FreeKdf> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
    const std::unique_ptr<EVP_KDF_CTX, FreeKdfContext> context(EVP_KDF_CTX_new(kdf.get()));
    char digest[] = "SHA256";
    const std::array<OSSL_PARAM, 5> parameters
        = { OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0), octets(OSSL_KDF_PARAM_KEY, inputKey),
              octets(OSSL_KDF_PARAM_SALT, salt), octets(OSSL_KDF_PARAM_INFO, info), OSSL_PARAM_construct_end() };
    log::Secret out = log::Secret::random(hashSize);
    if (EVP_KDF_derive(context.get(), out.data(), static_cast<size_t>(hashSize), parameters.data()) != 1)
        qFatal("OpenSSL has no HKDF"); // part of every OpenSSL 3 provider; nothing could be exchanged without it
    return out;
}

QByteArray hmacSha256(QByteArrayView key, QByteArrayView message)
{
    QByteArray out(hashSize, '\0');
    unsigned int length = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(message.data()),
        static_cast<size_t>(message.size()), reinterpret_cast<unsigned char*>(out.data()), &length);
    return out;
}

} // namespace docket::exchange
