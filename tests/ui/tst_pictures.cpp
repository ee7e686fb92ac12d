#include "app/docket/desk/hubpictures.h"
#include "core/base/clock.h"
#include "core/card/repositorypath.h"
#include "tests/support/scriptedserver.h"
#include "tests/ui/uitests.h"

#include <QHostAddress>
#include <QTemporaryDir>
#include <QTest>

using namespace docket;
using namespace Qt::StringLiterals;
using app::ForeignPicture;
using app::HubPictures;
using test::ScriptedServer;
using ui::review::PictureBytes;
using ui::review::PictureRequest;

namespace
{
const QString endpoint = u"https://hub.example.org"_s;
const RepoKey dataset{ RepoKind::Dataset, u"acme/faces"_s };
const QString commit(40, u'c');
const QByteArray png = "\x89PNG\r\n\x1a\n" + QByteArray(500, 'p');
} // namespace

class PicturesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addressesStayInTheRepository_data();
    void addressesStayInTheRepository();
    void places_data();
    void places();
    void privateAddresses_data();
    void privateAddresses();
    void fromTheHubOnceThenFromTheWorkspace();
    void otherHostsGetNothingOfOurs();
    void redirects();
    void tooLargeIsNotRead();
    void closedCasesAskNobody();
    void whatIsNoPictureIsNotKept();
    void cancelledIsSilent();

private:
    struct Desk; ///< a workspace, a Hub, another host
};

struct PicturesTest::Desk {
    QTemporaryDir folder;
    SystemClock clock;
    WorkspaceThread workspace;
    ScriptedServer hub;
    ScriptedServer other;
    QObject receiver;
    HubPictures pictures{ workspace };
    std::optional<Result<PictureBytes>> answer;
    qint64 progress = 0;

    Desk(const ScriptedServer::Handler& onHub, const ScriptedServer::Handler& onOther) : hub(onHub), other(onOther)
    {
        std::optional<Status> opened;
        workspace.open(
            [this] {
                Workspace::InitOptions options;
                options.endpoint = hub.url();
                options.reviewerName = u"Ada"_s;
                options.passphrase = log::Secret::copyOf("pass");
                options.cost = log::KdfCost::Cheap;
                return Workspace::init(folder.filePath(u"w"_s), std::move(options), clock);
            },
            &receiver, [&opened](const Status& status) { opened = status; });
        if (!QTest::qWaitFor([&] { return opened.has_value(); }, 20'000) || !*opened)
            qFatal("no workspace");
        hub::Client::Config config;
        config.endpoint = hub.url();
        config.token = hub::Token("hf_secret", u"test"_s);
        config.retryWaitsMs = {};
        pictures.setClient(config);
        pictures.allowOwnNetwork();
    }
    PictureRequest request(const QString& url, const QStringList& agreed = {}) const
    {
        PictureRequest request;
        request.repo = dataset;
        request.commit = commit;
        request.picture.number = 1;
        request.picture.url = url;
        request.agreedHosts = agreed;
        return request;
    }
    void ask(const PictureRequest& request)
    {
        answer.reset();
        pictures.fetch(
            request, &receiver, [this](qint64 bytes) { progress = bytes; },
            [this](const Result<PictureBytes>& result) { answer = result; });
    }
    bool wait()
    {
        return QTest::qWaitFor([this] { return answer.has_value(); }, 10'000);
    }
};

void PicturesTest::addressesStayInTheRepository_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("path"); // empty: refused
    QTest::newRow("relative") << u"figures/a.png"_s << u"figures/a.png"_s;
    QTest::newRow("dot") << u"./a%20b.png?raw=true#x"_s << u"a b.png"_s;
    QTest::newRow("rooted") << u"/a.png"_s << u"a.png"_s;
    QTest::newRow("up and down again") << u"x/../a.png"_s << u"a.png"_s;
    QTest::newRow("the Hub's own address")
        << u"https://hub.example.org/datasets/acme/faces/resolve/main/f/a.png"_s << u"f/a.png"_s;
    QTest::newRow("out") << u"../../other/a.png"_s << QString();
    QTest::newRow("encoded out") << u"%2e%2e/%2e%2e/a.png"_s << QString();
    QTest::newRow("out behind the Hub's address")
        << u"https://hub.example.org/datasets/acme/faces/resolve/main/../../../../a"_s << QString();
    QTest::newRow("another site") << u"https://tracker.example.net/a.png"_s << QString();
    QTest::newRow("another port") << u"https://hub.example.org:8443/datasets/acme/faces/raw/main/a.png"_s << QString();
    QTest::newRow("another repository") << u"https://hub.example.org/acme/faces/raw/main/a.png"_s << QString();
    QTest::newRow("no scheme but a host") << u"//tracker.example.net/a.png"_s << QString();
    QTest::newRow("a file") << u"file:///etc/passwd"_s << QString();
    QTest::newRow("nothing") << u"?"_s << QString();
}

void PicturesTest::addressesStayInTheRepository()
{
    QFETCH(QString, address);
    QFETCH(QString, path);
    const auto found = card::repositoryPath(dataset, endpoint, address);
    QCOMPARE(found.value_or(QString()), path);
    if (!found)
        QVERIFY(!found.error().cause.isEmpty());
}

void PicturesTest::places_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("place"); // empty: refused
    const QString own = u"datasets/acme/faces@"_s + commit + u':';
    QTest::newRow("relative") << u"a.png"_s << QString(own + u"a.png"_s);
    QTest::newRow("own, on a branch: read at the card's commit")
        << u"https://hub.example.org/datasets/acme/faces/resolve/main/a.png"_s << QString(own + u"a.png"_s);
    QTest::newRow("another repository of the Hub")
        << u"https://hub.example.org/acme/model/resolve/main/x/a.png"_s << u"models/acme/model@main:x/a.png"_s;
    QTest::newRow("out of another repository")
        << u"https://hub.example.org/acme/model/resolve/main/../../../x"_s << QString();
    QTest::newRow("elsewhere on the Hub")
        << u"https://hub.example.org/front/a.png"_s << u"https://hub.example.org/front/a.png"_s;
    QTest::newRow("another site") << u"http://far.example/a.png?id=7"_s << u"http://far.example/a.png?id=7"_s;
    QTest::newRow("without scheme") << u"//far.example/a.png"_s << u"https://far.example/a.png"_s;
    QTest::newRow("with a password") << u"https://u:p@far.example/a.png"_s << QString();
    QTest::newRow("a file") << u"file:///etc/passwd"_s << QString();
    QTest::newRow("ftp") << u"ftp://far.example/a.png"_s << QString();
    QTest::newRow("out") << u"../../x"_s << QString();
}

void PicturesTest::places()
{
    QFETCH(QString, address);
    QFETCH(QString, place);
    const auto found = HubPictures::placeOf(dataset, commit, endpoint, address);
    const QString got = !found ? QString()
        : found->repo.id.isEmpty()
        ? found->url.toString(QUrl::NormalizePathSegments)
        : repoKindPlural(found->repo.kind) + u'/' + found->repo.id + u'@' + found->revision + u':' + found->path;
    QCOMPARE(got, place);
}

void PicturesTest::privateAddresses_data()
{
    QTest::addColumn<bool>("isPublic");
    for (const char* address : { "127.0.0.1", "10.1.2.3", "172.20.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
             "0.0.0.0", "255.255.255.255", "224.0.0.1", "::1", "::", "fe80::1", "fd00::1", "::ffff:10.0.0.1",
             "::ffff:127.0.0.1", "64:ff9b::a00:1", "ff02::1" })
        QTest::newRow(address) << false;
    for (const char* address : { "1.1.1.1", "93.184.216.34", "172.15.0.1", "2606:4700::1111", "::ffff:1.1.1.1" })
        QTest::newRow(address) << true;
}

void PicturesTest::privateAddresses()
{
    QFETCH(bool, isPublic);
    const QHostAddress address(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(!address.isNull());
    QCOMPARE(ForeignPicture::isPublic(address), isPublic);
}

void PicturesTest::fromTheHubOnceThenFromTheWorkspace()
{
    Desk desk(
        [](const ScriptedServer::Ask&) {
            return ScriptedServer::Answer{ 200, {}, png, 0, -1, false };
        },
        [](const ScriptedServer::Ask&) { return ScriptedServer::error(404, "no"); });
    desk.ask(desk.request(u"figures/a.png"_s));
    QVERIFY(desk.hub.asks().isEmpty()); // not from within the question
    QVERIFY(desk.wait());
    QVERIFY2(*desk.answer, desk.answer->has_value() ? "" : qPrintable(desk.answer->error().text()));
    QCOMPARE((*desk.answer)->bytes, png);
    QCOMPARE((*desk.answer)->mimeType, "image/png");
    QCOMPARE((*desk.answer)->commit, commit);
    QCOMPARE((*desk.answer)->sha256.size(), 64);
    QVERIFY((*desk.answer)->stored);
    QCOMPARE(desk.progress, png.size());
    QCOMPARE(desk.hub.asks().size(), 1);
    QVERIFY(desk.hub.asks().first().target.contains(QByteArray("/resolve/" + commit.toLatin1() + "/figures/a.png")));
    const PictureBytes first = **desk.answer;

    hub::Client::Config nowhere;
    nowhere.endpoint = desk.hub.url();
    desk.pictures.setClient(nowhere);
    desk.hub.forget();
    desk.ask(desk.request(u"./figures/a.png"_s)); // the same file, written otherwise
    QVERIFY(desk.wait());
    QVERIFY(*desk.answer);
    QCOMPARE((*desk.answer)->bytes, first.bytes);
    QCOMPARE((*desk.answer)->sha256, first.sha256);
    QVERIFY(desk.hub.asks().isEmpty());
}

void PicturesTest::otherHostsGetNothingOfOurs()
{
    Desk desk([](const ScriptedServer::Ask&) { return ScriptedServer::error(404, "no"); },
        [](const ScriptedServer::Ask&) {
            return ScriptedServer::Answer{ 200, { { "Set-Cookie", "who=ada" } }, png, 0, -1, false };
        });
    const QString url = desk.other.url() + u"/pixel.png?id=7"_s;
    desk.ask(desk.request(url));
    QVERIFY(desk.wait());
    QVERIFY(*desk.answer);
    QCOMPARE((*desk.answer)->askHost, u"127.0.0.1"_s);
    QVERIFY2(desk.other.asks().isEmpty(), "nobody is asked before the reviewer agreed");
    for (int i = 0; i < 2; ++i) {
        desk.ask(desk.request(url, { u"127.0.0.1"_s }));
        QVERIFY(desk.wait());
        QVERIFY(*desk.answer);
        QCOMPARE((*desk.answer)->bytes, png);
        QCOMPARE((*desk.answer)->path, url);
        QVERIFY((*desk.answer)->commit.isEmpty());
    }
    QCOMPARE(desk.other.asks().size(), 1); // the second came from the workspace
    const auto headers = desk.other.asks().first().headers;
    for (const char* name : { "authorization", "cookie", "referer", "origin" })
        QVERIFY2(!headers.contains(name), name);
    QVERIFY(!headers.value("user-agent").toLower().contains("docket"));
}

void PicturesTest::redirects()
{
    QString target;
    Desk desk([](const ScriptedServer::Ask&) { return ScriptedServer::error(404, "no"); },
        [&target](const ScriptedServer::Ask& ask) {
            if (ask.path() == u"/end.png"_s)
                return ScriptedServer::Answer{ 200, {}, png, 0, -1, false };
            return ScriptedServer::Answer{ 302, { { "Location", target.toUtf8() } }, {}, 0, -1, false };
        });
    const PictureRequest request = desk.request(desk.other.url() + u"/start"_s, { u"127.0.0.1"_s });
    target = u"/end.png"_s;
    desk.ask(request);
    QVERIFY(desk.wait());
    QVERIFY(*desk.answer && (*desk.answer)->bytes == png);

    const auto refused = [&](const QString& to, const QString& from) {
        target = to;
        desk.ask(desk.request(desk.other.url() + from, { u"127.0.0.1"_s }));
        return desk.wait() ? *desk.answer : Result<PictureBytes>(PictureBytes());
    };
    const auto elsewhere = refused(u"http://far.example/x.png"_s, u"/a"_s);
    QVERIFY(elsewhere);
    QCOMPARE(elsewhere->askHost, u"far.example"_s); // asked about, not followed
    const auto endless = refused(u"/b"_s, u"/b"_s);
    QVERIFY(!endless);
    QVERIFY(endless.error().cause.contains(u"redirects"_s));
    QVERIFY(!refused(u"file:///etc/passwd"_s, u"/c"_s));
    QVERIFY(!refused(u"http://u:p@127.0.0.1/x"_s, u"/d"_s));
}

void PicturesTest::tooLargeIsNotRead()
{
    Desk desk(
        [](const ScriptedServer::Ask&) {
            return ScriptedServer::Answer{ 200, {}, QByteArray(HubPictures::largest + 1, 'x'), 0, -1, false };
        },
        [](const ScriptedServer::Ask&) {
            return ScriptedServer::Answer{ 200, {}, QByteArray(HubPictures::largest + 1, 'x'), 0, -1, false };
        });
    PictureRequest known = desk.request(u"a.png"_s);
    known.picture.bytes = HubPictures::largest + 1;
    desk.ask(known);
    QVERIFY(desk.wait());
    QCOMPARE(desk.answer->error().code, ErrorCode::LimitExceeded);
    QVERIFY2(desk.hub.asks().isEmpty(), "what is known to be too large is not asked for");
    desk.ask(desk.request(u"a.png"_s));
    QVERIFY(desk.wait());
    QCOMPARE(desk.answer->error().code, ErrorCode::LimitExceeded);
    desk.ask(desk.request(desk.other.url() + u"/a.png"_s, { u"127.0.0.1"_s }));
    QVERIFY(desk.wait());
    QCOMPARE(desk.answer->error().code, ErrorCode::LimitExceeded);
}

void PicturesTest::closedCasesAskNobody()
{
    const auto never = [](const ScriptedServer::Ask&) { return ScriptedServer::Answer{ 200, {}, png, 0, -1, false }; };
    Desk desk(never, never);
    for (const policy::Viewing viewing : { policy::Viewing::Blocked, policy::Viewing::TextOnly }) {
        PictureRequest request = desk.request(u"a.png"_s);
        request.viewing = viewing;
        desk.ask(request);
        QVERIFY(desk.wait());
        QCOMPARE(desk.answer->error().code, ErrorCode::Forbidden);
        request.picture.url = desk.other.url() + u"/a.png"_s;
        request.agreedHosts = { u"127.0.0.1"_s };
        desk.ask(request);
        QVERIFY(desk.wait());
        QCOMPARE(desk.answer->error().code, ErrorCode::Forbidden);
    }
    QVERIFY(desk.hub.asks().isEmpty() && desk.other.asks().isEmpty());
}

void PicturesTest::whatIsNoPictureIsNotKept()
{
    const auto svg = [](const ScriptedServer::Ask&) {
        return ScriptedServer::Answer{ 200, { { "Content-Type", "image/png" } }, "<svg onload='x'/>", 0, -1, false };
    };
    Desk desk(svg, svg);
    for (int i = 1; i <= 2; ++i) {
        desk.ask(desk.request(u"a.png"_s));
        QVERIFY(desk.wait());
        QVERIFY(*desk.answer);
        QVERIFY((*desk.answer)->mimeType.isEmpty() && !(*desk.answer)->stored);
        QCOMPARE(desk.hub.asks().size(), i);
    }
}

void PicturesTest::cancelledIsSilent()
{
    const auto hangs = [](const ScriptedServer::Ask&) {
        ScriptedServer::Answer answer;
        answer.hang = true;
        return answer;
    };
    Desk desk(hangs, hangs);
    desk.ask(desk.request(u"a.png"_s));
    QTRY_COMPARE(desk.hub.asks().size(), 1);
    desk.pictures.cancel();
    QVERIFY(!QTest::qWaitFor([&] { return desk.answer.has_value(); }, 400));
    desk.ask(desk.request(desk.other.url() + u"/a.png"_s, { u"127.0.0.1"_s }));
    QTRY_COMPARE(desk.other.asks().size(), 1);
    desk.pictures.cancel();
    QVERIFY(!QTest::qWaitFor([&] { return desk.answer.has_value(); }, 400));
}

int testPictures(int argc, char** argv)
{
    PicturesTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_pictures.moc"
