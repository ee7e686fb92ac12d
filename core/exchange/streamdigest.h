#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

struct evp_md_ctx_st;

namespace docket::exchange
{

/// SHA-256 of bytes that come in parts (OpenSSL EVP).
class StreamDigest
{
public:
    StreamDigest();
    void add(QByteArrayView bytes);
    /// 64 hexadecimal digits; once.
    QByteArray finish();

private:
    struct Free {
        void operator()(evp_md_ctx_st* context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> m_context;
};

} // namespace docket::exchange
