#pragma once

#include <QScrollArea>

namespace docket::ui::widgets
{

/// A scroll area that asks for exactly the height its content needs at its width, and scrolls only when it is given
/// less. Thread: GUI.
class SnugScroll final : public QScrollArea
{
    Q_OBJECT
public:
    /// Takes `content` over. `least`: pixels below which it does not shrink.
    SnugScroll(QWidget* content, int least, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int wanted() const;

    int m_least;
};

} // namespace docket::ui::widgets
