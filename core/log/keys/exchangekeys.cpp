#include "core/log/keys/exchangekeys.h"

#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/log/format/canonicaljson.h"
#include "core/log/keys/keyfile.h"

#include <QDir>

#include <sodium.h>

#include <algorithm>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 formatVersion = 1;

const unsigned char* bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char*>(view.data());
}

unsigned char* bytesOf(QByteArray& bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

/// The key that seals the files: derived from the device's seed under a context of its own.
Secret sealingKeyOf(const SigningKey& device)
{
    static_assert(crypto_kdf_KEYBYTES == crypto_sign_SEEDBYTES);
    initialiseSodium();
    const Secret seed = device.seed();
    Secret derived = Secret::random(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
    constexpr char context[crypto_kdf_CONTEXTBYTES + 1] = "docket/x";
    crypto_kdf_derive_from_key(derived.data(), static_cast<size_t>(derived.size()), 1, context, seed.data());
    return derived;
}

/// What a file says; `box` holds the secret.
struct Sealed {
    QByteArray device;
    QByteArray publicKey;
    QDateTime made;
    QDateTime until;
    QByteArray nonce;
    QByteArray box;

    /// The line that is authenticated with the box, or the whole file.
    QByteArray line(bool withBox) const
    {
        json::Object members{ { "v", formatVersion }, { "type", QByteArray("x25519") }, { "dev", toBase64Url(device) },
            { "pk", toBase64Url(publicKey) }, { "made", toIsoUtc(made).toLatin1() },
            { "until", toIsoUtc(until).toLatin1() }, { "nonce", toBase64Url(nonce) } };
        if (withBox)
            members.emplace_back("box", toBase64Url(box));
        return json::serialise(json::Value(std::move(members)));
    }
};

QByteArray textOf(const json::Value& object, QByteArrayView key)
{
    const json::Value* value = object.find(key);
    return value && value->string() ? *value->string() : QByteArray();
}

QString keysFolder(const QString& workspaceFolder)
{
    return workspaceFolder + "/keys"_L1;
}

QStringList exchangeFiles(const QString& workspaceFolder)
{
    const QDir folder(keysFolder(workspaceFolder));
    QStringList paths;
    const QStringList names = folder.entryList({ u"exchange-*.key"_s }, QDir::Files, QDir::Name);
    for (const QString& name : names)
        paths.append(folder.filePath(name));
    return paths;
}

Result<Sealed> readSealed(const QString& path)
{
    DOCKET_ASSIGN(const QByteArray line, readKeyFile(path));
    const auto damaged = [&path] {
        return fail(ErrorCode::Integrity, path, u"is a damaged exchange key"_s,
            u"restore it from a backup; without it, ask for bundles that were encrypted to it again"_s);
    };
    const auto value = json::parse(line);
    if (!value || !value->object())
        return damaged();
    const json::Value* version = value->find("v");
    if (version && version->number() && *version->number() > formatVersion)
        return fail(ErrorCode::Unsupported, path, u"was written by a newer Docket"_s, u"update Docket"_s);
    Sealed sealed{ fromBase64Url(textOf(*value, "dev")), fromBase64Url(textOf(*value, "pk")),
        fromIsoUtc(QString::fromLatin1(textOf(*value, "made"))),
        fromIsoUtc(QString::fromLatin1(textOf(*value, "until"))), fromBase64Url(textOf(*value, "nonce")),
        fromBase64Url(textOf(*value, "box")) };
    const bool whole = sealed.device.size() == crypto_sign_PUBLICKEYBYTES
        && sealed.publicKey.size() == crypto_scalarmult_BYTES && sealed.made.isValid() && sealed.until.isValid()
        && sealed.nonce.size() == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
        && sealed.box.size() == qsizetype(crypto_scalarmult_SCALARBYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES)
        && sealed.line(true) == line;
    if (!whole)
        return damaged();
    return sealed;
}

Result<ExchangeSecret> openSealed(const QString& path, const Sealed& sealed, const Secret& sealing)
{
    ExchangeSecret key{ sealed.publicKey, Secret::random(crypto_scalarmult_SCALARBYTES), sealed.made, sealed.until,
        path };
    const QByteArray associated = sealed.line(false);
    const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(key.secret.data(), nullptr, nullptr,
        bytesOf(sealed.box), static_cast<unsigned long long>(sealed.box.size()), bytesOf(associated),
        static_cast<unsigned long long>(associated.size()), bytesOf(sealed.nonce), sealing.data());
    QByteArray expected(crypto_scalarmult_BYTES, '\0');
    if (opened != 0 || crypto_scalarmult_base(bytesOf(expected), key.secret.data()) != 0
        || expected != sealed.publicKey) {
        return fail(ErrorCode::Integrity, path, u"is a damaged exchange key: its seal does not hold"_s,
            u"restore it from a backup; without it, ask for bundles that were encrypted to it again"_s);
    }
    return key;
}

Status writeSealed(const ExchangeSecret& key, const SigningKey& device)
{
    Sealed sealed{ device.publicKey, key.publicKey, key.made, key.until,
        Secret::random(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES).view().toByteArray(), {} };
    sealed.box = QByteArray(key.secret.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
    const QByteArray associated = sealed.line(false);
    const Secret sealing = sealingKeyOf(device);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytesOf(sealed.box), nullptr, key.secret.data(),
        static_cast<unsigned long long>(key.secret.size()), bytesOf(associated),
        static_cast<unsigned long long>(associated.size()), nullptr, bytesOf(sealed.nonce), sealing.data());
    return writeKeyFile(key.path, sealed.line(true) + '\n');
}

QString freePath(const QString& workspaceFolder, const QDateTime& made)
{
    for (;;) {
        const QString random = QString::fromLatin1(Secret::random(2).view().toByteArray().toHex());
        const QString path = u"%1/exchange-%2-%3.key"_s.arg(
            keysFolder(workspaceFolder), made.toUTC().toString(u"yyyy-MM-dd"_s), random);
        if (!QFile::exists(path))
            return path;
    }
}

} // namespace

const ExchangeSecret* ExchangeSecrets::current(const QDateTime& now) const
{
    // A key from the future is one made before the clock was set back: it is as good as any.
    return !keys.empty() && keys.front().until > now ? &keys.front() : nullptr;
}

Result<ExchangeSecrets> exchangeSecrets(const QString& workspaceFolder, const SigningKey& device)
{
    if (!QDir(keysFolder(workspaceFolder)).exists()) {
        return fail(ErrorCode::NotFound, keysFolder(workspaceFolder), u"there is no such folder"_s,
            u"restore it from a backup, or enrol this machine as a new device"_s);
    }
    ExchangeSecrets out;
    const Secret sealing = sealingKeyOf(device);
    const QStringList paths = exchangeFiles(workspaceFolder);
    for (const QString& path : paths) {
        const auto sealed = readSealed(path);
        if (!sealed) {
            out.problems.append(sealed.error());
            continue;
        }
        if (sealed->device != device.publicKey)
            continue; // the other side of a rotation
        if (auto key = openSealed(path, *sealed, sealing))
            out.keys.push_back(std::move(*key));
        else
            out.problems.append(key.error());
    }
    std::stable_sort(out.keys.begin(), out.keys.end(), [](const ExchangeSecret& a, const ExchangeSecret& b) {
        return std::tie(a.made, a.publicKey) > std::tie(b.made, b.publicKey);
    });
    return out;
}

Result<ExchangeSecret> makeExchangeSecret(
    const QString& workspaceFolder, const SigningKey& device, const QDateTime& now)
{
    initialiseSodium();
    ExchangeSecret key{ QByteArray(crypto_scalarmult_BYTES, '\0'), Secret::random(crypto_scalarmult_SCALARBYTES),
        now.toUTC(), now.toUTC().addDays(exchangeKeyDays), freePath(workspaceFolder, now) };
    crypto_scalarmult_base(bytesOf(key.publicKey), key.secret.data());
    DOCKET_TRY(writeSealed(key, device));
    return key;
}

Status copyExchangeSecrets(const QString& workspaceFolder, const SigningKey& from, const SigningKey& to)
{
    DOCKET_ASSIGN(ExchangeSecrets mine, exchangeSecrets(workspaceFolder, from));
    DOCKET_ASSIGN(const ExchangeSecrets theirs, exchangeSecrets(workspaceFolder, to));
    for (ExchangeSecret& key : mine.keys) {
        const bool there = std::any_of(theirs.keys.begin(), theirs.keys.end(),
            [&key](const ExchangeSecret& other) { return other.publicKey == key.publicKey; });
        if (there)
            continue;
        key.path = freePath(workspaceFolder, key.made);
        DOCKET_TRY(writeSealed(key, to));
    }
    return {};
}

Status dropForeignExchangeSecrets(const QString& workspaceFolder, QByteArrayView device)
{
    const QStringList paths = exchangeFiles(workspaceFolder);
    for (const QString& path : paths) {
        const auto sealed = readSealed(path);
        if (sealed && sealed->device != device)
            DOCKET_TRY(destroyKeyFile(path));
    }
    return {};
}

Result<int> destroyOldExchangeSecrets(const QString& workspaceFolder, const SigningKey& device, const QDateTime& now)
{
    DOCKET_ASSIGN(const ExchangeSecrets found, exchangeSecrets(workspaceFolder, device));
    int destroyed = 0;
    for (size_t i = 1; i < found.keys.size(); ++i) {
        if (found.keys[i].until.addDays(exchangeKeyGraceDays) >= now)
            continue;
        DOCKET_TRY(destroyKeyFile(found.keys[i].path));
        ++destroyed;
    }
    return destroyed;
}

bool isAcceptableExchangeKey(QByteArrayView publicKey)
{
    initialiseSodium();
    if (publicKey.size() != qsizetype(crypto_scalarmult_BYTES))
        return false;
    // Canonical: below 2^255 - 19. libsodium would reduce anything else silently.
    const unsigned char* bytes = bytesOf(publicKey);
    if (bytes[31] & 0x80)
        return false;
    const bool high
        = bytes[31] == 0x7f && std::all_of(bytes + 1, bytes + 31, [](unsigned char b) { return b == 0xff; });
    if (high && bytes[0] >= 0xed)
        return false;
    const Secret scalar = Secret::random(crypto_scalarmult_SCALARBYTES);
    QByteArray product(crypto_scalarmult_BYTES, '\0');
    return crypto_scalarmult(bytesOf(product), scalar.data(), bytes) == 0; // -1 for points of small order
}

} // namespace docket::log
