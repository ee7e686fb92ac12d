#include "tests/ctl/tst_log.h"

#include "tests/ctl/ctlfixture.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

QString idOf(const Ctl& ctl, const QString& kind)
{
    for (const QJsonObject& entry : ctl.json({ u"log"_s, u"list"_s }).objects()) {
        if (entry[u"kind"].toString() == kind)
            return entry[u"id"].toString();
    }
    return {};
}

/// The words after a verb, with the ids behind "--": they may begin with a hyphen.
QStringList log(const QStringList& words, const QString& id)
{
    return QStringList{ u"log"_s } + words + QStringList{ u"--"_s, id };
}

QByteArray fileBytes(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void LogTest::showInWords()
{
    const Ctl ctl;
    QVERIFY(ctl.init());
    const QString id = idOf(ctl, u"person.name"_s);
    QCOMPARE(id.size(), 43);
    const Run text = ctl.run(log({ u"show"_s }, id));
    QVERIFY2(text.status == 0, text.err.constData());
    QVERIFY2(text.out.startsWith("A person goes by the name Ada\n"), text.out.constData());
    QVERIFY(text.out.contains(id.toLatin1()));
    QVERIFY(text.out.contains("nobody else has seen it"));
    const QJsonObject object = ctl.json(log({ u"show"_s }, id)).object();
    QCOMPARE(object[u"id"].toString(), id);
    QCOMPARE(object[u"words"].toString(), u"A person goes by the name Ada"_s);
    QCOMPARE(object[u"payload_state"].toString(), u"held"_s);
    QVERIFY(object[u"payload"].toString().contains("Ada"_L1));
    QVERIFY(object[u"marks"].toArray().isEmpty());
    QVERIFY(object[u"case"].isNull());
}

void LogTest::showRaw()
{
    const Ctl ctl;
    QVERIFY(ctl.init());
    const QString id = idOf(ctl, u"ws.init"_s);
    const Run raw = ctl.run(log({ u"show"_s, u"--raw"_s }, id));
    QCOMPARE(raw.status, 0);
    QVERIFY(raw.out.startsWith("docket-entry/v1\n{"));
    // The bytes are the ones that the id is the hash of (RFC 6962 leaf).
    const QByteArray hash
        = QCryptographicHash::hash(QByteArray(QByteArray(1, '\0') + raw.out), QCryptographicHash::Sha256);
    QCOMPARE(QString::fromLatin1(hash.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)), id);
}

void LogTest::prefixes()
{
    const Ctl ctl;
    QVERIFY(ctl.init());
    const QString id = idOf(ctl, u"key.enrol"_s);
    QCOMPARE(ctl.json(log({ u"show"_s }, id.left(8))).object()[u"id"].toString(), id);
    QCOMPARE(ctl.run(log({ u"show"_s }, id.left(3))).status, 1);
    const QString wrong = id.left(7) + (id[7] == u'A' ? u'B' : u'A') + u"xx"_s;
    const Run missing = ctl.run(log({ u"show"_s }, wrong));
    QCOMPARE(missing.status, 1);
    QVERIFY2(missing.isCleanError(), missing.err.constData());
    QVERIFY(missing.err.contains("not in this log"));
}

void LogTest::proveToFile()
{
    const Ctl ctl;
    QVERIFY(ctl.init());
    const QString id = idOf(ctl, u"person.name"_s);
    const QString path = ctl.path(u"one.tlog-proof"_s);
    const Run run = ctl.run(log({ u"prove"_s, u"--out"_s, path }, id.left(10)));
    QVERIFY2(run.status == 0, run.err.constData());
    QVERIFY(run.out.contains(id.toLatin1()));
    const QByteArray proof = fileBytes(path);
    QVERIFY2(proof.startsWith("c2sp.org/tlog-proof@v1\n"), proof.constData());
    QCOMPARE(ctl.run(log({ u"prove"_s }, id)).out, proof); // the same checkpoint serves again
    QCOMPARE(ctl.json(log({ u"show"_s }, id)).object()[u"checkpoint"].toInt() > 0, true);
    const Run nowhere = ctl.run(log({ u"prove"_s, u"--out"_s, u"/nowhere/x.tlog-proof"_s }, id));
    QCOMPARE(nowhere.status, 3);
    QVERIFY(nowhere.isCleanError());
}

void LogTest::proveNeedsTheKeyOnce()
{
    // Each program signs what it added when it ends, so that a proof can be had without the key afterwards.
    Ctl ctl;
    QVERIFY(ctl.init());
    const QString id = idOf(ctl, u"person.name"_s);
    ctl.setVariable(u"DOCKET_PASSPHRASE"_s, {});
    QCOMPARE(ctl.run(log({ u"prove"_s }, id)).status, 0);
}

void LogTest::erasureTakesTwoPeople()
{
    const Ctl ctl;
    QVERIFY(ctl.init());
    const QString id = idOf(ctl, u"person.name"_s);
    QCOMPARE(ctl.run(QStringList{ u"redact"_s, u"request"_s, u"--basis"_s, u"because"_s, u"--"_s, id }).status, 2);
    const Run asked
        = ctl.run(QStringList{ u"--json"_s, u"redact"_s, u"request"_s, u"--basis"_s, u"gdpr-17"_s, u"--"_s, id });
    QVERIFY2(asked.status == 0, asked.err.constData());
    const QString request = asked.object()[u"request"].toString();
    QCOMPARE(request.size(), 43);
    const Run listed = ctl.json({ u"redact"_s, u"list"_s });
    QCOMPARE(listed.object()[u"state"].toString(), u"waits"_s);
    QCOMPARE(listed.object()[u"entries"].toArray(), QJsonArray{ id });
    const Run own = ctl.run(QStringList{ u"redact"_s, u"approve"_s, u"--"_s, request });
    QCOMPARE(own.status, 1);
    QVERIFY2(own.isCleanError() && own.err.contains("second person"), own.err.constData());
    // What says who may do what stays.
    const Run refused = ctl.run(
        QStringList{ u"redact"_s, u"request"_s, u"--basis"_s, u"other"_s, u"--"_s, idOf(ctl, u"key.enrol"_s) });
    QCOMPARE(refused.status, 1);
    QVERIFY(refused.isCleanError());
    QCOMPARE(ctl.run({ u"log"_s, u"verify"_s, u"--full"_s }).status, 0);
}

void LogTest::recoverWantsItsFile()
{
    const Ctl ctl;
    QVERIFY(ctl.init());
    const Run missing = ctl.run({ u"recover"_s, ctl.path(u"nothing.json"_s) });
    QVERIFY(missing.status != 0);
    QVERIFY2(missing.isCleanError(), missing.err.constData());
}

void LogTest::witnesses()
{
    const Ctl ctl;
    QVERIFY(ctl.init());
    const Run run = ctl.json({ u"log"_s, u"witnesses"_s });
    QVERIFY2(run.status == 0, run.err.constData());
    const QJsonObject mine = run.object();
    QVERIFY(mine[u"own"].toBool());
    QCOMPARE(mine[u"reviewer"].toString(), u"Ada"_s);
    QVERIFY(mine[u"size"].toInt() > 2);
    QCOMPARE(mine[u"witnessed"].toInt(-1), 0);
    QCOMPARE(mine[u"rewritable"].toInt(), mine[u"size"].toInt());
    QVERIFY(!mine[u"forked"].toBool());
    const Run text = ctl.run({ u"log"_s, u"witnesses"_s });
    QCOMPARE(text.status, 0);
    QVERIFY(text.out.contains("Ada (here)"));
    QVERIFY(text.out.contains("nobody"));
}

void LogTest::refusals_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("status");
    QTest::newRow("no entry") << u"log show"_s << 2;
    QTest::newRow("two entries") << u"log show aaaaaa bbbbbb"_s << 2;
    QTest::newRow("no base64url") << u"log show a+b/c=d"_s << 1;
    QTest::newRow("too long") << u"log prove %1"_s.arg(QString(44, u'A')) << 1;
    QTest::newRow("witnesses take none") << u"log witnesses x"_s << 2;
}

void LogTest::refusals()
{
    QFETCH(const QString, words);
    QFETCH(const int, status);
    const Ctl ctl;
    QVERIFY(ctl.init());
    const Run run = ctl.run(words.split(u' '));
    QCOMPARE(run.status, status);
    QVERIFY2(run.isCleanError(), run.err.constData());
}
