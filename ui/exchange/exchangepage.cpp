#include "ui/exchange/exchangepage.h"

#include "ui/audit/paneparts.h"
#include "ui/exchange/exchangewords.h"
#include "ui/widgets/keybutton.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace docket::ui::exchange
{

using namespace Qt::StringLiterals;
using widgets::KeyButton;
using widgets::TextRole;

namespace
{

constexpr int pageWidth = 720;
constexpr int progressSteps = 1000;

} // namespace

ExchangePage::ExchangePage(const widgets::Theme& theme, ExchangePresenter& presenter, Side side, QWidget* parent)
    : QWidget(parent),
      m_presenter(presenter),
      m_tabs(new QTabBar),
      m_sides(new QStackedWidget),
      m_running(new QWidget),
      m_progress(new QProgressBar),
      m_stage(audit::textLabel(theme, {}, TextRole::Body, u"dim"_s))
{
    setObjectName(u"exchange"_s);
    setAccessibleName(tr("Exchange work by file"));
    auto* content = new QWidget;
    content->setMaximumWidth(theme.px(pageWidth));
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(theme.px(24), theme.px(24), theme.px(24), theme.px(24));
    column->setSpacing(theme.px(8));
    column->addWidget(audit::textLabel(theme, tr("Exchange work by file"), TextRole::Title));
    m_tabs->setObjectName(u"exchange.tabs"_s);
    m_tabs->setAccessibleName(tr("Hand over or take in"));
    m_tabs->setDrawBase(false);
    m_tabs->addTab(tr("Hand over"));
    m_tabs->addTab(tr("Take in"));
    column->addWidget(m_tabs);
    m_sides->addWidget(new ExportPane(theme, presenter));
    m_sides->addWidget(new ImportPane(theme, presenter));
    column->addWidget(m_sides);

    auto* running = new QHBoxLayout(m_running);
    running->setContentsMargins(0, 0, 0, 0);
    m_progress->setObjectName(u"exchange.progress"_s);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setTextVisible(false);
    auto* stop = new KeyButton(theme, tr("Stop"), KeyButton::Look::Normal);
    stop->setObjectName(u"exchange.stop"_s);
    running->addWidget(m_progress, 1);
    running->addWidget(m_stage, 1);
    running->addWidget(stop);
    column->addWidget(m_running);
    auto* leave = new KeyButton(theme, tr("Back to the queue"), KeyButton::Look::Normal);
    leave->setObjectName(u"exchange.close"_s);
    leave->setKeyText(u"Esc"_s);
    auto* foot = new QHBoxLayout;
    foot->addWidget(leave);
    foot->addStretch(1);
    column->addLayout(foot);
    column->addStretch(1);

    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(content, 1000);
    row->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(holder);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);

    connect(m_tabs, &QTabBar::currentChanged, m_sides, &QStackedWidget::setCurrentIndex);
    connect(stop, &QAbstractButton::clicked, &presenter, &ExchangePresenter::stop);
    connect(leave, &QAbstractButton::clicked, this, &ExchangePage::closed);
    connect(&presenter, &ExchangePresenter::changed, this, &ExchangePage::showProgress);
    connect(&presenter, &ExchangePresenter::progressed, this, &ExchangePage::showProgress);
    const auto onKey = [this](const QKeySequence& key, auto act) {
        auto* shortcut = new QShortcut(key, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    onKey(QKeySequence(Qt::CTRL | Qt::Key_Return), &ExchangePage::proceed);
    onKey(QKeySequence(Qt::CTRL | Qt::Key_Enter), &ExchangePage::proceed);
    onKey(QKeySequence(Qt::Key_Escape), &ExchangePage::closed);
    showSide(side);
    showProgress();
}

void ExchangePage::showSide(Side side)
{
    m_tabs->setCurrentIndex(static_cast<int>(side));
    m_sides->setCurrentIndex(static_cast<int>(side));
    setFocusProxy(m_sides->currentWidget()->focusProxy());
}

void ExchangePage::proceed()
{
    if (m_sides->currentIndex() == static_cast<int>(Side::Export))
        m_presenter.write();
    else
        m_presenter.read();
}

void ExchangePage::showProgress()
{
    const bool running = m_presenter.phase() != ExchangePresenter::Phase::Idle;
    m_running->setVisible(running);
    if (!running)
        return;
    const qint64 total = m_presenter.total();
    m_progress->setRange(0, total > 0 ? progressSteps : 0);
    if (total > 0)
        m_progress->setValue(static_cast<int>(std::min(m_presenter.done(), total) * progressSteps / total));
    m_stage->setText(stageWords(m_presenter.stage(), m_presenter.done(), total));
}

} // namespace docket::ui::exchange
