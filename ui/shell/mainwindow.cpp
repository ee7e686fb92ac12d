#include "ui/shell/mainwindow.h"

#include "core/base/logging.h"
#include "ui/queue/filterline.h"
#include "ui/queue/queuepresenter.h"
#include "ui/queue/queueview.h"
#include "ui/shell/shellactions.h"
#include "ui/shell/statusline.h"
#include "ui/shell/topbar.h"
#include "ui/widgets/actionregistry.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/commandpalette.h"
#include "ui/widgets/displaytext.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/fixedrowview.h"
#include "ui/widgets/keysheet.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDataStream>
#include <QIODevice>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

/// A library's resources are only linked in when somebody names them; the macro wants the global namespace.
static void initIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace docket::ui::shell
{

using namespace Qt::StringLiterals;

namespace
{

constexpr quint32 layoutVersion = 1;
// Design pixels, after the reference picture (1440 x 900).
constexpr int queueWidth = 332;
constexpr int judgementWidth = 392;
constexpr int evidenceMinimum = 360;

} // namespace

MainWindow::MainWindow(const WindowParts& parts, QWidget* parent) : QMainWindow(parent), m_parts(parts)
{
    setObjectName(u"window"_s);
    initIcons();
    setWindowIcon(QIcon(u":/icons/docket.svg"_s));
    declareActions();
    layOut();
    m_palette = new widgets::CommandPalette(m_parts.theme, m_parts.actions, this);
    m_keySheet = new widgets::KeySheet(m_parts.theme, m_parts.actions, this);
    wireQueueActions();
    wireWindowActions();
    wireViewActions();
    wireKeyActions();
    addCasesToPalette();

    queue::QueuePresenter& queue = m_parts.queue;
    connect(&queue, &queue::QueuePresenter::caseOpened, this, &MainWindow::openCase);
    connect(&queue, &queue::QueuePresenter::caseUpdated, this, &MainWindow::updateCase);
    connect(&queue, &queue::QueuePresenter::failed, this, &MainWindow::showError);
    connect(m_queueView, &queue::QueueView::rowsPainted, this, &MainWindow::queuePainted);
    setTitle();
    resize(m_parts.theme.px(1440), m_parts.theme.px(900));
}

MainWindow::~MainWindow() = default;

void MainWindow::declareActions()
{
    for (const widgets::ActionSpec& spec : shellActions())
        m_parts.actions.declare(spec, this);
    m_parts.actions.action(u"outbox.undo"_s)->setEnabled(false);
    m_parts.actions.action(u"sync.cancel"_s)->setEnabled(false);
    m_parts.actions.action(u"case.claim"_s)->setEnabled(false);
    m_parts.actions.action(u"case.copyKey"_s)->setEnabled(false);
}

void MainWindow::layOut()
{
    widgets::Theme& theme = m_parts.theme;
    auto* body = new QWidget;
    auto* stack = new QVBoxLayout(body);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->setSpacing(0);
    m_topBar = new TopBar(theme, m_parts.actions, m_parts.queue);
    m_readOnlyBanner = new widgets::Banner(theme);
    m_readOnlyBanner->setObjectName(u"banner.readonly"_s);
    m_readOnlyBanner->setDismissable(false);
    m_errorBanner = new widgets::Banner(theme);
    m_errorBanner->setObjectName(u"banner.error"_s);
    m_pages = new QStackedWidget;
    m_columns = new QSplitter(Qt::Horizontal);
    m_columns->setHandleWidth(1);
    m_columns->setChildrenCollapsible(false);
    m_queueView = new queue::QueueView(theme, m_parts.actions, m_parts.queue);
    m_queueView->setMinimumWidth(theme.px(220));
    m_noCase = new widgets::EmptyState(theme, m_parts.actions);
    m_noCase->setMinimumWidth(theme.px(evidenceMinimum));
    m_noCase->say(tr("No case is open"), tr("Take the first of the queue, or search for one."),
        { u"queue.next"_s, u"queue.focusFilter"_s });
    m_columns->addWidget(m_queueView);
    m_columns->addWidget(m_noCase);
    m_columns->setStretchFactor(0, 0);
    m_columns->setStretchFactor(1, 1);
    m_columns->setSizes({ theme.px(queueWidth), theme.px(1440 - queueWidth) });
    m_pages->addWidget(m_columns);
    m_status = new StatusLine(theme, m_parts.actions, m_parts.queue.clock());
    stack->addWidget(m_topBar);
    stack->addWidget(m_readOnlyBanner);
    stack->addWidget(m_errorBanner);
    stack->addWidget(m_pages, 1);
    stack->addWidget(m_status);
    setCentralWidget(body);
    // The order of work: what to take, what to look at, what to say, then the rest.
    setTabOrder(m_queueView->filterLine(), m_queueView->list());
    setTabOrder(m_queueView->list(), m_noCase);
}

void MainWindow::wireQueueActions()
{
    queue::QueuePresenter& queue = m_parts.queue;
    const auto on = [this](const QString& id, auto&& act) {
        connect(m_parts.actions.action(id), &QAction::triggered, this, std::forward<decltype(act)>(act));
    };
    on(u"queue.next"_s, [&queue] { queue.next(); });
    on(u"queue.previous"_s, [&queue] { queue.previous(); });
    on(u"queue.focusFilter"_s, [this] { m_queueView->focusFilter(); });
    on(u"queue.clearFilter"_s, [this, &queue] {
        queue.clearFilter();
        m_queueView->focusList();
    });
    on(u"queue.reload"_s, [&queue] { queue.reload(); });
    for (const queue::SavedQueue& saved : queue.savedQueues())
        on(u"queue.saved." + saved.id, [&queue, id = saved.id] { queue.showSaved(id); });
    QAction* advance = m_parts.actions.action(u"queue.autoAdvance"_s);
    advance->setCheckable(true);
    advance->setChecked(queue.autoAdvance());
    connect(advance, &QAction::toggled, &queue, &queue::QueuePresenter::setAutoAdvance);
    on(u"case.claim"_s, [&queue] { queue.toggleClaim(); });
    on(u"case.copyKey"_s, [&queue] {
        if (queue.openCase())
            QGuiApplication::clipboard()->setText(queue.openCase()->subject.key());
    });
}

void MainWindow::wireWindowActions()
{
    const auto on = [this](const QString& id, auto&& act) {
        connect(m_parts.actions.action(id), &QAction::triggered, this, std::forward<decltype(act)>(act));
    };
    on(u"palette.open"_s, [this] { m_palette->open(); });
    on(u"keys.show"_s, [this] { m_keySheet->open(); });
    on(u"sync.start"_s, [this] { Q_EMIT syncRequested(); });
    on(u"sync.cancel"_s, [this] { Q_EMIT syncCancelRequested(); });
    on(u"outbox.undo"_s, [this] { Q_EMIT undoRequested(); });
    on(u"settings.watch"_s, [this] { Q_EMIT watchRequested(); });
    on(u"column.next"_s, [this] { moveColumn(1); });
    on(u"column.previous"_s, [this] { moveColumn(-1); });
    on(u"app.quit"_s, [this] { close(); });
    on(u"help.about"_s, [this] {
        m_errorBanner->say(widgets::Banner::Kind::Notice, tr("Docket %1").arg(QStringLiteral(DOCKET_VERSION)),
            tr("A workstation for moderating machine-learning hubs. Free software under the GPL, version 3 or later."));
    });
}

void MainWindow::wireViewActions()
{
    widgets::Theme& theme = m_parts.theme;
    const auto on = [this](const QString& id, auto&& act) {
        connect(m_parts.actions.action(id), &QAction::triggered, this, std::forward<decltype(act)>(act));
    };
    constexpr qreal step = 1.1;
    on(u"view.larger"_s, [&theme] { theme.setScale(theme.scale() * step); });
    on(u"view.smaller"_s, [&theme] { theme.setScale(theme.scale() / step); });
    on(u"view.normal"_s, [&theme] { theme.setScale(1.0); });
    for (const auto choice : { widgets::ThemeChoice::System, widgets::ThemeChoice::Light, widgets::ThemeChoice::Dark,
             widgets::ThemeChoice::Contrast }) {
        const QString id = u"view." + widgets::themeChoiceName(choice);
        QAction* action = m_parts.actions.action(id);
        action->setCheckable(true);
        on(id, [&theme, choice] { theme.setChoice(choice); });
        const auto follow = [action, &theme, choice] { action->setChecked(theme.choice() == choice); };
        connect(&theme, &widgets::Theme::changed, action, follow);
        connect(action, &QAction::triggered, action, follow);
        follow();
    }
}

void MainWindow::addCasesToPalette()
{
    constexpr int most = 20;
    m_palette->addProvider([this](const QString& text, const std::function<void(QList<widgets::PaletteEntry>)>& found) {
        m_parts.queue.source().search(text, most, this, [this, found](Result<QList<cases::CaseRow>> rows) {
            if (!rows)
                return; // the palette lists what it has; the queue reports the source's troubles
            QList<widgets::PaletteEntry> entries;
            for (const cases::CaseRow& row : std::as_const(*rows)) {
                entries.append({ u"case." + row.caseText, widgets::singleLine(row.title, 200), tr("case"), {}, true,
                    [this, row] { m_parts.queue.openRow(row); } });
            }
            found(entries);
        });
    });
}

void MainWindow::showWork()
{
    QWidget* old = m_pages->count() > 1 ? m_pages->widget(1) : nullptr;
    m_pages->setCurrentIndex(0);
    if (old) {
        m_pages->removeWidget(old);
        old->deleteLater();
    }
    m_topBar->setWorking(true);
    m_queueView->focusList();
}

void MainWindow::showPage(QWidget* page)
{
    showWork();
    m_pages->setCurrentIndex(m_pages->addWidget(page));
    m_topBar->setWorking(false);
    page->setFocus();
}

QWidget* MainWindow::page() const
{
    return m_pages->count() > 1 ? m_pages->widget(1) : nullptr;
}

void MainWindow::makePanes()
{
    if (m_evidence || m_judgement || !m_parts.evidence || !m_parts.judgement)
        return;
    m_evidence = m_parts.evidence(m_columns);
    m_judgement = m_parts.judgement(m_columns);
    const int left = m_columns->sizes().value(0);
    delete m_noCase;
    m_noCase = nullptr;
    m_columns->addWidget(m_evidence);
    m_columns->addWidget(m_judgement);
    m_evidence->setMinimumWidth(m_parts.theme.px(evidenceMinimum));
    m_judgement->setMinimumWidth(m_parts.theme.px(260));
    m_columns->setStretchFactor(1, 1);
    m_columns->setStretchFactor(2, 0);
    const int right = m_widths.size() == 3 ? m_widths[2] : m_parts.theme.px(judgementWidth);
    m_columns->setSizes({ left, qMax(m_parts.theme.px(evidenceMinimum), m_columns->width() - left - right), right });
    connectPane(m_evidence);
    connectPane(m_judgement);
    connect(m_evidence, &widgets::CasePane::shown, this, &MainWindow::onPaneShown);
    setTabOrder(m_queueView->list(), m_evidence);
    setTabOrder(m_evidence, m_judgement);
}

void MainWindow::connectPane(widgets::CasePane* pane)
{
    queue::QueuePresenter& queue = m_parts.queue;
    connect(pane, &widgets::CasePane::decided, &queue, &queue::QueuePresenter::caseDecided);
    // What was refused before is mended now.
    connect(pane, &widgets::CasePane::decided, this, &MainWindow::clearError);
    connect(pane, &widgets::CasePane::touched, &queue, &queue::QueuePresenter::caseTouched);
    connect(pane, &widgets::CasePane::failed, this, &MainWindow::showError);
}

void MainWindow::openCase(const cases::CaseRow& row)
{
    m_sinceKey.start();
    m_timedCase = row.caseId;
    makePanes();
    updateCase(row);
}

void MainWindow::updateCase(const cases::CaseRow& row)
{
    m_parts.actions.action(u"case.claim"_s)->setEnabled(m_readOnlyBanner->isHidden());
    m_parts.actions.action(u"case.copyKey"_s)->setEnabled(true);
    setTitle();
    if (!m_evidence)
        return;
    m_evidence->showCase(row);
    m_judgement->showCase(row);
}

void MainWindow::onPaneShown(const QByteArray& caseId)
{
    if (caseId == m_timedCase && m_sinceKey.isValid()) {
        logTiming("key_to_case", m_sinceKey);
        m_sinceKey.invalidate();
    }
    if (const cases::CaseRow* row = m_parts.queue.upcoming())
        m_evidence->prepareCase(*row);
    Q_EMIT caseShown(caseId);
}

void MainWindow::setTitle()
{
    const auto& open = m_parts.queue.openCase();
    setWindowTitle(open ? tr("%1 – Docket").arg(widgets::singleLine(open->title, 120)) : u"Docket"_s);
}

void MainWindow::moveColumn(int by)
{
    const QWidget* focus = QApplication::focusWidget();
    const auto holds = [focus](const QWidget* column) { return column && focus && column->isAncestorOf(focus); };
    int at = 0;
    if (holds(m_evidence) || focus == m_evidence)
        at = 1;
    else if (holds(m_judgement) || focus == m_judgement)
        at = 2;
    const int columns = m_evidence ? 3 : 1;
    switch ((at + by + columns) % columns) {
    case 1:
        m_evidence->takeFocus();
        break;
    case 2:
        m_judgement->takeFocus();
        break;
    default:
        m_queueView->focusList();
    }
}

void MainWindow::addPagesToMenus()
{
    m_topBar->addPages();
}

void MainWindow::setSync(const SyncState& state)
{
    m_status->setSync(state);
    const bool running = state.phase == SyncState::Phase::Running;
    m_parts.actions.action(u"sync.start"_s)->setEnabled(!running);
    m_parts.actions.action(u"sync.cancel"_s)->setEnabled(running);
    if (state.phase == SyncState::Phase::Failed && state.error && state.error->code != ErrorCode::Cancelled)
        m_errorBanner->sayError(*state.error, m_parts.actions.action(u"sync.start"_s));
}

void MainWindow::setOutbox(const OutboxState& state)
{
    m_status->setOutbox(state);
    m_parts.actions.action(u"outbox.undo"_s)->setEnabled(state.counting > 0);
}

void MainWindow::setLog(const LogState& state)
{
    m_status->setLog(state);
}

void MainWindow::setDay(const DayState& state)
{
    m_status->setDay(state);
}

void MainWindow::setReadOnly(bool readOnly)
{
    if (readOnly)
        m_readOnlyBanner->say(widgets::Banner::Kind::Notice, tr("Read-only"),
            tr("Another Docket has this workspace open. You can read everything; close the other one to decide here."));
    else
        m_readOnlyBanner->dismiss();
    m_parts.actions.action(u"case.claim"_s)->setEnabled(!readOnly && m_parts.queue.openCase().has_value());
}

void MainWindow::showError(const Error& error)
{
    m_errorBanner->sayError(error);
}

void MainWindow::clearError()
{
    m_errorBanner->dismiss();
}

bool MainWindow::isSettled() const
{
    return m_parts.queue.model().isSettled() && (!m_evidence || m_evidence->isSettled())
        && (!m_judgement || m_judgement->isSettled());
}

QByteArray MainWindow::saveLayout() const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    QList<int> widths = m_columns->sizes();
    if (widths.size() == 2 && m_widths.size() == 3)
        widths = { widths[0], m_widths[1], m_widths[2] };
    out << layoutVersion << saveGeometry() << widths;
    return bytes;
}

void MainWindow::restoreLayout(const QByteArray& layout)
{
    QDataStream in(layout);
    in.setVersion(QDataStream::Qt_6_4);
    quint32 version = 0;
    QByteArray geometry;
    QList<int> widths;
    in >> version;
    if (version != layoutVersion)
        return;
    in >> geometry >> widths;
    if (in.status() != QDataStream::Ok || widths.isEmpty())
        return;
    restoreGeometry(geometry);
    m_widths = widths;
    m_columns->setSizes({ widths[0], qMax(1, width() - widths[0]) });
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_widths = m_columns->sizes();
    QMainWindow::closeEvent(event);
}

} // namespace docket::ui::shell
