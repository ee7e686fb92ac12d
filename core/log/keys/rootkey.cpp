#include "core/log/keys/rootkey.h"

#include "core/log/crypto/bech32.h"
#include "core/log/format/entryformat.h"

#include <QFile>

#include <sodium.h>

namespace docket::log::rootkey
{

using namespace Qt::StringLiterals;

namespace
{

constexpr char paperPrefix[] = "docketroot";

Result<SigningKey> write(const QString& path, QByteArrayView domain, QByteArrayView workspace, SigningKey key,
    const Secret& passphrase, KdfCost cost)
{
    if (QFile::exists(path)) {
        return fail(ErrorCode::Conflict, path, u"there is a file already"_s,
            u"choose another name: a root key is never overwritten"_s);
    }
    if (QString::fromUtf8(passphrase.view()).size() < minimumPassphrase) {
        return fail(ErrorCode::Validation, u"passphrase of the root key"_s,
            u"is shorter than %1 characters"_s.arg(minimumPassphrase), u"take a sentence"_s);
    }
    const Seal seal = Seal::withPassphrase(Secret::copyOf(passphrase.view()), cost);
    DOCKET_ASSIGN(const SealedKey sealed, SealedKey::seal(deviceName(domain, workspace, key.publicKey), key, seal));
    DOCKET_TRY(sealed.write(path));
    // Whoever takes root from a device must be able to rely on the file.
    const auto again = open(path, passphrase);
    if (!again || again->publicKey != key.publicKey) {
        return fail(ErrorCode::Storage, path, u"what was written cannot be opened again"_s,
            u"nothing was changed; try another disk"_s);
    }
    return key;
}

} // namespace

Result<SigningKey> make(
    const QString& path, QByteArrayView domain, QByteArrayView workspace, const Secret& passphrase, KdfCost cost)
{
    return write(path, domain, workspace, SigningKey::generate(), passphrase, cost);
}

Result<SigningKey> restore(const QString& path, QByteArrayView domain, QByteArrayView workspace, const Secret& paper,
    const Secret& passphrase, KdfCost cost)
{
    DOCKET_ASSIGN(SigningKey key, fromPaper(paper));
    return write(path, domain, workspace, std::move(key), passphrase, cost);
}

Result<SigningKey> open(const QString& path, const Secret& passphrase)
{
    DOCKET_ASSIGN(const SealedKey sealed, SealedKey::read(path));
    auto key = sealed.open(passphrase);
    if (!key) {
        Error error = std::move(key).error();
        error.thing = u"root key %1"_s.arg(path);
        return fail(std::move(error));
    }
    return key;
}

Secret paperForm(const SigningKey& key)
{
    const Secret seed = key.seed();
    QByteArray plain = toBech32(paperPrefix, seed.view());
    QByteArray grouped;
    grouped.reserve(plain.size() * 2); // never moved, so that no copy is left behind
    for (qsizetype i = 0; i < plain.size(); ++i) {
        if (i > 0 && i % 4 == 0)
            grouped.append(' ');
        const char c = plain.at(i);
        grouped.append(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    }
    sodium_memzero(plain.data(), static_cast<size_t>(plain.size()));
    return Secret::take(std::move(grouped));
}

Result<SigningKey> fromPaper(const Secret& paper)
{
    DOCKET_ASSIGN(QByteArray seed, fromBech32(paperPrefix, paper.view()));
    if (seed.size() != crypto_sign_SEEDBYTES) {
        return fail(ErrorCode::Parse, u"typed key"_s, u"is %1 bytes long, not 32"_s.arg(seed.size()),
            u"compare it with the paper and type it again"_s);
    }
    const Secret kept = Secret::take(std::move(seed));
    return SigningKey::fromSeed(kept.view());
}

} // namespace docket::log::rootkey
