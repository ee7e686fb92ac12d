#include "tests/verify/tst_vectors.h"

#include "app/docket-verify/entry.h"
#include "app/docket-verify/note.h"
#include "core/base/digest.h"
#include "core/log/format/canonicaljson.h"
#include "core/log/format/checkpoint.h"
#include "core/log/format/cosignature.h"
#include "core/log/format/entryformat.h"
#include "core/log/format/fault.h"
#include "core/log/format/merkle.h"
#include "core/log/format/proof.h"
#include "tests/verify/verifyprogram.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <openssl/evp.h>

#include <memory>
#include <optional>
#include <set>

using namespace docket;
using namespace Qt::StringLiterals;

namespace
{

const QString folder = QStringLiteral(DOCKET_SOURCE_DIR "/tests/data/log/");

/// One row for each vector of the subject.
void rowsOf(const QString& subject)
{
    QTest::addColumn<QJsonObject>("vector");
    QFile file(folder + subject + u".json"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is missing", qPrintable(file.fileName()));
    const QJsonArray vectors = QJsonDocument::fromJson(file.readAll()).object().value("vectors"_L1).toArray();
    if (vectors.isEmpty())
        qFatal("%s has no vectors", qPrintable(file.fileName()));
    for (const QJsonValue& vector : vectors)
        QTest::newRow(qPrintable(vector["name"_L1].toString())) << vector.toObject();
}

QByteArray inputOf(const QJsonObject& vector)
{
    if (vector.contains("bytes"_L1))
        return QByteArray::fromBase64(vector["bytes"_L1].toString().toLatin1());
    return vector["input"_L1].toString().toUtf8();
}

QByteArray hexOf(const QJsonValue& value)
{
    return QByteArray::fromHex(value.toString().toLatin1());
}

std::vector<log::Hash> hashesOf(const QJsonValue& value)
{
    std::vector<log::Hash> out;
    for (const QJsonValue& hash : value.toArray())
        out.push_back(log::Hash::from(hexOf(hash)));
    return out;
}

verify::View viewOf(const QByteArray& bytes)
{
    return { bytes.data(), static_cast<size_t>(bytes.size()) };
}

/// The same hashes for the other implementation.
std::vector<verify::Hash> othersOf(const std::vector<log::Hash>& hashes)
{
    std::vector<verify::Hash> out;
    for (const log::Hash& hash : hashes)
        out.push_back(hash.bytes);
    return out;
}

/// The fault that the work throws; empty when it throws none.
template <typename Work> QString wordThrownBy(Work&& work)
{
    try {
        work();
        return {};
    } catch (const verify::Fault& fault) {
        return QString::fromLatin1(fault.word);
    }
}

template <typename T> QString wordOf(const Result<T>& result)
{
    return result ? QString() : log::faultWord(result.error());
}

/// Empty when the vector is sound.
QString expected(const QJsonObject& vector)
{
    return vector["fault"_L1].toString();
}

verify::VerifierKey keyOf(const QJsonObject& vector)
{
    verify::VerifierKey key;
    if (!verify::VerifierKey::parse(vector["key"_L1].toString().toStdString(), key))
        qFatal("a vector has no proper key");
    return key;
}

QByteArray bytesOf(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

bool opensslVerifies(const QByteArray& key, const QByteArray& message, const QByteArray& signature)
{
    const auto data = [](const QByteArray& bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); };
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> pkey(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, data(key), static_cast<size_t>(key.size())),
        &EVP_PKEY_free);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    return pkey && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, pkey.get()) == 1
        && EVP_DigestVerify(context.get(), data(signature), static_cast<size_t>(signature.size()), data(message),
               static_cast<size_t>(message.size()))
        == 1;
}

} // namespace

void TestVectors::canonical_data()
{
    rowsOf(u"canonical"_s);
}

void TestVectors::canonical()
{
    QFETCH(QJsonObject, vector);
    const QByteArray input = inputOf(vector);
    const auto value = log::json::parse(input);
    QCOMPARE(wordOf(value), expected(vector));
    if (value)
        QCOMPARE(log::json::serialise(*value), input);
    verify::Json json;
    QCOMPARE(wordThrownBy([&] { json.readCanonical(viewOf(input)); }), expected(vector));
}

void TestVectors::note_data()
{
    rowsOf(u"note"_s);
}

void TestVectors::note()
{
    QFETCH(QJsonObject, vector);
    const QByteArray input = inputOf(vector);
    const auto note = log::SignedNote::parse(input);
    std::optional<verify::Note> other;
    const QString fault = wordThrownBy([&] { other.emplace(viewOf(input)); });
    const bool isNote = expected(vector) != "note"_L1;
    QCOMPARE(wordOf(note), isNote ? QString() : u"note"_s);
    QCOMPARE(fault, isNote ? QString() : u"note"_s);
    if (!isNote)
        return;
    QCOMPARE(note->toBytes(), input);
    QCOMPARE(note->signatures.size(), static_cast<qsizetype>(other->signatures.size()));
    const QJsonArray names = vector["names"_L1].toArray();
    for (qsizetype i = 0; i < names.size(); ++i) {
        QCOMPARE(QString::fromUtf8(note->signatures[i].name), names[i].toString());
        QCOMPARE(viewOf(note->signatures[i].name), other->signatures[static_cast<size_t>(i)].name);
    }
    if (vector.contains("key"_L1)) {
        const verify::VerifierKey key = keyOf(vector);
        const bool good = expected(vector).isEmpty();
        QCOMPARE(log::isSignedBy(*note, bytesOf(key.name), bytesOf(key.key)), good);
        QCOMPARE(other->isSignedBy(key.name, key.key), good);
        QCOMPARE(log::verifierKey(bytesOf(key.name), bytesOf(key.key)), vector["key"_L1].toString().toUtf8());
    }
}

void TestVectors::entry_data()
{
    rowsOf(u"entry"_s);
}

void TestVectors::entry()
{
    QFETCH(QJsonObject, vector);
    const QByteArray input = inputOf(vector);
    const auto entry = log::decodeEntry(input);
    verify::Header header;
    verify::Json json;
    QCOMPARE(wordOf(entry), expected(vector));
    QCOMPARE(wordThrownBy([&] { verify::readEntry(viewOf(input), header, json); }), expected(vector));
    if (!entry)
        return;
    QCOMPARE(entry->id.text(), vector["id"_L1].toString());
    QCOMPARE(verify::base64Url(verify::viewOf(verify::leafHash(viewOf(input)))), entry->id.text().toStdString());
    QCOMPARE(entry->header.seq, vector["seq"_L1].toInteger());
    QCOMPARE(static_cast<qint64>(header.seq), entry->header.seq);
    QCOMPARE(QString::fromLatin1(entry->header.kind), vector["kind"_L1].toString());
    QCOMPARE(verify::View(header.kind), viewOf(entry->header.kind));
    QCOMPARE(QString::fromStdString(header.workspace), vector["workspace"_L1].toString());
    QCOMPARE(static_cast<qsizetype>(header.parents.size()), entry->header.parents.size());
}

void TestVectors::signature_data()
{
    rowsOf(u"signature"_s);
}

void TestVectors::signature()
{
    QFETCH(QJsonObject, vector);
    const auto member
        = [&vector](QLatin1String name) { return QByteArray::fromBase64(vector[name].toString().toLatin1()); };
    const QByteArray key = member("key"_L1);
    const QByteArray message = member("message"_L1);
    const QByteArray signature = member("signature"_L1);
    const bool good = expected(vector).isEmpty();
    const bool enrol = vector["enrol"_L1].toBool();
    QCOMPARE(log::verifySignature(key, message, signature), good);
    QCOMPARE(verify::verifySignature(viewOf(key), viewOf(message), viewOf(signature)), good);
    QCOMPARE(log::isAcceptablePublicKey(key), enrol);
    QCOMPARE(verify::isAcceptableKey(viewOf(key)), enrol);
    // For a key that may be enrolled the implementations may differ only where its holder cheats; that is named.
    if (enrol)
        QCOMPARE(opensslVerifies(key, message, signature), vector["others"_L1].toBool(good));
}

void TestVectors::tree_data()
{
    rowsOf(u"tree"_s);
}

void TestVectors::tree()
{
    QFETCH(QJsonObject, vector);
    std::vector<log::Hash> leaves;
    for (const QJsonValue& leaf : vector["leaves"_L1].toArray())
        leaves.push_back(log::leafHash(hexOf(leaf)));
    for (int i = 0; i < vector["count"_L1].toInt(); ++i)
        leaves.push_back(log::leafHash(QByteArray::number(i)));
    log::CompactRange range;
    verify::Tree tree;
    for (const log::Hash& leaf : leaves) {
        range.append(leaf);
        tree.append(leaf.bytes);
    }
    const QByteArray root = vector["root"_L1].toString().toLatin1();
    QCOMPARE(range.root().toByteArray().toHex(), root);
    QCOMPARE(log::treeRoot(leaves).toByteArray().toHex(), root);
    QCOMPARE(verify::hex(verify::viewOf(tree.root(tree.size()))), root.toStdString());
    QByteArray edge;
    for (const verify::Hash& node : tree.range(tree.size()))
        edge += bytesOf(std::string(verify::viewOf(node)));
    QCOMPARE(edge, range.toBytes());
}

void TestVectors::inclusion_data()
{
    rowsOf(u"inclusion"_s);
}

void TestVectors::inclusion()
{
    QFETCH(QJsonObject, vector);
    const log::Hash leaf = log::Hash::from(hexOf(vector["leaf"_L1]));
    const log::Hash root = log::Hash::from(hexOf(vector["root"_L1]));
    const auto index = static_cast<quint64>(vector["index"_L1].toInteger());
    const auto size = static_cast<quint64>(vector["size"_L1].toInteger());
    const std::vector<log::Hash> proof = hashesOf(vector["proof"_L1]);
    const bool good = expected(vector).isEmpty();
    QCOMPARE(log::verifyInclusion(leaf, index, size, proof, root), good);
    const QString fault = wordThrownBy([&] {
        const verify::Hash found = verify::rootBy(othersOf(proof), leaf.bytes, index, size);
        verify::need(found == root.bytes, "proof", "another root");
    });
    QCOMPARE(fault, expected(vector));
    if (good) {
        std::vector<log::Hash> leaves;
        for (quint64 i = 0; i < size; ++i)
            leaves.push_back(log::leafHash(QByteArray::number(i)));
        QVERIFY(log::inclusionProof(leaves, index) == proof);
    }
}

void TestVectors::consistency_data()
{
    rowsOf(u"consistency"_s);
}

void TestVectors::consistency()
{
    QFETCH(QJsonObject, vector);
    const log::Hash oldRoot = log::Hash::from(hexOf(vector["old_root"_L1]));
    const log::Hash newRoot = log::Hash::from(hexOf(vector["new_root"_L1]));
    const auto oldSize = static_cast<quint64>(vector["old"_L1].toInteger());
    const auto newSize = static_cast<quint64>(vector["new"_L1].toInteger());
    const std::vector<log::Hash> proof = hashesOf(vector["proof"_L1]);
    const bool good = expected(vector).isEmpty();
    QCOMPARE(log::verifyConsistency(oldSize, oldRoot, newSize, newRoot, proof), good);
    const QString fault = wordThrownBy([&] {
        const auto found = verify::rootsBy(othersOf(proof), oldSize, newSize, &oldRoot.bytes);
        verify::need(found == std::pair(oldRoot.bytes, newRoot.bytes), "consistency", "other roots");
    });
    QCOMPARE(fault, expected(vector));
    if (good) {
        std::vector<log::Hash> leaves;
        for (quint64 i = 0; i < newSize; ++i)
            leaves.push_back(log::leafHash(QByteArray::number(i)));
        if (log::treeRoot(leaves) == newRoot)
            QVERIFY(log::consistencyProof(leaves, oldSize) == proof);
    }
}

void TestVectors::checkpoint_data()
{
    rowsOf(u"checkpoint"_s);
}

void TestVectors::checkpoint()
{
    QFETCH(QJsonObject, vector);
    const QByteArray input = inputOf(vector);
    const auto checkpoint = log::Checkpoint::parse(input);
    verify::Checkpoint other;
    QCOMPARE(wordOf(checkpoint), expected(vector));
    QCOMPARE(wordThrownBy([&] { other = verify::Checkpoint::parse(viewOf(input)); }), expected(vector));
    if (!checkpoint)
        return;
    QCOMPARE(QString::fromUtf8(checkpoint->origin), vector["origin"_L1].toString());
    QCOMPARE(static_cast<qint64>(checkpoint->size), vector["size"_L1].toInteger());
    QCOMPARE(checkpoint->root.toByteArray(), hexOf(vector["root"_L1]));
    QCOMPARE(bytesOf(other.toText()), input);
}

void TestVectors::cosignature_data()
{
    rowsOf(u"cosignature"_s);
}

void TestVectors::cosignature()
{
    QFETCH(QJsonObject, vector);
    const QByteArray text = inputOf(vector);
    // A signature line is read as part of a note.
    const QByteArray note = "x\n\n" + vector["line"_L1].toString().toUtf8();
    const verify::Note parsed(viewOf(note));
    const verify::VerifierKey key = keyOf(vector);
    QVERIFY(key.type == verify::KeyType::Cosigner);
    QCOMPARE(parsed.signatures.front().name, verify::View(key.name));
    const verify::SignatureLine& line = parsed.signatures.front();
    QCOMPARE(verify::verifyCosignature(viewOf(text), line, key.key), expected(vector).isEmpty());
    if (expected(vector).isEmpty())
        QCOMPARE(static_cast<qint64>(verify::cosignatureTime(line.blob)), vector["time"_L1].toInteger());

    const auto core = log::SignedNote::parse(note);
    QVERIFY(core.has_value());
    const auto cosignature = log::Cosignature::fromLine(core->signatures.first());
    const bool good = cosignature && log::verifyCosignature(text, *cosignature, bytesOf(key.key));
    QCOMPARE(good, expected(vector).isEmpty());
    if (good)
        QCOMPARE(cosignature->time, vector["time"_L1].toInteger());
}

void TestVectors::proof_data()
{
    rowsOf(u"proof"_s);
}

void TestVectors::proof()
{
    QFETCH(QJsonObject, vector);
    const QByteArray input = inputOf(vector);
    const verify::VerifierKey key = keyOf(vector);
    const auto proof = log::Proof::parse(input);
    const Status verified = proof ? log::verifyProof(*proof, bytesOf(key.key)) : Status(fail(proof.error()));
    QCOMPARE(verified ? QString() : log::faultWord(verified.error()), expected(vector));

    QTemporaryDir scratch;
    const QString path = writeFile(scratch, u"a.tlog-proof"_s, input);
    const VerifyRun run = runVerify({ u"--proof"_s, path, u"--key"_s, vector["key"_L1].toString() });
    QCOMPARE(run.words().value(0), expected(vector));
    QCOMPARE(run.status, expected(vector).isEmpty() ? 0 : 1);
    if (verified)
        QVERIFY(run.output.contains(QByteArray("entry " + QByteArray::number(vector["seq"_L1].toInteger()))));
}

void TestVectors::policy_data()
{
    rowsOf(u"policy"_s);
}

void TestVectors::policy()
{
    QFETCH(QJsonObject, vector);
    verify::Policy policy;
    const QByteArray input = inputOf(vector);
    QCOMPARE(wordThrownBy([&] { policy = verify::Policy::parse(viewOf(input)); }), expected(vector));
    for (const QLatin1String member : { "met"_L1, "unmet"_L1 }) {
        for (const QJsonValue& set : vector[member].toArray()) {
            std::set<std::string> keys;
            for (const QJsonValue& name : set.toArray())
                for (const verify::VerifierKey& witness : policy.witnesses)
                    if (witness.name == name.toString().toStdString())
                        keys.insert(witness.key);
            QCOMPARE(policy.isMet(keys), member == "met"_L1);
        }
    }
}

void TestVectors::bundle_data()
{
    rowsOf(u"bundle"_s);
}

void TestVectors::bundle()
{
    QFETCH(QJsonObject, vector);
    QTemporaryDir scratch;
    const QString original = folder + u"bundle/"_s;
    for (QDirIterator it(original, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
        QFile file(it.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        writeFile(scratch, file.fileName().mid(original.size()), file.readAll());
    }
    for (const QJsonValue& path : vector["remove"_L1].toArray())
        QVERIFY(QFile::remove(scratch.filePath(path.toString())));
    const QJsonObject put = vector["put"_L1].toObject();
    for (auto file = put.begin(); file != put.end(); ++file)
        writeFile(scratch, file.key(), QByteArray::fromBase64(file.value().toString().toLatin1()));
    const VerifyRun run = runVerify({ u"--full"_s, scratch.path() });
    if (expected(vector).isEmpty())
        QVERIFY2(run.status == 0, run.output.constData());
    else
        QVERIFY2(run.status == 1 && run.words().contains(expected(vector)), run.output.constData());
}

void TestVectors::faultWordsAreListed()
{
    QFile format(QStringLiteral(DOCKET_SOURCE_DIR "/core/log/FORMAT.md"));
    QVERIFY(format.open(QIODevice::ReadOnly));
    const QByteArray text = format.readAll();
    const QByteArray list = text.mid(text.indexOf("## 12. Fault words"));
    for (const QString& name : QDir(folder).entryList({ u"*.json"_s })) {
        QFile file(folder + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const QJsonValue& vector : QJsonDocument::fromJson(file.readAll()).object()["vectors"_L1].toArray()) {
            const QByteArray word = expected(vector.toObject()).toUtf8();
            QVERIFY2(word.isEmpty() || list.contains(QByteArray('`' + word + '`')), word.constData());
        }
    }
}
