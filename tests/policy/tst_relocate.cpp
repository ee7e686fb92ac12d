#include "core/policy/relocate.h"
#include "suites.h"

#include <QRandomGenerator>

#include <rapidcheck.h>

#include <ctime>
#include <limits>

using namespace docket;
using namespace docket::policy;
using namespace Qt::StringLiterals;
using Fate = Relocation::Fate;

namespace
{

/// The first place of `passage` in `text` as evidence.
Anchor anchorOf(const QString& text, const QString& passage, qsizetype from = 0)
{
    const qsizetype at = text.indexOf(passage, from);
    Q_ASSERT(at >= 0);
    Anchor anchor;
    anchor.quoteFrom(text, at, passage.size());
    anchor.lineStart = static_cast<int>(text.first(at).count(u'\n')) + 1;
    anchor.lineEnd = anchor.lineStart + static_cast<int>(passage.trimmed().count(u'\n'));
    return anchor;
}

QString found(const QString& text, const Relocation& where)
{
    return text.mid(where.start, where.length);
}

const QString card = uR"(---
license: mit
tags: [a, b]
---
# Model

This model was **trained** on [leaked data](https://example.org/a_(b)) of users.
It is meant for research only.

| name | score |
|---|---|
| leak | 1.5% |

## Limits

It is meant for research only.
The end.
)"_s;

QString wordOf(int number)
{
    static const QStringList words{ u"model"_s, u"data"_s, u"of"_s, u"the"_s, u"users"_s, u"trained"_s, u"on"_s,
        u"1.5%"_s, u"été"_s, u"用户"_s, u"**bold**"_s, u"`code`"_s };
    return words.at(number % words.size());
}

QStringList someLines(int count)
{
    QStringList lines;
    for (int i = 0; i < count; ++i) {
        QStringList words;
        const int size = *rc::gen::inRange(0, 8);
        for (int k = 0; k < size; ++k)
            words += wordOf(*rc::gen::inRange(0, 1000));
        lines += words.join(u' ');
    }
    return lines;
}

} // namespace

class RelocateTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void untouched_isFound()
    {
        const Anchor anchor = anchorOf(card, u"research only"_s);
        const Relocation where = relocate(anchor, card);
        QCOMPARE(where.fate, Fate::Found);
        QCOMPARE(where.lineStart, 8);
        QCOMPARE(found(card, where), u"research only"_s);
        QCOMPARE(where.likeness, 100);
    }

    void linesAbove_move()
    {
        const Relocation where = relocate(anchorOf(card, u"1.5%"_s), QString(u"a\nb\n"_s + card));
        QCOMPARE(where.fate, Fate::Moved);
        QCOMPARE(where.lineStart, 14);
        QCOMPARE(where.lineEnd, 14);
    }

    void repeats_areToldApart_byContext()
    {
        const Anchor second = anchorOf(card, u"meant for research"_s, card.indexOf(u"## Limits"));
        const QString moved = u"x\n"_s.repeated(7) + card; // the first one stands where the second one stood
        const Relocation where = relocate(second, moved);
        QCOMPARE(where.fate, Fate::Moved);
        QCOMPARE(where.lineStart, second.lineStart + 7);
        // Old anchors have no context: the nearest one.
        Anchor bare = second;
        bare.prefix.clear();
        bare.suffix.clear();
        QCOMPARE(relocate(bare, card).lineStart, second.lineStart);
    }

    void passageOfThePage_isFoundInTheSource()
    {
        Anchor anchor;
        anchor.quoteBetween(u"This model was "_s, u"trained on leaked data\nof users."_s, u" It is meant for "_s);
        anchor.lineStart = anchor.lineEnd = 7;
        QCOMPARE(relocate(anchor, card).fate, Fate::Found);
        QString rewrapped = card;
        rewrapped.replace(u" of users"_s, u"\n   of\u200b users"_s);
        const Relocation where = relocate(anchor, QString(u"one more\n"_s + rewrapped));
        QCOMPARE(where.fate, Fate::Moved);
        QCOMPARE(where.lineStart, 8);
        QCOMPARE(where.lineEnd, 9);
        // The page and the source view name what the file has and nobody sees.
        Anchor named;
        named.quoteBetween({}, u"leaked data ofU+200B ×2users"_s, {});
        QCOMPARE(relocate(named, u"on leaked data of\u200b\u200b users"_s).fate, Fate::Found);
        Anchor cells;
        cells.quoteBetween({}, u"leak\t1.5%"_s, {});
        cells.lineStart = cells.lineEnd = 12;
        QCOMPARE(relocate(cells, card).fate, Fate::Found);
    }

    void numbers_areNotConfused()
    {
        QString other = card;
        other.replace(u"1.5%"_s, u"15%"_s);
        Anchor anchor = anchorOf(card, u"leak | 1.5%"_s);
        const Relocation where = relocate(anchor, other);
        QCOMPARE(where.fate, Fate::Changed);
        QVERIFY(where.likeness > 70 && where.likeness < 100);
        QCOMPARE(found(other, where), u"leak | 15%"_s);
    }

    void reworded_isChanged()
    {
        QString other = card;
        other.replace(u"trained** on [leaked"_s, u"trained** mostly on [licensed"_s);
        const Anchor anchor = anchorOf(card, u"was **trained** on [leaked data](https://example.org/a_(b)) of users"_s);
        const Relocation where = relocate(anchor, QString(u"\n"_s + other));
        QCOMPARE(where.fate, Fate::Changed);
        QCOMPARE(where.lineStart, 8);
        QVERIFY(found(u"\n"_s + other, where).contains(u"licensed"));
    }

    void shortWord_thatStandsElsewhere_isNotThisOne()
    {
        const Anchor anchor = anchorOf(card, u"mit"_s);
        QString other = card;
        other.replace(u"license: mit\n"_s, u"license: apache-2.0\n"_s).append(u"\nWe submit this under no terms.\n");
        const Relocation where = relocate(anchor, other);
        QVERIFY2(where.fate == Fate::Moved || where.fate == Fate::Gone, "");
        // With enough around it the change is told from a move.
        Anchor known = anchor;
        known.quoteBetween(u"library_name: transformers\nlicense: "_s, u"mit"_s, u"\ntags: [a, b, c, d]\n"_s);
        const QString text = u"---\nlibrary_name: transformers\nlicense: apache-2.0\ntags: [a, b, c, d]\n---\n"_s
                             u"We submit this.\n"_s;
        const Relocation gone = relocate(known, text);
        QCOMPARE(gone.fate, Fate::Gone);
        QCOMPARE(gone.lineStart, 3);
    }

    void removed_isGone()
    {
        QString other = card;
        other.replace(
            u"This model was **trained** on [leaked data](https://example.org/a_(b)) of users.\n"_s, QString());
        const Relocation where = relocate(anchorOf(card, u"trained** on [leaked data]"_s), other);
        QCOMPARE(where.fate, Fate::Gone);
        QCOMPARE(relocate(anchorOf(card, u"leaked data"_s), QString()).fate, Fate::Gone);
    }

    void pageQuote_acrossWhatThePageHides_isFoundByItsLines()
    {
        // A picture between the words: the page has nothing there, the source a hundred characters.
        const QString text
            = u"One.\n\nWe trained <img src='x' alt='y\nz'> on leaked <!-- not\nshown --> data.\n\nEnd.\n"_s;
        Anchor anchor;
        anchor.quoteBetween({}, u"We trained on leaked data."_s, {});
        anchor.lineStart = 3;
        anchor.lineEnd = 5;
        const Relocation where = relocate(anchor, text, QString(u"\n"_s + text));
        QCOMPARE(where.fate, Fate::Moved);
        QCOMPARE(where.lineStart, 4);
        QCOMPARE(where.lineEnd, 6);
    }

    void withoutQuote_theLinesCount()
    {
        Anchor anchor;
        QCOMPARE(relocate(anchor, u"x"_s).fate, Fate::Found);
        anchor.lineStart = anchor.lineEnd = 3;
        QCOMPARE(relocate(anchor, u"1\n2\n3"_s).fate, Fate::Found);
        QCOMPARE(relocate(anchor, u"1\n2"_s).fate, Fate::Gone);
    }

    void changesElsewhere_neverLoseTheQuote()
    {
        const bool held = rc::check("inserting and deleting lines elsewhere never loses the quote", [] {
            const QStringList before = someLines(*rc::gen::inRange(0, 30));
            const QStringList after = someLines(*rc::gen::inRange(0, 30));
            QStringList passage = someLines(*rc::gen::inRange(1, 4));
            passage.first().append(u" kept passage"_s);
            passage.last().append(u" to its end"_s);
            const QString quote = passage.join(u'\n').trimmed();
            const auto text = [&](const QStringList& above, const QStringList& below) {
                return (above + passage + below).join(u'\n');
            };
            const Anchor anchor = anchorOf(text(before, after), quote, before.join(u'\n').size());
            const auto edited = [](QStringList lines) {
                for (qsizetype i = lines.size() - 1; i >= 0; --i)
                    if (*rc::gen::inRange(0, 3) == 0)
                        lines.removeAt(i);
                return lines + someLines(*rc::gen::inRange(0, 6));
            };
            const QStringList above = edited(before);
            const QString now = text(above, edited(after));
            const Relocation where = relocate(anchor, now);
            RC_ASSERT(where.fate == Fate::Found || where.fate == Fate::Moved);
            RC_ASSERT(found(now, where) == quote);
            RC_ASSERT(where.lineStart == above.size() + 1);
            RC_ASSERT(where.lineEnd == where.lineStart + passage.size() - 1);
        });
        QVERIFY(held);
    }

    void repeatsOfOneLine_areResolvedByTheirNeighbours()
    {
        const bool held = rc::check("the repeat with the same neighbours is the one", [] {
            const int copies = *rc::gen::inRange(2, 40);
            const int chosen = *rc::gen::inRange(0, copies);
            QStringList lines;
            for (int i = 0; i < copies; ++i)
                lines << u"before number %1"_s.arg(i) << u"the very same line"_s << u"after number %1"_s.arg(i);
            const QString text = lines.join(u'\n');
            const Anchor anchor
                = anchorOf(text, u"the very same line"_s, text.indexOf(u"before number %1\n"_s.arg(chosen)));
            // Whole groups above it go, so that another one comes to stand on its lines.
            const int gone = *rc::gen::inRange(0, chosen + 1);
            const QString now = lines.sliced(3 * gone).join(u'\n');
            RC_ASSERT(relocate(anchor, now).lineStart == 3 * (chosen - gone) + 2);
        });
        QVERIFY(held);
    }

    void anyTwoTexts_giveAnAnswerInsideTheText()
    {
        const bool held = rc::check("whatever is searched in whatever, the place is inside", [] {
            const QString text = QString::fromStdU16String([] {
                std::u16string out;
                for (const int c : *rc::gen::container<std::vector<int>>(
                         rc::gen::element(int('a'), int('\n'), int('<'), int('('), int(']'), int('*'), 0x200b, 0x4e00,
                             0xd83d, 0xde00, int('-'), int(' '), int('1'), int('.'), 0x2039, int('U'), int('+'))))
                    out += static_cast<char16_t>(c);
                return out;
            }());
            Anchor anchor;
            const auto start = *rc::gen::inRange<qsizetype>(0, text.size() + 1);
            anchor.quoteFrom(text, start, *rc::gen::inRange<qsizetype>(0, text.size() - start + 1));
            anchor.lineStart = anchor.lineEnd = *rc::gen::inRange(0, 5);
            const QString other = *rc::gen::arbitrary<bool>() ? text.sliced(start) : text.first(start);
            for (const QString& in : { text, other }) {
                const Relocation where = relocate(anchor, text, in);
                RC_ASSERT(where.start >= 0 && where.length >= 0 && where.start + where.length <= in.size());
                if (&in == &text && !anchor.quote.isEmpty())
                    RC_ASSERT(where.fate != Fate::Gone);
            }
        });
        QVERIFY(held);
    }

    void hostileText_isSearchedInTime_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("quote");
        const qsizetype size = 5'000'000;
        const auto repeated = [size](const QString& piece) { return piece.repeated(size / piece.size()); };
        const QString passage = u"We trained it on the private messages of our users. "_s.repeated(40).left(1999);
        QTest::newRow("one letter") << repeated(u"a"_s) << QString(1999, u'a') + u'b';
        QTest::newRow("two letters") << repeated(u"ab"_s) << u"ab"_s.repeated(999) + u'c';
        QTest::newRow("all match") << repeated(u"a"_s) << u"a"_s;
        QTest::newRow("open tags") << repeated(u"<a"_s) << passage;
        QTest::newRow("open links") << repeated(u"](x "_s) << passage;
        QTest::newRow("names") << repeated(u"U+200B ×"_s) << passage;
        QTest::newRow("bullets") << repeated(u"\n   > > -"_s) << passage;
        QTest::newRow("digits") << repeated(u"\n1234567"_s) << passage;
        QTest::newRow("nearly") << repeated(u"We trained it on the private message of our users. "_s) << passage;
        QTest::newRow("no ascii") << repeated(u"用户数据\u200b"_s) << QString(1999, u'用');
        QString noise;
        QRandomGenerator random(7);
        for (qsizetype i = 0; i < size; ++i)
            noise += QChar(u'a' + static_cast<char16_t>(random.bounded(26)));
        QTest::newRow("noise") << noise << passage;
    }

    void hostileText_isSearchedInTime()
    {
        QFETCH(QString, text);
        QFETCH(QString, quote);
        Anchor anchor;
        anchor.quoteBetween(u"the words before it "_s, quote, u" and the words after"_s);
        anchor.lineStart = anchor.lineEnd = 40;
        auto best = std::numeric_limits<qint64>::max();
        for (int i = 0; i < 3; ++i) {
            const std::clock_t before = std::clock(); // of the processor: other work on the machine is not ours
            relocate(anchor, text);
            best = std::min<qint64>(best, qint64(std::clock() - before) * 1'000'000 / CLOCKS_PER_SEC);
        }
        QVERIFY2(
            best < 4 * 50'000, qPrintable(QString::number(best))); // 50 ms, and room for slow machines and sanitisers
    }

    void rows_data()
    {
        QTest::addColumn<QString>("quote");
        QTest::addColumn<qint64>("row");
        QTest::addColumn<int>("fate");
        QTest::addColumn<qint64>("now");
        QTest::newRow("same") << u"b@x.org"_s << 1LL << int(Fate::Found) << 1LL;
        QTest::newRow("moved") << u"b@x.org"_s << 7LL << int(Fate::Moved) << 4LL; // the nearer of two
        QTest::newRow("changed") << u"a@y.org"_s << 0LL << int(Fate::Changed) << 0LL;
        QTest::newRow("gone") << u"nobody@z.org"_s << 9LL << int(Fate::Gone) << -1LL;
        QTest::newRow("row only") << QString() << 3LL << int(Fate::Found) << 3LL;
        QTest::newRow("row gone") << QString() << 5LL << int(Fate::Gone) << -1LL;
    }

    void rows()
    {
        QFETCH(QString, quote);
        QFETCH(qint64, row);
        Anchor anchor;
        anchor.kind = Anchor::Kind::Row;
        anchor.row = row;
        anchor.quote = quote;
        const QList<CellText> cells{ { 0, u"a@x.org"_s }, { 1, u"b@x.org"_s }, { 3, u"c@x.org "_s },
            { 4, u"b@x.org"_s } };
        const Relocation where = relocate(anchor, cells);
        QTEST(int(where.fate), "fate");
        QTEST(where.row, "now");
    }

    void partOfACell_isFoundWithItsSurroundings()
    {
        Anchor anchor;
        anchor.kind = Anchor::Kind::Row;
        anchor.row = 1;
        anchor.quoteBetween(u"call "_s, u"555 0100"_s, u" now"_s);
        QCOMPARE(relocate(anchor, { { 1, u"please call 555 0100 now, thanks"_s } }).fate, Fate::Found);
        QCOMPARE(relocate(anchor, { { 2, u"please call 555 0100 now, thanks"_s } }).row, 2);
        QCOMPARE(relocate(anchor, { { 1, u"please call 555 0199 now, thanks"_s } }).fate, Fate::Changed);
    }
};

std::unique_ptr<QObject> makeRelocateTests()
{
    return std::make_unique<RelocateTests>();
}

#include "tst_relocate.moc"
