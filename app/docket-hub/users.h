#pragma once

#include "core/base/result.h"
#include "core/base/subject.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

namespace docket::practicehub
{

class Repository;

/// An account of `users.json`, reached by its token. Keys read there: name, fullname, type, role (read, write, admin or
/// fineGrained), orgs (names, or objects with name, fullname, roleInOrg); optional: id, email, avatarUrl, isPro, isHf,
/// isMod, isHfAdmin, details, createdAt, plan (free, pro, team, enterprise, enterprise-plus), fineGrained, displayName.
struct User {
    QString name;
    QString role;
    QStringList orgs;
    QJsonObject given; ///< the entry of users.json

    bool hasScope(QLatin1String scope) const;
    /// The token may change repositories it has rights on.
    bool mayWriteRepos() const { return role == QLatin1String("write") || role == QLatin1String("admin"); }
    /// The token may open threads and comment.
    bool mayDiscuss() const { return mayWriteRepos() || hasScope(QLatin1String("discussion.write")); }
    /// Member of the namespace: own name or one of the organisations.
    bool belongsTo(const QString& nameSpace) const { return nameSpace == name || orgs.contains(nameSpace); }
};

/// Who is asking: nobody, a user, or a token nobody has.
struct Caller {
    const User* user = nullptr;
    bool badToken = false;
    QString key; ///< what rate limits count by: the user's name, or the address
};

/// Accounts by token, and the public faces of people and organisations.
class Users
{
public:
    /// Reads `users.json` of the data folder; an absent file means nobody can sign in.
    static Result<Users> read(const QString& file);

    Caller caller(const QByteArray& authorization, const QString& address) const;
    const User* byName(const QString& name) const;
    const QHash<QString, User>& byToken() const { return m_byToken; }
    bool isOrganisation(const QString& name) const { return m_orgs.contains(name); }
    QJsonObject organisation(const QString& name) const { return m_orgs.value(name); }
    /// Tokens are kept by their SHA-256 once revoked.
    void revoke(const QByteArray& tokenHash) { m_revoked.insert(tokenHash); }

private:
    QHash<QString, User> m_byToken;
    QHash<QString, QJsonObject> m_orgs;
    QSet<QByteArray> m_revoked;
};

/// The author object of threads and events (hub-api 7.1), all keys.
QJsonObject publicFace(const User& user);
/// For a name nobody signed in with: a user of that name.
QJsonObject publicFace(const QString& name);
/// The answer of whoami-v2 (hub-api section 2).
QJsonObject whoami(const User& user, const Users& users);

/// Rights (hub-api 8, 13.4).
bool maySee(const Caller& caller, const Repository& repo);
bool mayReadFiles(const Caller& caller, const Repository& repo);
bool mayWrite(const Caller& caller, const Repository& repo);

} // namespace docket::practicehub
