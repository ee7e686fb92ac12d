#include "tests/workspace/tst_redaction.h"

#include "core/exchange/bundle.h"
#include "core/exchange/exportbundle.h"
#include "core/exchange/gzipstream.h"
#include "core/exchange/importbundle.h"
#include "core/log/format/proof.h"
#include "core/workspace/casework.h"
#include "core/workspace/redactionwork.h"
#include "core/workspace/unrecorded.h"
#include "tests/log/peerfixture.h"
#include "tests/workspace/packedwords.h"

#include <sqlite3.h>

using namespace docket;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

const QByteArray secretWords = "Ariadne Example of Naxos Lane";
const RepoKey repo{ RepoKind::Model, u"northwind/screening"_s };

std::unique_ptr<Workspace> makeWorkspace(const QString& folder, Clock& clock)
{
    Workspace::InitOptions options;
    options.endpoint = u"http://127.0.0.1:1/"_s;
    options.reviewerName = u"Mira"_s;
    options.passphrase = cheapPassphrase();
    options.cost = log::KdfCost::Cheap;
    auto workspace = Workspace::init(folder, std::move(options), clock);
    if (!workspace)
        qFatal("%s", qPrintable(workspace.error().text()));
    sync::Mirror& mirror = (*workspace)->mirror();
    hub::RepoInfo info;
    info.key = repo;
    info.sha = QString(40, u'a');
    hub::Thread thread;
    thread.repo = repo;
    thread.num = 1;
    thread.title = u"Report"_s;
    thread.status = u"open"_s;
    thread.createdAt = clock.now().addDays(-1);
    thread.author.name = u"reporter"_s;
    thread.isReport = true;
    hub::Event event;
    event.id = u"ev1"_s;
    event.type = hub::EventType::Comment;
    event.typeName = u"comment"_s;
    event.createdAt = thread.createdAt;
    event.author = thread.author;
    event.raw = u"Please look at this"_s;
    event.json = "{}";
    thread.events = { event };
    if (!mirror.storeRepo(repo, info, clock.now())
        || !mirror.storeCard(
            repo, info.sha, u"README.md"_s, QByteArray("# Resume Rank\n\nShortlists people.\n"), clock.now())
        || !mirror.storeThread(thread, clock.now()) || !(*workspace)->refreshView())
        qFatal("the mirror cannot be filled");
    return std::move(*workspace);
}

/// An index that knows a word that is in no row any more gives it away.
bool indexKnows(const QString& viewPath, const char* word)
{
    sqlite3* db = nullptr;
    sqlite3_open_v2(viewPath.toUtf8().constData(), &db, SQLITE_OPEN_READONLY, nullptr);
    bool found = false;
    sqlite3_stmt* tables = nullptr;
    sqlite3_prepare_v2(db, "SELECT name FROM sqlite_schema WHERE sql LIKE '%fts5(%'", -1, &tables, nullptr);
    while (tables && sqlite3_step(tables) == SQLITE_ROW) {
        const QByteArray name(reinterpret_cast<const char*>(sqlite3_column_text(tables, 0)));
        sqlite3_stmt* match = nullptr;
        const QByteArray sql = "SELECT 1 FROM \"" + name + "\" WHERE \"" + name + "\" MATCH '" + word + "'";
        sqlite3_prepare_v2(db, sql.constData(), -1, &match, nullptr);
        found = found || (match && sqlite3_step(match) == SQLITE_ROW);
        sqlite3_finalize(match);
    }
    sqlite3_finalize(tables);
    sqlite3_close(db);
    return found;
}

log::Draft note(const QByteArray& secret, const QString& text)
{
    const Subject subject{ repo, 0 };
    return draft(
        u"case.note"_s, log::caseIdFor(secret, subject), { { u"text"_s, text }, { u"subject"_s, subject.key() } });
}

} // namespace

void TestRedaction::leavesNoTrace()
{
    QTemporaryDir folder;
    FixedClock clock{ startTime() };
    auto workspace = makeWorkspace(folder.filePath(u"ws"_s), clock);
    PeerFixture bo(workspace->log(), u"Bo"_s, { u"privacy"_s });
    const QByteArray secret = workspace->log().workspaceSecret().value();
    // The words stand in a note, in evidence and in its blob; another blob stays.
    QByteArray evidence;
    for (int i = 0; i < 60; ++i) // real words, so that zstd spells each letter in bits of its own
        evidence += "Line " + QByteArray::number(i * 7919) + " of a screenshot, where somebody wrote about it.\n";
    evidence += "A screenshot's text: " + secretWords + "\n";
    const QByteArray sha = workspace->mirror().blobs().put(evidence).value();
    const QByteArray other = workspace->mirror().blobs().put("something else").value();
    VERIFY_OK(workspace->mirror().blobs().persist(sha));
    const Subject subject{ repo, 0 };
    const log::CaseId caseId = log::caseIdFor(secret, subject);
    const auto written = workspace->log().append({ note(secret, u"Seen: "_s + QString::fromLatin1(secretWords)),
        draft(u"case.evidence"_s, caseId,
            { { u"sha256"_s, QString::fromLatin1(sha) }, { u"size"_s, evidence.size() }, { u"type"_s, u"text/plain"_s },
                { u"revision"_s, QString::fromLatin1(secretWords) } }) });
    VERIFY_OK(written);
    VERIFY_OK(workspace->refreshView());
    const QString blob
        = QDir(folder.filePath(u"ws/blobs"_s)).filePath(QString::fromLatin1(sha.first(2) + '/' + sha + ".zst"));
    // The control: each place is found as long as the words are there, the blob by unpacking it only.
    const QStringList before = filesWith(folder.path(), secretWords);
    QVERIFY(before.contains(folder.filePath(u"ws/log.db"_s)));
    QVERIFY2(before.contains(blob), qPrintable(before.join(u' ')));
    QFile packed(blob);
    QVERIFY(packed.open(QIODevice::ReadOnly));
    QVERIFY(!packed.readAll().contains(secretWords));
    const QByteArray proof = workspace->log().prove(written->first().id).value();

    RedactionWork work(*workspace);
    ErasureScope scope;
    for (const log::Entry& entry : *written) {
        const auto one = work.scopeOf(entry.id);
        VERIFY_OK(one);
        scope.entries += one->entries;
        scope.blobs += one->blobs;
    }
    QCOMPARE(scope.blobs, QStringList{ QString::fromLatin1(sha) });
    const auto request = work.request(scope, u"gdpr-17"_s, {});
    VERIFY_OK(request);
    VERIFY_OK(bo.take(workspace->log()));
    VERIFY_OK(bo.store->append({ adminDraft(u"redact.approve"_s, { { u"request"_s, request->text() } }) }));
    StoreSource answer(*bo.store);
    const auto merged = workspace->log().merge(answer);
    VERIFY_OK(merged);
    QCOMPARE(merged->erased, 2);
    VERIFY_OK(workspace->refreshView());

    QCOMPARE(filesWith(folder.path(), secretWords), QStringList());
    QVERIFY(!workspace->mirror().blobs().contains(sha));
    QVERIFY(workspace->mirror().blobs().contains(other));
    QVERIFY(!indexKnows(folder.filePath(u"ws/view.db"_s), "Ariadne"));
    VERIFY_OK(workspace->view().find(subject.key()));
    const auto report = workspace->log().verify(log::Depth::Full);
    VERIFY_OK(report);
    QVERIFY(report->isSound());
    QCOMPARE(report->erased, 2);
    VERIFY_OK(log::verifyProof(log::Proof::parse(proof).value(), workspace->log().me().device));
    QVERIFY(workspace->log().unreportedRedactions()->isEmpty());
    // Somebody who has not heard of it hands the payload in again, and it is refused.
    StoreSource again(*bo.store);
    const auto refused = workspace->log().merge(again);
    VERIFY_OK(refused);
    QCOMPARE(refused->newPayloads, 0);
    QCOMPARE(filesWith(folder.path(), secretWords), QStringList());
    // Nor does a bundle made later tell it, to somebody who can open it.
    VERIFY_OK(bo.store->renewExchangeKey());
    StoreSource keys(*bo.store);
    VERIFY_OK(workspace->log().merge(keys));
    exchange::ExportRequest pack;
    pack.file = folder.filePath(u"later.docket"_s);
    pack.to = exchange::recipientsFor(workspace->log(), { u"Bo"_s }, clock.now()).value();
    VERIFY_OK(exchange::exportBundle(workspace->log(), workspace->mirror(), workspace->folder(), clock.now(), pack));
    QCOMPARE(filesWith(folder.path(), secretWords), QStringList());
    QVERIFY(!filesWith(folder.path(), "docket-bundle/v1").isEmpty()); // and yet it was looked into
    const auto bundle = exchange::Bundle::open(pack.file, workspace->folder());
    VERIFY_OK(bundle);
    const auto secrets = exchange::secretsOf(bo.store->exchangeSecrets().value());
    QByteArray sealed;
    exchange::SealedPartVisitor visitor;
    visitor.payload = [&sealed](const log::EntryId&, QByteArrayView, QByteArrayView data) -> Status {
        sealed += data;
        return {};
    };
    visitor.blob = [&sealed](QByteArrayView, QByteArrayView data) -> Status {
        sealed += data;
        return {};
    };
    visitor.hubLine = [&sealed](const QByteArray& line) -> Status {
        sealed += line;
        return {};
    };
    VERIFY_OK(exchange::readSealedPart((*bundle)->sealedPath(), secrets, visitor));
    QVERIFY(sealed.contains("northwind") || sealed.contains("person"));
    QVERIFY(!holdsWords(sealed, secretWords));
}

void TestRedaction::searchLooksIntoStreams()
{
    // What the search above is worth: streams anywhere in a file, and in one another.
    QTemporaryDir folder;
    const auto put = [&](const QString& name, const QByteArray& bytes) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    };
    const auto gzip = [](const QByteArray& plain) {
        QByteArray out;
        exchange::GzipWriter writer([&out](QByteArrayView bytes) -> Status {
            out += bytes;
            return {};
        });
        PeerFixture::must(writer.write(plain));
        PeerFixture::must(writer.finish());
        return out;
    };
    QByteArray text;
    for (int i = 0; i < 300; ++i)
        text += "A line that says " + QByteArray::number(i * 104729) + ", and nothing else.\n";
    text += secretWords;
    QTemporaryDir blobs;
    const auto store = BlobStore::open(blobs.path());
    VERIFY_OK(store);
    const QByteArray hash = store->put(text).value();
    QFile blob(blobs.filePath(QString::fromLatin1(hash.first(2) + '/' + hash + ".zst")));
    QVERIFY(blob.open(QIODevice::ReadOnly));
    const QByteArray zstd = blob.readAll();
    put(u"plain"_s, "not here");
    put(u"gzip"_s, "something before" + gzip(text) + "something behind");
    put(u"zstd"_s, QByteArray(100, '\x28') + zstd);
    put(u"zstd in gzip"_s, gzip("a tar, say" + zstd));
    put(u"cut"_s, gzip(text + QByteArray(100'000, 'x')).chopped(70));
    for (const QString& name : { u"gzip"_s, u"zstd"_s, u"zstd in gzip"_s, u"cut"_s }) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains(secretWords), qPrintable(name));
    }
    QStringList found = filesWith(folder.path(), secretWords);
    found.replaceInStrings(folder.path() + u'/', QString());
    found.sort();
    QCOMPARE(found, (QStringList{ u"cut"_s, u"gzip"_s, u"zstd"_s, u"zstd in gzip"_s }));
}

void TestRedaction::findsWhatRepeatsTheWords()
{
    QTemporaryDir folder;
    FixedClock clock{ startTime() };
    auto workspace = makeWorkspace(folder.filePath(u"ws"_s), clock);
    const log::CaseId caseId{ workspace->view().find(u"model:northwind/screening"_s)->caseId };
    const auto written = workspace->log().append(
        { draft(u"case.decide"_s, caseId, { { u"code"_s, u"D20"_s }, { u"notice"_s, u"Dear Ariadne"_s } }),
            draft(u"action.queued"_s, caseId,
                { { u"action"_s, u"a1"_s }, { u"act"_s, QJsonObject{ { u"text"_s, u"Dear Ariadne"_s } } } }),
            draft(u"action.queued"_s, caseId,
                { { u"action"_s, u"a2"_s }, { u"act"_s, QJsonObject{ { u"text"_s, u"Hello"_s } } } }) });
    VERIFY_OK(written);
    const auto scope = RedactionWork(*workspace).scopeOf(written->at(0).id);
    VERIFY_OK(scope);
    QCOMPARE(scope->entries, (QList<log::EntryId>{ written->at(0).id, written->at(1).id }));
    // What says who may do what has to stay.
    const auto all = workspace->log().entries(0, 100);
    const auto refused = RedactionWork(*workspace).scopeOf(all->first().id);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Validation);
}

void TestRedaction::takesTwoPeople()
{
    QTemporaryDir folder;
    FixedClock clock{ startTime() };
    auto workspace = makeWorkspace(folder.filePath(u"ws"_s), clock);
    const QByteArray secret = workspace->log().workspaceSecret().value();
    const auto written = workspace->log().append({ note(secret, u"words"_s) });
    VERIFY_OK(written);
    RedactionWork work(*workspace);
    const auto request = work.request({ { written->first().id }, {} }, u"other"_s, u"asked for"_s);
    VERIFY_OK(request);
    QCOMPARE(work.pending()->size(), 1);
    const Status own = work.approve(*request);
    QVERIFY(!own);
    QCOMPARE(own.error().code, ErrorCode::Validation);
    QVERIFY2(own.error().wayOut.contains(u"second person"_s), qPrintable(own.error().text()));
    QVERIFY(workspace->log().payload(written->first().id).value().has_value());
    const auto unknown = work.request({ { written->first().id }, {} }, u"because"_s, {});
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().code, ErrorCode::Usage);
}

void TestRedaction::keepsWhatCouldNotBeWritten()
{
    QTemporaryDir folder;
    FixedClock clock{ startTime() };
    const QString path = folder.filePath(u"ws"_s);
    auto workspace = makeWorkspace(path, clock);
    const QList<log::Draft> drafts{ note(workspace->log().workspaceSecret().value(), u"Thought out with care"_s) };
    const auto kept = keepUnrecorded(path, { drafts, {} }, clock);
    VERIFY_OK(kept);
    QCOMPARE(unrecordedFiles(path), QStringList{ *kept });
    QCOMPARE(QFile::permissions(*kept) & (QFile::ReadOther | QFile::ReadGroup), QFile::Permissions());
    const auto read = readUnrecorded(*kept);
    VERIFY_OK(read);
    QCOMPARE(read->drafts.size(), 1);
    QCOMPARE(read->drafts.first().payload, drafts.first().payload);
    QCOMPARE(read->drafts.first().caseId, drafts.first().caseId);
    const qint64 before = workspace->log().size().value();
    VERIFY_OK(Casework(*workspace).recover(*kept));
    QCOMPARE(workspace->log().size().value(), before + 1);
    QVERIFY(unrecordedFiles(path).isEmpty());
    QFile bad(folder.filePath(u"bad.json"_s));
    QVERIFY(bad.open(QIODevice::WriteOnly));
    bad.write("{}");
    bad.close();
    QVERIFY(!readUnrecorded(bad.fileName()));
    // Where the workspace takes nothing more, the file goes elsewhere.
    const auto elsewhere = keepUnrecorded(u"/proc/none"_s, { drafts, {} }, clock);
    VERIFY_OK(elsewhere);
    QVERIFY(!elsewhere->startsWith(u"/proc"_s));
    QFile::remove(*elsewhere);
}

void TestRedaction::looksOnlyAtWhatIsNewWhenOpening()
{
    QTemporaryDir folder;
    FixedClock clock{ startTime() };
    const QString path = folder.filePath(u"ws"_s);
    makeWorkspace(path, clock).reset();
    VERIFY_OK(Workspace::open(path, clock));
    const auto damage = [&](const char* sql) {
        sqlite3* db = nullptr;
        sqlite3_open(qPrintable(path + u"/log.db"_s), &db);
        sqlite3_exec(db, "DROP TRIGGER entry_no_update", nullptr, nullptr, nullptr);
        QCOMPARE(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(db);
    };
    {
        auto workspace = Workspace::open(path, clock);
        VERIFY_OK(workspace);
        VERIFY_OK((*workspace)->unlock(cheapPassphrase()));
        const QByteArray secret = (*workspace)->log().workspaceSecret().value();
        VERIFY_OK((*workspace)->log().append({ note(secret, u"one"_s), note(secret, u"two"_s) }));
    }
    damage("UPDATE entry SET lc=lc+1 WHERE n=(SELECT max(n)-1 FROM entry)");
    auto workspace = Workspace::open(path, clock);
    VERIFY_OK(workspace);
    const auto reason = (*workspace)->log().readOnlyReason();
    QVERIFY(reason.has_value());
    QVERIFY2(reason->cause.contains(u"column"_s), qPrintable(reason->text()));
}
