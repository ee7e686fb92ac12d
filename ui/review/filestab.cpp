#include "ui/review/filestab.h"

#include "ui/review/filedelegate.h"
#include "ui/review/skeleton.h"
#include "ui/widgets/actionregistry.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTreeView>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using widgets::TextRole;

FilesTab::FilesTab(
    const widgets::Theme& theme, widgets::ActionRegistry& actions, FilesPresenter& presenter, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_presenter(presenter),
      m_pages(new QStackedWidget),
      m_skeleton(new Skeleton(theme)),
      m_message(new widgets::EmptyState(theme, actions)),
      m_page(new QWidget),
      m_summary(new QLabel),
      m_warnings(new widgets::KeyButton(theme, actions, u"evidence.warningsFirst"_s, widgets::KeyButton::Look::Pill)),
      m_view(new QTreeView)
{
    m_summary->setProperty("role", u"dim"_s);
    m_summary->setWordWrap(true);
    m_warnings->setShortText(tr("Warnings first"));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(theme.px(18), theme.px(8), theme.px(18), theme.px(8));
    head->addWidget(m_summary, 1);
    head->addWidget(m_warnings);
    m_view->setModel(&presenter.model());
    m_view->setItemDelegate(new FileDelegate(theme, m_view));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(false); // the row itself shows where one is
    m_view->setAccessibleName(tr("Files"));
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(FileTreeModel::Name, QHeaderView::Stretch);
    for (const int column : { FileTreeModel::Size, FileTreeModel::Storage, FileTreeModel::Scan })
        m_view->header()->setSectionResizeMode(column, QHeaderView::Interactive);
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
        m_summary->setFont(m_theme.font(TextRole::Small));
        QPalette palette = m_theme.palette();
        palette.setColor(QPalette::Highlight, m_theme.tokens().sel);
        m_view->setPalette(palette);
        m_view->header()->setFont(m_theme.font(TextRole::Small));
        m_view->setColumnWidth(FileTreeModel::Size, m_theme.px(90));
        m_view->setColumnWidth(FileTreeModel::Storage, m_theme.px(80));
        m_view->setColumnWidth(FileTreeModel::Scan, m_theme.px(150));
    };
    connect(&theme, &widgets::Theme::changed, this, dress);
    dress();
    connect(&presenter, &FilesPresenter::changed, this, &FilesTab::showState);
    connect(&presenter.model(), &FileTreeModel::loaded, this, &FilesTab::settled);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
        [this] { Q_EMIT selectionChanged(m_view->currentIndex().isValid()); });
    showState();
}

void FilesTab::showState()
{
    using State = FilesPresenter::State;
    switch (m_presenter.state()) {
    case State::Empty:
    case State::Loading:
        m_pages->setCurrentWidget(m_skeleton);
        Q_EMIT selectionChanged(false);
        return;
    case State::NoFiles:
    case State::Failed:
        m_message->say(m_presenter.message().headline, m_presenter.message().text);
        m_pages->setCurrentWidget(m_message);
        break;
    case State::Files:
        m_summary->setText(filesSummaryText(m_presenter.summary()));
        m_warnings->setVisible(!m_presenter.summary().warnings.isEmpty());
        m_pages->setCurrentWidget(m_page);
        break;
    }
    Q_EMIT settled();
}

bool FilesTab::isSettled() const
{
    return m_presenter.state() != FilesPresenter::State::Loading && !m_presenter.model().isLoading();
}

void FilesTab::setWarningsFirst(bool on)
{
    m_presenter.model().setWarningsFirst(on);
}

std::optional<policy::Anchor> FilesTab::currentEvidence() const
{
    const QModelIndex index = m_view->currentIndex();
    return m_view->selectionModel()->isSelected(index) ? m_presenter.anchorFor(index) : std::nullopt;
}

void FilesTab::showAnchor(const policy::Anchor& anchor)
{
    const QModelIndex index = m_presenter.model().indexOf(anchor.path);
    if (index.isValid()) {
        m_view->setCurrentIndex(index);
        m_view->scrollTo(index, QAbstractItemView::PositionAtCenter);
    }
}

void FilesTab::takeFocus()
{
    // First chosen, then focused: a view that gets the focus makes its first row current without choosing it.
    if (!m_view->selectionModel()->hasSelection() && m_presenter.model().rowCount() > 0)
        m_view->setCurrentIndex(m_presenter.model().index(0, 0));
    m_view->setFocus(Qt::ShortcutFocusReason);
}

} // namespace docket::ui::review
