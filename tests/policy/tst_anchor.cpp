#include "core/policy/anchor.h"
#include "suites.h"

#include <QJsonDocument>

using namespace docket;
using namespace docket::policy;
using namespace Qt::StringLiterals;

namespace
{

QByteArray written(const Anchor& anchor)
{
    return QJsonDocument(anchor.toJson()).toJson(QJsonDocument::Compact);
}

Result<Anchor> read(const QByteArray& json)
{
    return Anchor::fromJson(QJsonDocument::fromJson(json).object());
}

} // namespace

class AnchorTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// As written by the first versions: members in the order of QJsonDocument, no context.
    void withoutContext_isTheSameBytes_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("card") << QByteArray(
            R"({"commit":"1a2b3c4d","kind":"card-text","line_end":14,"line_start":12,"path":"README.md","quote":"a b"})");
        QTest::newRow("row") << QByteArray(R"({"column":"email","kind":"row","path":"default/train","row":17})");
        QTest::newRow("comment") << QByteArray(R"({"comment_id":"66aa","kind":"comment","quote":"x"})");
    }

    void withoutContext_isTheSameBytes()
    {
        QFETCH(QByteArray, json);
        const auto anchor = read(json);
        QVERIFY2(anchor, anchor ? "" : qPrintable(anchor.error().text()));
        QCOMPARE(written(*anchor), json);
    }

    void context_isKept()
    {
        const QByteArray json = R"({"kind":"card-text","prefix":"It was ","quote":"trained","suffix":" on"})";
        const auto anchor = read(json);
        QVERIFY(anchor);
        QCOMPARE(anchor->prefix, u"It was "_s);
        QCOMPARE(anchor->suffix, u" on"_s);
        QCOMPARE(written(*anchor), json);
    }

    void context_ofTooManyCharacters_isCutWhereItDoesNotTouchTheQuote()
    {
        Anchor anchor;
        anchor.quote = u"q"_s;
        anchor.prefix = QString(100, u'x') + u'a';
        anchor.suffix = u'z' + QString(100, u'x');
        const auto back = read(written(anchor));
        QVERIFY(back);
        QCOMPARE(back->prefix, QString(63, u'x') + u'a');
        QCOMPARE(back->suffix, u'z' + QString(63, u'x'));
    }

    void badContext_isRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        const QByteArray tooLong(65, 'x');
        QTest::newRow("long prefix") << QByteArray(
            "{\"kind\":\"card-text\",\"quote\":\"q\",\"prefix\":\"" + tooLong + "\"}");
        QTest::newRow("long suffix") << QByteArray(
            "{\"kind\":\"card-text\",\"quote\":\"q\",\"suffix\":\"" + tooLong + "\"}");
        QTest::newRow("number") << QByteArray(R"({"kind":"card-text","quote":"q","prefix":1})");
        QTest::newRow("no quote") << QByteArray(R"({"kind":"card-text","suffix":"s"})");
    }

    void badContext_isRefused()
    {
        QFETCH(QByteArray, json);
        const auto anchor = read(json);
        QVERIFY(!anchor);
        QVERIFY2(anchor.error().text().contains(u"fix"_s), qPrintable(anchor.error().text()));
    }
};

std::unique_ptr<QObject> makeAnchorTests()
{
    return std::make_unique<AnchorTests>();
}

#include "tst_anchor.moc"
