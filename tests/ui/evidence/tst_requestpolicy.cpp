#include "tst_requestpolicy.h"

#include "ui/web/pagestore.h"
#include "ui/web/requestpolicy.h"
#include "ui/web/sandbox.h"

#include <QTest>

namespace docket::ui::web
{

using namespace Qt::StringLiterals;
using Kind = PageAddress::Kind;

void RequestPolicyTest::addresses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<int>("kind"); // -1: refused
    QTest::addColumn<int>("number");
    const auto row = [](const char* url, int kind, int number = 0) {
        QTest::newRow(url) << QString::fromUtf8(url) << kind << number;
    };
    row("card://c/doc/1", int(Kind::Document), 1);
    row("card://c/style.css", int(Kind::Style));
    row("card://c/img/5?reveal=2", int(Kind::Picture), 5);
    row("card://c/img/5", int(Kind::HiddenPicture), 5);
    row("card://c/link/17", int(Kind::Link), 17);
    row("card://c/more/3", int(Kind::More), 3);
    for (const char* bad : { "card://c/", "card://c", "card:", "card://c/doc/0", "card://c/doc/01", "card://c/doc/-1",
             "card://c/doc/1/", "card://c/doc/1?x", "card://c/doc/1?", "card://c/doc/1#", "card://c/doc/1#x",
             "card://c//doc/1", "card://c/./doc/1", "card://c/doc/../doc/1", "card://c/doc/9999999", "card://d/doc/1",
             "card://c.attacker/doc/1", "card://c:80/doc/1", "card://u@c/doc/1", "card://u:p@c/doc/1",
             "card://attacker/x.png", "card://c/style.css?x", "card://c/style.CSS", "card://c/img/5?reveal",
             "card://c/img/5?reveal=", "card://c/img/5?reveal=02", "card://c/img/5?reveal=2&x",
             "card://c/img/5?REVEAL=2", "card://c/img/5%3freveal=2", "card://c/favicon.ico", "card://c/more/0",
             "card://c/more/03", "card://c/more/3?reveal=1", "http://c/doc/1", "https://huggingface.co/x",
             "file:///etc/passwd", "data:text/html,x", "javascript:alert(1)", "ftp://c/", "ws://c/", "blob:card://c/1",
             "about:blank", "chrome://version", "qrc:/x", "filesystem:card://c/x", "" })
        row(bad, -1);
}

void RequestPolicyTest::addresses()
{
    QFETCH(QString, url);
    QFETCH(int, kind);
    QFETCH(int, number);
    const std::optional<PageAddress> address = parsePageAddress(QUrl(url));
    if (kind < 0) {
        QVERIFY(!address);
        return;
    }
    QVERIFY(address);
    QCOMPARE(int(address->kind), kind);
    QCOMPARE(address->number, number);
}

void RequestPolicyTest::navigation_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("byReviewer");
    QTest::addColumn<bool>("mainFrame");
    QTest::addColumn<int>("kind");
    using A = NavigationAnswer::Kind;
    const auto row = [](const char* name, const char* url, bool by, bool main, A kind) {
        QTest::newRow(name) << QString::fromUtf8(url) << by << main << int(kind);
    };
    row("own document", "card://c/doc/3", false, true, A::Load);
    row("jump in it", "card://c/doc/3#user-content-x", true, true, A::Load);
    row("another document", "card://c/doc/2", false, true, A::Refuse);
    row("in a frame", "card://c/doc/3", false, false, A::Refuse);
    row("link", "card://c/link/4", true, true, A::Link);
    row("link by refresh", "card://c/link/4", false, true, A::Refuse);
    row("picture", "card://c/img/4", true, true, A::Picture);
    row("more", "card://c/more/4", true, true, A::More);
    row("more by itself", "card://c/more/4", false, true, A::Refuse);
    row("picture address", "card://c/img/4?reveal=3", true, true, A::Refuse);
    row("web", "https://example.org/", true, true, A::Refuse);
    row("file", "file:///etc/passwd", true, true, A::Refuse);
    row("script", "javascript:alert(1)", true, true, A::Refuse);
    row("data", "data:text/html,hi", true, true, A::Refuse);
    row("host trick", "card://evil/link/4", true, true, A::Refuse);
    row("mail", "mailto:a@b.c", true, true, A::Refuse);
}

void RequestPolicyTest::navigation()
{
    QFETCH(QString, url);
    QFETCH(bool, byReviewer);
    QFETCH(bool, mainFrame);
    QFETCH(int, kind);
    QCOMPARE(int(answerNavigation(QUrl(url), byReviewer, mainFrame, 3).kind), kind);
}

void RequestPolicyTest::storeAnswersOnlyWhatIsThere()
{
    PageStore store;
    const auto get = [&store](const char* url) { return store.answer(QUrl(QString::fromUtf8(url)), "GET"); };
    QVERIFY(!get("card://c/doc/1"));
    const int first = store.begin("<p>one", "p{}");
    QCOMPARE(first, 1);
    QCOMPARE(get("card://c/doc/1")->bytes, QByteArray("<p>one"));
    QCOMPARE(get("card://c/style.css")->contentType, QByteArray("text/css"));
    QVERIFY(!get("card://c/doc/2"));
    QVERIFY(!get("card://c/link/1"));
    for (const char* method : { "POST", "HEAD", "PUT", "get", "" })
        QVERIFY2(!store.answer(QUrl(u"card://c/doc/1"_s), method), method);

    QVERIFY(!get("card://c/img/1?reveal=1"));
    store.addPicture(1, "bytes", "image/png");
    QCOMPARE(get("card://c/img/1?reveal=1")->contentType, QByteArray("image/png"));
    QVERIFY(!get("card://c/img/1"));
    QVERIFY(!get("card://c/img/2?reveal=1"));
    store.addPicture(2, "<svg/>", "image/svg+xml");
    QVERIFY2(!get("card://c/img/2?reveal=1"), "only raster pictures");

    QCOMPARE(store.beginExchange(), 2);
    QVERIFY2(!get("card://c/img/1?reveal=1"), "a picture belongs to the card it was revealed in");
    QVERIFY2(!get("card://c/img/1?reveal=2"), "and is not carried over");
    QVERIFY(get("card://c/doc/1"));
    store.clear();
    QVERIFY(!get("card://c/doc/1"));
}

void RequestPolicyTest::confinementIsRead()
{
    const QByteArray sandboxed = "Name:\tQtWebEngineProc\nNSpid:\t812\t5\t1\nSeccomp:\t2\nSeccomp_filters:\t2\n";
    QVERIFY(readConfinement(sandboxed, u"net:[2]"_s, u"net:[1]"_s).holds());
    const Confinement shared = readConfinement(sandboxed, u"net:[1]"_s, u"net:[1]"_s);
    QVERIFY(!shared.holds());
    QVERIFY(shared.missing().contains(u"network"_s));
    // What Chromium leaves where user name spaces are forbidden: the filter alone.
    QVERIFY(!readConfinement("NSpid:\t812\nSeccomp:\t2\n", u"net:[1]"_s, u"net:[1]"_s).holds());
    QVERIFY(!readConfinement("NSpid:\t812\t1\nSeccomp:\t0\n", u"net:[2]"_s, u"net:[1]"_s).holds());
    QVERIFY(!readConfinement({}, {}, {}).holds());
}

} // namespace docket::ui::web
