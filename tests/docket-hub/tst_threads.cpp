// Discussions: list, detail, every write, and who may do it.
#include "tests/docket-hub/hubfixture.h"
#include "tests/docket-hub/testlist.h"

#include <QTest>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

QJsonObject comment(const QString& id, const QString& author, const QString& raw)
{
    QJsonObject event{ { u"id"_s, id }, { u"type"_s, u"comment"_s }, { u"createdAt"_s, u"2026-05-04T08:11:12.000Z"_s },
        { u"data"_s,
            QJsonObject{ { u"edited"_s, false }, { u"hidden"_s, false }, { u"hiddenReason"_s, QJsonValue::Null },
                { u"latest"_s, QJsonObject{ { u"raw"_s, raw } } } } } };
    event.insert(u"author"_s, author.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonObject{ { u"name"_s, author } });
    return event;
}

} // namespace

class tst_Threads : public QObject
{
    Q_OBJECT

    static constexpr const char* room = "/api/models/acme/bare/discussions";

    QJsonObject detail(int num) { return m_fixture->get(QByteArray(room) + '/' + QByteArray::number(num)).object(); }
    QJsonObject lastEvent(int num) { return detail(num).value("events"_L1).toArray().last().toObject(); }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<HubFixture>();
        m_fixture->writeJson(u"models/acme/bare/discussions/1.json"_s,
            { { u"num"_s, 1 }, { u"title"_s, u"🚩 Report: Ethical issue(s)"_s },
                { u"author"_s, QJsonObject{ { u"name"_s, u"teo"_s } } },
                { u"createdAt"_s, u"2026-05-04T08:11:12.000Z"_s }, { u"status"_s, u"open"_s }, { u"isReport"_s, true },
                { u"events"_s,
                    QJsonArray{ comment(u"aaaaaaaaaaaaaaaaaaaaaa01"_s, u"teo"_s, u"It imitates a person."_s),
                        comment(u"aaaaaaaaaaaaaaaaaaaaaa02"_s, {}, u"By a deleted account."_s),
                        QJsonObject{ { u"id"_s, u"aaaaaaaaaaaaaaaaaaaaaa03"_s }, { u"type"_s, u"made-up-type"_s },
                            { u"createdAt"_s, u"2026-05-04T09:00:00.000Z"_s },
                            { u"data"_s, QJsonObject{ { u"x"_s, 1 } } } } } } });
        m_fixture->writeJson(u"models/acme/bare/discussions/2.json"_s,
            { { u"title"_s, u"Closed one"_s }, { u"status"_s, u"closed"_s }, { u"author"_s, QJsonValue::Null },
                { u"locked"_s, true },
                { u"events"_s, QJsonArray{ comment(u"aaaaaaaaaaaaaaaaaaaaaa04"_s, u"mira-mod"_s, u"x"_s) } } });
        m_fixture->start();
    }

    void listForm()
    {
        const QJsonObject page = m_fixture->get(room).object();
        QCOMPARE(page.value("count"_L1).toInt(), 2);
        QCOMPARE(page.value("start"_L1).toInt(-1), 0);
        QCOMPARE(page.value("numClosedDiscussions"_L1).toInt(), 1);
        const QJsonArray items = page.value("discussions"_L1).toArray();
        QCOMPARE(items.at(0).toObject().value("num"_L1).toInt(), 2); // newest first
        QVERIFY(!items.at(0).toObject().contains("author"_L1)); // absent, never null
        const QJsonObject item = items.at(1).toObject();
        QCOMPARE(item.value("numComments"_L1).toInt(), 2);
        QCOMPARE(item.value("repo"_L1).toObject().value("type"_L1).toString(), u"model"_s);
        QCOMPARE(item.value("repoOwner"_L1).toObject().value("name"_L1).toString(), u"acme"_s);
        for (const QString& key : { u"isReport"_s, u"_id"_s, u"events"_s })
            QVERIFY2(!item.contains(key), qPrintable(key));
    }

    void listConditionsAndPages()
    {
        const auto count = [&](const QByteArray& query) {
            return m_fixture->get(room + query).object().value("count"_L1).toInt(-1);
        };
        QCOMPARE(count("?status=open"), 1);
        QCOMPARE(count("?status=closed"), 1);
        QCOMPARE(count("?type=pull_request"), 0);
        QCOMPARE(count("?author=teo&type=discussion&status=all"), 1);
        QCOMPARE(count("?search=closed"), 1);
        QCOMPARE(m_fixture->get(QByteArray(room) + "?status=merged").status, 400);
        for (int i = 0; i < 43; ++i)
            QCOMPARE(m_fixture->post(room, { { u"title"_s, u"Thread %1"_s.arg(i) } }, stranger).status, 200);
        QSet<int> seen;
        int total = 0;
        for (int p = 0; p < 9; ++p) {
            const QJsonObject page = m_fixture->get(QByteArray(room) + "?p=" + QByteArray::number(p)).object();
            const QJsonArray items = page.value("discussions"_L1).toArray();
            QCOMPARE(page.value("start"_L1).toInt(), total);
            QCOMPARE(page.value("count"_L1).toInt(), 45);
            for (const QJsonValue& item : items)
                seen.insert(item.toObject().value("num"_L1).toInt());
            total += int(items.size());
            if (total >= 45)
                break;
        }
        QCOMPARE(seen.size(), 45);
        const QJsonObject beyond = m_fixture->get(QByteArray(room) + "?p=99").object();
        QVERIFY(beyond.value("discussions"_L1).toArray().isEmpty());
    }

    void detailIsCompletedAndKeepsUnknownEvents()
    {
        const Reply reply = m_fixture->get(QByteArray(room) + "/1?diff=1");
        const QJsonObject thread = reply.object();
        QCOMPARE(thread.value("_id"_L1).toString().size(), 24);
        QCOMPARE(thread.value("isReport"_L1), QJsonValue(true));
        QCOMPARE(thread.value("locked"_L1), QJsonValue(false));
        QCOMPARE(thread.value("collection"_L1).toString(), u"discussions"_s);
        const QJsonArray events = thread.value("events"_L1).toArray();
        QCOMPARE(events.size(), 3);
        const QJsonObject first = events.at(0).toObject().value("data"_L1).toObject();
        QVERIFY(!first.contains("hiddenReason"_L1));
        QCOMPARE(first.value("latest"_L1).toObject().value("raw"_L1).toString(), u"It imitates a person."_s);
        QVERIFY(first.value("latest"_L1).toObject().contains("updatedAt"_L1));
        QVERIFY(first.value("reactions"_L1).isArray() && first.value("editors"_L1).isArray());
        QVERIFY(!events.at(1).toObject().contains("author"_L1));
        QCOMPARE(events.at(2).toObject().value("type"_L1).toString(), u"made-up-type"_s);
        QVERIFY2(!reply.body.contains(":null"), reply.body);
    }

    void openThread()
    {
        const Reply reply = m_fixture->post(room,
            { { u"title"_s, u"🚩 Report: Legal issue(s)"_s }, { u"description"_s, u"No licence."_s },
                { u"pullRequest"_s, false } },
            stranger);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.object().value("num"_L1).toInt(), 3);
        QCOMPARE(reply.object().value("url"_L1).toString().toLatin1(), m_fixture->base() + "/acme/bare/discussions/3");
        const QJsonObject thread = detail(3);
        QCOMPARE(thread.value("isReport"_L1), QJsonValue(false)); // the API does not mark reports
        QCOMPARE(thread.value("author"_L1).toObject().value("name"_L1).toString(), u"teo"_s);
        QCOMPARE(m_fixture->post(room, { { u"title"_s, u"ab"_s } }, stranger).status, 400);
        QCOMPARE(m_fixture->post(room, { { u"title"_s, QString(201, u'x') } }, stranger).status, 400);
        QCOMPARE(
            m_fixture->post(room, { { u"title"_s, u"Long"_s }, { u"description"_s, QString(65537, u'x') } }, stranger)
                .status,
            400);
        QCOMPARE(m_fixture->post(room, { { u"title"_s, u"Hello"_s } }).status, 401);
        QCOMPARE(m_fixture->post(room, { { u"title"_s, u"Hello"_s } }, reader).status, 403);
        QCOMPARE(m_fixture->post(room, { { u"title"_s, u"Hello"_s } }, scoped).status, 200);
        QCOMPARE(m_fixture->send("POST", room, "not json", stranger).status, 400);
    }

    void commentIsAdded()
    {
        const Reply reply
            = m_fixture->post(QByteArray(room) + "/1/comment", { { u"comment"_s, u"Thank you <b>"_s } }, moderator);
        QCOMPARE(reply.status, 201);
        const QJsonObject event = reply.object().value("newMessage"_L1).toObject();
        QCOMPARE(event.value("type"_L1).toString(), u"comment"_s);
        QCOMPARE(event.value("id"_L1).toString().size(), 24);
        const QJsonObject latest = event.value("data"_L1).toObject().value("latest"_L1).toObject();
        QCOMPARE(latest.value("raw"_L1).toString(), u"Thank you <b>"_s);
        QVERIFY(!latest.value("html"_L1).toString().contains(u"<b>"_s));
        QVERIFY(event.value("author"_L1).toObject().value("isOrgMember"_L1).toBool());
        QCOMPARE(lastEvent(1), event);
        QCOMPARE(
            m_fixture->post(QByteArray(room) + "/1/comment", { { u"comment"_s, QString() } }, moderator).status, 400);
        QCOMPARE(m_fixture->post(QByteArray(room) + "/1/comment", { { u"comment"_s, QString(65537, u'x') } }, moderator)
                     .status,
            400);
        QCOMPARE(m_fixture->post(QByteArray(room) + "/1/comment", { { u"comment"_s, QString(65536, u'x') } }, moderator)
                     .status,
            201);
        QCOMPARE(
            m_fixture->post(QByteArray(room) + "/77/comment", { { u"comment"_s, u"x"_s } }, moderator).status, 404);
        // A locked thread takes comments of writers only.
        QCOMPARE(m_fixture->post(QByteArray(room) + "/2/comment", { { u"comment"_s, u"x"_s } }, stranger).status, 403);
        QCOMPARE(m_fixture->post(QByteArray(room) + "/2/comment", { { u"comment"_s, u"x"_s } }, moderator).status, 201);
    }

    void editAndHide()
    {
        const QByteArray target = QByteArray(room) + "/1/comment/AAAAAAAAAAAAAAAAAAAAAA01"; // ids in either case
        const QJsonObject edited = m_fixture->post(target + "/edit", { { u"content"_s, u"New text"_s } }, stranger)
                                       .object()
                                       .value("updatedComment"_L1)
                                       .toObject()
                                       .value("data"_L1)
                                       .toObject();
        QCOMPARE(edited.value("edited"_L1), QJsonValue(true));
        QCOMPARE(edited.value("numEdits"_L1).toInt(), 1);
        QCOMPARE(edited.value("latest"_L1).toObject().value("raw"_L1).toString(), u"New text"_s);
        QCOMPARE(m_fixture->post(target + "/edit", { { u"content"_s, u"No right"_s } }, scoped).status, 403);
        const Reply hidden = m_fixture->send("POST", target + "/hide", {}, moderator, {}); // no body, no content type
        QCOMPARE(hidden.status, 200);
        const QJsonObject data = hidden.object().value("updatedComment"_L1).toObject().value("data"_L1).toObject();
        QCOMPARE(data.value("hidden"_L1), QJsonValue(true));
        QCOMPARE(data.value("hiddenBy"_L1).toString(), u"mira-mod"_s);
        QCOMPARE(data.value("latest"_L1).toObject().value("raw"_L1), QJsonValue(QString())); // there, and empty
        QCOMPARE(m_fixture->post(target + "/edit", { { u"content"_s, u"Back"_s } }, stranger).status, 403);
        QCOMPARE(m_fixture->send("POST", QByteArray(room) + "/1/comment/nope/hide", {}, moderator, {}).status, 404);
    }

    void statusWithComment()
    {
        const QByteArray target = QByteArray(room) + "/1/status";
        const Reply reply
            = m_fixture->post(target, { { u"status"_s, u"closed"_s }, { u"comment"_s, u"bye"_s } }, moderator);
        QCOMPARE(reply.status, 200);
        const QJsonObject event = reply.object().value("newStatus"_L1).toObject();
        QCOMPARE(event.value("type"_L1).toString(), u"status-change"_s);
        QCOMPARE(event.value("data"_L1).toObject().value("status"_L1).toString(), u"closed"_s);
        QCOMPARE(detail(1).value("status"_L1).toString(), u"closed"_s);
        const QJsonArray events = detail(1).value("events"_L1).toArray();
        QCOMPARE(events.size(), 5);
        QCOMPARE(events.at(3).toObject().value("type"_L1).toString(), u"comment"_s);
        QCOMPARE(m_fixture->post(target, { { u"status"_s, u"open"_s } }, stranger).status, 200); // its author
        QCOMPARE(m_fixture->post(target, { { u"status"_s, u"closed"_s } }, scoped).status, 403);
        for (const QString& bad : { u"merged"_s, u"draft"_s, QString() })
            QCOMPARE(m_fixture->post(target, { { u"status"_s, bad } }, moderator).status, 400);
        QCOMPARE(m_fixture->send("PATCH", target, R"({"status":"closed"})", moderator).status, 404);
    }

    void titleAndPin()
    {
        const Reply title
            = m_fixture->post(QByteArray(room) + "/1/title", { { u"title"_s, u"🚩 Report: Spam"_s } }, moderator);
        const QJsonObject data = title.object().value("newTitle"_L1).toObject().value("data"_L1).toObject();
        QCOMPARE(data.value("from"_L1).toString(), u"🚩 Report: Ethical issue(s)"_s);
        QCOMPARE(data.value("to"_L1).toString(), u"🚩 Report: Spam"_s);
        QCOMPARE(detail(1).value("title"_L1).toString(), u"🚩 Report: Spam"_s);
        QCOMPARE(m_fixture->post(QByteArray(room) + "/1/title", { { u"title"_s, u"xx"_s } }, moderator).status, 400);
        QCOMPARE(m_fixture->post(QByteArray(room) + "/1/pin", { { u"pinned"_s, true } }, moderator).status, 200);
        QCOMPARE(detail(1).value("pinned"_L1), QJsonValue(true));
        QCOMPARE(lastEvent(1).value("type"_L1).toString(), u"pinning-change"_s);
        QCOMPARE(m_fixture->post(QByteArray(room) + "/1/pin", { { u"pinned"_s, true } }, stranger).status, 403);
    }

    void deleteThread()
    {
        QCOMPARE(m_fixture->send("DELETE", QByteArray(room) + "/1", {}, stranger, {}).status, 403);
        QCOMPARE(m_fixture->send("DELETE", QByteArray(room) + "/1", {}, moderator, {}).status, 200);
        QCOMPARE(m_fixture->get(QByteArray(room) + "/1").status, 404);
    }

private:
    std::unique_ptr<HubFixture> m_fixture;
};

std::unique_ptr<QObject> makeThreadTest()
{
    return std::make_unique<tst_Threads>();
}

} // namespace docket::practicehub

#include "tst_threads.moc"
