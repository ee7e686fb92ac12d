#include "core/exchange/agefile.h"
#include "core/exchange/archive.h"
#include "core/exchange/consistency.h"
#include "core/exchange/gzipstream.h"
#include "core/exchange/manifest.h"
#include "core/exchange/trustpolicy.h"
#include "core/log/format/canonicaljson.h"
#include "core/log/format/cosignature.h"
#include "core/log/format/entryformat.h"
#include "core/log/format/fault.h"
#include "core/log/format/proof.h"
#include "core/log/members/joinrequest.h"
#include "tests/fuzz/fuzztarget.h"

#include <array>
#include <limits>

namespace docket::test
{

using namespace docket::log;
using namespace docket::exchange;
using namespace Qt::StringLiterals;

namespace
{

QString same(const QByteArray& again, const QByteArray& bytes)
{
    return again == bytes ? QString() : u"read, but written in another way"_s;
}

/// Every refusal has a cause, and none of them is about this machine.
template <typename T> QString refused(const Result<T>& result)
{
    const Error& error = result.error();
    return error.cause.isEmpty() || error.code == ErrorCode::Storage ? u"a refusal that says nothing: "_s + error.text()
                                                                     : QString();
}

QString json(const QByteArray& bytes)
{
    const auto value = log::json::parse(bytes);
    return value ? same(log::json::serialise(*value), bytes) : refused(value);
}

QString note(const QByteArray& bytes)
{
    const auto note = SignedNote::parse(bytes);
    return note ? same(note->toBytes(), bytes) : refused(note);
}

QString entry(const QByteArray& bytes)
{
    if (const auto header = decodeText(bytes); header && header->version == entryVersion)
        if (const QString wrong = same(encodeText(*header), bytes); !wrong.isEmpty())
            return wrong;
    const auto entry = decodeEntry(bytes);
    if (!entry)
        return refused(entry);
    if (leafHash(bytes) != Hash::from(entry->id.bytes))
        return u"the id is not the hash of the note"_s;
    const QByteArray again
        = noteBytes(entry->text, entry->name, keyIdOf(entry->name, entry->header.device), entry->signature);
    return same(again, bytes);
}

QString checkpoint(const QByteArray& bytes)
{
    const auto checkpoint = Checkpoint::parse(bytes);
    return checkpoint ? same(checkpoint->toText(), bytes) : refused(checkpoint);
}

QString proof(const QByteArray& bytes)
{
    const auto proof = Proof::parse(bytes);
    if (!proof)
        return refused(proof);
    if (const Status status = verifyProof(*proof); !status && status.error().cause.isEmpty())
        return u"a refusal that says nothing"_s;
    return same(proof->toText(), bytes);
}

QString cosignature(const QByteArray& bytes)
{
    const auto note = SignedNote::parse(bytes);
    if (!note)
        return refused(note);
    for (const SignatureLine& line : note->signatures) {
        const auto cosignature = Cosignature::fromLine(line);
        if (cosignature && !(cosignature->toLine() == line))
            return u"a cosignature is written in another way"_s;
        if (cosignature && verifyCosignature(note->text, *cosignature, QByteArray(32, '\x05')))
            return u"a cosignature verifies with a key that signed nothing"_s;
    }
    return {};
}

QString join(const QByteArray& bytes)
{
    if (const auto code = Invitation::parse(QString::fromUtf8(bytes)); code && code->code().toUtf8() != bytes.trimmed())
        return u"an invitation is written in another way"_s;
    const auto request = readJoinRequest(bytes);
    return request ? QString() : refused(request);
}

QString manifest(const QByteArray& bytes)
{
    const auto manifest = Manifest::parse(bytes);
    return manifest ? same(manifest->toText(), bytes) : refused(manifest);
}

QString policy(const QByteArray& bytes)
{
    const auto policy = TrustPolicy::parse(bytes);
    if (!policy)
        return refused(policy);
    const auto again = TrustPolicy::parse(policy->toText());
    return again && *again == *policy ? QString() : u"what was read cannot be read again"_s;
}

QString consistency(const QByteArray& bytes)
{
    const auto consistency = Consistency::parse(bytes);
    return consistency ? same(consistency->toText(), bytes) : refused(consistency);
}

/// Reads all files; what is wrong with how it ended.
QString readFiles(Source source)
{
    constexpr qint64 most = 1 << 20;
    TarReader tar(std::move(source), PathRules({ { u"[A-Za-z0-9/._-]+"_s, most } }, 100, 4 * most), u"fuzz"_s);
    QByteArray before;
    for (;;) {
        const auto file = tar.next();
        if (!file)
            return refused(file);
        if (!*file)
            return {};
        if ((*file)->path <= before || (*file)->path.contains(".."))
            return u"a path that is not allowed, or not in order"_s;
        before = (*file)->path;
        const auto content = tar.readAll();
        if (!content)
            return refused(content);
        if (content->size() != (*file)->size)
            return u"a file that is not as long as announced"_s;
    }
}

QString tar(const QByteArray& bytes)
{
    return readFiles(readBytes(bytes));
}

QString bundle(const QByteArray& bytes)
{
    GzipReader packed(readBytes(bytes));
    return readFiles([&packed](std::span<char> room) { return packed.read(room); });
}

QString age(const QByteArray& bytes)
{
    const std::array<Secret, 1> identities{ Secret::copyOf(QByteArray(32, '\x07')) };
    auto reader = AgeReader::open(readBuffered(readBytes(bytes)), identities);
    if (!reader)
        return refused(reader);
    std::array<char, 4096> room;
    for (;;) {
        const auto got = reader->read(room);
        if (!got)
            return refused(got);
        if (*got == 0)
            return {};
    }
}

} // namespace

const std::vector<FuzzTarget>& logFuzzTargets()
{
    static const std::vector<FuzzTarget> targets{ { "json", json }, { "note", note }, { "entry", entry },
        { "checkpoint", checkpoint }, { "proof", proof }, { "cosignature", cosignature }, { "join", join },
        { "manifest", manifest }, { "policy", policy }, { "consistency", consistency }, { "tar", tar },
        { "bundle", bundle }, { "age", age } };
    return targets;
}

} // namespace docket::test
