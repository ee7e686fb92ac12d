#include "core/log/store/incarnation.h"

#include "core/base/digest.h"
#include "core/base/logging.h"
#include "core/log/format/canonicaljson.h"
#include "core/log/keys/keyfile.h"

#include <QDir>
#include <QStandardPaths>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 formatVersion = 2;
constexpr qsizetype nonceSize = 16;

QString keychainName(const QByteArray& deviceName)
{
    return u"incarnation "_s + QString::fromLatin1(deviceName);
}

/// The bytes of a member that may be absent; nullopt when it has another size.
std::optional<QByteArray> bytesIn(const json::Value& value, const char* key, qsizetype size)
{
    const json::Value* const member = value.find(key);
    if (!member)
        return QByteArray();
    const QByteArray bytes = member->string() ? fromBase64Url(*member->string()) : QByteArray();
    return bytes.size() == size ? std::optional(bytes) : std::nullopt;
}

qint64 numberIn(const json::Value& value, const char* key)
{
    const json::Value* const member = value.find(key);
    return member && member->number() ? static_cast<qint64>(*member->number()) : 0;
}

/// As records were before there was a nonce.
QByteArray lineOfVersion1(const Checkpoint& checkpoint)
{
    return json::serialise(json::Value(json::Object{ { "v", qint64(1) }, { "origin", checkpoint.origin },
        { "size", static_cast<qint64>(checkpoint.size) }, { "root", toBase64Url(checkpoint.root.view()) } }));
}

} // namespace

bool IncarnationRecord::Stored::isAfter(const Stored& other) const
{
    const auto size = [](const Stored& stored) { return stored.incarnation.last ? stored.incarnation.last->size : 0; };
    return turn != other.turn ? turn > other.turn : size(*this) > size(other);
}

QByteArray IncarnationRecord::lineOf(const QByteArray& deviceName, const Stored& stored)
{
    const Incarnation& incarnation = stored.incarnation;
    json::Object line{ { "v", formatVersion }, { "origin", deviceName }, { "turn", stored.turn },
        { "open", qint64(incarnation.open) } };
    if (incarnation.last) {
        line.emplace_back("size", static_cast<qint64>(incarnation.last->size));
        line.emplace_back("root", toBase64Url(incarnation.last->root.view()));
    }
    if (!incarnation.nonce.isEmpty())
        line.emplace_back("nonce", toBase64Url(incarnation.nonce));
    if (!incarnation.next.isEmpty())
        line.emplace_back("next", toBase64Url(incarnation.next));
    return json::serialise(json::Value(std::move(line)));
}

Result<IncarnationRecord::Stored> IncarnationRecord::parse(
    QByteArrayView line, const QString& thing, const QByteArray& deviceName)
{
    const auto damaged = [&thing] {
        return fail(ErrorCode::Integrity, thing, u"what this device remembers to have signed cannot be read"_s,
            u"make sure that the workspace is no restored backup or copy, then remove the record"_s);
    };
    const auto value = json::parse(line);
    if (!value || !value->object())
        return damaged();
    const qint64 version = numberIn(*value, "v");
    if (version > formatVersion)
        return fail(ErrorCode::Unsupported, thing, u"was written by a newer Docket"_s, u"update Docket"_s);
    const auto root = bytesIn(*value, "root", 32);
    const auto nonce = bytesIn(*value, "nonce", nonceSize);
    const auto next = bytesIn(*value, "next", nonceSize);
    if (!root || !nonce || !next)
        return damaged();
    Stored out{ { std::nullopt, *nonce, *next, numberIn(*value, "open") == 1 }, numberIn(*value, "turn") };
    if (!root->isEmpty())
        out.incarnation.last
            = Checkpoint{ deviceName, static_cast<quint64>(numberIn(*value, "size")), Hash::from(*root) };
    // One spelling: with another name, a missing member or one too many it comes out differently.
    const bool first = version == 1 && out.incarnation.last;
    if ((first ? lineOfVersion1(*out.incarnation.last) : lineOf(deviceName, out)) != line)
        return damaged();
    return out;
}

QString IncarnationRecord::defaultFolder()
{
    QString state = qEnvironmentVariable("XDG_STATE_HOME");
    if (!QDir::isAbsolutePath(state)) // as the XDG base directory specification has it
        state = QDir::homePath() + u"/.local/state"_s;
    return state + u"/docket"_s;
}

QString IncarnationRecord::pathOf(const QByteArray& deviceName) const
{
    // The name's parts are made of letters, digits, "-", "_" and "."; "+" occurs in none of them.
    QByteArray name = deviceName;
    name.replace('/', '+');
    return m_folder + u'/' + QString::fromLatin1(name) + u".signed"_s;
}

Result<std::optional<IncarnationRecord::Stored>> IncarnationRecord::read(const QByteArray& deviceName)
{
    const QString path = pathOf(deviceName);
    const auto line = readKeyFile(path);
    if (line) {
        auto stored = parse(*line, path, deviceName);
        if (!stored)
            return fail(std::move(stored).error());
        return std::optional<Stored>(std::move(*stored));
    }
    if (line.error().code != ErrorCode::NotFound)
        return fail(line.error());
    return std::optional<Stored>();
}

Status IncarnationRecord::write(const QByteArray& deviceName, const Stored& stored, Where where)
{
    if (!QDir().mkpath(m_folder)) {
        return fail(ErrorCode::Storage, m_folder, u"the folder cannot be made"_s,
            u"without it a restored backup is not noticed; check the permissions above it"_s);
    }
    const QByteArray line = lineOf(deviceName, stored);
    DOCKET_TRY(writeKeyFile(pathOf(deviceName), line + '\n'));
    if (where == Where::FileAndKeychain && m_keychain
        && !m_keychain->store(keychainName(deviceName), Secret::copyOf(line)))
        m_keychain = nullptr; // the file is there; a service that has gone away is not waited for again
    return {};
}

Result<std::optional<Incarnation>> IncarnationRecord::remembered(const QByteArray& deviceName)
{
    DOCKET_ASSIGN(std::optional<Stored> best, read(deviceName));
    if (m_keychain) {
        if (const auto kept = m_keychain->load(keychainName(deviceName))) {
            DOCKET_ASSIGN(Stored other, parse(kept->view(), u"keychain"_s, deviceName));
            if (!best || other.isAfter(*best)) {
                best = std::move(other);
                // What follows goes on from the file.
                if (const Status told = write(deviceName, *best, Where::File); !told)
                    qCWarning(lcLog).noquote() << told.error().text();
            }
        } else if (kept.error().code != ErrorCode::NotFound) {
            m_keychain = nullptr;
        }
    }
    return best ? std::optional(best->incarnation) : std::nullopt;
}

Status IncarnationRecord::beginning(const QByteArray& deviceName, const QByteArray& nonce)
{
    DOCKET_ASSIGN(const std::optional<Stored> before, read(deviceName));
    Stored stored = before.value_or(Stored());
    stored.incarnation.next = nonce;
    ++stored.turn;
    return write(deviceName, stored, Where::File);
}

Status IncarnationRecord::began(const QByteArray& deviceName, const QByteArray& nonce)
{
    DOCKET_ASSIGN(const std::optional<Stored> before, read(deviceName));
    Stored stored = before.value_or(Stored());
    stored.incarnation.nonce = nonce;
    stored.incarnation.next.clear();
    stored.incarnation.open = true;
    ++stored.turn;
    return write(deviceName, stored, Where::FileAndKeychain);
}

Status IncarnationRecord::signedNow(const Checkpoint& checkpoint, const QByteArray& nonce)
{
    DOCKET_ASSIGN(const std::optional<Stored> before, read(checkpoint.origin));
    const Stored stored{ { checkpoint, nonce, {}, false }, before.value_or(Stored()).turn + 1 };
    return write(checkpoint.origin, stored, Where::FileAndKeychain);
}

} // namespace docket::log
