#include "core/base/singleline.h"

#include "core/base/invisible.h"

#include <algorithm>

namespace docket
{

namespace
{

/// Line ends and control characters become blanks, and blanks in a row one.
QString onOneLine(QStringView foreign, qsizetype limit)
{
    QString out;
    out.reserve(std::min(foreign.size(), limit));
    for (const QChar c : foreign) {
        const bool blank = c.isSpace() || c.category() == QChar::Other_Control;
        if (!blank)
            out += c;
        else if (!out.isEmpty() && !out.endsWith(u' '))
            out += u' ';
        if (out.size() > limit)
            break;
    }
    if (out.endsWith(u' '))
        out.chop(1);
    return out;
}

} // namespace

QString singleLine(QStringView foreign, qsizetype limit)
{
    limit = std::max<qsizetype>(limit, 1);
    QString out = onOneLine(foreign, limit);
    if (std::any_of(out.cbegin(), out.cend(),
            [](QChar c) { return mayBeInvisible(c.unicode()) || c.unicode() == 0xDB40; })) { // the tags' surrogate
        const QList<InvisibleSpan> spans = invisibleSpans(out, false);
        for (auto span = spans.crbegin(); span != spans.crend(); ++span)
            out.replace(span->start, span->length, QString(u'‹' + span->label + u'›'));
    }
    if (out.size() > limit) {
        out.truncate(limit);
        if (out.back().isHighSurrogate())
            out.chop(1);
        out += u'…';
    }
    return out;
}

} // namespace docket
