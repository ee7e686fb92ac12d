#include "app/docket/desk/hubpictures.h"
#include "tests/ui/uitests.h"

#include <QTest>

using namespace docket;
using namespace Qt::StringLiterals;

namespace
{
const QString endpoint = u"https://hub.example.org"_s;
const RepoKey dataset{ RepoKind::Dataset, u"acme/faces"_s };
} // namespace

class PicturesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addressesStayInTheRepository_data();
    void addressesStayInTheRepository();
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
    const auto found = app::HubPictures::pathIn(dataset, endpoint, address);
    QCOMPARE(found.value_or(QString()), path);
    if (!found)
        QVERIFY(!found.error().cause.isEmpty());
}

int testPictures(int argc, char** argv)
{
    PicturesTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_pictures.moc"
