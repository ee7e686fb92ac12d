#pragma once

#include "core/base/clock.h"
#include "core/base/folderlock.h"
#include "core/cases/caseview.h"
#include "core/hub/answers.h"
#include "core/log/store/store.h"
#include "core/policy/packlibrary.h"
#include "core/sync/mirror.h"

#include <QSet>

#include <memory>

namespace docket
{

/// What a person may change about a workspace; `settings.json` in its folder.
struct WorkspaceSettings {
    QString endpoint; ///< base URL of the Hub, no trailing slash
    int countdownMs = 10'000; ///< how long an outward act waits before it leaves (law 3)
    int claimMinutes = 120; ///< how long a claim holds without renewal
    QString domain; ///< first part of device names
    bool operator==(const WorkspaceSettings&) const = default;
};

/// A workspace folder (design section 4): log.db, hub.db, view.db, blobs/, keys/, drafts/, policies/, settings.json.
/// One process writes; a second opens read-only and says so (`isReadOnly`).
/// Thread: made and used on one thread (the store thread of the GUI, the main thread of docketctl).
class Workspace
{
public:
    struct InitOptions {
        QString endpoint;
        QString reviewerName;
        log::Secret passphrase; ///< empty: the keychain must answer
        log::Keychain* keychain = nullptr; ///< not owned; null: passphrase only
        log::KdfCost cost = log::KdfCost::Moderate;
    };
    /// Makes the folder and everything in it. Conflict when there is a workspace already; nothing of it is touched
    /// then.
    static Result<std::unique_ptr<Workspace>> init(const QString& folder, InitOptions options, Clock& clock);
    /// NotFound when the folder is no workspace. Keys stay locked: see unlock().
    static Result<std::unique_ptr<Workspace>> open(const QString& folder, Clock& clock);
    ~Workspace();

    /// Makes the workspace in a folder where a join request was made (log::prepareJoin()), from what a colleague handed
    /// over. Forbidden when nobody enrolled the device; nothing is left behind then. Keys stay locked.
    static Result<std::unique_ptr<Workspace>> join(const QString& folder, log::MergeSource& source,
        const QString& endpoint, Clock& clock, const log::VerifyProgress& progress = {});

    /// Opens the device key: with the keychain that sealed it, or with the passphrase. Compares the log with what this
    /// device remembers to have signed (log().isBehind() afterwards says that nothing can be written), and renews the
    /// exchange key when its time has come. `keychain` must outlive the workspace.
    Status unlock(const log::Secret& passphrase, log::Keychain* keychain = nullptr);
    /// Signs what is new, then wipes the device key from memory. Everything can still be read.
    void lock();
    /// Where the incarnation record lies, for tests; by default in the user's state folder. Before unlock().
    void setStateFolder(const QString& folder) { m_stateFolder = folder; }

    QString folder() const { return m_folder; }
    bool isReadOnly() const { return m_readOnly; }
    /// Who holds the workspace when it is read-only: "docket, process 4711"; empty otherwise.
    QString holder() const { return m_holder; }
    /// Storage: why nothing can be written, where isReadOnly().
    Error readOnlyReason() const;
    const WorkspaceSettings& settings() const { return m_settings; }
    Status saveSettings(const WorkspaceSettings& settings);

    log::Store& log() { return *m_log; }
    sync::Mirror& mirror() { return *m_mirror; }
    cases::CaseView& view() { return *m_view; }
    const policy::PackLibrary& packs() const { return *m_packs; }
    Clock& clock() const { return *m_clock; }
    /// mirror + log -> view. Finishes what redactions left to do, see RedactionWork. What changed is kept for
    /// changedCases(), but for `own`: the id of a case that the person here has just worked on.
    Status refreshView(const QByteArray& own = {});
    /// refreshView(), and the cases that changed since this was last asked, whoever refreshed the view meanwhile.
    Result<QList<QByteArray>> changedCases();
    /// Throws view.db away and builds it anew: an index keeps the words of what was erased. Storage.
    Status rebuildView();
    /// Signs a checkpoint of this device's log when entries were added since the last one; nothing while locked or
    /// read-only. Called a minute after the last act and when the workspace is closed (audit.md 4.4).
    Status signWhatIsNew();
    /// "set@12hex" of the packs in force, adopted in the log when they changed since; for the header of entries.
    Result<QString> policySet();

    /// Who the token says we are, kept for work without a network; nullopt before the first answer.
    Result<std::optional<hub::Whoami>> hubAccount();
    Status rememberHubAccount(const hub::Whoami& account);

private:
    Workspace() = default;
    Status openStores(bool create);
    /// A quick check of the log's entries that were not there when it was opened last.
    Status checkWhatIsNew();

    Status finishUnlock(log::Keychain* keychain);

    QString m_folder;
    QString m_stateFolder; ///< empty: the default
    bool m_readOnly = false;
    QString m_holder;
    Error m_lockError; ///< why it is read-only
    WorkspaceSettings m_settings;
    Clock* m_clock = nullptr;
    std::optional<FolderLock> m_lock;
    std::unique_ptr<log::Store> m_log;
    std::unique_ptr<sync::Mirror> m_mirror;
    std::unique_ptr<cases::CaseView> m_view;
    std::unique_ptr<policy::PackLibrary> m_packs;
    QString m_policySet;
    QSet<QByteArray> m_changed; ///< cases that nobody was told of yet
    qint64 m_settledErasures = -1; ///< erased payloads whose other traces are gone
};

} // namespace docket
