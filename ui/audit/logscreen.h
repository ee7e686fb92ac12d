#pragma once

#include "ui/audit/logpresenter.h"

#include <QWidget>

class QLabel;
class QStackedLayout;
class QStackedWidget;
class QTabBar;

namespace docket::ui::widgets
{
class ActionRegistry;
class Banner;
class EmptyState;
class FixedRowView;
class Theme;
} // namespace docket::ui::widgets

namespace docket::ui::audit
{

class ErasurePane;
class FilterBar;

/// The log over the whole window: what was recorded, by whom, and how far one can rely on it. Declares its actions
/// while it exists and keeps the keys of the other rooms out. Thread: GUI.
class LogScreen : public QWidget
{
    Q_OBJECT
public:
    enum class Tab { Entry, Laptops, Check, Checkpoint, Erasure };
    /// Asks where to save: title, suggested name, filter -> path, empty when nothing is to be saved.
    using AskPath = std::function<QString(const QString& title, const QString& name, const QString& filter)>;

    LogScreen(
        widgets::Theme& theme, widgets::ActionRegistry& actions, LogPresenter& presenter, QWidget* parent = nullptr);
    ~LogScreen() override;

    void showTab(Tab tab);
    Tab tab() const;
    bool isSettled() const { return m_presenter.isSettled(); }
    void setAskPath(AskPath ask) { m_askPath = std::move(ask); }
    widgets::FixedRowView* list() const { return m_list; }
    FilterBar* filterBar() const { return m_filter; }

Q_SIGNALS:
    void closed();
    void caseWanted(const docket::log::CaseId& id);

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    void declareActions();
    void layOut();
    void follow();
    void showContent();
    void showHead();
    void showTabs();
    void save(
        const QString& title, const QString& name, const QString& filter, void (LogPresenter::*act)(const QString&));
    void print();
    void savePdf();
    bool belongsElsewhere(const QKeySequence& key) const;

    widgets::Theme& m_theme;
    widgets::ActionRegistry& m_actions;
    LogPresenter& m_presenter;
    AskPath m_askPath;
    QStringList m_declared;
    QLabel* m_title = nullptr;
    QLabel* m_summary = nullptr;
    QLabel* m_alarm = nullptr; ///< not sound, or two histories
    widgets::Banner* m_banner = nullptr;
    FilterBar* m_filter = nullptr;
    QStackedLayout* m_stack = nullptr;
    widgets::FixedRowView* m_list = nullptr;
    widgets::EmptyState* m_empty = nullptr;
    QTabBar* m_tabs = nullptr;
    QStackedWidget* m_panes = nullptr;
    ErasurePane* m_erasure = nullptr;
};

} // namespace docket::ui::audit
