#pragma once

#include <QByteArrayView>
#include <QString>
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

/// What a reviewer selected, and the text around it: as much as an anchor keeps, or less.
struct Passage {
    QString before;
    QString text;
    QString after;
};

/// Words that were selected in lines `first` to `last` of a source, with what stands around them there. Without
/// surroundings when the lines do not hold the words as they are.
Passage passageInLines(QByteArrayView source, const QString& words, int first, int last);

/// The field of the card's front matter that holds all these lines; empty outside it, and across fields.
QString frontMatterField(QByteArrayView source, int first, int last);

/// PNG, JPEG, GIF or WebP by its first bytes; empty for anything else.
QByteArray pictureType(QByteArrayView bytes);

} // namespace docket::ui::review
