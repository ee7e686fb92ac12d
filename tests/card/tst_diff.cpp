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

/// Length of the longest common subsequence, the slow and certain way.
size_t commonLength(const std::vector<int>& a, const std::vector<int>& b)
{
    std::vector<std::vector<size_t>> table(a.size() + 1, std::vector<size_t>(b.size() + 1, 0));
    for (size_t i = 1; i <= a.size(); ++i)
        for (size_t j = 1; j <= b.size(); ++j)
            table[i][j] = a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1 : std::max(table[i - 1][j], table[i][j - 1]);
    return table[a.size()][b.size()];
}

std::vector<int> kept(const std::vector<int>& values, const std::vector<char>& gone)
{
    std::vector<int> out;
    for (size_t i = 0; i < values.size(); ++i)
        if (!gone[i])
            out.push_back(values[i]);
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
        QString picture;
        for (const DiffLine& line : diff.lines)
            picture += (line.kind == DiffLine::Kind::Same           ? u' '
                               : line.kind == DiffLine::Kind::Added ? u'+'
                                                                    : u'-')
                + line.text;
        QCOMPARE(picture, u" a-b+B c+e d"_s);
        QCOMPARE(diff.added, 2);
        QCOMPARE(diff.removed, 1);
        QCOMPARE(diff.lines.last().before, 4);
        QCOMPARE(diff.lines.last().after, 5);
    }

    void words()
    {
        const CardDiff diff = diffCards("license: mit and nothing else\n", "license: apache and nothing else\n");
        QCOMPARE(diff.lines.size(), 2);
        QCOMPARE(diff.lines[0].changed, QList<TextRange>({ { 9, 3 } }));
        QCOMPARE(diff.lines[1].changed, QList<TextRange>({ { 9, 6 } }));
        // lines that share nothing are not compared word by word
        QVERIFY(diffCards("one two\n", "three four\n").lines[0].changed.isEmpty());
    }

    void lineEnds_doNotCount()
    {
        QCOMPARE(diffCards("a\r\nb\r\n",
                     "\xEF\xBB\xBF"
                     "a\nb")
                     .added,
            0);
        QCOMPARE(diffCards("", "").lines.size(), 0);
        QCOMPARE(diffCards("", "a\n").added, 1);
    }

    void property_shortestAndTrue()
    {
        const bool holds = rc::check("the common part is common and the longest", [] {
            const auto values = rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 6));
            const std::vector<int> a = *values;
            const std::vector<int> b = *values;
            const SequenceDiff diff = diffSequences(a, b);
            RC_ASSERT(kept(a, diff.removed) == kept(b, diff.added));
            RC_ASSERT(kept(a, diff.removed).size() == commonLength(a, b));
        });
        QVERIFY(holds);
    }

    void unrelatedTexts_areCapped()
    {
        std::vector<int> a, b;
        unsigned state = 1;
        for (int i = 0; i < 60'000; ++i) {
            state = state * 1103515245u + 12345u;
            a.push_back(int((state >> 16) % 500));
            state = state * 1103515245u + 12345u;
            b.push_back(int((state >> 16) % 500));
        }
        docket::test::CpuTimer timer;
        const SequenceDiff diff = diffSequences(a, b);
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(kept(a, diff.removed) == kept(b, diff.added));
        qInfo("two unrelated sequences of 60,000: %lld ms", static_cast<long long>(timer.elapsed()));
    }
};

int runDiffTests(int argc, char** argv)
{
    TestDiff test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_diff.moc"
