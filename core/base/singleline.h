#pragma once

#include <QString>

namespace docket
{

/// A foreign text made safe to show on one line: line breaks, tabs and other controls become one blank, and characters
/// that reorder their neighbours (Unicode bidi embeddings, overrides and isolates) are dropped, so that a title cannot
/// be made to read as another. At most `limit` UTF-16 units; longer ones end in an ellipsis.
QString singleLine(QStringView foreign, qsizetype limit = 512);

} // namespace docket
