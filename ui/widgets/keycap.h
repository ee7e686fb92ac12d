#pragma once

#include <QSize>
#include <QString>
#include <QWidget>

class QPainter;

namespace docket::ui::widgets
{

class Theme;

/// Size of the small drawn key that carries `text`.
QSize keycapSize(const Theme& theme, const QString& text);
/// Paints the key in `box`, in the given ink (text and, thinned, border).
void paintKeycap(QPainter& painter, const QRect& box, const QString& text, const Theme& theme, const QColor& ink);

/// A keycap as a widget, for sheets and empty states. Not focusable; its text is its accessible name.
class Keycap : public QWidget
{
    Q_OBJECT
public:
    Keycap(const Theme& theme, const QString& text, QWidget* parent = nullptr);
    void setText(const QString& text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_text;
};

} // namespace docket::ui::widgets
