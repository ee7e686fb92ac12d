#pragma once

#include "app/docket/desk/guikeychain.h"
#include "core/workspace/workspacethread.h"
#include "ui/settings/peoplepage.h"
#include "ui/settings/peoplepresenter.h"
#include "ui/settings/workspacepeople.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/actionregistry.h"

#include <QPointer>
#include <QTimer>

namespace docket::app
{

/// The page of people and devices of a window at work, and the lock: by key, by the palette, or after some idle
/// minutes. Thread: GUI.
class KeyDesk : public QObject
{
    Q_OBJECT
public:
    /// Declares "people.open" and "workspace.lock" in `actions`.
    KeyDesk(ui::widgets::Theme& theme, ui::widgets::ActionRegistry& actions, WorkspaceThread& workspace,
        GuiKeychain& keychain, ui::shell::MainWindow& window, QObject* parent = nullptr);
    ~KeyDesk() override;

    /// A workspace was opened, locked or unlocked. Only a key that a passphrase seals is locked by itself: the keychain
    /// would open it again without asking.
    void begin(bool unlocked, bool needsPassphrase);
    /// Acts whose countdown runs: the lock waits for them, because their sending is signed. What waits for a network
    /// does not keep a laptop open.
    void setCounting(int acts) { m_counting = acts; }
    /// Minutes without a key or a click until it locks by itself; 0: never.
    void setIdleMinutes(int minutes);
    int idleMinutes() const { return m_idleMinutes; }
    /// Something was recorded: a page that is open reads again.
    void changed();
    ui::settings::PeoplePage* page() const { return m_page; }

    bool eventFilter(QObject* watched, QEvent* event) override;

    static constexpr int defaultIdleMinutes = 15;

Q_SIGNALS:
    /// The unlock page is to be shown, and the key to be wiped where there is one.
    void lockRequested();
    /// The person chose another number of idle minutes.
    void idleMinutesChosen(int minutes);

private:
    void togglePage();
    void closePage();
    void onIdle();
    void arm();

    ui::widgets::Theme& m_theme;
    ui::widgets::ActionRegistry& m_actions;
    ui::shell::MainWindow& m_window;
    ui::settings::WorkspacePeople m_source;
    std::unique_ptr<ui::settings::PeoplePresenter> m_presenter; ///< while the page is open: it may know a passphrase
    QPointer<ui::settings::PeoplePage> m_page; ///< owned by the window
    QTimer m_idle;
    int m_idleMinutes = defaultIdleMinutes;
    int m_counting = 0;
    bool m_lockable = false;
};

} // namespace docket::app
