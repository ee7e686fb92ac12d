#pragma once

#include <QPointer>
#include <QWidget>

class QFrame;
class QVBoxLayout;

namespace docket::ui::widgets
{

class Theme;

/// A panel laid over the window with the rest dimmed: palette, key sheet. Modal for the keyboard: focus stays inside,
/// Esc or a click beside the panel closes it and gives the focus back to where it was. It is a child widget, so that it
/// opens within a frame and needs no window of its own.
class Overlay : public QWidget
{
    Q_OBJECT
public:
    /// Sizes in design pixels; the panel never exceeds the window.
    Overlay(const Theme& theme, QWidget* window, QSize panelSize);
    void open();
    void close();
    bool isOpen() const { return isVisible(); }

Q_SIGNALS:
    void closed();

protected:
    const Theme& theme() const { return m_theme; }
    QVBoxLayout* panelLayout() const { return m_layout; }
    /// Called before showing: fill in, and say who gets the focus.
    virtual QWidget* prepare() = 0;

    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void place();

    const Theme& m_theme;
    QFrame* m_panel;
    QVBoxLayout* m_layout;
    QSize m_panelSize;
    QPointer<QWidget> m_before;
};

} // namespace docket::ui::widgets
