#pragma once

#include <QTimer>
#include <QWidget>

namespace docket::ui::widgets
{
class Theme;
}

namespace docket::ui::review
{

/// Grey bars where text will be. Stays blank for its first moment, so that what loads at once does not flicker.
class Skeleton final : public QWidget
{
    Q_OBJECT
public:
    explicit Skeleton(const widgets::Theme& theme, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    const widgets::Theme& m_theme;
    QTimer m_delay;
};

} // namespace docket::ui::review
