#include "app/docket/desk/weeklycheck.h"

#include "core/base/logging.h"
#include "core/workspace/fullcheck.h"

#include <QCoreApplication>
#include <QEvent>

#include <limits>

namespace docket::app
{

using namespace Qt::StringLiterals;

WeeklyCheck::WeeklyCheck(WorkspaceThread& workspace, ui::audit::LogCheck& check, const Clock& clock, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_check(check), m_clock(clock), m_touched(clock.elapsedMs())
{
    m_minute.setInterval(std::chrono::minutes(1));
    connect(&m_minute, &QTimer::timeout, this, &WeeklyCheck::look);
    connect(&m_check, &ui::audit::LogCheck::changed, this, &WeeklyCheck::follow);
    qApp->installEventFilter(this);
}

WeeklyCheck::~WeeklyCheck()
{
    qApp->removeEventFilter(this);
}

void WeeklyCheck::begin()
{
    m_minute.start();
}

void WeeklyCheck::look()
{
    const qint64 now = m_clock.elapsedMs();
    const qint64 quiet = std::chrono::milliseconds(away).count();
    if (m_asking || m_check.isRunning() || now - m_touched < quiet || now < m_notBefore)
        return;
    m_asking = true;
    m_workspace.ask<bool>(
        this,
        [time = m_clock.now(), power = m_powerFolder](Workspace& workspace) -> Result<bool> {
            DOCKET_ASSIGN(const QDateTime last, lastFullCheck(workspace));
            // A time in the future was noted by a clock that went wrong.
            const bool fresh = last.isValid() && last <= time && time < last.addDays(everyDays);
            const bool emptying = power.isEmpty() ? runsOnBattery() : runsOnBattery(power);
            return !workspace.isReadOnly() && !fresh && !emptying;
        },
        [this, quiet](const Result<bool>& due) {
            m_asking = false;
            // Somebody may have come back meanwhile.
            if (!due || !*due || m_check.isRunning() || m_clock.elapsedMs() - m_touched < quiet)
                return;
            m_own = true;
            m_check.start(log::Depth::Full);
        });
}

void WeeklyCheck::touched()
{
    m_touched = m_clock.elapsedMs();
    if (std::exchange(m_own, false))
        m_check.stop();
}

void WeeklyCheck::follow()
{
    if (m_check.isRunning())
        return;
    const bool mine = std::exchange(m_own, false);
    const auto& report = m_check.report();
    const bool isNew = report && m_check.checkedAt() != m_noted;
    m_noted = m_check.checkedAt();
    if (isNew && report->depth == log::Depth::Full && report->isSound()) {
        m_workspace.ask<void>(
            this, [at = m_noted](Workspace& workspace) { return rememberFullCheck(workspace, at); },
            [](const Status& kept) {
                if (!kept)
                    qCWarning(lcLog).noquote() << kept.error().text();
            });
    } else if (mine && m_check.error()) {
        m_notBefore = m_clock.elapsedMs() + std::chrono::milliseconds(pause).count();
    } else if (mine && isNew) {
        m_minute.stop(); // it is not sound, and was said so: once is enough
        m_notBefore = std::numeric_limits<qint64>::max();
    }
}

bool WeeklyCheck::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
        touched();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace docket::app
