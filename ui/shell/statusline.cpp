#include "ui/shell/statusline.h"

#include "ui/widgets/actionregistry.h"
#include "ui/widgets/displaytext.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QStyle>
#include <QTimer>

namespace docket::ui::shell
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int tickMs = 250;
constexpr qint64 staleAfterMs = qint64{ 24 } * 3600 * 1000; ///< an older mirror is marked as not fresh
constexpr int lineHeight = 30;

QLabel* plainLabel(const QString& name, const char* role)
{
    auto* label = new widgets::ElidedLabel;
    label->setObjectName(name);
    label->setProperty("role", QLatin1StringView(role));
    return label;
}

} // namespace

StatusLine::StatusLine(
    const widgets::Theme& theme, const widgets::ActionRegistry& actions, const Clock& clock, QWidget* parent)
    : QFrame(parent),
      m_theme(theme),
      m_clock(clock),
      m_dot(plainLabel(u"status.dot"_s, "faint")),
      m_syncText(plainLabel(u"status.sync"_s, "dim")),
      m_progress(new QProgressBar),
      m_stop(new widgets::KeyButton(theme, actions, u"sync.cancel"_s, widgets::KeyButton::Look::Flat)),
      m_outboxText(plainLabel(u"status.outbox"_s, "warn")),
      m_undo(new widgets::KeyButton(theme, actions, u"outbox.undo"_s, widgets::KeyButton::Look::Flat)),
      m_logText(plainLabel(u"status.log"_s, "dim")),
      m_dayText(plainLabel(u"status.day"_s, "dim")),
      m_tick(new QTimer(this))
{
    setProperty("surface", u"bottom"_s);
    setAccessibleName(tr("Status"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(12), 0, theme.px(12), 0);
    row->setSpacing(theme.px(6));
    // What is about to leave is never cut short; the rest gives way to it.
    m_outboxText->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Preferred);
    m_dot->setText(u"●"_s);
    m_stop->setShortText(tr("Stop"));
    m_undo->setShortText(tr("Undo"));
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(theme.px(120));
    m_progress->setAccessibleName(tr("Sync progress"));
    row->addWidget(m_dot);
    row->addWidget(m_syncText);
    row->addWidget(m_progress);
    row->addWidget(m_stop);
    row->addSpacing(theme.px(12));
    row->addWidget(m_outboxText);
    row->addWidget(m_undo);
    row->addStretch(1);
    row->addWidget(m_logText);
    row->addSpacing(theme.px(12));
    row->addWidget(m_dayText);
    connect(m_tick, &QTimer::timeout, this, &StatusLine::showOutbox);
    connect(&theme, &widgets::Theme::changed, this, &StatusLine::dress);
    dress();
    showSync();
    showOutbox();
    showLog();
    setDay({});
}

void StatusLine::dress()
{
    setFixedHeight(m_theme.px(lineHeight));
    for (QLabel* label : { m_syncText, m_outboxText, m_logText, m_dayText })
        label->setFont(m_theme.font(widgets::TextRole::Small));
    QFont dot = m_theme.font(widgets::TextRole::Small);
    dot.setPixelSize(m_theme.px(9));
    m_dot->setFont(dot);
}

void StatusLine::setSync(const SyncState& state)
{
    m_sync = state;
    showSync();
}

void StatusLine::showSync()
{
    const bool running = m_sync.phase == SyncState::Phase::Running;
    m_progress->setVisible(running);
    m_stop->setVisible(running);
    const QString host = widgets::singleLine(m_sync.endpoint, 60);
    QString when;
    if (m_sync.lastSync.isValid()) {
        const QDateTime local = m_sync.lastSync.toLocalTime();
        const bool today = local.date() == m_clock.now().toLocalTime().date();
        when = today ? QLocale().toString(local.time(), QLocale::ShortFormat)
                     : QLocale().toString(local, QLocale::ShortFormat);
    }
    switch (m_sync.phase) {
    case SyncState::Phase::Never:
        m_syncText->setText(host.isEmpty() ? tr("Not synced yet") : tr("Not synced yet · %1").arg(host));
        widgets::setTextRole(m_dot, u"faint"_s);
        break;
    case SyncState::Phase::Idle: {
        const bool fresh = m_sync.lastSync.msecsTo(m_clock.now()) < staleAfterMs;
        m_syncText->setText(tr("Synced %1 · %2").arg(when, host));
        widgets::setTextRole(m_dot, fresh ? u"ok"_s : u"warn"_s);
        break;
    }
    case SyncState::Phase::Running:
        m_progress->setRange(0, m_sync.total);
        m_progress->setValue(m_sync.done);
        m_syncText->setText(m_sync.total > 0
                ? tr("Syncing %1 · %L2 of %L3").arg(host).arg(m_sync.done).arg(m_sync.total)
                : tr("Syncing %1").arg(host));
        widgets::setTextRole(m_dot, u"warn"_s);
        break;
    case SyncState::Phase::Failed:
        m_syncText->setText(
            when.isEmpty() ? tr("Sync failed · %1").arg(host) : tr("Sync failed · %1, as of %2").arg(host, when));
        widgets::setTextRole(m_dot, u"danger"_s);
        break;
    }
    m_syncText->setToolTip(m_sync.error ? m_sync.error->text() : QString());
}

void StatusLine::setOutbox(const OutboxState& state)
{
    m_outbox = state;
    if (state.counting > 0)
        m_tick->start(tickMs);
    else
        m_tick->stop();
    showOutbox();
}

void StatusLine::showOutbox()
{
    m_undo->setVisible(m_outbox.counting > 0);
    QString role = u"warn"_s;
    if (m_outbox.counting > 0) {
        const qint64 left = qMax<qint64>(0, m_clock.now().msecsTo(m_outbox.nextLeaves));
        m_outboxText->setText(
            tr("%n act(s) leave in %1 s", "outward acts such as comments", m_outbox.counting).arg((left + 999) / 1000));
    } else if (m_outbox.failed > 0) {
        m_outboxText->setText(tr("%n act(s) could not be sent", nullptr, m_outbox.failed));
        role = u"danger"_s;
    } else if (m_outbox.waiting > 0) {
        const QString text = tr("%n act(s) wait for the Hub", nullptr, m_outbox.waiting);
        const QString cause = widgets::singleLine(m_outbox.cause, 120);
        m_outboxText->setText(cause.isEmpty() ? text : tr("%1: %2").arg(text, cause));
    } else {
        m_outboxText->setText(tr("Nothing is about to leave"));
        role = u"dim"_s;
    }
    widgets::setTextRole(m_outboxText, role);
}

void StatusLine::setLog(const LogState& state)
{
    m_log = state;
    showLog();
}

void StatusLine::showLog()
{
    const QString entries = tr("Log: %Ln entr(ies)", nullptr, static_cast<int>(m_log.entries));
    QString text = entries;
    QString role = u"dim"_s;
    switch (m_log.check) {
    case LogState::Check::Unknown:
        break;
    case LogState::Check::Running:
        text = tr("%1, being verified").arg(entries);
        break;
    case LogState::Check::Sound:
        text = m_log.inFull ? tr("%1, verified in full").arg(entries) : tr("%1, verified").arg(entries);
        break;
    case LogState::Check::Damaged:
        text = tr("%1, does not verify").arg(entries);
        role = u"danger"_s;
        break;
    }
    if (m_log.witnessedTo)
        text = tr("%1 · witnessed up to %L2").arg(text).arg(*m_log.witnessedTo);
    m_logText->setText(text);
    widgets::setTextRole(m_logText, role);
}

void StatusLine::setDay(const DayState& state)
{
    m_dayText->setText(tr("%n decided today", nullptr, state.decided));
}

QString StatusLine::syncText() const
{
    return m_syncText->text();
}

QString StatusLine::outboxText() const
{
    return m_outboxText->text();
}

QString StatusLine::logText() const
{
    return m_logText->text();
}

} // namespace docket::ui::shell
