#include "tests/docket-hub/hubfixture.h"
#include "tests/docket-hub/testlist.h"

#include <QTest>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

class tst_Viewer : public QObject
{
    Q_OBJECT

    static QJsonObject rowsFile(const QString& config, const QString& split, int count)
    {
        QJsonArray rows;
        for (int i = 0; i < count; ++i) {
            rows.append(
                QJsonObject{ { u"row_idx"_s, i }, { u"row"_s, QJsonObject{ { u"text"_s, u"line %1"_s.arg(i) } } },
                    { u"truncated_cells"_s, QJsonArray() } });
        }
        return { { u"dataset"_s, u"acme/faces"_s }, { u"config"_s, config }, { u"split"_s, split }, { u"rows"_s, rows },
            { u"features"_s, QJsonArray{ QJsonObject{ { u"feature_idx"_s, 0 }, { u"name"_s, u"text"_s } } } },
            { u"truncated"_s, false } };
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto tagged = [&](const QString& name, const QByteArray& matter) {
            m_fixture.write(u"datasets/acme/"_s + name + u"/files/README.md"_s, "---\n" + matter + "\n---\n");
        };
        m_fixture.writeJson(u"datasets/acme/faces/viewer/first-rows.json"_s, rowsFile(u"default"_s, u"train"_s, 250));
        m_fixture.writeJson(
            u"datasets/acme/faces/viewer/first-rows__small__test.json"_s, rowsFile(u"small"_s, u"test"_s, 2));
        m_fixture.writeJson(u"datasets/acme/faces/viewer/statistics.json"_s,
            { { u"num_examples"_s, 250 }, { u"statistics"_s, QJsonArray() } });
        m_fixture.writeJson(u"datasets/acme/faces/viewer/size.json"_s,
            { { u"_status"_s, 500 },
                { u"_headers"_s,
                    QJsonObject{ { u"X-Error-Code"_s, u"ResponseNotReady"_s }, { u"Bad\r\nName"_s, u"x"_s } } },
                { u"error"_s, u"not ready"_s } });
        m_fixture.write(u"datasets/acme/faces/viewer/parquet.json"_s, "{ broken");
        tagged(u"adult"_s, "tags: [not-for-all-audiences]");
        tagged(u"off"_s, "viewer: false");
        tagged(u"secret"_s, "license: mit");
        m_fixture.writeJson(u"datasets/acme/secret/info.json"_s, { { u"private"_s, true } });
        tagged(u"down"_s, "license: mit");
        m_fixture.writeJson(u"datasets/acme/down/info.json"_s, { { u"disabled"_s, true } });
        m_fixture.writeJson(u"datasets/acme/faces/info.json"_s, { { u"_renamedFrom"_s, u"acme/heads"_s } });
        m_fixture.start();
    }

    void recordedAndDerivedAnswers()
    {
        const Reply first = m_fixture.get("/first-rows?dataset=acme/faces&config=default&split=train");
        QCOMPARE(first.status, 200);
        QCOMPARE(first.object().value("rows"_L1).toArray().size(), 250);
        QCOMPARE(first.header("X-Revision").size(), 40);
        QVERIFY(first.header("Cache-Control").startsWith("max-age="));
        QCOMPARE(m_fixture.get("/first-rows?dataset=acme%2Ffaces&config=small&split=test")
                     .object()
                     .value("rows"_L1)
                     .toArray()
                     .size(),
            2);
        QCOMPARE(m_fixture.get("/splits?dataset=acme/faces").object().value("splits"_L1).toArray().size(), 2);
        const QJsonObject valid = m_fixture.get("/is-valid?dataset=acme/faces").object();
        QCOMPARE(valid.value("preview"_L1), QJsonValue(true));
        QCOMPARE(valid.value("statistics"_L1), QJsonValue(true));
        QCOMPARE(m_fixture.get("/statistics?dataset=acme/faces&config=default&split=train")
                     .object()
                     .value("num_examples"_L1)
                     .toInt(),
            250);
    }

    void rowsAreCutToTheWindow()
    {
        const QJsonObject page
            = m_fixture.get("/rows?dataset=acme/faces&config=default&split=train&offset=100&length=3").object();
        const QJsonArray rows = page.value("rows"_L1).toArray();
        QCOMPARE(rows.size(), 3);
        QCOMPARE(rows.first().toObject().value("row_idx"_L1).toInt(), 100);
        QCOMPARE(page.value("num_rows_total"_L1).toInt(), 250);
        QCOMPARE(page.value("num_rows_per_page"_L1).toInt(), 100);
        QCOMPARE(m_fixture.get("/rows?dataset=acme/faces&config=default&split=train")
                     .object()
                     .value("rows"_L1)
                     .toArray()
                     .size(),
            100);
        const QJsonObject found
            = m_fixture.get("/search?dataset=acme/faces&config=default&split=train&query=line%2024").object();
        QCOMPARE(found.value("num_rows_total"_L1).toInt(), 11); // 24, 240..249
    }

    void recordedErrorsAreObeyed()
    {
        const Reply reply = m_fixture.get("/size?dataset=acme/faces");
        QCOMPARE(reply.status, 500);
        QCOMPARE(reply.header("X-Error-Code"), QByteArray("ResponseNotReady"));
        QCOMPARE(reply.object().keys(), QStringList{ u"error"_s });
        QCOMPARE(reply.header("Cache-Control"), QByteArray("no-store"));
    }

    void errors_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        const QByteArray none;
        const QByteArray split = "&config=default&split=train";
        QTest::newRow("no dataset") << QByteArray("/splits") << none << 422 << QByteArray("MissingRequiredParameter");
        QTest::newRow("no config") << QByteArray("/first-rows?dataset=acme/faces") << none << 422
                                   << QByteArray("MissingRequiredParameter");
        QTest::newRow("length") << "/rows?dataset=acme/faces&length=101" + split << none << 422
                                << QByteArray("InvalidParameter");
        QTest::newRow("offset") << "/rows?dataset=acme/faces&offset=-1" + split << none << 422
                                << QByteArray("InvalidParameter");
        QTest::newRow("offset word") << "/rows?dataset=acme/faces&offset=x" + split << none << 422
                                     << QByteArray("InvalidParameter");
        QTest::newRow("config") << QByteArray("/first-rows?dataset=acme/faces&config=nope&split=train") << none << 404
                                << QByteArray("ConfigNotFoundError");
        QTest::newRow("split") << QByteArray("/first-rows?dataset=acme/faces&config=default&split=nope") << none << 404
                               << QByteArray("SplitNotFoundError");
        QTest::newRow("broken file") << QByteArray("/parquet?dataset=acme/faces") << none << 404
                                     << QByteArray("ResponseNotFound");
        QTest::newRow("path in config") << QByteArray("/first-rows?dataset=acme/faces&config=../../x&split=..%2F..")
                                        << none << 404 << QByteArray("ConfigNotFoundError");
        QTest::newRow("missing, anonymous")
            << QByteArray("/splits?dataset=acme/nope") << none << 401 << QByteArray("ExternalUnauthenticatedError");
        QTest::newRow("missing, signed in")
            << QByteArray("/splits?dataset=acme/nope") << stranger << 404 << QByteArray("ExternalAuthenticatedError");
        QTest::newRow("private") << QByteArray("/splits?dataset=acme/secret") << stranger << 404
                                 << QByteArray("ExternalAuthenticatedError");
        QTest::newRow("own private") << QByteArray("/splits?dataset=acme/secret") << moderator << 501
                                     << QByteArray("NotSupportedPrivateRepositoryError");
        QTest::newRow("renamed") << QByteArray("/splits?dataset=acme/heads") << none << 404
                                 << QByteArray("RenamedDatasetError");
        QTest::newRow("tag") << QByteArray("/is-valid?dataset=acme/adult") << none << 501
                             << QByteArray("NotSupportedTagNFAAError");
        QTest::newRow("switched off") << QByteArray("/splits?dataset=acme/off") << none << 501
                                      << QByteArray("NotSupportedDisabledViewerError");
        QTest::newRow("disabled") << QByteArray("/splits?dataset=acme/down") << none << 501
                                  << QByteArray("NotSupportedDisabledRepositoryError");
    }

    void errors()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, token);
        QFETCH(int, status);
        QFETCH(QByteArray, code);
        const Reply reply = m_fixture.get(target, token);
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.header("X-Error-Code"), code);
        QVERIFY(!reply.error().isEmpty());
    }

private:
    HubFixture m_fixture;
};

std::unique_ptr<QObject> makeViewerTest()
{
    return std::make_unique<tst_Viewer>();
}

} // namespace docket::practicehub

#include "tst_viewer.moc"
