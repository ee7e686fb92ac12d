#pragma once

#include <QString>

namespace docket
{

/// A foreign text made safe to show on one line: line breaks, tabs and other controls become one blank, and characters
/// that nobody sees or that reorder their neighbours are shown by their code ("safe‹U+202E›exe.txt"), so that a title
/// cannot be made to read as another (core/base/invisible.h). At most `limit` UTF-16 units; longer ones end in an
/// ellipsis.
QString singleLine(QStringView foreign, qsizetype limit = 512);

} // namespace docket
