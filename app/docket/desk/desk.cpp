#include "app/docket/desk/desk.h"

#include "core/base/logging.h"
#include "core/hub/token.h"
#include "core/workspace/outboxlog.h"
#include "ui/judgement/judgementpane.h"
#include "ui/review/evidencepane.h"
#include "ui/review/mirrorevidence.h"
#include "ui/settings/firstrunpage.h"

#include <QAction>
#include <QDir>
#include <QProcessEnvironment>
#include <QSettings>
#include <QTimer>
#include <QUrl>

namespace docket::app
{

using namespace Qt::StringLiterals;
using ui::shell::SyncState;

namespace
{

bool isWorkspace(const QString& folder)
{
    return QFileInfo::exists(QDir(folder).filePath(log::logFileName()));
}

bool hasKeys(const QString& folder)
{
    return QFileInfo::exists(QDir(folder).filePath(u"keys/device.key"_s));
}

} // namespace

Desk::Desk(ui::widgets::Theme& theme, const Config& config, const QElapsedTimer& sinceStart, QObject* parent)
    : QObject(parent),
      m_config(config),
      m_sinceStart(sinceStart),
      m_theme(theme),
      m_queue(m_workspace),
      m_judgement(m_workspace),
      m_hub(m_workspace, m_clock),
      m_pictures(m_workspace),
      m_presenter(m_queue, m_queue, { &cases::parseQueueQuery, &cases::completeQueueQuery }, m_clock)
{
    m_window = std::make_unique<ui::shell::MainWindow>(ui::shell::WindowParts{ m_theme, m_actions, m_presenter,
        [this](QWidget* columns) { return makeEvidence(columns); },
        [this](QWidget* columns) { return makeJudgement(columns); } });
    m_log = std::make_unique<LogDesk>(m_theme, m_actions, m_workspace, m_presenter, *m_window);
    m_weekly = std::make_unique<WeeklyCheck>(m_workspace, m_log->presenter().check(), m_clock);
    m_exchange = std::make_unique<ExchangeDesk>(m_theme, m_actions, m_workspace, m_presenter, *m_window);
    m_keys = std::make_unique<KeyDesk>(m_theme, m_actions, m_workspace, m_keychain, *m_window);
    m_window->addPagesToMenus();
    connectViewing();
    restore();
    connectWindow();
    connectHub();
}

Desk::~Desk()
{
    save();
    m_keychain.giveUp();
    m_exchange.reset(); // their pages are in the window
    m_weekly.reset();
    m_log.reset();
    m_keys.reset();
    m_window.reset(); // before the sources its panes ask
}

void Desk::connectWindow()
{
    using ui::shell::MainWindow;
    connect(m_window.get(), &MainWindow::syncRequested, this, &Desk::sync);
    connect(m_window.get(), &MainWindow::syncCancelRequested, &m_hub, &HubSession::cancelSync);
    connect(m_window.get(), &MainWindow::undoRequested, this, &Desk::undo);
    connect(m_window.get(), &MainWindow::watchRequested, this, &Desk::editWatches);
    connect(m_window.get(), &MainWindow::queuePainted, this, [this] {
        if (std::exchange(m_painted, true))
            return;
        logTiming("start_to_queue", m_sinceStart);
        Q_EMIT ready();
        if (m_unlockWhenPainted)
            unlockUnattended();
    });
    connect(&m_workspace, &WorkspaceThread::casesChanged, this, [this](const QList<QByteArray>& cases) {
        m_presenter.changedElsewhere(cases);
        m_log->changed();
        m_keys->changed();
        refreshStatus();
    });
    connect(m_keys.get(), &KeyDesk::lockRequested, this, &Desk::lock);
    connect(m_keys.get(), &KeyDesk::idleMinutesChosen, this, [this](int minutes) {
        if (m_config.remember)
            QSettings().setValue(u"lockAfterMinutes"_s, minutes);
    });
    connect(m_log.get(), &LogDesk::checkChanged, this, &Desk::onCheckChanged);
    connect(&m_presenter, &ui::queue::QueuePresenter::caseUpdated, this, &Desk::refreshStatus);
    connect(&m_presenter, &ui::queue::QueuePresenter::contentChanged, this, [this] {
        // An empty queue paints no row, and is a queue all the same.
        using Content = ui::queue::QueuePresenter::Content;
        if (m_presenter.content() != Content::Rows && m_presenter.content() != Content::Loading)
            QTimer::singleShot(0, m_window.get(), &MainWindow::queuePainted);
    });
}

void Desk::connectViewing()
{
    for (const char16_t* const id : { u"pictures.startBlurred", u"pictures.startGrey" }) {
        QAction* const start = m_actions.action(QString::fromUtf16(id));
        start->setCheckable(true);
        start->setChecked(true);
        connect(start, &QAction::toggled, this, [this] {
            if (m_evidence)
                m_evidence->setPictureStart(pictureStart());
        });
    }
    QAction* const outline = m_actions.action(u"view.outline"_s);
    outline->setCheckable(true);
    outline->setChecked(true);
    connect(outline, &QAction::toggled, this, [this](bool wanted) {
        if (m_evidence)
            m_evidence->setOutline(wanted);
    });
}

ui::review::PictureStart Desk::pictureStart() const
{
    return { m_actions.action(u"pictures.startBlurred"_s)->isChecked(),
        m_actions.action(u"pictures.startGrey"_s)->isChecked() };
}

void Desk::connectHub()
{
    connect(&m_hub, &HubSession::syncProgressed, this, [this](const sync::SyncProgress& progress) {
        m_sync.phase = SyncState::Phase::Running;
        m_sync.done = progress.done;
        m_sync.total = progress.phase == sync::SyncProgress::Phase::Fetching ? progress.total : 0;
        m_window->setSync(m_sync);
    });
    connect(&m_hub, &HubSession::syncFinished, this, [this](const sync::SyncCounts& counts, const QDateTime& at) {
        m_sync.phase = SyncState::Phase::Idle;
        m_sync.lastSync = at;
        m_sync.error.reset();
        m_window->setSync(m_sync);
        if (!counts.problems.isEmpty()) // the rest was synced; what is watched and missing must not go unnoticed
            m_window->showError(counts.problems.first());
        m_hub.sendNow(); // the Hub answers again: what waited for it need not wait out its delay
    });
    connect(&m_hub, &HubSession::syncFailed, this, [this](const Error& error) {
        const bool stopped = error.code == ErrorCode::Cancelled;
        if (!stopped)
            qCWarning(lcSync).noquote() << error.text();
        m_sync.phase = !stopped         ? SyncState::Phase::Failed
            : m_sync.lastSync.isValid() ? SyncState::Phase::Idle
                                        : SyncState::Phase::Never;
        m_sync.error = error;
        m_window->setSync(m_sync);
    });
    connect(&m_hub, &HubSession::outboxSent, this,
        [this](const sync::Outbox::Round& round, const QList<sync::Outbox::Waiting>& waiting) {
            if (round.failed > 0)
                showRefusedAct();
            m_outboxCause = waiting.isEmpty() ? QString() : waiting.first().cause.cause;
            refreshStatus();
        });
    connect(&m_hub, &HubSession::outboxFailed, this, [this](const Error& error) {
        // Behind the lock nothing leaves; that is what it is for.
        const bool behindTheLock = error.code == ErrorCode::Locked && !m_opened.unlocked;
        if (error.code != ErrorCode::Cancelled && !behindTheLock)
            m_window->showError(error);
        refreshStatus();
    });
}

void Desk::showRefusedAct()
{
    m_workspace.ask<QList<OutboxItem>>(
        this, [](Workspace& workspace) { return OutboxLog(workspace).items(false); },
        [this](const Result<QList<OutboxItem>>& items) {
            if (!items)
                return;
            for (const OutboxItem& item : *items) { // newest first
                if (item.state != log::ActionState::Failed)
                    continue;
                m_window->showError({ ErrorCode::Forbidden, tr("%1 on %2").arg(item.type, item.subject.title()),
                    item.lastError, tr("decide again when the cause is gone") });
                return;
            }
        });
}

void Desk::start()
{
    if (isWorkspace(m_config.folder))
        open();
    else if (hasKeys(m_config.folder))
        lookForRequest();
    else
        showFirstRun();
}

void Desk::showFirstRun()
{
    const auto environment = QProcessEnvironment::systemEnvironment();
    const QString endpoint = hub::defaultEndpoint(environment);
    ui::settings::FirstRunPage::Offer offer{ m_config.folder, endpoint, {}, {}, hub::tokenFile(environment) };
    if (const auto token = hub::findToken(environment, endpoint, nullptr); token && *token)
        offer.tokenSource = (*token)->source();
    m_firstRun = new ui::settings::FirstRunPage(m_theme, offer, [](const QString& line) -> Status {
        DOCKET_TRY(sync::Watch::parse(line));
        return {};
    });
    connect(m_firstRun, &ui::settings::FirstRunPage::submitted, this, &Desk::make);
    connect(m_firstRun, &ui::settings::FirstRunPage::joinWanted, this, &Desk::showJoin);
    m_window->showPage(m_firstRun);
    QTimer::singleShot(0, this, &Desk::ready);
}

void Desk::make(const ui::settings::FirstRunForm& form)
{
    m_config.folder = form.folder;
    if (m_firstRun)
        m_firstRun->setBusy(true);
    const auto makeIt = [this, form]() -> Result<std::unique_ptr<Workspace>> {
        Workspace::InitOptions options;
        options.endpoint = form.endpointUrl();
        options.reviewerName = form.name;
        options.passphrase = log::Secret::take(form.passphrase.toUtf8());
        DOCKET_ASSIGN(auto workspace, Workspace::init(form.folder, std::move(options), m_clock));
        for (const QString& line : form.watchLines()) {
            DOCKET_ASSIGN(const auto watch, sync::Watch::parse(line));
            DOCKET_TRY(workspace->mirror().addWatch(watch));
        }
        return workspace;
    };
    m_config.syncAtStart |= !form.watchLines().isEmpty();
    m_workspace.open(makeIt, this, [this](const Status& status) {
        if (status) {
            m_workspace.ask<OpenedWorkspace>(this, &describe, [this](Result<OpenedWorkspace> opened) {
                if (opened)
                    onOpened(*opened);
                else
                    m_window->showError(opened.error());
            });
        } else if (m_firstRun) {
            m_firstRun->showError(status.error());
        } else {
            m_window->showError(status.error());
        }
    });
}

void Desk::open()
{
    m_window->showWork();
    m_workspace.open([this] { return Workspace::open(m_config.folder, m_clock); }, this,
        [this](const Status& status) {
            if (!status) {
                m_window->showError(status.error());
                Q_EMIT ready();
                return;
            }
            m_workspace.ask<OpenedWorkspace>(this, &describe, [this](Result<OpenedWorkspace> opened) {
                if (opened)
                    onOpened(*opened);
                else
                    m_window->showError(opened.error());
            });
        });
}

void Desk::onOpened(const OpenedWorkspace& opened)
{
    m_opened = opened;
    m_sync.endpoint = QUrl(opened.endpoint).host();
    m_sync.lastSync = opened.lastSync;
    m_sync.phase = opened.lastSync.isValid() ? SyncState::Phase::Idle : SyncState::Phase::Never;
    m_window->setSync(m_sync);
    m_window->setReadOnly(opened.readOnly);
    if (opened.unlocked || opened.readOnly) {
        beginWork();
        return;
    }
    const bool unattended = qEnvironmentVariableIsSet("DOCKET_PASSPHRASE") || !opened.needsPassphrase;
    if (unattended) {
        // Rows first: unsealing takes half a second on purpose, and reading needs no key.
        m_unlockWhenPainted = true;
        showQueue();
        return;
    }
    askForPassphrase();
    QTimer::singleShot(0, this, &Desk::ready);
}

void Desk::showQueue()
{
    m_firstRun = nullptr;
    m_unlock = nullptr;
    m_window->showWork();
    if (!m_working)
        m_presenter.start();
}

void Desk::sayWhyNothingIsWritten()
{
    // A restored backup, a log that does not verify: better said now than at the first decision.
    m_workspace.ask<std::optional<Error>>(
        this,
        [](Workspace& workspace) -> Result<std::optional<Error>> {
            return workspace.isReadOnly() ? std::optional<Error>() : workspace.log().readOnlyReason();
        },
        [this](const Result<std::optional<Error>>& reason) {
            if (reason && *reason)
                m_window->showError(**reason);
        });
}

void Desk::beginWork()
{
    if (m_presenter.content() == ui::queue::QueuePresenter::Content::Loading)
        showQueue();
    m_working = true;
    startHub();
    m_log->begin();
    m_exchange->begin();
    m_keys->begin(m_opened.unlocked, m_opened.needsPassphrase && !m_opened.readOnly);
    Q_EMIT opened();
    sayWhyNothingIsWritten();
    // After the first rows: what the log and the mirror learnt since the view was written.
    m_workspace.ask<QList<QByteArray>>(
        this, [](Workspace& workspace) { return workspace.changedCases(); },
        [this](Result<QList<QByteArray>> changed) {
            if (!changed)
                m_window->showError(changed.error());
            else
                m_presenter.changedElsewhere(*changed);
            m_log->check(log::Depth::Quick);
            m_weekly->begin();
        });
}

void Desk::startHub()
{
    using Found = std::optional<hub::Token>;
    const QString endpoint = m_opened.endpoint;
    const auto find = [endpoint, given = m_config.token](Workspace&) -> Result<Found> {
        if (!given.isEmpty())
            return Found(hub::Token(given, u"demo"_s));
        const auto secrets = hub::systemSecretStore();
        return hub::findToken(QProcessEnvironment::systemEnvironment(), endpoint, secrets.get());
    };
    m_workspace.ask<Found>(this, find, [this](Result<Found> token) {
        HubSession::Config config;
        config.folder = m_config.folder;
        config.client.endpoint = m_opened.endpoint;
        config.client.viewer = hub::defaultViewer(m_opened.endpoint);
        config.mayWrite = !m_opened.readOnly && m_opened.unlocked;
        m_maySend = m_maySend || config.mayWrite;
        if (token)
            config.client.token = *token;
        else
            m_window->showError(token.error());
        m_pictures.setClient(config.client);
        m_hub.start(config);
        if (m_config.syncAtStart)
            sync();
    });
}

void Desk::sync()
{
    if (m_hub.isSyncing())
        return;
    m_hub.sync();
    if (!m_hub.isSyncing())
        return; // read-only, or not begun
    m_window->clearError();
    m_sync.phase = SyncState::Phase::Running;
    m_sync.done = 0;
    m_sync.total = 0;
    m_window->setSync(m_sync);
}

void Desk::undo()
{
    m_workspace.ask<int>(this, &undoNewest, [this](const Result<int>& undone) {
        if (!undone && undone.error().code != ErrorCode::NotFound)
            m_window->showError(undone.error());
        m_hub.outboxChanged();
        refreshStatus();
    });
}

void Desk::refreshStatus()
{
    m_workspace.ask<WorkspaceStatus>(this, &readStatus, [this](Result<WorkspaceStatus> status) {
        if (!status)
            return; // said where it happened
        const auto& report = m_log->presenter().check().report();
        status->log.check = m_check;
        status->log.inFull = report && report->depth == log::Depth::Full;
        m_window->setLog(status->log);
        status->outbox.cause = m_outboxCause;
        m_window->setOutbox(status->outbox);
        m_keys->setCounting(status->outbox.counting);
        m_window->setDay(status->day);
    });
}

void Desk::onCheckChanged()
{
    using Check = ui::shell::LogState::Check;
    const ui::audit::LogCheck& check = m_log->presenter().check();
    const auto& report = check.report();
    const Check now = check.isRunning() ? Check::Running
        : check.error()                 ? Check::Damaged
        : !report                       ? Check::Unknown
        : report->isSound()             ? Check::Sound
                                        : Check::Damaged;
    if (now == std::exchange(m_check, now))
        return;
    if (check.error() && !check.isRunning())
        m_window->showError(*check.error());
    else if (now == Check::Damaged)
        m_window->showError({ ErrorCode::Integrity, u"log.db"_s, report->findings.first().line(),
            u"open the log, which lists what is wrong"_s });
    refreshStatus();
}

ui::widgets::CasePane* Desk::makeEvidence(QWidget* parent)
{
    m_mirrorEvidence = std::make_unique<ui::review::MirrorEvidence>(m_config.folder, &m_highlighter);
    m_evidence = new ui::review::EvidencePane({ .theme = m_theme,
                                                  .actions = m_actions,
                                                  .source = *m_mirrorEvidence,
                                                  .pictures = &m_pictures,
                                                  .highlighter = &m_highlighter,
                                                  .now = {},
                                                  .formulas = &m_formulas,
                                                  .pictureStart = pictureStart(),
                                                  .asksChecklist = true,
                                                  .outline = m_actions.action(u"view.outline"_s)->isChecked() },
        parent);
    return m_evidence;
}

ui::widgets::CasePane* Desk::makeJudgement(QWidget* parent)
{
    using ui::judgement::JudgementPane;
    using ui::review::EvidencePane;
    auto* pane = new JudgementPane(m_theme, m_actions, m_judgement, parent);
    connect(m_evidence, &EvidencePane::evidenceSelected, pane, &JudgementPane::attach);
    connect(pane, &JudgementPane::revisionJudged, m_evidence, &EvidencePane::setPinnedRevision);
    connect(pane, &JudgementPane::marksChanged, m_evidence, &EvidencePane::setMarks);
    connect(pane, &JudgementPane::viewingChanged, m_evidence, &EvidencePane::setViewing);
    connect(pane, &JudgementPane::evidenceActivated, m_evidence, &EvidencePane::showAnchor);
    connect(pane, &JudgementPane::changesWanted, m_evidence, &EvidencePane::showChangesAt);
    const auto acted = [this] {
        m_hub.outboxChanged();
        refreshStatus();
    };
    connect(pane, &ui::widgets::CasePane::decided, this, acted);
    connect(pane, &ui::widgets::CasePane::touched, this, acted);
    return pane;
}

} // namespace docket::app
