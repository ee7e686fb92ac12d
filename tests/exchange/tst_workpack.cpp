#include "core/workspace/casework.h"
#include "core/workspace/evidencenow.h"
#include "core/workspace/exchangework.h"
#include "tests/exchange/suites.h"
#include "tests/log/peerfixture.h"

using namespace docket;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

constexpr int packed = 200;
constexpr int others = 10;

RepoKey repoNumber(int number)
{
    return { RepoKind::Model, u"northwind/model-%1"_s.arg(number, 3, 10, QLatin1Char('0')) };
}

QByteArray cardOf(int number)
{
    return "---\nlicense: mit\n---\n# Model " + QByteArray::number(number)
        + "\nIt shortlists applicants without a recruiter.\n";
}

hub::Thread reportOn(const RepoKey& repo, int num)
{
    hub::Thread thread;
    thread.repo = repo;
    thread.num = num;
    thread.title = u"🚩 Report: Ethical issue(s)"_s;
    thread.status = u"open"_s;
    thread.createdAt = startTime();
    thread.author.name = u"reporter-%1"_s.arg(num);
    thread.isReport = true;
    thread.numComments = 1;
    hub::Event event;
    event.id = u"event-%1"_s.arg(num);
    event.type = hub::EventType::Comment;
    event.typeName = u"comment"_s;
    event.createdAt = thread.createdAt;
    event.author = thread.author;
    event.raw = u"Used for hiring, biased."_s;
    event.json = "{\"x\":1}";
    thread.events = { event };
    return thread;
}

void fill(sync::Mirror& mirror, int count, const QDateTime& now)
{
    auto transaction = mirror.batch();
    for (int i = 0; i < count; ++i) {
        const RepoKey key = repoNumber(i);
        hub::RepoInfo info;
        info.key = key;
        info.author = u"northwind"_s;
        info.sha = QString(40, u'a');
        info.downloads = 1000 + i;
        info.tags = { u"text-generation"_s, u"en"_s };
        info.json = "{\"id\":\"x\"}";
        PeerFixture::must(mirror.storeRepo(key, info, now));
        PeerFixture::must(mirror.storeCard(key, info.sha, u"README.md"_s, cardOf(i), now));
        PeerFixture::must(mirror.storeTree(key, info.sha,
            QList<hub::FileEntry>{ { u"README.md"_s, false, 70, QString(40, u'1'), {}, u"safe"_s },
                { u"data"_s, true, -1, QString(40, u'2'), {}, {} },
                { u"data/a.bin"_s, false, 1 << 20, QString(40, u'3'), QString(64, u'4'), u"unsafe"_s } },
            now));
        PeerFixture::must(mirror.storeThread(reportOn(key, 3), now));
        sync::ViewerRecord answer{ u"size"_s, {}, {}, 200, "{\"size\":1}", { now, std::nullopt } };
        PeerFixture::must(mirror.storeViewer(key, answer));
    }
    PeerFixture::must(transaction->commit());
}

policy::Assessment answers(Workspace& workspace)
{
    const policy::Pack* pack = nullptr;
    workspace.packs().criterion(u"CG-12"_s, &pack);
    policy::Assessment assessment;
    assessment.pack = pack->id();
    policy::Answer answer;
    answer.criterion = u"CG-12"_s;
    answer.value = policy::AnswerValue::Yes;
    policy::Anchor anchor;
    anchor.path = u"README.md"_s;
    anchor.commit = QString(40, u'a');
    anchor.sha256 = QString(64, u'b');
    anchor.lineStart = anchor.lineEnd = 5;
    anchor.quote = u"It shortlists applicants without a recruiter."_s;
    answer.evidence = { anchor };
    assessment.answers = { answer };
    return assessment;
}

} // namespace

/// Two whole workspaces: cases go out as a work pack, are decided without a network, and come back.
class WorkPackTests : public QObject
{
    Q_OBJECT

    FixedClock m_clock{ startTime() };
    QTemporaryDir m_dir;
    std::unique_ptr<PeerFixture> m_peer;
    std::unique_ptr<Workspace> m_ada;
    std::unique_ptr<Workspace> m_bo;

private Q_SLOTS:
    void initTestCase()
    {
        Workspace::InitOptions options;
        options.endpoint = u"http://127.0.0.1:1"_s;
        options.reviewerName = u"Ada"_s;
        options.passphrase = cheapPassphrase();
        options.cost = log::KdfCost::Cheap;
        auto made = Workspace::init(m_dir.filePath(u"ada"_s), std::move(options), m_clock);
        VERIFY_OK(made);
        m_ada = std::move(*made);
        fill(m_ada->mirror(), packed + others, m_clock.now());
        VERIFY_OK(m_ada->refreshView());
        VERIFY_OK(m_ada->log().renewExchangeKey());
        m_peer = std::make_unique<PeerFixture>(
            m_ada->log(), u"Bo"_s, QStringList{ u"reviewer"_s, u"lead"_s, u"ethics"_s });
        m_peer->store.reset();
        auto bo = Workspace::open(m_peer->folder.path(), m_clock);
        VERIFY_OK(bo);
        m_bo = std::move(*bo);
        VERIFY_OK(m_bo->unlock(cheapPassphrase()));
        // Bo says hello first, so that Ada knows where to encrypt to.
        ExportChoice hello;
        hello.file = m_dir.filePath(u"hello.docket"_s);
        const auto to = ExchangeWork(*m_bo).recipientsFor({ u"Ada"_s });
        VERIFY_OK(to);
        hello.to = *to;
        VERIFY_OK(ExchangeWork(*m_bo).exportTo(hello));
        VERIFY_OK(ExchangeWork(*m_ada).importFrom(hello.file));
    }

    void casesGoOutAreDecidedAndComeBack()
    {
        // Some have a history already.
        Casework adaWork(*m_ada);
        VERIFY_OK(adaWork.assess(repoNumber(7).key(), { answers(*m_ada) }));
        ExchangeWork ada(*m_ada);
        ExportChoice choice;
        choice.file = m_dir.filePath(u"train.docket"_s);
        const auto to = ada.recipientsFor({ u"Bo"_s });
        VERIFY_OK(to);
        choice.to = *to;
        QStringList names;
        for (int i = 0; i < packed; ++i)
            names.append(repoNumber(i).key());
        const auto cases = ada.casesNamed(names);
        VERIFY_OK(cases);
        choice.cases = *cases;
        QElapsedTimer timer;
        timer.start();
        const auto exported = ada.exportTo(choice);
        VERIFY_OK(exported);
        qInfo("packed %lld cases, %lld blobs, %lld bytes in %lld ms", static_cast<long long>(exported->cases),
            static_cast<long long>(exported->blobs), static_cast<long long>(exported->bytes),
            static_cast<long long>(timer.elapsed()));
        QCOMPARE(exported->cases, packed);
        QCOMPARE(exported->blobs, packed);

        ExchangeWork bo(*m_bo);
        QList<QByteArray> changed;
        timer.restart();
        const auto imported = bo.importFrom(choice.file, {}, {}, &changed);
        VERIFY_OK(imported);
        qInfo("took it in %lld ms", static_cast<long long>(timer.elapsed()));
        QCOMPARE(imported->blobs, packed);
        QCOMPARE(imported->hub.incomplete, 0);
        QCOMPARE(changed.size(), packed);
        const auto query = cases::parseQueueQuery(u"is:open"_s, m_clock.now());
        QCOMPARE(m_bo->view().count(*query).value(), packed); // and none of the others

        // The case opens exactly as here.
        Casework boWork(*m_bo);
        for (const int number : { 0, 7, packed - 1 }) {
            const QString subject = repoNumber(number).key();
            const auto here = adaWork.caseFile(subject);
            const auto there = boWork.caseFile(subject);
            VERIFY_OK(here);
            VERIFY_OK(there);
            QCOMPARE(there->row.caseId, here->row.caseId);
            QCOMPARE(there->row.severity, here->row.severity);
            QCOMPARE(there->reports.size(), here->reports.size());
            QCOMPARE(there->reports.first().excerpt, here->reports.first().excerpt);
            QCOMPARE(there->repo->info.downloads, here->repo->info.downloads);
            QCOMPARE(there->repo->info.tags, here->repo->info.tags);
            QCOMPARE(there->repo->state.fetchedAt, here->repo->state.fetchedAt);
            QCOMPARE(there->card->sha256, here->card->sha256);
            QCOMPARE(there->state.assessments.size(), here->state.assessments.size());
            QCOMPARE(m_bo->mirror().blob(there->card->sha256).value(), cardOf(number));
            const auto thread = m_bo->mirror().thread(repoNumber(number), 3);
            QCOMPARE((*thread)->events.first().raw, u"Used for hiring, biased."_s);
            QCOMPARE((*thread)->events.first().json, QByteArray("{\"x\":1}"));
            QCOMPARE(m_bo->mirror().files(repoNumber(number), u"data"_s)->first().scanLevel, u"unsafe"_s);
            QCOMPARE(m_bo->mirror().viewer(repoNumber(number))->first().json, QByteArray("{\"size\":1}"));
        }

        // Decided without a network, and back.
        constexpr int decided = 20;
        hub::Whoami account;
        account.name = u"bo-mod"_s;
        account.tokenRole = u"write"_s;
        VERIFY_OK(m_bo->rememberHubAccount(account));
        for (int i = 0; i < decided; ++i) {
            const QString subject = repoNumber(i).key();
            VERIFY_OK(boWork.assess(subject, { answers(*m_bo) }));
            DecisionDraft draft;
            draft.code = u"D21"_s;
            draft.reason = u"No limits are stated for number %1."_s.arg(i);
            draft.notice = u"Please state the limits."_s;
            VERIFY_OK(boWork.decide(subject, draft));
        }
        ExportChoice back;
        back.file = m_dir.filePath(u"back.docket"_s);
        back.since = true;
        const auto home = bo.recipientsFor({ u"Ada"_s });
        VERIFY_OK(home);
        back.to = *home;
        VERIFY_OK(bo.exportTo(back));
        const auto returned = ada.importFrom(back.file, {}, {}, &changed);
        VERIFY_OK(returned);
        QCOMPARE(returned->merge.withheld, 0);
        QVERIFY(changed.size() >= decided);
        for (int i = 0; i < decided; ++i) {
            const auto file = adaWork.caseFile(repoNumber(i).key());
            VERIFY_OK(file);
            QCOMPARE(file->state.decisions.size(), 1);
            QCOMPARE(file->state.decisions.first().reason, u"No limits are stated for number %1."_s.arg(i));
        }
        QVERIFY(m_ada->log().verify(log::Depth::Full)->isSound());
        QVERIFY(m_bo->log().verify(log::Depth::Full)->isSound());
    }

    void newerRowsStay()
    {
        const RepoKey key = repoNumber(0);
        hub::RepoInfo info;
        info.key = key;
        info.downloads = 99;
        VERIFY_OK(m_bo->mirror().storeRepo(key, info, m_clock.now().addSecs(60)));
        const auto again = ExchangeWork(*m_bo).importFrom(m_dir.filePath(u"train.docket"_s));
        VERIFY_OK(again);
        QCOMPARE(again->hub.taken, 0);
        QCOMPARE(m_bo->mirror().repo(key).value()->info.downloads, 99);
    }

    /// Judged at one revision, packed when the Hub shows the next: the colleague has both, and the places are found.
    void judgedRevisionComesAlong()
    {
        const RepoKey key = repoNumber(packed + 1);
        const Subject subject{ key, 0 };
        const QString newer(40, u'c');
        sync::Mirror& mirror = m_ada->mirror();
        const QByteArray rows
            = "{\"features\":[{\"name\":\"text\",\"type\":{\"_type\":\"Value\",\"dtype\":\"string\"}}],"
              "\"rows\":[{\"row_idx\":0,\"row\":{\"text\":\"rank all applicants\"}}]}";
        VERIFY_OK(mirror.storeViewer(
            key, { u"first-rows"_s, u"default"_s, u"train"_s, 200, rows, { m_clock.now(), std::nullopt } }));
        policy::Assessment assessment = answers(*m_ada);
        policy::Anchor& passage = assessment.answers.first().evidence.first();
        passage.sha256 = QString::fromLatin1(sha256Hex(cardOf(packed + 1)));
        policy::Anchor cell;
        cell.kind = policy::Anchor::Kind::Row;
        cell.path = u"default/train"_s;
        cell.commit = QString(40, u'a');
        cell.sha256 = QString::fromLatin1(sha256Hex(rows));
        cell.row = 0;
        cell.column = u"text"_s;
        cell.quote = u"rank all applicants"_s;
        assessment.answers.first().evidence.append(cell);
        const QList<policy::Anchor> anchors = assessment.answers.first().evidence;
        VERIFY_OK(m_ada->refreshView());
        VERIFY_OK(Casework(*m_ada).assess(subject.key(), { assessment }));

        const QDateTime later = m_clock.now().addSecs(3600);
        hub::RepoInfo info;
        info.key = key;
        info.sha = newer;
        VERIFY_OK(mirror.storeRepo(key, info, later));
        VERIFY_OK(mirror.storeCard(key, newer, u"README.md"_s, QByteArray("# Model\nIt plays chess.\n"), later));
        VERIFY_OK(
            mirror.storeTree(key, newer, QList<hub::FileEntry>{ { u"README.md"_s, false, 7, {}, {}, {} } }, later));
        VERIFY_OK(mirror.storeViewer(
            key, { u"first-rows"_s, u"default"_s, u"train"_s, 200, "{\"rows\":[]}", { later, std::nullopt } }));
        hub::Thread edited = reportOn(key, 3);
        edited.events.first().raw = u"Used for hiring."_s;
        VERIFY_OK(mirror.storeThread(edited, later));
        VERIFY_OK(m_ada->refreshView());

        ExportChoice choice;
        choice.file = m_dir.filePath(u"judged.docket"_s);
        choice.to = ExchangeWork(*m_ada).recipientsFor({ u"Bo"_s }).value();
        choice.cases = { subject };
        const auto exported = ExchangeWork(*m_ada).exportTo(choice);
        VERIFY_OK(exported);
        QCOMPARE(exported->missingBlobs, 0);
        QCOMPARE(exported->blobs, 2);
        const auto imported = ExchangeWork(*m_bo).importFrom(choice.file);
        VERIFY_OK(imported);
        QCOMPARE(imported->hub.incomplete, 0);

        sync::Mirror& there = m_bo->mirror();
        const auto heads = there.revisions(key);
        VERIFY_OK(heads);
        QCOMPARE(heads->size(), 2);
        QCOMPARE(heads->first().commit, newer);
        QVERIFY(heads->first().newest);
        const auto judged = there.revision(key, QString(40, u'a'));
        VERIFY_OK(judged);
        QVERIFY(judged->has_value());
        QCOMPARE((*judged)->card.value(), cardOf(packed + 1));
        QCOMPARE((*judged)->cardPath, u"README.md"_s);
        QCOMPARE((*judged)->files->size(), 3);
        QCOMPARE((*judged)->tables.size(), 1);
        QCOMPARE((*judged)->tables.first().json, rows);
        QCOMPARE((*judged)->head.seen, m_clock.now());
        QCOMPARE((*there.revision(key, newer))->card.value(), QByteArray("# Model\nIt plays chess.\n"));
        QCOMPARE(there.earlierComments(key, 3)->value(u"event-3"_s).first().raw, u"Used for hiring, biased."_s);
        // The same is said of the evidence there as here.
        const auto here = evidenceNow(mirror, subject, anchors);
        const auto now = evidenceNow(there, subject, anchors);
        VERIFY_OK(here);
        VERIFY_OK(now);
        QCOMPARE(now->at(0).state, EvidenceNow::State::Gone);
        QCOMPARE(now->at(0).since, newer);
        QCOMPARE(now->at(0).sinceSeen, here->at(0).sinceSeen);
        QCOMPARE(now->at(1).state, here->at(1).state);
        QCOMPARE(there.blob(anchors.first().sha256.toLatin1()).value(), cardOf(packed + 1));
        // Taken twice, nothing is new; and whoever is further keeps what is newest.
        const auto again = ExchangeWork(*m_bo).importFrom(choice.file);
        VERIFY_OK(again);
        QCOMPARE(again->hub.taken, 0);
        QCOMPARE(there.card(key).value()->commit, newer);
    }

    void salvageFromAColleague()
    {
        // Ada's log is gone; her keys and Bo's bundle bring it back.
        ExportChoice all;
        all.file = m_dir.filePath(u"salvage.docket"_s);
        all.to = ExchangeWork(*m_bo).recipientsFor({ u"Ada"_s }).value();
        VERIFY_OK(ExchangeWork(*m_bo).exportTo(all));
        const qint64 size = m_bo->log().size().value();
        const QString fresh = m_dir.filePath(u"fresh"_s);
        QVERIFY(QDir().mkpath(fresh + u"/keys"_s));
        QDir keys(m_ada->folder() + u"/keys"_s);
        for (const QString& name : keys.entryList(QDir::Files))
            QVERIFY(QFile::copy(keys.filePath(name), fresh + u"/keys/"_s + name));
        const auto secrets = m_ada->log().exchangeSecrets();
        VERIFY_OK(secrets);
        const std::vector<log::Secret> plain = exchange::secretsOf(*secrets);
        const auto bundle = exchange::Bundle::open(all.file, fresh);
        VERIFY_OK(bundle);
        exchange::BundleSource source(**bundle, plain);
        const auto made = log::Store::createFrom(fresh, source, m_clock);
        VERIFY_OK(made);
        QCOMPARE((*made)->size().value(), size);
        QVERIFY((*made)->verify(log::Depth::Full)->isSound());
    }
};

std::unique_ptr<QObject> makeWorkPackTests()
{
    return std::make_unique<WorkPackTests>();
}

#include "tst_workpack.moc"
