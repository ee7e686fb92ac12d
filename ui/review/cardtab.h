#pragma once

#include "core/card/page.h"
#include "ui/review/cardpresenter.h"

#include <QWidget>

#include <memory>

class QFrame;
class QLabel;
class QLineEdit;
class QStackedWidget;

namespace docket::ui::widgets
{
class Theme;
class ActionRegistry;
class EmptyState;
class KeyButton;
} // namespace docket::ui::widgets

namespace docket::ui::review
{

class Skeleton;
class SourceView;

/// The card: the browser's page, or the source, or why there is neither. The browser is loaded with the first page.
class CardTab final : public QWidget
{
    Q_OBJECT
public:
    /// `factory` null: the plugin is loaded when it is first needed.
    CardTab(const widgets::Theme& theme, widgets::ActionRegistry& actions, CardPresenter& presenter,
        web::CardEngineFactory* factory, QWidget* parent = nullptr);
    ~CardTab() override;

    bool isSettled() const;
    /// The browser lays the card out; false: its source, or why there is neither.
    bool showsPage() const { return m_presenter.state() == CardPresenter::State::Page; }
    void currentEvidence(std::function<void(std::optional<policy::Anchor>)> done);
    bool hasSelection() const { return m_hasSelection; }
    void revealNext();
    void toggleSource();
    void openFind();
    void findNext(bool backwards);
    void setMarks(const QList<policy::Anchor>& marks);
    void scrollToLine(int line);
    void takeFocus();
    web::CardEngine* engine() const { return m_engine.get(); } ///< null before the first page

Q_SIGNALS:
    void settled(); ///< what the presenter asked for is on the screen
    void selectionChanged(bool any);

protected:
    /// Esc in the find line closes it, also while the window has a use for the key.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showState();
    void showPage();
    bool ensureEngine();
    void sendDocument();
    void sendMarks();
    void showLink(int number);
    QWidget* makeFindBar();
    void closeFind();
    QWidget* makeLinkBar();
    void setSelected(bool any);
    card::Theme cardTheme() const;

    const widgets::Theme& m_theme;
    widgets::ActionRegistry& m_actions;
    CardPresenter& m_presenter;
    web::CardEngineFactory* m_factory;
    std::unique_ptr<web::CardEngine> m_engine;

    QStackedWidget* m_pages;
    Skeleton* m_skeleton;
    widgets::EmptyState* m_message;
    QWidget* m_sourcePage;
    QFrame* m_sourceWhy;
    QLabel* m_sourceHeadline;
    QLabel* m_sourceText;
    SourceView* m_source;
    QFrame* m_findBar = nullptr;
    QLineEdit* m_findText = nullptr;
    QLabel* m_findCount = nullptr;
    QFrame* m_linkBar = nullptr;
    QLabel* m_linkText = nullptr;
    QLabel* m_linkAddress = nullptr;
    QString m_linkUrl;
    widgets::KeyButton* m_linkOpen = nullptr;

    QList<policy::Anchor> m_marks;
    QByteArray m_sentHash; ///< of the card on the page
    QByteArray m_formulaStyle; ///< empty until a card has formulas
    bool m_pageShown = false;
    int m_pendingLine = 0;
    bool m_hasSelection = false;
};

/// What a link of a card is, for people: the address with its host in ASCII (no look-alike letters), or the path in the
/// repository.
QString linkForPeople(const QString& url);
/// Only http and https may leave for the browser.
bool mayOpen(const QString& url);

} // namespace docket::ui::review
