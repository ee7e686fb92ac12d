#pragma once

#include "ui/shell/windowstate.h"
#include "ui/widgets/casepane.h"

#include <QElapsedTimer>
#include <QMainWindow>

class QSplitter;
class QStackedWidget;

namespace docket::ui::widgets
{
class ActionRegistry;
class Banner;
class CommandPalette;
class EmptyState;
class KeySheet;
class Theme;
} // namespace docket::ui::widgets
namespace docket::ui::queue
{
class QueuePresenter;
class QueueView;
} // namespace docket::ui::queue

namespace docket::ui::shell
{

class StatusLine;
class TopBar;

/// What the window is made of. The factories make the evidence centre and the judgement column when the first case is
/// opened, not before: nothing of the web engine starts with the program.
struct WindowParts {
    widgets::Theme& theme;
    widgets::ActionRegistry& actions; ///< the window declares its own actions in it
    queue::QueuePresenter& queue;
    widgets::CasePaneFactory evidence;
    widgets::CasePaneFactory judgement;
};

/// The one window: top bar, banners, three columns (or a set-up page), status line. Wires actions to the presenter and
/// tells the composition root what was asked for by signals. Thread: GUI.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(const WindowParts& parts, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Shows the queue and the case columns.
    void showWork();
    /// Shows a set-up page (first run, unlock) instead of the columns; the window takes it over.
    void showPage(QWidget* page);
    QWidget* page() const;

    /// The pages whose actions were declared after the window was made come into the menus. Once.
    void addPagesToMenus();

    void setSync(const SyncState& state);
    void setOutbox(const OutboxState& state);
    void setLog(const LogState& state);
    void setDay(const DayState& state);
    /// A second process holds the workspace: everything can be read, nothing written.
    void setReadOnly(bool readOnly);
    void showError(const Error& error);
    void clearError();

    queue::QueueView* queueView() const { return m_queueView; }
    StatusLine* statusLine() const { return m_status; }
    widgets::CommandPalette* palette() const { return m_palette; }
    widgets::KeySheet* keySheet() const { return m_keySheet; }
    widgets::CasePane* evidence() const { return m_evidence; }
    widgets::CasePane* judgement() const { return m_judgement; }

    /// Column widths, size and place of the window; versioned, refused when foreign.
    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& layout);
    /// Nothing is loading anywhere in the window.
    bool isSettled() const;

Q_SIGNALS:
    void syncRequested();
    void syncCancelRequested();
    void undoRequested();
    void watchRequested();
    /// The first frame that shows the queue is on the screen.
    void queuePainted();
    void caseShown(const QByteArray& caseId);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void declareActions();
    void wireQueueActions();
    void wireWindowActions();
    void wireViewActions();
    void wireKeyActions();
    void layOut();
    void makePanes();
    void connectPane(widgets::CasePane* pane);
    void openCase(const cases::CaseRow& row);
    void updateCase(const cases::CaseRow& row);
    void moveColumn(int by);
    void addCasesToPalette();
    void setTitle();
    void onPaneShown(const QByteArray& caseId);

    WindowParts m_parts;
    TopBar* m_topBar = nullptr;
    widgets::Banner* m_readOnlyBanner = nullptr;
    widgets::Banner* m_errorBanner = nullptr;
    QStackedWidget* m_pages = nullptr;
    QSplitter* m_columns = nullptr;
    queue::QueueView* m_queueView = nullptr;
    widgets::EmptyState* m_noCase = nullptr;
    widgets::CasePane* m_evidence = nullptr;
    widgets::CasePane* m_judgement = nullptr;
    StatusLine* m_status = nullptr;
    widgets::CommandPalette* m_palette = nullptr;
    widgets::KeySheet* m_keySheet = nullptr;
    QElapsedTimer m_sinceKey; ///< from the act that opens a case to the pane that shows it
    QByteArray m_timedCase;
    QList<int> m_widths;
};

} // namespace docket::ui::shell
