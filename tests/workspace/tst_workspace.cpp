#include "core/sync/outbox.h"
#include "core/workspace/casefacts.h"
#include "core/workspace/casework.h"
#include "core/workspace/evidencenow.h"
#include "core/workspace/outboxlog.h"
#include "core/workspace/workspacethread.h"
#include "tests/workspace/tst_mirrorerasure.h"
#include "tests/workspace/tst_redaction.h"

#include <QCoreApplication>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace docket;
using namespace Qt::StringLiterals;

namespace
{

const QDateTime start = fromIsoUtc(u"2026-11-21T12:00:00.000Z");
const QByteArray cardText
    = "---\nlicense: openrail\n---\n# Resume Rank\n\nIt shortlists applicants without a recruiter.\n";

hub::Thread reportThread(const RepoKey& repo, int num, const QString& title, const QString& text)
{
    hub::Thread thread;
    thread.repo = repo;
    thread.num = num;
    thread.title = title;
    thread.status = u"open"_s;
    thread.createdAt = start.addDays(-1);
    thread.author.name = u"reporter-%1"_s.arg(num);
    thread.isReport = true;
    hub::Event event;
    event.id = u"ev%1"_s.arg(num);
    event.type = hub::EventType::Comment;
    event.typeName = u"comment"_s;
    event.createdAt = thread.createdAt;
    event.author = thread.author;
    event.raw = text;
    event.json = "{}";
    thread.events = { event };
    return thread;
}

/// A Hub that does what it is told: answers, fails, or takes the request and loses the answer.
class FakeChannel final : public sync::ActionChannel
{
public:
    enum class Mood { Answers, Down, LosesAnswer, Refuses };
    Mood mood = Mood::Answers;
    QList<sync::OutwardAct> performed;

    Result<QJsonObject> before(const sync::OutwardAct&, std::stop_token) override
    {
        if (mood == Mood::Down)
            return fail(ErrorCode::Network, u"hub"_s, u"no answer"_s);
        return QJsonObject{ { u"events"_s, performed.size() } };
    }
    Result<std::optional<QJsonObject>> find(
        const sync::OutwardAct& act, const QJsonObject&, const QDateTime&, std::stop_token) override
    {
        for (const sync::OutwardAct& done : std::as_const(performed)) {
            if (done.id == act.id)
                return std::optional(QJsonObject{ { u"found"_s, true } });
        }
        return std::optional<QJsonObject>();
    }
    Result<QJsonObject> perform(const sync::OutwardAct& act, std::stop_token) override
    {
        if (mood == Mood::Refuses)
            return fail(ErrorCode::Forbidden, u"hub"_s, u"no right"_s);
        performed.append(act);
        if (mood == Mood::LosesAnswer)
            return fail(ErrorCode::Network, u"hub"_s, u"connection cut"_s);
        return QJsonObject{ { u"id"_s, u"c1"_s } };
    }
};

} // namespace

class TestWorkspace : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    FixedClock m_clock{ start };
    const RepoKey m_repo{ RepoKind::Model, u"northwind/screening"_s };

    std::unique_ptr<Workspace> make()
    {
        Workspace::InitOptions options;
        options.endpoint = u"http://127.0.0.1:1/"_s;
        options.reviewerName = u"Mira"_s;
        options.passphrase = log::Secret::copyOf("secret words");
        options.cost = log::KdfCost::Cheap;
        auto workspace = Workspace::init(m_dir->filePath(u"ws"_s), std::move(options), m_clock);
        if (!workspace)
            qFatal("%s", qPrintable(workspace.error().text()));
        return std::move(*workspace);
    }

    void fill(Workspace& workspace)
    {
        sync::Mirror& mirror = workspace.mirror();
        hub::RepoInfo info;
        info.key = m_repo;
        info.author = u"northwind"_s;
        info.sha = QString(40, u'a');
        info.downloads = 48210;
        QVERIFY(mirror.storeRepo(m_repo, info, m_clock.now()));
        QVERIFY(mirror.storeCard(m_repo, info.sha, u"README.md"_s, cardText, m_clock.now()));
        QVERIFY(mirror.storeThread(
            reportThread(m_repo, 3, u"🚩 Report: Ethical issue(s)"_s, u"Used for hiring, biased."_s), m_clock.now()));
        QVERIFY(mirror.storeThread(reportThread(m_repo, 4, u"🚩 Report: Spam"_s, u"Copied card."_s), m_clock.now()));
        hub::Whoami account;
        account.name = u"mira-mod"_s;
        account.tokenRole = u"write"_s;
        QVERIFY(workspace.rememberHubAccount(account));
        QVERIFY(workspace.refreshView());
    }

    policy::Assessment answers(Workspace& workspace, const QString& criterion, policy::AnswerValue value)
    {
        const policy::Pack* pack = nullptr;
        workspace.packs().criterion(criterion, &pack);
        policy::Assessment assessment;
        assessment.pack = pack->id();
        policy::Answer answer;
        answer.criterion = criterion;
        answer.value = value;
        policy::Anchor anchor;
        anchor.path = u"README.md"_s;
        anchor.commit = QString(40, u'a');
        anchor.sha256 = QString(64, u'b');
        anchor.lineStart = anchor.lineEnd = 6;
        anchor.quote = u"It shortlists applicants without a recruiter."_s;
        answer.evidence = { anchor };
        assessment.answers = { answer };
        return assessment;
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_clock = FixedClock(start);
    }

    void changesAreToldOnce_whoeverRefreshedTheView()
    {
        const auto workspace = make();
        fill(*workspace);
        // The outbox is read while a sync goes on: what that brings into the view is still for the sync to tell.
        QVERIFY(OutboxLog(*workspace).items(true));
        const auto changed = workspace->changedCases();
        QVERIFY(changed);
        QVERIFY(!changed->isEmpty());
        QCOMPARE(workspace->changedCases(), Result<QList<QByteArray>>());
        // Who works on a case sees what becomes of it.
        QVERIFY(Casework(*workspace).claim(m_repo.key()));
        QCOMPARE(workspace->changedCases(), Result<QList<QByteArray>>());
    }

    void reportsOnOneSubjectAreOneCase()
    {
        auto workspace = make();
        fill(*workspace);
        const auto query = cases::parseQueueQuery(u"is:open", m_clock.now());
        const auto rows = workspace->view().page(*query, std::nullopt, 10).value();
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.first().reports, 2);
        QCOMPARE(rows.first().subject.key(), u"model:northwind/screening"_s);
        QCOMPARE(rows.first().severity, cases::Severity::S3);
    }

    void theWholeJob()
    {
        auto workspace = make();
        fill(*workspace);
        Casework casework(*workspace);
        const QString subject = m_repo.key();
        QVERIFY(casework.claim(subject));
        auto file = casework.caseFile(subject).value();
        QVERIFY(file.row.mine);
        QCOMPARE(file.row.holder, u"Mira"_s);
        QCOMPARE(file.row.status, cases::Status::Claimed);

        // A decision before any answer is refused.
        DecisionDraft draft;
        draft.code = u"D21"_s;
        draft.reason = u"No limits are stated."_s;
        QCOMPARE(casework.decide(subject, draft).error().code, ErrorCode::Validation);

        const auto assessed = casework.assess(subject, { answers(*workspace, u"CG-12"_s, policy::AnswerValue::Yes) });
        QVERIFY2(assessed, qPrintable(assessed ? QString() : assessed.error().text()));
        file = casework.caseFile(subject).value();
        QCOMPARE(file.row.status, cases::Status::Assessed);
        const auto checklist = casework.checklist(file).value();
        QCOMPARE(checklist.answer(u"CG-12")->value, policy::AnswerValue::Yes);
        draft.notice = casework.composeNotice(file, checklist, draft.code, draft.reason)->markdown;
        QVERIFY(!draft.notice.isEmpty());
        QVERIFY(!draft.notice.contains(u"reporter-3"_s));

        const auto decided = casework.decide(subject, draft);
        QVERIFY2(decided, qPrintable(decided ? QString() : decided.error().text()));
        QVERIFY(!decided->actions.isEmpty());
        QVERIFY(!decided->waitsForSecond);

        // The countdown holds; then it is sent once; the log says so and is sound.
        OutboxLog log(*workspace);
        FakeChannel channel;
        sync::Outbox outbox(log, channel, m_clock);
        QCOMPARE(outbox.sendDue()->confirmed, 0);
        QVERIFY(channel.performed.isEmpty());
        m_clock.advance(10'500);
        for (int i = 0; i < 5; ++i)
            QVERIFY(outbox.sendDue());
        QCOMPARE(channel.performed.size(), decided->actions.size());
        QVERIFY(channel.performed.first().text.contains(u"shortlists"_s) || !channel.performed.first().text.isEmpty());
        QVERIFY(log.items(true)->isEmpty());
        const auto report = workspace->log().verify(log::Depth::Full);
        QVERIFY(report);
        QVERIFY(report->isSound());
    }

    void cancelledActIsNeverSent()
    {
        auto workspace = make();
        fill(*workspace);
        Casework casework(*workspace);
        QVERIFY(casework.assess(m_repo.key(), { answers(*workspace, u"CG-12"_s, policy::AnswerValue::Yes) }));
        DecisionDraft draft;
        draft.code = u"D21"_s;
        draft.reason = u"No limits."_s;
        draft.notice = u"Please state the limits."_s;
        const auto decided = casework.decide(m_repo.key(), draft);
        QVERIFY(decided);
        for (const QString& action : decided->actions)
            QVERIFY(casework.cancelAction(action));
        QCOMPARE(casework.cancelAction(decided->actions.first()).error().code, ErrorCode::Validation);
        m_clock.advance(60'000);
        OutboxLog log(*workspace);
        FakeChannel channel;
        sync::Outbox outbox(log, channel, m_clock);
        QVERIFY(outbox.sendDue());
        QVERIFY(channel.performed.isEmpty());
    }

    void lostAnswerIsLookedForBeforeItIsSentAgain()
    {
        FakeChannel channel;
        {
            auto workspace = make();
            fill(*workspace);
            Casework casework(*workspace);
            QVERIFY(casework.assess(m_repo.key(), { answers(*workspace, u"CG-12"_s, policy::AnswerValue::Yes) }));
            DecisionDraft draft;
            draft.code = u"D21"_s;
            draft.reason = u"No limits."_s;
            draft.notice = u"Please state the limits."_s;
            QVERIFY(casework.decide(m_repo.key(), draft));
            m_clock.advance(11'000);
            OutboxLog log(*workspace);
            channel.mood = FakeChannel::Mood::LosesAnswer;
            sync::Outbox outbox(log, channel, m_clock);
            QVERIFY(outbox.sendDue());
        } // the process dies between sending and confirming
        const qsizetype sent = channel.performed.size();
        QVERIFY(sent > 0);
        auto again = Workspace::open(m_dir->filePath(u"ws"_s), m_clock);
        QVERIFY(again);
        QVERIFY((*again)->unlock(log::Secret::copyOf("secret words")));
        channel.mood = FakeChannel::Mood::Answers;
        m_clock.advance(600'000);
        OutboxLog log(**again);
        sync::Outbox outbox(log, channel, m_clock);
        for (int i = 0; i < 4; ++i)
            QVERIFY(outbox.sendDue());
        QVERIFY(log.items(true)->isEmpty());
        QSet<QString> ids;
        for (const sync::OutwardAct& act : std::as_const(channel.performed))
            ids.insert(act.id);
        QCOMPARE(qsizetype(ids.size()), channel.performed.size()); // nothing twice
    }

    void movedEvidenceIsAskedAbout()
    {
        auto workspace = make();
        fill(*workspace);
        Casework casework(*workspace);
        QVERIFY(casework.assess(m_repo.key(), { answers(*workspace, u"CG-12"_s, policy::AnswerValue::Yes) }));
        QVERIFY(workspace->mirror().storeCard(
            m_repo, QString(40, u'c'), u"README.md"_s, cardText + "More.\n", m_clock.now()));
        QVERIFY(workspace->refreshView());
        QVERIFY(casework.caseFile(m_repo.key())->row.drifted);
        DecisionDraft draft;
        draft.code = u"D21"_s;
        draft.reason = u"No limits."_s;
        draft.notice = u"Please state the limits."_s;
        QCOMPARE(casework.decide(m_repo.key(), draft).error().code, ErrorCode::Conflict);
        draft.confirmDrift = true;
        QVERIFY(casework.decide(m_repo.key(), draft));
    }

    void evidenceSaysWhatBecameOfIt()
    {
        auto workspace = make();
        fill(*workspace);
        sync::Mirror& mirror = workspace->mirror();
        const Subject subject{ m_repo, 0 };
        policy::Anchor anchor;
        anchor.path = u"README.md"_s;
        anchor.commit = QString(40, u'a');
        anchor.sha256 = QString::fromLatin1((*mirror.card(m_repo))->sha256);
        anchor.lineStart = anchor.lineEnd = 6;
        anchor.quoteBetween(u"It ", u"shortlists applicants", u" without a recruiter");
        policy::Anchor comment;
        comment.kind = policy::Anchor::Kind::Comment;
        comment.commentId = u"ev3"_s;
        comment.quote = u"biased"_s;
        policy::Anchor lost = comment;
        lost.commentId = u"ev77"_s;
        const auto look = [&] { return evidenceNow(mirror, subject, { anchor, comment, lost }).value(); };
        using State = EvidenceNow::State;
        QCOMPARE(look()[0].state, State::Current);
        QCOMPARE(look()[1].state, State::Current);
        QCOMPARE(look()[2].state, State::Gone);
        QVERIFY(evidenceNowText(look()[0]).isEmpty());

        const auto store = [&](QChar commit, const QByteArray& card, int day) {
            hub::RepoInfo info;
            info.key = m_repo;
            info.sha = QString(40, commit);
            const QDateTime at = m_clock.now().addDays(day);
            QVERIFY(mirror.storeRepo(m_repo, info, at));
            QVERIFY(mirror.storeCard(m_repo, info.sha, u"README.md"_s, card, at));
        };
        store(u'b', "# New\n\n" + cardText, 1);
        const EvidenceNow moved = look()[0];
        QCOMPARE(moved.state, State::Moved);
        QCOMPARE(evidenceNowText(moved), u"still there, now line 8"_s);
        QCOMPARE(shownNow(anchor, moved).lineStart, 8);
        QCOMPARE(shownNow(anchor, moved).commit, anchor.commit); // law 2
        QCOMPARE(shownNow(anchor, moved).sha256, QString::fromLatin1((*mirror.card(m_repo))->sha256));

        store(u'c', "# New\n", 2);
        store(u'd', "# Newer\n", 3);
        const EvidenceNow gone = look()[0];
        QCOMPARE(gone.state, State::Gone);
        QCOMPARE(gone.since, QString(40, u'c')); // not since the newest
        QCOMPARE(evidenceNowText(gone), u"gone since ccccccc, 23 Nov"_s);

        hub::Thread thread = reportThread(m_repo, 3, u"t"_s, u"Used for hiring."_s);
        QVERIFY(mirror.storeThread(thread, m_clock.now()));
        QCOMPARE(look()[1].state, State::Changed);
        thread.events.first().hidden = true;
        thread.events.first().raw.clear();
        QVERIFY(mirror.storeThread(thread, m_clock.now()));
        QCOMPARE(evidenceNowText(look()[1]), u"the comment is hidden now"_s);
    }

    void titlesAndFieldsSayWhatBecameOfThem()
    {
        auto workspace = make();
        fill(*workspace);
        sync::Mirror& mirror = workspace->mirror();
        const auto store = [&](QChar commit, const QByteArray& matter) {
            hub::RepoInfo info;
            info.key = m_repo;
            info.sha = QString(40, commit);
            info.pipelineTag = u"text-generation"_s;
            QVERIFY(mirror.storeRepo(m_repo, info, m_clock.now()));
            QVERIFY(
                mirror.storeCard(m_repo, info.sha, u"README.md"_s, "---\n" + matter + "---\n# Card\n", m_clock.now()));
        };
        const auto field = [](const QString& key, const QString& quote) {
            policy::Anchor anchor;
            anchor.kind = policy::Anchor::Kind::Metadata;
            anchor.commit = QString(40, u'a');
            anchor.column = key;
            anchor.quote = quote;
            return anchor;
        };
        const QList<policy::Anchor> anchors{ field(u"license"_s, u"mit"_s), field(u"language"_s, u"nl"_s),
            field(u"datasets"_s, u"acme/x"_s), field(u"pipeline_tag"_s, u"text-generation"_s),
            field(u"extra"_s, u"a: 1"_s) };
        const auto states = [&] {
            QStringList out;
            const QList<EvidenceNow> now = evidenceNow(mirror, { m_repo, 0 }, anchors).value();
            for (const EvidenceNow& one : now)
                out.append(evidenceStateName(one.state));
            return out;
        };
        store(u'a', "license: mit\nlanguage: [en, nl]\ndatasets: acme/x\nextra: {a: 1}\n");
        QCOMPARE(states(), QStringList(5, u"current"_s));
        store(u'b', "license: apache-2.0\nlanguage: [nl]\nextra: {a: 1}\n");
        QCOMPARE(states(), (QStringList{ u"changed"_s, u"there"_s, u"gone"_s, u"there"_s, u"unknown"_s }));
        store(u'c', "license: [mit\n");
        QCOMPARE(states().first(), u"unknown"_s); // unreadable is not gone

        policy::Anchor title;
        title.kind = policy::Anchor::Kind::Title;
        title.quote = u"An old title"_s;
        hub::Thread thread = reportThread(m_repo, 3, u"An old title"_s, u"Used for hiring."_s);
        QVERIFY(mirror.storeThread(thread, m_clock.now()));
        const auto titled = [&] { return evidenceNow(mirror, { m_repo, 3 }, { title }).value().first().state; };
        QCOMPARE(titled(), EvidenceNow::State::Current);
        thread.title = u"Another"_s;
        QVERIFY(mirror.storeThread(thread, m_clock.now()));
        QCOMPARE(titled(), EvidenceNow::State::Changed);
        title.quote = m_repo.id;
        QCOMPARE(titled(), EvidenceNow::State::Current);
    }

    void rowsAndFilesSayWhatBecameOfThem()
    {
        auto workspace = make();
        fill(*workspace);
        sync::Mirror& mirror = workspace->mirror();
        sync::ViewerRecord rows;
        rows.endpoint = u"first-rows"_s;
        rows.config = u"default"_s;
        rows.split = u"train"_s;
        rows.json
            = R"({"features":[{"name":"email","type":{"_type":"Value","dtype":"string"}},)"
              R"({"name":"kind","type":{"_type":"ClassLabel","names":["a@b.org"]}}],"rows":[{"row_idx":0,"row":{"email":"x@y.org"}},)"
              R"({"row_idx":1,"row":{"email":"a@b.org"}}]})";
        rows.state.fetchedAt = m_clock.now();
        QVERIFY(mirror.storeViewer(m_repo, rows));
        hub::FileEntry file;
        file.path = u"data/model.bin"_s;
        file.lfsSha256 = QString(64, u'1');
        QVERIFY(mirror.storeTree(m_repo, QString(40, u'a'), QList<hub::FileEntry>{ file }, m_clock.now()));
        policy::Anchor cell;
        cell.kind = policy::Anchor::Kind::Row;
        cell.path = u"default/train"_s;
        cell.commit = QString(40, u'9'); // taken before
        cell.column = u"email"_s;
        cell.row = 0;
        cell.quote = u"a@b.org"_s;
        policy::Anchor far = cell;
        far.row = 500;
        far.quote = u"n@m.org"_s;
        policy::Anchor whole;
        whole.kind = policy::Anchor::Kind::File;
        whole.path = file.path;
        whole.commit = cell.commit;
        whole.sha256 = QString(64, u'2');
        policy::Anchor absent = whole;
        absent.path = u"data/other.bin"_s;
        policy::Anchor label = cell;
        label.column = u"kind"_s;
        const auto now = evidenceNow(mirror, { m_repo, 0 }, { cell, far, whole, absent, label }).value();
        using State = EvidenceNow::State;
        QCOMPARE(now[0].state, State::Moved);
        QCOMPARE(evidenceNowText(now[0]), u"still there, now row 1"_s);
        QCOMPARE(shownNow(cell, now[0]).row, 1);
        QCOMPARE(now[1].state, State::Unknown); // beyond what is stored
        QCOMPARE(now[2].state, State::Changed);
        QCOMPARE(now[3].state, State::Gone);
        QCOMPARE(now[4].state, State::Unknown); // stored as a number, shown as a name
    }

    /// Revisions past the bound go after a sync, but not the one that a judgement names.
    void judgedRevisionIsNeverDropped()
    {
        auto workspace = make();
        fill(*workspace);
        Casework casework(*workspace);
        QVERIFY(casework.assess(m_repo.key(), { answers(*workspace, u"CG-12"_s, policy::AnswerValue::Yes) }));
        sync::Mirror& mirror = workspace->mirror();
        const int more = sync::revisionsKept + 5;
        for (int i = 1; i <= more; ++i) {
            hub::RepoInfo info;
            info.key = m_repo;
            info.sha = u"%1"_s.arg(i, 40, 16, QChar(u'0'));
            const QDateTime now = m_clock.now().addSecs(i * 60);
            QVERIFY(mirror.storeRepo(m_repo, info, now));
            QVERIFY(mirror.storeCard(m_repo, info.sha, u"README.md"_s, QByteArray::number(i), now));
        }
        QVERIFY(workspace->refreshView()); // no sync was completed: nothing is dropped
        QCOMPARE(mirror.revisions(m_repo)->size(), more + 1);
        QVERIFY(mirror.setLastSync(m_clock.now()));
        QVERIFY(workspace->refreshView());
        const auto heads = mirror.revisions(m_repo).value();
        QCOMPARE(heads.size(), sync::revisionsKept + 2);
        QCOMPARE(heads.last().commit, QString(40, u'a'));
        QCOMPARE((*mirror.revision(m_repo, QString(40, u'a')))->card, cardText);
    }

    void secondProcessReadsOnly()
    {
        auto workspace = make();
        fill(*workspace);
        auto second = Workspace::open(workspace->folder(), m_clock);
        QVERIFY2(second, qPrintable(second ? QString() : second.error().text()));
        QVERIFY((*second)->isReadOnly());
        QVERIFY(!(*second)->holder().isEmpty());
        Casework casework(**second);
        QVERIFY(casework.caseFile(m_repo.key()));
        const auto claimed = casework.claim(m_repo.key());
        QVERIFY(!claimed);
        QVERIFY(claimed.error().cause.contains(u"open elsewhere"_s));
    }

    void refusesWhatIsNoWorkspace()
    {
        QCOMPARE(Workspace::open(m_dir->filePath(u"nothing"_s), m_clock).error().code, ErrorCode::NotFound);
        auto workspace = make();
        Workspace::InitOptions options;
        options.endpoint = u"http://127.0.0.1:1"_s;
        options.passphrase = log::Secret::copyOf("x");
        options.cost = log::KdfCost::Cheap;
        QCOMPARE(Workspace::init(workspace->folder(), std::move(options), m_clock).error().code, ErrorCode::Conflict);
        Workspace::InitOptions bad;
        bad.endpoint = u"huggingface"_s;
        QCOMPARE(Workspace::init(m_dir->filePath(u"b"_s), std::move(bad), m_clock).error().code, ErrorCode::Validation);
        const QString folder = workspace->folder();
        workspace.reset();
        auto again = Workspace::open(folder, m_clock);
        QVERIFY(again);
        QCOMPARE((*again)->unlock(log::Secret()).error().code, ErrorCode::Locked);
        QCOMPARE((*again)->unlock(log::Secret::copyOf("wrong")).error().code, ErrorCode::Validation);
        QVERIFY((*again)->unlock(log::Secret::copyOf("secret words")));
    }

    void failedInitCanBeRepeated()
    {
        const QString folder = m_dir->filePath(u"ws"_s);
        Workspace::InitOptions options;
        options.endpoint = u"http://127.0.0.1:1"_s;
        options.reviewerName = u"Mira"_s; // neither passphrase nor keychain
        QCOMPARE(Workspace::init(folder, std::move(options), m_clock).error().code, ErrorCode::Locked);
        QVERIFY(make());
    }

    void sameWordsAreNotDecidedTwice()
    {
        auto workspace = make();
        fill(*workspace);
        Casework casework(*workspace);
        QVERIFY(casework.assess(m_repo.key(), { answers(*workspace, u"CG-12"_s, policy::AnswerValue::Yes) }));
        DecisionDraft draft;
        draft.code = u"D21"_s;
        draft.reason = u"No limits."_s;
        draft.notice = u"Please state the limits."_s;
        QVERIFY(casework.decide(m_repo.key(), draft));
        QCOMPARE(casework.decide(m_repo.key(), draft).error().code, ErrorCode::Validation);
        draft.notice = u"A reminder: please state the limits."_s;
        QVERIFY(casework.decide(m_repo.key(), draft));
    }

    void viewIsRebuiltFromTheTruth()
    {
        QByteArray before;
        QString folder;
        {
            auto workspace = make();
            fill(*workspace);
            QVERIFY(Casework(*workspace).claim(m_repo.key()));
            folder = workspace->folder();
            before = workspace->view().find(m_repo.key())->caseId;
        }
        for (const QString& suffix : { u""_s, u"-wal"_s, u"-shm"_s })
            QFile::remove(folder + u"/view.db"_s + suffix);
        auto again = Workspace::open(folder, m_clock);
        QVERIFY((*again)->refreshView());
        const auto row = (*again)->view().find(m_repo.key());
        QVERIFY(row);
        QCOMPARE(row->caseId, before);
        QVERIFY(row->mine);
    }

    void judgedRevisionIsThatOfTheLastDecision()
    {
        log::CaseState state;
        QCOMPARE(judgedRevision(state), QString());
        const auto at = [](int minute) { return fromIsoUtc(u"2026-11-21T12:00:00Z").addSecs(minute * 60); };
        log::Assessment early;
        early.time = at(1);
        early.pin.commit = QString(40, u'a');
        log::Assessment late = early;
        late.time = at(9);
        late.pin.commit = QString(40, u'b');
        state.assessments = { late, early };
        QCOMPARE(judgedRevision(state), QString(40, u'b'));
        log::Decision decision;
        decision.time = at(5);
        decision.pin.commit = QString(40, u'c');
        log::Decision later = decision;
        later.time = at(6);
        later.pin.commit = QString(40, u'd');
        log::Decision erased = later;
        erased.time = at(7);
        erased.erased = true;
        state.decisions = { erased, later, decision };
        QCOMPARE(judgedRevision(state), QString(40, u'd')); // although somebody judged again
        state.decisions = { erased };
        QCOMPARE(judgedRevision(state), QString(40, u'b'));
    }

    void threadAnswersOnTheAskersThread()
    {
        make().reset();
        WorkspaceThread thread;
        QObject receiver;
        bool opened = false;
        thread.open([&] { return Workspace::open(m_dir->filePath(u"ws"_s), m_clock); }, &receiver,
            [&](const Status& status) { opened = status.has_value(); });
        QTRY_VERIFY(opened);
        QThread* ranOn = nullptr;
        QThread* answeredOn = nullptr;
        thread.ask<QString>(
            &receiver,
            [&](Workspace& workspace) -> Result<QString> {
                ranOn = QThread::currentThread();
                return workspace.folder();
            },
            [&](const Result<QString>& folder) {
                QVERIFY(folder);
                answeredOn = QThread::currentThread();
            });
        QTRY_VERIFY(answeredOn);
        QCOMPARE(answeredOn, QThread::currentThread());
        QVERIFY(ranOn != QThread::currentThread());
    }
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    TestWorkspace work;
    TestRedaction redaction;
    TestMirrorErasure erasure;
    return QTest::qExec(&work, argc, argv) + QTest::qExec(&redaction, argc, argv) + QTest::qExec(&erasure, argc, argv);
}
#include "tst_workspace.moc"
