#pragma once

#include "core/base/clock.h"
#include "core/cases/caseview.h"
#include "core/log/store.h"
#include "core/policy/packlibrary.h"
#include "core/sync/mirror.h"

#include <QLockFile>

#include <memory>

namespace docket
{

/// A workspace folder (design section 4): log.db, hub.db, view.db, blobs/, keys/, drafts/, settings.json.
/// One process writes; a second opens read-only and says so (`isReadOnly`).
/// Thread: made and used on one thread (the store thread of the GUI, the main thread of docketctl).
class Workspace
{
public:
    struct Settings {
        QString endpoint; ///< base URL of the Hub, no trailing slash
        int countdownMs = 10'000; ///< how long an outward act waits (law 3)
        QString domain; ///< origin domain of key names
    };
    struct InitOptions {
        QString endpoint;
        QString reviewerName;
        QByteArray passphrase; ///< empty: keychain
    };
    static Result<std::unique_ptr<Workspace>> init(
        const QString& folder, const InitOptions& options, const Clock& clock);
    static Result<std::unique_ptr<Workspace>> open(const QString& folder, const Clock& clock);
    ~Workspace();

    QString folder() const { return m_folder; }
    bool isReadOnly() const { return m_readOnly; }
    const Settings& settings() const { return m_settings; }
    Status saveSettings(const Settings& settings);
    log::Store& log() { return *m_log; }
    sync::Mirror& mirror() { return *m_mirror; }
    cases::CaseView& view() { return *m_view; }
    const policy::PackLibrary& packs() const { return *m_packs; }
    const Clock& clock() const { return *m_clock; }
    /// mirror + log -> view; returns the cases that changed.
    Result<QList<QByteArray>> refreshView();

private:
    Workspace() = default;
    QString m_folder;
    bool m_readOnly = false;
    Settings m_settings;
    const Clock* m_clock = nullptr;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<log::Store> m_log;
    std::unique_ptr<sync::Mirror> m_mirror;
    std::unique_ptr<cases::CaseView> m_view;
    std::unique_ptr<policy::PackLibrary> m_packs;
};

} // namespace docket
