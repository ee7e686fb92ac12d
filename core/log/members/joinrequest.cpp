#include "core/log/members/joinrequest.h"

#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/log/format/canonicaljson.h"
#include "core/log/format/entryformat.h"
#include "core/log/keys/exchangekeys.h"
#include "core/log/format/fault.h"

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

constexpr char firstLine[] = "docket-join/v1\n";
constexpr qsizetype maximumFile = 4096; ///< bytes
constexpr qsizetype maximumName = 100; ///< characters
constexpr qsizetype workspaceSize = 22; ///< characters
constexpr qsizetype fingerprintSize = 12; ///< bytes

QByteArray signerName(QByteArrayView device)
{
    return "docket-join/" + toBase64Url(device).left(8);
}

QByteArray textOf(const JoinRequest& request)
{
    const json::Object members{ { "cosigner", toBase64Url(request.cosigner) }, { "dev", toBase64Url(request.device) },
        { "exchange", toBase64Url(request.exchange) }, { "name", request.name.toUtf8() },
        { "t", toIsoUtc(request.time).toLatin1() }, { "ws", request.workspace } };
    return firstLine + json::serialise(json::Value(members)) + '\n';
}

bool isWorkspaceId(QByteArrayView id)
{
    return id.size() == workspaceSize && fromBase64Url(id).size() == 16;
}

bool isName(const QString& name)
{
    return !name.trimmed().isEmpty() && name.size() <= maximumName && !name.contains(u'\0');
}

tl::unexpected<Error> noRequest(const QString& cause)
{
    return tl::unexpected<Error>(faultError(ErrorCode::Integrity, u"join request"_s, u"join", cause,
        u"ask the new colleague to send the .docket-join file again"_s));
}

QByteArray fingerprintOf(QByteArrayView publicKey)
{
    return sha256(publicKey).left(fingerprintSize);
}

} // namespace

QString Invitation::code() const
{
    return QString::fromLatin1(domain + '/' + workspace);
}

Result<Invitation> Invitation::parse(QStringView code)
{
    const QByteArray text = code.trimmed().toUtf8();
    const qsizetype slash = text.indexOf('/');
    const Invitation out{ text.left(slash), text.mid(slash + 1) };
    if (slash < 0 || !isDomain(out.domain) || !isWorkspaceId(out.workspace)) {
        return fail(ErrorCode::Usage, u"invitation \"%1\""_s.arg(code.left(140)), u"is none"_s,
            u"ask for the line that docketctl person invite prints; it looks like docket.example/oVjJ…"_s);
    }
    return out;
}

Result<QByteArray> signJoinRequest(const JoinRequest& request, const SigningKey& device)
{
    if (!isName(request.name)) {
        return fail(ErrorCode::Validation, u"name"_s, u"is empty or longer than %1 characters"_s.arg(maximumName),
            u"say how colleagues should call you"_s);
    }
    return signNote(textOf(request), signerName(device.publicKey), device).toBytes();
}

Result<JoinRequest> readJoinRequest(QByteArrayView bytes)
{
    if (bytes.size() > maximumFile)
        return noRequest(u"is larger than a join request"_s);
    const auto note = SignedNote::parse(bytes);
    if (!note || note->signatures.size() != 1 || !note->text.startsWith(firstLine))
        return noRequest(u"is none, or was cut"_s);
    const auto value = json::parse(QByteArrayView(note->text).sliced(sizeof(firstLine) - 1).chopped(1));
    if (!value || !value->object())
        return noRequest(u"is damaged"_s);
    const auto text = [&value](QByteArrayView key) {
        const json::Value* member = value->find(key);
        return member && member->string() ? *member->string() : QByteArray();
    };
    const JoinRequest out{ fromBase64Url(text("dev")), fromBase64Url(text("cosigner")), fromBase64Url(text("exchange")),
        QString::fromUtf8(text("name")), fromIsoUtc(QString::fromLatin1(text("t"))), text("ws") };
    if (!out.time.isValid() || !isWorkspaceId(out.workspace) || !isName(out.name) || textOf(out) != note->text)
        return noRequest(u"is damaged"_s);
    // Before the signature: a small-order key would accept signatures that nobody made.
    if (!isAcceptablePublicKey(out.device) || !isAcceptablePublicKey(out.cosigner) || out.device == out.cosigner
        || !isAcceptableExchangeKey(out.exchange))
        return noRequest(u"has a key that may not be enrolled"_s);
    if (!isSignedBy(*note, signerName(out.device), out.device))
        return noRequest(u"was changed after it was signed"_s);
    return out;
}

QString spokenFingerprint(QByteArrayView publicKey)
{
    static constexpr char consonants[] = "bdfghjklmnprstvz";
    static constexpr char vowels[] = "aiou";
    const QByteArray bytes = fingerprintOf(publicKey);
    QString out;
    for (qsizetype i = 0; i < bytes.size(); i += 2) {
        const unsigned pair = static_cast<unsigned char>(bytes[i]) * 256U + static_cast<unsigned char>(bytes[i + 1]);
        if (i > 0)
            out.append(u'-');
        out.append(QLatin1Char(consonants[pair >> 12]));
        out.append(QLatin1Char(vowels[(pair >> 10) & 3]));
        out.append(QLatin1Char(consonants[(pair >> 6) & 15]));
        out.append(QLatin1Char(vowels[(pair >> 4) & 3]));
        out.append(QLatin1Char(consonants[pair & 15]));
    }
    return out;
}

QString hexFingerprint(QByteArrayView publicKey)
{
    const QByteArray hex = fingerprintOf(publicKey).toHex();
    QString out;
    for (qsizetype i = 0; i < hex.size(); i += 4) {
        if (i > 0)
            out.append(u' ');
        out.append(QString::fromLatin1(hex.mid(i, 4)));
    }
    return out;
}

} // namespace docket::log
