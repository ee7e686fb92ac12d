#pragma once

#include <QAbstractButton>

class QAction;

namespace docket::ui::widgets
{

class Theme;
class ActionRegistry;

/// A button that shows its key as a small keycap: "keys are written where they act". Paints itself from the theme.
class KeyButton : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Look {
        Primary, ///< filled with the accent: one a screen
        Normal, ///< hairline border
        Flat, ///< no border until it is pointed at
        Pill, ///< round ends; filled softly while checked
    };
    KeyButton(const Theme& theme, const QString& text, Look look, QWidget* parent = nullptr);
    /// A button for an action of the registry: name, key, enabled state and checked state follow it.
    KeyButton(
        const Theme& theme, const ActionRegistry& actions, const QString& id, Look look, QWidget* parent = nullptr);

    void setKeyText(const QString& keyText);
    QString keyText() const { return m_keyText; }
    /// Shown after the text in the fainter ink: a count.
    void setSuffix(const QString& suffix);
    /// Text that stands while the action's own name would be too long for a button.
    void setShortText(const QString& text);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    void init();
    QFont textFont() const;

    const Theme& m_theme;
    Look m_look;
    QString m_keyText;
    QString m_suffix;
};

} // namespace docket::ui::widgets
