#pragma once

#include <QByteArrayView>
#include <QStringView>

#include <optional>

namespace docket::ui::review
{

/// Lines of a source, from 1, both included.
struct LineSpan {
    int first = 0;
    int last = 0;
    bool operator==(const LineSpan&) const = default;
};

/// Where a passage that was read in the rendered card stands in its source: the page knows lines of blocks only, and a
/// paragraph may run over many. Compares letters and digits, so Markdown's marks do not matter; looks at the lines
/// from `first` to the end of the block that begins at `last`. Nothing when it is not found there.
std::optional<LineSpan> locatePassage(QByteArrayView source, QStringView passage, int first, int last);

/// PNG, JPEG, GIF or WebP by its first bytes; empty for anything else.
QByteArray pictureType(QByteArrayView bytes);

} // namespace docket::ui::review
