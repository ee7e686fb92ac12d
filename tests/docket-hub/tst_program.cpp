// The program itself: options, exit status, what it prints.
#include "tests/docket-hub/hubfixture.h"
#include "tests/docket-hub/testlist.h"

#include <QProcess>
#include <QTest>

namespace docket::practicehub
{

using namespace Qt::StringLiterals;

class tst_Program : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongUsage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("message");
        QTest::newRow("nothing") << QStringList() << 2 << u"--data is missing"_s;
        QTest::newRow("unknown option") << QStringList{ u"--dat"_s, u"x"_s } << 2 << u"dat"_s;
        QTest::newRow("stray word") << QStringList{ u"folder"_s } << 2 << u"unexpected \"folder\""_s;
        QTest::newRow("port") << QStringList{ u"--data"_s, u"/"_s, u"--port"_s, u"70000"_s } << 2
                              << u"--port \"70000\""_s;
        QTest::newRow("latency") << QStringList{ u"--data"_s, u"/"_s, u"--latency"_s, u"soon"_s } << 2
                                 << u"--latency \"soon\""_s;
        QTest::newRow("faults") << QStringList{ u"--data"_s, u"/"_s, u"--faults"_s, u"boom=1"_s } << 2
                                << u"--faults \"boom=1\""_s;
        QTest::newRow("quota") << QStringList{ u"--data"_s, u"/"_s, u"--quota"_s, u"0"_s } << 2 << u"--quota \"0\""_s;
        QTest::newRow("data") << QStringList{ u"--data"_s, u"/no/such"_s } << 3 << u"/no/such: does not exist"_s;
    }

    void wrongUsage()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QString, message);
        QProcess process;
        process.start(QStringLiteral(DOCKET_HUB_BINARY), arguments);
        QVERIFY(process.waitForFinished(10000));
        const QString said = QString::fromUtf8(process.readAllStandardError());
        QCOMPARE(process.exitCode(), status);
        QVERIFY2(said.startsWith(u"docket-hub: "_s) && said.contains(message), qPrintable(said));
        QVERIFY(process.readAllStandardOutput().isEmpty());
    }

    void printsItsAddressAndListensOnLoopbackOnly()
    {
        HubFixture fixture;
        QProcess process;
        process.start(QStringLiteral(DOCKET_HUB_BINARY), { u"--data"_s, fixture.dataFolder(), u"--port"_s, u"0"_s });
        QVERIFY(process.waitForReadyRead(10000));
        const QByteArray line = process.readLine();
        QVERIFY2(line.startsWith("listening on http://127.0.0.1:") && line.endsWith('\n'), line);
        const quint16 port = line.trimmed().mid(line.lastIndexOf(':') + 1).toUShort();
        QVERIFY(port > 0);
        QFile sockets(u"/proc/net/tcp"_s);
        if (sockets.open(QIODevice::ReadOnly)) {
            const QByteArray hex = QByteArray::number(port, 16).toUpper().rightJustified(4, '0');
            const QByteArray all = sockets.readAll();
            QVERIFY(all.contains(QByteArray(" 0100007F:" + hex + ' ')));
            QVERIFY(!all.contains(QByteArray(" 00000000:" + hex + ' ')));
        }
        // A second one on the same port says what is wrong.
        QProcess second;
        second.start(QStringLiteral(DOCKET_HUB_BINARY),
            { u"--data"_s, fixture.dataFolder(), u"--port"_s, QString::number(port) });
        QVERIFY(second.waitForFinished(10000));
        QCOMPARE(second.exitCode(), 3);
        QVERIFY(second.readAllStandardError().contains("choose another with --port"));
        process.terminate();
        QVERIFY(process.waitForFinished(5000));
    }

    void helpNamesTheFaults()
    {
        QProcess process;
        process.start(QStringLiteral(DOCKET_HUB_BINARY), { u"--help"_s });
        QVERIFY(process.waitForFinished(10000));
        const QByteArray help = process.readAllStandardOutput();
        QCOMPARE(process.exitCode(), 0);
        for (const QByteArray& word :
            { QByteArray("--state"), QByteArray("dup=P"), QByteArray("@TEXT"), QByteArray("--quota") })
            QVERIFY2(help.contains(word), word);
    }
};

std::unique_ptr<QObject> makeProgramTest()
{
    return std::make_unique<tst_Program>();
}

} // namespace docket::practicehub

#include "tst_program.moc"
