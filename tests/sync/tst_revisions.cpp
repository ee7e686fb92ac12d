#include "core/base/clock.h"
#include "core/sync/mirror.h"
#include "core/sync/mirrorschema.h"
#include "tests/sync/suites.h"

#include <QTemporaryDir>
#include <QTest>

using namespace docket;
using namespace docket::sync;
using namespace Qt::StringLiterals;

namespace
{

const QDateTime start = fromIsoUtc(u"2026-11-21T12:00:00.000Z");
const RepoKey key{ RepoKind::Dataset, u"acme/pairs"_s };

QString commitOf(int number)
{
    return u"%1"_s.arg(number, 40, 16, QChar(u'0'));
}

/// The repository at one commit, as a sync would store it.
void store(Mirror& mirror, int number, const QByteArray& card, const QStringList& paths, const QByteArray& rows)
{
    const QDateTime now = start.addSecs(number * 60);
    hub::RepoInfo info;
    info.key = key;
    info.sha = commitOf(number);
    QVERIFY(mirror.storeRepo(key, info, now));
    QVERIFY(mirror.storeCard(key, info.sha, u"README.md"_s, card, now));
    QList<hub::FileEntry> files;
    for (const QString& path : paths)
        files.append({ path, false, 10 + number, u"oid%1"_s.arg(number), {}, {} });
    QVERIFY(mirror.storeTree(key, info.sha, files, now));
    ViewerRecord record{ u"first-rows"_s, u"default"_s, u"train"_s, 200, rows, { now, {} } };
    QVERIFY(mirror.storeViewer(key, record));
}

Mirror opened(const QTemporaryDir& folder)
{
    auto mirror = Mirror::open(folder.path(), Mirror::Access::ReadWrite);
    if (!mirror)
        qFatal("%s", qPrintable(mirror.error().text()));
    return std::move(*mirror);
}

QStringList commits(Mirror& mirror)
{
    const auto heads = mirror.revisions(key);
    QStringList out;
    for (const RevisionHead& head : heads.value_or(QList<RevisionHead>()))
        out.append(head.commit);
    return out;
}

} // namespace

class TestRevisions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// What a comment said before an edit is kept, twenty times; hidden and unchanged ones keep nothing.
    void editedCommentsKeepTheirText()
    {
        QTemporaryDir folder;
        Mirror mirror = opened(folder);
        hub::RepoInfo info;
        info.key = key;
        QVERIFY(mirror.storeRepo(key, info, start));
        hub::Thread thread;
        thread.repo = key;
        thread.num = 3;
        for (const QString& id : { u"a"_s, u"b"_s, u"c"_s }) {
            hub::Event event;
            event.id = id;
            event.type = hub::EventType::Comment;
            event.raw = id + u" first"_s;
            event.updatedAt = start;
            thread.events.append(event);
        }
        QVERIFY(mirror.storeThread(thread, start.addSecs(10)));
        QVERIFY(mirror.storeThread(thread, start.addSecs(20)));
        QVERIFY(mirror.earlierComments(key, 3)->isEmpty());
        thread.events[0].raw = u"a second"_s;
        thread.events[0].updatedAt = start.addSecs(25);
        thread.events[1].raw.clear();
        thread.events[1].hidden = true;
        QVERIFY(mirror.storeThread(thread, start.addSecs(30)));
        auto earlier = *mirror.earlierComments(key, 3);
        QCOMPARE(earlier.size(), 1);
        QCOMPARE(earlier[u"a"_s], (QList<EarlierComment>{ { u"a first"_s, start, start.addSecs(30) } }));
        QVERIFY(mirror.earlierComments(key, 4)->isEmpty());
        for (int i = 0; i < 30; ++i) {
            thread.events[0].raw = u"a %1"_s.arg(i);
            QVERIFY(mirror.storeThread(thread, start.addSecs(100 + i)));
        }
        earlier = *mirror.earlierComments(key, 3);
        QCOMPARE(earlier[u"a"_s].size(), 20);
        QCOMPARE(earlier[u"a"_s].last().raw, u"a 28"_s);
        QCOMPARE(earlier[u"a"_s].first().raw, u"a 9"_s);
    }

    void pictures_areFoundByWhereTheyLay()
    {
        const QTemporaryDir folder;
        Mirror mirror = opened(folder);
        store(mirror, 1, "# One", { u"README.md"_s, u"data/a.csv"_s }, "{\"rows\":[1]}");
        const PictureRecord cat{ u"figures/cat.png"_s, commitOf(1), QByteArray(64, 'a'), 500, u"image/png"_s, start };
        const PictureRecord far{ u"https://far.example/x.gif"_s, {}, QByteArray(64, 'b'), 7, u"image/gif"_s, start };
        QVERIFY(mirror.storePicture(key, cat));
        QVERIFY(mirror.storePicture(key, far));
        QCOMPARE(mirror.picture(key, commitOf(1), cat.address).value(), std::optional(cat));
        QCOMPARE(mirror.picture(key, {}, far.address).value(), std::optional(far));
        QVERIFY(!mirror.picture(key, commitOf(2), cat.address).value()); // of another revision
        QVERIFY(!mirror.picture({ RepoKind::Space, u"x/y"_s }, commitOf(1), cat.address).value());
        QCOMPARE(mirror.file(key, u"README.md"_s).value()->size, 11);
        QVERIFY(!mirror.file(key, u"data"_s).value());
        QVERIFY(!mirror.file(key, u"absent.png"_s).value());
    }

    void pastRevisions_stayWhole()
    {
        const QTemporaryDir folder;
        Mirror mirror = opened(folder);
        QVERIFY(commits(mirror).isEmpty());
        store(mirror, 1, "# One", { u"README.md"_s, u"data/a.csv"_s }, "{\"rows\":[1]}");
        store(mirror, 2, "# Two", { u"README.md"_s }, "{\"rows\":[2]}");
        QCOMPARE(commits(mirror), (QStringList{ commitOf(2), commitOf(1) }));
        const auto heads = mirror.revisions(key);
        QVERIFY(heads->at(0).newest && !heads->at(1).newest);
        QCOMPARE(heads->at(1).seen, start.addSecs(60));

        const auto one = mirror.revision(key, commitOf(1));
        QVERIFY(one && one->has_value());
        QCOMPARE((*one)->card, QByteArray("# One"));
        QCOMPARE((*one)->cardPath, u"README.md"_s);
        QCOMPARE((*one)->files->size(), 2);
        QCOMPARE((*one)->files->at(1).path, u"data/a.csv"_s);
        QCOMPARE((*one)->files->at(1).size, 11);
        QCOMPARE((*one)->tables.size(), 1);
        QCOMPARE((*one)->tables.at(0).json, QByteArray("{\"rows\":[1]}"));
        const auto two = mirror.revision(key, commitOf(2));
        QCOMPARE((*two)->card, QByteArray("# Two"));
        QCOMPARE((*two)->files->size(), 1);
        QCOMPARE((*two)->tables.at(0).json, QByteArray("{\"rows\":[2]}"));
        QVERIFY(!mirror.revision(key, commitOf(9))->has_value());
    }

    void fetchedAgain_isNoNewRevision()
    {
        const QTemporaryDir folder;
        Mirror mirror = opened(folder);
        store(mirror, 1, "# One", {}, "{}");
        store(mirror, 1, "# One", {}, "{}");
        QCOMPARE(commits(mirror), QStringList{ commitOf(1) });
    }

    /// Back to what was there before: two revisions, the older one being the head again.
    void revert_leavesBoth()
    {
        const QTemporaryDir folder;
        Mirror mirror = opened(folder);
        store(mirror, 1, "# One", { u"a"_s }, "{}");
        store(mirror, 2, "# Two", { u"b"_s }, "{}");
        store(mirror, 1, "# One", { u"a"_s }, "{}");
        QCOMPARE(commits(mirror), (QStringList{ commitOf(1), commitOf(2) }));
        QCOMPARE((*mirror.revision(key, commitOf(2)))->card, QByteArray("# Two"));
        QCOMPARE((*mirror.revision(key, commitOf(2)))->files->at(0).path, u"b"_s);
        QCOMPARE((*mirror.revision(key, commitOf(1)))->files->at(0).path, u"a"_s);
    }

    /// What could not be fetched at a commit is absent there, and what was there before keeps its own commit.
    void failedParts_areAbsent()
    {
        const QTemporaryDir folder;
        Mirror mirror = opened(folder);
        store(mirror, 1, "# One", { u"a"_s }, "{}");
        const Error error{ ErrorCode::Network, u"tree"_s, u"cut"_s, {} };
        hub::RepoInfo info;
        info.key = key;
        info.sha = commitOf(2);
        QVERIFY(mirror.storeRepo(key, info, start));
        QVERIFY(mirror.storeCard(key, commitOf(2), u"README.md"_s, QByteArray("# Two"), start.addSecs(120)));
        QVERIFY(mirror.storeTree(key, commitOf(2), fail(error), start.addSecs(120)));
        QVERIFY(!(*mirror.revision(key, commitOf(2)))->files);
        QCOMPARE((*mirror.revision(key, commitOf(1)))->files->size(), 1);
        QCOMPARE((*mirror.revision(key, commitOf(1)))->card, QByteArray("# One"));
        QVERIFY((*mirror.revision(key, commitOf(2)))->tables.isEmpty());
    }

    void trim_keepsTheNewestAndWhatIsNeeded()
    {
        const QTemporaryDir folder;
        Mirror mirror = opened(folder);
        const int all = revisionsKept + 11;
        for (int i = 0; i < all; ++i)
            store(mirror, i, "# Card " + QByteArray::number(i), {}, "{}");
        QCOMPARE(mirror.reposWithManyRevisions().value(), QList<RepoKey>{ key });
        QVERIFY(mirror.trimRevisions(key, { commitOf(3) }));
        const QStringList left = commits(mirror);
        QCOMPARE(left.size(), revisionsKept + 2); // the newest, the past ones, the needed one
        QVERIFY(left.contains(commitOf(3)));
        QVERIFY(!left.contains(commitOf(4)));
        QVERIFY(left.contains(commitOf(all - 1)));
        QCOMPARE((*mirror.revision(key, commitOf(3)))->card, QByteArray("# Card 3"));
    }

    void oldDatabase_isBroughtUp()
    {
        const QTemporaryDir folder;
        {
            auto database = sqlite::Database::open(folder.filePath(u"hub.db"_s), sqlite::Database::Mode::Create);
            QVERIFY(database);
            QVERIFY(sqlite::migrate(*database, mirrorMigrations().first(2), mirrorApplicationId));
            QVERIFY(
                database->exec("INSERT INTO repo(r,kind,name,sha) VALUES(1,1,'acme/pairs','" + commitOf(1).toStdString()
                    + "'); INSERT INTO viewer VALUES(1,'first-rows','default','train',200,x'7b7d','2026-01-01','');"));
        }
        Mirror mirror = opened(folder);
        const auto kind = mirror.repos();
        QVERIFY(kind && kind->size() == 1);
        const auto heads = mirror.revisions(kind->first());
        QCOMPARE(heads->size(), 1);
        QCOMPARE((*mirror.revision(kind->first(), commitOf(1)))->tables.size(), 1);
    }
};

int runRevisionTests(int argc, char** argv)
{
    TestRevisions test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_revisions.moc"
