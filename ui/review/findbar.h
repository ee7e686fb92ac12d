#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;

namespace docket::ui::widgets
{
class Theme;
}

namespace docket::ui::review
{

/// The line under a card in which one searches it. Hidden until opened; Esc closes it.
class FindBar final : public QFrame
{
    Q_OBJECT
public:
    explicit FindBar(const widgets::Theme& theme, QWidget* parent = nullptr);

    void open();
    void close();
    QString text() const;
    void setMatches(int matches);
    /// Where nobody counts: found or not.
    void setFound(bool found);

Q_SIGNALS:
    void findRequested();
    void closed();

protected:
    /// Esc is the line's own, also while the window has a use for the key.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLineEdit* m_text;
    QLabel* m_count;
};

} // namespace docket::ui::review
