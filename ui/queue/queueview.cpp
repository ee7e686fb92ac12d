#include "ui/queue/queueview.h"

#include "core/base/logging.h"
#include "ui/queue/filterline.h"
#include "ui/queue/queuedelegate.h"
#include "ui/queue/queuepresenter.h"
#include "ui/widgets/actionregistry.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/fixedrowview.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QScrollBar>
#include <QStackedLayout>
#include <QTimer>
#include <QVBoxLayout>

namespace docket::ui::queue
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int dueTimesRefreshMs = 30'000;

} // namespace

QueueView::QueueView(
    const widgets::Theme& theme, const widgets::ActionRegistry& actions, QueuePresenter& presenter, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_presenter(presenter),
      m_filter(new FilterLine(theme, presenter.language())),
      m_fault(new QLabel),
      m_stack(new QStackedLayout),
      m_list(new widgets::FixedRowView),
      m_empty(new widgets::EmptyState(theme, actions)),
      m_changes(new widgets::KeyButton(theme, actions, u"queue.reload"_s, widgets::KeyButton::Look::Flat)),
      m_delegate(new QueueDelegate(theme, presenter.clock(), presenter.model(), this))
{
    setObjectName(u"queue"_s);
    setAccessibleName(tr("Queue"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(8));
    head->setSpacing(theme.px(4));
    head->addWidget(m_filter);
    head->addWidget(m_fault);
    column->addLayout(head);
    auto* line = new QFrame;
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Light);
    column->addWidget(line);
    column->addLayout(m_stack, 1);
    column->addWidget(m_changes, 0, Qt::AlignHCenter);

    m_fault->setProperty("role", u"danger"_s);
    m_fault->setWordWrap(true);
    m_fault->setTextFormat(Qt::PlainText);
    m_fault->hide();
    m_changes->hide();
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    m_list->setObjectName(u"queue.list"_s);
    m_list->setAccessibleName(tr("Cases"));
    m_list->setModel(&presenter.model());
    m_list->setItemDelegate(m_delegate);
    m_list->setMouseTracking(true);

    connect(m_filter, &FilterLine::edited, this, [this](const QString& text) {
        m_sinceEdit.start();
        m_answered = false;
        m_presenter.setFilter(text);
    });
    connect(m_filter, &FilterLine::listWanted, this, [this] {
        focusList();
        m_presenter.openFirst();
    });
    connect(m_filter, &FilterLine::left, this, &QueueView::focusList);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (index.isValid())
            m_presenter.select(index.row());
    });
    connect(m_list, &widgets::FixedRowView::rowsPainted, this, [this] {
        const auto [first, last] = m_list->visibleRows();
        m_presenter.model().setVisible(first, last);
        if (m_answered && m_sinceEdit.isValid()) {
            logTiming("filter_to_rows", m_sinceEdit);
            m_sinceEdit.invalidate();
        }
        Q_EMIT rowsPainted();
    });
    connect(&presenter, &QueuePresenter::filterChanged, this, [this](const QString& text) {
        if (m_filter->text() != text)
            m_filter->setText(text);
    });
    connect(&presenter, &QueuePresenter::faultChanged, this, [this] {
        const auto& fault = m_presenter.fault();
        m_filter->setFault(fault);
        m_fault->setVisible(fault.has_value());
        if (fault)
            m_fault->setText(fault->error.wayOut.isEmpty()
                    ? fault->error.cause
                    : QString(fault->error.cause + u" · " + fault->error.wayOut));
    });
    connect(&presenter.model(), &models::QueueModel::queryAnswered, this, [this] {
        m_answered = true;
        m_list->verticalScrollBar()->setValue(0);
    });
    connect(&presenter, &QueuePresenter::contentChanged, this, &QueueView::showContent);
    connect(&presenter, &QueuePresenter::currentRowChanged, this, &QueueView::showCurrent);
    connect(&presenter, &QueuePresenter::pendingChangesChanged, this, [this](int count) {
        m_changes->setVisible(count > 0);
        m_changes->setShortText(tr("%n case(s) changed elsewhere: show", nullptr, count));
    });
    connect(&theme, &widgets::Theme::changed, this, &QueueView::dress);
    auto* minute = new QTimer(this);
    connect(minute, &QTimer::timeout, m_list->viewport(), qOverload<>(&QWidget::update));
    minute->start(dueTimesRefreshMs);
    m_filter->setText(presenter.filter());
    dress();
    showContent();
}

void QueueView::dress()
{
    m_fault->setFont(m_theme.font(widgets::TextRole::Small));
    m_list->setRowHeight(m_delegate->rowHeight());
}

void QueueView::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void QueueView::focusList()
{
    if (m_stack->currentWidget() == m_list)
        m_list->setFocus(Qt::ShortcutFocusReason);
    else
        m_empty->setFocus(Qt::ShortcutFocusReason);
}

void QueueView::showCurrent(int row)
{
    const QModelIndex index = m_presenter.model().index(row, 0);
    if (index.isValid()) {
        m_list->setCurrentIndex(index);
        m_list->scrollTo(index);
    } else {
        m_list->selectionModel()->clear();
    }
}

void QueueView::showContent()
{
    using Content = QueuePresenter::Content;
    switch (m_presenter.content()) {
    case Content::Loading:
    case Content::Rows:
        m_stack->setCurrentWidget(m_list);
        return;
    case Content::NothingSynced:
        m_empty->say(tr("No cases yet"),
            tr("Nothing has been fetched from the Hub. Sync brings the reports of everything you watch."),
            { u"sync.start"_s, u"settings.watch"_s });
        break;
    case Content::AllDone:
        m_empty->say(
            tr("Nothing is open"), tr("Every case has been decided. Sync looks for new reports."), { u"sync.start"_s });
        break;
    case Content::NoMatch:
        m_empty->say(tr("No case fits this filter"), tr("Change a term, or go back to everything that is open."),
            { u"queue.clearFilter"_s });
        break;
    }
    m_stack->setCurrentWidget(m_empty);
}

} // namespace docket::ui::queue
