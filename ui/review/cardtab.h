#pragma once

#include "core/card/page.h"
#include "ui/review/cardpresenter.h"

#include <QWidget>

#include <array>
#include <memory>

class QFrame;
class QLabel;
class QStackedLayout;
class QStackedWidget;

namespace docket::ui::widgets
{
class Theme;
class ActionRegistry;
class EmptyState;
} // namespace docket::ui::widgets

namespace docket::ui::review
{

class FindBar;
class LinkBar;
class Outline;
class Skeleton;
class SourceView;

/// The card: the browser's page, the same in the text view, or as written; or why there is none of them. The browser is
/// loaded with the first page.
class CardTab final : public QWidget
{
    Q_OBJECT
public:
    /// `factory` null: the plugin is loaded when it is first needed.
    CardTab(const widgets::Theme& theme, widgets::ActionRegistry& actions, CardPresenter& presenter,
        web::CardEngineFactory* factory, QWidget* parent = nullptr);
    ~CardTab() override;

    bool isSettled() const;
    /// Lays a card out behind the one that is shown; when it is opened it only has to come to the front.
    void prepare(const CardEvidence& evidence);
    /// The prepared card is laid out, or none is.
    bool isPrepared() const;
    /// Laid out, with marks; false: its source, or why there is none.
    bool showsPage() const { return m_presenter.isLaidOut(); }
    void currentEvidence(std::function<void(std::optional<policy::Anchor>)> done);
    bool hasSelection() const { return m_hasSelection; }
    void revealNext();
    /// As written, and back.
    void toggleSource();
    /// The text view, and back.
    void toggleText();
    /// The card's headings beside it, where there is room for them.
    void setOutline(bool wanted);
    /// Gives it the keys when it is shown, else the card.
    void focusOutline();
    Outline& outline() { return *m_outline; }
    void openFind();
    void findNext(bool backwards);
    void setMarks(const QList<policy::Anchor>& marks);
    void scrollToLine(int line);
    void takeFocus();
    web::CardEngine* engine() const { return m_live[m_front].engine.get(); } ///< the browser in front; null before

Q_SIGNALS:
    void settled(); ///< what the presenter asked for is on the screen
    void selectionChanged(bool any);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    /// One that lays cards out.
    struct View {
        std::unique_ptr<web::CardEngine> engine; ///< made when it is first needed
        QByteArray sent; ///< hash of the card on it
        bool shown = false;
    };
    /// The view of the presenter's state, null when it has none.
    View* view();
    View& back() { return m_live[1 - m_front]; }
    void bringToFront(View& view);
    void showWidget(const View& view);
    void send(View& view, const CardEvidence& evidence);
    void showState();
    void showPage(View& view);
    bool ensureEngine(View& view);
    web::CardEvents eventsOf(View& view);
    void sendMarks();
    void connectPictures();
    void sendPictures(View& view);
    QWidget* makeWhy();
    void connectFind();
    void connectOutline();
    void fitOutline();
    void setSelected(bool any);
    card::Theme cardTheme() const;

    const widgets::Theme& m_theme;
    widgets::ActionRegistry& m_actions;
    CardPresenter& m_presenter;
    web::CardEngineFactory* m_factory;
    std::array<View, 2> m_live; ///< two browsers, one over the other: one shows, the other prepares
    std::size_t m_front = 0;
    View m_text;
    QWidget* m_livePage; ///< holds both
    QStackedLayout* m_liveStack;

    QStackedWidget* m_pages;
    Skeleton* m_skeleton;
    widgets::EmptyState* m_message;
    SourceView* m_source;
    QFrame* m_why = nullptr; ///< why the card is not shown as asked
    QLabel* m_whyHeadline = nullptr;
    QLabel* m_whyText = nullptr;
    FindBar* m_findBar;
    Outline* m_outline;
    LinkBar* m_linkBar;

    QList<policy::Anchor> m_marks;
    CardPresenter::Look m_laidOut = CardPresenter::Look::Page; ///< what "as written" goes back to
    QByteArray m_formulaStyle; ///< empty until a card has formulas
    int m_pendingLine = 0;
    bool m_hasSelection = false;
    bool m_outlineWanted = true;
};

} // namespace docket::ui::review
