// Listings, info, scan, settings, access probes and requests, notifications.
#include "tests/docket-hub/hubfixture.h"
#include "tests/docket-hub/testlist.h"

#include <QTest>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

class tst_Repositories : public QObject
{
    Q_OBJECT

    QStringList ids(const QByteArray& target, const QByteArray& token = {})
    {
        QStringList out;
        const QJsonArray items = m_fixture.get(target, token).array();
        for (const QJsonValue& item : items)
            out.append(item.toObject().value("id"_L1).toString());
        return out;
    }

private Q_SLOTS:
    void init() { m_fixture.start(); }

    void listingFields()
    {
        const QJsonArray items = m_fixture.get("/api/models?search=portrait").array();
        QCOMPARE(items.size(), 1);
        const QJsonObject item = items.first().toObject();
        QCOMPARE(item.value("_id"_L1).toString().size(), 24);
        QCOMPARE(item.value("modelId"_L1).toString(), u"acme/portrait"_s);
        QCOMPARE(item.value("author"_L1).toString(), u"acme"_s);
        QCOMPARE(item.value("likes"_L1).toInt(), 17);
        QCOMPARE(item.value("lastModified"_L1).toString(), u"2026-05-03T19:40:02.000Z"_s);
        QCOMPARE(item.value("gated"_L1), QJsonValue(false));
        QCOMPARE(item.value("pipeline_tag"_L1).toString(), u"text-to-image"_s);
        QVERIFY(item.value("tags"_L1).toArray().contains(u"license:other"_s));
        QVERIFY(!item.contains("siblings"_L1));
        QVERIFY(
            m_fixture.get("/api/models?search=portrait&full=true").array().first().toObject().contains("siblings"_L1));
    }

    void listingConditions()
    {
        QCOMPARE(ids("/api/models?filter=art&filter=license:other"), QStringList{ u"acme/portrait"_s });
        QCOMPARE(ids("/api/models?filter=art,license:mit"), QStringList());
        QCOMPARE(ids("/api/models?author=nobody"), QStringList());
        QCOMPARE(ids("/api/models?gated=true"), QStringList{ u"acme/fenced"_s });
        QCOMPARE(ids("/api/models?pipeline_tag=text-to-image"), QStringList{ u"acme/portrait"_s });
        QCOMPARE(ids("/api/datasets?filter=language:de"), QStringList{ u"acme/faces"_s });
        QCOMPARE(ids("/api/datasets?filter=task_categories:image-classification"), QStringList{ u"acme/faces"_s });
        QCOMPARE(m_fixture.get("/api/spaces").array().first().toObject().value("sdk"_L1).toString(), u"gradio"_s);
        QVERIFY(!ids("/api/models").contains(u"acme/hidden"_s));
        QVERIFY(!ids("/api/models", stranger).contains(u"acme/hidden"_s));
        QVERIFY(ids("/api/models", moderator).contains(u"acme/hidden"_s));
        QCOMPARE(m_fixture.get("/api/models?sort=wrong").status, 400);
        QCOMPARE(m_fixture.get("/api/models?cursor=wrong").status, 400);
    }

    void expandGivesOnlyWhatWasAsked()
    {
        for (const QByteArray& form :
            { QByteArray("expand=likes&expand=gated"), QByteArray("expand[]=likes&expand%5B%5D=gated") }) {
            const QJsonObject item = m_fixture.get("/api/models?search=portrait&" + form).array().first().toObject();
            QCOMPARE(item.keys(), QStringList({ u"_id"_s, u"gated"_s, u"id"_s, u"likes"_s }));
        }
        QCOMPARE(m_fixture.get("/api/models/acme/portrait?expand=sha").object().keys(),
            QStringList({ u"_id"_s, u"id"_s, u"sha"_s }));
        QCOMPARE(m_fixture.get("/api/models?expand=wrong").status, 400);
        QCOMPARE(m_fixture.get("/api/spaces?expand=downloads").status, 400);
    }

    void pagesCoverEverythingOnce()
    {
        for (const QByteArray& sort : { QByteArray("lastModified"), QByteArray("likes"), QByteArray("id") }) {
            QStringList seen;
            QByteArray next = "/api/models?limit=2&sort=" + sort;
            for (int pages = 0; !next.isEmpty() && pages < 20; ++pages) {
                const Reply reply = m_fixture.get(next);
                const QJsonArray items = reply.array();
                QVERIFY(!items.isEmpty());
                for (const QJsonValue& item : items)
                    seen.append(item.toObject().value("id"_L1).toString());
                const QByteArray link = reply.header("Link");
                next = link.isEmpty() ? QByteArray() : link.mid(1, link.indexOf('>') - 1).mid(m_fixture.base().size());
            }
            QCOMPARE(seen.size(), 5);
            QCOMPARE(QSet<QString>(seen.begin(), seen.end()).size(), 5);
        }
        QCOMPARE(ids("/api/models?sort=likes&limit=1"), QStringList{ u"acme/portrait"_s });
        QCOMPARE(ids("/api/models?sort=likes&direction=1").last(), u"acme/portrait"_s);
    }

    void infoIsWhole()
    {
        const Reply reply = m_fixture.get("/api/models/acme/portrait?blobs=true&securityStatus=true");
        const QJsonObject info = reply.object();
        QCOMPARE(info.value("id"_L1).toString(), u"acme/portrait"_s);
        QCOMPARE(info.value("createdAt"_L1).toString(), u"2024-01-12T08:03:11.000Z"_s);
        QCOMPARE(info.value("cardData"_L1).toObject().value("tags"_L1).toArray(), QJsonArray{ u"art"_s });
        QCOMPARE(info.value("sha"_L1).toString().size(), 40);
        QCOMPARE(reply.header("X-Repo-Commit"), info.value("sha"_L1).toString().toLatin1());
        QJsonObject weights;
        const QJsonArray siblings = info.value("siblings"_L1).toArray();
        for (const QJsonValue& sibling : siblings) {
            if (sibling.toObject().value("rfilename"_L1) == u"unet/weights.pkl"_s)
                weights = sibling.toObject();
        }
        QCOMPARE(weights.value("size"_L1).toInteger(), 988123456);
        QCOMPARE(weights.value("lfs"_L1).toObject().value("sha256"_L1).toString(), QString(64, u'a'));
        const QJsonObject status = info.value("securityRepoStatus"_L1).toObject();
        QCOMPARE(status.value("scansDone"_L1), QJsonValue(true));
        QCOMPARE(
            status.value("filesWithIssues"_L1).toArray().first().toObject().value("level"_L1).toString(), u"unsafe"_s);
        QCOMPARE(m_fixture.get("/api/models/acme/portrait/scan").object(), status);
        for (const QString& key : info.keys())
            QVERIFY2(!key.startsWith(u'_') || key == u"_id", qPrintable(key));
        const QJsonObject plain = m_fixture.get("/api/models/acme/portrait").object();
        QVERIFY(!plain.contains("securityRepoStatus"_L1));
        QVERIFY(!plain.value("siblings"_L1).toArray().first().toObject().contains("size"_L1));
        QCOMPARE(m_fixture.get("/api/models/acme/portrait/revision/HEAD").object(), plain);
        QCOMPARE(m_fixture.get("/api/models/acme/portrait/revision/" + reply.header("X-Repo-Commit")).object(), plain);
    }

    void aRepositoryOfOnlyAReadme()
    {
        const QJsonObject info = m_fixture.get("/api/models/acme/bare").object();
        QCOMPARE(info.value("author"_L1).toString(), u"acme"_s);
        QCOMPARE(info.value("createdAt"_L1).toString(), u"2022-03-02T23:29:04.000Z"_s);
        QCOMPARE(info.value("likes"_L1).toInt(-1), 0);
        QVERIFY(info.value("lastModified"_L1).toString().endsWith(u'Z'));
        QVERIFY(!info.contains("cardData"_L1));
        QCOMPARE(m_fixture.get("/api/models/acme/bare/discussions").object().value("count"_L1).toInt(-1), 0);
    }

    void accessProbes()
    {
        QCOMPARE(m_fixture.get("/api/models/acme/portrait/auth-check").status, 200);
        QCOMPARE(m_fixture.get("/api/models/acme/fenced/auth-check").status, 401);
        QCOMPARE(m_fixture.get("/api/models/acme/fenced/auth-check", stranger).header("X-Error-Code"),
            QByteArray("GatedRepo"));
        QCOMPARE(m_fixture.get("/api/models/acme/fenced/auth-check", moderator).status, 200);
        QCOMPARE(m_fixture.get("/api/models/acme/nope/auth-check", moderator).status, 404);
        QCOMPARE(m_fixture.get("/api/models/acme/portrait/auth-check/write", moderator).status, 200);
        QCOMPARE(m_fixture.get("/api/models/acme/portrait/auth-check/write", stranger).status, 403);
        QCOMPARE(m_fixture.get("/api/models/acme/portrait/auth-check/write", reader).status, 403);
        QCOMPARE(m_fixture.get("/api/models/acme/portrait/auth-check/write").status, 401);
    }

    void settingsEchoAndTakeEffect()
    {
        const QByteArray target = "/api/models/acme/bare/settings";
        const Reply reply = m_fixture.send(
            "PUT", target, R"({"gated":"manual","visibility":"private","discussionsDisabled":true,"x":1})", moderator);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.object(),
            QJsonObject({ { u"gated"_s, u"manual"_s }, { u"visibility"_s, u"private"_s },
                { u"discussionsDisabled"_s, true } }));
        QCOMPARE(m_fixture.get("/api/models/acme/bare", stranger).status, 404);
        const QJsonObject info = m_fixture.get("/api/models/acme/bare", moderator).object();
        QCOMPARE(info.value("private"_L1), QJsonValue(true));
        QCOMPARE(info.value("gated"_L1).toString(), u"manual"_s);
        QCOMPARE(m_fixture.send("PUT", target, R"({"private":false})", moderator).status, 200);
        QCOMPARE(m_fixture.get("/api/models/acme/bare", stranger).status, 200);
        QCOMPARE(m_fixture.send("PUT", target, R"({"gated":"yes"})", moderator).status, 400);
        QCOMPARE(m_fixture.send("PUT", target, R"({"gated":false})", stranger).status, 403);
        QCOMPARE(m_fixture.send("PUT", target, R"({"gated":false})").status, 401);
        QCOMPARE(m_fixture.get("/acme/bare/resolve/main/README.md", stranger).header("X-Error-Code"),
            QByteArray("GatedRepo"));
    }

    void disabledDiscussionsStayReadable()
    {
        QCOMPARE(m_fixture.get("/api/models/acme/quiet/discussions").status, 200);
        QCOMPARE(
            m_fixture.post("/api/models/acme/quiet/discussions", { { u"title"_s, u"Hello"_s } }, stranger).status, 403);
        QCOMPARE(m_fixture.get("/api/models/acme/gone/discussions").status, 200); // taken down, its reports still there
        QVERIFY(ids("/api/models?expand=disabled").contains(u"acme/gone"_s));
    }

    void accessRequests()
    {
        HubFixture fixture;
        const QJsonObject asked{ { u"user"_s, QJsonObject{ { u"user"_s, u"teo"_s }, { u"fullname"_s, u"Teo"_s } } },
            { u"status"_s, u"pending"_s }, { u"timestamp"_s, u"2026-05-04T08:11:12.000Z"_s } };
        fixture.writeJson(u"models/acme/fenced/info.json"_s,
            { { u"gated"_s, u"manual"_s }, { u"_accessRequests"_s, QJsonArray{ asked } } });
        fixture.start();
        const QByteArray room = "/api/models/acme/fenced/user-access-request/";
        QCOMPARE(fixture.get(room + "pending", stranger).status, 403);
        QCOMPARE(fixture.get(room + "pending", moderator).array(), QJsonArray{ asked });
        QCOMPARE(fixture.get("/api/models/acme/bare/user-access-request/pending", moderator).status, 400);
        QCOMPARE(fixture.post(room + "handle", { { u"user"_s, u"teo"_s }, { u"status"_s, u"accepted"_s } }, moderator)
                     .status,
            200);
        QCOMPARE(fixture.get(room + "accepted", moderator).array().size(), 1);
        QCOMPARE(fixture.get("/acme/fenced/resolve/main/README.md", stranger).status, 200);
        QCOMPARE(fixture.post(room + "handle", { { u"user"_s, u"teo"_s }, { u"status"_s, u"rejected"_s } }, moderator)
                     .status,
            200);
        QCOMPARE(fixture.get("/acme/fenced/resolve/main/README.md", stranger).status, 403);
        QCOMPARE(
            fixture.post(room + "handle", { { u"user"_s, u"x"_s }, { u"status"_s, u"rejected"_s } }, moderator).status,
            404);
    }

    void createMoveDuplicateDelete()
    {
        QTemporaryDir state;
        HubFixture fixture;
        HubOptions options;
        options.state = state.path();
        fixture.start(options);
        const QJsonObject order{ { u"name"_s, u"queue-test"_s }, { u"organization"_s, u"acme"_s },
            { u"type"_s, u"dataset"_s }, { u"visibility"_s, u"private"_s } };
        const Reply made = fixture.post("/api/repos/create", order, moderator);
        QCOMPARE(made.status, 200);
        QCOMPARE(made.object().value("name"_L1).toString(), u"acme/queue-test"_s);
        QCOMPARE(made.object().value("url"_L1).toString().toLatin1(),
            QByteArray(fixture.base() + "/datasets/acme/queue-test"));
        const Reply again = fixture.post("/api/repos/create", order, moderator);
        QCOMPARE(again.status, 409);
        QCOMPARE(again.error(), u"You already created this dataset repo"_s);
        QVERIFY(again.object().contains("url"_L1));
        QCOMPARE(fixture.post("/api/repos/create", order, stranger).status, 403);
        QCOMPARE(fixture.post("/api/repos/create", order).status, 401);
        QCOMPARE(fixture.post("/api/repos/create", { { u"name"_s, u"../x"_s } }, moderator).status, 400);
        QCOMPARE(fixture.get("/api/datasets/acme/queue-test", stranger).status, 404); // private
        QCOMPARE(fixture.get("/api/datasets/acme/queue-test/tree/main", moderator).array().size(), 0);
        QCOMPARE(fixture.get("/api/datasets/acme/queue-test", moderator).object().value("_id"_L1),
            made.object().value("id"_L1));

        const QJsonObject before = fixture.get("/api/models/acme/portrait").object();
        const QJsonObject move{ { u"fromRepo"_s, u"acme/portrait"_s }, { u"toRepo"_s, u"acme/portrait-v2"_s },
            { u"type"_s, u"model"_s } };
        QCOMPARE(fixture.post("/api/repos/move", move, stranger).status, 403);
        QCOMPARE(fixture.post("/api/repos/move", move, moderator).status, 200);
        const Reply copy = fixture.post(
            "/api/models/acme/portrait-v2/duplicate", { { u"repository"_s, u"teo/portrait-copy"_s } }, stranger);
        QCOMPARE(copy.status, 200);
        const QJsonObject gone{ { u"name"_s, u"bare"_s }, { u"organization"_s, u"acme"_s } };
        QCOMPARE(fixture.send("DELETE", "/api/repos/delete", QJsonDocument(gone).toJson(), stranger).status, 403);
        const Reply deleted = fixture.send("DELETE", "/api/repos/delete", QJsonDocument(gone).toJson(), moderator);
        QCOMPARE(deleted.body, QByteArray("OK"));
        for (int restart = 0; restart < 2; ++restart) {
            QCOMPARE(fixture.get("/api/models/acme/portrait").header("Location"),
                QByteArray("/api/models/acme/portrait-v2"));
            const QJsonObject moved = fixture.get("/api/models/acme/portrait-v2").object();
            QCOMPARE(moved.value("_id"_L1), before.value("_id"_L1)); // survives, and so do the commits
            QCOMPARE(moved.value("sha"_L1), before.value("sha"_L1));
            QCOMPARE(fixture.get("/teo/portrait-copy/raw/main/unet/config.json").body, QByteArray("{}"));
            QCOMPARE(fixture.get("/api/models/acme/bare", moderator).status, 404);
            fixture.stop();
            fixture.start(options);
        }
    }

    void notifications()
    {
        QCOMPARE(m_fixture.get("/api/notifications").status, 401);
        m_fixture.post("/api/models/acme/bare/discussions", { { u"title"_s, u"🚩 Report: Spam"_s } }, stranger);
        const QJsonObject page = m_fixture.get("/api/notifications?p=0&readStatus=unread", moderator).object();
        QCOMPARE(page.value("start"_L1).toInt(-1), 0);
        QCOMPARE(page.value("count"_L1).toObject().value("unread"_L1).toInt(), 1);
        const QJsonObject item = page.value("notifications"_L1).toArray().first().toObject();
        QCOMPARE(item.value("repo"_L1).toObject().value("name"_L1).toString(), u"acme/bare"_s);
        const QJsonValue id = item.value("discussion"_L1).toObject().value("id"_L1);
        m_fixture.post("/api/notifications/mark-as-read",
            { { u"discussionIds"_s, QJsonArray{ id } }, { u"read"_s, true } }, moderator);
        QCOMPARE(m_fixture.get("/api/notifications?readStatus=unread", moderator)
                     .object()
                     .value("notifications"_L1)
                     .toArray()
                     .size(),
            0);
        QCOMPARE(m_fixture.get("/api/notifications?lastUpdate=2999-01-01T00:00:00.000Z", moderator)
                     .object()
                     .value("notifications"_L1)
                     .toArray()
                     .size(),
            0);
    }

private:
    HubFixture m_fixture;
};

std::unique_ptr<QObject> makeRepositoryTest()
{
    return std::make_unique<tst_Repositories>();
}

} // namespace docket::practicehub

#include "tst_repositories.moc"
