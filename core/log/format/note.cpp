#include "core/log/format/note.h"

#include "core/log/format/fault.h"
#include "core/log/crypto/hash.h"

#include <algorithm>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

constexpr QByteArrayView dash("\xe2\x80\x94 "); // U+2014 and a space
constexpr qsizetype maximumSignatures = 100;

bool isName(QByteArrayView name)
{
    // The specification bars Unicode spaces and plus; QChar knows them all.
    const QString text = QString::fromUtf8(name);
    return !text.isEmpty() && std::none_of(text.begin(), text.end(), [](QChar c) { return c.isSpace() || c == u'+'; });
}

Result<SignatureLine> parseLine(QByteArrayView line)
{
    if (!line.startsWith(dash))
        return fault(u"note", u"a signature line does not begin with an em dash and a space"_s);
    line = line.sliced(dash.size());
    const qsizetype space = line.indexOf(' ');
    if (space < 0 || !isName(line.first(space)))
        return fault(u"note", u"a signature line has no proper key name"_s);
    const QByteArray encoded = line.sliced(space + 1).toByteArray();
    const auto decoded = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() < 5 || decoded.decoded.toBase64() != encoded)
        return fault(u"note", u"a signature is not canonical base64"_s);
    return SignatureLine{ line.first(space).toByteArray(), decoded.decoded.left(4), decoded.decoded.mid(4) };
}

void appendLine(QByteArray& out, QByteArrayView name, QByteArrayView keyId, QByteArrayView signature)
{
    QByteArray blob;
    blob.reserve(keyId.size() + signature.size());
    blob.append(keyId).append(signature);
    out.append(dash).append(name).append(' ').append(blob.toBase64()).append('\n');
}

} // namespace

QByteArray SignedNote::toBytes() const
{
    QByteArray out = text + '\n';
    for (const SignatureLine& line : signatures)
        appendLine(out, line.name, line.keyId, line.signature);
    return out;
}

Result<SignedNote> SignedNote::parse(QByteArrayView bytes)
{
    if (!bytes.isValidUtf8())
        return fault(u"note", u"not valid UTF-8"_s);
    if (std::any_of(bytes.begin(), bytes.end(), [](char c) { return c >= 0 && c < 0x20 && c != '\n'; }))
        return fault(u"note", u"a control character other than newline"_s);
    const qsizetype split = bytes.lastIndexOf("\n\n");
    if (split < 0 || !bytes.endsWith('\n') || split + 2 >= bytes.size())
        return fault(u"note", u"no text, empty line and signature lines"_s);
    SignedNote note{ bytes.first(split + 1).toByteArray(), {} };
    QByteArrayView rest = bytes.sliced(split + 2);
    while (!rest.isEmpty()) {
        if (note.signatures.size() == maximumSignatures)
            return fault(u"note", u"more than %1 signatures"_s.arg(maximumSignatures));
        const qsizetype end = rest.indexOf('\n');
        DOCKET_ASSIGN(SignatureLine line, parseLine(rest.first(end)));
        note.signatures.append(std::move(line));
        rest = rest.sliced(end + 1);
    }
    return note;
}

QByteArray keyIdOf(QByteArrayView name, QByteArrayView publicKey, SignatureType type)
{
    const char typeByte = static_cast<char>(type);
    return sha256Of({ name, QByteArrayView("\n"), QByteArrayView(&typeByte, 1), publicKey })
        .view()
        .first(4)
        .toByteArray();
}

QByteArray verifierKey(QByteArrayView name, QByteArrayView publicKey, SignatureType type)
{
    const QByteArray key = char(type) + publicKey.toByteArray();
    return name.toByteArray() + '+' + keyIdOf(name, publicKey, type).toHex() + '+' + key.toBase64();
}

SignedNote signNote(QByteArray text, const QByteArray& name, const SigningKey& key)
{
    QByteArray signature = key.sign(text);
    return { std::move(text), { SignatureLine{ name, keyIdOf(name, key.publicKey), std::move(signature) } } };
}

bool isSignedBy(const SignedNote& note, QByteArrayView name, QByteArrayView publicKey)
{
    const QByteArray keyId = keyIdOf(name, publicKey);
    return std::any_of(note.signatures.begin(), note.signatures.end(), [&](const SignatureLine& line) {
        return line.name == name && line.keyId == keyId && verifySignature(publicKey, note.text, line.signature);
    });
}

QByteArray noteBytes(QByteArrayView text, QByteArrayView name, QByteArrayView keyId, QByteArrayView signature)
{
    QByteArray out;
    out.reserve(text.size() + name.size() + 100);
    out.append(text).append('\n');
    appendLine(out, name, keyId, signature);
    return out;
}

} // namespace docket::log
