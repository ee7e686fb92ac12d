#include "ui/review/passage.h"

#include <QString>
#include <QStringList>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int reach = 400; ///< lines after `last` that are looked at: the longest block we bother to search
constexpr qsizetype shortestProbe = 5;
constexpr qsizetype probe = 24; ///< letters that find one end of a passage whose middle holds a link

struct Letters {
    QString text;
    QList<int> lines; ///< of every letter
};

QString lettersOf(QStringView text)
{
    QString out;
    for (const QChar c : text) {
        if (c.isLetterOrNumber() || c.isSurrogate() || c.isMark())
            out += c;
    }
    return out;
}

Letters lettersOf(QByteArrayView source, int first, int last)
{
    Letters letters;
    int line = 1;
    qsizetype start = 0;
    while (start <= source.size() && line <= last + reach) {
        qsizetype end = source.indexOf('\n', start);
        if (end < 0)
            end = source.size();
        if (line >= first) {
            const QString text = QString::fromUtf8(source.sliced(start, end - start));
            for (const QChar c : text) {
                if (c.isLetterOrNumber() || c.isSurrogate() || c.isMark()) {
                    letters.text += c;
                    letters.lines.append(line);
                }
            }
        }
        start = end + 1;
        ++line;
    }
    return letters;
}

} // namespace

std::optional<LineSpan> locatePassage(QByteArrayView source, QStringView passage, int first, int last)
{
    const QString wanted = lettersOf(passage);
    if (wanted.isEmpty() || first < 1)
        return std::nullopt;
    const Letters letters = lettersOf(source, first, std::max(first, last));
    if (const qsizetype at = letters.text.indexOf(wanted); at >= 0)
        return LineSpan{ letters.lines[at], letters.lines[at + wanted.size() - 1] };
    // A link or picture in the middle: find both ends, by as many letters as can be had.
    for (qsizetype size = std::min(probe, wanted.size() / 2); size >= shortestProbe; size /= 2) {
        const qsizetype head = letters.text.indexOf(QStringView(wanted).first(size));
        if (head < 0)
            continue;
        const qsizetype tail = letters.text.indexOf(QStringView(wanted).last(size), head);
        return LineSpan{ letters.lines[head], letters.lines[tail < 0 ? head : tail + size - 1] };
    }
    return std::nullopt;
}

QByteArray pictureType(QByteArrayView bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return "image/png";
    if (bytes.startsWith("\xff\xd8\xff"))
        return "image/jpeg";
    if (bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a"))
        return "image/gif";
    if (bytes.size() > 12 && bytes.startsWith("RIFF") && bytes.sliced(8).startsWith("WEBP"))
        return "image/webp";
    return {};
}

} // namespace docket::ui::review
