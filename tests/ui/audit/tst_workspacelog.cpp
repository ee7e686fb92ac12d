#include "core/workspace/casework.h"
#include "core/workspace/redactionwork.h"
#include "tests/log/peerfixture.h"
#include "tests/ui/audit/audittests.h"
#include "ui/audit/logpresenter.h"
#include "ui/audit/workspacelog.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace docket;
using test::PeerFixture;
using ui::audit::LogPresenter;
using ui::audit::Mark;
using ui::audit::WorkspaceLog;
using Content = LogPresenter::Content;

namespace
{

/// The log of a real workspace on its own thread, with a colleague's laptop beside it.
class WorkspaceLogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void saysWhatHappened();
    void marksWhatHasNoEffect();
    void filtersAndFinds();
    void detailNamesNeighbours();
    void witnesses();
    void checksAndProves();
    void erasesOnTwoPeoplesWord();
    void longLog();
    void workGoesOnWhileChecking();

private:
    template <typename T> Result<T> ask(std::function<Result<T>(Workspace&)> work)
    {
        return m_thread->askAndWait<T>(std::move(work));
    }
    const ui::audit::LogRow* rowOfKind(const QString& kind);

    QTemporaryDir m_dir;
    SystemClock m_clock;
    std::unique_ptr<WorkspaceThread> m_thread;
    std::unique_ptr<WorkspaceLog> m_source;
    std::unique_ptr<LogPresenter> m_presenter;
    std::unique_ptr<PeerFixture> m_bo;
    log::CaseId m_case = test::caseNumber(1);
};

void WorkspaceLogTest::initTestCase()
{
    m_thread = std::make_unique<WorkspaceThread>();
    bool opened = false;
    m_thread->open(
        [this]() -> Result<std::unique_ptr<Workspace>> {
            Workspace::InitOptions options;
            options.endpoint = u"http://127.0.0.1:9"_s;
            options.reviewerName = u"Ada"_s;
            options.passphrase = log::Secret::copyOf("correct horse");
            options.cost = log::KdfCost::Cheap;
            return Workspace::init(m_dir.filePath(u"w"_s), std::move(options), m_clock);
        },
        this, [&](const Status& status) { opened = status.has_value(); });
    QTRY_VERIFY(opened);
    const auto wrote = ask<int>([this](Workspace& workspace) -> Result<int> {
        DOCKET_TRY(workspace.unlock(log::Secret::copyOf("correct horse")));
        log::Store& store = workspace.log();
        m_bo = std::make_unique<PeerFixture>(store, u"Bo"_s, QStringList{ u"reviewer"_s, u"privacy"_s });
        const PeerFixture cleo(store, u"Cleo"_s, { u"auditor"_s });
        DOCKET_TRY(store.append({ test::draft(u"case.open"_s, m_case, { { u"subject"_s, u"model:acme/x"_s } }),
            test::draft(u"case.note"_s, m_case, { { u"text"_s, u"calls Mallory Badger a thief"_s } }),
            test::draft(u"case.decide"_s, m_case,
                { { u"code"_s, u"D20"_s }, { u"reason"_s, u"no limits named"_s },
                    { u"subject"_s, u"model:acme/x"_s } }) }));
        // Each of the others adds to it, and hands it back.
        DOCKET_TRY(m_bo->take(store));
        DOCKET_TRY(m_bo->store->append({ test::draft(
            u"case.assess"_s, m_case, { { u"pack"_s, u"p@1"_s }, { u"answers"_s, QJsonArray{ 1, 2 } } }) }));
        test::StoreSource fromBo(*m_bo->store);
        DOCKET_TRY(store.merge(fromBo));
        test::StoreSource toCleo(store);
        DOCKET_TRY(cleo.store->merge(toCleo));
        DOCKET_TRY(cleo.store->append({ test::draft(u"case.decide"_s, m_case, { { u"code"_s, u"D61"_s } }) }));
        test::StoreSource fromCleo(*cleo.store);
        DOCKET_TRY(store.merge(fromCleo));
        return 0;
    });
    QVERIFY2(wrote, wrote ? "" : qPrintable(wrote.error().text()));
    m_source = std::make_unique<WorkspaceLog>(*m_thread);
    m_presenter = std::make_unique<LogPresenter>(*m_source, m_clock);
    connect(m_presenter.get(), &LogPresenter::failed, this,
        [](const Error& error) { qWarning("%s", qPrintable(error.text())); });
    m_presenter->showAll();
    QTRY_VERIFY(m_presenter->isSettled() && m_presenter->content() == Content::Rows);
}

void WorkspaceLogTest::cleanupTestCase()
{
    m_presenter.reset();
    m_source.reset();
    m_thread.reset();
    m_bo.reset();
}

const ui::audit::LogRow* WorkspaceLogTest::rowOfKind(const QString& kind)
{
    for (int row = 0; row < m_presenter->model().rowCount(); ++row) {
        const ui::audit::LogRow* known = m_presenter->model().rowAt(row);
        if (known && known->entry.kind == kind)
            return known;
    }
    return nullptr;
}

void WorkspaceLogTest::saysWhatHappened()
{
    QVERIFY(rowOfKind(u"case.assess"_s));
    QCOMPARE(rowOfKind(u"case.assess"_s)->words, u"Bo answered 2 question(s) of p@1 on model acme/x"_s);
    QVERIFY(!rowOfKind(u"case.assess"_s)->own);
    QCOMPARE(rowOfKind(u"case.note"_s)->words, u"Ada wrote a note on model acme/x · “calls Mallory Badger a thief”"_s);
    QVERIFY(rowOfKind(u"case.note"_s)->own);
    QCOMPARE(rowOfKind(u"ws.init"_s)->words, u"Ada made this workspace"_s);
    QVERIFY(rowOfKind(u"key.enrol"_s)->words.startsWith("Cleo was enrolled"_L1));
}

void WorkspaceLogTest::marksWhatHasNoEffect()
{
    const ui::audit::LogRow* decision = rowOfKind(u"case.decide"_s); // the newest: Cleo's
    QCOMPARE(decision->author, u"Cleo"_s);
    QCOMPARE(decision->marks, QList<Mark>{ Mark::NoEffect });
    QCOMPARE(decision->markText, u"has no effect: its author was not a reviewer then"_s);
    QVERIFY(rowOfKind(u"case.assess"_s)->marks.isEmpty());
    QVERIFY(rowOfKind(u"role.grant"_s)->marks.isEmpty());
}

void WorkspaceLogTest::filtersAndFinds()
{
    const int all = m_presenter->model().rowCount();
    m_presenter->setPerson(m_presenter->overview()->people.first().person);
    QTRY_VERIFY(m_presenter->isSettled());
    QVERIFY(m_presenter->model().rowCount() < all);
    m_presenter->setPerson({});
    m_presenter->search(u"mallory badger"_s);
    QTRY_VERIFY(m_presenter->filter().search);
    QTRY_VERIFY(m_presenter->isSettled());
    QCOMPARE(m_presenter->model().rowCount(), 1);
    const log::EntryId note = m_presenter->model().rowAt(0)->entry.id;
    m_presenter->search(note.text().left(12));
    QTRY_VERIFY(m_presenter->filter().search->kind == ui::audit::LogSearch::Kind::Entries);
    QTRY_VERIFY(m_presenter->isSettled());
    QCOMPARE(m_presenter->model().rowCount(), 1);
    m_presenter->clearFilter();
    QTRY_COMPARE(m_presenter->model().rowCount(), all);
    m_presenter->showCase(m_case, u"acme/x"_s);
    QTRY_COMPARE(m_presenter->model().rowCount(), 5);
    m_presenter->clearFilter();
    QTRY_COMPARE(m_presenter->model().rowCount(), all);
}

void WorkspaceLogTest::detailNamesNeighbours()
{
    const log::EntryId note = rowOfKind(u"case.note"_s)->entry.id;
    m_presenter->open(note);
    QTRY_COMPARE(m_presenter->detail()->row.entry.id, note);
    const ui::audit::LogDetail detail = *m_presenter->detail();
    QCOMPARE(detail.parents.size(), 1);
    QCOMPARE(detail.parents.first().words, u"Ada opened the case of model acme/x"_s);
    QCOMPARE(detail.children.size(), 1);
    QCOMPARE(detail.previous->id, detail.parents.first().id);
    QCOMPARE(detail.subject, u"model:acme/x"_s);
    QVERIFY(detail.note.startsWith("docket-entry/v1\n"));
    QVERIFY(detail.item.data.contains("Mallory"));
    QVERIFY(detail.whyNoErasure.isEmpty());
    QVERIFY(detail.whyNoProof.isEmpty());
    m_presenter->open(rowOfKind(u"role.grant"_s)->entry.id);
    QTRY_VERIFY(!m_presenter->detail()->whyNoErasure.isEmpty());
}

void WorkspaceLogTest::witnesses()
{
    const auto& overview = m_presenter->overview();
    QCOMPARE(overview->devices.size(), 3);
    const auto mine = std::ranges::find_if(overview->devices, [](const log::Witnessed& d) { return d.own; });
    QVERIFY(mine != overview->devices.end());
    QVERIFY(mine->upTo > 0); // Bo's laptop vouches for what it took
    QVERIFY(overview->forks.isEmpty());
    QCOMPARE(overview->people.size(), 3);
}

void WorkspaceLogTest::checksAndProves()
{
    m_presenter->check().start(log::Depth::Full);
    QTRY_VERIFY(m_presenter->check().report());
    QVERIFY2(m_presenter->check().report()->isSound(), qPrintable(m_presenter->check().sentence()));
    const QString path = m_dir.filePath(u"p.tlog-proof"_s);
    m_presenter->open(rowOfKind(u"case.note"_s)->entry.id);
    m_presenter->exportProof(path);
    QTRY_VERIFY(QFile::exists(path));
    QTRY_VERIFY(m_presenter->detail() && m_presenter->detail()->checkpoint > 0);
    m_presenter->signCheckpoint();
    QTRY_VERIFY(m_presenter->checkpoint());
    QCOMPARE(m_presenter->checkpoint()->person, u"Ada"_s);
}

void WorkspaceLogTest::erasesOnTwoPeoplesWord()
{
    const log::EntryId note = rowOfKind(u"case.note"_s)->entry.id;
    m_presenter->open(note);
    QTRY_COMPARE(m_presenter->detail()->row.entry.id, note);
    m_presenter->planErasure();
    QTRY_VERIFY(m_presenter->erasurePlan());
    QCOMPARE(m_presenter->erasurePlan()->entries.first().id, note);
    m_presenter->requestErasure({ u"gdpr-17"_s, u"names a person"_s });
    QTRY_COMPARE(m_presenter->waitingErasures(), 1);
    const ui::audit::ErasureRequest request = m_presenter->overview()->erasures.first();
    QCOMPARE(request.asker, u"Ada"_s);
    QCOMPARE(request.basis, u"gdpr-17"_s);
    QVERIFY(request.whyNotApprove.contains("yourself"_L1));
    // Bo approves on another laptop, and hands the word back.
    const auto merged = ask<int>([&](Workspace& workspace) -> Result<int> {
        DOCKET_TRY(m_bo->take(workspace.log()));
        DOCKET_TRY(
            m_bo->store->append({ test::adminDraft(u"redact.approve"_s, { { u"request"_s, request.id.text() } }) }));
        test::StoreSource fromBo(*m_bo->store);
        DOCKET_TRY(workspace.log().merge(fromBo));
        DOCKET_TRY(workspace.refreshView());
        return 0;
    });
    QVERIFY2(merged, merged ? "" : qPrintable(merged.error().text()));
    m_presenter->refresh();
    QTRY_COMPARE(m_presenter->waitingErasures(), 0);
    const ui::audit::ErasureRequest done = m_presenter->overview()->erasures.first();
    QCOMPARE(done.approver.value_or(QString()), u"Bo"_s);
    QCOMPARE(done.erasedHere, 1);
    QTRY_VERIFY(m_presenter->isSettled());
    const ui::audit::LogRow* erased = rowOfKind(u"case.note"_s);
    QCOMPARE(erased->marks, QList<Mark>{ Mark::Erased });
    QCOMPARE(erased->markText, u"content erased under GDPR, article 17, approved by Bo"_s);
    QVERIFY(!erased->words.contains("Mallory"_L1));
    QTRY_VERIFY(!m_presenter->detail()->whyNoErasure.isEmpty());
}

void WorkspaceLogTest::longLog()
{
    constexpr int more = 5000;
    const auto wrote = ask<int>([](Workspace& workspace) -> Result<int> {
        for (int batch = 0; batch < more / 500; ++batch) {
            QList<log::Draft> drafts;
            for (int i = 0; i < 500; ++i)
                drafts.append(
                    test::draft(u"case.note"_s, test::caseNumber(10 + i % 50), { { u"text"_s, u"plain"_s } }));
            DOCKET_TRY(workspace.log().append(drafts));
        }
        return 0;
    });
    QVERIFY(wrote.has_value());
    QElapsedTimer since;
    since.start();
    m_presenter->refresh();
    QTRY_VERIFY(m_presenter->model().rowCount() > more);
    QVERIFY2(since.elapsed() < 5000, qPrintable(QString::number(since.elapsed())));
    QTRY_VERIFY(m_presenter->isSettled());
    // The oldest, by a jump of the scroll bar.
    const int last = m_presenter->model().rowCount() - 1;
    m_presenter->model().setVisible(last - 10, last);
    QTRY_VERIFY(m_presenter->model().rowAt(last));
    QCOMPARE(m_presenter->model().rowAt(last)->words, u"Ada made this workspace"_s);
    // A rare kind far back, through an index.
    m_presenter->toggleFamily(log::Family::Erasure);
    QTRY_VERIFY(m_presenter->isSettled() && m_presenter->model().rowCount() < 10);
    QVERIFY(m_presenter->model().rowCount() >= 2);
}

void WorkspaceLogTest::workGoesOnWhileChecking()
{
    const auto wrote = ask<qint64>([](Workspace& workspace) -> Result<qint64> {
        for (int batch = 0; batch < 40; ++batch) {
            QList<log::Draft> drafts;
            for (int i = 0; i < 500; ++i)
                drafts.append(
                    test::draft(u"case.note"_s, test::caseNumber(10 + i % 50), { { u"text"_s, u"plain"_s } }));
            DOCKET_TRY(workspace.log().append(drafts));
        }
        return workspace.log().size();
    });
    QVERIFY(wrote.has_value());
    ui::audit::LogCheck& check = m_presenter->check();
    check.start(log::Depth::Full);
    QTRY_VERIFY(check.done() > 0); // it is in the midst of it
    bool decided = false;
    bool stillChecking = false;
    m_thread->ask<int>(
        this,
        [this](Workspace& workspace) -> Result<int> {
            DOCKET_TRY(workspace.log().append({ test::draft(u"case.decide"_s, m_case,
                { { u"code"_s, u"D20"_s }, { u"reason"_s, u"meanwhile"_s }, { u"subject"_s, u"model:acme/x"_s } }) }));
            return 0;
        },
        [&](const Result<int>& done) {
            decided = done.has_value();
            stillChecking = check.isRunning();
        });
    QTRY_VERIFY(decided);
    QVERIFY(stillChecking);
    QTRY_VERIFY_WITH_TIMEOUT(!check.isRunning(), 60'000);
    QVERIFY2(check.report()->isSound(), qPrintable(check.sentence()));
    QCOMPARE(check.report()->depth, log::Depth::Full);
    QVERIFY(check.report()->entries >= *wrote);
    // Stopped in the midst: what was known before stays.
    check.start(log::Depth::Full);
    QTRY_VERIFY(check.done() > 0);
    check.stop();
    QTRY_VERIFY(!check.isRunning());
    QVERIFY(check.wasStopped());
    QVERIFY(check.report()->isSound());
    // One that is still being made when everything is closed ends with it.
    check.start(log::Depth::Full);
    QTRY_VERIFY(check.done() > 0);
}

} // namespace

int testWorkspaceLog(int argc, char** argv)
{
    WorkspaceLogTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_workspacelog.moc"
