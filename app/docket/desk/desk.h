#pragma once

#include "app/docket/desk/exchangedesk.h"
#include "app/docket/desk/guikeychain.h"
#include "app/docket/desk/hubpictures.h"
#include "app/docket/desk/keydesk.h"
#include "app/docket/desk/logdesk.h"
#include "app/docket/desk/statusreader.h"
#include "app/docket/desk/weeklycheck.h"
#include "app/docket/desk/workspacequeue.h"
#include "core/base/clock.h"
#include "core/math/katextypesetter.h"
#include "core/workspace/hubsession.h"
#include "core/workspace/workspacethread.h"
#include "ui/code/codehighlighter.h"
#include "ui/judgement/workspacejudgement.h"
#include "ui/queue/queuepresenter.h"
#include "ui/settings/firstrunform.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/actionregistry.h"

#include <QElapsedTimer>

namespace docket::ui::review
{
class EvidencePane;
class MirrorEvidence;
struct PictureStart;
} // namespace docket::ui::review
namespace docket::ui::settings
{
class FirstRunPage;
class JoinWaitPage;
struct JoinAnswerForm;
class UnlockPage;
} // namespace docket::ui::settings

namespace docket
{
struct PendingJoin;
}

namespace docket::app
{

/// A window at work on one workspace: opens or makes it, unlocks it, talks to its Hub, and carries what happens between
/// them. Everything that reads or writes runs on the workspace's thread or the Hub session's. Thread: GUI.
class Desk : public QObject
{
    Q_OBJECT
public:
    struct Config {
        QString folder; ///< of the workspace
        QByteArray token; ///< given instead of looked for: the demo's
        bool remember = true; ///< window layout, theme and keys are kept between runs
        bool syncAtStart = false;
    };
    Desk(ui::widgets::Theme& theme, const Config& config, const QElapsedTimer& sinceStart, QObject* parent = nullptr);
    ~Desk() override;

    ui::shell::MainWindow& window() { return *m_window; }
    LogDesk& log() { return *m_log; }
    WeeklyCheck& weekly() { return *m_weekly; }
    KeyDesk& keys() { return *m_keys; }
    /// Opens the workspace, or shows the first-run page where there is none, or the request to join that waits.
    void start();
    /// Makes the workspace without asking: the demo.
    void make(const ui::settings::FirstRunForm& form);

Q_SIGNALS:
    /// The queue, or the page that stands before it, is on the screen.
    void ready();
    void opened();

private:
    void connectWindow();
    /// The Hub refused an outward act for good: says which and why (law 10).
    void showRefusedAct();
    void connectHub();
    void showFirstRun();
    void showJoin();
    /// A request to join may wait in the folder.
    void lookForRequest();
    void showWaiting(const PendingJoin& pending);
    void join(const ui::settings::JoinAnswerForm& form, const QPointer<ui::settings::JoinWaitPage>& page);
    void open();
    void onOpened(const OpenedWorkspace& opened);
    void unlockUnattended();
    void unlock(const QByteArray& passphrase);
    void onUnlocked(const Status& status);
    void askForPassphrase();
    /// Wipes the key; the unlock page stands before the work, which stays as it is.
    void lock();
    void sayWhyNothingIsWritten();
    void beginWork();
    void showQueue();
    void startHub();
    void sync();
    void undo();
    void refreshStatus();
    void onCheckChanged();
    void editWatches();
    void restore();
    void save();
    void connectViewing();
    ui::review::PictureStart pictureStart() const;
    ui::widgets::CasePane* makeEvidence(QWidget* parent);
    ui::widgets::CasePane* makeJudgement(QWidget* parent);

    Config m_config;
    QElapsedTimer m_sinceStart;
    ui::widgets::Theme& m_theme;
    SystemClock m_clock;
    GuiKeychain m_keychain;
    WorkspaceThread m_workspace;
    WorkspaceQueue m_queue;
    ui::judgement::WorkspaceJudgement m_judgement;
    HubSession m_hub;
    HubPictures m_pictures;
    ui::code::CodeHighlighter m_highlighter;
    math::KatexTypesetter m_formulas;
    std::unique_ptr<ui::review::MirrorEvidence> m_mirrorEvidence; ///< made with the first case
    ui::widgets::ActionRegistry m_actions;
    ui::queue::QueuePresenter m_presenter;
    std::unique_ptr<ui::shell::MainWindow> m_window;
    std::unique_ptr<LogDesk> m_log;
    std::unique_ptr<WeeklyCheck> m_weekly;
    std::unique_ptr<ExchangeDesk> m_exchange;
    std::unique_ptr<KeyDesk> m_keys;
    ui::settings::FirstRunPage* m_firstRun = nullptr; ///< owned by the window
    ui::settings::UnlockPage* m_unlock = nullptr; ///< owned by the window
    OpenedWorkspace m_opened;
    ui::shell::SyncState m_sync;
    QString m_outboxCause; ///< why the outbox waits, as the last round told
    ui::shell::LogState::Check m_check = ui::shell::LogState::Check::Unknown;
    ui::review::EvidencePane* m_evidence = nullptr; ///< owned by the window
    bool m_unlockWhenPainted = false; ///< passphrase from the environment or key from the keychain
    bool m_painted = false;
    bool m_maySend = false; ///< the Hub session was started with the right to write
    bool m_working = false; ///< beginWork() was there: locking and unlocking leave everything in its place
};

} // namespace docket::app
