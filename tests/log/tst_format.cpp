#include "tests/log/tst_format.h"

#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/log/format/canonicaljson.h"
#include "core/log/format/entryformat.h"
#include "core/log/format/fault.h"

#include <QTest>

#include <rapidcheck.h>

using namespace docket;
using namespace docket::log;
using namespace Qt::StringLiterals;

namespace
{

/// Any text that the format can hold: every code point but U+0000 and the surrogates.
rc::Gen<QByteArray> anyText()
{
    const auto code = rc::gen::weightedOneOf<char32_t>({ { 6, rc::gen::inRange<char32_t>(1, 0x80) },
        { 1, rc::gen::inRange<char32_t>(0x80, 0xd800) }, { 1, rc::gen::inRange<char32_t>(0xe000, 0x110000) } });
    return rc::gen::map(rc::gen::container<std::u32string>(code), [](const std::u32string& codes) {
        return QString::fromUcs4(codes.data(), static_cast<qsizetype>(codes.size())).toUtf8();
    });
}

rc::Gen<json::Value> anyValue(int depth)
{
    const auto number
        = rc::gen::map(rc::gen::inRange<qint64>(0, json::maximumInteger), [](qint64 n) { return json::Value(n); });
    const auto text = rc::gen::map(anyText(), [](QByteArray t) { return json::Value(std::move(t)); });
    if (depth == json::maximumDepth)
        return rc::gen::oneOf(number, text);
    const auto item = rc::gen::lazy([depth] { return anyValue(depth + 1); });
    const auto array = rc::gen::map(rc::gen::resize(4, rc::gen::container<json::Array>(item)),
        [](json::Array items) { return json::Value(std::move(items)); });
    const auto object = rc::gen::map(rc::gen::resize(4, rc::gen::container<json::Array>(item)), [](json::Array items) {
        json::Object members;
        for (size_t i = 0; i < items.size(); ++i)
            members.emplace_back("k" + QByteArray::number(static_cast<int>(items.size() - i)), std::move(items[i]));
        return json::Value(std::move(members));
    });
    return rc::gen::oneOf(number, text, array, object);
}

const SigningKey& key()
{
    static const SigningKey value = SigningKey::fromSeed(QByteArray(32, 'k'));
    return value;
}

QByteArray workspace()
{
    return toBase64Url(QByteArray(16, 'w'));
}

QByteArray name()
{
    return deviceName("docket.example", workspace(), key().publicKey);
}

EntryHeader header()
{
    EntryHeader h;
    h.app = "0.1.0";
    h.caseId = CaseId{ QByteArray(16, 'c') };
    h.device = key().publicKey;
    h.kind = "case.decide";
    h.lamport = 3000;
    h.parents = { EntryId{ QByteArray(32, 'a') }, EntryId{ QByteArray(32, '\xf0') } };
    h.payload = PayloadReference{ QByteArray(32, 'p'), 579, "application/json" };
    h.policy = "hub-content@5f1c09aa77e2";
    h.previous = QByteArray(32, 'q');
    h.seq = 2000;
    h.time = fromIsoUtc(u"2026-09-21T20:49:17.000Z");
    h.workspace = workspace();
    return h;
}

QByteArray noteOf(const EntryHeader& h)
{
    return signNote(encodeText(h), name(), key()).toBytes();
}

/// A note whose signature is right, whatever its text says.
QByteArray resigned(const QByteArray& text)
{
    return signNote(text, name(), key()).toBytes();
}

} // namespace

void TestFormat::json_accepts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty object") << QByteArray("{}");
    QTest::newRow("order") << QByteArray(R"({"a":1,"a_b":2,"a1":3})").replace(R"("a_b":2,"a1":3)", R"("a1":3,"a_b":2)");
    QTest::newRow("escapes") << QByteArray(R"({"a":"\"\\\b\f\n\r\t\u0001\u001f/"})");
    QTest::newRow("RFC 8785 3.2.2 string") << QByteArray("{\"a\":\"\xe2\x82\xac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    QTest::newRow("largest number") << QByteArray(R"([0,9007199254740991])");
    QTest::newRow("beyond the BMP") << QByteArray("[\"\xf0\x9f\x98\x80\xef\xac\xb3\x7f\"]");
    QTest::newRow("not normalised") << QByteArray("[\"A\xcc\x8a\"]");
    QTest::newRow("six deep") << QByteArray("[[[[[[1]]]]]]");
}

void TestFormat::json_accepts()
{
    QFETCH(QByteArray, text);
    const auto value = json::parse(text);
    QVERIFY2(value.has_value(), value ? "" : qPrintable(value.error().text()));
    QCOMPARE(json::serialise(*value), text);
}

void TestFormat::json_refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* what, QByteArray text, const char* word) {
        QTest::newRow(what) << std::move(text) << QString::fromLatin1(word);
    };
    row("nothing", "", "json-syntax");
    row("two values", "1 2", "json-syntax");
    row("byte order mark", "\xef\xbb\xbf{}", "json-syntax");
    row("no end", R"({"a":"b)", "json-syntax");
    row("no end of array", "[1", "json-syntax");
    row("comma at the end", "[1,]", "json-syntax");
    row("raw newline", "[\"\n\"]", "json-syntax");
    row("raw NUL", QByteArray("[\"\0\"]", 5), "json-syntax");
    row("unknown escape", R"(["\x"])", "json-syntax");
    row("short escape", R"(["\u12"])", "json-syntax");
    row("overlong", "[\"\xc0\xaf\"]", "json-utf8");
    row("encoded surrogate", "[\"\xed\xa0\x80\"]", "json-utf8");
    row("beyond U+10FFFF", "[\"\xf4\x90\x80\x80\"]", "json-utf8");
    row("cut sequence", "[\"\xe2\x82\"]", "json-utf8");
    row("minus zero", "[-0]", "json-number");
    row("negative", "[-1]", "json-number");
    row("exponent", "[1e3]", "json-number");
    row("fraction", "[1.0]", "json-number");
    row("leading zero", "[01]", "json-number");
    row("2^53", "[9007199254740992]", "json-number");
    row("twenty digits", "[10000000000000000000]", "json-number");
    row("null", "[null]", "json-literal");
    row("true", R"({"a":true})", "json-literal");
    row("capital key", R"({"A":1})", "json-key");
    row("empty key", R"({"":1})", "json-key");
    row("digit first", R"({"1a":1})", "json-key");
    row("twice", R"({"a":1,"a":1})", "json-duplicate");
    row("seven deep", "[[[[[[[1]]]]]]]", "json-depth");
    row("lone high", R"(["\ud800"])", "json-surrogate");
    row("lone low", R"(["\udc00"])", "json-surrogate");
    row("high high", R"(["\ud800\ud800"])", "json-surrogate");
    row("U+0000", R"(["\u0000"])", "json-nul");
    row("space", R"({"a": 1})", "canonical");
    row("newline at the end", "{}\n", "canonical");
    row("unsorted", R"({"b":1,"a":1})", "canonical");
    row("needless escape", R"(["\u0041"])", "canonical");
    row("escaped slash", R"(["\/"])", "canonical");
    row("capital hex", R"(["\u001F"])", "canonical");
    row("long newline", R"(["\u000a"])", "canonical");
    row("escaped pair", R"(["\ud83d\ude00"])", "canonical");
}

void TestFormat::json_refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, word);
    const auto value = json::parse(text);
    QVERIFY(!value.has_value());
    QCOMPARE(faultWord(value.error()), word);
}

void TestFormat::json_roundTrip()
{
    QVERIFY(rc::check("parse(serialise(x)) = x", [] {
        const json::Value value = *anyValue(1);
        const auto again = json::parse(json::serialise(value));
        RC_ASSERT(again.has_value());
        RC_ASSERT(*again == value);
    }));
}

void TestFormat::signature_knownAnswer()
{
    // RFC 8032 7.1, test 2
    const SigningKey rfc
        = SigningKey::fromSeed(QByteArray::fromHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    QCOMPARE(rfc.publicKey.toHex(), QByteArray("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
    QCOMPARE(rfc.sign("r").toHex(),
        QByteArray("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                   "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"));
    QVERIFY(verifySignature(rfc.publicKey, "r", rfc.sign("r")));
    QVERIFY(!verifySignature(rfc.publicKey, "s", rfc.sign("r")));
    QVERIFY(!verifySignature(rfc.publicKey, "r", rfc.sign("r").left(63)));
    QCOMPARE(rfc.seed().view().toByteArray().toHex().left(8), QByteArray("4ccd089b"));
}

void TestFormat::signature_refusesSmallOrderKeys()
{
    QVERIFY(isAcceptablePublicKey(key().publicKey));
    QByteArray neutral(32, '\0');
    QVERIFY(!isAcceptablePublicKey(neutral)); // order 4
    neutral[0] = 1;
    QVERIFY(!isAcceptablePublicKey(neutral)); // the neutral element
    QByteArray large(32, '\xff');
    QVERIFY(!isAcceptablePublicKey(large)); // y >= p
    // S + L: the same signature in a second spelling (RFC 8032 5.1.7 wants it refused)
    QByteArray signature = key().sign("m");
    const QByteArray order = QByteArray::fromHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    int carry = 0;
    for (int i = 0; i < 32; ++i) {
        const int sum = static_cast<unsigned char>(signature[32 + i]) + static_cast<unsigned char>(order[i]) + carry;
        signature[32 + i] = static_cast<char>(sum & 0xff);
        carry = sum >> 8;
    }
    QVERIFY(!verifySignature(key().publicKey, "m", signature));
}

void TestFormat::note_specificationExample()
{
    // The example of golang.org/x/mod/sumdb/note and its verifier key.
    const QByteArray text = "If you think cryptography is the answer to your problem,\n"
                            "then you don't know what your problem is.\n";
    const QByteArray bytes = text
        + "\n\xe2\x80\x94 PeterNeumann "
          "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    const QByteArray publicKey = QByteArray::fromBase64("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").mid(1);
    QCOMPARE(verifierKey("PeterNeumann", publicKey),
        QByteArray("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"));
    const auto note = SignedNote::parse(bytes);
    QVERIFY(note.has_value());
    QCOMPARE(note->text, text);
    QCOMPARE(note->toBytes(), bytes);
    QVERIFY(isSignedBy(*note, "PeterNeumann", publicKey));
    QVERIFY(!isSignedBy(*note, "Other", publicKey));
}

void TestFormat::note_refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray good = noteOf(header());
    QVERIFY(SignedNote::parse(good).has_value());
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no signature") << QByteArray("a\n\n");
    QTest::newRow("no empty line") << QByteArray(good).replace("\n\n", "\n");
    QTest::newRow("no last newline") << good.chopped(1);
    QTest::newRow("carriage return") << QByteArray(good).replace("\n\n", "\r\n\n");
    QTest::newRow("tab") << '\t' + good;
    QTest::newRow("hyphen for dash") << QByteArray(good).replace("\xe2\x80\x94", "-");
    QTest::newRow("plus in the name") << QByteArray(good).replace("docket.example", "docket+example");
    QTest::newRow("space in the name") << QByteArray(good).replace("docket.example",
        "docket\xc2\xa0"
        "example");
    QTest::newRow("base64 without padding") << good.chopped(2) + '\n';
    QTest::newRow("trailing bits") << [&] {
        QByteArray other = good;
        const qsizetype last = other.size() - 3; // the character before '='
        other[last] = other[last] == 'A' ? 'B' : static_cast<char>(other[last] + 1);
        return other;
    }();
    QTest::newRow("not UTF-8") << QByteArray(good).replace("docket.example",
        "docket\xff"
        "example");
}

void TestFormat::note_refuses()
{
    QFETCH(QByteArray, bytes);
    const auto note = SignedNote::parse(bytes);
    QVERIFY(!note.has_value());
    QCOMPARE(faultWord(note.error()), u"note"_s);
}

void TestFormat::entry_roundTrip()
{
    QVERIFY(rc::check("decode(encode(x)) = x", [] {
        EntryHeader h = header();
        if (*rc::gen::arbitrary<bool>()) {
            h.caseId.reset();
            h.kind = "role.grant";
        }
        QList<QByteArray> ids;
        const int count = *rc::gen::inRange(0, maximumParents + 1);
        for (int i = 0; i < count; ++i)
            ids.append(sha256(QByteArray::number(*rc::gen::arbitrary<int>())));
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        h.parents.clear();
        if (h.caseId)
            for (const QByteArray& id : std::as_const(ids))
                h.parents.append(EntryId{ id });
        if (*rc::gen::arbitrary<bool>())
            h.payload.reset();
        if (*rc::gen::arbitrary<bool>())
            h.policy.clear();
        h.seq = *rc::gen::inRange<qint64>(2, qint64(1) << 40);
        h.lamport = h.seq + *rc::gen::inRange<qint64>(0, 1000);
        h.time = QDateTime::fromMSecsSinceEpoch(*rc::gen::inRange<qint64>(0, qint64(4102444800000)), Qt::UTC);
        const auto again = decodeEntry(noteOf(h));
        RC_ASSERT(again.has_value());
        RC_ASSERT(again->header == h);
        RC_ASSERT(again->id == signEntry(h, name(), key()).id);
        RC_ASSERT(noteBytes(again->text, again->name, keyIdOf(again->name, h.device), again->signature) == noteOf(h));
    }));
}

void TestFormat::entry_everyFlippedByteIsRefused()
{
    const QByteArray good = noteOf(header());
    QVERIFY(decodeEntry(good).has_value());
    for (qsizetype i = 0; i < good.size(); ++i) {
        for (const int bit : { 0, 3, 5, 7 }) {
            QByteArray bad = good;
            bad[i] = static_cast<char>(bad[i] ^ (1 << bit));
            const auto entry = decodeEntry(bad);
            QVERIFY2(!entry.has_value(), qPrintable(u"byte %1 bit %2"_s.arg(i).arg(bit)));
            QVERIFY(!faultWord(entry.error()).contains(u' '));
        }
        QVERIFY(!decodeEntry(good.first(i)).has_value());
    }
}

void TestFormat::entry_resignedMutations_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* what, QByteArray from, QByteArray to, const char* word) {
        QTest::newRow(what) << std::move(from) << std::move(to) << QString::fromLatin1(word);
    };
    const EntryHeader h = header();
    const QByteArray caseText = R"("case":")" + toBase64Url(h.caseId->bytes) + R"(",)";
    const QByteArray a = toBase64Url(QByteArray(32, 'a'));
    row("other first line", "docket-entry/v1", "docket-entry/v2", "first-line");
    row("third line", "}\n", "}\n\n", "first-line");
    row("space", R"("seq":2000)", R"("seq": 2000)", "canonical");
    row("duplicate", R"("seq":2000)", R"("seq":2000,"seq":2000)", "json-duplicate");
    row("no app", R"("app":"0.1.0",)", "", "field");
    row("app with a space", "0.1.0", "0. 1", "field");
    row("no case for a case kind", caseText, "", "field");
    row("case too short", toBase64Url(h.caseId->bytes), "AAAA", "field");
    row("case of an admin kind", "case.decide", "role.grant", "field");
    row("kind with capitals", "case.decide", "case.Decide", "field");
    row("kind of one word", "case.decide", "decide", "field");
    row("zero lc", R"("lc":3000)", R"("lc":0)", "field");
    row("lc below seq", R"("lc":3000)", R"("lc":1999)", "field");
    row("lc as text", R"("lc":3000)", R"("lc":"3000")", "field");
    row("parents missing", R"("par":[")" + a + R"(",")" + toBase64Url(QByteArray(32, '\xf0')) + R"("],)", "", "field");
    row("parent twice", toBase64Url(QByteArray(32, '\xf0')), a, "field");
    row("parents unsorted", a, toBase64Url(QByteArray(32, '\xf1')), "field");
    row("commitment short", toBase64Url(QByteArray(32, 'p')), "AAAA", "field");
    row("more in pay", R"("n":579)", R"("m":1,"n":579)", "field");
    row("media type", "application/json", "json", "field");
    row("policy digest", "5f1c09aa77e2", "5f1c09aa77e", "field");
    row("policy capitals", "hub-content@", "Hub@", "field");
    row("no prev", toBase64Url(QByteArray(32, 'q')), QByteArray(43, 'A'), "field");
    row("zero seq", R"("seq":2000)", R"("seq":0)", "field");
    row("first seq with prev", R"("seq":2000)", R"("seq":1)", "field");
    row("time without ms", "17.000Z", "17Z", "field");
    row("time with zone", "17.000Z", "17.000+00:00", "field");
    row("no such day", "2026-09-21", "2026-02-30", "field");
    row("version 0", R"("v":1)", R"("v":0)", "field");
    row("unknown field", R"("v":1)", R"("v":1,"w":1)", "field");
    row("no workspace", workspace(), "", "field");
    row("other workspace", workspace(), toBase64Url(QByteArray(16, 'x')), "name");
    row("other device", toBase64Url(key().publicKey), toBase64Url(SigningKey::fromSeed(QByteArray(32, 'z')).publicKey),
        "name");
    row("too long", "0.1.0", QByteArray(maximumEntryText, 'x'), "size");
    row("null", R"("v":1)", R"("v":null)", "json-literal");
}

void TestFormat::entry_resignedMutations()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, word);
    const QByteArray good = encodeText(header());
    const QByteArray bad = QByteArray(good).replace(from, to);
    QVERIFY2(bad != good, "the mutation does not apply");
    const auto entry = decodeEntry(resigned(bad));
    QVERIFY(!entry.has_value());
    QCOMPARE(faultWord(entry.error()), word);
}

void TestFormat::entry_newerVersionIsKept()
{
    const QByteArray text = encodeText(header()).replace(R"("v":1)", R"("v":2,"w":[1])");
    const auto entry = decodeEntry(resigned(text));
    QVERIFY2(entry.has_value(), entry ? "" : qPrintable(entry.error().text()));
    QCOMPARE(entry->header.version, 2);
    QCOMPARE(entry->text, text);
}

void TestFormat::entry_succession()
{
    const EntryHeader h = header(); // seq 2000, lc 3000
    QVERIFY(checkSuccession(h, 1999, h.previous, 2999, 0).has_value());
    const auto word = [](const Status& status) { return status ? QString() : faultWord(status.error()); };
    QCOMPARE(word(checkSuccession(h, 1998, h.previous, 2999, 0)), u"chain"_s);
    QCOMPARE(word(checkSuccession(h, 2000, h.previous, 2999, 0)), u"chain"_s);
    QCOMPARE(word(checkSuccession(h, 1999, QByteArray(32, 'x'), 2999, 0)), u"chain"_s);
    QCOMPARE(word(checkSuccession(h, 1999, h.previous, 3000, 0)), u"clock"_s);
    QCOMPARE(word(checkSuccession(h, 1999, h.previous, 2999, 3000)), u"clock"_s);
    EntryHeader far = h;
    far.lamport = 2999 + maximumLamportJump;
    QVERIFY(checkSuccession(far, 1999, h.previous, 2999, 0).has_value());
    far.lamport += 1;
    QCOMPARE(word(checkSuccession(far, 1999, h.previous, 2999, 0)), u"clock"_s);
}

void TestFormat::entry_vectorIsStable()
{
    // The id was computed with Python and the openssl command. What was written once must be written and read the same
    // way forever. Never adapt this text to the code.
    const QByteArray expected = "docket-entry/v1\n"
                                R"({"app":"0.1.0","case":"Y2NjY2NjY2NjY2NjY2NjYw","dev":")"
        + toBase64Url(key().publicKey)
        + R"(","kind":"case.decide","lc":3000,"par":["YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE",)"
          R"("8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PA"],"pay":{"c":"cHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHA",)"
          R"("n":579,"type":"application/json"},"pol":"hub-content@5f1c09aa77e2",)"
          R"("prev":"cXFxcXFxcXFxcXFxcXFxcXFxcXFxcXFxcXFxcXFxcXE","seq":2000,"t":"2026-09-21T20:49:17.000Z","v":1,)"
          R"("ws":"d3d3d3d3d3d3d3d3d3d3dw"})"
          "\n";
    QCOMPARE(encodeText(header()), expected);
    QCOMPARE(signEntry(header(), name(), key()).id.text(), u"EZJkWdaoz37QbNYyXfbyz9mzgRbJra53BbQgG7js_QU"_s);
}

void TestFormat::ids_textForm()
{
    const EntryId id{ QByteArray(32, 'a') };
    QCOMPARE(id.text().size(), 43);
    QCOMPARE(EntryId::parse(id.text()).value(), id);
    QVERIFY(!EntryId::parse(id.text().chopped(1)).has_value());
    QVERIFY(!EntryId::parse(u"é"_s.repeated(43)).has_value());
    const CaseId caseId{ QByteArray(16, 'a') };
    QCOMPARE(caseId.text().size(), 22);
    QCOMPARE(CaseId::parse(caseId.text()).value(), caseId);
    QVERIFY(!CaseId::parse(id.text()).has_value());
    QVERIFY(EntryId{ QByteArray(32, '\x7f') } < EntryId{ QByteArray(32, '\x80') }); // unsigned bytes
}

void TestFormat::caseId_isKeyed()
{
    const Subject subject{ RepoKey{ RepoKind::Model, u"acme/x"_s }, 12 };
    const QByteArray secret(32, 's');
    // HMAC-SHA-256 over "docket-case/v1\nmodel:acme/x#12"; computed with Python's hmac
    QCOMPARE(caseIdFor(secret, subject).bytes.toHex(), QByteArray("bf2f50b2a6b643038d91d4d11fd288cf"));
    QVERIFY(caseIdFor(QByteArray(32, 't'), subject) != caseIdFor(secret, subject));
    QVERIFY(caseIdFor(secret, Subject{ subject.repo, 0 }) != caseIdFor(secret, subject));
}
