#include "tests/ctl/tst_members.h"

#include "tests/ctl/ctlfixture.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

QStringList in(const QString& folder, const QStringList& arguments)
{
    return QStringList{ u"--workspace"_s, folder } + arguments;
}

QString invitationOf(const Ctl& ctl)
{
    return ctl.json({ u"person"_s, u"invite"_s }).object()[u"invitation"].toString();
}

/// The list's row of the device that writes here.
QJsonObject ownDevice(const Ctl& ctl)
{
    for (const QJsonObject& row : ctl.json({ u"device"_s, u"list"_s }).objects())
        if (row[u"own"].toBool())
            return row;
    return {};
}

void copyFolder(const QString& from, const QString& to)
{
    QDir(to).removeRecursively();
    QDir(to).mkpath(u"keys"_s);
    QVERIFY(QFile::copy(from + u"/log.db"_s, to + u"/log.db"_s));
    QVERIFY(QFile::copy(from + u"/settings.json"_s, to + u"/settings.json"_s));
    const QDir keys(from + u"/keys"_s);
    for (const QString& name : keys.entryList(QDir::Files))
        QVERIFY(QFile::copy(keys.filePath(name), to + u"/keys/"_s + name));
}

} // namespace

void MembersTest::joinsAndIsEnrolled()
{
    Ctl ctl;
    QVERIFY(ctl.init());
    const QString code = invitationOf(ctl);
    QVERIFY(code.startsWith(u"docket.example/"_s));
    const QString other = ctl.path(u"grace"_s);
    const QString file = ctl.path(u"grace.docket-join"_s);
    const Run asked
        = ctl.json(in(other, { u"join"_s, u"--invitation"_s, code, u"--name"_s, u"Grace"_s, u"--out"_s, file }));
    QCOMPARE(asked.status, 0);
    const QString device = asked.object()[u"device"].toString();
    const QString words = asked.object()[u"fingerprint"].toString();
    QCOMPARE(words.split(u'-').size(), 6);
    // Another fingerprint: somebody exchanged the file.
    const Run wrong = ctl.run({ u"person"_s, u"add"_s, file, u"--fingerprint"_s, u"lusab-babad"_s });
    QCOMPARE(wrong.status, 1);
    QVERIFY(wrong.isCleanError());
    const Run added = ctl.json(
        { u"person"_s, u"add"_s, file, u"--fingerprint"_s, words, u"--role"_s, u"reviewer"_s, u"--role"_s, u"lead"_s });
    QCOMPARE(added.status, 0);
    QCOMPARE(added.object()[u"device"].toString(), device);
    QCOMPARE(added.object()[u"roles"].toArray(), (QJsonArray{ u"lead"_s, u"reviewer"_s }));
    QCOMPARE(ctl.run({ u"person"_s, u"add"_s, file }).status, 1); // enrolled already

    // The answer makes the workspace; before it there is none.
    const QString bundle = ctl.path(u"answer.docket"_s);
    QCOMPARE(ctl.run(in(other, { u"device"_s, u"list"_s })).status, 3);
    QCOMPARE(ctl.run({ u"bundle"_s, u"export"_s, bundle, u"--to"_s, u"Grace"_s }).status, 0);
    const Run joined
        = ctl.json(in(other, { u"join"_s, u"--bundle"_s, bundle, u"--endpoint"_s, u"http://127.0.0.1:9"_s }));
    QCOMPARE(joined.status, 0);
    QCOMPARE(joined.object()[u"reviewer"].toString(), u"Grace"_s);
    QCOMPARE(joined.object()[u"roles"].toArray(), (QJsonArray{ u"lead"_s, u"reviewer"_s }));
    QCOMPARE(ctl.run(in(other, { u"log"_s, u"verify"_s, u"--full"_s })).status, 0);
    QCOMPARE(ctl.run(in(other, { u"join"_s, u"--bundle"_s, bundle })).status, 1); // once is enough

    QCOMPARE(ctl.json({ u"person"_s, u"list"_s }).objects().size(), 2);
    const QList<QJsonObject> rows = ctl.json({ u"device"_s, u"list"_s }).objects();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[1][u"state"].toString(), u"active"_s);
    QCOMPARE(rows[1][u"person_name"].toString(), u"Grace"_s);
    QCOMPARE(rows[1][u"entries"].toInt(), 0);

    QCOMPARE(ctl.run({ u"role"_s, u"grant"_s, u"grace"_s, u"ethics"_s }).status, 0);
    QCOMPARE(ctl.run({ u"role"_s, u"grant"_s, u"grace"_s, u"ethics"_s }).status, 1);
    QCOMPARE(ctl.run({ u"role"_s, u"revoke"_s, device.left(8), u"lead"_s }).status, 0);
    QCOMPARE(ctl.run({ u"person"_s, u"rename"_s, u"Grace"_s, u"Grace H."_s }).status, 0);
    QCOMPARE(ctl.run({ u"device"_s, u"revoke"_s, u"Grace H."_s, u"--reason"_s, u"lost"_s }).status, 0);
    const QJsonObject revoked = ctl.json({ u"device"_s, u"list"_s }).objects().at(1);
    QCOMPARE(revoked[u"state"].toString(), u"revoked"_s);
    QCOMPARE(revoked[u"revoked_after"].toInt(-1), 0);
    QCOMPARE(revoked[u"roles"].toArray().size(), 0);
    QCOMPARE(ctl.run({ u"log"_s, u"verify"_s, u"--full"_s }).status, 0);
}

void MembersTest::refusesWhatItShould()
{
    Ctl ctl;
    QVERIFY(ctl.init());
    QCOMPARE(ctl.run({ u"join"_s }).status, 2);
    QCOMPARE(
        ctl.run({ u"join"_s, u"--invitation"_s, u"nonsense"_s, u"--name"_s, u"x"_s, u"--out"_s, u"y"_s }).status, 2);
    const Run inWorkspace = ctl.run({ u"join"_s, u"--invitation"_s, invitationOf(ctl), u"--name"_s, u"x"_s, u"--out"_s,
        ctl.path(u"x.docket-join"_s) });
    QCOMPARE(inWorkspace.status, 1);
    QVERIFY(inWorkspace.isCleanError());
    const Run damaged = ctl.run({ u"person"_s, u"add"_s, ctl.file(u"bad.docket-join"_s, "docket-join/v1\n{}\n") });
    QCOMPARE(damaged.status, 1);
    QVERIFY(damaged.err.contains("bad.docket-join: join: "));
    QCOMPARE(ctl.run({ u"person"_s, u"add"_s, ctl.path(u"none"_s) }).status, 3);
    QCOMPARE(ctl.run({ u"role"_s, u"grant"_s, u"Ada"_s, u"king"_s }).status, 2);
    QCOMPARE(ctl.run({ u"role"_s, u"revoke"_s, u"Ada"_s, u"root"_s }).status, 1); // the last one
    QCOMPARE(ctl.run({ u"role"_s, u"grant"_s, u"Nobody"_s, u"lead"_s }).status, 1);
    QCOMPARE(ctl.run({ u"device"_s, u"freeze"_s }).status, 2);
    QCOMPARE(ctl.run({ u"device"_s, u"approve"_s, u"x"_s }).status, 2);
    QCOMPARE(ctl.run({ u"device"_s, u"continue-as-new"_s }).status, 2);
    QCOMPARE(ctl.run({ u"device"_s, u"continue-as-new"_s, u"--sign-with-old-key"_s }).status, 1); // nothing is wrong
    QCOMPARE(ctl.run({ u"key"_s, u"root"_s }).status, 2);
    QCOMPARE(ctl.run({ u"key"_s, u"passphrase"_s }).status, 3); // nobody can type it
    QVERIFY(!QFile::exists(ctl.path(u"x.docket-join"_s)));
}

void MembersTest::rotatesAndSealsAnew()
{
    Ctl ctl;
    QVERIFY(ctl.init());
    const QJsonObject before = ownDevice(ctl);
    const Run rotated = ctl.json({ u"device"_s, u"rotate"_s });
    QCOMPARE(rotated.status, 0);
    QCOMPARE(rotated.object()[u"before"], before[u"device"]);
    const QJsonObject after = ownDevice(ctl);
    QCOMPARE(rotated.object()[u"device"], after[u"device"]);
    QCOMPARE(after[u"roles"], before[u"roles"]);
    const QList<QJsonObject> rows = ctl.json({ u"device"_s, u"list"_s }).objects();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[1][u"state"].toString(), u"rotated"_s);
    QCOMPARE(rows[1][u"successor"], after[u"device"]);

    ctl.setVariable(u"DOCKET_NEW_PASSPHRASE"_s, u"another one"_s);
    QCOMPARE(ctl.json({ u"key"_s, u"passphrase"_s }).object()[u"seal"].toString(), u"passphrase"_s);
    QCOMPARE(ctl.run({ u"key"_s, u"check"_s }).status, 3);
    ctl.setVariable(u"DOCKET_PASSPHRASE"_s, u"another one"_s);
    const Run checked = ctl.json({ u"key"_s, u"check"_s });
    QCOMPARE(checked.status, 0);
    QCOMPARE(checked.object()[u"exchange_keys"].toInt(), 1);
    QCOMPARE(checked.object()[u"problems"].toArray().size(), 0);
    // A damaged exchange key is named; the rest works.
    const QDir keys(ctl.workspace() + u"/keys"_s);
    QFile exchange(keys.filePath(keys.entryList({ u"exchange-*"_s }).constFirst()));
    QVERIFY(exchange.open(QIODevice::WriteOnly | QIODevice::Append));
    exchange.write("x");
    exchange.close();
    const Run found = ctl.run({ u"key"_s, u"check"_s });
    QCOMPARE(found.status, 1);
    QVERIFY(found.err.contains("exchange-"));
    QCOMPARE(ctl.run({ u"log"_s, u"verify"_s, u"--full"_s }).status, 0);
}

void MembersTest::keepsRootApart()
{
    Ctl ctl;
    QVERIFY(ctl.init());
    const QString file = ctl.path(u"root.key"_s);
    QCOMPARE(ctl.run({ u"key"_s, u"root"_s, u"--out"_s, file }).status, 3); // no passphrase
    ctl.setVariable(u"DOCKET_ROOT_PASSPHRASE"_s, u"short"_s);
    QCOMPARE(ctl.run({ u"key"_s, u"root"_s, u"--out"_s, file }).status, 1);
    QVERIFY(!QFile::exists(file));
    ctl.setVariable(u"DOCKET_ROOT_PASSPHRASE"_s, u"a sentence of some length"_s);
    const Run made = ctl.json({ u"key"_s, u"root"_s, u"--out"_s, file, u"--paper"_s });
    if (made.err.contains("memory"))
        QSKIP("this machine has no gibibyte to spare");
    QCOMPARE(made.status, 0);
    QCOMPARE(made.object()[u"root_on_device"].toBool(true), false);
    const QString paper = made.object()[u"paper"].toString();
    QVERIFY(paper.startsWith(u"DOCK ETRO OT1"_s));
    QVERIFY(!ownDevice(ctl)[u"roles"].toArray().contains(u"root"_s));

    const Run refused = ctl.run({ u"role"_s, u"grant"_s, u"Ada"_s, u"root"_s });
    QCOMPARE(refused.status, 1);
    QVERIFY(refused.err.contains("--root-key"));
    // From paper to another stick; that one works as well.
    const QString again = ctl.path(u"again.key"_s);
    QCOMPARE(ctl.run({ u"key"_s, u"root"_s, u"--from-paper"_s, u"--out"_s, again }, "DOCK ETRO OT1Q\n").status, 1);
    QCOMPARE(ctl.run({ u"key"_s, u"root"_s, u"--from-paper"_s, u"--out"_s, again }, paper.toUtf8() + '\n').status, 0);
    const QString device = ownDevice(ctl)[u"short"].toString();
    QCOMPARE(ctl.run({ u"role"_s, u"grant"_s, device, u"root"_s, u"--root-key"_s, again }).status, 0);
    QVERIFY(ownDevice(ctl)[u"roles"].toArray().contains(u"root"_s));
    ctl.setVariable(u"DOCKET_ROOT_PASSPHRASE"_s, u"a sentence of some lengtg"_s);
    QCOMPARE(ctl.run({ u"role"_s, u"revoke"_s, device, u"root"_s, u"--root-key"_s, again }).status, 3);
    QCOMPARE(ctl.run({ u"log"_s, u"verify"_s, u"--full"_s }).status, 0);
}

void MembersTest::noticesARestoredBackup()
{
    Ctl ctl;
    QVERIFY(ctl.init());
    const QString backup = ctl.path(u"backup"_s);
    copyFolder(ctl.workspace(), backup);
    QCOMPARE(ctl.run({ u"person"_s, u"rename"_s, u"Ada"_s, u"Ada L."_s }).status, 0);
    const QJsonObject before = ownDevice(ctl);
    copyFolder(backup, ctl.workspace());
    const Run refused = ctl.run({ u"person"_s, u"rename"_s, u"Ada"_s, u"Ada K."_s });
    QCOMPARE(refused.status, 1);
    QVERIFY2(refused.err.contains("continue-as-new"), refused.err.constData());
    QCOMPARE(ctl.json({ u"key"_s, u"check"_s }).object()[u"behind"].toBool(), true);
    QCOMPARE(ctl.json({ u"person"_s, u"list"_s }).objects().at(0)[u"name"].toString(), u"Ada"_s); // it can be read
    const Run continued = ctl.json({ u"device"_s, u"continue-as-new"_s, u"--sign-with-old-key"_s });
    QCOMPARE(continued.status, 0);
    QCOMPARE(continued.object()[u"before"], before[u"device"]);
    QVERIFY(continued.object()[u"last_seq"].toInt() >= before[u"entries"].toInt());
    QCOMPARE(ctl.run({ u"person"_s, u"rename"_s, u"Ada"_s, u"Ada K."_s }).status, 0);
    QCOMPARE(ctl.run({ u"log"_s, u"verify"_s, u"--full"_s }).status, 0);
    QVERIFY(ownDevice(ctl)[u"device"] != before[u"device"]);
}
