#include "core/card/diff.h"

#include "core/card/difflines.h"
#include "core/card/diffpairs.h"
#include "core/card/diffwords.h"
#include "core/card/source.h"

#include <QStringDecoder>

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <limits>

namespace docket::card
{

namespace
{

/// Tokens and sketches of the lines of one side of a block; a moved line has neither.
struct BlockLines {
    std::vector<DiffToken> tokens;
    std::vector<size_t> starts;
    std::vector<LineSketch> sketches;

    void read(WordDiff& words, const DiffText& text, int first, int count, const std::vector<int>& targets)
    {
        tokens.clear();
        starts.assign(1, 0);
        sketches.clear();
        for (int i = first; i < first + count; ++i) {
            if (targets.empty() || targets[size_t(i)] < 0)
                words.tokens(text.line(i), tokens);
            const std::span fresh(tokens.data() + starts.back(), tokens.size() - starts.back());
            sketches.push_back(sketchOf(fresh));
            starts.push_back(tokens.size());
        }
    }
    std::span<const DiffToken> line(int index) const
    {
        const auto at = size_t(index);
        return { tokens.data() + starts[at], starts[at + 1] - starts[at] };
    }
};

/// The same text as readSource() gives, but for control characters, which are left to whoever shows them; without a
/// look at every byte by itself.
QByteArray plainText(QByteArrayView bytes)
{
    if (bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF"))
        return readSource(bytes, std::numeric_limits<qint64>::max()).text;
    QByteArray repaired;
    if (!simdjson::validate_utf8(bytes.data(), size_t(bytes.size())))
        bytes = repaired = QString::fromUtf8(bytes).toUtf8();
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes = bytes.sliced(3);
    const char* at = bytes.data();
    const char* const end = at + bytes.size();
    const auto nextReturn
        = [&] { return static_cast<const char*>(at == end ? nullptr : std::memchr(at, '\r', size_t(end - at))); };
    const char* found = nextReturn();
    if (!found)
        return bytes.toByteArray();
    QByteArray out(bytes.size(), Qt::Uninitialized);
    char* to = out.data();
    for (; found; found = nextReturn()) {
        to = std::copy(at, found, to);
        *to++ = '\n';
        at = found + (found + 1 < end && found[1] == '\n' ? 2 : 1);
    }
    to = std::copy(at, end, to);
    out.truncate(to - out.constData());
    return out;
}

/// UTF-16 units of valid UTF-8.
qsizetype unitsOf(std::string_view utf8)
{
    return std::count_if(utf8.begin(), utf8.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    }) + std::count_if(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xf0; });
}

void compareWords(CardDiff& diff)
{
    WordDiff words;
    LinePairing pairing;
    BlockLines gone;
    BlockLines come;
    for (const DiffBlock& block : diff.blocks) {
        if (block.removed == 0 || block.added == 0)
            continue;
        gone.read(words, diff.before, block.before, block.removed, diff.targetBefore);
        come.read(words, diff.after, block.after, block.added, diff.targetAfter);
        for (const LinePairing::Pair& pair : pairing.pair(gone.sketches, come.sketches)) {
            const int before = block.before + pair.before;
            const int after = block.after + pair.after;
            const WordDiff::Ranges& ranges = words.compare({ diff.before.line(before), gone.line(pair.before) },
                { diff.after.line(after), come.line(pair.after) });
            if (!ranges.related)
                continue;
            diff.pairs.push_back({ before, after });
            for (const ByteRange& range : ranges.removed)
                diff.wordsBefore.push_back({ before, range.start, range.length });
            for (const ByteRange& range : ranges.added)
                diff.wordsAfter.push_back({ after, range.start, range.length });
        }
    }
}

} // namespace

DiffText::DiffText(QByteArrayView bytes) : m_text(plainText(bytes))
{
    if (m_text.isEmpty())
        return;
    const char* const begin = m_text.constData();
    const char* const end = begin + m_text.size();
    m_starts.reserve(size_t(m_text.size()) / 32);
    m_starts.push_back(0);
    for (const char* at = begin; at < end;) {
        const void* const found = std::memchr(at, '\n', size_t(end - at));
        at = found ? static_cast<const char*>(found) + 1 : end + 1;
        m_starts.push_back(at - begin);
    }
}

QString DiffText::text(int index) const
{
    const std::string_view bytes = line(index);
    // QString::fromUtf8() drops a byte order mark; in the middle of a text it is a character that counts.
    QStringDecoder decoder(QStringConverter::Utf8, QStringConverter::Flag::ConvertInitialBom);
    return decoder(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
}

QList<TextRange> CardDiff::words(Side side, int line) const
{
    const std::vector<Words>& all = side == Side::Before ? wordsBefore : wordsAfter;
    auto it
        = std::lower_bound(all.begin(), all.end(), line, [](const Words& words, int at) { return words.line < at; });
    QList<TextRange> out;
    size_t at = 0; // bytes of the line so far, and the units they make
    qsizetype units = 0;
    for (; it != all.end() && it->line == line; ++it) {
        const std::string_view text = side == Side::Before ? before.line(line) : after.line(line);
        units += unitsOf(text.substr(at, size_t(it->start) - at));
        const qsizetype length = unitsOf(text.substr(size_t(it->start), size_t(it->length)));
        out.append({ units, length });
        units += length;
        at = size_t(it->start) + size_t(it->length);
    }
    return out;
}

std::vector<DiffRow> rowsOf(const CardDiff& diff, const DiffBlock& block, DiffLayout layout)
{
    using Kind = DiffRow::Kind;
    std::vector<DiffRow> rows;
    int i = block.before;
    int j = block.after;
    const auto upTo = [&](int before, int after) {
        // What has no counterpart: side by side as far as it goes.
        while (layout == DiffLayout::SideBySide && i < before && j < after)
            rows.push_back({ Kind::Replaced, ++i, ++j });
        while (i < before)
            rows.push_back({ Kind::Removed, ++i, 0 });
        while (j < after)
            rows.push_back({ Kind::Added, 0, ++j });
    };
    auto pair = std::lower_bound(diff.pairs.begin(), diff.pairs.end(), block.before,
        [](const LinePair& at, int line) { return at.before < line; });
    for (; pair != diff.pairs.end() && pair->before < block.before + block.removed; ++pair) {
        upTo(pair->before, pair->after);
        if (layout == DiffLayout::SideBySide) {
            rows.push_back({ Kind::Replaced, ++i, ++j });
        } else {
            rows.push_back({ Kind::Removed, ++i, 0 });
            rows.push_back({ Kind::Added, 0, ++j });
        }
    }
    upTo(block.before + block.removed, block.after + block.added);
    return rows;
}

CardDiff diffCards(QByteArrayView before, QByteArrayView after)
{
    CardDiff diff;
    diff.before = DiffText(before);
    diff.after = DiffText(after);
    const NumberedLines numbers = numberLines(diff.before, diff.after);
    diff.blocks = diffLines(numbers, diff.before, diff.after);
    for (const DiffBlock& block : diff.blocks) {
        diff.removed += block.removed;
        diff.added += block.added;
    }
    diff.moves = findMoves(numbers, diff.before, diff.blocks);
    if (!diff.moves.empty()) {
        diff.targetBefore.assign(size_t(diff.before.lineCount()), -1);
        diff.targetAfter.assign(size_t(diff.after.lineCount()), -1);
        for (const DiffMove& move : diff.moves) {
            for (int k = 0; k < move.lines; ++k) {
                diff.targetBefore[size_t(move.before + k)] = move.after + k;
                diff.targetAfter[size_t(move.after + k)] = move.before + k;
            }
        }
    }
    compareWords(diff);
    return diff;
}

} // namespace docket::card
