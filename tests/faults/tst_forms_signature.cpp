#include "core/log/crypto/ed25519.h"
#include "tests/faults/judge.h"
#include "tests/faults/tst_forms.h"

#include <QCryptographicHash>
#include <QTest>

#include <openssl/evp.h>
#include <sodium.h>

#include <memory>
#include <random>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

// The cases of "Taming the many EdDSAs" (Chalkias, Garillot, Nikolaenko, 2020), made here from the equations.

namespace
{

using Bytes = QByteArray;

const unsigned char* in(const Bytes& bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.constData());
}

unsigned char* out(Bytes& bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

/// The peer: OpenSSL's verification.
bool opensslAccepts(const Bytes& key, const Bytes& message, const Bytes& signature)
{
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> pkey(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, in(key), 32), EVP_PKEY_free);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    return pkey && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, pkey.get()) == 1
        && EVP_DigestVerify(context.get(), in(signature), static_cast<size_t>(signature.size()), in(message),
               static_cast<size_t>(message.size()))
        == 1;
}

/// A point of order 8; its multiples are the eight points of small order.
const Bytes& torsion()
{
    static const Bytes point = Bytes::fromHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
    return point;
}

Bytes sum(const Bytes& a, const Bytes& b)
{
    Bytes result(32, '\0');
    if (crypto_core_ed25519_add(out(result), in(a), in(b)) != 0)
        qFatal("not a point");
    return result;
}

Bytes neutral()
{
    Bytes point(32, '\0');
    point[0] = 1;
    return point;
}

Bytes smallOrder(int multiple)
{
    Bytes point = neutral();
    for (int i = 0; i < multiple; ++i)
        point = sum(point, torsion());
    return point;
}

Bytes randomScalar()
{
    Bytes scalar(32, '\0');
    crypto_core_ed25519_scalar_random(out(scalar));
    return scalar;
}

Bytes timesBase(const Bytes& scalar)
{
    Bytes point(32, '\0');
    if (crypto_scalarmult_ed25519_base_noclamp(out(point), in(scalar)) != 0)
        return neutral();
    return point;
}

/// SHA-512(R ‖ A ‖ M) mod L.
Bytes challenge(const Bytes& r, const Bytes& a, const Bytes& message)
{
    const Bytes hash = QCryptographicHash::hash(Bytes(r + a + message), QCryptographicHash::Sha512);
    Bytes scalar(32, '\0');
    crypto_core_ed25519_scalar_reduce(out(scalar), in(hash));
    return scalar;
}

/// r + k·a mod L
Bytes response(const Bytes& r, const Bytes& k, const Bytes& a)
{
    Bytes product(32, '\0');
    Bytes result(32, '\0');
    crypto_core_ed25519_scalar_mul(out(product), in(k), in(a));
    crypto_core_ed25519_scalar_add(out(result), in(r), in(product));
    return result;
}

Bytes plusOrder(Bytes scalar, int times = 1)
{
    static const Bytes order = Bytes::fromHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    for (; times > 0; --times) {
        int carry = 0;
        for (int i = 0; i < 32; ++i) {
            carry += static_cast<unsigned char>(scalar[i]) + static_cast<unsigned char>(order[i]);
            scalar[i] = static_cast<char>(carry & 0xff);
            carry >>= 8;
        }
    }
    return scalar;
}

struct Edge {
    Bytes key;
    Bytes message;
    Bytes signature;
};

/// A signature whose key is a·B + keyTorsion and whose R is r·B + rTorsion, of a message for which k mod 8 is
/// `residue`.
Edge edge(const Bytes& keyTorsion, const Bytes& rTorsion, int residue = -1, bool zeroA = false, bool zeroR = false)
{
    const Bytes a = zeroA ? Bytes(32, '\0') : randomScalar();
    const Bytes r = zeroR ? Bytes(32, '\0') : randomScalar();
    const Bytes key = sum(timesBase(a), keyTorsion);
    const Bytes point = sum(timesBase(r), rTorsion);
    for (int i = 0;; ++i) {
        const Bytes message = "message " + Bytes::number(i);
        const Bytes k = challenge(point, key, message);
        if (residue < 0 || (static_cast<unsigned char>(k[0]) & 7) == residue)
            return { key, message, point + response(r, k, a) };
    }
}

} // namespace

void TestForms::signature_edgeCases_data()
{
    initialiseSodium();
    QTest::addColumn<Bytes>("key");
    QTest::addColumn<Bytes>("message");
    QTest::addColumn<Bytes>("signature");
    QTest::addColumn<bool>("accepted"); // by the format: libsodium 1.0.18
    QTest::addColumn<bool>("enrolled"); // whether the key may be enrolled at all
    const auto row = [](const char* what, const Edge& e, bool accepted, bool enrolled) {
        QTest::newRow(what) << e.key << e.message << e.signature << accepted << enrolled;
    };
    const Bytes t = torsion();
    const Edge honest = edge(neutral(), neutral());
    row("honest", honest, true, true);
    row("small-order key, small-order R, S = 0", edge(t, t, -1, true, true), false, false);
    row("small-order key, R of the main subgroup, k divisible by 8", edge(t, neutral(), 0, true), false, false);
    row("key of mixed order, k divisible by 8", edge(t, neutral(), 0), true, false);
    row("key of mixed order, k odd: only with cofactor", edge(t, neutral(), 1), false, false);
    row("key and R of mixed order: only with cofactor", edge(t, t, 2), false, false);
    row("key and R of mixed order that cancel", edge(t, smallOrder(7), 1), true, false);
    row("R of mixed order: only with cofactor", edge(neutral(), t), false, true);
    row("R of small order, S = k a", edge(neutral(), neutral(), -1, false, true), false, true);
    row("R of small order 8", edge(neutral(), t, -1, false, true), false, true);
    row("S + L", { honest.key, honest.message, honest.signature.left(32) + plusOrder(honest.signature.mid(32)) }, false,
        true);
    row("S + 14 L", { honest.key, honest.message, honest.signature.left(32) + plusOrder(honest.signature.mid(32), 14) },
        false, true);
    // R and A in an encoding that is not reduced: y = 1 as p + 1.
    Bytes unreduced(32, '\xff');
    unreduced[0] = '\xee';
    unreduced[31] = '\x7f';
    row("key not reduced", { unreduced, "m", neutral() + Bytes(32, '\0') }, false, false);
    const Bytes s = response(Bytes(32, '\0'), challenge(unreduced, honest.key, "m"), Bytes(32, '\0'));
    row("R not reduced", { honest.key, "m", unreduced + s }, false, true);
    row("no point at all", { Bytes(31, '\x02') + '\x7f', "m", honest.signature }, false, false);
    row("too short", { honest.key, honest.message, honest.signature.left(63) }, false, true);
    row("too long", { honest.key, honest.message, honest.signature + 'x' }, false, true);
}

void TestForms::signature_edgeCases()
{
    QFETCH(Bytes, key);
    QFETCH(Bytes, message);
    QFETCH(Bytes, signature);
    QFETCH(bool, accepted);
    QFETCH(bool, enrolled);
    QCOMPARE(verifySignature(key, message, signature), accepted);
    QCOMPARE(isAcceptablePublicKey(key), enrolled);
    // For a key that may be enrolled OpenSSL says the same, but for an R of small order, which only the owner of the
    // key can make and libsodium alone refuses.
    const bool smallR = QByteArray(QTest::currentDataTag()) == "R of small order, S = k a";
    if (enrolled)
        QCOMPARE(opensslAccepts(key, message, signature), accepted || smallR);
}

void TestForms::signature_librariesAgreeForEnrolledKeys()
{
    std::mt19937 random(10);
    int accepted = 0;
    int refused = 0;
    const int rounds = inForm(400, 20'000);
    for (int round = 0; round < rounds; ++round) {
        const SigningKey pair = SigningKey::generate();
        QVERIFY(isAcceptablePublicKey(pair.publicKey));
        Bytes key = pair.publicKey;
        Bytes message(static_cast<qsizetype>(random() % 200), 'm');
        Bytes signature = pair.sign(message);
        switch (random() % 6) {
        case 0:
            break;
        case 1:
            signature[static_cast<qsizetype>(random() % 64)] ^= static_cast<char>(1 << (random() % 8));
            break;
        case 2:
            message += 'x';
            break;
        case 3:
            signature = signature.left(32) + plusOrder(signature.mid(32), static_cast<int>(random() % 15));
            break;
        case 4:
            signature = sum(signature.left(32), smallOrder(static_cast<int>(random() % 8))) + signature.mid(32);
            break;
        default:
            key[static_cast<qsizetype>(random() % 32)] ^= static_cast<char>(1 << (random() % 8));
            if (!isAcceptablePublicKey(key))
                continue;
        }
        const bool ours = verifySignature(key, message, signature);
        QCOMPARE(opensslAccepts(key, message, signature), ours);
        ours ? ++accepted : ++refused;
    }
    QVERIFY(accepted > 20 && refused > 20);
}
