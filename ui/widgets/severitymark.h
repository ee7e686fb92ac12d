#pragma once

#include "core/cases/caserow.h"

#include <QRectF>

class QPainter;

namespace docket::ui::widgets
{

struct Tokens;

/// Paints the mark of a severity in the middle of `box`: ring S0, disc S1, triangle S2, diamond S3, square S4. Shape
/// and colour say the same, so that neither is the only sign. `size` is the height of the mark in pixels.
void paintSeverityMark(
    QPainter& painter, const QRectF& box, cases::Severity severity, const Tokens& tokens, qreal size);

/// "S3, serious": for accessible texts and tool tips.
QString severityText(cases::Severity severity);

} // namespace docket::ui::widgets
