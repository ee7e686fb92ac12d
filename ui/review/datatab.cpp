#include "ui/review/datatab.h"

#include "ui/review/selectedpassage.h"
#include "ui/review/skeleton.h"
#include "ui/review/sourceview.h"
#include "ui/review/tableheader.h"
#include "ui/widgets/displaytext.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QComboBox>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using State = DataPresenter::State;
using widgets::KeyButton;
using widgets::TextRole;

DataTab::DataTab(
    const widgets::Theme& theme, widgets::ActionRegistry& actions, DataPresenter& presenter, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_presenter(presenter),
      m_pages(new QStackedWidget),
      m_skeleton(new Skeleton(theme)),
      m_message(new widgets::EmptyState(theme, actions)),
      m_page(new QWidget),
      m_tables(new QComboBox),
      m_tableName(new QLabel),
      m_summary(new QLabel),
      m_view(new QTableView)
{
    m_tables->setAccessibleName(tr("Table"));
    m_tableName->setFont(theme.font(TextRole::Mono));
    m_tableName->setTextFormat(Qt::PlainText);
    m_summary->setProperty("role", u"dim"_s);
    m_summary->setFont(theme.font(TextRole::Small));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(theme.px(18), theme.px(8), theme.px(18), theme.px(8));
    head->setSpacing(theme.px(12));
    head->addWidget(m_tables);
    head->addWidget(m_tableName);
    head->addWidget(m_summary, 1);

    m_view->setModel(&presenter.model());
    m_view->setHorizontalHeader(new TableHeader(theme));
    m_view->setItemDelegate(new CellDelegate(theme, m_view));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setCornerButtonEnabled(false);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->setAccessibleName(tr("Rows"));
    m_view->installEventFilter(this);

    auto* split = new QSplitter(Qt::Vertical);
    split->setHandleWidth(1);
    split->addWidget(m_view);
    split->addWidget(makeReader());
    split->setStretchFactor(0, 1);
    split->setCollapsible(0, false);
    auto* column = new QVBoxLayout(m_page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(split, 1);

    for (QWidget* page : { static_cast<QWidget*>(m_skeleton), static_cast<QWidget*>(m_message), m_page })
        m_pages->addWidget(page);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_pages);

    const auto dress = [this] {
        m_view->setStyleSheet(
            u"QTableCornerButton::section{background:%1;border:none;border-bottom:1px solid %2}"_s.arg(
                m_theme.tokens().panel.name(), m_theme.tokens().line.name()));
        m_view->verticalHeader()->setDefaultSectionSize(m_theme.px(28));
        m_summary->setFont(m_theme.font(TextRole::Small));
        m_view->verticalHeader()->setFont(m_theme.font(TextRole::Small));
    };
    connect(&theme, &widgets::Theme::changed, this, dress);
    dress();
    connect(&presenter, &DataPresenter::changed, this, &DataTab::showState);
    connect(m_tables, &QComboBox::activated, this, [this](int at) {
        if (at >= 0 && at < m_presenter.tables().size())
            m_presenter.choose(m_presenter.tables()[at]);
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        showCell();
        Q_EMIT selectionChanged(m_view->currentIndex().isValid());
    });
    connect(m_view, &QTableView::doubleClicked, this, [this] { setReaderOpen(true); });
    showState();
}

QWidget* DataTab::makeReader()
{
    m_reader = new QFrame;
    m_reader->setProperty("surface", u"bg"_s);
    m_readerHead = new QLabel;
    m_readerHead->setTextFormat(Qt::PlainText);
    m_readerHead->setProperty("role", u"dim"_s);
    m_readerText = new QPlainTextEdit;
    m_readerText->setReadOnly(true);
    m_readerText->setAccessibleName(tr("Whole cell"));
    m_readerText->setStyleSheet(u"QPlainTextEdit{border:none;border-radius:0;background:transparent}"_s);
    auto* copy = new KeyButton(m_theme, tr("Copy"), KeyButton::Look::Flat);
    auto* close = new KeyButton(m_theme, tr("Close"), KeyButton::Look::Flat);
    close->setKeyText(u"Esc"_s);
    auto* head = new QHBoxLayout;
    head->addWidget(m_readerHead, 1);
    head->addWidget(copy);
    head->addWidget(close);
    auto* column = new QVBoxLayout(m_reader);
    column->setContentsMargins(m_theme.px(18), m_theme.px(6), m_theme.px(10), m_theme.px(8));
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_readerText, 1);
    m_reader->hide();
    m_readerText->installEventFilter(this);
    connect(copy, &QAbstractButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_view->currentIndex().data(TableModel::FullText).toString());
    });
    connect(close, &QAbstractButton::clicked, this, [this] { setReaderOpen(false); });
    return m_reader;
}

void DataTab::setReaderOpen(bool open)
{
    m_reader->setVisible(open && m_view->currentIndex().isValid());
    if (m_reader->isVisible())
        showCell();
    else
        m_view->setFocus(Qt::OtherFocusReason);
}

bool DataTab::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && m_reader->isVisible()
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept(); // Esc closes the reader before it undoes anything
        return true;
    }
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape && m_reader->isVisible()) {
            setReaderOpen(false);
            return true;
        }
        if (watched == m_view && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
            setReaderOpen(!m_reader->isVisible());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void DataTab::showState()
{
    switch (m_presenter.state()) {
    case State::Empty:
    case State::Loading:
        m_pages->setCurrentWidget(m_skeleton);
        m_reader->hide();
        Q_EMIT selectionChanged(false);
        return;
    case State::NoTable:
    case State::Failed:
        m_message->say(m_presenter.message().headline, m_presenter.message().text);
        m_pages->setCurrentWidget(m_message);
        break;
    case State::Table: {
        const QList<TableName>& tables = m_presenter.tables();
        m_tables->clear();
        for (const TableName& name : tables)
            m_tables->addItem(widgets::singleLine(name.path(), 80));
        m_tables->setCurrentIndex(static_cast<int>(tables.indexOf(m_presenter.current())));
        m_tables->setVisible(tables.size() > 1);
        m_tableName->setVisible(tables.size() <= 1);
        m_tableName->setText(widgets::singleLine(m_presenter.current().path(), 80));
        m_summary->setText(m_presenter.summary());
        fitColumns();
        m_pages->setCurrentWidget(m_page);
        break;
    }
    }
    Q_EMIT settled();
}

void DataTab::fitColumns()
{
    const TableModel& model = m_presenter.model();
    const QFontMetrics metrics(m_theme.font(TextRole::Body));
    const QFontMetrics small(m_theme.font(TextRole::Small));
    constexpr int looked = 20;
    for (int column = 0; column < model.columnCount(); ++column) {
        int width
            = qMax(metrics.horizontalAdvance(model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()),
                qMax(small.horizontalAdvance(model.headerData(column, Qt::Horizontal, TableModel::TypeText).toString()),
                    small.horizontalAdvance(
                        model.headerData(column, Qt::Horizontal, TableModel::StatisticsText).toString())));
        for (int row = 0; row < qMin(looked, model.rowCount()); ++row)
            width = qMax(
                width, metrics.horizontalAdvance(model.index(row, column).data(Qt::DisplayRole).toString().left(60)));
        m_view->setColumnWidth(column, qBound(m_theme.px(80), width + m_theme.px(20), m_theme.px(320)));
    }
}

void DataTab::showCell()
{
    const QModelIndex index = m_view->currentIndex();
    if (!m_reader->isVisible() || !index.isValid())
        return;
    const Column& column = m_presenter.model().table().columns[index.column()];
    QString head = tr("row %1").arg(QLocale().toString(m_presenter.model().rowIndex(index.row()))) + u" · "
        + widgets::singleLine(column.name, 80) + u" · " + column.type;
    if (index.data(TableModel::Cut).toBool())
        head += u" · " + tr("the Hub cut this cell");
    m_readerHead->setText(head);
    const auto kind = static_cast<CellKind>(index.data(TableModel::Kind).toInt());
    m_readerText->setFont(m_theme.font(kind == CellKind::Nested ? TextRole::Mono : TextRole::Body));
    m_readerText->setPlainText(
        kind == CellKind::Null ? tr("null") : prepareSource(index.data(TableModel::FullText).toString().toUtf8()).text);
}

std::optional<policy::Anchor> DataTab::currentEvidence() const
{
    const QModelIndex index = m_view->currentIndex();
    if (!m_view->selectionModel()->isSelected(index))
        return std::nullopt;
    // A part of the cell, when one is marked in the reader.
    const QString part = m_reader->isVisible() ? selectedPassage(m_readerText->textCursor()).text : QString();
    return m_presenter.anchorFor(index.row(), index.column(), part);
}

void DataTab::showAnchor(const policy::Anchor& anchor)
{
    const int row = m_presenter.findRow(anchor.row);
    if (row < 0)
        return;
    int column = 0;
    const QList<Column>& columns = m_presenter.model().table().columns;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (columns[i].name == anchor.column)
            column = static_cast<int>(i);
    }
    m_view->setCurrentIndex(m_presenter.model().index(row, column));
    m_view->scrollTo(m_view->currentIndex(), QAbstractItemView::PositionAtCenter);
}

void DataTab::takeFocus()
{
    // First chosen, then focused: a view that gets the focus makes its first row current without choosing it.
    if (!m_view->selectionModel()->hasSelection() && m_presenter.model().rowCount() > 0)
        m_view->setCurrentIndex(m_presenter.model().index(0, 0));
    m_view->setFocus(Qt::ShortcutFocusReason);
}

} // namespace docket::ui::review
