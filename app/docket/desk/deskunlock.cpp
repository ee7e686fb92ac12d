#include "app/docket/desk/desk.h"
#include "ui/settings/unlockpage.h"

namespace docket::app
{

using namespace Qt::StringLiterals;

namespace
{

log::Secret passphraseFromEnvironment()
{
    return log::Secret::take(qgetenv("DOCKET_PASSPHRASE"));
}

} // namespace

// The key of the workspace: asked for, opened, wiped. Everything can be read without it.

void Desk::askForPassphrase()
{
    m_unlock = new ui::settings::UnlockPage(m_theme, m_config.folder);
    connect(m_unlock, &ui::settings::UnlockPage::submitted, this,
        [this](const QString& passphrase) { unlock(passphrase.toUtf8()); });
    connect(m_unlock, &ui::settings::UnlockPage::skipped, this, [this] {
        if (m_working)
            showQueue();
        else
            beginWork();
    });
    m_window->showPage(m_unlock);
}

void Desk::lock()
{
    askForPassphrase();
    if (!std::exchange(m_opened.unlocked, false))
        return; // it was to be unlocked
    m_keys->begin(false, m_opened.needsPassphrase);
    m_workspace.ask<void>(
        this,
        [](Workspace& workspace) -> Status {
            workspace.lock();
            return {};
        },
        [this](const Status&) { refreshStatus(); });
}

void Desk::unlockUnattended()
{
    m_workspace.ask<void>(
        this, [this](Workspace& workspace) { return workspace.unlock(passphraseFromEnvironment(), &m_keychain); },
        [this](const Status& status) { onUnlocked(status); });
}

void Desk::unlock(const QByteArray& passphrase)
{
    m_workspace.ask<void>(
        this, [passphrase](Workspace& workspace) { return workspace.unlock(log::Secret::copyOf(passphrase)); },
        [this](const Status& status) { onUnlocked(status); });
}

void Desk::onUnlocked(const Status& status)
{
    if (status && m_working) {
        m_opened.unlocked = true;
        m_keys->begin(true, m_opened.needsPassphrase);
        showQueue();
        if (m_maySend)
            m_hub.outboxChanged(); // what was to leave meanwhile
        else
            startHub();
        refreshStatus();
    } else if (status) {
        m_opened.unlocked = true;
        beginWork();
    } else if (m_unlock) {
        m_unlock->showError(status.error());
    } else {
        // Everything can be read without the key.
        beginWork();
        m_window->showError(status.error());
    }
}

} // namespace docket::app
