#include "core/hub/codec.h"
#include "tests/hub/suites.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <rapidcheck.h>

using namespace docket;
using namespace docket::hub;
using namespace Qt::StringLiterals;

namespace
{

const RepoKey repo{ RepoKind::Model, u"acme-lab/portrait-xl"_s };

QByteArray fileText(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString corpus()
{
    const QString named = qEnvironmentVariable("DOCKET_CORPUS");
    for (const QString& folder : { named, QStringLiteral(DOCKET_SOURCE_DIR "/../shared/corpus"),
             QStringLiteral(DOCKET_SOURCE_DIR "/../../shared/corpus") }) {
        if (!folder.isEmpty() && QDir(folder).exists())
            return folder;
    }
    return {};
}

const QByteArray detail
    = R"json({"_id":"66f000000000000000000024","num":12,"title":"\ud83d\udea9 Report: Ethical issue(s)",
 "createdAt":"2026-05-04T08:11:12.000Z","status":"closed",
 "author":{"_id":"6601","name":"teo","fullname":"Teo K.","type":"user","isPro":false,"isHf":false,"isMod":false},
 "repo":{"name":"acme-lab/portrait-xl","type":"model"},"isPullRequest":false,"isReport":true,"pinned":false,"locked":true,
 "events":[
  {"id":"a1","type":"comment","createdAt":"2026-05-04T08:11:12.000Z","author":{"name":"teo","isOwner":true},
   "data":{"edited":true,"hidden":false,"isReport":true,
     "latest":{"raw":"This model imitates a private person.","html":"<p>x</p>","updatedAt":"2026-05-04T08:12:12.000Z"},
     "numEdits":1,"editors":["teo"],"reactions":[{"reaction":"\ud83d\udc40","users":["ines"],"count":1}]}},
  {"id":"a2","type":"comment","createdAt":"2026-05-04T09:00:00.000Z",
   "data":{"edited":false,"hidden":true,"hiddenBy":"mira","hiddenReason":"Abuse","latest":{"raw":"","html":""}}},
  {"id":"a3","type":"title-change","createdAt":"2026-05-04T09:10:00.000Z","author":{"name":"mira"},
   "data":{"from":"Report","to":"Report: Ethical"}},
  {"id":"a4","type":"locking-change","createdAt":"2026-05-05T10:00:00.000Z","data":{"locked":true}},
  {"id":"a5","type":"report-status-change","createdAt":"2026-05-05T10:01:00.000Z","data":{"report":true}},
  {"id":"a6","type":"status-change","createdAt":"2026-05-05T10:02:00.000Z","data":{"status":"closed","reason":"Resolved"}},
  {"id":"a7","type":"commit","createdAt":"2026-05-05T10:03:00.000Z","data":{"subject":"s","oid":"c0ff"}},
  {"id":"a8","type":"pinning-change","createdAt":"2026-05-05T10:03:00.000Z","data":{"pinned":true}},
  {"id":"a9","type":"ref-deleted","createdAt":"2026-05-05T10:03:00.000Z","data":{}}]})json";

} // namespace

void TestCodec::listing()
{
    const auto page = decodeListing(R"([{"_id":"65a0","id":"acme-lab/portrait-xl","author":"acme-lab","private":false,
        "gated":"manual","disabled":true,"downloads":1203,"likes":17,"tags":["a","b"],"pipeline_tag":"text-to-image",
        "sha":"4b1d0c7a9e2f35860d1c2b3a495867708192a3b4","createdAt":"2024-01-12T08:03:11.000Z",
        "lastModified":"2026-05-03T19:40:02.000Z"},
        {"id":"../../etc/passwd"},{"id":7},null,"x",{"id":"acme/y","gated":false,"likes":"many","sha":"HEAD"}])",
        RepoKind::Model, u"list"_s);
    QVERIFY(page);
    QCOMPARE(page->items.size(), 2);
    QCOMPARE(page->skipped, 4);
    const RepoInfo& info = page->items.first();
    QCOMPARE(info.key, repo);
    QCOMPARE(info.gated, u"manual"_s);
    QVERIFY(info.disabled);
    QCOMPARE(info.downloads, 1203);
    QCOMPARE(info.tags, QStringList({ u"a"_s, u"b"_s }));
    QCOMPARE(info.sha, u"4b1d0c7a9e2f35860d1c2b3a495867708192a3b4"_s);
    QCOMPARE(info.lastModified, QDateTime(QDate(2026, 5, 3), QTime(19, 40, 2), Qt::UTC));
    QCOMPARE(page->items[1].likes, 0);
    QVERIFY2(page->items[1].sha.isEmpty(), "a branch name must not pass as a commit");
    QCOMPARE(page->items[1].author, u"acme"_s);
}

void TestCodec::repoInfo()
{
    const QByteArray body = R"({"_id":"65a0","id":"acme-lab/portrait-xl","gated":false,"model-index":null,
        "securityRepoStatus":{"scansDone":true,"filesWithIssues":[{"path":"unet/weights.pkl","level":"unsafe"},{"x":1}]}})";
    const auto info = decodeRepoInfo(body, RepoKind::Model, u"model x"_s);
    QVERIFY(info);
    QVERIFY(info->scan.done);
    QCOMPARE(info->scan.filesWithIssues.size(), 1);
    QCOMPARE(info->scan.filesWithIssues.first().level, u"unsafe"_s);
    QCOMPARE(info->json, body);
    const auto none = decodeRepoInfo("{\"id\":null}", RepoKind::Model, u"model x"_s);
    QVERIFY(!none);
    QCOMPARE(none.error().code, ErrorCode::Parse);
    QVERIFY2(none.error().text().contains(u"$.id"), qPrintable(none.error().text()));
    QVERIFY(none.error().text().contains(u"model x"));
}

void TestCodec::tree()
{
    const auto files = decodeTree(R"([{"type":"directory","oid":"1a","size":0,"path":"unet"},
        {"type":"file","oid":"77","size":134,"path":"unet/weights.pkl","lfs":{"oid":"9b0c","size":988123456,"pointerSize":134},
         "securityFileStatus":{"status":"unsafe","avScan":{"status":"safe"}}},
        {"type":"file","path":"old.bin","size":3,"security":{"safe":false}},{"type":"file"},5])",
        u"files"_s);
    QVERIFY(files);
    QCOMPARE(files->size(), 3);
    QVERIFY(files->at(0).isFolder);
    QCOMPARE(files->at(1).size, 988123456);
    QCOMPARE(files->at(1).lfsSha256, u"9b0c"_s);
    QCOMPARE(files->at(1).scanLevel, u"unsafe"_s);
    QCOMPARE(files->at(2).scanLevel, u"unsafe"_s);
}

void TestCodec::discussion()
{
    const auto thread = decodeDiscussion(detail, repo, u"thread"_s);
    QVERIFY2(thread, thread ? "" : qPrintable(thread.error().text()));
    QCOMPARE(thread->num, 12);
    QCOMPARE(thread->isReport, std::optional(true));
    QVERIFY(thread->locked);
    QCOMPARE(thread->events.size(), 9);
    const Event& first = thread->events[0];
    QCOMPARE(first.raw, u"This model imitates a private person."_s);
    QVERIFY(first.isReport && first.edited && first.author.isOwner);
    QCOMPARE(first.reactions.first().count, 1);
    QVERIFY(!first.json.isEmpty());
    QVERIFY(thread->events[1].author.name.isEmpty());
    QVERIFY(thread->events[1].hidden);
    QCOMPARE(thread->events[1].hiddenReason, u"Abuse"_s);
    QCOMPARE(thread->events[2].to, u"Report: Ethical"_s);
    QCOMPARE(thread->events[3].to, u"locked"_s);
    QVERIFY(thread->events[4].report);
    QCOMPARE(thread->events[5].to, u"closed"_s);
    QCOMPARE(thread->events[6].oid, u"c0ff"_s);
    QCOMPARE(thread->events[7].type, EventType::Pinning);
    QCOMPARE(thread->events[8].type, EventType::Unknown);
    QCOMPARE(thread->events[8].typeName, u"ref-deleted"_s);
    QCOMPARE(thread->numComments, 2);
}

void TestCodec::discussionWrongTypes()
{
    const auto noEvents = decodeDiscussion(R"({"num":1,"events":{}})", repo, u"t"_s);
    QVERIFY(!noEvents);
    QVERIFY(noEvents.error().cause.contains(u"$.events"));
    const auto noNum = decodeDiscussion(R"({"num":"1","events":[]})", repo, u"t"_s);
    QVERIFY(!noNum);
    QVERIFY(noNum.error().cause.contains(u"$.num"));
    const auto odd = decodeDiscussion(
        R"({"num":1,"title":5,"author":null,"events":[null,{"type":"comment","data":{"latest":{"raw":7}}},{"data":[]}]})",
        repo, u"t"_s);
    QVERIFY(odd);
    QCOMPARE(odd->events.size(), 2);
    QVERIFY(odd->title.isEmpty());
}

void TestCodec::discussions()
{
    const auto page = decodeDiscussions(R"({"discussions":[{"num":3,"title":"t","status":"open","numComments":4,
        "isPullRequest":true,"pinned":true,"author":{"name":"x"}},{"num":0}],"count":7,"start":5})",
        repo, u"d"_s);
    QVERIFY(page);
    QCOMPARE(page->threads.size(), 1);
    QCOMPARE(page->threads[0].numComments, 4);
    QVERIFY(page->threads[0].isPullRequest);
    QVERIFY(!page->threads[0].isReport);
    QCOMPARE(page->count, 7);
    QCOMPARE(page->start, 5);
    QCOMPARE(page->skipped, 1);
    QVERIFY(!decodeDiscussions("[]", repo, u"d"_s));
}

void TestCodec::hugeComment()
{
    QByteArray body = R"({"num":1,"events":[{"id":"a","type":"comment","data":{"latest":{"raw":")";
    body += QByteArray(10 * 1024 * 1024, 'a');
    body += R"("}}},{"id":"b","type":"comment","data":{"latest":{"raw":"ok"}}}]})";
    const auto thread = decodeDiscussion(body, repo, u"t"_s);
    QVERIFY(thread);
    QVERIFY(thread->events[0].raw.size() < Limits::commentBytes + 200);
    QVERIFY(thread->events[0].raw.endsWith(u"10485760 bytes.]"));
    QVERIFY(thread->events[0].json.isEmpty());
    QCOMPARE(thread->events[1].raw, u"ok"_s);
}

void TestCodec::absurdBodies()
{
    const auto large = decodeListing(QByteArray(Limits::bodyBytes + 1, ' '), RepoKind::Model, u"list"_s);
    QVERIFY(!large);
    QCOMPARE(large.error().code, ErrorCode::LimitExceeded);
    QVERIFY(!decodeListing(QByteArray(100'000, '['), RepoKind::Model, u"list"_s));
    QVERIFY(!decodeListing("", RepoKind::Model, u"list"_s));
    const auto count = decodeDiscussions(R"({"discussions":[],"count":99999999999999999999,"start":-5})", repo, u"d"_s);
    QVERIFY(count);
    QCOMPARE(count->start, 0);
}

void TestCodec::oddText()
{
    // Half a surrogate pair as JavaScript escapes it, a whole one beside it, and a stray byte.
    const auto thread = decodeDiscussion(
        "{\"num\":1,\"title\":\"x\\ud83d y \\ud83d\\ude00 \\\\ud83d \xff\",\"events\":[]}", repo, u"t"_s);
    QVERIFY2(thread, thread ? "" : qPrintable(thread.error().text()));
    QCOMPARE(thread->title, u"x\uFFFD y \U0001F600 \\ud83d \uFFFD"_s);
}

void TestCodec::smallAnswers()
{
    const auto me = decodeWhoami(R"({"type":"user","id":"6512","name":"mira-mod","fullname":"Mira M.",
        "orgs":[{"type":"org","name":"review-board","roleInOrg":"write"}],
        "auth":{"type":"access_token","accessToken":{"displayName":"w","role":"fineGrained",
        "fineGrained":{"global":["discussion.write"]}}}})",
        u"me"_s);
    QVERIFY(me);
    QCOMPARE(me->name, u"mira-mod"_s);
    QCOMPARE(me->tokenRole, u"fineGrained"_s);
    QCOMPARE(me->globalScopes, QStringList{ u"discussion.write"_s });
    QCOMPARE(me->orgs.first().roleInOrg, u"write"_s);

    const auto notes = decodeNotifications(R"({"notifications":[{"type":"repo","updatedAt":"2026-05-04T09:00:01.000Z",
        "repo":{"name":"acme-lab/portrait-xl","type":"model"},"discussion":{"id":"66","num":12}},{"type":"paper"}]})",
        u"n"_s);
    QVERIFY(notes);
    QCOMPARE(notes->size(), 1);
    QCOMPARE(notes->first().thread, 12);

    const auto splits
        = decodeSplits(R"({"splits":[{"dataset":"a/b","config":"default","split":"train"},{"config":1}]})", u"s"_s);
    QVERIFY(splits);
    QCOMPARE(splits->size(), 1);

    const auto commit = decodeCommit(R"({"success":true,"commitOid":"c0ffee0000000000000000000000000000000000",
        "commitUrl":"https://h/commit/c","pullRequestUrl":"https://huggingface.co/acme-lab/portrait-xl/discussions/13"})",
        u"c"_s);
    QVERIFY(commit);
    QCOMPARE(commit->pullRequest, 13);

    const auto event = decodeEvent(
        R"({"newMessage":{"id":"6700","type":"comment","data":{"latest":{"raw":"hi"}}}})", "newMessage", u"e"_s);
    QVERIFY(event);
    QCOMPARE(event->id, u"6700"_s);
    QCOMPARE(event->raw, u"hi"_s);
}

void TestCodec::errorBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QString>("words");
    const QByteArray json = "application/json; charset=utf-8";
    QTest::newRow("text") << QByteArray(R"({"error":"text"})") << json << u"text"_s;
    QTest::newRow("list") << QByteArray(R"({"error":["text 1","text 2"]})") << json << u"text 1; text 2"_s;
    QTest::newRow("description") << QByteArray(R"({"error":"invalid_grant","error_description":"text"})") << json
                                 << u"invalid_grant; text"_s;
    QTest::newRow("errors") << QByteArray(R"({"errors":[{"message":"text"}],"warnings":[]})") << json << u"text"_s;
    QTest::newRow("message") << QByteArray(R"({"message":"text"})") << json << u"text"_s;
    QTest::newRow("plain") << QByteArray("Not\nhere") << QByteArray("text/plain") << u"Not here"_s;
    QTest::newRow("html") << QByteArray("<!doctype html><p>x") << QByteArray("text/html") << QString();
    QTest::newRow("broken json") << QByteArray("{\"error\":") << json << u"{\"error\":"_s;
    QTest::newRow("empty") << QByteArray() << json << QString();
}
void TestCodec::errorBodies()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    QFETCH(QString, words);
    QCOMPARE(decodeErrorText(body, type), words);
}

void TestCodec::recordedThreads()
{
    if (corpus().isEmpty())
        QSKIP("no corpus");
    const auto page = decodeDiscussions(fileText(corpus() + u"/discussions/api-list.json"_s), repo, u"list"_s);
    QVERIFY(page);
    QCOMPARE(page->threads.size(), 2);
    QVERIFY(page->threads[0].isPullRequest);
    const auto thread = decodeDiscussion(fileText(corpus() + u"/discussions/api-details.json"_s), repo, u"detail"_s);
    QVERIFY(thread);
    QCOMPARE(thread->events.size(), 3);
    QCOMPARE(thread->events[0].raw, u"dd"_s);
    QCOMPARE(thread->isReport, std::optional(false));
    QVERIFY(reportsIn(*thread).isEmpty());
}

void TestCodec::hostileJson()
{
    if (corpus().isEmpty())
        QSKIP("no corpus");
    const QDir folder(corpus() + u"/hostile/json"_s);
    const QStringList names = folder.entryList({ u"*.json"_s }, QDir::Files);
    QVERIFY(names.size() > 20);
    for (const QString& name : names) {
        const QByteArray body = fileText(folder.filePath(name));
        const bool good
            = checkJsonObject(body, name).has_value() || decodeListing(body, RepoKind::Model, name).has_value();
        if (name.startsWith(u"n_"))
            QVERIFY2(!good, qPrintable(name));
        (void)decodeDiscussion(body, repo, name);
        (void)decodeErrorText(body, "application/json");
        (void)decodeWhoami(body, name);
    }
    const QDir viewer(corpus() + u"/dataset_viewer/examples"_s);
    for (const QString& name : viewer.entryList({ u"*.json"_s }, QDir::Files)) {
        const QByteArray body = fileText(viewer.filePath(name));
        const auto parsed = QJsonDocument::fromJson(body);
        QCOMPARE(checkJsonObject(body, name).has_value(), parsed.isObject());
    }
}

void TestCodec::mutations()
{
    const bool ok = rc::check("no mutation of a thread crashes the decoder or invents a number", [] {
        QByteArray body = detail;
        const int edits = *rc::gen::inRange(1, 12);
        for (int i = 0; i < edits; ++i) {
            const auto at = static_cast<qsizetype>(*rc::gen::inRange<int>(0, int(body.size())));
            const int what = *rc::gen::inRange(0, 4);
            if (what == 0)
                body[at] = *rc::gen::arbitrary<char>();
            else if (what == 1)
                body.remove(at, *rc::gen::inRange(1, 40));
            else if (what == 2)
                body.insert(at, body.mid(*rc::gen::inRange<int>(0, int(body.size())), 60));
            else
                body.truncate(qMax(qsizetype(1), at));
        }
        const auto thread = decodeDiscussion(body, repo, u"t"_s);
        if (thread) {
            RC_ASSERT(thread->num > 0);
            (void)reportsIn(*thread);
        } else {
            RC_ASSERT(!thread.error().cause.isEmpty());
        }
    });
    QVERIFY(ok);
}
