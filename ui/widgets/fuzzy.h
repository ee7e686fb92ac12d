#pragma once

#include <QList>
#include <QStringView>

namespace docket::ui::widgets
{

/// How well `pattern` fits `text`: the letters of the pattern appear in the text in order, whatever their case.
/// Larger is better, 0 is no fit; beginnings of words and unbroken runs count more, and short texts win ties.
/// An empty pattern fits everything with 1. Pure.
int fuzzyScore(QStringView pattern, QStringView text);

} // namespace docket::ui::widgets
