#pragma once

#include "core/card/diff.h"
#include "ui/review/changesevidence.h"

namespace docket::ui::review
{

/// A line as it is shown: characters that cannot be seen or that move their neighbours stand by their names
/// ("‹U+202E›"), a tab is four blanks, and at most 4,000 characters are taken.
struct ShownLine {
    QString text;
    QList<card::TextRange> changed; ///< words
    QList<card::TextRange> marks; ///< names of characters
    std::vector<StyledRange> styles;
    bool rightToLeft = false;
};
ShownLine shownLine(
    const QString& text, const QList<card::TextRange>& changed = {}, const std::vector<StyledRange>& styles = {});

/// Cuts a shown text into pieces of about `columns` narrow characters, at blanks where there are some; never none.
QList<card::TextRange> wrapped(const QString& text, int columns);

} // namespace docket::ui::review
