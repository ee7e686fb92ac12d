#pragma once

#include "app/docket-hub/repository.h"
#include "app/docket-hub/users.h"
#include "core/base/clock.h"
#include "core/base/folderlock.h"
#include "core/base/result.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QTemporaryDir>

#include <memory>
#include <optional>

namespace docket::practicehub
{

/// The data folder with everything written to it laid on top. The data is never changed: each write is one line of
/// JSON (an array of operations) in `<state>/journal.jsonl`, replayed when a Hub starts on the same state folder.
/// Thread: one.
class Store
{
public:
    /// Opens the data folder. An empty `stateFolder` means a temporary one. `clock` must outlive the store.
    /// Errors: Storage (folder or journal not usable), Parse (users.json or journal damaged), Locked.
    static Result<std::unique_ptr<Store>> open(
        const QString& dataFolder, const QString& stateFolder, const Clock& clock);

    Repository* find(RepoKind kind, const QString& id);
    /// The present id of a repository that once had the given one; empty when there is none.
    QString renamed(RepoKind kind, const QString& oldId) const;
    /// All repositories of a kind, by id.
    QList<Repository*> all(RepoKind kind) const;
    const Users& users() const { return m_users; }

    /// Now, in the Hub's form.
    QString now() const { return toIsoUtc(m_clock.now()); }
    /// A new 24-hex id; not repeated over restarts on the same state.
    QString freshId();
    /// Writes the operations to the journal as one line, then applies them. See storeops.cpp for the kinds.
    Status apply(const QJsonArray& operations);

    /// The face of a name: of the account when there is one.
    QJsonObject face(const QString& name) const;
    bool isOrganisation(const QString& name) const;
    const QSet<QString>& readNotifications(const QString& user) { return m_readNotifications[user]; }

private:
    explicit Store(const Clock& clock);
    Status scan(const QString& dataFolder);
    void scanKind(const QString& folder, RepoKind kind);
    Status openJournal(const QString& stateFolder);
    void applyOne(const QJsonObject& operation);
    void createRepository(const QJsonObject& operation);
    void moveRepository(const RepoKey& from, const QString& id);
    void applyToThread(Repository& repo, const QJsonObject& operation);
    void applyCommit(Repository& repo, const QJsonObject& operation);
    void applyMerge(Repository& repo, const QJsonObject& operation);

    const Clock& m_clock;
    QString m_nowhere; ///< a folder that is not there, for repositories that are not in the data
    Users m_users;
    QMap<QString, std::shared_ptr<Repository>> m_repos[3];
    QHash<QString, QString> m_renamed[3];
    QHash<QString, QSet<QString>> m_readNotifications;
    std::unique_ptr<QTemporaryDir> m_temporary;
    std::optional<FolderLock> m_lock;
    QFile m_journal;
    qint64 m_serial = 0; ///< lines of the journal
    qint64 m_given = 0; ///< ids handed out by this process
};

} // namespace docket::practicehub
