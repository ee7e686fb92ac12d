#pragma once

#include "core/policy/anchor.h"

#include <QList>
#include <QStringView>

namespace docket::policy
{

/// What became of the passage of an anchor in another text. Lines count from 1, rows from 0, as in Anchor; offsets are
/// UTF-16 code units into the text that was searched.
struct Relocation {
    enum class Fate {
        Found, ///< where the anchor says
        Moved, ///< the same words in other lines, or the same cell in another row
        Changed, ///< the nearest passage is like it, but not the same
        Gone, ///< nothing like it
    };

    Fate fate = Fate::Gone;
    int lineStart = 0; ///< 0: no lines
    int lineEnd = 0; ///< inclusive
    qint64 row = -1; ///< of tables
    qsizetype start = 0; ///< of the passage, not for rows
    qsizetype length = 0;
    int likeness = 0; ///< hundredths, 100 where the words are the same
    bool operator==(const Relocation&) const = default;
};

/// Looks for the quote of `anchor` in `text`: as it is, then without regard to white space and Markdown's marks (what
/// was read in the rendered card stands otherwise in its source), then the nearest passage by edit distance. Of several
/// places the one counts whose surroundings are those of `prefix` and `suffix`, then the one nearest to the lines named
/// by the anchor. An anchor without a quote stands for its lines: Found as long as the text has them.
/// Pure; time grows with the length of the text only, whatever is in it (5 MB: tens of milliseconds). Beyond
/// `longestSearched` characters nothing is looked for.
Relocation relocate(const Anchor& anchor, QStringView text);

/// The same with the text that the anchor was taken from. A passage that was read in the rendered card and is not found
/// in the source by its own words is looked for by the source lines it stood in.
Relocation relocate(const Anchor& anchor, QStringView then, QStringView now);

inline constexpr qsizetype longestSearched = qsizetype(8) * 1024 * 1024;

/// A cell of the column that the anchor names.
struct CellText {
    qint64 row = 0; ///< number in the data set
    QString text;
};

/// Looks for the quoted cell: in the row of that number, then by its content anywhere in `cells`, the nearest row
/// first. The quote may be a part of the cell. An anchor without a quote stands for its row.
Relocation relocate(const Anchor& anchor, const QList<CellText>& cells);

} // namespace docket::policy
