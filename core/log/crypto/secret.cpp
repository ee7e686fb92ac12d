#include "core/log/crypto/secret.h"

#include "core/log/crypto/ed25519.h"

#include <sodium.h>

#include <cstring>

namespace docket::log
{

Secret::Secret(std::size_t size)
{
    initialiseSodium();
    m_bytes.reset(static_cast<unsigned char*>(sodium_malloc(size)));
    // Out of memory here leaves nothing sensible to do: going on would mean an unprotected secret.
    if (!m_bytes)
        qFatal("no memory for a secret of %zu bytes", size);
    m_size = size;
}

Secret::Secret(Secret&& other) noexcept : m_bytes(std::move(other.m_bytes)), m_size(std::exchange(other.m_size, 0)) { }

Secret& Secret::operator=(Secret&& other) noexcept
{
    m_bytes = std::move(other.m_bytes);
    m_size = std::exchange(other.m_size, 0);
    return *this;
}

Secret Secret::random(qsizetype size)
{
    Secret secret(static_cast<std::size_t>(size));
    randombytes_buf(secret.data(), secret.m_size);
    return secret;
}

Secret Secret::take(QByteArray&& source)
{
    Secret secret = copyOf(source);
    if (source.isDetached())
        sodium_memzero(source.data(), static_cast<std::size_t>(source.size()));
    source.clear();
    return secret;
}

Secret Secret::copyOf(QByteArrayView source)
{
    if (source.isEmpty())
        return {};
    Secret secret(static_cast<std::size_t>(source.size()));
    std::memcpy(secret.data(), source.data(), secret.m_size);
    return secret;
}

void Secret::clear()
{
    m_bytes.reset();
    m_size = 0;
}

void Secret::Free::operator()(unsigned char* bytes) const
{
    sodium_free(bytes);
}

} // namespace docket::log
