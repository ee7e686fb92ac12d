#include "core/exchange/ageheader.h"

#include "core/exchange/agekeys.h"
#include "core/exchange/hkdf.h"
#include "core/log/format/fault.h"

#include <sodium.h>

#include <array>

namespace docket::exchange
{

using namespace Qt::StringLiterals;

namespace
{

constexpr QByteArrayView versionLine("age-encryption.org/v1");
constexpr QByteArrayView wrapInfo("age-encryption.org/v1/X25519");
constexpr qsizetype pointSize = crypto_scalarmult_BYTES;
constexpr qsizetype wrappedSize = AgeHeader::fileKeySize + crypto_aead_chacha20poly1305_ietf_ABYTES;
constexpr qsizetype bodyColumns = 64;
constexpr std::array<unsigned char, crypto_aead_chacha20poly1305_ietf_NPUBBYTES> zeroNonce{};

const unsigned char* bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char*>(view.data());
}

QByteArray toBase64(QByteArrayView data)
{
    return QByteArray::fromRawData(data.data(), data.size()).toBase64(QByteArray::OmitTrailingEquals);
}

/// nullopt unless it is the one spelling without padding.
std::optional<QByteArray> fromBase64(const QByteArray& text)
{
    const QByteArray data = QByteArray::fromBase64(text, QByteArray::OmitTrailingEquals);
    if (toBase64(data) != text)
        return std::nullopt;
    return data;
}

/// nullopt for a point of small order.
std::optional<log::Secret> wrapKey(
    const log::Secret& scalar, QByteArrayView point, QByteArrayView share, QByteArrayView recipient)
{
    log::Secret shared = log::Secret::random(pointSize);
    if (crypto_scalarmult(shared.data(), scalar.data(), bytesOf(point)) != 0)
        return std::nullopt;
    const QByteArray salt = share.toByteArray() + recipient.toByteArray();
    return hkdfSha256(shared.view(), salt, wrapInfo);
}

QByteArray headerMac(const log::Secret& fileKey, QByteArrayView text)
{
    return hmacSha256(hkdfSha256(fileKey.view(), {}, "header").view(), text);
}

/// A line without its newline; the bytes read so far, newline included, are appended to `all`.
Result<QByteArray> readLine(const Source& source, QByteArray& all)
{
    QByteArray line;
    for (;;) {
        char c = 0;
        DOCKET_ASSIGN(const qsizetype count, source(std::span(&c, 1)));
        if (count == 0)
            return ageFault(u"the header ends too early"_s);
        all += c;
        if (all.size() > AgeHeader::maximumSize)
            return ageFault(u"the header is too large"_s);
        if (c == '\n')
            return line;
        line += c;
    }
}

} // namespace

tl::unexpected<Error> ageFault(const QString& detail)
{
    return tl::unexpected<Error>(log::faultError(
        ErrorCode::Integrity, u"encrypted part"_s, u"age", detail, u"get the file again from whoever made it"_s));
}

Result<QByteArray> AgeHeader::write(
    const log::Secret& fileKey, const QByteArrayList& recipients, const RandomBytes& random)
{
    QByteArray text = versionLine.toByteArray() + '\n';
    for (const QByteArray& recipient : recipients) {
        log::Secret ephemeral = log::Secret::random(crypto_scalarmult_SCALARBYTES);
        random({ ephemeral.data(), static_cast<size_t>(ephemeral.size()) });
        const QByteArray share = exchangePublicKey(ephemeral);
        const auto key = recipient.size() == pointSize ? wrapKey(ephemeral, recipient, share, recipient) : std::nullopt;
        if (!key) {
            return fail(ErrorCode::Validation, u"recipient %1"_s.arg(QString::fromLatin1(recipient.toHex())),
                u"is no usable X25519 key"_s, u"leave this recipient out and have the device make a new key"_s);
        }
        QByteArray body(wrappedSize, '\0');
        crypto_aead_chacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char*>(body.data()), nullptr,
            fileKey.data(), static_cast<unsigned long long>(fileKey.size()), nullptr, 0, nullptr, zeroNonce.data(),
            key->data());
        text += "-> X25519 " + toBase64(share) + '\n' + toBase64(body) + '\n';
    }
    text += "---";
    return QByteArray(text + ' ' + toBase64(headerMac(fileKey, text)) + '\n');
}

Result<AgeHeader> AgeHeader::read(const Source& source)
{
    AgeHeader header;
    QByteArray all;
    DOCKET_ASSIGN(const QByteArray first, readLine(source, all));
    if (first != versionLine)
        return ageFault(u"is no age v1 file"_s);
    for (;;) {
        const qsizetype start = all.size();
        DOCKET_ASSIGN(const QByteArray line, readLine(source, all));
        if (line.startsWith("--- ")) {
            const auto mac = fromBase64(line.mid(4));
            if (!mac || mac->size() != 32 || header.stanzas.isEmpty())
                return ageFault(u"the end of the header is malformed"_s);
            header.mac = *mac;
            header.signedText = all.first(start + 3);
            return header;
        }
        Stanza stanza;
        stanza.arguments = line.split(' ');
        if (stanza.arguments.size() < 2 || stanza.arguments.takeFirst() != "->")
            return ageFault(u"a stanza of the header is malformed"_s);
        for (const QByteArray& argument : std::as_const(stanza.arguments)) {
            if (argument.isEmpty()
                || !std::all_of(argument.begin(), argument.end(), [](char c) { return c > 32 && c < 127; }))
                return ageFault(u"a stanza of the header is malformed"_s);
        }
        QByteArray body;
        for (;;) {
            DOCKET_ASSIGN(const QByteArray part, readLine(source, all));
            if (part.size() > bodyColumns)
                return ageFault(u"a line of a stanza is too long"_s);
            body += part;
            if (part.size() < bodyColumns)
                break;
        }
        const auto data = fromBase64(body);
        if (!data)
            return ageFault(u"a stanza of the header is malformed"_s);
        stanza.body = *data;
        header.stanzas.append(std::move(stanza));
    }
}

Result<log::Secret> AgeHeader::unwrap(std::span<const log::Secret> identities) const
{
    std::vector<QByteArray> publicKeys;
    for (const log::Secret& identity : identities)
        publicKeys.push_back(exchangePublicKey(identity));
    for (const Stanza& stanza : stanzas) {
        if (stanza.arguments.first() != "X25519")
            continue;
        const auto share = stanza.arguments.size() == 2 ? fromBase64(stanza.arguments.at(1)) : std::nullopt;
        if (!share || share->size() != pointSize || stanza.body.size() != wrappedSize)
            return ageFault(u"a stanza of the header is malformed"_s);
        for (size_t i = 0; i < identities.size(); ++i) {
            const auto key = wrapKey(identities[i], *share, *share, publicKeys[i]);
            if (!key)
                return ageFault(u"a stanza has a key of small order"_s);
            log::Secret fileKey = log::Secret::random(fileKeySize);
            if (crypto_aead_chacha20poly1305_ietf_decrypt(fileKey.data(), nullptr, nullptr, bytesOf(stanza.body),
                    static_cast<unsigned long long>(stanza.body.size()), nullptr, 0, zeroNonce.data(), key->data())
                != 0)
                continue;
            const QByteArray expected = headerMac(fileKey, signedText);
            if (sodium_memcmp(expected.constData(), mac.constData(), static_cast<size_t>(expected.size())) != 0)
                return ageFault(u"the header was changed"_s);
            return fileKey;
        }
    }
    return tl::unexpected<Error>(log::faultError(ErrorCode::Validation, u"encrypted part"_s, u"age",
        u"is not encrypted to this device"_s, u"ask for a bundle that names this device or person as recipient"_s));
}

} // namespace docket::exchange
