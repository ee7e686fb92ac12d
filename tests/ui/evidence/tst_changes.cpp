#include "tst_changes.h"

#include "app/docket/fixtures/fixtureevidence.h"
#include "ui/review/changespresenter.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using app::FixtureEvidence;
using State = ChangesPresenter::State;
using Type = ChangesRow::Type;
using Mark = ChangesRow::Mark;

namespace
{

const RepoKey key{ RepoKind::Model, u"a/b"_s };

sync::Revision revision(const char* commit, const QByteArray& card)
{
    sync::Revision out;
    out.head = { QString::fromLatin1(commit), QDateTime(QDate(2026, 11, 20), QTime(9, 0), Qt::UTC), false };
    out.card = card;
    out.cardPath = u"README.md"_s;
    out.cardSha256 = QByteArray(commit).leftJustified(64, '0');
    out.files = QList<hub::FileEntry>{};
    return out;
}

QByteArray lines(int from, int to)
{
    QByteArray out;
    for (int i = from; i < to; ++i)
        out += "line " + QByteArray::number(i) + " of the card\n";
    return out;
}

/// A source with three revisions: aaa, bbb and the newest.
void fill(FixtureEvidence& source)
{
    FixtureEvidence::Repo repo;
    repo.record.emplace();
    repo.card = lines(0, 20) + "changed here\n" + lines(21, 60) + "new at the end\n";
    repo.past = { revision("bbb", lines(0, 60)), revision("aaa", lines(0, 59)) };
    source.repos.insert(key.id, repo);
}

void open(ChangesPresenter& presenter, const QString& pinned = {})
{
    presenter.open(key, pinned);
    QTRY_VERIFY(presenter.state() != State::Loading);
}

int firstOf(const ChangesPresenter& presenter, Type type)
{
    for (int i = 0; i < presenter.rowCount(); ++i) {
        if (presenter.row(i).type == type)
            return i;
    }
    return -1;
}

} // namespace

void ChangesTest::shownLineNamesWhatCannotBeSeen()
{
    const ShownLine line = shownLine(u"a\u202Eb\tc\u200Bd"_s, { { 3, 2 } });
    QCOMPARE(line.text, u"a‹U+202E›b    c‹U+200B›d"_s);
    QCOMPARE(line.marks.size(), 2);
    QCOMPARE(line.text.mid(line.changed.at(0).start, line.changed.at(0).length), u"    c"_s);
    QVERIFY(shownLine(QString(10'000, u'x')).text.size() < 4100);
    // A range past what is taken stays inside.
    const ShownLine cut = shownLine(QString(10'000, u'x'), { { 3990, 5000 } });
    QVERIFY(cut.changed.at(0).start + cut.changed.at(0).length <= cut.text.size());
}

void ChangesTest::wrapsAtBlanks()
{
    const QString text = u"one two three four"_s;
    QStringList pieces;
    for (const card::TextRange& piece : wrapped(text, 9))
        pieces.append(text.mid(piece.start, piece.length));
    QCOMPARE(pieces, (QStringList{ u"one two "_s, u"three "_s, u"four"_s }));
    QCOMPARE(pieces.join(QString()), text);
    QCOMPARE(wrapped(QString(20, u'x'), 10).size(), 2);
    QCOMPARE(wrapped(QString(20, QChar(0x4e2d)), 10).size(), 4); // wide
    QCOMPARE(wrapped(QString(), 10).size(), 1);
}

void ChangesTest::stylesComeFromSpans()
{
    const StyledLines lines = work::stylesFrom(u"a&lt;<span class=\"k12\">b&amp;\nc</span>d");
    QCOMPARE(lines.size(), size_t(2));
    QCOMPARE(lines[0].size(), size_t(1));
    QCOMPARE(lines[0][0].range, (card::TextRange{ 2, 2 }));
    QCOMPARE(lines[0][0].style, 12);
    QCOMPARE(lines[1][0].range, (card::TextRange{ 0, 1 }));
    QVERIFY(work::stylesFrom(u"<span class=\"k99999999999\">x").size() == 1);
    work::stylesFrom(u"<span class=\"k1");
}

void ChangesTest::foldsOpenAndJumpsFollowChanges()
{
    FixtureEvidence source;
    fill(source);
    ChangesPresenter presenter(source);
    const QAbstractItemModelTester tester(&presenter);
    open(presenter);
    QCOMPARE(presenter.state(), State::Changes);
    QCOMPARE(presenter.from(), u"bbb"_s);
    QCOMPARE(presenter.changeCount(), 2);
    const int first = presenter.nextChange(-1, false);
    QCOMPARE(presenter.row(first).mark, Mark::Removed);
    QCOMPARE(presenter.row(first).before, 20);
    const int second = presenter.nextChange(first, false);
    QCOMPARE(presenter.row(second).mark, Mark::Added);
    QCOMPARE(presenter.nextChange(second, false), -1);
    QCOMPARE(presenter.nextChange(second, true), first);

    const int rows = presenter.rowCount();
    const int fold = firstOf(presenter, Type::Fold);
    const int hidden = presenter.row(fold).lines;
    QVERIFY(hidden > 10);
    QVERIFY(!presenter.unfold(fold + 1));
    QVERIFY(presenter.unfold(fold));
    QCOMPARE(presenter.rowCount(), rows - 1 + hidden);
    presenter.setUnfolded(true);
    QCOMPARE(firstOf(presenter, Type::Fold), -1);
    const auto anchor = presenter.anchorFor(presenter.nextChange(-1, false));
    QVERIFY(anchor);
    QCOMPARE(anchor->commit, u"bbb"_s);
    QCOMPARE(anchor->lineStart, 21);
    QCOMPARE(anchor->quote, u"line 20 of the card"_s);
}

void ChangesTest::sideBySideKeepsEveryLine()
{
    FixtureEvidence source;
    fill(source);
    ChangesPresenter presenter(source);
    open(presenter);
    presenter.setUnfolded(true);
    presenter.setSideBySide(true);
    QList<int> before, after;
    for (int i = 0; i < presenter.rowCount(); ++i) {
        const ChangesRow& row = presenter.row(i);
        if (row.type != Type::Line || !row.first)
            continue;
        if (row.before >= 0)
            before.append(row.before);
        if (row.after >= 0)
            after.append(row.after);
    }
    QCOMPARE(before.size(), 60);
    QCOMPARE(after.size(), 61);
    QVERIFY(std::is_sorted(before.cbegin(), before.cend()) && std::is_sorted(after.cbegin(), after.cend()));
}

void ChangesTest::comparesThePinnedRevision()
{
    FixtureEvidence source;
    fill(source);
    ChangesPresenter presenter(source);
    open(presenter, u"aaa"_s);
    QCOMPARE(presenter.from(), u"aaa"_s);
    QCOMPARE(presenter.revisions().size(), 3);
    open(presenter, presenter.to()); // judged as it is now: what came last
    QCOMPARE(presenter.from(), u"bbb"_s);
    open(presenter, u"unknown"_s);
    QCOMPARE(presenter.from(), u"bbb"_s);
    // Faster than the answer: only the last question counts.
    presenter.compare(u"aaa"_s, u"bbb"_s);
    presenter.compare(u"bbb"_s, u"bbb"_s);
    QTRY_COMPARE(presenter.state(), State::Changes);
    QCOMPARE(presenter.changeCount(), 0);
    presenter.clear();
    QCOMPARE(presenter.rowCount(), 0);
}

void ChangesTest::oneRevisionSaysWhatToDo()
{
    FixtureEvidence source;
    fill(source);
    source.repos[key.id].past.clear();
    ChangesPresenter presenter(source);
    open(presenter);
    QCOMPARE(presenter.state(), State::OneRevision);
    QVERIFY(presenter.message().text.contains(u"sync"_s));
}

void ChangesTest::rowsReadAloud()
{
    FixtureEvidence source;
    fill(source);
    ChangesPresenter presenter(source);
    open(presenter);
    const int first = presenter.nextChange(-1, false);
    QCOMPARE(
        presenter.index(first).data(Qt::AccessibleTextRole).toString(), u"removed: line 21: line 20 of the card"_s);
    QCOMPARE(presenter.index(first + 1).data(Qt::AccessibleTextRole).toString(), u"added: line 21: changed here"_s);
}

} // namespace docket::ui::review
