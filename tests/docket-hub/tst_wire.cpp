// The check list of hub-api 13.1, and what every answer carries.
#include "tests/docket-hub/hubfixture.h"
#include "tests/docket-hub/testlist.h"

#include <QRegularExpression>
#include <QTest>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

class tst_Wire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_fixture.start(); }

    void commonHeaders()
    {
        const Reply reply = m_fixture.get("/api/models/acme/portrait", {}, { { "X-Amzn-Trace-Id", "my-own-id" } });
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.header("Content-Type"), QByteArray("application/json; charset=utf-8"));
        static const QRegularExpression id(u"^Root=1-[0-9a-f]{8}-[0-9a-f]{24};my-own-id$"_s);
        QVERIFY2(id.match(QString::fromLatin1(reply.header("X-Request-Id"))).hasMatch(), reply.header("X-Request-Id"));
        static const QRegularExpression tag(u"^W/\"[0-9a-f]+-[A-Za-z0-9+/]{27}\"$"_s);
        QVERIFY2(tag.match(QString::fromLatin1(reply.header("ETag"))).hasMatch(), reply.header("ETag"));
        static const QRegularExpression limit(u"^\"api\";r=\\d+;t=\\d+$"_s);
        QVERIFY(limit.match(QString::fromLatin1(reply.header("RateLimit"))).hasMatch());
        QCOMPARE(reply.header("RateLimit-Policy"), QByteArray("\"fixed window\";\"api\";q=500;w=300"));
        QCOMPARE(m_fixture.get("/api/models/acme/portrait").header("ETag"), reply.header("ETag"));
    }

    void linkIsAbsoluteAndOnlyWhenThereIsMore()
    {
        const Reply first = m_fixture.get("/api/models?author=acme&limit=2");
        const QByteArray link = first.header("Link");
        QVERIFY2(link.startsWith(QByteArray('<' + m_fixture.base() + "/api/models?author=acme&limit=2&cursor=")), link);
        QVERIFY2(link.endsWith(">; rel=\"next\""), link);
        QVERIFY(m_fixture.get("/api/models?author=acme&limit=100").header("Link").isEmpty());
        // A caller who came under another name is sent on under that name.
        const Reply named = m_fixture.get("/api/models?limit=1", {}, { { "Host", "localhost:9" } });
        QVERIFY2(named.header("Link").startsWith("<http://localhost:9/api/models?"), named.header("Link"));
    }

    void rateLimitCountsDownPerUser()
    {
        const auto left = [&](const QByteArray& token) {
            const QByteArray header = m_fixture.get("/api/whoami-v2", token).header("RateLimit");
            return header.mid(header.indexOf("r=") + 2).split(';').first().toInt();
        };
        const int first = left(moderator);
        QCOMPARE(left(moderator), first - 1);
        const int other = left(stranger);
        QCOMPARE(left(moderator), first - 2);
        QCOMPARE(left(stranger), other - 1);
        QVERIFY(
            m_fixture.get("/acme/portrait/resolve/main/README.md").header("RateLimit").startsWith("\"resolvers\";"));
    }

    void quotaEndsIn429WithNothingLeft()
    {
        HubFixture fixture;
        HubOptions options;
        options.quota = 3;
        FixedClock clock(QDateTime::fromMSecsSinceEpoch(1780000000000, Qt::UTC));
        fixture.start(options, &clock);
        for (int i = 2; i >= 0; --i) {
            const Reply reply = fixture.get("/api/models", moderator);
            QCOMPARE(reply.status, 200);
            QCOMPARE(reply.header("RateLimit"), "\"api\";r=" + QByteArray::number(i) + ";t=300");
            QCOMPARE(reply.header("RateLimit-Policy"), QByteArray("\"fixed window\";\"api\";q=3;w=300"));
        }
        clock.advance(100'000);
        const Reply reply = fixture.get("/api/models", moderator);
        QCOMPARE(reply.status, 429);
        QCOMPARE(reply.header("RateLimit"), QByteArray("\"api\";r=0;t=200"));
        QVERIFY(!reply.error().isEmpty());
        QCOMPARE(fixture.get("/api/models", stranger).status, 200);
        clock.advance(200'000);
        QCOMPARE(fixture.get("/api/models", moderator).status, 200);
    }

    void errorsNameTheirCode_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("message");
        const QByteArray none;
        QTest::newRow("missing, anonymous")
            << QByteArray("/api/models/acme/nope") << none << 401 << QByteArray("RepoNotFound")
            << QByteArray("Invalid username or password.");
        QTest::newRow("missing, signed in") << QByteArray("/api/models/acme/nope") << stranger << 404
                                            << QByteArray("RepoNotFound") << QByteArray("Repository not found");
        QTest::newRow("private, anonymous")
            << QByteArray("/api/models/acme/hidden") << none << 401 << QByteArray("RepoNotFound")
            << QByteArray("Invalid username or password.");
        QTest::newRow("private, signed in") << QByteArray("/api/models/acme/hidden/tree/main") << stranger << 404
                                            << QByteArray("RepoNotFound") << QByteArray("Repository not found");
        QTest::newRow("private file") << QByteArray("/acme/hidden/resolve/main/README.md") << stranger << 404
                                      << QByteArray("RepoNotFound") << QByteArray("Repository not found");
        QTest::newRow("bad token") << QByteArray("/api/whoami-v2") << QByteArray("hf_revoked") << 401 << none
                                   << QByteArray("Invalid credentials in Authorization header");
        QTest::newRow("no token") << QByteArray("/api/whoami-v2") << none << 401 << none
                                  << QByteArray("Invalid username or password.");
        QTest::newRow("revision") << QByteArray("/api/models/acme/portrait/revision/nobranch") << none << 404
                                  << QByteArray("RevisionNotFound") << QByteArray("Invalid rev id: nobranch");
        QTest::newRow("file revision") << QByteArray("/acme/portrait/resolve/nobranch/README.md") << none << 404
                                       << QByteArray("RevisionNotFound") << QByteArray("Invalid rev id: nobranch");
        QTest::newRow("file") << QByteArray("/acme/portrait/resolve/main/missing.bin") << none << 404
                              << QByteArray("EntryNotFound") << QByteArray("Entry not found");
        QTest::newRow("folder") << QByteArray("/api/models/acme/portrait/tree/main/nofolder") << none << 404
                                << QByteArray("EntryNotFound") << QByteArray("nofolder does not exist on \"main\"");
        QTest::newRow("gated, signed in")
            << QByteArray("/acme/fenced/resolve/main/README.md") << stranger << 403 << QByteArray("GatedRepo")
            << QByteArray("Access to model acme/fenced is restricted and you are not in the authorized list. Visit ");
        QTest::newRow("gated, anonymous") << QByteArray("/acme/fenced/resolve/main/README.md") << none << 401
                                          << QByteArray("GatedRepo") << QByteArray("Access to model acme/fenced");
        QTest::newRow("disabled") << QByteArray("/api/models/acme/gone") << moderator << 403 << none
                                  << QByteArray("Access to this resource is disabled.");
        QTest::newRow("disabled file") << QByteArray("/acme/gone/resolve/main/README.md") << none << 403 << none
                                       << QByteArray("Access to this resource is disabled.");
        QTest::newRow("unknown expand") << QByteArray("/api/models/acme/portrait?expand=wrong") << none << 400 << none
                                        << QByteArray("\"expand\" must be one of [author,");
        QTest::newRow("thread") << QByteArray("/api/models/acme/portrait/discussions/99") << none << 404 << none
                                << QByteArray("Discussion not found");
        QTest::newRow("harnesses") << QByteArray("/api/agent-harnesses") << none << 404 << none << QByteArray("Sorry");
        QTest::newRow("unknown api") << QByteArray("/api/nothing/here") << none << 404 << none << QByteArray("Sorry");
        QTest::newRow("unknown page") << QByteArray("/") << none << 404 << none << QByteArray("Sorry");
    }

    void errorsNameTheirCode()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, token);
        QFETCH(int, status);
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, message);
        const Reply reply = m_fixture.get(target, token);
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.header("X-Error-Code"), code);
        QVERIFY2(reply.header("X-Error-Message").startsWith(message), reply.header("X-Error-Message"));
        QCOMPARE(reply.error().toUtf8(), reply.header("X-Error-Message"));
        QVERIFY(reply.header("RateLimit").contains(";r="));
        QVERIFY(reply.header("X-Request-Id").startsWith("Root=1-"));
    }

    void pathIsSplitBeforeItIsDecoded()
    {
        const Reply made = m_fixture.post("/api/models/acme/portrait/discussions",
            { { u"title"_s, u"A pull"_s }, { u"pullRequest"_s, true } }, stranger);
        QCOMPARE(made.status, 200);
        const QByteArray num = QByteArray::number(made.object().value("num"_L1).toInt());
        for (const QByteArray& revision : { QByteArray("refs%2Fpr%2F" + num), QByteArray("refs/pr/" + num) }) {
            QCOMPARE(m_fixture.get("/api/models/acme/portrait/tree/" + revision).status, 200);
            QCOMPARE(m_fixture.get("/api/models/acme/portrait/tree/" + revision + "/unet").array().size(), 2);
            QCOMPARE(m_fixture.get("/acme/portrait/resolve/" + revision + "/unet/config.json").body, QByteArray("{}"));
        }
        QCOMPARE(m_fixture.get("/acme/portrait/resolve/refs%2Fpr%2F9999/README.md").header("X-Error-Code"),
            QByteArray("RevisionNotFound"));
    }

    void renamedRepositoryIsRedirected()
    {
        const Reply reply = m_fixture.get("/api/models/acme/loud/tree/main?recursive=true");
        QCOMPARE(reply.status, 307);
        QCOMPARE(reply.header("Location"), QByteArray("/api/models/acme/quiet/tree/main?recursive=true"));
        QCOMPARE(reply.header("Content-Type"), QByteArray("text/plain; charset=utf-8"));
        QCOMPARE(reply.header("Vary"), QByteArray("Origin, Accept"));
        QCOMPARE(reply.body,
            QByteArray("Temporary Redirect. Redirecting to /api/models/acme/quiet/tree/main?recursive=true"));
        QCOMPARE(m_fixture.get("/api/models/loud-one").header("Location"), QByteArray("/api/models/acme/quiet"));
        QCOMPARE(m_fixture.get("/api/models/loud-one/auth-check").header("Location"),
            QByteArray("/api/models/acme/quiet/auth-check"));
        QCOMPARE(m_fixture.head("/acme/loud/resolve/main/README.md").header("Location"),
            QByteArray("/acme/quiet/resolve/main/README.md"));
    }

    void severalRequestsOfOneConnectionKeepTheirOrder()
    {
        const QByteArray answers
            = m_fixture.raw("GET /api/models/acme/portrait?expand=likes HTTP/1.1\r\nHost: h\r\n\r\n"
                            "GET /acme/portrait/raw/main/unet/config.json HTTP/1.1\r\nHost: h\r\n"
                            "Connection: close\r\n\r\n");
        QVERIFY2(answers.contains("\"likes\":17"), answers);
        QVERIFY2(answers.endsWith("\r\n\r\n{}"), answers);
        QVERIFY(answers.indexOf("\"likes\"") < answers.lastIndexOf("HTTP/1.1 200"));
    }

    void nonsenseOnTheWireIsSurvived()
    {
        m_fixture.raw("GARBAGE\r\n\r\n", 300);
        m_fixture.raw("GET /%ff%00%2e%2e/..%2f..%2fetc/passwd HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n");
        m_fixture.raw(
            "GET /acme/portrait/resolve/main/..%2f..%2finfo.json HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        m_fixture.raw(
            "POST /api/models/acme/portrait/commit/main HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab", 200);
        const QByteArray outside = m_fixture.raw(
            "GET /acme/portrait/resolve/main/../../info.json HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        QVERIFY2(outside.startsWith("HTTP/1.1 404"), outside);
        const QByteArray split = m_fixture.raw("GET /api/models/acme/a%0d%0aSet-Cookie:%20x HTTP/1.1\r\nHost: h\r\n"
                                               "Authorization: Bearer hf_stranger\r\nConnection: close\r\n\r\n");
        QVERIFY2(!split.contains("\r\nSet-Cookie"), split);
        QCOMPARE(m_fixture.get("/api/models/acme/portrait").status, 200);
    }

    void whoami()
    {
        const QJsonObject me = m_fixture.get("/api/whoami-v2", moderator).object();
        QCOMPARE(me.value("name"_L1).toString(), u"mira-mod"_s);
        QCOMPARE(me.value("type"_L1).toString(), u"user"_s);
        QCOMPARE(me.value("id"_L1).toString().size(), 24);
        const QJsonObject org = me.value("orgs"_L1).toArray().first().toObject();
        QCOMPARE(org.value("name"_L1).toString(), u"acme"_s);
        QCOMPARE(org.value("roleInOrg"_L1).toString(), u"write"_s);
        const QJsonObject token = me.value("auth"_L1).toObject().value("accessToken"_L1).toObject();
        QCOMPARE(token.value("role"_L1).toString(), u"write"_s);
        const QJsonObject fine = m_fixture.get("/api/whoami-v2", scoped)
                                     .object()
                                     .value("auth"_L1)
                                     .toObject()
                                     .value("accessToken"_L1)
                                     .toObject()
                                     .value("fineGrained"_L1)
                                     .toObject();
        QCOMPARE(fine.value("global"_L1).toArray(), QJsonArray{ u"discussion.write"_s });
        QVERIFY(fine.value("scoped"_L1).isArray());
    }

    void overviewsAndRevocation()
    {
        const QJsonObject user = m_fixture.get("/api/users/teo/overview").object();
        QCOMPARE(user.value("user"_L1).toString(), u"teo"_s);
        QVERIFY(user.value("numModels"_L1).isDouble() && user.value("orgs"_L1).isArray());
        const QJsonObject org = m_fixture.get("/api/organizations/acme/overview").object();
        QCOMPARE(org.value("name"_L1).toString(), u"acme"_s);
        QCOMPARE(org.value("numUsers"_L1).toInt(), 2);
        QCOMPARE(org.value("numModels"_L1).toInt(), 5); // the private one does not count
        QCOMPARE(m_fixture.get("/api/users/nobody/overview").status, 404);
        QCOMPARE(m_fixture.get("/api/organizations/nobody/overview").status, 404);
        HubFixture fixture;
        fixture.start();
        QCOMPARE(
            fixture.post("/api/credentials/revoke", { { u"credentials"_s, QJsonArray{ u"hf_stranger"_s, u"hf_x"_s } } })
                .status,
            202);
        QCOMPARE(fixture.get("/api/whoami-v2", stranger).status, 401);
    }

private:
    HubFixture m_fixture;
};

std::unique_ptr<QObject> makeWireTest()
{
    return std::make_unique<tst_Wire>();
}

} // namespace docket::practicehub

#include "tst_wire.moc"
