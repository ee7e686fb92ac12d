#pragma once

#include <QAbstractButton>
#include <QKeySequence>

namespace docket::ui::widgets
{

class Theme;
class ActionRegistry;

/// One line of the key sheet: name and keys. Pressed, it waits for a new key (a sequence of strokes ends after a
/// second of silence); Esc leaves it as it was, Backspace takes the key away.
class KeyRow : public QAbstractButton
{
    Q_OBJECT
public:
    KeyRow(const Theme& theme, const ActionRegistry& actions, const QString& id, QWidget* parent = nullptr);
    QSize sizeHint() const override;

Q_SIGNALS:
    /// An empty sequence means "no key".
    void learned(const QString& id, const QKeySequence& key);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    bool event(QEvent* event) override;

private:
    void finish();
    void stop();

    const Theme& m_theme;
    const ActionRegistry& m_actions;
    QString m_id;
    bool m_learning = false;
    QList<QKeyCombination> m_strokes;
    int m_timer = 0;
};

} // namespace docket::ui::widgets
