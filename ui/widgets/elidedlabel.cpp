#include "ui/widgets/elidedlabel.h"

#include <QPainter>
#include <QStyle>

namespace docket::ui::widgets
{

ElidedLabel::ElidedLabel(QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
}

QSize ElidedLabel::minimumSizeHint() const
{
    if (sizePolicy().horizontalPolicy() == QSizePolicy::Minimum)
        return QLabel::sizeHint();
    const int stump = fontMetrics().horizontalAdvance(QStringLiteral("mmm…"));
    return { qMin(stump, QLabel::sizeHint().width()), QLabel::minimumSizeHint().height() };
}

void ElidedLabel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width());
    if (toolTip().isEmpty() && shown != text())
        setToolTip(text());
    const auto alignment = QStyle::visualAlignment(layoutDirection(), this->alignment());
    style()->drawItemText(
        &painter, contentsRect(), static_cast<int>(alignment), palette(), isEnabled(), shown, foregroundRole());
}

void setTextRole(QLabel* label, const QString& role)
{
    if (label->property("role").toString() == role)
        return;
    label->setProperty("role", role);
    label->style()->unpolish(label);
    label->style()->polish(label);
    label->update();
}

} // namespace docket::ui::widgets
