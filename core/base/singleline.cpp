#include "core/base/singleline.h"

namespace docket
{

namespace
{

/// Unicode 15, UAX 9: LRE RLE PDF LRO RLO, LRI RLI FSI PDI; and the invisible marks that only serve to hide text.
bool reorders(char16_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff || c == 0x200b;
}

} // namespace

QString singleLine(QStringView foreign, qsizetype limit)
{
    QString out;
    out.reserve(qMin(foreign.size(), limit) + 1);
    for (const QChar c : foreign) {
        if (reorders(c.unicode()))
            continue;
        const bool blank = c.isSpace() || c.category() == QChar::Other_Control || c == QChar::LineSeparator
            || c == QChar::ParagraphSeparator;
        if (blank) {
            if (!out.isEmpty() && !out.endsWith(u' '))
                out += u' ';
            continue;
        }
        if (out.size() >= limit) {
            if (out.back().isHighSurrogate())
                out.chop(1);
            return out + u'…';
        }
        out += c;
    }
    if (out.endsWith(u' '))
        out.chop(1);
    return out;
}

} // namespace docket
