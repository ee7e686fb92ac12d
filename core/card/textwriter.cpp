#include "core/card/textwriter.h"

#include "core/base/invisible.h"
#include "core/card/mixedscript.h"

#include <QChar>

#include <algorithm>
#include <array>

namespace docket::card
{

namespace
{

constexpr int maximumMarkRun = 16;
constexpr int maximumMarks = 2000; ///< elements; further marks are plain text
constexpr size_t longestInvisible = 4096; ///< characters of one run
constexpr size_t longestWord = 128; ///< bytes

constexpr std::array<bool, 256> interestingBytes()
{
    std::array<bool, 256> table{};
    for (size_t control = 0; control < 0x20; ++control)
        table[control] = control != '\t' && control != '\n' && control != '\r' && control != '\f';
    table['&'] = table['<'] = table['>'] = table['"'] = table[0x7F] = true;
    table[0xC2] = true; // U+0080 to U+00AD
    for (size_t lead = 0xCC; lead < 0xF5; ++lead) // U+0300 and above
        table[lead] = true;
    // Han, Hangul and the private area hold neither marks nor controls.
    for (size_t lead = 0xE4; lead < 0xEA; ++lead)
        table[lead] = false;
    table[0xEB] = table[0xEC] = table[0xEE] = false;
    return table;
}
constexpr std::array<bool, 256> interesting = interestingBytes();

struct Decoded {
    char32_t point;
    size_t length;
};

/// Gumbo and readSource() only leave valid UTF-8; anything else is passed byte by byte.
Decoded decode(std::string_view text, size_t at)
{
    const auto byte = [&](size_t i) { return char32_t(static_cast<unsigned char>(text[at + i])); };
    const char32_t lead = byte(0);
    const size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || at + length > text.size())
        return { lead, 1 };
    char32_t point = lead & (0x7Fu >> length);
    for (size_t i = 1; i < length; ++i)
        point = (point << 6) | (byte(i) & 0x3F);
    return { point, length };
}

bool isAsciiLetter(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}
bool isWordByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || isAsciiLetter(byte);
}
bool continuesCharacter(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}
Decoded characterAt(std::string_view text, size_t at)
{
    const auto byte = static_cast<unsigned char>(text[at]);
    return byte < 0x80 ? Decoded{ byte, 1 } : decode(text, at);
}
char32_t characterBefore(std::string_view text, size_t at)
{
    while (at > 0 && continuesCharacter(text[--at])) { }
    return characterAt(text, at).point;
}

/// Lead bytes of right-to-left scripts: Hebrew to N'Ko, Arabic's further blocks, old scripts in the first plane.
bool holdsRightToLeft(std::string_view utf8)
{
    for (size_t i = 0; i < utf8.size(); ++i) {
        const auto byte = static_cast<unsigned char>(utf8[i]);
        if ((byte >= 0xD7 && byte <= 0xDF)
            || (byte == 0xD6 && i + 1 < utf8.size() && static_cast<unsigned char>(utf8[i + 1]) >= 0x91))
            return true;
        if (byte == 0xEF || byte == 0xE0 || byte == 0xF0) {
            const Decoded c = decode(utf8, i);
            const QChar::Direction direction = QChar::direction(c.point);
            if (direction == QChar::DirR || direction == QChar::DirAL)
                return true;
        }
    }
    return false;
}

} // namespace

void TextWriter::text(std::string_view utf8, bool inCode)
{
    if (!inCode)
        countWords(utf8);
    write(utf8, inCode ? Place::Code : Place::Prose);
}

void TextWriter::attribute(std::string_view utf8)
{
    const int run = std::exchange(m_markRun, 0);
    const char32_t before = std::exchange(m_before, 0);
    write(utf8, Place::Attribute);
    m_markRun = run;
    m_before = before;
}

void TextWriter::html(std::string_view utf8)
{
    write(utf8, Place::Html);
}

void TextWriter::boundary()
{
    m_inWord = false;
    m_markRun = 0;
    m_before = 0;
}

void TextWriter::write(std::string_view utf8, Place place)
{
    size_t start = 0;
    size_t i = 0;
    size_t wordEnd = 0; ///< words before it were looked at
    m_rightToLeft.reset();
    const auto flush = [&](size_t next) {
        m_out.append(utf8, start, i - start);
        start = next;
    };
    while (i < utf8.size()) {
        const auto byte = static_cast<unsigned char>(utf8[i]);
        if (!interesting[byte]) {
            if (!continuesCharacter(utf8[i]))
                m_markRun = 0;
            ++i;
            continue;
        }
        const char* entity = nullptr;
        if (byte == 0)
            entity = "";
        else if (byte < 0x80 && place != Place::Html)
            entity = byte == '&'            ? "&amp;"
                : byte == '<'               ? "&lt;"
                : byte == '>'               ? "&gt;"
                : byte != '"'               ? nullptr
                : place == Place::Attribute ? "&quot;"
                                            : nullptr;
        if (entity) {
            flush(i + 1);
            m_out += entity;
        }
        const Decoded c = characterAt(utf8, i);
        if (byte == 0 || entity) {
            m_markRun = 0;
        } else if (mayBeInvisible(c.point)) {
            const auto [end, marked] = invisible(utf8, i, start, place);
            i = end;
            if (marked)
                start = end;
            continue;
        } else if (place != Place::Attribute && i >= wordEnd && mayStartLookalike(byte)) {
            const auto [end, marked] = word(utf8, i, start);
            wordEnd = end;
            if (marked) {
                i = start = end;
                m_markRun = 0;
                continue;
            }
        }
        if (const auto category = byte < 0x80 ? QChar::Other_NotAssigned : QChar::category(c.point);
            category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing) {
            if (++m_markRun > maximumMarkRun) {
                m_clamped = true;
                flush(i + c.length);
            }
        } else {
            m_markRun = 0;
        }
        i += c.length;
    }
    flush(i);
    if (!utf8.empty())
        m_before = characterBefore(utf8, utf8.size());
}

std::pair<size_t, bool> TextWriter::invisible(std::string_view utf8, size_t at, size_t start, Place place)
{
    std::u32string run;
    InvisiblePlace where;
    where.before = at > 0 ? characterBefore(utf8, at) : m_before;
    size_t end = at;
    while (end < utf8.size() && run.size() < longestInvisible) {
        const Decoded next = characterAt(utf8, end);
        if (!mayBeInvisible(next.point)) {
            where.after = next.point;
            break;
        }
        run += next.point;
        end += next.length;
    }
    where.inCode = place == Place::Code || place == Place::Html;
    if (!m_rightToLeft)
        m_rightToLeft = holdsRightToLeft(utf8);
    where.rightToLeft = *m_rightToLeft;
    if (isNeeded(run, where))
        return { end, false };
    m_out.append(utf8, start, at - start);
    const std::string label = card::utf8(invisibleLabel(run));
    if (place == Place::Attribute || ++m_marked > maximumMarks)
        m_out += '[' + label + ']';
    else
        m_out += "<span class=\"hidden-character\" title=\"" + card::utf8(invisibleTitle(run)) + "\">" + label
            + "</span>";
    if (m_marks.size() < size_t(maximumMarks))
        m_marks.push_back({ false, at, label });
    return { end, true };
}

std::pair<size_t, bool> TextWriter::word(std::string_view utf8, size_t at, size_t start)
{
    size_t end = at;
    while (end < utf8.size() && end - at < longestWord && isWordByte(utf8[end]))
        ++end;
    size_t first = at;
    while (first > start && at - first < longestWord && isWordByte(utf8[first - 1]))
        --first;
    const std::string_view around = utf8.substr(first, end - first);
    if (m_marked >= maximumMarks || std::none_of(around.begin(), around.end(), [](char c) { return c > 0; }))
        return { end, false };
    // Letters only: what else stands here is written by the rules for it.
    const auto isLetter = [&](size_t place) { return QChar::isLetter(characterAt(utf8, place).point); };
    first = at;
    for (size_t before = at; before > start && at - before < longestWord;) {
        if (continuesCharacter(utf8[--before]))
            continue;
        if (!isLetter(before))
            break;
        first = before;
    }
    end = at;
    while (end < utf8.size() && end - first < longestWord && isLetter(end))
        end += characterAt(utf8, end).length;
    if (first > start && utf8[first - 1] == '\\' && first < at) // the n of "\n" is no letter of the word
        ++first;
    const std::string_view letters = utf8.substr(first, end - first);
    const QString odd = mixedScript(letters);
    if (odd.isEmpty())
        return { std::max(end, at + 1), false };
    ++m_marked;
    m_out.append(utf8, start, first - start);
    m_out += "<span class=\"mixed-script\" title=\"" + card::utf8(odd) + "\">";
    m_out += letters;
    m_out += "</span>";
    if (m_marks.size() < size_t(maximumMarks))
        m_marks.push_back({ true, first, std::string(letters) + " (" + card::utf8(odd) + ')' });
    return { end, true };
}

void TextWriter::countWords(std::string_view utf8)
{
    for (size_t i = 0; i < utf8.size(); ++i) {
        const auto byte = static_cast<unsigned char>(utf8[i]);
        if (byte <= 0x20) {
            m_inWord = false;
        } else if (byte >= 0xE3 && byte <= 0xE9) { // kana and Han: no blanks between words
            ++m_words;
            m_inWord = false;
            i += 2;
        } else if (!m_inWord) {
            ++m_words;
            m_inWord = true;
        }
    }
}

std::string_view beginning(std::string_view utf8, size_t bytes)
{
    if (bytes >= utf8.size())
        return utf8;
    while (bytes > 0 && (static_cast<unsigned char>(utf8[bytes]) & 0xc0) == 0x80)
        --bytes;
    return utf8.substr(0, bytes);
}

std::string escapedAttribute(std::string_view utf8)
{
    std::string out;
    TextWriter(out).attribute(utf8);
    return out;
}

} // namespace docket::card
