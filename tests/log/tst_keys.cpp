#include "tests/log/tst_keys.h"

#include "core/base/digest.h"
#include "core/log/crypto/bech32.h"
#include "core/log/format/entryformat.h"
#include "core/log/format/fault.h"
#include "core/log/keys/exchangekeys.h"
#include "core/log/keys/rootkey.h"
#include "core/log/members/joinrequest.h"
#include "core/log/store/incarnation.h"
#include "tests/log/logfixture.h"
#include "tests/log/memorykeychain.h"

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

const QByteArray workspace = "oVjJ0aWeovovSjVb-LrhHA";

JoinRequest requestOf(const SigningKey& device)
{
    // Any point but those of small order is an X25519 key; the base point is one.
    QByteArray exchange(32, '\0');
    exchange[0] = 9;
    return JoinRequest{ device.publicKey, SigningKey::generate().publicKey, exchange, u"Grace Höpper"_s, startTime(),
        workspace };
}

QByteArray fileBytes(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwriteFile(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(bytes);
}

Checkpoint checkpointAt(quint64 size, char fill)
{
    return Checkpoint{ "docket.example/oVjJ0aWe/AbCdEf-_", size, Hash::from(QByteArray(32, fill)) };
}

} // namespace

void TestKeys::bech32_knownValues()
{
    // From BIP 173.
    QCOMPARE(toBech32("a", ""), QByteArray("a12uel5l"));
    QCOMPARE(fromBech32("a", "A12UEL5L").value(), QByteArray());
    const QByteArray bytes = QByteArray::fromHex("00443214c74254b635cf84653a56d7c675be77df");
    QCOMPARE(toBech32("abcdef", bytes), QByteArray("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw"));
    QCOMPARE(fromBech32("abcdef", "ABCD EF1Q PZRY-9X8G F2TV DW0S 3JN5 4KHC E6MU A7LM QQQX W").value(), bytes);
    // A last group that is not zero has a second spelling.
    QVERIFY(!fromBech32("a", "a1lqfn3a"));
    for (const QByteArray& bad : { QByteArray(), QByteArray("a1"), QByteArray("b12uel5l"), QByteArray("a12uel5b") })
        QCOMPARE(fromBech32("a", bad).error().code, ErrorCode::Parse);
}

void TestKeys::bech32_everySingleMistakeIsFound()
{
    const Secret seed = Secret::random(32);
    const QByteArray text = toBech32("docketroot", seed.view());
    QCOMPARE(fromBech32("docketroot", text).value(), seed.view().toByteArray());
    int tried = 0;
    for (qsizetype i = text.indexOf('1') + 1; i < text.size(); ++i) {
        for (const char c : QByteArrayView("qpzry9x8gf2tvdw0s3jn54khce6mua7l")) {
            QByteArray mistyped = text;
            mistyped[i] = c;
            if (mistyped == text)
                continue;
            ++tried;
            QVERIFY2(!fromBech32("docketroot", mistyped), mistyped.constData());
        }
        QByteArray swapped = text;
        if (i + 1 < text.size() && text[i] != text[i + 1]) {
            std::swap(swapped[i], swapped[i + 1]);
            QVERIFY2(!fromBech32("docketroot", swapped), swapped.constData());
        }
    }
    QCOMPARE(tried, 58 * 31);
}

void TestKeys::root_fileAndPaper()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"root.key"_s);
    const Secret passphrase = Secret::copyOf("a sentence of some length");
    const auto made = rootkey::make(path, "docket.example", workspace, passphrase, KdfCost::Cheap);
    VERIFY_OK(made);
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QCOMPARE(SealedKey::read(path)->name(), deviceName("docket.example", workspace, made->publicKey));
    QCOMPARE(rootkey::open(path, passphrase)->publicKey, made->publicKey);

    const Secret paper = rootkey::paperForm(*made);
    QVERIFY(paper.view().startsWith("DOCK ETRO OT1"));
    QCOMPARE(rootkey::fromPaper(paper)->publicKey, made->publicKey);
    const QString again = folder.filePath(u"again.key"_s);
    const Secret other = Secret::copyOf("another long sentence");
    const auto restored = rootkey::restore(again, "docket.example", workspace, paper, other, KdfCost::Cheap);
    VERIFY_OK(restored);
    QCOMPARE(rootkey::open(again, other)->publicKey, made->publicKey);

    // Neither file says anything about the seed.
    const QByteArray seed = made->seed().view().toByteArray();
    for (const QString& file : { path, again }) {
        const QByteArray bytes = fileBytes(file);
        for (const QByteArray& form : { seed, seed.toHex(), seed.toBase64().left(40), toBase64Url(seed).left(40) })
            QVERIFY(!bytes.contains(form));
    }
}

void TestKeys::root_refusals()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"root.key"_s);
    const Secret passphrase = Secret::copyOf("a sentence of some length");
    const auto weak = rootkey::make(path, "docket.example", workspace, Secret::copyOf("short"), KdfCost::Cheap);
    QCOMPARE(weak.error().code, ErrorCode::Validation);
    QVERIFY(!QFile::exists(path));
    VERIFY_OK(rootkey::make(path, "docket.example", workspace, passphrase, KdfCost::Cheap));
    const QByteArray before = fileBytes(path);
    QCOMPARE(
        rootkey::make(path, "docket.example", workspace, passphrase, KdfCost::Cheap).error().code, ErrorCode::Conflict);
    QCOMPARE(fileBytes(path), before);
    QCOMPARE(rootkey::open(path, Secret::copyOf("a sentence of some lengtg")).error().code, ErrorCode::Validation);
    QCOMPARE(rootkey::open(path + u'x', passphrase).error().code, ErrorCode::NotFound);
    const auto mistyped = rootkey::restore(folder.filePath(u"b.key"_s), "docket.example", workspace,
        Secret::copyOf("DOCK ETRO OT1Q QQQQ"), passphrase, KdfCost::Cheap);
    QCOMPARE(mistyped.error().code, ErrorCode::Parse);
    QVERIFY(!QFile::exists(folder.filePath(u"b.key"_s)));
    // Every flipped bit is noticed, with a word for it, and never opens.
    for (qsizetype i = 0; i < before.size() - 1; ++i) {
        QByteArray flipped = before;
        flipped[i] = static_cast<char>(flipped[i] ^ 1);
        overwriteFile(path, flipped);
        const auto sealed = SealedKey::read(path);
        // Passes and memory are not tried: they would only cost time.
        if (!sealed || flipped.contains("\"passes\":0") || !flipped.contains("\"memory\":8388608"))
            continue;
        QVERIFY2(!sealed->open(passphrase), flipped.constData());
    }
}

void TestKeys::root_sensitiveIsTheDefault()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"root.key"_s);
    const auto made = rootkey::make(path, "docket.example", workspace, Secret::copyOf("a sentence of some length"));
    if (!made && made.error().cause.contains(u"memory"_s))
        QSKIP("this machine has no gibibyte to spare");
    VERIFY_OK(made);
    QVERIFY(fileBytes(path).contains("\"memory\":1073741824"));
    QVERIFY(fileBytes(path).contains("\"passes\":4"));
}

void TestKeys::join_roundTrip()
{
    const SigningKey device = SigningKey::generate();
    const JoinRequest request = requestOf(device);
    const auto bytes = signJoinRequest(request, device);
    VERIFY_OK(bytes);
    QVERIFY(bytes->startsWith("docket-join/v1\n{\"cosigner\":\""));
    const QByteArray signer = "docket-join/" + toBase64Url(device.publicKey).left(8) + ' ';
    QVERIFY(bytes->contains(signer));
    const auto read = readJoinRequest(*bytes);
    VERIFY_OK(read);
    QCOMPARE(read->device, request.device);
    QCOMPARE(read->cosigner, request.cosigner);
    QCOMPARE(read->exchange, request.exchange);
    QCOMPARE(read->name, request.name);
    QCOMPARE(read->time, request.time);
    QCOMPARE(read->workspace, request.workspace);
    JoinRequest nameless = request;
    nameless.name = u"  "_s;
    QCOMPARE(signJoinRequest(nameless, device).error().code, ErrorCode::Validation);
}

void TestKeys::join_everyChangedByteIsRefused()
{
    const SigningKey device = SigningKey::generate();
    const QByteArray bytes = *signJoinRequest(requestOf(device), device);
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        QByteArray changed = bytes;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        const auto read = readJoinRequest(changed);
        QVERIFY2(!read, qPrintable(QString::number(i)));
        QCOMPARE(read.error().code, ErrorCode::Integrity);
        QCOMPARE(faultWord(read.error()), u"join"_s);
        QVERIFY(!readJoinRequest(bytes.left(i)));
    }
    QVERIFY(!readJoinRequest(QByteArray(bytes + '\n')));
    QVERIFY(!readJoinRequest(bytes.repeated(2)));
    QVERIFY(!readJoinRequest(QByteArray(1 << 20, 'x')));
}

void TestKeys::join_keysThatMayNotBeEnrolled_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<QByteArray>("key");
    // Ed25519 points of small order; the identity, order 2, order 4, order 8, and a second spelling of the identity.
    const QList<std::pair<const char*, QByteArray>> small{
        { "identity", "0100000000000000000000000000000000000000000000000000000000000000" },
        { "order 2", "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f" },
        { "order 4", "0000000000000000000000000000000000000000000000000000000000000000" },
        { "order 8", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05" },
        { "not canonical", "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f" },
        { "no point", "0200000000000000000000000000000000000000000000000000000000000000" },
    };
    for (const auto& [name, hex] : small) {
        for (int which = 0; which < 2; ++which)
            QTest::addRow("%s, %s", which == 0 ? "device" : "cosigner", name) << which << QByteArray::fromHex(hex);
    }
    QTest::newRow("exchange, zero") << 2 << QByteArray(32, '\0');
    QTest::newRow("exchange, not canonical")
        << 2 << QByteArray::fromHex("f6ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    QTest::newRow("cosigner is the device") << 3 << QByteArray();
}

void TestKeys::join_keysThatMayNotBeEnrolled()
{
    QFETCH(int, which);
    QFETCH(QByteArray, key);
    const SigningKey device = SigningKey::generate();
    JoinRequest request = requestOf(device);
    QVERIFY(readJoinRequest(*signJoinRequest(request, device)));
    if (which == 0)
        request.device = key;
    else if (which == 1)
        request.cosigner = key;
    else if (which == 2)
        request.exchange = key;
    else
        request.cosigner = request.device;
    const auto read = readJoinRequest(*signJoinRequest(request, device));
    QVERIFY(!read);
    QVERIFY2(read.error().cause.contains(u"may not be enrolled"_s), qPrintable(read.error().text()));
}

void TestKeys::join_invitation_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("good");
    QTest::newRow("good") << u" docket.example/oVjJ0aWeovovSjVb-LrhHA\n"_s << true;
    QTest::newRow("no slash") << u"oVjJ0aWeovovSjVb-LrhHA"_s << false;
    QTest::newRow("upper case domain") << u"Docket.example/oVjJ0aWeovovSjVb-LrhHA"_s << false;
    QTest::newRow("short") << u"docket.example/oVjJ0aWeovovSjVb-LrhH"_s << false;
    QTest::newRow("spare bits") << u"docket.example/oVjJ0aWeovovSjVb-LrhHB"_s << false;
    QTest::newRow("device name") << u"docket.example/oVjJ0aWe/ovovSjVb"_s << false;
    QTest::newRow("empty") << QString() << false;
}

void TestKeys::join_invitation()
{
    QFETCH(QString, code);
    QFETCH(bool, good);
    const auto parsed = Invitation::parse(code);
    QCOMPARE(parsed.has_value(), good);
    if (good)
        QCOMPARE(parsed->code(), code.trimmed());
    else
        QCOMPARE(parsed.error().code, ErrorCode::Usage);
}

void TestKeys::join_fingerprints()
{
    const QByteArray key(32, 'k');
    const QByteArray hash = sha256(key).left(12).toHex();
    QCOMPARE(hexFingerprint(key).remove(u' ').toLatin1(), hash);
    QCOMPARE(hexFingerprint(key).size(), 24 + 5);
    const QString words = spokenFingerprint(key);
    QCOMPARE(words.split(u'-').size(), 6);
    // The examples of arXiv:0901.4016 give "lusab-babad" for 127.0.0.1; the words must carry the same bits as the
    // digits.
    static constexpr char consonants[] = "bdfghjklmnprstvz";
    static constexpr char vowels[] = "aiou";
    QByteArray bits;
    for (const QString& word : words.split(u'-')) {
        QCOMPARE(word.size(), 5);
        unsigned value = 0;
        for (qsizetype i = 0; i < 5; ++i) {
            const char c = word.at(i).toLatin1();
            value = i % 2 == 0 ? value * 16 + unsigned(QByteArrayView(consonants).indexOf(c))
                               : value * 4 + unsigned(QByteArrayView(vowels).indexOf(c));
        }
        bits += QByteArray::number(value, 16).rightJustified(4, '0');
    }
    QCOMPARE(bits, hash);
    QVERIFY(spokenFingerprint(QByteArray(32, 'l')) != words);
}

void TestKeys::incarnation_remembers()
{
    const QTemporaryDir folder;
    const QString deep = folder.filePath(u"state/docket"_s);
    IncarnationRecord record(deep);
    const Checkpoint first = checkpointAt(5, 'a');
    const QByteArray one(16, '1');
    const QByteArray two(16, '2');
    const auto now = [&] { return IncarnationRecord(deep).remembered(first.origin).value(); };
    QVERIFY(!now());
    VERIFY_OK(record.beginning(first.origin, one));
    QCOMPARE(now(), (Incarnation{ {}, {}, one, false }));
    VERIFY_OK(record.began(first.origin, one));
    QCOMPARE(now(), (Incarnation{ {}, one, {}, true }));
    VERIFY_OK(record.signedNow(first, one));
    QCOMPARE(now(), (Incarnation{ first, one, {}, false }));
    VERIFY_OK(record.beginning(first.origin, two));
    QCOMPARE(now(), (Incarnation{ first, one, two, false }));
    VERIFY_OK(record.began(first.origin, two));
    QCOMPARE(now(), (Incarnation{ first, two, {}, true }));
    const Checkpoint second = checkpointAt(9, 'b');
    VERIFY_OK(record.signedNow(second, two));
    QCOMPARE(now(), (Incarnation{ second, two, {}, false }));
    QVERIFY(!record.remembered("docket.example/oVjJ0aWe/AbCdEf__")->has_value());
    QCOMPARE(QDir(deep).entryList(QDir::Files).size(), 1); // no temporary file stays behind
    qputenv("XDG_STATE_HOME", "/tmp/state");
    QCOMPARE(IncarnationRecord::defaultFolder(), u"/tmp/state/docket"_s);
    qputenv("XDG_STATE_HOME", "relative");
    QCOMPARE(IncarnationRecord::defaultFolder(), QDir::homePath() + u"/.local/state/docket"_s);
    qunsetenv("XDG_STATE_HOME");
}

void TestKeys::incarnation_readsWhatHadNoNonce()
{
    const QTemporaryDir folder;
    IncarnationRecord record(folder.path());
    const Checkpoint five = checkpointAt(5, 'a');
    VERIFY_OK(record.signedNow(five, {}));
    const QByteArray line = "{\"origin\":\"" + five.origin + "\",\"root\":\"" + toBase64Url(five.root.view())
        + "\",\"size\":5,\"v\":1}\n";
    overwriteFile(record.pathOf(five.origin), line);
    QCOMPARE(record.remembered(five.origin)->value(), (Incarnation{ five, {}, {}, false }));
    VERIFY_OK(record.began(five.origin, QByteArray(16, '1')));
    QCOMPARE(record.remembered(five.origin)->value(), (Incarnation{ five, QByteArray(16, '1'), {}, true }));
    overwriteFile(record.pathOf(five.origin), QByteArray(line).replace("\"v\":1", "\"turn\":1,\"v\":1"));
    QCOMPARE(record.remembered(five.origin).error().code, ErrorCode::Integrity);
}

void TestKeys::incarnation_keychainOutlivesTheFolder()
{
    const QTemporaryDir folder;
    MemoryKeychain keychain;
    const Checkpoint five = checkpointAt(5, 'a');
    const QByteArray one(16, '1');
    const auto last
        = [&](Keychain* with) { return IncarnationRecord(folder.path(), with).remembered(five.origin).value(); };
    VERIFY_OK(IncarnationRecord(folder.path(), &keychain).signedNow(five, {}));
    const QString path = IncarnationRecord(folder.path()).pathOf(five.origin);
    const QByteArray old = fileBytes(path);
    VERIFY_OK(IncarnationRecord(folder.path(), &keychain).began(five.origin, one));
    // A backup brings the state folder back as it was; the keychain knows better, and the file learns it.
    overwriteFile(path, old);
    QVERIFY(!last(nullptr)->open);
    QVERIFY(last(&keychain)->open);
    QCOMPARE(last(nullptr)->nonce, one);
    QVERIFY(QFile::remove(path));
    QVERIFY(!last(nullptr));
    QCOMPARE(last(&keychain)->nonce, one);
    QCOMPARE(last(nullptr)->last, five);
    QVERIFY(QFile::remove(path));
    keychain.silent = true;
    QVERIFY(!last(&keychain));
    IncarnationRecord deaf(folder.path(), &keychain);
    VERIFY_OK(deaf.signedNow(checkpointAt(9, 'b'), {})); // the file alone is fine
    QCOMPARE(deaf.remembered(five.origin)->value().last, checkpointAt(9, 'b'));
}

void TestKeys::incarnation_damageIsAnError()
{
    const QTemporaryDir folder;
    IncarnationRecord record(folder.path());
    const Checkpoint five = checkpointAt(5, 'a');
    VERIFY_OK(record.signedNow(five, QByteArray(16, '1')));
    const QString path = record.pathOf(five.origin);
    const QByteArray bytes = fileBytes(path);
    for (const QByteArray& bad : { QByteArray(), bytes.left(20), QByteArray(bytes).replace("size", "sise"),
             QByteArray(bytes).replace("AbCdEf", "AbCdEg"), QByteArray(bytes).replace("\"v\":2", "\"v\":2,\"w\":2"),
             QByteArray(bytes).replace("\"nonce\":\"", "\"nonce\":\"A"),
             QByteArray(bytes).replace("\"v\":2", "\"v\":1") }) {
        overwriteFile(path, bad);
        const auto read = record.remembered(five.origin);
        QVERIFY2(!read, bad.constData());
        QCOMPARE(read.error().code, ErrorCode::Integrity);
        QCOMPARE(read.error().thing, path);
    }
    overwriteFile(path, QByteArray(bytes).replace("\"v\":2", "\"v\":3"));
    QCOMPARE(record.remembered(five.origin).error().code, ErrorCode::Unsupported);
}
