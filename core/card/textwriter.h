#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace docket::card
{

/// Writes text and attribute values into HTML: escapes, and keeps characters in check that mislead the eye.
///
/// - `& < >` (and `"` in attributes) are escaped, NUL is dropped;
/// - direction overrides (in code every direction control) and Unicode tag characters are taken out and a visible mark
///   is put in their place: they show the reviewer another text than the machine reads ("Trojan Source", hidden
///   prompts);
/// - at most 16 combining marks follow one another: 200,000 of them stall the layout for 40 s (rendering.md 0.8).
class TextWriter
{
public:
    explicit TextWriter(std::string& out) : m_out(out) { }

    void text(std::string_view utf8, bool inCode);
    void attribute(std::string_view utf8);
    /// Highlighted code: already HTML, only the hidden characters are marked.
    void html(std::string_view utf8);

    bool sawHidden() const { return m_sawHidden; }
    bool clamped() const { return m_clamped; }
    int words() const { return m_words; }
    /// Text after this starts a new word and a new run of marks.
    void boundary();

private:
    enum class Place { Prose, Code, Attribute, Html };
    void write(std::string_view utf8, Place place);
    void mark(const std::string& label, Place place);
    void countWords(std::string_view utf8);

    std::string& m_out;
    int m_markRun = 0;
    int m_words = 0;
    bool m_inWord = false;
    bool m_sawHidden = false;
    bool m_clamped = false;
};

/// Escaped for text and double-quoted attributes alike, hidden characters marked as "U+202E".
std::string escapedAttribute(std::string_view utf8);
inline std::string utf8(QStringView text)
{
    return text.toUtf8().toStdString();
}

} // namespace docket::card
