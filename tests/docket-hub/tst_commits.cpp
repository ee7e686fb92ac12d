// Refs, commits, comparison, preupload, commit with and without a pull request, merge.
#include "tests/docket-hub/hubfixture.h"
#include "tests/docket-hub/testlist.h"

#include <QTest>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

namespace
{

const QByteArray repo = "/api/models/acme/portrait";

QByteArray line(const QString& key, const QJsonObject& value)
{
    return QJsonDocument(QJsonObject{ { u"key"_s, key }, { u"value"_s, value } }).toJson(QJsonDocument::Compact);
}

QByteArray fileLine(const QString& path, const QByteArray& content)
{
    return line(u"file"_s,
        { { u"path"_s, path }, { u"content"_s, QString::fromLatin1(content.toBase64()) },
            { u"encoding"_s, u"base64"_s } });
}

const QByteArray taggedCard = "---\nlicense: other\ntags:\n- art\n- not-for-all-audiences\n---\n# Portrait\n";

} // namespace

class tst_Commits : public QObject
{
    Q_OBJECT

    Reply commit(const QByteArray& body, const QByteArray& token, const QByteArray& where = "main")
    {
        return m_fixture->send("POST", repo + "/commit/" + where, body, token, "application/x-ndjson");
    }
    QString head() { return m_fixture->get(repo + "?expand=sha").object().value("sha"_L1).toString(); }
    /// Proposes the tagged card; returns the number of the pull request.
    int propose()
    {
        const Reply reply
            = commit(line(u"header"_s, { { u"summary"_s, u"Add tag"_s }, { u"description"_s, u"See #1"_s } }) + '\n'
                    + fileLine(u"README.md"_s, taggedCard),
                stranger, "main?create_pr=1");
        return reply.object().value("pullRequestUrl"_L1).toString().section(u'/', -1).toInt();
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<HubFixture>();
        m_fixture->start();
    }

    void historyIsListed()
    {
        const Reply reply = m_fixture->get(repo + "/commits/main?p=0&limit=2&expand%5B%5D=formatted");
        QCOMPARE(reply.header("X-Total-Count"), QByteArray("3"));
        QVERIFY2(reply.header("Link").startsWith(QByteArray('<' + m_fixture->base() + repo + "/commits/main?")),
            reply.header("Link"));
        const QJsonObject first = reply.array().first().toObject();
        QCOMPARE(first.value("id"_L1).toString(), head());
        QVERIFY(first.contains("formatted"_L1));
        QVERIFY(first.value("authors"_L1).toArray().first().toObject().contains("user"_L1));
        const Reply second = m_fixture->get(repo + "/commits/main?p=1&limit=2");
        QCOMPARE(second.array().size(), 1);
        QCOMPARE(second.array().first().toObject().value("title"_L1).toString(), u"initial commit"_s);
        QVERIFY(second.header("Link").isEmpty());
        QCOMPARE(m_fixture->get(repo + "/commits/nobranch").header("X-Error-Code"), QByteArray("RevisionNotFound"));
        QCOMPARE(m_fixture->get(repo + "/revision/" + first.value("id"_L1).toString().left(8).toLatin1()).status, 200);
    }

    void commitIdsDependOnContentsOnly()
    {
        const QString before = head();
        HubFixture other;
        other.start();
        QCOMPARE(other.get(repo + "?expand=sha").object().value("sha"_L1).toString(), before);
        other.write(u"models/acme/portrait/files/unet/config.json"_s, "{ }");
        other.start();
        QVERIFY(other.get(repo + "?expand=sha").object().value("sha"_L1).toString() != before);
    }

    void preupload()
    {
        const Reply reply = m_fixture->post(repo + "/preupload/main?create_pr=1",
            { { u"files"_s,
                QJsonArray{ QJsonObject{ { u"path"_s, u"README.md"_s }, { u"size"_s, 63 } },
                    QJsonObject{ { u"path"_s, u"new.bin"_s }, { u"size"_s, 99000000 } } } } },
            stranger);
        const QJsonArray files = reply.object().value("files"_L1).toArray();
        QCOMPARE(files.at(0).toObject().value("uploadMode"_L1).toString(), u"regular"_s);
        QCOMPARE(files.at(0).toObject().value("oid"_L1).toString().size(), 40);
        QCOMPARE(files.at(0).toObject().value("shouldIgnore"_L1), QJsonValue(false));
        QCOMPARE(files.at(1).toObject().value("uploadMode"_L1).toString(), u"lfs"_s);
        QVERIFY(!files.at(1).toObject().contains("oid"_L1));
        QCOMPARE(reply.object().value("commitOid"_L1).toString(), head());
    }

    void validateYaml()
    {
        const auto check = [&](const QString& text) {
            return m_fixture->post("/api/validate-yaml", { { u"content"_s, text }, { u"repoType"_s, u"model"_s } });
        };
        QCOMPARE(check(u"---\nlicense: mit\n---\n"_s).status, 200);
        QCOMPARE(check(u"# none\n"_s).object().value("warnings"_L1).toArray().size(), 1);
        const Reply bad = check(u"---\ntags: [a\n---\n"_s);
        QCOMPARE(bad.status, 400);
        QVERIFY(!bad.object().value("errors"_L1).toArray().first().toObject().value("message"_L1).toString().isEmpty());
    }

    void commitToMain()
    {
        const QString before = head();
        const QByteArray header = line(u"header"_s, { { u"summary"_s, u"Tag it"_s }, { u"parentCommit"_s, before } });
        const QByteArray body = header + '\n' + fileLine(u"README.md"_s, taggedCard) + '\n'
            + line(u"deletedFolder"_s, { { u"path"_s, u"unet/"_s } }) + '\n';
        const Reply reply = commit(body, moderator);
        QCOMPARE(reply.status, 200);
        QVERIFY(!reply.object().contains("pullRequestUrl"_L1));
        QCOMPARE(reply.object().value("commitOid"_L1).toString(), head());
        QVERIFY(reply.object()
                    .value("commitUrl"_L1)
                    .toString()
                    .toLatin1()
                    .startsWith(QByteArray(m_fixture->base() + "/acme/portrait/commit/")));
        QCOMPARE(m_fixture->get("/acme/portrait/resolve/main/README.md").body, taggedCard);
        QCOMPARE(m_fixture->get(repo + "/tree/main/unet").status, 404);
        QCOMPARE(m_fixture->get(repo + "/tree/" + before.toLatin1() + "/unet").status, 200); // the old commit stays
        const QJsonObject info = m_fixture->get(repo).object();
        QVERIFY(info.value("tags"_L1).toArray().contains(u"not-for-all-audiences"_s));
        QVERIFY(info.value("lastModified"_L1).toString() > u"2026-05-03T19:40:02.000Z"_s);
        // The parent is no longer the head.
        const Reply stale = commit(body, moderator);
        QCOMPARE(stale.status, 412);
        QVERIFY(stale.error().startsWith(u"The branch was updated"));
        QVERIFY(m_fixture->get(repo + "/compare/" + before.toLatin1() + "..main?raw=true")
                    .body.contains("\n+- not-for-all-audiences\n"));
    }

    void refusedCommits_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<int>("status");
        const QByteArray header = line(u"header"_s, { { u"summary"_s, u"x"_s } }) + '\n';
        QTest::newRow("no right") << header + fileLine(u"a"_s, "x") << stranger << 403;
        QTest::newRow("read token") << header + fileLine(u"a"_s, "x") << reader << 403;
        QTest::newRow("nobody") << header + fileLine(u"a"_s, "x") << QByteArray() << 401;
        QTest::newRow("path up") << header + fileLine(u"../a"_s, "x") << moderator << 422;
        QTest::newRow("absolute path") << header + fileLine(u"/etc/passwd"_s, "x") << moderator << 422;
        QTest::newRow("git folder") << header + fileLine(u".git/config"_s, "x") << moderator << 422;
        QTest::newRow("no summary") << fileLine(u"a"_s, "x") << moderator << 400;
        QTest::newRow("empty") << header << moderator << 400;
        QTest::newRow("not json") << header + "{" << moderator << 400;
        QTest::newRow("unknown line") << header + line(u"odd"_s, { { u"path"_s, u"a"_s } }) << moderator << 400;
        QTest::newRow("bad card") << header + fileLine(u"README.md"_s, "---\ntags: [a\n---\n") << moderator << 400;
    }

    void refusedCommits()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, token);
        QFETCH(int, status);
        const QString before = head();
        QCOMPARE(commit(body, token).status, status);
        QCOMPARE(head(), before);
    }

    void plainJsonForm()
    {
        const Reply reply = m_fixture->send("POST", repo + "/commit/main",
            R"({"summary":"Plain","files":[{"path":"a.txt","content":"grün","encoding":"utf-8"}],"deletedEntries":[{"path":"big.bin"}]})",
            moderator);
        QCOMPARE(reply.status, 200);
        QCOMPARE(m_fixture->get("/acme/portrait/raw/main/a.txt").body, QByteArray("grün"));
        QCOMPARE(m_fixture->head("/acme/portrait/raw/main/big.bin").status, 404);
    }

    void pullRequestFromProposalToMerge()
    {
        const QString before = head();
        const int num = propose();
        QCOMPARE(num, 1);
        QCOMPARE(head(), before); // main is untouched
        const QJsonObject refs = m_fixture->get(repo + "/refs?include_prs=1").object();
        QCOMPARE(refs.value("branches"_L1).toArray().first().toObject().value("targetCommit"_L1).toString(), before);
        QCOMPARE(refs.value("pullRequests"_L1).toArray().first().toObject().value("ref"_L1).toString(), u"refs/pr/1"_s);
        QVERIFY(!m_fixture->get(repo + "/refs").object().contains("pullRequests"_L1));
        QCOMPARE(m_fixture->get("/acme/portrait/resolve/refs%2Fpr%2F1/README.md").body, taggedCard);

        const QJsonObject thread = m_fixture->get(repo + "/discussions/1?diff=1").object();
        QCOMPARE(thread.value("status"_L1).toString(), u"open"_s);
        QCOMPARE(thread.value("isPullRequest"_L1), QJsonValue(true));
        QVERIFY(thread.value("filesWithConflicts"_L1).isArray());
        QCOMPARE(thread.value("changes"_L1).toObject().value("base"_L1).toString(), u"refs/heads/main"_s);
        QVERIFY(!thread.value("changes"_L1).toObject().contains("mergeCommitId"_L1));
        QVERIFY2(thread.value("diff"_L1).toString().contains(u"+- not-for-all-audiences"_s),
            qPrintable(thread.value("diff"_L1).toString()));
        QVERIFY(!thread.contains("isReport"_L1));
        QCOMPARE(thread.value("events"_L1).toArray().at(1).toObject().value("type"_L1).toString(), u"commit"_s);
        QVERIFY(m_fixture->get(repo + "/discussions/1/storage").object().value("estimatedStorage"_L1).toInt() > 0);

        // More commits of its author go to the ref; others may not.
        const QByteArray more
            = line(u"header"_s, { { u"summary"_s, u"More"_s } }) + '\n' + fileLine(u"MORE.md"_s, "more");
        QCOMPARE(commit(more, stranger, "refs%2Fpr%2F1").status, 200);
        QCOMPARE(commit(more, scoped, "refs%2Fpr%2F1").status, 403);
        // main moves on meanwhile; the merge keeps both.
        QCOMPARE(commit(line(u"header"_s, { { u"summary"_s, u"Other"_s } }) + '\n' + fileLine(u"OTHER.md"_s, "other"),
                     moderator)
                     .status,
            200);
        QCOMPARE(m_fixture->send("POST", repo + "/discussions/1/merge", {}, stranger, {}).status, 403);
        QCOMPARE(m_fixture->send("POST", repo + "/discussions/1/merge", {}, moderator, {}).status, 200); // no body
        QCOMPARE(m_fixture->get("/acme/portrait/raw/main/README.md").body, taggedCard);
        QCOMPARE(m_fixture->get("/acme/portrait/raw/main/MORE.md").body, QByteArray("more"));
        QCOMPARE(m_fixture->get("/acme/portrait/raw/main/OTHER.md").body, QByteArray("other"));
        const QJsonObject merged = m_fixture->get(repo + "/discussions/1").object();
        QCOMPARE(merged.value("status"_L1).toString(), u"merged"_s);
        QCOMPARE(merged.value("changes"_L1).toObject().value("mergeCommitId"_L1).toString(), head());
        QCOMPARE(m_fixture->send("POST", repo + "/discussions/1/merge", {}, moderator, {}).status, 400);
        QCOMPARE(
            m_fixture->post(repo + "/discussions/1/status", { { u"status"_s, u"open"_s } }, moderator).status, 400);
        QCOMPARE(m_fixture->send("DELETE", repo + "/discussions/1/ref", {}, stranger, {}).status, 200);
        QCOMPARE(m_fixture->get(repo + "/discussions/1").object().value("changes"_L1).toObject().value("refDeleted"_L1),
            QJsonValue(true));
    }

    void aPullRequestMadeByDiscussionStartsAsDraft()
    {
        const Reply reply = m_fixture->post(
            repo + "/discussions", { { u"title"_s, u"Draft"_s }, { u"pullRequest"_s, true } }, stranger);
        QVERIFY(reply.object().value("references"_L1).toObject().contains("base"_L1));
        QCOMPARE(m_fixture->get(repo + "/discussions/1").object().value("status"_L1).toString(), u"draft"_s);
        QCOMPARE(m_fixture->post(repo + "/discussions/1/status", { { u"status"_s, u"open"_s } }, stranger).status, 200);
    }

private:
    std::unique_ptr<HubFixture> m_fixture;
};

std::unique_ptr<QObject> makeCommitTest()
{
    return std::make_unique<tst_Commits>();
}

} // namespace docket::practicehub

#include "tst_commits.moc"
