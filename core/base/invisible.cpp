#include "core/base/invisible.h"

#include <QStringList>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace docket
{

namespace
{

constexpr size_t longestRun = 4096;
constexpr size_t longestReading = 400; ///< of a hidden text

struct Range {
    char32_t first;
    char32_t last;
};

template <size_t N> bool within(char32_t c, const Range (&ranges)[N])
{
    return std::any_of(
        std::begin(ranges), std::end(ranges), [c](const Range& range) { return c >= range.first && c <= range.last; });
}

/// Scripts that write with joiners: Arabic and its kin, the Indic ones, Khmer, Mongolian, Tibetan.
bool writesWithJoiners(char32_t c)
{
    static constexpr Range ranges[] = { { 0x0600, 0x08FF }, { 0x0900, 0x0DFF }, { 0x0F00, 0x109F }, { 0x1780, 0x18AF },
        { 0x1A20, 0x1AAF }, { 0x1B00, 0x1C4F }, { 0xA800, 0xA82F }, { 0xA840, 0xA87F }, { 0xA880, 0xA8FF },
        { 0xA980, 0xA9DF }, { 0xAA60, 0xAA7F }, { 0xFB50, 0xFDFF }, { 0xFE70, 0xFEFE }, { 0x10AC0, 0x10AFF },
        { 0x11000, 0x11FFF }, { 0x1E900, 0x1E95F } };
    return within(c, ranges);
}

/// Scripts without blanks between words.
bool writesWithoutBlanks(char32_t c)
{
    static constexpr Range ranges[] = { { 0x0E00, 0x0FFF }, { 0x1000, 0x109F }, { 0x1780, 0x17FF }, { 0x1950, 0x19FF },
        { 0x1A20, 0x1AAF }, { 0xA9E0, 0xA9FF }, { 0xAA60, 0xAADF } };
    return within(c, ranges);
}

bool isIdeograph(char32_t c)
{
    static constexpr Range ranges[] = { { 0x2E80, 0x9FFF }, { 0xF900, 0xFAFF }, { 0x20000, 0x3FFFF } };
    return within(c, ranges);
}

bool isJamo(char32_t c)
{
    static constexpr Range ranges[] = { { 0x1100, 0x11FF }, { 0xA960, 0xA97F }, { 0xD7B0, 0xD7FF } };
    return within(c, ranges);
}

bool isPictograph(char32_t c)
{
    if (c < 0x2000)
        return c == 0xA9 || c == 0xAE;
    const QChar::Category category = QChar::category(c);
    return category == QChar::Symbol_Other || category == QChar::Symbol_Math || (c >= 0x1F3FB && c <= 0x1F3FF)
        || (c >= 0x1F000 && c <= 0x1FAFF);
}

bool isSelector(char32_t c)
{
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}
bool isTag(char32_t c)
{
    return c >= 0xE0000 && c <= 0xE007F;
}
bool isOverride(char32_t c)
{
    return c == 0x202D || c == 0x202E;
}
bool isDirection(char32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/// Turns nothing but the punctuation beside it.
bool isDirectionMark(char32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F;
}

bool selectorIsNeeded(char32_t before, char32_t c)
{
    if (c >= 0xE0100)
        return isIdeograph(before);
    if (c == 0xFE0E || c == 0xFE0F) { // emoji or text form
        if (before == 0x2139 || isPictograph(before))
            return true;
        const QChar::Category category = QChar::category(before);
        return before > 0x20 && category != QChar::Letter_Lowercase && category != QChar::Letter_Uppercase
            && category != QChar::Letter_Other && category != QChar::Mark_NonSpacing
            && category != QChar::Separator_Space;
    }
    return isIdeograph(before) || writesWithJoiners(before) || before == u'0'
        || QChar::category(before) == QChar::Symbol_Math;
}

bool oneIsNeeded(char32_t c, const InvisiblePlace& place)
{
    const auto beside = [&](bool (*is)(char32_t)) { return is(place.before) || is(place.after); };
    if (isSelector(c))
        return selectorIsNeeded(place.before, c);
    if (isDirectionMark(c))
        return place.rightToLeft;
    if (isDirection(c))
        return !isOverride(c) && !place.inCode && place.rightToLeft;
    switch (c) {
    case 0x200B:
        return beside(writesWithoutBlanks);
    case 0x200C:
        return beside(writesWithJoiners);
    case 0x200D:
        return beside(writesWithJoiners)
            || (isPictograph(place.before) && (isPictograph(place.after) || place.after <= ' '));
    case 0x034F: // between combining marks
        return place.before >= 0x0300;
    case 0x115F:
    case 0x1160:
        return beside(isJamo);
    case 0x2800: { // braille, and pictures made of it
        const auto isBraille = [](char32_t cell) { return cell > 0x2800 && cell <= 0x28FF; };
        return isBraille(place.before) || isBraille(place.after);
    }
    default:
        return c >= 0x180B && c <= 0x180F && place.before >= 0x1800 && place.before <= 0x18AF;
    }
}

/// The bytes that tags and selectors can carry; empty when they are no readable text.
QString reading(std::u32string_view run)
{
    QString out;
    for (const char32_t c : run.substr(0, longestReading)) {
        const char32_t byte = isTag(c) ? c - 0xE0000 : c >= 0xE0100 ? c - 0xE0100 + 16 : isSelector(c) ? c - 0xFE00 : 0;
        const bool plain = byte > 0x20 && byte < 0x7F && byte != '<' && byte != '>' && byte != '&' && byte != '"';
        out += plain ? QChar(char16_t(byte)) : QChar(u' ');
    }
    return out.simplified();
}

QString codeName(char32_t c)
{
    return u"U+"_s + QString::number(uint(c), 16).toUpper().rightJustified(4, u'0');
}

/// Names of the Unicode Character Database.
QLatin1StringView characterName(char32_t c)
{
    static constexpr std::pair<char32_t, QLatin1StringView> names[] = {
        { 0x00AD, "SOFT HYPHEN"_L1 },
        { 0x034F, "COMBINING GRAPHEME JOINER"_L1 },
        { 0x061C, "ARABIC LETTER MARK"_L1 },
        { 0x115F, "HANGUL CHOSEONG FILLER"_L1 },
        { 0x1160, "HANGUL JUNGSEONG FILLER"_L1 },
        { 0x180E, "MONGOLIAN VOWEL SEPARATOR"_L1 },
        { 0x200B, "ZERO WIDTH SPACE"_L1 },
        { 0x200C, "ZERO WIDTH NON-JOINER"_L1 },
        { 0x200D, "ZERO WIDTH JOINER"_L1 },
        { 0x200E, "LEFT-TO-RIGHT MARK"_L1 },
        { 0x200F, "RIGHT-TO-LEFT MARK"_L1 },
        { 0x2028, "LINE SEPARATOR"_L1 },
        { 0x2029, "PARAGRAPH SEPARATOR"_L1 },
        { 0x202A, "LEFT-TO-RIGHT EMBEDDING"_L1 },
        { 0x202B, "RIGHT-TO-LEFT EMBEDDING"_L1 },
        { 0x202C, "POP DIRECTIONAL FORMATTING"_L1 },
        { 0x202D, "LEFT-TO-RIGHT OVERRIDE"_L1 },
        { 0x202E, "RIGHT-TO-LEFT OVERRIDE"_L1 },
        { 0x2060, "WORD JOINER"_L1 },
        { 0x2061, "FUNCTION APPLICATION"_L1 },
        { 0x2062, "INVISIBLE TIMES"_L1 },
        { 0x2063, "INVISIBLE SEPARATOR"_L1 },
        { 0x2064, "INVISIBLE PLUS"_L1 },
        { 0x2066, "LEFT-TO-RIGHT ISOLATE"_L1 },
        { 0x2067, "RIGHT-TO-LEFT ISOLATE"_L1 },
        { 0x2068, "FIRST STRONG ISOLATE"_L1 },
        { 0x2069, "POP DIRECTIONAL ISOLATE"_L1 },
        { 0x2800, "BRAILLE PATTERN BLANK"_L1 },
        { 0x3164, "HANGUL FILLER"_L1 },
        { 0xFEFF, "ZERO WIDTH NO-BREAK SPACE"_L1 },
        { 0xFFA0, "HALFWIDTH HANGUL FILLER"_L1 },
        { 0xFFFC, "OBJECT REPLACEMENT CHARACTER"_L1 },
    };
    for (const auto& [code, name] : names)
        if (code == c)
            return name;
    return isSelector(c) ? "VARIATION SELECTOR"_L1 : isTag(c) ? "TAG"_L1 : "CONTROL"_L1;
}

bool carriesText(std::u32string_view run)
{
    return std::all_of(run.begin(), run.end(), isTag)
        || (run.size() > 1 && std::all_of(run.begin(), run.end(), isSelector));
}

} // namespace

bool mayBeInvisible(char32_t c)
{
    if (c < 0xA0)
        return c >= 0x7F || (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f');
    static constexpr Range ranges[] = { { 0x00AD, 0x00AD }, { 0x034F, 0x034F }, { 0x061C, 0x061C }, { 0x115F, 0x1160 },
        { 0x17B4, 0x17B5 }, { 0x180B, 0x180F }, { 0x200B, 0x200F }, { 0x2028, 0x202E }, { 0x2060, 0x206F },
        { 0x2800, 0x2800 }, { 0x3164, 0x3164 }, { 0xFE00, 0xFE0F }, { 0xFEFF, 0xFEFF }, { 0xFFA0, 0xFFA0 },
        { 0xFFF0, 0xFFFC }, { 0x1BCA0, 0x1BCA3 }, { 0x1D173, 0x1D17A }, { 0xE0000, 0xE0FFF } };
    return within(c, ranges);
}

bool isNeeded(std::u32string_view run, const InvisiblePlace& place)
{
    if (run.empty())
        return true;
    if (run.size() == 1 && !isTag(run[0]))
        return oneIsNeeded(run[0], place);
    if (place.before == 0x1F3F4) // flags of regions: a black flag, two to five letters, an end mark
        return run.size() >= 3 && run.size() <= 7 && run.back() == 0xE007F
            && std::all_of(run.begin(), run.end(), isTag);
    if (std::all_of(run.begin(), run.end(), [](char32_t c) { return c == 0x2800; }))
        return oneIsNeeded(0x2800, place);
    if (run.size() == 2 && run[0] == 0xFE0F && run[1] == 0x200D)
        return isPictograph(place.before)
            && (isPictograph(place.after) || place.after <= ' '); // cut emoji are no deceit
    if (run.size() <= 4 && std::all_of(run.begin(), run.end(), isDirectionMark))
        return place.rightToLeft;
    if (run.size() > 3 || std::adjacent_find(run.begin(), run.end()) != run.end())
        return false;
    return std::all_of(run.begin(), run.end(), [&](char32_t c) { return !isSelector(c) && oneIsNeeded(c, place); });
}

QString invisibleLabel(std::u32string_view run)
{
    if (run.empty())
        return {};
    if (carriesText(run)) {
        const QString said = reading(run);
        if (isTag(run[0]))
            return u"U+E0000: "_s + said;
        return codeName(run[0]) + u" ×"_s + QString::number(run.size())
            + (said.isEmpty() ? said : QString(u": "_s + said));
    }
    const bool same = std::all_of(run.begin(), run.end(), [&](char32_t c) { return c == run[0]; });
    if (same)
        return codeName(run[0]) + (run.size() > 1 ? QString(u" ×"_s + QString::number(run.size())) : QString());
    if (run.size() > 3)
        return codeName(run[0]) + u" … ×"_s + QString::number(run.size());
    QStringList names;
    for (const char32_t c : run)
        names += codeName(c);
    return names.join(u' ');
}

QString invisibleTitle(std::u32string_view run)
{
    QStringList names;
    for (const char32_t c : run) {
        const QString name = codeName(c) + u' ' + characterName(c);
        if (!names.contains(name))
            names += name;
        if (names.size() == 6) {
            names.last() = u"…"_s;
            break;
        }
    }
    return names.join(u", "_s);
}

QList<InvisibleSpan> invisibleSpans(QStringView text, bool inCode)
{
    QList<InvisibleSpan> out;
    const auto pointAt = [&](qsizetype at, qsizetype& length) -> char32_t {
        length = at + 1 < text.size() && text[at].isHighSurrogate() && text[at + 1].isLowSurrogate() ? 2 : 1;
        return length == 2 ? QChar::surrogateToUcs4(text[at], text[at + 1]) : text[at].unicode();
    };
    InvisiblePlace place;
    place.inCode = inCode;
    bool directionKnown = false;
    std::u32string run;
    for (qsizetype at = 0; at < text.size();) {
        qsizetype length = 0;
        const char32_t c = pointAt(at, length);
        if (!mayBeInvisible(c)) {
            place.before = c;
            at += length;
            continue;
        }
        if (!directionKnown) {
            place.rightToLeft = std::any_of(text.begin(), text.end(),
                [](QChar letter) { return letter.direction() == QChar::DirR || letter.direction() == QChar::DirAL; });
            directionKnown = true;
        }
        run.clear();
        qsizetype end = at;
        place.after = 0;
        while (end < text.size() && run.size() < longestRun) {
            const char32_t next = pointAt(end, length);
            if (!mayBeInvisible(next)) {
                place.after = next;
                break;
            }
            run += next;
            end += length;
        }
        if (!isNeeded(run, place))
            out.append({ at, end - at, invisibleLabel(run) });
        place.before = run.back();
        at = end;
    }
    return out;
}

} // namespace docket
