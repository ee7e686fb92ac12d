#include "tst_evidence.h"

#include "app/docket/fixtures/evidencecases.h"
#include "ui/code/codehighlighter.h"
#include "ui/review/cardpresenter.h"
#include "ui/review/commenthistory.h"
#include "ui/review/commenttext.h"
#include "ui/review/datapresenter.h"
#include "ui/review/eventcard.h"
#include "ui/review/evidencework.h"
#include "ui/review/filespresenter.h"
#include "ui/review/mirrorevidence.h"
#include "ui/review/passage.h"
#include "ui/review/sourceview.h"
#include "ui/review/threadlist.h"
#include "ui/review/threadpresenter.h"
#include "ui/widgets/theme.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QDir>
#include <QDirIterator>
#include <QGuiApplication>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;
using app::fillFixtures;
using app::fixtureCase;
using app::FixtureEvidence;
using app::fixtureNow;

namespace
{

QString corpus()
{
    const QString set = qEnvironmentVariable("DOCKET_CORPUS");
    for (const QString& place : { set, QStringLiteral(DOCKET_SOURCE_DIR "/../shared/corpus"),
             QStringLiteral(DOCKET_SOURCE_DIR "/../../shared/corpus") }) {
        if (!place.isEmpty() && QDir(place).exists())
            return place;
    }
    return {};
}

ViewerTable fixtureTable()
{
    FixtureEvidence evidence;
    fillFixtures(evidence);
    const auto& repo = evidence.repos[u"civicdata/court-hearings-es"_s];
    auto table = readRows(repo.rows);
    readStatistics(repo.statistics, *table);
    return *table;
}

} // namespace

void EvidenceTest::recordedAnswersAreTables()
{
    if (corpus().isEmpty())
        QSKIP("no corpus: set DOCKET_CORPUS");
    int tables = 0;
    int refusals = 0;
    QDirIterator files(
        corpus() + u"/dataset_viewer/examples"_s, { u"*.json"_s }, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray json = file.readAll();
        const QString path = file.fileName();
        const bool rows = path.contains(u"/first-rows/"_s) || path.contains(u"/rows/"_s) || path.contains(u"/search/"_s)
            || path.contains(u"/filter/"_s);
        if (!rows)
            continue;
        static const QRegularExpression status(u"/(\\d{3})-"_s);
        const int code = status.match(path).capturedView(1).toInt();
        if (code == 200) {
            const auto table = readRows(json);
            QVERIFY2(table, qPrintable(path + u": " + (table ? QString() : table.error().text())));
            QVERIFY(!table->columns.isEmpty());
            for (const TableRow& row : table->rows)
                QCOMPARE(row.cells.size(), table->columns.size());
            TableModel model;
            const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
            model.setTable(*table);
            ++tables;
        } else {
            QVERIFY(!readRows(json));
            QVERIFY(readRefusal(code, json).reason != NoTable::Reason::NotFetched);
            ++refusals;
        }
    }
    QVERIFY2(tables >= 6 && refusals >= 10, qPrintable(u"%1 %2"_s.arg(tables).arg(refusals)));
}

void EvidenceTest::cellsSayWhatTheyAre()
{
    const ViewerTable table = fixtureTable();
    QStringList types;
    for (const Column& column : table.columns)
        types.append(column.type);
    QCOMPARE(types,
        QStringList({ u"int64"_s, u"string"_s, u"class label (3)"_s, u"string"_s, u"image"_s, u"audio"_s,
            u"list of int32"_s, u"struct (2)"_s, u"boolean"_s }));
    const QList<Cell>& third = table.rows[3].cells;
    QCOMPARE(third[0].text, u"1003"_s);
    QCOMPARE(third[1].kind, CellKind::Null);
    QCOMPARE(third[2].text, u"judge"_s);
    QCOMPARE(third[4].text, u"image 640 × 480"_s);
    QCOMPARE(third[5].text, u"audio · audio/wav"_s);
    QCOMPARE(third[6].text, u"[3,12,40]"_s);
    QCOMPARE(third[8].text, u"true"_s);
    QVERIFY(table.rows[2].cells[3].truncated);
    QVERIFY(!table.rows[3].cells[3].truncated);
    for (const TableRow& row : table.rows)
        for (const Cell& cell : row.cells)
            QVERIFY2(!cell.text.contains(u"Signature"_s), "no signed address is kept");

    TableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTable(table);
    QCOMPARE(model.rowCount(), 40);
    QVERIFY(model.index(2, 3).data(Qt::DisplayRole).toString().size() <= TableModel::shownCharacters + 1);
    QVERIFY(model.index(2, 3).data(TableModel::FullText).toString().size() > 500);
    QCOMPARE(model.index(3, 1).data(Qt::DisplayRole).toString(), u"null"_s);
    QCOMPARE(model.headerData(39, Qt::Vertical, Qt::DisplayRole).toString(), u"39"_s);
}

void EvidenceTest::statisticsStandInTheHead()
{
    const ViewerTable table = fixtureTable();
    QCOMPARE(table.totalRows, 60000);
    QVERIFY(table.columns[1].statistics.contains(u"20 % empty"_s));
    QVERIFY(table.columns[1].statistics.contains(u"812 distinct"_s));
    QCOMPARE(table.columns[3].statistics, u"12 – %1 characters"_s.arg(QLocale().toString(4096)));
    QVERIFY(table.columns[4].statistics.isEmpty());
    ViewerTable same = table;
    readStatistics("not json", same);
    QCOMPARE(same.rows.size(), table.rows.size());
}

void EvidenceTest::refusalsAreTold_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QStringList>("tags");
    QTest::addColumn<int>("reason");
    using R = NoTable::Reason;
    const QByteArray off = R"({"error":"Not supported: dataset viewer is disabled."})";
    QTest::newRow("tag by code") << 501 << off << u"NotSupportedTagNFAAError"_s << QStringList() << int(R::AudienceTag);
    QTest::newRow("tag by tag") << 501 << off << QString() << QStringList{ u"not-for-all-audiences"_s }
                                << int(R::AudienceTag);
    QTest::newRow("off") << 501 << off << QString() << QStringList() << int(R::NotSupported);
    QTest::newRow("owner") << 501 << off << u"NotSupportedDisabledViewerError"_s << QStringList()
                           << int(R::SwitchedOff);
    QTest::newRow("not ready")
        << 500 << QByteArray(R"({"error":"The server is busier than usual and the response is not ready yet."})")
        << QString() << QStringList() << int(R::NotReady);
    QTest::newRow("broken") << 500 << QByteArray("\"Internal\"") << QString() << QStringList() << int(R::Broken);
    QTest::newRow("anonymous") << 401 << QByteArray() << QString() << QStringList() << int(R::NoAccess);
    QTest::newRow("gone") << 404 << QByteArray() << QString() << QStringList() << int(R::Missing);
}

void EvidenceTest::refusalsAreTold()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, code);
    QFETCH(QStringList, tags);
    QFETCH(int, reason);
    const NoTable refusal = readRefusal(status, body, code, tags);
    QCOMPARE(int(refusal.reason), reason);
    const Message message = noTableText(refusal, RepoKind::Dataset);
    QVERIFY(!message.headline.isEmpty() && !message.text.isEmpty());
}

void EvidenceTest::oddTablesAreSurvived()
{
    for (const char* json : { "", "[]", "{}", "null", R"({"features":{},"rows":[]})", R"({"features":[],"rows":{}})" })
        QVERIFY2(!readRows(json), json);
    // Wrong types, missing keys, a type nested without end.
    QByteArray deep;
    for (int i = 0; i < 200; ++i)
        deep += R"({"_type":"List","feature":)";
    deep += R"({"_type":"Value"})" + QByteArray(200, '}');
    const auto table = readRows(R"({"features":[{"name":1,"type":)" + deep
        + R"(},{"type":null},{}],"rows":[{"row":[]},5,{"row_idx":"x","row":{"":[{"a":null}]},"truncated_cells":3}]})");
    QVERIFY(table);
    QCOMPARE(table->rows.size(), 3);
    QCOMPARE(table->columns.size(), 3);
    TableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTable(*table);
    const auto many = readRows(R"({"features":[],"rows":[{},{},{}]})", 2);
    QVERIFY(many && many->rows.size() == 2 && many->truncated);
}

void EvidenceTest::passagesAreFound()
{
    const QByteArray source = "# Title\n\nIt can be used to **shortlist**\napplicants without a\nrecruiter.\n\nAnd see "
                              "[the paper](https://example.org/x) for more of it.\nLast.\n";
    QCOMPARE(locatePassage(source, u"applicants without", 3, 3), (LineSpan{ 4, 4 }));
    QCOMPARE(locatePassage(source, u"used to shortlist applicants without a recruiter.", 3, 3), (LineSpan{ 3, 5 }));
    QCOMPARE(locatePassage(source, u"the paper for more of it. Last", 7, 7), (LineSpan{ 7, 8 }));
    QVERIFY(!locatePassage(source, u"nowhere at all", 3, 3));

    const QByteArray text = "---\r\nlicense: mit\r\ntags:\r\n- a\r\n  - b\r\n---\r\n# T\r\none two\r\nthree\r\n";
    const Passage across = passageInLines(text, u"two\nthree"_s, 8, 9);
    QVERIFY2(across.before.endsWith(u"# T\none "_s), qPrintable(across.before));
    QCOMPARE(across.after, u"\n"_s);
    QVERIFY(passageInLines(text, u"four"_s, 8, 9).before.isEmpty());
    QCOMPARE(passageInLines(text, u"x"_s, 80, 90).text, u"x"_s); // beyond the end
    QCOMPARE(frontMatterField(text, 2, 2), u"license"_s);
    QCOMPARE(frontMatterField(text, 4, 5), u"tags"_s);
    QVERIFY(frontMatterField(text, 2, 3).isEmpty()); // two fields
    QVERIFY(frontMatterField(text, 5, 7).isEmpty());
    QVERIFY(frontMatterField(text, 8, 8).isEmpty());
    QVERIFY(frontMatterField("# no front matter\na: b\n---\n", 2, 2).isEmpty());
    QVERIFY(!locatePassage(source, u" - ", 3, 3));
    QVERIFY(!locatePassage({}, u"x", 1, 1));
}

void EvidenceTest::pictureTypesComeFromBytes()
{
    QCOMPARE(pictureType("\x89PNG\r\n\x1a\n...."), "image/png");
    QCOMPARE(pictureType("\xff\xd8\xff\xe0"), "image/jpeg");
    QCOMPARE(pictureType("GIF89a"), "image/gif");
    QCOMPARE(pictureType("RIFF1234WEBPVP8 "), "image/webp");
    for (const char* no : { "", "<svg xmlns='http://www.w3.org/2000/svg'/>", "<html>", "RIFF1234WAVEfmt ", "%PDF" })
        QVERIFY2(pictureType(no).isEmpty(), no);
}

void EvidenceTest::embeddedPictures()
{
    const auto png = embeddedPicture(
        u"data:image/png;base64,"_s + QString::fromLatin1(QByteArray("\x89PNG\r\n\x1a\nx").toBase64()));
    QVERIFY(png);
    QCOMPARE(png->mimeType, "image/png");
    QVERIFY(!embeddedPicture(u"data:image/svg+xml;base64,PHN2Zz48L3N2Zz4="_s));
    QVERIFY(!embeddedPicture(u"data:image/png;base64,PHN2Zz48L3N2Zz4="_s));
    QVERIFY(!embeddedPicture(u"https://example.org/x.png"_s));
}

void EvidenceTest::headNamesWhatCounts()
{
    FixtureEvidence evidence;
    fillFixtures(evidence);
    const auto& repo = evidence.repos[u"northwind/screening-resume-rank"_s];
    Overview overview;
    overview.subject = { { RepoKind::Model, u"northwind/screening-resume-rank"_s }, 0 };
    HeadText head = headText(overview, fixtureNow(), QTimeZone::utc());
    QCOMPARE(head.after, QStringList{ u"not fetched yet"_s });
    overview.repo = repo.record;
    overview.reports = repo.reports;
    overview.pinned = repo.record->state.fetchedAt;
    head = headText(overview, fixtureNow(), QTimeZone::utc());
    QCOMPARE(head.before.first(), u"model by northwind"_s);
    QCOMPARE(head.commit, u"9f31c0a"_s);
    QCOMPARE(head.pinned, u"pinned 10:42"_s);
    QCOMPARE(head.after.first(), u"3 reports since 18 Nov"_s);
    QVERIFY(head.trouble.isEmpty());
    overview.repo->state.error = Error{ ErrorCode::Network, u"x"_s, u"y"_s, {} };
    overview.repo->info.disabled = true;
    head = headText(overview, fixtureNow(), QTimeZone::utc());
    QVERIFY(!head.trouble.isEmpty());
    QVERIFY(head.after.contains(u"taken down by the Hub"_s));
}

void EvidenceTest::threadsStandInOrder()
{
    const auto thread = [](int num, const QString& title, const QString& status, bool pinned = false) {
        hub::Thread made;
        made.num = num;
        made.title = title;
        made.status = status;
        made.pinned = pinned;
        return made;
    };
    QList<hub::Thread> threads{ thread(9, u"a"_s, u"closed"_s), thread(8, u"b"_s, u"open"_s),
        thread(3, u"🚩 Report: Spam"_s, u"closed"_s), thread(2, u"🚩 Report"_s, u"open"_s),
        thread(1, u"p"_s, u"open"_s, true) };
    sortThreads(threads);
    QList<int> order;
    for (const hub::Thread& one : threads)
        order.append(one.num);
    QCOMPARE(order, QList<int>({ 2, 3, 1, 8, 9 }));
    ThreadListModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setThreads(threads, fixtureNow(), QTimeZone::utc());
    QCOMPARE(model.rowOf(1), 2);
    // Every kind of event has words.
    for (int type = 0; type <= static_cast<int>(hub::EventType::Unknown); ++type) {
        hub::Event event;
        event.type = static_cast<hub::EventType>(type);
        QCOMPARE(eventText(event).isEmpty(), event.type == hub::EventType::Comment);
    }
    QCOMPARE(authorText({}), u"deleted account"_s);
}

void EvidenceTest::sourceIsMadeFit()
{
    const SourceText text = prepareSource(QByteArray("a\r\nb\xe2\x80\xae"
                                                     "c\n")
        + QByteArray(10'000, 'x') + "\nend");
    const QStringList lines = text.text.split(u'\n');
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines[0], u"a"_s);
    QVERIFY2(lines[1].contains(u"U+202E"_s), "what reorders text is named, not obeyed");
    QVERIFY(lines[2].size() < 4100 && text.cut);
    QCOMPARE(lines[3], u"end"_s);
    QVERIFY(prepareSource(QByteArray(3'000'000, '\n')).cut);
    QCOMPARE(prepareSource({}).text, QString());
}

void EvidenceTest::editsOfCommentsAreShown()
{
    QCOMPARE(editHtml(u"same\nthe old <b>word</b> here"_s, u"same\nthe new <b>word</b> here"_s),
        u"<p>− the <del>old</del> &lt;b&gt;word&lt;/b&gt; here</p><p>+ the <ins>new</ins> &lt;b&gt;word&lt;/b&gt; here</p>"_s);
    QVERIFY(editHtml(u"a"_s, u"a\u200bb"_s).contains(u"U+200B"_s));
    QVERIFY(editHtml(u"a\n"_s.repeated(1000), u"b\n"_s.repeated(1000)).endsWith(u"<p>…</p>"_s));

    const widgets::Theme theme;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    hub::Event event;
    event.id = u"c1"_s;
    event.type = hub::EventType::Comment;
    event.raw = u"third"_s;
    event.edited = true;
    const QList<sync::EarlierComment> earlier{ { u"first"_s, now, now }, { u"second"_s, now, now } };
    EventCard card(theme, event, nullptr, earlier, now, QTimeZone::utc());
    card.show();
    auto* button = card.findChild<QAbstractButton*>(u"history"_s);
    auto* history = card.findChild<QWidget*>(u"earlier"_s);
    QVERIFY(button && history && !history->isVisible());
    QVERIFY(button->text().contains(u'2'));
    button->click();
    QVERIFY(history->isVisible());
    const auto texts = history->findChildren<CommentText*>();
    QCOMPARE(texts.size(), 2);
    QVERIFY2(texts[0]->toPlainText().contains(u"− second"_s) && texts[0]->toPlainText().contains(u"+ third"_s),
        qPrintable(texts[0]->toPlainText()));
    button->click();
    QVERIFY(!history->isVisible());
    // Hidden stays hidden, its history too.
    event.hidden = true;
    EventCard hidden(theme, event, nullptr, earlier, now, QTimeZone::utc());
    QVERIFY(!hidden.findChild<QAbstractButton*>(u"history"_s));
}

void EvidenceTest::sourceShowsWhatNobodySees()
{
    const QString file = u"is\u200bAdmin  \npаypal\t\n \nend\u202e"_s;
    const SourceText text = prepareSource(file.toUtf8());
    QCOMPARE(text.text, u"is‹U+200B›Admin··\npаypal→\n·\nend‹U+202E›"_s);
    QCOMPARE(text.marks.size(), 6);
    // What is copied is what the file has, from wherever to wherever.
    QCOMPARE(text.original(0, int(text.text.size())), file);
    QCOMPARE(text.original(0, 2), u"is"_s);
    QCOMPARE(text.original(4, 12), u"\u200bAd"_s);
    QCOMPARE(text.original(12, 13), u"m"_s);
    const widgets::Theme theme;
    SourceView view(theme);
    view.setSource(file.toUtf8(), u"README.md"_s);
    view.selectAll();
    QCOMPARE(view.selectedText(), file);
    QCOMPARE(view.extraSelections().size(), 6);
    view.copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), file);
}

void EvidenceTest::codeIsEscapedAndCapped()
{
    const code::CodeHighlighter highlighter;
    const QString html = highlighter.highlight(u"x = \"<script>alert('a&b')</script>\"  # <b>", u"python");
    QVERIFY(html.contains(u"<span class=\"k"_s));
    QVERIFY(!html.contains(u"<script"_s) && !html.contains(u"<b>"_s));
    static const QRegularExpression allowed(u"\\A(?:[^<>]|<span class=\"k\\d{1,2}\">|</span>)*\\z"_s);
    QVERIFY2(allowed.match(html).hasMatch(), qPrintable(html));
    static const QRegularExpression tags(u"<[^>]*>"_s);
    QString plain = html;
    plain.remove(tags);
    plain.replace(u"&lt;"_s, u"<"_s)
        .replace(u"&gt;"_s, u">"_s)
        .replace(u"&quot;"_s, u"\""_s)
        .replace(u"&amp;"_s, u"&"_s);
    QCOMPARE(plain, u"x = \"<script>alert('a&b')</script>\"  # <b>"_s);
    for (const char16_t* name :
        { u"Python", u"py", u"YAML", u"yml", u"json", u"jsonl", u"sh", u"shell", u"rust", u"{.python .x}" })
        QVERIFY2(!highlighter.highlight(u"a: 1\n", QString::fromUtf16(name)).isEmpty(),
            qPrintable(QString::fromUtf16(name)));
    for (const char16_t* name : { u"", u"no-such-language", u"\"><script>" })
        QVERIFY(highlighter.highlight(u"a", QString::fromUtf16(name)).isEmpty());
    QVERIFY2(highlighter.highlight(QString(300'000, u'x'), u"python").isEmpty(), "large blocks stay plain");
    QElapsedTimer timer;
    timer.start();
    const QString bad = highlighter.highlight(QString(20'000, u'\''), u"yaml");
    QVERIFY(timer.elapsed() < 3000);
    QVERIFY2(!bad.contains(u"span"_s), "long lines stay plain");
}

void EvidenceTest::fileTree()
{
    FixtureEvidence source;
    fillFixtures(source);
    FilesPresenter presenter(source);
    presenter.open({ RepoKind::Model, u"northwind/screening-resume-rank"_s });
    QTRY_COMPARE(presenter.state(), FilesPresenter::State::Files);
    FileTreeModel& model = presenter.model();
    QTRY_COMPARE(model.rowCount(), 9);
    QCOMPARE(source.foldersAsked, 1);
    QCOMPARE(filesSummaryText(presenter.summary()).section(u" · "_s, 0, 0), u"10 files"_s);
    const QModelIndex onnx = model.index(0, 0);
    QVERIFY(model.hasChildren(onnx) && model.canFetchMore(onnx));
    const QModelIndex training = model.index(1, 0);
    QCOMPARE(training.data(FileTreeModel::Warnings).toInt(), 1);
    model.fetchMore(training);
    QTRY_COMPARE(model.rowCount(training), 2);
    QCOMPARE(source.foldersAsked, 2);

    const QPersistentModelIndex pickle(model.indexOf(u"training/optimizer.pkl"_s));
    QVERIFY(pickle.isValid());
    const auto anchor = presenter.anchorFor(pickle);
    QVERIFY(anchor);
    QCOMPARE(anchor->kind, policy::Anchor::Kind::Scan);
    QCOMPARE(anchor->quote, u"unsafe"_s);
    QVERIFY(policy::Anchor::fromJson(anchor->toJson()));
    QCOMPARE(presenter.anchorFor(model.indexOf(u"config.json"_s))->kind, policy::Anchor::Kind::File);

    // It opens every folder, hence only now.
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setWarningsFirst(true);
    QCOMPARE(model.index(0, 0).data(FileTreeModel::Path).toString(), u"training"_s);
    QCOMPARE(model.index(1, 0).data(FileTreeModel::Path).toString(), u"pytorch_model.bin"_s);
    QCOMPARE(pickle.data(FileTreeModel::Path).toString(), u"training/optimizer.pkl"_s);
    model.setWarningsFirst(false);
    QCOMPARE(model.index(0, 0).data(FileTreeModel::Path).toString(), u"onnx"_s);

    presenter.open({ RepoKind::Model, u"northwind/bare"_s });
    QTRY_COMPARE(presenter.state(), FilesPresenter::State::NoFiles);
    QCOMPARE(model.rowCount(), 0);
}

void EvidenceTest::cardPresenterStates()
{
    using State = CardPresenter::State;
    FixtureEvidence source;
    fillFixtures(source);
    CardPresenter presenter(source, nullptr);
    const auto record = source.repos[u"northwind/screening-resume-rank"_s].record;
    const RepoKey repo{ RepoKind::Model, u"northwind/screening-resume-rank"_s };
    presenter.open(repo, record, {});
    QCOMPARE(presenter.state(), State::Loading);
    QTRY_COMPARE(presenter.state(), State::Page);

    const auto anchor = presenter.anchorFor({ u"It can be used to shortlist applicants"_s, 17, 17 });
    QVERIFY(anchor);
    QCOMPARE(anchor->lineStart, 17);
    QCOMPARE(anchor->lineEnd, 18);
    QCOMPARE(anchor->path, u"README.md"_s);
    QCOMPARE(anchor->sha256.size(), 64);
    QVERIFY(policy::Anchor::fromJson(anchor->toJson()));
    QVERIFY(!presenter.anchorFor({ u"  "_s, 0, 0 }));
    // As the page and as the source view give them.
    const auto read
        = presenter.anchorFor({ u"shortlist applicants"_s, 17, 17, u"It can be used to "_s, u" without"_s });
    QCOMPARE(read->prefix, u"It can be used to "_s);
    QCOMPARE(read->suffix, u" without"_s);
    const QByteArray card = presenter.evidence().source;
    const auto written = presenter.anchorForSource(17, 18, u"shortlist"_s);
    QVERIFY(written);
    const QString around = written->prefix + written->quote + written->suffix;
    QVERIFY2(QString::fromUtf8(card).contains(around), qPrintable(around));
    QCOMPARE(written->prefix.size(), policy::Anchor::kMaxContext);
    QVERIFY(written->column.isEmpty());
    const QList<QByteArray> lines = card.split('\n');
    const int key = static_cast<int>(std::find_if(lines.cbegin(), lines.cend(), [](const QByteArray& line) {
        return line.startsWith("license:");
    }) - lines.cbegin());
    QVERIFY(key < lines.size());
    QCOMPARE(presenter.anchorForSource(key + 1, key + 1, QString::fromUtf8(lines[key]))->column, u"license"_s);

    QVERIFY(presenter.link(1) && presenter.link(1)->url == u"https://example.org/paper"_s);
    QVERIFY(!presenter.link(0) && !presenter.link(999));

    using Look = CardPresenter::Look;
    presenter.setLook(Look::Source);
    QCOMPARE(presenter.state(), State::Source);
    QVERIFY(presenter.message().headline.isEmpty());
    presenter.setLook(Look::Text);
    QCOMPARE(presenter.state(), State::Text);
    QVERIFY(presenter.message().headline.isEmpty());
    presenter.pageTooHeavy();
    QCOMPARE(presenter.state(), State::Source);
    QVERIFY(presenter.message().headline.contains(u"too long"_s));
    presenter.setLook(Look::Page);
    QCOMPARE(presenter.state(), State::Page);
    presenter.pageCrashed(u"status 2"_s);
    QCOMPARE(presenter.state(), State::Text);
    QVERIFY(presenter.message().text.contains(u"status 2"_s));
    presenter.setLook(Look::Page);
    presenter.pageTooHeavy();
    QCOMPARE(presenter.state(), State::Source);
    QVERIFY(presenter.message().headline.contains(u"heavy"_s));
    presenter.open(repo, record, {});
    QTRY_COMPARE(presenter.state(), State::Page); // the next card gets its page
    presenter.pageUnsafe(u"it shares the network of this machine"_s);
    QCOMPARE(presenter.state(), State::Text);
    presenter.open(repo, record, {});
    QTRY_COMPARE(presenter.state(), State::Text); // this process's browser is not used again
    QVERIFY(presenter.message().text.contains(u"shares the network"_s));
    presenter.setLook(Look::Source);
    QCOMPARE(presenter.state(), State::Source);
    presenter.setLook(Look::Page);
    QCOMPARE(presenter.state(), State::Text);

    CardPresenter other(source, nullptr);
    other.open({ RepoKind::Model, u"northwind/bare"_s }, record, {});
    QTRY_COMPARE(other.state(), State::NoCard);
    QVERIFY(other.message().text.contains(u"README.md"_s));
    source.repos[u"northwind/bare"_s].cardError
        = Error{ ErrorCode::Integrity, u"blob"_s, u"hash differs"_s, u"sync"_s };
    other.open({ RepoKind::Model, u"northwind/bare"_s }, record, {});
    QTRY_COMPARE(other.state(), State::Failed);
    QVERIFY(other.message().text.contains(u"hash differs"_s));
    sync::RepoRecord gated = *record;
    gated.state.error = Error{ ErrorCode::Gated, u"x"_s, u"y"_s, {} };
    QCOMPARE(noCardText(std::nullopt, gated).headline, errorText(*gated.state.error).headline);
    QVERIFY(noCardText(std::nullopt, std::nullopt).text.contains(u"Sync"_s));
}

void EvidenceTest::staleAnswersAreDropped()
{
    FixtureEvidence source;
    fillFixtures(source);
    CardPresenter presenter(source, nullptr);
    const auto record = source.repos[u"northwind/screening-resume-rank"_s].record;
    presenter.open({ RepoKind::Dataset, u"civicdata/court-hearings-es"_s }, record, {});
    presenter.open({ RepoKind::Model, u"northwind/screening-resume-rank"_s }, record, {});
    QTRY_COMPARE(presenter.state(), CardPresenter::State::Page);
    QVERIFY(presenter.evidence().source.contains("Resume Rank"));
    presenter.open({ RepoKind::Model, u"northwind/bare"_s }, record, {});
    presenter.clear();
    QTest::qWait(20);
    QCOMPARE(presenter.state(), CardPresenter::State::Empty);
}

void EvidenceTest::dataPresenter()
{
    using State = DataPresenter::State;
    FixtureEvidence source;
    fillFixtures(source);
    DataPresenter presenter(source);
    presenter.open({ RepoKind::Dataset, u"civicdata/court-hearings-es"_s });
    QTRY_COMPARE(presenter.state(), State::Table);
    QCOMPARE(presenter.current().path(), u"default/train"_s);
    QVERIFY(presenter.summary().startsWith(u"first 40 of 60"_s));
    const auto anchor = presenter.anchorFor(2, 1);
    QVERIFY(anchor);
    QCOMPARE(anchor->row, 2);
    QCOMPARE(anchor->column, u"speaker"_s);
    QCOMPARE(anchor->quote, u"Marta Iglesias"_s);
    QVERIFY(policy::Anchor::fromJson(anchor->toJson()));
    QVERIFY(!presenter.anchorFor(400, 0));
    QVERIFY(presenter.anchorFor(2, -1)->column.isEmpty());
    const QString cell = anchor->quote;
    const auto part = presenter.anchorFor(2, 1, cell.mid(2, 3));
    QCOMPARE(part->quote, cell.mid(2, 3));
    QCOMPARE(part->prefix, cell.left(2));
    QVERIFY(cell.endsWith(part->suffix));
    QCOMPARE(presenter.findRow(39), 39);
    QCOMPARE(presenter.findRow(40), -1);
    presenter.open({ RepoKind::Dataset, u"civicdata/adult"_s });
    QTRY_COMPARE(presenter.state(), State::NoTable);
    QVERIFY(presenter.message().text.contains(u"not for all audiences"_s));
    QCOMPARE(presenter.model().rowCount(), 0);
    presenter.open({ RepoKind::Model, u"northwind/bare"_s });
    QCOMPARE(presenter.state(), State::NoTable);
}

void EvidenceTest::threadPresenter()
{
    using State = ThreadPresenter::State;
    FixtureEvidence source;
    fillFixtures(source);
    ThreadPresenter presenter(source);
    const RepoKey repo{ RepoKind::Model, u"northwind/screening-resume-rank"_s };
    presenter.open(repo, 0, false);
    QTRY_VERIFY(presenter.thread());
    QCOMPARE(presenter.state(), State::Threads);
    QCOMPARE(presenter.current(), 12); // the report
    const auto anchor = presenter.anchorFor(u"a1"_s);
    QVERIFY(anchor && anchor->commentId == u"a1"_s && anchor->quote.startsWith(u"The card offers"_s));
    QCOMPARE(presenter.anchorFor(u"a1"_s, { u"for"_s, u" high-risk use "_s, u"."_s })->quote, u"high-risk use"_s);
    QCOMPARE(presenter.anchorFor(u"a1"_s, { u"for"_s, u" high-risk use "_s, u"."_s })->prefix, u"for "_s);
    QCOMPARE(presenter.anchorFor(u"a3"_s)->quote, u"Hidden by mira-mod: Abuse"_s);
    QVERIFY(!presenter.anchorFor(u"b1"_s));
    QVERIFY(!presenter.thread()->comments.contains(u"a3"_s));
    presenter.step(1);
    QTRY_VERIFY(presenter.thread());
    QCOMPARE(presenter.current(), 14);
    presenter.step(-5);
    QTRY_VERIFY(presenter.thread());
    QCOMPARE(presenter.current(), 12);
    presenter.open(repo, 9, false);
    QTRY_VERIFY(presenter.thread());
    QCOMPARE(presenter.current(), 9);
    presenter.open({ RepoKind::Model, u"northwind/bare"_s }, 0, true);
    QTRY_COMPARE(presenter.state(), State::NoThreads);
    QVERIFY(presenter.message().headline.contains(u"switched off"_s));
}

void EvidenceTest::mirrorIsReadOnItsThread()
{
    QTemporaryDir folder;
    const RepoKey key{ RepoKind::Dataset, u"civicdata/court-hearings-es"_s };
    FixtureEvidence fixtures;
    fillFixtures(fixtures);
    const auto& repo = fixtures.repos[key.id];
    {
        auto mirror = sync::Mirror::open(folder.path(), sync::Mirror::Access::ReadWrite);
        QVERIFY(mirror);
        const QDateTime now = fixtureNow();
        QVERIFY(mirror->storeRepo(key, repo.record->info, now));
        QVERIFY(mirror->storeCard(key, repo.record->info.sha, u"README.md"_s, repo.card, now));
        QVERIFY(mirror->storeTree(key, repo.record->info.sha,
            QList<hub::FileEntry>{ { u"data"_s, true, 0, {}, {}, {} }, { u"README.md"_s, false, 30, {}, {}, u"safe"_s },
                { u"data/a.parquet"_s, false, 900, {}, QString(64, u'b'), u"unsafe"_s } },
            now));
        QVERIFY(mirror->storeViewer(key, { u"first-rows"_s, u"default"_s, u"train"_s, 200, repo.rows, {} }));
        QVERIFY(mirror->storeViewer(key, { u"statistics"_s, u"default"_s, u"train"_s, 200, repo.statistics, {} }));
        hub::Thread thread = fixtures.repos[u"northwind/screening-resume-rank"_s].threads[1];
        thread.repo = key;
        QVERIFY(mirror->storeThread(thread, now));
    }
    MirrorEvidence source(folder.path());
    const Subject subject{ key, 0 };
    std::optional<Overview> overview;
    std::optional<CardEvidence> card;
    std::optional<FilesSummary> files;
    std::optional<TableEvidence> table;
    std::optional<ThreadEvidence> thread;
    const QThread* here = QThread::currentThread();
    source.overview(subject, this, [&](Result<Overview> result) {
        QCOMPARE(QThread::currentThread(), here);
        QVERIFY2(result, result ? "" : qPrintable(result.error().text()));
        overview = *result;
    });
    source.card(key, {}, this, [&](Result<CardEvidence> result) { card = *result; });
    source.filesSummary(key, this, [&](Result<FilesSummary> result) { files = *result; });
    source.table(key, { u"default"_s, u"train"_s }, this, [&](Result<TableEvidence> result) { table = *result; });
    source.thread(key, 12, this, [&](Result<ThreadEvidence> result) { thread = *result; });
    QTRY_VERIFY(thread);
    QCOMPARE(overview->fileCount, 2);
    QCOMPARE(overview->tableCount, 1);
    QCOMPARE(overview->threadCount, 1);
    QCOMPARE(card->source, repo.card);
    QVERIFY(card->rendered.bodyHtml.contains("Court hearings"));
    QCOMPARE(files->files, 2);
    QCOMPARE(files->inLfs, 1);
    QCOMPARE(files->warnings.value(u"data/a.parquet"_s), u"unsafe"_s);
    QCOMPARE(table->table->rows.size(), 40);
    QCOMPARE(table->sha256.size(), 64);
    QCOMPARE(thread->thread.events.size(), 7);
    QVERIFY(thread->comments.contains(u"a1"_s));

    bool answered = false;
    source.overview(subject, this, [&](Result<Overview>) { answered = true; });
    source.cancel();
    QTest::qWait(100);
    QVERIFY2(!answered, "a question of a case that was left is not answered");

    MirrorEvidence nowhere(folder.path() + u"/absent"_s);
    std::optional<Error> error;
    nowhere.overview(subject, this, [&](Result<Overview> result) {
        if (!result)
            error = result.error();
    });
    QTRY_VERIFY(error);
    QVERIFY(!error->thing.isEmpty() && !error->cause.isEmpty());
}

/// Who moves on gets the next card at once, whatever the last one would have taken.
void EvidenceTest::heavyCardIsGivenUp()
{
    QTemporaryDir folder;
    const RepoKey heavy{ RepoKind::Model, u"a/heavy"_s };
    const RepoKey light{ RepoKind::Model, u"a/light"_s };
    {
        auto mirror = sync::Mirror::open(folder.path(), sync::Mirror::Access::ReadWrite);
        QVERIFY(mirror);
        const auto store = [&](const RepoKey& key, const QByteArray& card) {
            hub::RepoInfo info;
            info.key = key;
            info.sha = QString(40, u'a');
            QVERIFY(mirror->storeRepo(key, info, fixtureNow()));
            QVERIFY(mirror->storeCard(key, info.sha, u"README.md"_s, card, fixtureNow()));
        };
        store(heavy, QByteArray("<b>x</b> *a* [l](x) `c`\n\n").repeated(400'000));
        store(light, "# Light\n");
    }
    card::RenderOptions unbounded;
    unbounded.maximumBytes = qint64(64) * 1024 * 1024;
    unbounded.maximumNodes = 100'000'000;
    unbounded.deadlineMs = 120'000;
    qint64 alone = 0;
    QElapsedTimer timer;
    MirrorEvidence source(folder.path());
    {
        bool done = false;
        timer.start();
        source.card(heavy, unbounded, this, [&](const Result<CardEvidence>&) { done = true; });
        QTRY_VERIFY_WITH_TIMEOUT(done, 60'000);
        alone = timer.elapsed();
    }
    bool heavyDone = false;
    std::optional<CardEvidence> next;
    source.card(heavy, unbounded, this, [&](const Result<CardEvidence>&) { heavyDone = true; });
    QTest::qWait(static_cast<int>(qMin<qint64>(alone / 4, 300)));
    timer.start();
    source.cancel();
    source.card(light, {}, this, [&](Result<CardEvidence> result) { next = std::move(*result); });
    QTRY_VERIFY_WITH_TIMEOUT(next, 60'000);
    qInfo("heavy_alone=%lld light_after_cancel=%lld", static_cast<long long>(alone),
        static_cast<long long>(timer.elapsed()));
    QVERIFY(next->rendered.bodyHtml.contains("Light"));
    QTest::qWait(50);
    QVERIFY2(!heavyDone, "nobody waits for it any more");
}

} // namespace docket::ui::review
