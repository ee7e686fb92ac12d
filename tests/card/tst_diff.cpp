#include "core/card/diff.h"
#include "core/card/sequencediff.h"
#include "suites.h"
#include "tests/support/cputimer.h"

#include <QTest>

#include <rapidcheck.h>

using namespace docket::card;
using namespace Qt::StringLiterals;

namespace
{

using Values = std::vector<std::uint32_t>;

/// Length of the longest common subsequence, the slow and certain way.
size_t commonLength(const Values& a, const Values& b)
{
    std::vector<std::vector<size_t>> table(a.size() + 1, std::vector<size_t>(b.size() + 1, 0));
    for (size_t i = 1; i <= a.size(); ++i)
        for (size_t j = 1; j <= b.size(); ++j)
            table[i][j] = a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1 : std::max(table[i - 1][j], table[i][j - 1]);
    return table[a.size()][b.size()];
}

Values kept(const Values& values, const std::vector<char>& gone)
{
    Values out;
    for (size_t i = 0; i < values.size(); ++i)
        if (!gone[i])
            out.push_back(values[i]);
    return out;
}

/// " same -removed +added": what a reader sees, line by line.
QString pictureOf(const CardDiff& diff)
{
    QString out;
    int line = 0;
    const auto sameUpTo = [&](int end) {
        for (; line < end; ++line)
            out += u' ' + diff.after.text(line) + u'\n';
    };
    for (const DiffBlock& block : diff.blocks) {
        sameUpTo(block.after);
        for (const DiffRow& row : rowsOf(diff, block, DiffLayout::Unified))
            out += row.kind == DiffRow::Kind::Removed ? u'-' + diff.before.text(row.before - 1) + u'\n'
                                                      : u'+' + diff.after.text(row.after - 1) + u'\n';
        line = block.after + block.added;
    }
    sameUpTo(diff.after.lineCount());
    return out;
}

/// Changed words of the only paired line, in brackets.
QString marked(const CardDiff& diff, CardDiff::Side side)
{
    if (diff.pairs.empty())
        return {};
    const int line = side == CardDiff::Side::Before ? diff.pairs[0].before : diff.pairs[0].after;
    QString text = side == CardDiff::Side::Before ? diff.before.text(line) : diff.after.text(line);
    const QList<TextRange> ranges = diff.words(side, line);
    for (qsizetype i = ranges.size(); i-- > 0;) {
        text.insert(ranges[i].start + ranges[i].length, u']');
        text.insert(ranges[i].start, u'[');
    }
    return text;
}

QByteArray cardOf(int lines, unsigned seed, int vocabulary = 4000)
{
    QByteArray out;
    for (int i = 0; i < lines; ++i) {
        for (int word = 0; word < 7; ++word) {
            seed = seed * 1103515245u + 12345u;
            out += "w" + QByteArray::number(int(seed >> 16) % vocabulary) + (word == 6 ? "\n" : " ");
        }
    }
    return out;
}

} // namespace

class TestDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lines()
    {
        const CardDiff diff = diffCards("a\nb\nc\nd\n", "a\nB\nc\ne\nd\n");
        QCOMPARE(pictureOf(diff), u" a\n-b\n+B\n c\n+e\n d\n"_s);
        QCOMPARE(diff.added, 2);
        QCOMPARE(diff.removed, 1);
        const std::vector<DiffBlock> blocks{ { 1, 1, 1, 1 }, { 3, 0, 3, 1 } };
        QCOMPARE(diff.blocks, blocks);
    }

    void words_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("removed");
        QTest::addColumn<QString>("added");
        const auto row = [](const char* name, const char16_t* before, const char16_t* after, const char16_t* removed,
                             const char16_t* added) {
            QTest::newRow(name) << QString::fromUtf16(before) << QString::fromUtf16(after)
                                << QString::fromUtf16(removed) << QString::fromUtf16(added);
        };
        row("one word", u"license: mit and nothing else", u"license: apache and nothing else",
            u"license: [mit] and nothing else", u"license: [apache] and nothing else");
        row("a word more", u"trained on public text", u"trained on public and private text", u"trained on public text",
            u"trained on public [and private] text");
        row("changes joined by a small word", u"The model was trained by volunteers of Example in many long nights",
            u"The model was trained by contractors of Another in many long nights",
            u"The model was trained by [volunteers of Example] in many long nights",
            u"The model was trained by [contractors of Another] in many long nights");
        row("indented", u"- item one of the list", u"    - item one of the list", u"- item one of the list",
            u"[    ]- item one of the list");
        row("blanks inside", u"one two  three four", u"one two three four", u"one two[  ]three four",
            u"one two[ ]three four");
        row("break at the end", u"a line that ends here", u"a line that ends here  ", u"a line that ends here",
            u"a line that ends here[  ]");
        row("Chinese, character by character", u"\u8FD9\u4E2A\u6A21\u578B\u5F88\u597D\u7528",
            u"\u8FD9\u4E2A\u6A21\u578B\u4E0D\u597D\u7528", u"\u8FD9\u4E2A\u6A21\u578B[\u5F88]\u597D\u7528",
            u"\u8FD9\u4E2A\u6A21\u578B[\u4E0D]\u597D\u7528");
        row("beyond the basic plane", u"\U0001F600 smile at the camera", u"\U0001F622 smile at the camera",
            u"[\U0001F600] smile at the camera", u"[\U0001F622] smile at the camera");
        row("a zero-width space", u"the admin account here", u"the ad\u200Bmin account here",
            u"the [admin] account here", u"the [ad\u200Bmin] account here");
    }

    void words()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        const CardDiff diff = diffCards(before.toUtf8(), after.toUtf8());
        QTEST(marked(diff, CardDiff::Side::Before), "removed");
        QTEST(marked(diff, CardDiff::Side::After), "added");
    }

    void unrelatedLines_areNoPair()
    {
        QVERIFY(diffCards("one two\n", "three four\n").pairs.empty());
        const CardDiff diff = diffCards("The weather is fine.\nTrained on a million public pages of the web.\n",
            "Trained on two million private pages of the web.\nAsk the author.\n");
        const std::vector<LinePair> pairs{ { 1, 0 } };
        QCOMPARE(diff.pairs, pairs);
        QCOMPARE(pictureOf(diff),
            u"-The weather is fine.\n-Trained on a million public pages of the web.\n"
            "+Trained on two million private pages of the web.\n+Ask the author.\n"_s);
        const auto beside = rowsOf(diff, diff.blocks[0], DiffLayout::SideBySide);
        const std::vector<DiffRow> expected{ { DiffRow::Kind::Removed, 1, 0 }, { DiffRow::Kind::Replaced, 2, 1 },
            { DiffRow::Kind::Added, 0, 2 } };
        QCOMPARE(beside, expected);
    }

    void newSection_beginsWithItsHeading()
    {
        const CardDiff diff
            = diffCards("# A\n\ntext\n\n## Use\n\nuse\n", "# A\n\ntext\n\n## Limits\n\nnone\n\n## Use\n\nuse\n");
        QCOMPARE(pictureOf(diff), u" # A\n \n text\n \n+## Limits\n+\n+none\n+\n ## Use\n \n use\n"_s);
    }

    void movedPassage_isCalledMoved()
    {
        const QByteArray section = "## Limits\n\nIt must not be used for hiring.\n\n";
        const QByteArray rest = "## Use\n\nRun it with the usual library.\nIt takes one card.\nAnd some more.\n\n";
        const CardDiff diff = diffCards(QByteArray(section + rest + "end\n"), QByteArray(rest + section + "end\n"));
        QCOMPARE(diff.moves.size(), size_t(1));
        QVERIFY(diff.moves[0].lines >= 3);
        QCOMPARE(diff.movedTo(CardDiff::Side::Before, 2), 8);
        QCOMPARE(diff.movedTo(CardDiff::Side::After, 8), 2);
        QCOMPARE(diff.movedTo(CardDiff::Side::After, 0), -1);
    }

    void reindentedBlock_isPairedLineByLine()
    {
        QByteArray flat, deep;
        for (int i = 0; i < 40; ++i) {
            const QByteArray line = "step " + QByteArray::number(i) + " calls the function";
            flat += line + '\n';
            deep += "    " + line + '\n';
        }
        const CardDiff diff = diffCards(flat, deep);
        QCOMPARE(diff.pairs.size(), size_t(40));
        for (const LinePair& pair : diff.pairs) {
            QCOMPARE(pair.before, pair.after);
            QCOMPARE(diff.words(CardDiff::Side::After, pair.after), QList<TextRange>({ { 0, 4 } }));
        }
    }

    void lineEnds_doNotCount()
    {
        QCOMPARE(diffCards("a\r\nb\r\n",
                     "\xEF\xBB\xBF"
                     "a\nb")
                     .added,
            0);
        QCOMPARE(diffCards("a\rb", "a\nb\n").added, 0);
        QVERIFY(diffCards("", "").blocks.empty());
        QCOMPARE(diffCards("", "a\n").added, 1);
        QCOMPARE(diffCards("a\xFF", "a\xEF\xBF\xBD").added, 0); // bytes that are no UTF-8 show as this character
    }

    void property_matcherIsShortest()
    {
        const bool holds = rc::check("the common part is common and the longest", [] {
            const auto values = rc::gen::container<Values>(rc::gen::inRange<std::uint32_t>(0, 6));
            const Values a = *values;
            const Values b = *values;
            std::vector<char> removed(a.size(), 0), added(b.size(), 0);
            SequenceMatcher(256).match(a, b, removed, added);
            RC_ASSERT(kept(a, removed) == kept(b, added));
            RC_ASSERT(kept(a, removed).size() == commonLength(a, b));
            const SequenceDiff diff = diffSequences(a, b, 6);
            RC_ASSERT(kept(a, diff.removed) == kept(b, diff.added));
        });
        QVERIFY(holds);
    }

    void property_diffIsTrue()
    {
        const bool holds = rc::check("what is not marked is the same", [] {
            const auto line = rc::gen::element<std::string>("", " ", "# A", "the model is good", "the  model is bad",
                "\tthe model is good", "- one", "- two", "x", "\xE4\xB8\xAD\xE6\x96\x87 text", "```",
                "a longer line that may well be moved elsewhere");
            const auto text = rc::gen::container<std::vector<std::string>>(line);
            const auto join = [](const std::vector<std::string>& lines) {
                QByteArray out;
                for (const std::string& each : lines)
                    out += QByteArray::fromStdString(each) + '\n';
                return out;
            };
            const CardDiff diff = diffCards(join(*text), join(*text));
            int i = 0;
            int j = 0;
            const auto sameUpTo = [&](int before, int after) {
                RC_ASSERT(before - i == after - j);
                for (; i < before; ++i, ++j)
                    RC_ASSERT(diff.before.line(i) == diff.after.line(j));
            };
            for (const DiffBlock& block : diff.blocks) {
                sameUpTo(block.before, block.after);
                i += block.removed;
                j += block.added;
                for (const DiffLayout layout : { DiffLayout::Unified, DiffLayout::SideBySide }) {
                    int before = block.before;
                    int after = block.after;
                    for (const DiffRow& row : rowsOf(diff, block, layout)) {
                        before += row.before > 0;
                        after += row.after > 0;
                        RC_ASSERT(row.before == 0 || row.before == before);
                        RC_ASSERT(row.after == 0 || row.after == after);
                    }
                    RC_ASSERT(before == i && after == j);
                }
            }
            sameUpTo(diff.before.lineCount(), diff.after.lineCount());
            for (const DiffMove& move : diff.moves)
                for (int k = 0; k < move.lines; ++k)
                    RC_ASSERT(diff.before.line(move.before + k) == diff.after.line(move.after + k));
            for (const LinePair& pair : diff.pairs) {
                const auto without = [&](CardDiff::Side side, int at, QString rest) {
                    const QList<TextRange> ranges = diff.words(side, at);
                    for (qsizetype k = ranges.size(); k-- > 0;)
                        rest.remove(ranges[k].start, ranges[k].length);
                    return rest.remove(u' ').remove(u'\t');
                };
                RC_ASSERT(without(CardDiff::Side::Before, pair.before, diff.before.text(pair.before))
                    == without(CardDiff::Side::After, pair.after, diff.after.text(pair.after)));
            }
        });
        QVERIFY(holds);
    }

    void unrelatedTexts_areCapped()
    {
        const QByteArray a = cardOf(60'000, 1, 12);
        const QByteArray b = cardOf(60'000, 7, 12);
        docket::test::CpuTimer timer;
        const CardDiff diff = diffCards(a, b);
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!diff.blocks.empty());
    }

    /// One line of half a megabyte on each side, and blocks in which every line is like every other.
    void hostileShapes_areBounded()
    {
        QByteArray line = cardOf(10'000, 3, 50).replace('\n', ' ');
        QByteArray other = cardOf(10'000, 4, 50).replace('\n', ' ');
        docket::test::CpuTimer timer;
        diffCards(line, other);
        diffCards(QByteArray(500'000, ' '), QByteArray(500'000, '\t'));
        diffCards(QByteArray("aa bb cc dd\n").repeated(40'000), QByteArray("aa bb cc ee\n").repeated(40'000));
        diffCards(QByteArray("\n").repeated(500'000), QByteArray("x\n").repeated(250'000));
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    }
};

int runDiffTests(int argc, char** argv)
{
    TestDiff test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_diff.moc"
