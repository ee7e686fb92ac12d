#pragma once

#include <QList>
#include <QString>

namespace docket::card
{

/// What the reader of a card must be told about how it is shown. A closed set; the ui translates from the code,
/// `text` is English for logs and the command line.
enum class NoteCode {
    NotUtf8, ///< bytes that are no UTF-8 were replaced by U+FFFD
    TooLong, ///< the source was cut at the byte limit
    TooManyNodes, ///< the page was cut at the node limit
    TooManyRows, ///< a table was cut at the row limit
    TooManyColumns, ///< a table was cut at the column limit
    TooManyPictures, ///< pictures beyond the limit are named only
    TooDeep, ///< nesting beyond the limit was flattened
    Refused, ///< not rendered at all: time, memory or nesting limit; the source is shown as plain text
    FrontMatterUnclosed, ///< starts with `---` and never ends it
    FrontMatterInvalid, ///< YAML that does not parse
    FrontMatterNotMapping, ///< YAML, but a list or a scalar
    FrontMatterDuplicateKey, ///< the same key twice; both values are shown
    FrontMatterLimit, ///< too large, too deep, too many aliases
    ElementsDropped, ///< scripts, styles, frames, forms, foreign content left out
    LinkRefused, ///< a link whose scheme is not allowed
    PictureRefused, ///< a picture whose address is not allowed
    HiddenCharacters, ///< direction controls or invisible characters, shown as marks
    MixedScript, ///< a word of look-alike letters of two scripts, underlined
    HiddenText, ///< text hidden by size, colour or position, shown and marked
    LinkElsewhere, ///< a link whose text names another address than its target; said beside it
    MarksClamped, ///< long runs of combining marks were cut
};

/// One such remark with the 1-based line of the card it is about (0 = the whole card).
struct Note {
    NoteCode code = NoteCode::Refused;
    int line = 0;
    QString text;
    int column = 0; ///< 1-based, in characters; 0 = the whole line
    QString detail = {}; ///< what was found, no sentence: "U+200B", "evil.example"; empty for most codes
    bool operator==(const Note&) const = default;
};

/// Stable lower-case word for a code: "not-utf8", "front-matter-invalid".
QString noteCodeName(NoteCode code);

} // namespace docket::card
