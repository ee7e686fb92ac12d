#include "core/changes/changesjson.h"
#include "tests/fuzz/fuzztarget.h"

namespace docket::test
{

using namespace docket::card;
using namespace docket::changes;
using namespace Qt::StringLiterals;

namespace
{

QString checkWords(const CardDiff& diff, CardDiff::Side side)
{
    const DiffText& text = side == CardDiff::Side::Before ? diff.before : diff.after;
    for (int line = 0; line < text.lineCount(); ++line) {
        qsizetype last = 0;
        const qsizetype length = text.text(line).size();
        for (const TextRange& range : diff.words(side, line)) {
            if (range.start < last || range.length <= 0 || range.start + range.length > length)
                return u"words out of line"_s;
            last = range.start + range.length;
        }
    }
    return {};
}

QString checkRows(const CardDiff& diff, const DiffBlock& block)
{
    for (const DiffLayout layout : { DiffLayout::Unified, DiffLayout::SideBySide }) {
        int before = block.before;
        int after = block.after;
        for (const DiffRow& row : rowsOf(diff, block, layout)) {
            before += row.before > 0;
            after += row.after > 0;
            if ((row.before != 0 && row.before != before) || (row.after != 0 && row.after != after))
                return u"rows out of order"_s;
        }
        if (before != block.before + block.removed || after != block.after + block.added)
            return u"rows are missing"_s;
    }
    return {};
}

/// What is not marked is the same on both sides.
QString checkBlocks(const CardDiff& diff)
{
    int i = 0;
    int j = 0;
    const auto sameUpTo = [&](int before, int after) {
        if (before - i != after - j || before < i)
            return u"blocks out of step"_s;
        for (; i < before; ++i, ++j)
            if (diff.before.line(i) != diff.after.line(j))
                return u"an unmarked line differs"_s;
        return QString();
    };
    for (const DiffBlock& block : diff.blocks) {
        if (const QString wrong = sameUpTo(block.before, block.after); !wrong.isEmpty())
            return wrong;
        if (const QString wrong = checkRows(diff, block); !wrong.isEmpty())
            return wrong;
        i += block.removed;
        j += block.added;
    }
    return sameUpTo(diff.before.lineCount(), diff.after.lineCount());
}

/// Any two texts compared, as cards and as answers of the dataset viewer. The input is cut at the first byte 0xff,
/// which no UTF-8 text holds.
QString diff(const QByteArray& bytes)
{
    const qsizetype cut = bytes.indexOf('\xff');
    const QByteArray from = cut < 0 ? bytes.first(bytes.size() / 2) : bytes.first(cut);
    const QByteArray to = cut < 0 ? bytes.sliced(bytes.size() / 2) : bytes.sliced(cut + 1);
    RevisionChanges changes = compareCards(from, to);
    for (const QString& wrong : { checkBlocks(changes.card), checkWords(changes.card, CardDiff::Side::Before),
             checkWords(changes.card, CardDiff::Side::After) })
        if (!wrong.isEmpty())
            return wrong;
    changes.tables = compareTables({ { u"c"_s, u"s"_s, from } }, { { u"c"_s, u"s"_s, to } }, 20);
    changes.tablesState = Compared::Both;
    toJson(changes);
    if (from == to && !changes.isEmpty())
        return u"a revision differs from itself"_s;
    return {};
}

} // namespace

const std::vector<FuzzTarget>& changesFuzzTargets()
{
    static const std::vector<FuzzTarget> targets{ { "diff", diff } };
    return targets;
}

} // namespace docket::test
