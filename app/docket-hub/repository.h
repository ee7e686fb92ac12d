#pragma once

#include "app/docket-hub/frontmatter.h"
#include "app/docket-hub/history.h"
#include "core/base/subject.h"

#include <QDateTime>
#include <QJsonObject>
#include <QMap>
#include <QString>

namespace docket::practicehub
{

/// One repository of the data folder with what was written to it since. Files, card and threads are read when first
/// asked for, so that a folder of many repositories opens at once.
///
/// `info.json` is laid over what is derived; keys that start with '_' steer the practice Hub and are not served:
///   _renamedFrom   [old ids], answered with 307
///   _authorized    [user names] on the access list of a gated repository
///   _readers       [user names] who may see a private repository
///   _files         {path: {securityFileStatus, size, ...}}, laid over the entries of the tree
///   _commits       [{id?, title, message?, author?, date}], newest first: the history before the present head
///   _accessRequests [items of hub-api section 10]
class Repository
{
public:
    Repository(RepoKey key, QString folder, QJsonObject overrides);

    const RepoKey& key() const { return m_key; }
    const QString& folder() const { return m_folder; }
    /// info.json with the settings changed since laid over it.
    const QJsonObject& overrides() const { return m_overrides; }
    void change(const QJsonObject& settings);
    /// Gives it another id; document id, commits and threads stay.
    void rename(const QString& id);

    const History& history() const;
    History& history();
    /// The card's metadata at the head of main.
    const FrontMatter& card() const;
    QByteArray readme() const;
    /// True while main stands where the data folder left it.
    bool isUntouched() const { return sha() == m_baseSha; }
    /// The metadata of the card in the data folder, whatever was committed since.
    FrontMatter originalCard() const;

    QString documentId() const;
    QString sha() const;
    QDateTime createdAt() const;
    QDateTime lastModified() const;
    QString author() const;
    bool isPrivate() const { return m_overrides.value(QLatin1String("private")).toBool(); }
    bool isDisabled() const { return m_overrides.value(QLatin1String("disabled")).toBool(); }
    bool discussionsDisabled() const { return m_overrides.value(QLatin1String("discussionsDisabled")).toBool(); }
    /// False, "auto" or "manual".
    QJsonValue gated() const;
    bool isGated() const { return gated().isString(); }
    bool names(QLatin1String listKey, const QString& user) const;

    /// Detail objects by number; filled on first use by `threads()` of the hub.
    QMap<int, QJsonObject>& threads();

    /// Called after a commit to main.
    void invalidate() { m_cardRead = false; }

private:
    void load() const;

    RepoKey m_key;
    QString m_folder;
    QJsonObject m_overrides;
    mutable bool m_loaded = false;
    mutable History m_history;
    mutable bool m_cardRead = false;
    mutable FrontMatter m_card;
    mutable QString m_baseSha;
    bool m_threadsRead = false;
    QMap<int, QJsonObject> m_threads;
};

/// The path web pages of a repository start with: "", "datasets/" or "spaces/", then the id.
QString webPath(const RepoKey& key);
/// Oldest creation date the Hub states (hub-api 1.3).
QDateTime oldestDate();

} // namespace docket::practicehub
