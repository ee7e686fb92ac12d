#include "ui/review/passage.h"

#include "core/policy/anchor.h"

#include <QRegularExpression>
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

Passage passageInLines(QByteArrayView source, const QString& words, int first, int last)
{
    constexpr qsizetype around = 8 * policy::Anchor::kMaxContext; // bytes
    qsizetype begin = 0;
    for (int line = 1; line < first && begin < source.size(); ++line) {
        const qsizetype end = source.indexOf('\n', begin);
        begin = end < 0 ? source.size() : end + 1;
    }
    qsizetype end = begin;
    for (int line = std::max(1, first); line <= last && end < source.size(); ++line) {
        const qsizetype next = source.indexOf('\n', end);
        end = next < 0 ? source.size() : next + 1;
    }
    const auto decoded = [source](qsizetype from, qsizetype to) {
        return QString::fromUtf8(source.sliced(from, to - from)).replace("\r\n"_L1, "\n"_L1);
    };
    const QString lines = decoded(begin, end);
    Passage out{ {}, words, {} };
    const qsizetype at = lines.indexOf(words);
    if (at < 0)
        return out;
    out.before = decoded(std::max<qsizetype>(0, begin - around), begin) + lines.left(at);
    out.after = lines.sliced(at + words.size()) + decoded(end, std::min(source.size(), end + around));
    return out;
}

QString frontMatterField(QByteArrayView source, int first, int last)
{
    static const QRegularExpression key(u"\\A([A-Za-z_][A-Za-z0-9_.-]{0,99})[ \\t]*:(?:\\s|\\z)"_s);
    constexpr int mostLines = 2000;
    QString field; // of the line
    QString held; // of all selected lines
    qsizetype start = 0;
    for (int line = 1; line <= mostLines && start < source.size(); ++line) {
        qsizetype end = source.indexOf('\n', start);
        if (end < 0)
            end = source.size();
        const QByteArrayView text = source.sliced(start, end - start);
        start = end + 1;
        const bool fence = text.startsWith("---") && text.trimmed().size() == 3;
        if (fence && line > 1)
            return line > last ? held : QString();
        if (line == 1) {
            if (!fence || first <= 1)
                return {};
            continue;
        }
        // Lists may stand at the margin, too: only a key begins another field.
        if (const auto match = key.match(QString::fromUtf8(text.first(std::min<qsizetype>(text.size(), 200))));
            match.hasMatch())
            field = match.captured(1);
        if (line == first)
            held = field;
        if (line > first && line <= last && field != held)
            held.clear();
        if (line > last && held.isEmpty())
            return {};
    }
    return {};
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
