#pragma once

#include "ui/review/evidencetext.h"
#include "ui/review/passage.h"

#include <QWidget>

namespace docket::ui::widgets
{
class Theme;
}

namespace docket::ui::review
{

class CommentText;

/// One entry of a thread: a comment, or a line that says what happened. Can be chosen as evidence by click or focus;
/// Up and Down go on to its neighbours.
class EventCard final : public QWidget
{
    Q_OBJECT
public:
    EventCard(const widgets::Theme& theme, const hub::Event& event, const card::RenderedCard* rendered,
        const QList<sync::EarlierComment>& earlier, const QDateTime& now, const QTimeZone& zone,
        QWidget* parent = nullptr);

    const QString& eventId() const { return m_id; }
    Passage selected() const;
    void setChosen(bool chosen);
    /// Whether evidence cites it, and which of its words.
    void setCited(bool cited, const QStringList& quotes);

Q_SIGNALS:
    void chosen();
    void step(int by);
    void linkActivated(int number);

protected:
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void placeMargins();
    void addHead(const hub::Event& event, const QString& when);
    void addComment(const hub::Event& event, const card::RenderedCard* rendered);
    void addHistory(const hub::Event& event, const QList<sync::EarlierComment>& earlier, const QDateTime& now,
        const QTimeZone& zone);
    void addReactions(const hub::Event& event);

    const widgets::Theme& m_theme;
    QString m_id;
    CommentText* m_text = nullptr;
    bool m_isReport = false;
    bool m_isComment = false;
    bool m_chosen = false;
    bool m_cited = false;
    QString m_description; ///< without what is cited
};

} // namespace docket::ui::review
