#pragma once

#include "ui/review/datapresenter.h"

#include <QWidget>

class QComboBox;
class QFrame;
class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QTableView;

namespace docket::ui::widgets
{
class Theme;
class ActionRegistry;
class EmptyState;
} // namespace docket::ui::widgets

namespace docket::ui::review
{

class Skeleton;

/// Rows of a data set; Enter opens a cell to read it whole.
class DataTab final : public QWidget
{
    Q_OBJECT
public:
    DataTab(const widgets::Theme& theme, widgets::ActionRegistry& actions, DataPresenter& presenter,
        QWidget* parent = nullptr);

    std::optional<policy::Anchor> currentEvidence() const;
    bool isSettled() const { return m_presenter.state() != DataPresenter::State::Loading; }
    void showAnchor(const policy::Anchor& anchor);
    void takeFocus();
    void setReaderOpen(bool open);

Q_SIGNALS:
    void settled();
    void selectionChanged(bool any);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showState();
    void showCell();
    void fitColumns();
    QWidget* makeReader();

    const widgets::Theme& m_theme;
    DataPresenter& m_presenter;
    QStackedWidget* m_pages;
    Skeleton* m_skeleton;
    widgets::EmptyState* m_message;
    QWidget* m_page;
    QComboBox* m_tables;
    QLabel* m_tableName;
    QLabel* m_summary;
    QTableView* m_view;
    QFrame* m_reader = nullptr;
    QLabel* m_readerHead = nullptr;
    QPlainTextEdit* m_readerText = nullptr;
};

} // namespace docket::ui::review
