#include "core/card/diff.h"

#include "core/card/sequencediff.h"
#include "core/card/source.h"

#include <QHash>

#include <limits>

namespace docket::card
{

namespace
{

constexpr qsizetype longestWordDiff = 4000; // characters of a line

QList<QByteArrayView> linesOf(const QByteArray& text)
{
    QList<QByteArrayView> lines;
    const QByteArrayView view(text);
    for (qsizetype start = 0; start < view.size();) {
        qsizetype end = view.indexOf('\n', start);
        if (end < 0)
            end = view.size();
        lines << view.sliced(start, end - start);
        start = end + 1;
    }
    return lines;
}

template <typename View> std::vector<int> intern(const QList<View>& parts, QHash<View, int>& numbers)
{
    std::vector<int> out;
    out.reserve(size_t(parts.size()));
    for (const View part : parts) {
        auto known = numbers.constFind(part);
        if (known == numbers.cend())
            known = numbers.insert(part, int(numbers.size()));
        out.push_back(known.value());
    }
    return out;
}

/// Words, runs of blanks, and single other characters.
QList<QStringView> tokensOf(QStringView line)
{
    QList<QStringView> tokens;
    for (qsizetype i = 0; i < line.size();) {
        const auto isWord
            = [&](qsizetype at) { return line[at].isLetterOrNumber() || line[at].isMark() || line[at] == u'_'; };
        qsizetype end = i + 1;
        if (isWord(i))
            while (end < line.size() && isWord(end))
                ++end;
        else if (line[i].isSpace())
            while (end < line.size() && line[end].isSpace())
                ++end;
        else if (line[i].isHighSurrogate() && end < line.size())
            ++end;
        tokens << line.sliced(i, end - i);
        i = end;
    }
    return tokens;
}

QList<TextRange> rangesOf(const QList<QStringView>& tokens, const std::vector<char>& changed)
{
    QList<TextRange> ranges;
    qsizetype at = 0;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        if (changed[size_t(i)]) {
            if (!ranges.isEmpty() && ranges.last().start + ranges.last().length == at)
                ranges.last().length += tokens[i].size();
            else
                ranges << TextRange{ at, tokens[i].size() };
        }
        at += tokens[i].size();
    }
    return ranges;
}

void markWords(DiffLine& removed, DiffLine& added)
{
    if (removed.text.size() > longestWordDiff || added.text.size() > longestWordDiff)
        return;
    const QList<QStringView> before = tokensOf(removed.text);
    const QList<QStringView> after = tokensOf(added.text);
    QHash<QStringView, int> numbers;
    const std::vector<int> a = intern(before, numbers);
    const std::vector<int> b = intern(after, numbers);
    const SequenceDiff diff = diffSequences(a, b);
    QList<TextRange> gone = rangesOf(before, diff.removed);
    QList<TextRange> come = rangesOf(after, diff.added);
    const auto sum = [](const QList<TextRange>& ranges) {
        qsizetype length = 0;
        for (const TextRange& range : ranges)
            length += range.length;
        return length;
    };
    // Two lines that share little are two lines, not one changed line.
    if (sum(gone) * 4 > removed.text.size() * 3 || sum(come) * 4 > added.text.size() * 3)
        return;
    removed.changed = std::move(gone);
    added.changed = std::move(come);
}

} // namespace

CardDiff diffCards(QByteArrayView before, QByteArrayView after)
{
    constexpr qint64 whole = std::numeric_limits<qint64>::max();
    const QByteArray oldText = readSource(before, whole).text;
    const QByteArray newText = readSource(after, whole).text;
    const QList<QByteArrayView> oldLines = linesOf(oldText);
    const QList<QByteArrayView> newLines = linesOf(newText);
    QHash<QByteArrayView, int> numbers;
    const std::vector<int> a = intern(oldLines, numbers);
    const std::vector<int> b = intern(newLines, numbers);
    const SequenceDiff diff = diffSequences(a, b);

    CardDiff out;
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < oldLines.size() || j < newLines.size()) {
        const qsizetype firstRemoved = out.lines.size();
        while (i < oldLines.size() && diff.removed[size_t(i)]) {
            out.lines << DiffLine{ DiffLine::Kind::Removed, int(i) + 1, 0, QString::fromUtf8(oldLines[i]), {} };
            ++i;
            ++out.removed;
        }
        const qsizetype firstAdded = out.lines.size();
        while (j < newLines.size() && diff.added[size_t(j)]) {
            out.lines << DiffLine{ DiffLine::Kind::Added, 0, int(j) + 1, QString::fromUtf8(newLines[j]), {} };
            ++j;
            ++out.added;
        }
        const qsizetype pairs = std::min(firstAdded - firstRemoved, out.lines.size() - firstAdded);
        for (qsizetype k = 0; k < pairs; ++k)
            markWords(out.lines[firstRemoved + k], out.lines[firstAdded + k]);
        if (i < oldLines.size() && j < newLines.size()) {
            out.lines << DiffLine{ DiffLine::Kind::Same, int(i) + 1, int(j) + 1, QString::fromUtf8(newLines[j]), {} };
            ++i;
            ++j;
        }
    }
    return out;
}

} // namespace docket::card
