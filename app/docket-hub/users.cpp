#include "app/docket-hub/users.h"

#include "app/docket-hub/gitids.h"
#include "app/docket-hub/repository.h"
#include "core/base/digest.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

QString avatarOf(const QString& name)
{
    return u"/avatars/"_s + documentId(u"avatar:"_s + name) + u".svg"_s;
}

QJsonObject organisationFrom(const QJsonValue& value)
{
    QJsonObject org = value.isString() ? QJsonObject{ { u"name"_s, value } } : value.toObject();
    const QString name = org.value("name"_L1).toString();
    const auto fill = [&](const QString& key, const QJsonValue& fallback) {
        if (org.value(key).isUndefined())
            org.insert(key, fallback);
    };
    fill(u"type"_s, u"org"_s);
    fill(u"id"_s, documentId(u"org:"_s + name));
    fill(u"fullname"_s, name);
    fill(u"email"_s, QJsonValue::Null);
    fill(u"canPay"_s, false);
    fill(u"periodEnd"_s, QJsonValue::Null);
    fill(u"avatarUrl"_s, avatarOf(name));
    return org;
}

tl::unexpected<Error> badUsers(const QString& file, const QString& cause)
{
    return fail(ErrorCode::Parse, file, cause,
        u"write {\"hf_token\": {\"name\": \"mira\", \"fullname\": \"Mira\", \"type\": \"user\", \"role\": \"write\", \"orgs\": []}}"_s);
}

} // namespace

bool User::hasScope(QLatin1String scope) const
{
    return given.value("fineGrained"_L1).toObject().value("global"_L1).toArray().contains(QJsonValue(scope));
}

Result<Users> Users::read(const QString& path)
{
    Users out;
    QFile file(path);
    if (!file.exists())
        return out;
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Storage, path, file.errorString(), u"make the file readable"_s);
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &parseError);
    if (parseError.error != QJsonParseError::NoError) {
        return badUsers(path, u"%1 at byte %2"_s.arg(parseError.errorString()).arg(parseError.offset));
    }
    if (!document.isObject())
        return badUsers(path, u"not an object of tokens"_s);
    const QJsonObject tokens = document.object();
    for (auto it = tokens.begin(); it != tokens.end(); ++it) {
        if (!it->isObject())
            continue; // a note, such as "_comment"
        User user;
        user.given = it->toObject();
        user.name = user.given.value("name"_L1).toString();
        user.role = user.given.value("role"_L1).toString(u"read"_s);
        if (user.name.isEmpty())
            return badUsers(path, u"the user of a token has no \"name\""_s);
        const QJsonArray orgs = user.given.value("orgs"_L1).toArray();
        for (const QJsonValue& value : orgs) {
            const QJsonObject org = organisationFrom(value);
            const QString name = org.value("name"_L1).toString();
            if (name.isEmpty())
                continue;
            user.orgs.append(name);
            if (!out.m_orgs.contains(name) || value.isObject())
                out.m_orgs.insert(name, org);
        }
        out.m_byToken.insert(it.key(), user);
    }
    return out;
}

Caller Users::caller(const QByteArray& authorization, const QString& address) const
{
    Caller out;
    out.key = u"address "_s + address;
    if (authorization.isEmpty())
        return out;
    const QByteArray token = authorization.startsWith("Bearer ") ? authorization.mid(7).trimmed() : QByteArray();
    const auto found = m_byToken.constFind(QString::fromUtf8(token));
    if (found == m_byToken.constEnd() || m_revoked.contains(sha256Hex(token))) {
        out.badToken = true;
        return out;
    }
    out.user = &*found;
    out.key = u"user "_s + found->name;
    return out;
}

const User* Users::byName(const QString& name) const
{
    for (const User& user : m_byToken) {
        if (user.name == name)
            return &user;
    }
    return nullptr;
}

QJsonObject publicFace(const QString& name)
{
    return { { u"_id"_s, documentId(u"user:"_s + name) }, { u"name"_s, name }, { u"fullname"_s, name },
        { u"avatarUrl"_s, avatarOf(name) }, { u"type"_s, u"user"_s }, { u"isPro"_s, false }, { u"isHf"_s, false },
        { u"isHfAdmin"_s, false }, { u"isMod"_s, false } };
}

QJsonObject publicFace(const User& user)
{
    QJsonObject face = publicFace(user.name);
    for (const QString& key :
        { u"fullname"_s, u"avatarUrl"_s, u"type"_s, u"isPro"_s, u"isHf"_s, u"isHfAdmin"_s, u"isMod"_s }) {
        if (!user.given.value(key).isUndefined())
            face.insert(key, user.given.value(key));
    }
    if (user.given.value("id"_L1).isString())
        face.insert(u"_id"_s, user.given.value("id"_L1));
    return face;
}

QJsonObject whoami(const User& user, const Users& users)
{
    const QJsonObject face = publicFace(user);
    QJsonArray orgs;
    for (const QString& name : user.orgs) {
        QJsonObject org = users.organisation(name);
        if (!org.value("roleInOrg"_L1).isString())
            org.insert(u"roleInOrg"_s, user.role == u"fineGrained" ? u"read"_s : user.role);
        orgs.append(org);
    }
    QJsonObject token{ { u"displayName"_s, user.given.value("displayName"_L1).toString(u"practice token"_s) },
        { u"role"_s, user.role == u"admin" ? u"write"_s : user.role },
        { u"createdAt"_s, user.given.value("tokenCreatedAt"_L1).toString(u"2025-01-01T00:00:00.000Z"_s) } };
    if (user.role == u"fineGrained") {
        QJsonObject scopes = user.given.value("fineGrained"_L1).toObject();
        for (const QString& key : { u"global"_s, u"scoped"_s }) {
            if (!scopes.value(key).isArray())
                scopes.insert(key, QJsonArray());
        }
        if (!scopes.value("canReadGatedRepos"_L1).isBool())
            scopes.insert(u"canReadGatedRepos"_s, false);
        token.insert(u"fineGrained"_s, scopes);
    }
    QJsonObject out{ { u"type"_s, u"user"_s }, { u"id"_s, face.value("_id"_L1) }, { u"name"_s, user.name },
        { u"fullname"_s, face.value("fullname"_L1) }, { u"avatarUrl"_s, face.value("avatarUrl"_L1) },
        { u"isPro"_s, face.value("isPro"_L1) }, { u"canPay"_s, false }, { u"periodEnd"_s, QJsonValue::Null },
        { u"emailVerified"_s, true }, { u"orgs"_s, orgs },
        { u"auth"_s, QJsonObject{ { u"type"_s, u"access_token"_s }, { u"accessToken"_s, token } } } };
    if (user.given.value("email"_L1).isString())
        out.insert(u"email"_s, user.given.value("email"_L1));
    return out;
}

bool maySee(const Caller& caller, const Repository& repo)
{
    if (!repo.isPrivate())
        return true;
    return caller.user
        && (caller.user->belongsTo(repo.key().nameSpace()) || repo.names("_readers"_L1, caller.user->name));
}

bool mayReadFiles(const Caller& caller, const Repository& repo)
{
    if (!maySee(caller, repo))
        return false;
    if (!repo.isGated())
        return true;
    return caller.user
        && (caller.user->belongsTo(repo.key().nameSpace()) || repo.names("_authorized"_L1, caller.user->name));
}

bool mayWrite(const Caller& caller, const Repository& repo)
{
    return caller.user && caller.user->mayWriteRepos() && caller.user->belongsTo(repo.key().nameSpace());
}

} // namespace docket::practicehub
