// Tree, paths-info, resolve and raw.
#include "app/docket-hub/gitids.h"
#include "tests/docket-hub/hubfixture.h"
#include "tests/docket-hub/testlist.h"

#include <QCryptographicHash>
#include <QTest>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

class tst_Files : public QObject
{
    Q_OBJECT

    static QJsonObject named(const QJsonArray& items, const QString& path)
    {
        for (const QJsonValue& item : items) {
            if (item.toObject().value("path"_L1) == path)
                return item.toObject();
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase() { m_fixture.start(); }

    void blobIdsAreGits()
    {
        // `printf 'hello\n' | git hash-object --stdin` and the same of nothing.
        QCOMPARE(blobId("hello\n"), QByteArray("ce013625030ba8dba906f756967f9e9ca394464a"));
        QCOMPARE(blobId(""), QByteArray("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"));
    }

    void treeFlatAndRecursive()
    {
        const QJsonArray flat = m_fixture.get("/api/models/acme/portrait/tree/main").array();
        QCOMPARE(flat.size(), 3);
        QCOMPARE(named(flat, u"unet"_s).value("type"_L1).toString(), u"directory"_s);
        QVERIFY(!named(flat, u"README.md"_s).contains("lastCommit"_L1));
        const QJsonArray deep = m_fixture.get("/api/models/acme/portrait/tree/main?recursive=true").array();
        QCOMPARE(deep.size(), 5);
        // "false" is a value, not a presence.
        QCOMPARE(m_fixture.get("/api/models/acme/portrait/tree/main?recursive=false&expand=false").array(), flat);
        QCOMPARE(m_fixture.get("/api/models/acme/portrait/tree/main/unet").array().size(), 2);
        const QJsonObject weights = named(deep, u"unet/weights.pkl"_s);
        QCOMPARE(weights.value("size"_L1).toInteger(), 988123456);
        QCOMPARE(weights.value("lfs"_L1).toObject().value("oid"_L1).toString(), QString(64, u'a'));
        QVERIFY(weights.value("lfs"_L1).toObject().value("pointerSize"_L1).toInt() > 100);
    }

    void treeExpandedHasScansAndCommits()
    {
        const QJsonArray items
            = m_fixture.get("/api/models/acme/portrait/tree/main?recursive=true&expand=true").array();
        const QJsonObject weights = named(items, u"unet/weights.pkl"_s);
        const QJsonObject scan = weights.value("securityFileStatus"_L1).toObject();
        QCOMPARE(scan.value("status"_L1).toString(), u"unsafe"_s);
        QVERIFY(scan.value("avScan"_L1).toObject().contains("status"_L1));
        QCOMPARE(scan.value("pickleImportScan"_L1).toObject().value("status"_L1).toString(), u"unsafe"_s);
        QCOMPARE(named(items, u"README.md"_s).value("securityFileStatus"_L1).toObject().value("status"_L1).toString(),
            u"safe"_s);
        QVERIFY(weights.value("lastCommit"_L1).toObject().value("date"_L1).toString().endsWith(u'Z'));
    }

    void statedScansAreServed()
    {
        HubFixture fixture;
        const QJsonObject scan{ { u"status"_s, u"caution"_s },
            { u"protectAiScan"_s, QJsonObject{ { u"status"_s, u"caution"_s } } } };
        fixture.writeJson(u"models/acme/bare/info.json"_s,
            { { u"_files"_s, QJsonObject{ { u"README.md"_s, QJsonObject{ { u"securityFileStatus"_s, scan } } } } } });
        fixture.start();
        const QJsonObject served
            = named(fixture.get("/api/models/acme/bare/tree/main?expand=1").array(), u"README.md"_s)
                  .value("securityFileStatus"_L1)
                  .toObject();
        QCOMPARE(served.value("protectAiScan"_L1).toObject().value("status"_L1).toString(), u"caution"_s);
        QVERIFY(served.contains("avScan"_L1) && served.contains("pickleImportScan"_L1));
        QCOMPARE(fixture.get("/api/models/acme/bare/scan")
                     .object()
                     .value("filesWithIssues"_L1)
                     .toArray()
                     .first()
                     .toObject()
                     .value("path"_L1)
                     .toString(),
            u"README.md"_s);
    }

    void treePages()
    {
        QStringList seen;
        QByteArray next = "/api/models/acme/portrait/tree/main?recursive=true&limit=2";
        for (int pages = 0; !next.isEmpty() && pages < 9; ++pages) {
            const Reply reply = m_fixture.get(next);
            for (const QJsonValue& item : reply.array())
                seen.append(item.toObject().value("path"_L1).toString());
            const QByteArray link = reply.header("Link");
            next = link.isEmpty() ? QByteArray() : link.mid(1, link.indexOf('>') - 1).mid(m_fixture.base().size());
        }
        QCOMPARE(seen.size(), 5);
        QCOMPARE(QSet<QString>(seen.begin(), seen.end()).size(), 5);
        QCOMPARE(m_fixture.get("/api/models/acme/portrait/tree/main?cursor=!!").status, 400);
    }

    void pathsInfoTakesFormAndJson()
    {
        const QByteArray target = "/api/models/acme/portrait/paths-info/main";
        const QJsonArray json
            = m_fixture.send("POST", target, R"({"paths":["README.md","unet","nope.txt"],"expand":true})").array();
        QCOMPARE(json.size(), 2);
        QVERIFY(json.first().toObject().contains("lastCommit"_L1));
        const QJsonArray form = m_fixture
                                    .send("POST", target, "paths=README.md&paths=unet&paths=nope.txt&expand=true", {},
                                        "application/x-www-form-urlencoded")
                                    .array();
        QCOMPARE(form, json);
        QVERIFY(!m_fixture.send("POST", target, "paths=README.md&expand=false", {}, "application/x-www-form-urlencoded")
                     .array()
                     .first()
                     .toObject()
                     .contains("lastCommit"_L1));
    }

    void headHasWhatDownloadsNeed()
    {
        const Reply reply
            = m_fixture.head("/acme/portrait/resolve/main/README.md", {}, { { "Accept-Encoding", "identity" } });
        QCOMPARE(reply.status, 200);
        QVERIFY(reply.body.isEmpty());
        const QByteArray content = m_fixture.get("/acme/portrait/resolve/main/README.md").body;
        QCOMPARE(reply.header("Content-Length"), QByteArray::number(content.size()));
        QCOMPARE(reply.header("ETag"), '"' + blobId(content) + '"');
        QCOMPARE(reply.header("X-Repo-Commit").size(), 40);
        QCOMPARE(reply.header("Accept-Ranges"), QByteArray("bytes"));
        QVERIFY(reply.header("Content-Disposition").contains("filename=\"README.md\""));
        for (const auto& [name, value] : reply.headers)
            QVERIFY2(!name.toLower().startsWith("x-xet"), name);
        const Reply missing = m_fixture.head("/acme/portrait/resolve/main/missing.bin");
        QCOMPARE(missing.status, 404);
        QCOMPARE(missing.header("X-Repo-Commit"), reply.header("X-Repo-Commit"));
        QCOMPARE(missing.header("X-Error-Code"), QByteArray("EntryNotFound"));
    }

    void ranges_data()
    {
        QTest::addColumn<QByteArray>("range");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("contentRange");
        QTest::addColumn<int>("size");
        QTest::newRow("first byte") << QByteArray("bytes=0-0") << 206 << QByteArray("bytes 0-0/11534336") << 1;
        QTest::newRow("middle") << QByteArray("bytes=100-299") << 206 << QByteArray("bytes 100-299/11534336") << 200;
        QTest::newRow("open end") << QByteArray("bytes=11534330-") << 206
                                  << QByteArray("bytes 11534330-11534335/11534336") << 6;
        QTest::newRow("past end") << QByteArray("bytes=11534330-99999999") << 206
                                  << QByteArray("bytes 11534330-11534335/11534336") << 6;
        QTest::newRow("suffix") << QByteArray("bytes=-5") << 206 << QByteArray("bytes 11534331-11534335/11534336") << 5;
        QTest::newRow("beyond") << QByteArray("bytes=11534336-") << 416 << QByteArray("bytes */11534336") << -1;
        QTest::newRow("nonsense") << QByteArray("lines=1-2") << 200 << QByteArray() << 11534336;
        QTest::newRow("backwards") << QByteArray("bytes=9-3") << 200 << QByteArray() << 11534336;
        QTest::newRow("two ranges") << QByteArray("bytes=0-1,3-4") << 200 << QByteArray() << 11534336;
    }

    void ranges()
    {
        QFETCH(QByteArray, range);
        QFETCH(int, status);
        QFETCH(QByteArray, contentRange);
        QFETCH(int, size);
        const Reply reply = m_fixture.get("/acme/portrait/resolve/main/big.bin", {}, { { "Range", range } });
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.header("Content-Range"), contentRange);
        if (size >= 0)
            QCOMPARE(reply.body, QByteArray(size, 'b'));
    }

    void aLargeFileIsLfs()
    {
        const QByteArray sha
            = QCryptographicHash::hash(QByteArray(11 * 1024 * 1024, 'b'), QCryptographicHash::Sha256).toHex();
        const Reply head = m_fixture.head("/acme/portrait/resolve/main/big.bin");
        QCOMPARE(head.header("X-Linked-ETag"), '"' + sha + '"');
        QCOMPARE(head.header("X-Linked-Size"), QByteArray("11534336"));
        const Reply pointer = m_fixture.get("/acme/portrait/raw/main/big.bin");
        QVERIFY2(pointer.body.contains(QByteArray("oid sha256:" + sha)), pointer.body);
        QCOMPARE(head.header("ETag"), '"' + blobId(pointer.body) + '"');
        // Only the pointer of this one is in the data.
        QCOMPARE(m_fixture.get("/acme/portrait/resolve/main/unet/weights.pkl").status, 404);
        QVERIFY(m_fixture.get("/acme/portrait/raw/main/unet/weights.pkl").body.startsWith("version https://git-lfs"));
        QCOMPARE(m_fixture.head("/acme/portrait/raw/main/unet/weights.pkl").status, 200);
    }

    void ifNoneMatch()
    {
        const QByteArray target = "/acme/portrait/resolve/main/README.md";
        const QByteArray tag = m_fixture.head(target).header("ETag");
        const Reply same = m_fixture.get(target, {}, { { "If-None-Match", tag } });
        QCOMPARE(same.status, 304);
        QVERIFY(same.body.isEmpty());
        QCOMPARE(m_fixture.get(target, {}, { { "If-None-Match", "\"other\", W/" + tag } }).status, 304);
        QCOMPARE(m_fixture.get(target, {}, { { "If-None-Match", "\"other\"" } }).status, 200);
        // The header of one request does not stick to the next on the connection.
        QCOMPARE(m_fixture.get(target).status, 200);
    }

    void filesNeverRunAsPages()
    {
        HubFixture fixture;
        fixture.write(u"spaces/acme/show/files/index.html"_s, "<script>alert(1)</script>");
        fixture.start();
        const Reply reply = fixture.get("/spaces/acme/show/resolve/main/index.html");
        QVERIFY(reply.header("Content-Type").startsWith("text/plain"));
        QCOMPARE(reply.header("X-Content-Type-Options"), QByteArray("nosniff"));
    }

private:
    HubFixture m_fixture;
};

std::unique_ptr<QObject> makeFileTest()
{
    return std::make_unique<tst_Files>();
}

} // namespace docket::practicehub

#include "tst_files.moc"
