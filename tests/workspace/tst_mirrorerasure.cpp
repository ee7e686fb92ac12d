#include "tests/workspace/tst_mirrorerasure.h"

#include "core/exchange/exportbundle.h"
#include "core/exchange/importbundle.h"
#include "core/workspace/casefacts.h"
#include "core/workspace/casework.h"
#include "core/workspace/evidencenow.h"
#include "core/workspace/redactionwork.h"
#include "tests/log/peerfixture.h"
#include "tests/workspace/packedwords.h"

using namespace docket;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

const RepoKey repo{ RepoKind::Dataset, u"northwind/letters"_s };
const Subject subject{ repo, 0 };
const QByteArray inCard = "Ariadne Example of Naxos Lane";
const QByteArray inRows = "Theseus Sample, Labyrinth Road";
const QByteArray inComment = "Daedalus Test from Icaria Street";
const QByteArrayList secrets{ inCard, inRows, inComment };

QString commitOf(int revision)
{
    return u"%1"_s.arg(revision, 40, 16, QChar(u'0'));
}

QByteArray cardOf(int revision, const QByteArray& words)
{
    QByteArray card = "---\nlicense: mit\n---\n# Letters\n";
    for (int i = 0; i < 40; ++i) // real words, so that zstd spells each letter in bits of its own
        card += "Line " + QByteArray::number(i * 7919) + " of a card, of revision " + QByteArray::number(revision)
            + ".\n";
    return card + words + "\n";
}

QByteArray rowsOf(int revision, const QByteArray& words)
{
    QJsonArray rows;
    for (int i = 0; i < 40; ++i) {
        const QString text = i == 7 ? u"Dear %1!"_s.arg(QString::fromLatin1(words)) : u"Letter %1"_s.arg(i * 7919);
        rows.append(QJsonObject{ { u"row_idx"_s, i }, { u"row"_s, QJsonObject{ { u"text"_s, text } } } });
    }
    const QJsonArray features{ QJsonObject{ { u"name"_s, u"text"_s },
        { u"type"_s, QJsonObject{ { u"dtype"_s, u"string"_s }, { u"_type"_s, u"Value"_s } } } } };
    return QJsonDocument(QJsonObject{ { u"features"_s, features }, { u"rows"_s, rows }, { u"revision"_s, revision } })
        .toJson(QJsonDocument::Compact);
}

QByteArray commentOf(const QByteArray& words)
{
    return "The letters were written by **" + words + "**, who did not agree.";
}

hub::Thread threadWith(const QByteArray& text, const QDateTime& now)
{
    hub::Thread thread;
    thread.repo = repo;
    thread.num = 1;
    thread.title = u"🚩 Report: Ethical issue(s)"_s;
    thread.status = u"open"_s;
    thread.createdAt = startTime().addDays(-1);
    thread.author.name = u"reporter"_s;
    thread.isReport = true;
    hub::Event event;
    event.id = u"ev1"_s;
    event.type = hub::EventType::Comment;
    event.typeName = u"comment"_s;
    event.createdAt = thread.createdAt;
    event.updatedAt = now;
    event.author = thread.author;
    event.raw = QString::fromUtf8(text);
    event.json = QJsonDocument(QJsonObject{ { u"raw"_s, event.raw } }).toJson();
    hub::Event other = event;
    other.id = u"ev2"_s;
    other.raw = u"I saw that, too."_s;
    other.json = "{}";
    thread.events = { event, other };
    return thread;
}

/// The repository as a sync stores it at one revision.
void store(sync::Mirror& mirror, int revision, const QByteArrayList& words)
{
    const QDateTime now = startTime().addSecs(revision * 60);
    hub::RepoInfo info;
    info.key = repo;
    info.sha = commitOf(revision);
    PeerFixture::must(mirror.storeRepo(repo, info, now));
    PeerFixture::must(mirror.storeCard(repo, info.sha, u"README.md"_s, cardOf(revision, words.at(0)), now));
    PeerFixture::must(
        mirror.storeTree(repo, info.sha, QList<hub::FileEntry>{ { u"README.md"_s, false, 9, {}, {}, {} } }, now));
    PeerFixture::must(mirror.storeViewer(repo,
        { u"first-rows"_s, u"default"_s, u"train"_s, 200, rowsOf(revision, words.at(1)), { now, std::nullopt } }));
    PeerFixture::must(mirror.storeThread(threadWith(commentOf(words.at(2)), now), now));
}

const QByteArrayList harmless{ "nobody in particular", "everybody", "people" };

struct Office {
    QTemporaryDir folder;
    FixedClock clock{ startTime() };
    std::unique_ptr<Workspace> workspace;
    std::unique_ptr<PeerFixture> bo;

    QString path() const { return folder.filePath(u"ws"_s); }

    Office()
    {
        Workspace::InitOptions options;
        options.endpoint = u"http://127.0.0.1:1/"_s;
        options.reviewerName = u"Mira"_s;
        options.passphrase = cheapPassphrase();
        options.cost = log::KdfCost::Cheap;
        auto made = Workspace::init(path(), std::move(options), clock);
        PeerFixture::must(made);
        workspace = std::move(*made);
        bo = std::make_unique<PeerFixture>(workspace->log(), u"Bo"_s, QStringList{ u"privacy"_s });
        store(workspace->mirror(), 1, secrets);
        PeerFixture::must(workspace->refreshView());
    }

    /// A note about all three places, taken at revision 1.
    log::EntryId note()
    {
        policy::Anchor card;
        card.commit = commitOf(1);
        card.sha256 = QString::fromLatin1(sha256Hex(cardOf(1, inCard)));
        card.path = u"README.md"_s;
        card.quote = QString::fromLatin1(inCard);
        policy::Anchor row;
        row.kind = policy::Anchor::Kind::Row;
        row.commit = commitOf(1);
        row.sha256 = QString::fromLatin1(sha256Hex(rowsOf(1, inRows)));
        row.path = u"default/train"_s;
        row.row = 7;
        row.column = u"text"_s;
        row.quote = QString::fromLatin1(inRows);
        policy::Anchor comment;
        comment.kind = policy::Anchor::Kind::Comment;
        comment.commentId = u"ev1"_s;
        comment.quote = QString::fromLatin1(inComment);
        PeerFixture::must(Casework(*workspace).annotate(subject.key(), u"Names people"_s, { card, row, comment }));
        const auto entries = workspace->log().entriesOf(log::CaseId{ workspace->view().find(subject.key())->caseId });
        PeerFixture::must(entries);
        return entries->last().id;
    }

    ErasureScope scopeOf(const log::EntryId& entry)
    {
        const auto scope = RedactionWork(*workspace).scopeOf(entry);
        PeerFixture::must(scope);
        return *scope;
    }

    void erase(const ErasureScope& scope)
    {
        const auto request = RedactionWork(*workspace).request(scope, u"gdpr-17"_s, {});
        PeerFixture::must(request);
        PeerFixture::must(bo->take(workspace->log()));
        PeerFixture::must(
            bo->store->append({ adminDraft(u"redact.approve"_s, { { u"request"_s, request->text() } }) }));
        StoreSource answer(*bo->store);
        PeerFixture::must(workspace->log().merge(answer));
        PeerFixture::must(workspace->refreshView());
    }

    /// Files with any of the words, without the folder.
    QStringList traces() const
    {
        QStringList out;
        for (const QByteArray& words : secrets) {
            const QStringList files = filesWith(path(), words);
            for (const QString& file : files)
                out.append(QString::fromLatin1(words.left(8)) + u" in "_s + file.mid(path().size() + 1));
        }
        return out;
    }
};

} // namespace

void TestMirrorErasure::reachesPastRevisionsAndEditedComments()
{
    Office office;
    sync::Mirror& mirror = office.workspace->mirror();
    const log::EntryId entry = office.note();
    store(mirror, 2, harmless);
    VERIFY_OK(office.workspace->refreshView());
    // The control: the words are in the log and in the three places that keep what was before.
    for (const QByteArray& words : secrets)
        QVERIFY2(filesWith(office.path(), words).contains(office.path() + u"/log.db"_s), words.constData());
    const auto blobOf = [&](const QByteArray& bytes) -> QString {
        const QString hash = QString::fromLatin1(sha256Hex(bytes));
        return office.path() + u"/blobs/"_s + hash.left(2) + u'/' + hash + u".zst"_s;
    };
    QVERIFY(filesWith(office.path(), inCard).contains(blobOf(cardOf(1, inCard))));
    QVERIFY(filesWith(office.path(), inRows).contains(blobOf(rowsOf(1, inRows))));
    QCOMPARE(mirror.earlierComments(repo, 1)->value(u"ev1"_s).size(), 1);

    const ErasureScope scope = office.scopeOf(entry);
    QCOMPARE(scope.blobs.size(), 3);
    office.erase(scope);

    QCOMPARE(office.traces(), QStringList());
    QVERIFY(mirror.earlierComments(repo, 1)->isEmpty());
    // What is not named stays, that of the same revision included.
    QCOMPARE(mirror.thread(repo, 1).value()->events.at(0).raw, QString::fromUtf8(commentOf(harmless.at(2))));
    const auto before = mirror.revision(repo, commitOf(1));
    VERIFY_OK(before);
    QVERIFY(before->has_value());
    QVERIFY(!(*before)->card);
    QVERIFY((*before)->files);
    QVERIFY((*before)->tables.isEmpty());
    const auto now = mirror.revision(repo, commitOf(2));
    QCOMPARE((*now)->card.value(), cardOf(2, harmless.at(0)));
    QCOMPARE((*now)->tables.size(), 1);
    QVERIFY(office.workspace->log().unreportedRedactions()->isEmpty());
    QVERIFY(office.workspace->log().verify(log::Depth::Full)->isSound());
}

void TestMirrorErasure::reachesWhatIsThereNow()
{
    Office office;
    sync::Mirror& mirror = office.workspace->mirror();
    const log::EntryId entry = office.note();
    const QStringList before
        = (filesWith(office.path(), inComment) + filesWith(office.path(), inRows)).filter(u"hub.db"_s);
    QVERIFY2(before.size() >= 2, qPrintable(before.join(u' ')));
    // Copies of hub.db that lie about hold the same.
    QVERIFY(QFile::copy(before.first(), office.path() + u"/hub.db.damaged-1700000000"_s));
    office.erase(office.scopeOf(entry));
    QCOMPARE(office.traces(), QStringList());
    const auto thread = mirror.thread(repo, 1);
    VERIFY_OK(thread);
    QCOMPARE((*thread)->events.size(), 2);
    QVERIFY((*thread)->events.at(0).raw.isEmpty());
    QVERIFY(!(*thread)->events.at(0).hidden);
    QCOMPARE((*thread)->events.at(1).raw, u"I saw that, too."_s);
    QVERIFY(mirror.earlierComments(repo, 1)->isEmpty());
    QCOMPARE(mirror.reportsOn(subject)->size(), 1);
}

void TestMirrorErasure::comesBackNeitherByImportNorBySync()
{
    Office office;
    Workspace& workspace = *office.workspace;
    const log::EntryId entry = office.note();
    // Bo, who keeps the same of the Hub, makes a work pack before anybody thought of an erasure.
    VERIFY_OK(workspace.log().renewExchangeKey());
    VERIFY_OK(office.bo->take(workspace.log()));
    auto theirs = sync::Mirror::open(office.bo->folder.path(), sync::Mirror::Access::ReadWrite);
    VERIFY_OK(theirs);
    store(*theirs, 1, secrets);
    exchange::ExportRequest pack;
    pack.file = office.folder.filePath(u"before.docket"_s);
    pack.purpose = exchange::Purpose::WorkPack;
    pack.subjects = { subject };
    pack.to = exchange::recipientsFor(*office.bo->store, { u"Mira"_s }, office.clock.now()).value();
    const auto written = exchange::exportBundle(
        *office.bo->store, *theirs, office.bo->folder.path(), office.clock.now().addSecs(600), pack);
    VERIFY_OK(written);
    QVERIFY(written->blobs > 0);

    office.erase(office.scopeOf(entry));
    QCOMPARE(office.traces(), QStringList());

    store(workspace.mirror(), 1, secrets); // a full sync: the Hub still shows all of it
    VERIFY_OK(workspace.refreshView());
    QCOMPARE(office.traces(), QStringList());
    store(workspace.mirror(), 2, harmless);
    store(workspace.mirror(), 1, secrets);
    store(workspace.mirror(), 3, harmless);
    VERIFY_OK(workspace.refreshView());
    QCOMPARE(office.traces(), QStringList());
    QVERIFY(workspace.mirror().earlierComments(repo, 1)->value(u"ev1"_s).isEmpty()
        || !workspace.mirror().earlierComments(repo, 1)->value(u"ev1"_s).last().raw.contains(
            QString::fromLatin1(inComment)));

    const auto taken = exchange::importBundle(workspace.log(), workspace.mirror(), workspace.folder(), pack.file);
    VERIFY_OK(taken);
    VERIFY_OK(workspace.refreshView());
    QCOMPARE(office.traces(), QStringList());
    // Nor after the folder of what must not come back was lost: opening looks for it.
    QDir(office.path() + u"/blobs/erased"_s).removeRecursively();
    VERIFY_OK(workspace.mirror().blobs().put(cardOf(1, inCard)));
    QVERIFY(!office.traces().isEmpty());
    office.workspace.reset();
    auto again = Workspace::open(office.path(), office.clock);
    VERIFY_OK(again);
    VERIFY_OK((*again)->refreshView());
    QCOMPARE(office.traces(), QStringList());
}

void TestMirrorErasure::leavesTheEvidenceWhenAskedTo()
{
    Office office;
    const log::EntryId entry = office.note();
    ErasureScope scope = office.scopeOf(entry);
    scope.blobs.clear();
    office.erase(scope);
    QCOMPARE(office.workspace->mirror().revision(repo, commitOf(1)).value()->card.value(), cardOf(1, inCard));
    QVERIFY(!filesWith(office.path(), inCard).contains(office.path() + u"/log.db"_s));
}

void TestMirrorErasure::caseCanStillBeWorkedOn()
{
    Office office;
    const log::EntryId entry = office.note();
    office.erase(office.scopeOf(entry));
    Casework work(*office.workspace);
    const auto file = work.caseFile(subject.key());
    VERIFY_OK(file);
    VERIFY_OK(hintsOf(*file, office.workspace->mirror()));
    policy::Anchor elsewhere;
    elsewhere.commit = commitOf(9);
    elsewhere.sha256 = QString(64, u'0');
    elsewhere.quote = u"A passage of another revision"_s;
    const auto now = evidenceNow(office.workspace->mirror(), subject, { elsewhere });
    VERIFY_OK(now);
    QCOMPARE(now->first().state, EvidenceNow::State::Unknown);
    const auto checklist = work.checklist(*file);
    VERIFY_OK(checklist);
    VERIFY_OK(work.offers(*file, *checklist));
}
