#include "ui/review/changestab.h"

#include "ui/review/changesdelegate.h"
#include "ui/review/changestext.h"
#include "ui/review/skeleton.h"
#include "ui/widgets/actionregistry.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/fixedrowview.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStackedWidget>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using widgets::KeyButton;
using widgets::TextRole;

ChangesTab::ChangesTab(const widgets::Theme& theme, widgets::ActionRegistry& actions, ChangesPresenter& presenter,
    std::function<QDateTime()> now, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_presenter(presenter),
      m_now(std::move(now)),
      m_pages(new QStackedWidget),
      m_skeleton(new Skeleton(theme)),
      m_message(new widgets::EmptyState(theme, actions)),
      m_page(new QWidget),
      m_from(new QComboBox),
      m_to(new QComboBox),
      m_summary(new QLabel),
      m_view(new widgets::FixedRowView),
      m_delegate(new ChangesDelegate(theme, presenter, this))
{
    m_from->setAccessibleName(tr("Older revision"));
    m_to->setAccessibleName(tr("Newer revision"));
    m_summary->setProperty("role", u"dim"_s);
    m_summary->setTextFormat(Qt::PlainText);
    auto* next = new KeyButton(theme, actions, u"evidence.nextChange"_s, KeyButton::Look::Flat);
    next->setShortText(tr("Next"));
    auto* beside = new KeyButton(theme, actions, u"evidence.sideBySide"_s, KeyButton::Look::Pill);
    beside->setShortText(tr("Side by side"));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(theme.px(18), theme.px(8), theme.px(18), theme.px(8));
    head->setSpacing(theme.px(8));
    head->addWidget(m_from);
    auto* arrow = new QLabel(tr("to"));
    arrow->setProperty("role", u"dim"_s);
    head->addWidget(arrow);
    head->addWidget(m_to);
    head->addWidget(m_summary, 1);
    head->addWidget(next);
    head->addWidget(beside);

    m_view->setModel(&presenter);
    m_view->setItemDelegate(m_delegate);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setAccessibleName(tr("Changes"));
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // the width, and with it the wrapping, stays
    auto* column = new QVBoxLayout(m_page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_view, 1);
    for (QWidget* page : { static_cast<QWidget*>(m_skeleton), static_cast<QWidget*>(m_message), m_page })
        m_pages->addWidget(page);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_pages);

    const auto dress = [this] {
        for (QWidget* widget : { static_cast<QWidget*>(m_from), static_cast<QWidget*>(m_to) })
            widget->setFont(m_theme.font(TextRole::Small));
        m_summary->setFont(m_theme.font(TextRole::Small));
        m_view->setRowHeight(m_delegate->rowHeight());
        fit();
    };
    connect(&theme, &widgets::Theme::changed, this, dress);
    dress();
    connect(&presenter, &ChangesPresenter::changed, this, &ChangesTab::showState);
    connect(m_from, &QComboBox::activated, this, &ChangesTab::choose);
    connect(m_to, &QComboBox::activated, this, &ChangesTab::choose);
    const auto unfold = [this](const QModelIndex& index) {
        const int row = index.row();
        if (m_presenter.unfold(row))
            m_view->setCurrentIndex(m_presenter.index(row));
    };
    connect(m_view, &QAbstractItemView::activated, this, unfold);
    connect(m_view, &QAbstractItemView::clicked, this, unfold);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
        [this] { Q_EMIT selectionChanged(currentEvidence().has_value()); });
    showState();
}

void ChangesTab::fit()
{
    const int width = m_view->viewport()->width();
    if (width > 0)
        m_presenter.setColumns(m_delegate->columnsIn(width, m_presenter.isSideBySide()));
}

void ChangesTab::setSideBySide(bool on)
{
    keepingPlace([this, on] {
        m_presenter.setSideBySide(on);
        fit();
    });
}

void ChangesTab::setUnfolded(bool on)
{
    keepingPlace([this, on] { m_presenter.setUnfolded(on); });
}

void ChangesTab::keepingPlace(const std::function<void()>& layOut)
{
    const QModelIndex current = m_view->currentIndex();
    const int begin = current.isValid() ? m_presenter.nextChange(current.row() + 1, true) : -1;
    const int change = begin < 0 ? -1 : m_presenter.row(begin).change;
    layOut();
    if (const int row = m_presenter.rowOfChange(change); row >= 0) {
        m_view->setCurrentIndex(m_presenter.index(row));
        m_view->scrollTo(m_presenter.index(row), QAbstractItemView::PositionAtCenter);
    }
}

void ChangesTab::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    keepingPlace([this] { fit(); });
}

void ChangesTab::choose()
{
    const QString from = m_from->currentData().toString();
    const QString to = m_to->currentData().toString();
    if (from != m_presenter.from() || to != m_presenter.to())
        m_presenter.compare(from, to);
}

void ChangesTab::showState()
{
    using State = ChangesPresenter::State;
    switch (m_presenter.state()) {
    case State::Empty:
    case State::Loading:
        m_pages->setCurrentWidget(m_skeleton);
        Q_EMIT selectionChanged(false);
        return;
    case State::OneRevision:
    case State::Failed:
        m_message->say(m_presenter.message().headline, m_presenter.message().text);
        m_pages->setCurrentWidget(m_message);
        break;
    case State::Changes: {
        for (QComboBox* box : { m_from, m_to }) {
            const QSignalBlocker blocker(box);
            box->clear();
            for (const sync::RevisionHead& head : m_presenter.revisions())
                box->addItem(revisionText(head, m_now(), QTimeZone::systemTimeZone()), head.commit);
            box->setCurrentIndex(box->findData(box == m_from ? m_presenter.from() : m_presenter.to()));
        }
        const int count = m_presenter.changeCount();
        m_summary->setText(count == 0 ? tr("Nothing differs")
                : count == 1          ? tr("1 change")
                                      : tr("%1 changes").arg(QLocale().toString(count)));
        m_pages->setCurrentWidget(m_page);
        m_pages->layout()->activate();
        fit();
        m_view->scrollToTop();
        break;
    }
    }
    Q_EMIT settled();
}

bool ChangesTab::isSettled() const
{
    return m_presenter.state() != ChangesPresenter::State::Loading;
}

void ChangesTab::takeFocus()
{
    m_view->setFocus(Qt::ShortcutFocusReason);
}

void ChangesTab::stepChange(bool backwards)
{
    const QModelIndex current = m_view->currentIndex();
    const int row = m_presenter.nextChange(current.isValid() ? current.row()
            : backwards                                      ? m_presenter.rowCount()
                                                             : -1,
        backwards);
    if (row < 0) {
        Q_EMIT ended(backwards);
        return;
    }
    m_view->setCurrentIndex(m_presenter.index(row));
    m_view->scrollTo(m_presenter.index(row), QAbstractItemView::PositionAtCenter);
}

std::optional<policy::Anchor> ChangesTab::currentEvidence() const
{
    const QModelIndex index = m_view->currentIndex();
    return index.isValid() ? m_presenter.anchorFor(index.row()) : std::nullopt;
}

} // namespace docket::ui::review
