#include "core/log/format/cosignature.h"

#include <QtEndian>

#include <sodium.h>

namespace docket::log
{

namespace
{

constexpr qsizetype signatureSize = 64;
constexpr qsizetype timeSize = 8;

QByteArray messageOf(QByteArrayView checkpointText, qint64 time)
{
    return QByteArrayLiteral("cosignature/v1\ntime ") + QByteArray::number(time) + '\n' + checkpointText.toByteArray();
}

} // namespace

SignatureLine Cosignature::toLine() const
{
    QByteArray bytes(timeSize, Qt::Uninitialized);
    qToBigEndian(static_cast<quint64>(time), bytes.data());
    return { name, keyId, bytes + signature };
}

std::optional<Cosignature> Cosignature::fromLine(const SignatureLine& line)
{
    if (line.signature.size() != timeSize + signatureSize)
        return {};
    const auto time = qFromBigEndian<quint64>(line.signature.constData());
    if (time > static_cast<quint64>(std::numeric_limits<qint64>::max()))
        return {};
    return Cosignature{ line.name, line.keyId, static_cast<qint64>(time), line.signature.mid(timeSize) };
}

QByteArray cosignerName(QByteArrayView deviceName)
{
    return deviceName.toByteArray() + "/w";
}

SigningKey cosignerKeyOf(const SigningKey& deviceKey)
{
    static_assert(crypto_kdf_KEYBYTES == crypto_sign_SEEDBYTES);
    const Secret seed = deviceKey.seed();
    Secret derived = Secret::random(crypto_sign_SEEDBYTES);
    constexpr char context[crypto_kdf_CONTEXTBYTES + 1] = "docket/w";
    crypto_kdf_derive_from_key(derived.data(), static_cast<size_t>(derived.size()), 1, context, seed.data());
    return SigningKey::fromSeed(derived.view());
}

Cosignature cosign(
    QByteArrayView checkpointText, const QByteArray& cosigner, const SigningKey& key, const QDateTime& time)
{
    const qint64 seconds = time.toSecsSinceEpoch();
    return { cosigner, keyIdOf(cosigner, key.publicKey, SignatureType::CosignatureV1), seconds,
        key.sign(messageOf(checkpointText, seconds)) };
}

bool verifyCosignature(QByteArrayView checkpointText, const Cosignature& cosignature, QByteArrayView publicKey)
{
    return cosignature.keyId == keyIdOf(cosignature.name, publicKey, SignatureType::CosignatureV1)
        && verifySignature(publicKey, messageOf(checkpointText, cosignature.time), cosignature.signature);
}

} // namespace docket::log
