#pragma once

#include "ui/review/changesevidence.h"
#include "ui/review/shownline.h"

#include <QSet>

namespace docket::ui::review
{

/// How the comparison is laid out.
struct ChangesLayout {
    int columns = 80; ///< narrow characters that fit into a line; of one side when side by side
    bool sideBySide = false;
    bool unfolded = false; ///< all unchanged stretches are open
    QSet<int> opened; ///< the stretches that are, by the line they begin with (of the newer card, from 0)
};

/// One row of the view; all rows have one height.
struct ChangesRow {
    enum class Type {
        Section, ///< heading with a count
        Note, ///< a sentence
        Fold, ///< unchanged lines that are not shown: `after` … `after + lines`
        Line, ///< a piece of a line of the card, or of both sides
        Item, ///< a field, file, column or row
        Value, ///< a piece of what an item was or is
    };
    enum class Mark { None, Removed, Added, Replaced, Renamed };

    Type type = Type::Line;
    Mark mark = Mark::None;
    int before = -1; ///< line of the older card, from 0
    int after = -1;
    int lines = 0; ///< of a fold
    card::TextRange pieceBefore; ///< of the shown line
    card::TextRange pieceAfter;
    bool first = true; ///< of the pieces
    int change = -1; ///< number of the change that begins here
    bool loud = false; ///< weighty, or a file whose scan found something
    QString text; ///< of everything but lines
    QString detail; ///< fainter, after the text
};

struct ChangesRows {
    std::vector<ChangesRow> rows;
    std::vector<int> changes; ///< rows where a change begins
};

/// Everything in the order it is read: card, metadata, files, columns, rows. Parts that nothing sets apart are said in
/// one line; at most 20,000 changed lines are laid out. Pure but for translation.
ChangesRows layOut(const ChangesEvidence& evidence, const ChangesLayout& layout);

/// The shown text of one side of a line row.
ShownLine sideOf(const ChangesEvidence& evidence, card::CardDiff::Side side, int line);

} // namespace docket::ui::review
