#include "ui/audit/logscreen.h"

#include "ui/audit/checkpane.h"
#include "ui/audit/checkpointpage.h"
#include "ui/audit/checkpointpane.h"
#include "ui/audit/entrypane.h"
#include "ui/audit/erasurepane.h"
#include "ui/audit/filterbar.h"
#include "ui/audit/logactions.h"
#include "ui/audit/timelinedelegate.h"
#include "ui/audit/witnesspane.h"
#include "ui/widgets/actionregistry.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/displaytext.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/fixedrowview.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPrintDialog>
#include <QPrinter>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedLayout>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace docket::ui::audit
{

using namespace Qt::StringLiterals;
using widgets::ActionContext;
using widgets::Banner;
using widgets::KeyButton;
using widgets::TextRole;

namespace
{

constexpr int paneWidth = 500; ///< design pixels
constexpr int headHeight = 48;

} // namespace

LogScreen::LogScreen(widgets::Theme& theme, widgets::ActionRegistry& actions, LogPresenter& presenter, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_actions(actions), m_presenter(presenter)
{
    setObjectName(u"log"_s);
    setAccessibleName(tr("Log"));
    setFocusPolicy(Qt::StrongFocus);
    m_askPath = [this](const QString& title, const QString& name, const QString& filter) {
        return QFileDialog::getSaveFileName(this, title, name, filter);
    };
    declareActions();
    layOut();
    connect(&presenter, &LogPresenter::contentChanged, this, &LogScreen::showContent);
    connect(&presenter, &LogPresenter::filterChanged, this, &LogScreen::showContent);
    connect(&presenter, &LogPresenter::overviewChanged, this, &LogScreen::showHead);
    connect(&presenter, &LogPresenter::overviewChanged, this, &LogScreen::showTabs);
    connect(&presenter.check(), &LogCheck::changed, this, &LogScreen::showHead);
    connect(&presenter, &LogPresenter::currentRowChanged, this, &LogScreen::follow);
    connect(&presenter, &LogPresenter::entryOpened, this, [this] { showTab(Tab::Entry); });
    connect(&presenter, &LogPresenter::told, this,
        [this](const QString& text) { m_banner->say(Banner::Kind::Notice, tr("Done"), text); });
    connect(&presenter, &LogPresenter::failed, this, [this](const Error& error) { m_banner->sayError(error); });
    showHead();
    showTabs();
    showContent();
    follow();
}

LogScreen::~LogScreen()
{
    for (const QString& id : std::as_const(m_declared))
        m_actions.withdraw(id);
}

void LogScreen::declareActions()
{
    for (const widgets::ActionSpec& spec : logScreenActions()) {
        m_actions.declare(spec, this); // while it is shown, wherever the focus is: a page of the browser loses it
        m_declared.append(spec.id);
    }
    const auto on = [this](const QString& id, auto&& act) {
        connect(m_actions.action(id), &QAction::triggered, this, std::forward<decltype(act)>(act));
    };
    on(u"log.close"_s, [this] { Q_EMIT closed(); });
    on(u"log.search"_s, [this] { m_filter->focusSearch(); });
    on(u"log.clear"_s, [this] {
        m_presenter.clearFilter();
        m_list->setFocus(Qt::ShortcutFocusReason);
    });
    on(u"log.scope"_s, [this] { m_presenter.toggleScope(); });
    for (const log::Family family : chipFamilies())
        on(familyActionId(family), [this, family] { m_presenter.toggleFamily(family); });
    on(u"log.copyId"_s, [this] {
        if (!m_presenter.openId().isValid())
            return;
        QGuiApplication::clipboard()->setText(m_presenter.openId().text());
        Q_EMIT m_presenter.told(tr("The id is on the clipboard."));
    });
    on(u"log.proof"_s, [this] {
        if (m_presenter.openId().isValid())
            save(tr("Export the proof"), m_presenter.proofFileName(), tr("Proofs (*.tlog-proof)"),
                &LogPresenter::exportProof);
    });
    on(u"log.saveNote"_s, [this] {
        if (m_presenter.detail())
            save(tr("Save the signed note"), m_presenter.noteFileName(), tr("Signed notes (*.note)"),
                &LogPresenter::saveNote);
    });
    on(u"log.showCase"_s, [this] {
        if (m_presenter.detail() && m_presenter.detail()->item.entry.caseId)
            Q_EMIT caseWanted(*m_presenter.detail()->item.entry.caseId);
    });
    on(u"log.askErasure"_s, [this] {
        if (!m_presenter.detail())
            return;
        showTab(Tab::Erasure);
        m_erasure->ask();
    });
    const auto check = [this](log::Depth depth) {
        showTab(Tab::Check);
        m_presenter.check().start(depth);
    };
    on(u"log.check"_s, [check] { check(log::Depth::Quick); });
    on(u"log.checkFull"_s, [check] { check(log::Depth::Full); });
    on(u"log.stop"_s, [this] { m_presenter.check().stop(); });
    on(u"log.sign"_s, [this] {
        showTab(Tab::Checkpoint);
        m_presenter.signCheckpoint();
    });
    on(u"log.saveCheckpoint"_s, [this] {
        save(tr("Save the checkpoint"), u"checkpoint.note"_s, tr("Signed notes (*.note)"),
            &LogPresenter::saveCheckpoint);
    });
    on(u"log.printCheckpoint"_s, [this] { print(); });
    on(u"log.pdfCheckpoint"_s, [this] { savePdf(); });
    int tab = 0;
    for (const QString& id :
        { u"log.tab.entry"_s, u"log.tab.laptops"_s, u"log.tab.check"_s, u"log.tab.checkpoint"_s, u"log.tab.erasure"_s })
        on(id, [this, shown = static_cast<Tab>(tab++)] { showTab(shown); });
}

void LogScreen::layOut()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QFrame;
    head->setProperty("surface", u"top"_s);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(m_theme.px(16), 0, m_theme.px(16), 0);
    row->setSpacing(m_theme.px(10));
    m_title = new QLabel(tr("Log"));
    m_summary = new widgets::ElidedLabel;
    m_summary->setProperty("role", u"dim"_s);
    m_summary->setObjectName(u"log.summary"_s);
    row->addWidget(m_title);
    m_summary->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_alarm = new QLabel;
    m_alarm->setObjectName(u"log.alarm"_s);
    row->addWidget(m_alarm);
    row->addWidget(m_summary, 1);
    const auto button = [&](const QString& id, const QString& text, KeyButton::Look look) {
        auto* made = new KeyButton(m_theme, m_actions, id, look);
        made->setShortText(text);
        row->addWidget(made);
        return made;
    };
    button(u"log.check"_s, tr("Check"), KeyButton::Look::Normal);
    button(u"log.sign"_s, tr("Checkpoint"), KeyButton::Look::Normal);
    button(u"log.close"_s, tr("Back"), KeyButton::Look::Normal)->setKeyText(u"Esc"_s);
    column->addWidget(head);
    m_banner = new Banner(m_theme);
    m_banner->setObjectName(u"log.banner"_s);
    column->addWidget(m_banner);

    auto* columns = new QSplitter(Qt::Horizontal);
    columns->setHandleWidth(1);
    columns->setChildrenCollapsible(false);
    column->addWidget(columns, 1);
    auto* left = new QFrame;
    left->setProperty("surface", u"panel"_s);
    auto* timeline = new QVBoxLayout(left);
    timeline->setContentsMargins(0, 0, 0, 0);
    timeline->setSpacing(0);
    m_filter = new FilterBar(m_theme, m_actions, m_presenter);
    timeline->addWidget(m_filter);
    auto* hairline = new QFrame;
    hairline->setFixedHeight(1);
    hairline->setAutoFillBackground(true);
    hairline->setBackgroundRole(QPalette::Light);
    timeline->addWidget(hairline);
    m_stack = new QStackedLayout;
    m_list = new widgets::FixedRowView;
    m_list->setObjectName(u"log.list"_s);
    m_list->setAccessibleName(tr("Entries"));
    m_list->setModel(&m_presenter.model());
    auto* delegate = new TimelineDelegate(m_theme, m_presenter.clock(), m_presenter.model(), this);
    m_list->setItemDelegate(delegate);
    m_list->setMouseTracking(true);
    m_list->installEventFilter(this);
    m_empty = new widgets::EmptyState(m_theme, m_actions);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    timeline->addLayout(m_stack, 1);
    columns->addWidget(left);

    auto* right = new QFrame;
    right->setProperty("surface", u"panel"_s);
    auto* details = new QVBoxLayout(right);
    details->setContentsMargins(0, 0, 0, 0);
    details->setSpacing(0);
    m_tabs = new QTabBar;
    m_tabs->setObjectName(u"log.tabs"_s);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Details"));
    m_panes = new QStackedWidget;
    m_erasure = new ErasurePane(m_theme, m_presenter);
    const std::pair<QString, QWidget*> panes[]{
        { tr("Entry"), new EntryPane(m_theme, m_actions, m_presenter) },
        { tr("Laptops"), new WitnessPane(m_theme, m_actions, m_presenter) },
        { tr("Check"), new CheckPane(m_theme, m_actions, m_presenter) },
        { tr("Checkpoint"), new CheckpointPane(m_theme, m_actions, m_presenter) },
        { tr("Erasure"), m_erasure },
    };
    for (const auto& [name, pane] : panes) {
        m_tabs->addTab(name);
        m_panes->addWidget(pane);
    }
    connect(m_tabs, &QTabBar::currentChanged, m_panes, &QStackedWidget::setCurrentIndex);
    auto* tabLine = new QFrame;
    tabLine->setProperty("surface", u"top"_s);
    auto* tabRow = new QHBoxLayout(tabLine);
    tabRow->setContentsMargins(m_theme.px(8), m_theme.px(4), m_theme.px(8), 0);
    tabRow->addWidget(m_tabs);
    details->addWidget(tabLine);
    details->addWidget(m_panes, 1);
    columns->addWidget(right);
    columns->setStretchFactor(0, 1);
    columns->setStretchFactor(1, 0);
    left->setMinimumWidth(m_theme.px(360));
    right->setMinimumWidth(m_theme.px(360));
    columns->setSizes({ m_theme.px(1440 - paneWidth), m_theme.px(paneWidth) });

    connect(m_filter, &FilterBar::listWanted, this, [this] { m_list->setFocus(Qt::OtherFocusReason); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (index.isValid())
            m_presenter.select(index.row());
    });
    connect(m_list, &QAbstractItemView::clicked, this, [this] { showTab(Tab::Entry); });
    connect(m_list, &QAbstractItemView::activated, this, [this] { showTab(Tab::Entry); });
    connect(m_list, &widgets::FixedRowView::rowsPainted, this, [this] {
        const auto [first, last] = m_list->visibleRows();
        m_presenter.model().setVisible(first, last);
    });
    connect(&m_presenter.model(), &TimelineModel::queryAnswered, this,
        [this] { m_list->verticalScrollBar()->setValue(0); });
    setTabOrder(m_filter->searchLine(), m_list);
    const auto dress = [this, head, delegate] {
        head->setFixedHeight(m_theme.px(headHeight));
        m_title->setFont(m_theme.font(TextRole::Title));
        m_alarm->setFont(m_theme.font(TextRole::Strong));
        m_list->setRowHeight(delegate->rowHeight());
    };
    connect(&m_theme, &widgets::Theme::changed, this, dress);
    dress();
}

void LogScreen::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(static_cast<int>(tab));
}

LogScreen::Tab LogScreen::tab() const
{
    return static_cast<Tab>(m_tabs->currentIndex());
}

void LogScreen::follow()
{
    const QModelIndex index = m_presenter.model().index(m_presenter.currentRow(), 0);
    if (!index.isValid()) {
        m_list->selectionModel()->clear();
        return;
    }
    if (m_list->currentIndex() != index)
        m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
}

void LogScreen::showContent()
{
    using Content = LogPresenter::Content;
    switch (m_presenter.content()) {
    case Content::Loading:
    case Content::Rows:
        m_stack->setCurrentWidget(m_list);
        return;
    case Content::Searching:
        m_empty->say(tr("Looking further back"),
            tr("%1 entries looked at so far.").arg(QLocale().toString(m_presenter.model().looked())),
            { u"log.clear"_s });
        break;
    case Content::Nothing:
        m_empty->say(tr("Nothing was recorded yet"),
            tr("The first decision, note or assessment appears here, signed, with the time and who made it."),
            { u"log.close"_s });
        break;
    case Content::NothingOfCase:
        m_empty->say(tr("Nothing was recorded on this case yet"),
            tr("What you and your colleagues do with it appears here. The whole log is one key away."),
            { u"log.scope"_s, u"log.close"_s });
        break;
    case Content::NoMatch:
        m_empty->say(
            tr("No entry fits"), tr("Take a chip away, choose other days, or show the whole log."), { u"log.clear"_s });
        break;
    }
    m_stack->setCurrentWidget(m_empty);
}

void LogScreen::showHead()
{
    QStringList parts;
    const auto& overview = m_presenter.overview();
    const LogCheck& check = m_presenter.check();
    if (overview) {
        const QString entries = QLocale().toString(overview->entries);
        QSet<QByteArray> devices;
        for (const log::Witnessed& device : overview->devices)
            devices.insert(device.tip.device);
        parts.append(tr("%1 entries of %n laptop(s)", nullptr, static_cast<int>(devices.size())).arg(entries));
    }
    if (check.isRunning())
        parts.append(tr("being checked"));
    else if (check.report() && check.report()->isSound())
        parts.append(tr("sound, %1").arg(check.whenText()));
    else
        parts.append(check.whenText());
    m_summary->setText(parts.join(u" · "_s));
    const bool bad = check.report() && !check.report()->isSound();
    const bool forked = overview && !overview->forks.isEmpty();
    m_alarm->setText(bad ? tr("Not sound") : forked ? tr("Two histories") : QString());
    m_alarm->setVisible(bad || forked);
    widgets::setTextRole(m_alarm, bad ? u"danger"_s : u"warn"_s);
}

void LogScreen::showTabs()
{
    const int waiting = m_presenter.waitingErasures();
    m_tabs->setTabText(static_cast<int>(Tab::Erasure),
        waiting > 0 ? tr("Erasure (%1)").arg(QLocale().toString(waiting)) : tr("Erasure"));
    const auto& overview = m_presenter.overview();
    const bool forked = overview && !overview->forks.isEmpty();
    m_tabs->setTabText(static_cast<int>(Tab::Laptops), forked ? tr("Laptops (!)") : tr("Laptops"));
}

void LogScreen::save(
    const QString& title, const QString& name, const QString& filter, void (LogPresenter::*act)(const QString&))
{
    const QString path = m_askPath(title, name, filter);
    if (!path.isEmpty())
        (m_presenter.*act)(path);
}

void LogScreen::print()
{
    if (!m_presenter.checkpoint())
        return;
    QPrinter printer(QPrinter::HighResolution);
    printer.setPageMargins(QMarginsF(0, 0, 0, 0));
    QPrintDialog dialog(&printer, this);
    dialog.setWindowTitle(tr("Print the checkpoint"));
    if (dialog.exec() != QDialog::Accepted)
        return;
    if (const Status status = CheckpointPage(*m_presenter.checkpoint()).printTo(printer); !status)
        m_banner->sayError(status.error());
    else
        m_banner->say(Banner::Kind::Notice, tr("Done"), tr("The page went to the printer. Give it to somebody else."));
}

void LogScreen::savePdf()
{
    if (!m_presenter.checkpoint())
        return;
    const QString path = m_askPath(tr("Save the checkpoint as PDF"), u"checkpoint.pdf"_s, tr("PDF (*.pdf)"));
    if (path.isEmpty())
        return;
    if (const Status status = CheckpointPage(*m_presenter.checkpoint()).writePdf(path); !status)
        m_banner->sayError(status.error());
    else
        m_banner->say(Banner::Kind::Notice, tr("Done"), tr("The page is in %1. Give it to somebody else.").arg(path));
}

bool LogScreen::belongsElsewhere(const QKeySequence& key) const
{
    return std::ranges::any_of(m_actions.specs(), [&](const widgets::ActionSpec& spec) {
        return spec.context != ActionContext::Window && spec.context != ActionContext::Log
            && m_actions.action(spec.id)->shortcuts().contains(key);
    });
}

bool LogScreen::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        const QAction* undo = m_actions.action(u"outbox.undo"_s);
        const bool leaves = key->key() == Qt::Key_Escape && !(undo && undo->isEnabled());
        if (leaves || belongsElsewhere(QKeySequence(key->keyCombination()))) {
            event->accept(); // J must not open another case behind this screen
            return true;
        }
    }
    return QWidget::event(event);
}

bool LogScreen::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        // The list would search itself for a typed letter, through every row there is.
        auto* key = static_cast<QKeyEvent*>(event);
        const bool letter = !key->text().isEmpty() && key->text().front().isPrint() && key->key() != Qt::Key_Space;
        if (letter && !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))) {
            keyPressEvent(key);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void LogScreen::keyPressEvent(QKeyEvent* event)
{
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    switch (event->key()) {
    case Qt::Key_Escape:
        Q_EMIT closed();
        return;
    case Qt::Key_J:
        if (plain)
            m_presenter.step(1);
        return;
    case Qt::Key_K:
        if (plain)
            m_presenter.step(-1);
        return;
    case Qt::Key_Slash:
        m_filter->focusSearch();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void LogScreen::focusInEvent(QFocusEvent* /*event*/)
{
    m_list->setFocus(Qt::OtherFocusReason);
}

} // namespace docket::ui::audit
