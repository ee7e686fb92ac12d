#include "core/card/textwriter.h"

#include <QChar>

#include <array>

namespace docket::card
{

namespace
{

constexpr int maximumMarkRun = 16;

constexpr std::array<bool, 256> interestingBytes()
{
    std::array<bool, 256> table{};
    table[0] = table['&'] = table['<'] = table['>'] = table['"'] = true;
    for (size_t lead = 0xCC; lead < 0xF5; ++lead) // U+0300 and above
        table[lead] = true;
    // Han, Hangul and the private area hold neither marks nor controls.
    for (size_t lead = 0xE5; lead < 0xEA; ++lead)
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

bool isDirectionControl(char32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}
bool isOverride(char32_t c)
{
    return c == 0x202D || c == 0x202E;
}
bool isTag(char32_t c)
{
    return c >= 0xE0000 && c <= 0xE007F;
}

std::string codeName(char32_t c)
{
    const QString hex = QString::number(uint(c), 16).toUpper().rightJustified(4, QLatin1Char('0'));
    return "U+" + hex.toStdString();
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
    const int run = m_markRun;
    m_markRun = 0;
    write(utf8, Place::Attribute);
    m_markRun = run;
}

void TextWriter::html(std::string_view utf8)
{
    write(utf8, Place::Html);
}

void TextWriter::boundary()
{
    m_inWord = false;
    m_markRun = 0;
}

void TextWriter::mark(const std::string& label, Place place)
{
    m_sawHidden = true;
    if (place == Place::Attribute)
        m_out += '[' + label + ']';
    else
        m_out += "<span class=\"hidden-character\">" + label + "</span>";
}

void TextWriter::write(std::string_view utf8, Place place)
{
    size_t start = 0;
    size_t i = 0;
    const auto flush = [&](size_t next) {
        m_out.append(utf8, start, i - start);
        start = next;
    };
    char32_t before = 0;
    while (i < utf8.size()) {
        const auto byte = static_cast<unsigned char>(utf8[i]);
        if (!interesting[byte]) {
            if (byte < 0x80 || byte >= 0xC0) // not in the middle of a character
                m_markRun = 0;
            before = byte;
            ++i;
            continue;
        }
        if (byte < 0x80) {
            m_markRun = 0;
            before = byte;
            const char* entity = nullptr;
            if (byte == 0)
                entity = "";
            else if (place != Place::Html)
                entity = byte == '&'            ? "&amp;"
                    : byte == '<'               ? "&lt;"
                    : byte == '>'               ? "&gt;"
                    : place == Place::Attribute ? "&quot;"
                                                : nullptr;
            if (entity) {
                flush(i + 1);
                m_out += entity;
            }
            ++i;
            continue;
        }
        const Decoded c = decode(utf8, i);
        if (isDirectionControl(c.point) && (place == Place::Code || place == Place::Html || isOverride(c.point))) {
            flush(i + c.length);
            mark(codeName(c.point), place);
        } else if (isTag(c.point) && before != 0x1F3F4) { // flags of regions are a black flag with tags
            size_t end = i;
            std::string said;
            while (end < utf8.size()) {
                const Decoded tag = decode(utf8, end);
                if (!isTag(tag.point))
                    break;
                const auto letter = static_cast<char>(tag.point - 0xE0000);
                if (letter > 0x20 && letter < 0x7F && letter != '<' && letter != '>' && letter != '&' && letter != '"')
                    said += letter;
                else
                    said += ' ';
                end += tag.length;
            }
            flush(end);
            mark("U+E0000: " + said, place);
            i = end;
            before = 0;
            continue;
        } else if (const auto category = QChar::category(c.point);
                   category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing) {
            if (++m_markRun > maximumMarkRun) {
                m_clamped = true;
                flush(i + c.length);
            }
        } else {
            m_markRun = 0;
        }
        before = isTag(c.point) ? before : c.point;
        i += c.length;
    }
    flush(i);
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

std::string escapedAttribute(std::string_view utf8)
{
    std::string out;
    TextWriter(out).attribute(utf8);
    return out;
}

} // namespace docket::card
