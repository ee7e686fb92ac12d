#pragma once

#include <QString>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace docket::card
{

/// Writes text and attribute values into HTML: escapes, and keeps characters in check that mislead the eye.
///
/// - `& < >` (and `"` in attributes) are escaped, NUL is dropped;
/// - characters that nobody sees (core/base/invisible.h) are taken out and a visible mark is put in their place: they
///   show the reviewer another text than the machine reads ("Trojan Source", hidden prompts);
/// - words that mix look-alike letters of two scripts are underlined (core/card/mixedscript.h);
/// - at most 16 combining marks follow one another: 200,000 of them stall the layout for 40 s (rendering.md 0.8).
class TextWriter
{
public:
    explicit TextWriter(std::string& out) : m_out(out) { }

    void text(std::string_view utf8, bool inCode);
    void attribute(std::string_view utf8);
    /// Highlighted code: already HTML, only the hidden characters are marked.
    void html(std::string_view utf8);

    /// Something that was marked. Kept until taken, at most a few thousand.
    struct Mark {
        bool mixed = false; ///< look-alike letters; else invisible characters
        size_t offset = 0; ///< within the text that was written last, bytes
        std::string what; ///< the mark's label, or the word and what is odd about it
    };
    std::vector<Mark> takeMarks() { return std::exchange(m_marks, {}); }
    bool hasMarks() const { return !m_marks.empty(); }
    bool clamped() const { return m_clamped; }
    int words() const { return m_words; }
    /// Text after this starts a new word and a new run of marks.
    void boundary();

private:
    enum class Place { Prose, Code, Attribute, Html };
    void write(std::string_view utf8, Place place);
    /// The run of invisible characters at `at`: its end, and whether a mark was written for it (and what stood before).
    std::pair<size_t, bool> invisible(std::string_view utf8, size_t at, size_t start, Place place);
    /// The word around the letter at `at`: its end, and whether it was written underlined.
    std::pair<size_t, bool> word(std::string_view utf8, size_t at, size_t start);
    void countWords(std::string_view utf8);

    std::string& m_out;
    int m_markRun = 0;
    int m_words = 0;
    bool m_inWord = false;
    char32_t m_before = 0; ///< last character of the text before, for what joins across elements
    std::optional<bool> m_rightToLeft; ///< of the text that is being written
    int m_marked = 0; ///< elements
    std::vector<Mark> m_marks;
    bool m_clamped = false;
};

/// Escaped for text and double-quoted attributes alike, hidden characters marked as "U+202E".
std::string escapedAttribute(std::string_view utf8);
/// At most so many bytes from the front; no character is cut in two.
std::string_view beginning(std::string_view utf8, size_t bytes);
inline std::string utf8(QStringView text)
{
    return text.toUtf8().toStdString();
}

} // namespace docket::card
