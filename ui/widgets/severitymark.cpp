#include "ui/widgets/severitymark.h"

#include "ui/widgets/tokens.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPolygonF>

namespace docket::ui::widgets
{

void paintSeverityMark(QPainter& painter, const QRectF& box, cases::Severity severity, const Tokens& tokens, qreal size)
{
    const QPointF c = box.center();
    const QColor colour = tokens.severity[static_cast<size_t>(severity)];
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const qreal r = size / 2;
    switch (severity) {
    case cases::Severity::S0:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, size / 6));
        painter.drawEllipse(c, r * 0.8, r * 0.8);
        break;
    case cases::Severity::S1:
        painter.drawEllipse(c, r * 0.9, r * 0.9);
        break;
    case cases::Severity::S2:
        painter.drawPolygon(QPolygonF{ QPointF(c.x(), c.y() - r), QPointF(c.x() + r * 1.08, c.y() + r * 0.86),
            QPointF(c.x() - r * 1.08, c.y() + r * 0.86) });
        break;
    case cases::Severity::S3: {
        const qreal d = r * 1.14;
        painter.drawPolygon(QPolygonF{ QPointF(c.x(), c.y() - d), QPointF(c.x() + d, c.y()), QPointF(c.x(), c.y() + d),
            QPointF(c.x() - d, c.y()) });
        break;
    }
    case cases::Severity::S4:
        painter.drawRect(QRectF(c.x() - r * 0.9, c.y() - r * 0.9, r * 1.8, r * 1.8));
        break;
    }
    painter.restore();
}

QString severityText(cases::Severity severity)
{
    switch (severity) {
    case cases::Severity::S0:
        return QCoreApplication::translate("docket::ui::widgets", "S0, information");
    case cases::Severity::S1:
        return QCoreApplication::translate("docket::ui::widgets", "S1, minor");
    case cases::Severity::S2:
        return QCoreApplication::translate("docket::ui::widgets", "S2, moderate");
    case cases::Severity::S3:
        return QCoreApplication::translate("docket::ui::widgets", "S3, serious");
    case cases::Severity::S4:
        return QCoreApplication::translate("docket::ui::widgets", "S4, critical");
    }
    return {};
}

} // namespace docket::ui::widgets
