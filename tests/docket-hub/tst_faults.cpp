#include "app/docket-hub/faults.h"
#include "app/docket-hub/request.h"
#include "tests/docket-hub/hubfixture.h"
#include "tests/docket-hub/testlist.h"

#include <QElapsedTimer>
#include <QTest>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

class tst_Faults : public QObject
{
    Q_OBJECT

    static HubOptions with(const QString& faults)
    {
        HubOptions options;
        options.faults = faults;
        return options;
    }
    static int commentsOn(HubFixture& fixture)
    {
        return int(fixture.get("/api/models/acme/bare/discussions/1").object().value("events"_L1).toArray().size());
    }

private Q_SLOTS:
    void badSpecificationsAreNamed_data()
    {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("cause");
        QTest::newRow("unknown") << u"boom=1"_s << u"unknown fault"_s;
        QTest::newRow("probability") << u"cut=2"_s << u"probability"_s;
        QTest::newRow("not a number") << u"reset=often"_s << u"probability"_s;
        QTest::newRow("nan") << u"reset=nan"_s << u"probability"_s;
        QTest::newRow("status range") << u"status=42:1"_s << u"300 and 599"_s;
        QTest::newRow("status word") << u"status=x"_s << u"whole number"_s;
        QTest::newRow("colons") << u"status=429:1:2"_s << u"colons"_s;
        QTest::newRow("quota") << u"quota=0"_s << u"quota"_s;
    }

    void badSpecificationsAreNamed()
    {
        QFETCH(QString, spec);
        QFETCH(QString, cause);
        const auto faults = Faults::parse(spec, 1);
        QVERIFY(!faults);
        QCOMPARE(faults.error().code, ErrorCode::Usage);
        QVERIFY2(faults.error().cause.contains(cause), qPrintable(faults.error().text()));
        QVERIFY(faults.error().thing.contains(spec));
    }

    void sameSeedSameFaults()
    {
        const auto draw = [](quint32 seed) {
            auto faults = Faults::parse(u"status=429:0.3,cut=0.2"_s, seed);
            const Request request = Request::fromTarget(Request::Method::Get, "/api/models");
            QString out;
            for (int i = 0; i < 200; ++i) {
                const auto verdict = faults->roll(request);
                out += verdict.status ? u's' : u'-';
                out += verdict.cut ? u'c' : u'-';
            }
            return out;
        };
        QCOMPARE(draw(7), draw(7));
        QVERIFY(draw(7) != draw(8));
        const qsizetype hits = draw(7).count(u's');
        QVERIFY2(hits > 30 && hits < 90, qPrintable(QString::number(hits)));
    }

    void everyStatusCanBeInjected_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : { 409, 412, 429, 403, 503, 404, 500 })
            QTest::addRow("%d", status) << status;
    }

    void everyStatusCanBeInjected()
    {
        QFETCH(int, status);
        HubFixture fixture;
        fixture.start(with(u"status=%1:1@/discussions"_s.arg(status)));
        const Reply refused = fixture.post("/api/models/acme/bare/discussions",
            { { u"title"_s, u"Never made"_s }, { u"description"_s, u"x"_s } }, stranger);
        QCOMPARE(refused.status, status);
        QVERIFY(!refused.error().isEmpty());
        if (status == 429) { // a per-action limit: something is left in the bucket
            QVERIFY(!refused.header("RateLimit").contains("r=0;"));
        }
        if (status == 403)
            QCOMPARE(refused.header("X-Error-Message"), QByteArray("Access to this resource is disabled."));
        // Other addresses are not touched.
        QCOMPARE(fixture.get("/api/models/acme/bare").status, 200);
    }

    void injectedStatusAppliesNothing()
    {
        QTemporaryDir state;
        HubFixture fixture;
        HubOptions options = with(u"status=503:1"_s);
        options.state = state.path();
        fixture.start(options);
        QCOMPARE(
            fixture.post("/api/models/acme/bare/discussions", { { u"title"_s, u"Lost"_s } }, stranger).status, 503);
        options.faults.clear();
        fixture.stop();
        fixture.start(options);
        QCOMPARE(fixture.get("/api/models/acme/bare/discussions").object().value("count"_L1).toInt(), 0);
    }

    void hangAndLatencyDelayWithoutBlocking()
    {
        HubFixture fixture;
        HubOptions options = with(u"hang=600:1@/slow"_s);
        options.latencyMs = 100;
        fixture.start(options);
        QElapsedTimer timer;
        timer.start();
        QNetworkReply* slow = fixture.begin("GET", "/api/slow", {}, {}, {});
        QList<QNetworkReply*> fast;
        for (int i = 0; i < 4; ++i)
            fast.append(fixture.begin("GET", "/api/models/acme/bare", {}, {}, {}));
        for (QNetworkReply* reply : std::as_const(fast))
            QCOMPARE(HubFixture::wait(reply).status, 200);
        const qint64 fastMs = timer.elapsed();
        QVERIFY2(fastMs >= 100 && fastMs < 400, qPrintable(QString::number(fastMs)));
        QCOMPARE(HubFixture::wait(slow).status, 404);
        QVERIFY2(timer.elapsed() >= 700, qPrintable(QString::number(timer.elapsed())));
    }

    void cutClosesInTheMiddle()
    {
        HubFixture fixture;
        fixture.start(with(u"cut=1"_s));
        const QByteArray bytes = fixture.raw("GET /api/models/acme/portrait HTTP/1.1\r\nHost: h\r\n\r\n");
        const qsizetype length = bytes.mid(bytes.indexOf("Content-Length: ") + 16).split('\r').first().toInt();
        const qsizetype got = bytes.size() - bytes.indexOf("\r\n\r\n") - 4;
        QVERIFY2(length > 100 && got == length / 2, bytes);
        // A streamed file is cut as well.
        const QByteArray file = fixture.raw("GET /acme/portrait/resolve/main/big.bin HTTP/1.1\r\nHost: h\r\n\r\n");
        QCOMPARE(file.count('b') > 5 * 1024 * 1024, true);
        QVERIFY(file.size() < 6 * 1024 * 1024);
    }

    void resetAnswersNothingAndAppliesNothing()
    {
        HubFixture fixture;
        fixture.start(with(u"reset=1@/comment"_s));
        fixture.post("/api/models/acme/bare/discussions", { { u"title"_s, u"Thread"_s } }, stranger);
        const Reply reply
            = fixture.post("/api/models/acme/bare/discussions/1/comment", { { u"comment"_s, u"x"_s } }, stranger);
        QCOMPARE(reply.status, 0);
        QCOMPARE(commentsOn(fixture), 1);
    }

    void dupAppliesAndLosesTheAnswer()
    {
        HubFixture fixture;
        fixture.start(with(u"dup=1@/comment"_s));
        fixture.post("/api/models/acme/bare/discussions", { { u"title"_s, u"Thread"_s } }, stranger);
        const QByteArray answer = fixture.raw("POST /api/models/acme/bare/discussions/1/comment HTTP/1.1\r\nHost: h\r\n"
                                              "Authorization: Bearer hf_stranger\r\nContent-Length: 15\r\n\r\n"
                                              "{\"comment\":\"x\"}");
        QCOMPARE(answer, QByteArray());
        QCOMPARE(commentsOn(fixture), 2); // the opening text and the comment
    }

    // QNetworkAccessManager sends a request again by itself when a connection closes without an answer, a POST
    // included, as long as it can rewind the body. This is the naive client that dup plays against.
    void dupDoublesWhatQtResends()
    {
        HubFixture fixture;
        fixture.start(with(u"dup=1@/comment"_s));
        fixture.post("/api/models/acme/bare/discussions", { { u"title"_s, u"Thread"_s } }, stranger);
        const Reply lost
            = fixture.post("/api/models/acme/bare/discussions/1/comment", { { u"comment"_s, u"x"_s } }, stranger);
        QCOMPARE(lost.status, 0);
        QVERIFY(lost.failed);
        QVERIFY(commentsOn(fixture) >= 2);
        qInfo("sent once, arrived %d times", commentsOn(fixture) - 1);
    }
};

std::unique_ptr<QObject> makeFaultTest()
{
    return std::make_unique<tst_Faults>();
}

} // namespace docket::practicehub

#include "tst_faults.moc"
