#pragma once

#include <QList>
#include <QString>
#include <QStringView>

#include <string>
#include <string_view>

/// Characters that a reader cannot see: zero-width and blank ones, direction controls, tags, stray variation selectors,
/// control characters (Unicode 15: Default_Ignorable_Code_Point, Bidi_Control and the letters that have no ink). They
/// carry hidden texts, split words that filters look for, and make code read other than it runs ("Trojan Source").
/// Many scripts need some of them; those stay unnamed. Pure, any thread.
namespace docket
{

/// Could `c` be one? Cheap; the place decides.
bool mayBeInvisible(char32_t c);

/// Where a run of such characters stands.
struct InvisiblePlace {
    char32_t before = 0; ///< the character before the run, 0 at the start
    char32_t after = 0; ///< the one behind it, 0 at the end
    bool inCode = false; ///< there embeddings and isolates mislead, too
    bool rightToLeft = false; ///< the text around holds letters of a right-to-left script
};

/// Does the text need this run (of mayBeInvisible() characters)? Persian and Indic joiners, emoji sequences, the word
/// breaks of Thai or Khmer, direction marks in Arabic or Hebrew text.
bool isNeeded(std::u32string_view run, const InvisiblePlace& place);

/// What to show in its place: "U+200B", "U+200B ×3", "U+E0000: obey" (texts hidden in tags and selectors are read out).
QString invisibleLabel(std::u32string_view run);
/// The same in words: "U+200B ZERO WIDTH SPACE, U+2060 WORD JOINER".
QString invisibleTitle(std::u32string_view run);

/// A run in a text that the text does not need.
struct InvisibleSpan {
    qsizetype start = 0; ///< UTF-16 units
    qsizetype length = 0;
    QString label;
};
QList<InvisibleSpan> invisibleSpans(QStringView text, bool inCode);

} // namespace docket
