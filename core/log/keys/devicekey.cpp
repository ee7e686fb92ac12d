#include "core/log/keys/devicekey.h"

#include "core/base/digest.h"
#include "core/log/format/canonicaljson.h"
#include "core/log/keys/keyfile.h"

#include <sodium.h>

#include <tuple>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto formatVersion = 1;
// What a key file may ask of this machine; a larger demand is not one of ours.
constexpr qint64 maximumMemory = qint64(1) << 30;
constexpr qint64 maximumPasses = 10;

const unsigned char* bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char*>(view.data());
}

unsigned char* bytesOf(QByteArray& bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

QString thing()
{
    return u"device key"_s;
}

/// Where the keychain keeps the wrapping key: each sealing has a place of its own, so that the key file and the
/// keychain never disagree, whichever of the two is written first.
QString keychainName(const QByteArray& name, const QByteArray& nonce)
{
    return QString::fromLatin1(name + ' ' + toBase64Url(nonce).left(8));
}

/// Where it was kept before sealings had places of their own.
QString firstKeychainName(const QByteArray& name)
{
    return QString::fromLatin1(name);
}

Result<Secret> derive(const Secret& passphrase, const QByteArray& salt, qint64 passes, qint64 memory)
{
    initialiseSodium();
    Secret out = Secret::random(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
    const int result = crypto_pwhash(out.data(), static_cast<unsigned long long>(out.size()), passphrase.view().data(),
        static_cast<unsigned long long>(passphrase.size()), bytesOf(salt), static_cast<unsigned long long>(passes),
        static_cast<size_t>(memory), crypto_pwhash_ALG_ARGON2ID13);
    if (result != 0) {
        return fail(ErrorCode::Storage, thing(),
            u"not enough memory to check the passphrase (%1 MiB)"_s.arg(memory >> 20),
            u"close other programs and try again"_s);
    }
    return out;
}

/// Passes and bytes of memory.
std::pair<qint64, qint64> limitsOf(KdfCost cost)
{
    switch (cost) {
    case KdfCost::Moderate:
        break;
    case KdfCost::Sensitive:
        return { qint64(crypto_pwhash_OPSLIMIT_SENSITIVE), qint64(crypto_pwhash_MEMLIMIT_SENSITIVE) };
    case KdfCost::Cheap:
        return { 1, qint64(8) << 20 };
    }
    return { qint64(crypto_pwhash_OPSLIMIT_MODERATE), qint64(crypto_pwhash_MEMLIMIT_MODERATE) };
}

/// The line that is authenticated with the box, or the whole file when `box` is given.
QByteArray lineOf(const QByteArray& name, const QByteArray& publicKey, bool byPassphrase, const QByteArray& salt,
    qint64 passes, qint64 memory, const QByteArray& nonce, const QByteArray& box = {})
{
    json::Object members{ { "v", qint64(formatVersion) }, { "type", QByteArray("ed25519") }, { "name", name },
        { "pk", toBase64Url(publicKey) }, { "nonce", toBase64Url(nonce) },
        { "seal", QByteArray(byPassphrase ? "argon2id13" : "keychain") } };
    if (byPassphrase) {
        members.emplace_back("salt", toBase64Url(salt));
        members.emplace_back("passes", passes);
        members.emplace_back("memory", memory);
    }
    if (!box.isEmpty())
        members.emplace_back("box", toBase64Url(box));
    return json::serialise(json::Value(std::move(members)));
}

QByteArray textOf(const json::Value& object, QByteArrayView key)
{
    const json::Value* value = object.find(key);
    return value && value->string() ? *value->string() : QByteArray();
}

qint64 numberOf(const json::Value& object, QByteArrayView key)
{
    const json::Value* value = object.find(key);
    return value && value->number() ? *value->number() : 0;
}

} // namespace

Result<SealedKey> SealedKey::seal(const QByteArray& name, const SigningKey& key, const Seal& seal)
{
    initialiseSodium();
    SealedKey sealed;
    sealed.m_name = name;
    sealed.m_publicKey = key.publicKey;
    sealed.m_nonce = QByteArray(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, '\0');
    randombytes_buf(sealed.m_nonce.data(), static_cast<size_t>(sealed.m_nonce.size()));
    Secret wrapping;
    if (seal.keychain) {
        Secret random = Secret::random(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
        const Status stored = seal.keychain->store(keychainName(name, sealed.m_nonce), random);
        if (stored) {
            wrapping = std::move(random);
            sealed.m_byPassphrase = false;
        } else if (seal.passphrase.isEmpty()) {
            return fail(stored.error());
        }
    }
    if (wrapping.isEmpty()) {
        if (seal.passphrase.isEmpty()) {
            return fail(ErrorCode::Locked, thing(), u"there is neither a keychain nor a passphrase to seal it with"_s,
                u"choose a passphrase (docketctl reads DOCKET_PASSPHRASE)"_s);
        }
        std::tie(sealed.m_passes, sealed.m_memory) = limitsOf(seal.cost);
        sealed.m_salt = QByteArray(crypto_pwhash_SALTBYTES, '\0');
        randombytes_buf(sealed.m_salt.data(), static_cast<size_t>(sealed.m_salt.size()));
        DOCKET_ASSIGN(wrapping, derive(seal.passphrase, sealed.m_salt, sealed.m_passes, sealed.m_memory));
    }
    sealed.m_associated = lineOf(
        name, key.publicKey, sealed.m_byPassphrase, sealed.m_salt, sealed.m_passes, sealed.m_memory, sealed.m_nonce);
    const Secret seed = key.seed();
    sealed.m_box = QByteArray(seed.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytesOf(sealed.m_box), nullptr, seed.data(),
        static_cast<unsigned long long>(seed.size()), bytesOf(sealed.m_associated),
        static_cast<unsigned long long>(sealed.m_associated.size()), nullptr, bytesOf(sealed.m_nonce), wrapping.data());
    return sealed;
}

Result<SealedKey> SealedKey::read(const QString& path)
{
    DOCKET_ASSIGN(const QByteArray line, readKeyFile(path));
    const auto damaged = [&path](const QString& cause) {
        return fail(ErrorCode::Integrity, path, cause, u"restore the file from a backup"_s);
    };
    const auto value = json::parse(line);
    if (!value || !value->object())
        return damaged(u"is not a key file"_s);
    if (numberOf(*value, "v") > formatVersion)
        return fail(ErrorCode::Unsupported, path, u"was written by a newer Docket"_s, u"update Docket"_s);
    SealedKey key;
    const QByteArray seal = textOf(*value, "seal");
    key.m_name = textOf(*value, "name");
    key.m_publicKey = fromBase64Url(textOf(*value, "pk"));
    key.m_byPassphrase = seal == "argon2id13";
    key.m_nonce = fromBase64Url(textOf(*value, "nonce"));
    key.m_box = fromBase64Url(textOf(*value, "box"));
    key.m_salt = fromBase64Url(textOf(*value, "salt"));
    key.m_passes = numberOf(*value, "passes");
    key.m_memory = numberOf(*value, "memory");
    const bool kdf = key.m_salt.size() == crypto_pwhash_SALTBYTES && key.m_passes >= 1 && key.m_passes <= maximumPasses
        && key.m_memory >= qint64(crypto_pwhash_MEMLIMIT_MIN) && key.m_memory <= maximumMemory;
    if (numberOf(*value, "v") != formatVersion || textOf(*value, "type") != "ed25519" || key.m_name.isEmpty()
        || key.m_publicKey.size() != 32 || key.m_nonce.size() != crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
        || key.m_box.size() != crypto_sign_SEEDBYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES
        || !(key.m_byPassphrase ? kdf : seal == "keychain"))
        return damaged(u"is a damaged key file"_s);
    key.m_associated
        = lineOf(key.m_name, key.m_publicKey, key.m_byPassphrase, key.m_salt, key.m_passes, key.m_memory, key.m_nonce);
    return key;
}

Status SealedKey::write(const QString& path) const
{
    return writeKeyFile(
        path, lineOf(m_name, m_publicKey, m_byPassphrase, m_salt, m_passes, m_memory, m_nonce, m_box) + '\n');
}

Result<SigningKey> SealedKey::openBox(const Secret& wrappingKey, ErrorCode whenWrong, const QString& cause) const
{
    initialiseSodium();
    Secret seed = Secret::random(crypto_sign_SEEDBYTES);
    const int result = crypto_aead_xchacha20poly1305_ietf_decrypt(seed.data(), nullptr, nullptr, bytesOf(m_box),
        static_cast<unsigned long long>(m_box.size()), bytesOf(m_associated),
        static_cast<unsigned long long>(m_associated.size()), bytesOf(m_nonce), wrappingKey.data());
    if (result != 0)
        return fail(whenWrong, thing(), cause, u"try again"_s);
    SigningKey key = SigningKey::fromSeed(seed.view());
    if (key.publicKey != m_publicKey)
        return fail(ErrorCode::Integrity, thing(), u"the key file holds another key than it names"_s,
            u"restore the file from a backup"_s);
    return key;
}

Result<SigningKey> SealedKey::open(const Secret& passphrase) const
{
    if (!m_byPassphrase) {
        return fail(ErrorCode::Locked, thing(), u"is sealed by the desktop's keychain, not by a passphrase"_s,
            u"unlock the keychain and try again"_s);
    }
    if (passphrase.isEmpty()) {
        return fail(ErrorCode::Locked, thing(), u"no passphrase was given"_s,
            u"enter it (docketctl reads DOCKET_PASSPHRASE)"_s);
    }
    DOCKET_ASSIGN(const Secret wrapping, derive(passphrase, m_salt, m_passes, m_memory));
    return openBox(wrapping, ErrorCode::Validation, u"the passphrase is wrong"_s);
}

Result<SigningKey> SealedKey::open(Keychain& keychain) const
{
    if (m_byPassphrase) {
        return fail(ErrorCode::Locked, thing(), u"is sealed by a passphrase"_s,
            u"enter it (docketctl reads DOCKET_PASSPHRASE)"_s);
    }
    auto kept = keychain.load(keychainName(m_name, m_nonce));
    if (!kept && kept.error().code == ErrorCode::NotFound)
        kept = keychain.load(firstKeychainName(m_name));
    DOCKET_ASSIGN(const Secret wrapping, std::move(kept));
    if (wrapping.size() != crypto_aead_xchacha20poly1305_ietf_KEYBYTES) {
        return fail(ErrorCode::Integrity, thing(), u"the keychain's entry has the wrong length"_s,
            u"restore the keychain from a backup"_s);
    }
    return openBox(wrapping, ErrorCode::Integrity, u"the keychain's entry does not open it"_s);
}

Status SealedKey::forget(Keychain& keychain) const
{
    if (m_byPassphrase)
        return {};
    DOCKET_TRY(keychain.remove(keychainName(m_name, m_nonce)));
    return keychain.remove(firstKeychainName(m_name));
}

} // namespace docket::log
