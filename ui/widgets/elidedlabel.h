#pragma once

#include <QLabel>

namespace docket::ui::widgets
{

/// A label of one plain line that gives way: too long for its place it ends in an ellipsis and tells the rest in its
/// tool tip. With a horizontal size policy of Minimum it keeps its whole text. `setTextRole` colours it ("dim",
/// "faint", "warn", "danger", "ok"; see stylesheet.h).
class ElidedLabel : public QLabel
{
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget* parent = nullptr);
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// Sets the `role` property of a label and restyles it when it changed.
void setTextRole(QLabel* label, const QString& role);

} // namespace docket::ui::widgets
