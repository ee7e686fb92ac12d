#include "ui/review/shownline.h"

#include <algorithm>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype longestLine = 4000;

bool isUnseen(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    if (c == u' ' || c == u'\t')
        return false;
    return category == QChar::Other_Control || category == QChar::Other_Format || category == QChar::Separator_Line
        || category == QChar::Separator_Paragraph || (category == QChar::Separator_Space && c != 0x3000) || c == 0x115f
        || c == 0x1160 || c == 0x3164 || c == 0xffa0;
}

int widthOf(char32_t c)
{
    if (c < 0x300)
        return 1;
    if (QChar::isMark(c))
        return 0;
    return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3)
            || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xff00 && c <= 0xff60) || c >= 0x1f300
        ? 2
        : 1;
}

} // namespace

ShownLine shownLine(const QString& text, const QList<card::TextRange>& changed, const std::vector<StyledRange>& styles)
{
    ShownLine out;
    out.rightToLeft = text.isRightToLeft();
    const QStringView taken = QStringView(text).first(std::min(text.size(), longestLine));
    QList<std::pair<qsizetype, qsizetype>> shifts; // from this character on, so much further
    qsizetype i = 0;
    const auto replace = [&](const QString& by, qsizetype units) {
        out.text += by;
        shifts.append({ i + units, out.text.size() - (i + units) });
        i += units;
    };
    while (i < taken.size()) {
        const bool pair = taken[i].isHighSurrogate() && i + 1 < taken.size() && taken[i + 1].isLowSurrogate();
        const char32_t c = pair ? QChar::surrogateToUcs4(taken[i], taken[i + 1]) : taken[i].unicode();
        if (c == u'\t') {
            replace(u"    "_s, 1);
        } else if (isUnseen(c)) {
            const qsizetype at = out.text.size();
            replace(u"‹U+%1›"_s.arg(QString::number(uint(c), 16).toUpper().rightJustified(4, u'0')), pair ? 2 : 1);
            out.marks.append({ at, out.text.size() - at });
        } else {
            out.text += taken.sliced(i, pair ? 2 : 1);
            i += pair ? 2 : 1;
        }
    }
    if (text.size() > taken.size())
        out.text += u" … +%1"_s.arg(text.size() - taken.size());
    const auto moved = [&](const card::TextRange& range) {
        const auto at = [&](qsizetype place) {
            auto it = std::upper_bound(shifts.cbegin(), shifts.cend(), place,
                [](qsizetype wanted, const auto& shift) { return wanted < shift.first; });
            return std::min(place, longestLine) + (it == shifts.cbegin() ? 0 : std::prev(it)->second);
        };
        const qsizetype start = at(range.start);
        return card::TextRange{ start, at(range.start + range.length) - start };
    };
    for (const card::TextRange& range : changed)
        out.changed.append(moved(range));
    for (const StyledRange& style : styles)
        out.styles.push_back({ moved(style.range), style.style });
    return out;
}

QList<card::TextRange> wrapped(const QString& text, int columns)
{
    columns = std::max(columns, 8);
    QList<card::TextRange> pieces;
    qsizetype start = 0;
    qsizetype blank = -1; // after the last blank of this piece
    int width = 0;
    for (qsizetype i = 0; i < text.size();) {
        const bool pair = text[i].isHighSurrogate() && i + 1 < text.size();
        const char32_t c = pair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : text[i].unicode();
        const int wide = widthOf(c);
        if (width + wide > columns && i > start) {
            const qsizetype end = blank > start ? blank : i;
            pieces.append({ start, end - start });
            start = end;
            blank = -1;
            width = 0;
            i = start;
            continue;
        }
        width += wide;
        i += pair ? 2 : 1;
        if (c == u' ')
            blank = i;
    }
    if (start < text.size() || pieces.isEmpty())
        pieces.append({ start, text.size() - start });
    return pieces;
}

} // namespace docket::ui::review
