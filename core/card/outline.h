#pragma once

#include "core/card/frontmatter.h"

#include <QByteArrayView>
#include <QList>
#include <QString>

namespace docket::card
{

/// How full a section is (policies.md 4c.1, step 4). `waived` is a reviewer's word and never set here.
enum class SectionState { Absent, Placeholder, Thin, Elsewhere, Present };

/// A heading with the text that belongs to it and to no deeper heading.
struct Section {
    int level = 0; ///< 0 = text before the first heading
    QString heading; ///< as written
    QString normalized; ///< lower case, without emoji, numbering, punctuation and a trailing "[optional]"
    int line = 0; ///< of the heading, 1-based
    int lastLine = 0;
    QString text; ///< plain text without code, at most 64 KB
    int words = 0; ///< pictures and badges count nothing
    int links = 0;
    int listItems = 0;
    int tables = 0;
    int codeBlocks = 0;
    SectionState state = SectionState::Absent; ///< of the text under this very heading
};

/// A card read for its content rather than for its looks.
struct ParsedCard {
    FrontMatter frontMatter;
    QList<Section> sections;
    QList<QPair<QString, int>> pictureUrls; ///< with lines
    bool readable = true; ///< false when a limit stopped the reader; then nothing is said about sections
    int words = 0;
};

/// Reads headings (ATX and setext), at most 10,000 of them, words, lists, links. Pure, thread-safe.
ParsedCard parseCard(QByteArrayView source, int deadlineMs = 500);

/// Normal form of a heading, as used for the alias table.
QString normalizeHeading(QStringView heading);

} // namespace docket::card
