#pragma once

#include <QAbstractButton>

namespace docket::ui::widgets
{
class Theme;
}

namespace docket::ui::audit
{

/// A line of text that leads somewhere: as wide as its place, cut with an ellipsis, in the accent's ink.
class LinkButton : public QAbstractButton
{
    Q_OBJECT
public:
    LinkButton(const widgets::Theme& theme, const QString& text, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const widgets::Theme& m_theme;
};

} // namespace docket::ui::audit
