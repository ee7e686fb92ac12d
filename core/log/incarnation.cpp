#include "core/log/incarnation.h"

#include "core/base/digest.h"
#include "core/base/logging.h"
#include "core/log/canonicaljson.h"
#include "core/log/keyfile.h"

#include <QDir>
#include <QStandardPaths>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 formatVersion = 1;

QString keychainName(const QByteArray& deviceName)
{
    return u"incarnation "_s + QString::fromLatin1(deviceName);
}

QByteArray lineOf(const Checkpoint& checkpoint)
{
    return json::serialise(json::Value(json::Object{ { "v", formatVersion }, { "origin", checkpoint.origin },
        { "size", static_cast<qint64>(checkpoint.size) }, { "root", toBase64Url(checkpoint.root.view()) } }));
}

Result<Checkpoint> parse(QByteArrayView line, const QString& thing, const QByteArray& deviceName)
{
    const auto damaged = [&thing] {
        return fail(ErrorCode::Integrity, thing, u"what this device remembers to have signed cannot be read"_s,
            u"make sure that the workspace is no restored backup or copy, then remove the record"_s);
    };
    const auto value = json::parse(line);
    if (!value || !value->object())
        return damaged();
    const json::Value* version = value->find("v");
    const json::Value* origin = value->find("origin");
    const json::Value* size = value->find("size");
    const json::Value* root = value->find("root");
    if (version && version->number() && *version->number() > formatVersion)
        return fail(ErrorCode::Unsupported, thing, u"was written by a newer Docket"_s, u"update Docket"_s);
    if (!origin || !origin->string() || !size || !size->number() || !root || !root->string())
        return damaged();
    const QByteArray hash = fromBase64Url(*root->string());
    if (hash.size() != 32 || *origin->string() != deviceName)
        return damaged();
    Checkpoint out{ *origin->string(), static_cast<quint64>(*size->number()), Hash::from(hash) };
    if (lineOf(out) != line)
        return damaged();
    return out;
}

} // namespace

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

Result<std::optional<Checkpoint>> IncarnationRecord::lastSigned(const QByteArray& deviceName)
{
    std::optional<Checkpoint> best;
    const QString path = pathOf(deviceName);
    if (auto line = readKeyFile(path)) {
        DOCKET_ASSIGN(best, parse(*line, path, deviceName));
    } else if (line.error().code != ErrorCode::NotFound) {
        return fail(std::move(line).error());
    }
    if (!m_keychain)
        return best;
    if (const auto kept = m_keychain->load(keychainName(deviceName))) {
        DOCKET_ASSIGN(Checkpoint other, parse(kept->view(), u"keychain"_s, deviceName));
        if (!best || other.size > best->size)
            best = std::move(other);
    } else if (kept.error().code != ErrorCode::NotFound) {
        m_keychain = nullptr;
    }
    return best;
}

Status IncarnationRecord::signedNow(const Checkpoint& checkpoint)
{
    if (!QDir().mkpath(m_folder)) {
        return fail(ErrorCode::Storage, m_folder, u"the folder cannot be made"_s,
            u"without it a restored backup is not noticed; check the permissions above it"_s);
    }
    const QByteArray line = lineOf(checkpoint);
    DOCKET_TRY(writeKeyFile(pathOf(checkpoint.origin), line + '\n'));
    if (m_keychain && !m_keychain->store(keychainName(checkpoint.origin), Secret::copyOf(line)))
        m_keychain = nullptr; // the file is there; a service that has gone away is not waited for again
    return {};
}

} // namespace docket::log
