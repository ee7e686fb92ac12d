#include "app/docket/desk/keydesk.h"

#include <QApplication>
#include <QEvent>

namespace docket::app
{

using namespace Qt::StringLiterals;
using ui::widgets::ActionContext;

namespace
{

constexpr std::chrono::minutes patience(1); ///< until an act that counts down is looked at again

} // namespace

KeyDesk::KeyDesk(ui::widgets::Theme& theme, ui::widgets::ActionRegistry& actions, WorkspaceThread& workspace,
    GuiKeychain& keychain, ui::shell::MainWindow& window, QObject* parent)
    : QObject(parent), m_theme(theme), m_actions(actions), m_window(window), m_source(workspace, &keychain)
{
    QAction* people = actions.declare({ u"people.open"_s, tr("People and devices"), ActionContext::Window,
                                          { QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P) },
                                          tr("members roles keys invite join revoke passphrase root lock minutes") },
        &window);
    QAction* lock = actions.declare({ u"workspace.lock"_s, tr("Lock"), ActionContext::Window,
                                        { QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L) }, tr("key passphrase away") },
        &window);
    people->setEnabled(false);
    lock->setEnabled(false);
    connect(people, &QAction::triggered, this, &KeyDesk::togglePage);
    connect(lock, &QAction::triggered, this, &KeyDesk::lockRequested);
    m_idle.setParent(this);
    m_idle.setObjectName(u"idle"_s);
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &KeyDesk::onIdle);
    qApp->installEventFilter(this);
}

KeyDesk::~KeyDesk()
{
    qApp->removeEventFilter(this);
    delete m_page; // before the presenter that it shows
    m_actions.withdraw(u"people.open"_s);
    m_actions.withdraw(u"workspace.lock"_s);
}

void KeyDesk::begin(bool unlocked, bool needsPassphrase)
{
    m_actions.action(u"people.open"_s)->setEnabled(true);
    QAction* lock = m_actions.action(u"workspace.lock"_s);
    lock->setEnabled(needsPassphrase);
    lock->setText(unlocked ? tr("Lock") : tr("Unlock…"));
    m_lockable = unlocked && needsPassphrase;
    arm();
}

void KeyDesk::setIdleMinutes(int minutes)
{
    m_idleMinutes = qBound(0, minutes, ui::settings::PeoplePage::mostLockMinutes);
    arm();
}

void KeyDesk::arm()
{
    if (m_lockable && m_idleMinutes > 0)
        m_idle.start(std::chrono::minutes(m_idleMinutes));
    else
        m_idle.stop();
}

void KeyDesk::onIdle()
{
    if (!m_lockable)
        return;
    if (m_counting > 0) {
        m_idle.start(patience);
        return;
    }
    Q_EMIT lockRequested();
}

bool KeyDesk::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
        if (m_idle.isActive())
            arm();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void KeyDesk::changed()
{
    if (m_page && m_presenter)
        m_presenter->refresh();
}

void KeyDesk::togglePage()
{
    if (m_page) {
        closePage();
        return;
    }
    m_presenter = std::make_unique<ui::settings::PeoplePresenter>(m_source);
    m_page = new ui::settings::PeoplePage(m_theme, *m_presenter);
    m_page->setLockMinutes(m_idleMinutes);
    connect(m_page, &ui::settings::PeoplePage::closed, this, &KeyDesk::closePage);
    connect(m_page, &ui::settings::PeoplePage::lockMinutesChosen, this, [this](int minutes) {
        setIdleMinutes(minutes);
        Q_EMIT idleMinutesChosen(m_idleMinutes);
    });
    // Another page may take its place; what the presenter knows goes with it.
    connect(m_page, &QObject::destroyed, this, [this, mine = m_presenter.get()] {
        if (m_presenter.get() == mine)
            m_presenter.reset();
    });
    m_window.showPage(m_page);
    m_presenter->refresh();
}

void KeyDesk::closePage()
{
    if (m_page)
        disconnect(m_page, &ui::settings::PeoplePage::closed, this, nullptr);
    m_window.showWork(); // the page, and with it the presenter, goes when the key that closed it has been dealt with
    m_page.clear();
}

} // namespace docket::app
