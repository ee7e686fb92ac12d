#include "tests/verify/tst_bundles.h"

#include "tests/exchange/node.h"
#include "tests/verify/verifyprogram.h"

#include <QProcess>
#include <QTest>

using namespace docket;
using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

void addEntries(Store& store, int count)
{
    QList<Draft> drafts;
    for (int i = 0; i < count; ++i)
        drafts.append(draft(u"case.annotate"_s, caseNumber(i % 9), { { u"text"_s, u"note %1"_s.arg(i) } }));
    PeerFixture::must(store.append(drafts));
}

int exitOf(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished(60000) && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
}

/// Unpacks with the system's tar, checks with both programs, and once more with a byte changed in each log.
void check(const QString& bundle)
{
    QTemporaryDir folder;
    QCOMPARE(exitOf(u"tar"_s, { u"xzf"_s, bundle, u"-C"_s, folder.path() }), 0);
    const VerifyRun run = runVerify({ u"--full"_s, folder.path() });
    QVERIFY2(run.status == 0, QByteArray(run.output + run.errors));
    // The script that the bundle brings, on the bundle.
    QVERIFY(QFile::exists(folder.filePath(u"README"_s)));
    QVERIFY(QFile::exists(folder.filePath(u"verify.py"_s)));
    const int python = exitOf(u"python3"_s, { folder.filePath(u"verify.py"_s), bundle });
    QVERIFY(python == 0 || python == -1); // -1: there is no Python here
    const QStringList logs = QDir(folder.filePath(u"log"_s)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QCOMPARE(logs.size(), 2);
    for (const QString& name : logs) {
        const QString path = u"log/"_s + name + u"/checkpoint"_s;
        const QByteArray good = test::readFile(folder.filePath(path));
        QByteArray bad = good;
        bad[bad.size() / 2] = static_cast<char>(bad[bad.size() / 2] ^ 1);
        ::writeFile(folder, path, bad);
        QCOMPARE(runVerify({ folder.path() }).status, 1);
        ::writeFile(folder, path, good);
    }
}

} // namespace

void TestBundles::whole()
{
    Pair pair;
    addEntries(pair.ada.store, 300);
    addEntries(pair.bo.store, 10);
    StoreSource source(pair.bo.store);
    VERIFY_OK(pair.ada.store.merge(source));
    const QString file = pair.ada.path(u"all.docket"_s);
    VERIFY_OK(pair.ada.writeAll(file, { u"Bo"_s }));
    check(file);
}

void TestBundles::incremental()
{
    Pair pair;
    addEntries(pair.ada.store, 300);
    const QString first = pair.ada.path(u"first.docket"_s);
    VERIFY_OK(pair.ada.writeAll(first, { u"Bo"_s }));
    VERIFY_OK(pair.bo.read(first));
    addEntries(pair.ada.store, 300);
    StoreSource source(pair.bo.store);
    VERIFY_OK(pair.ada.store.merge(source));
    exchange::ExportRequest request;
    request.purpose = exchange::Purpose::Since;
    request.to = exchange::recipientsFor(pair.ada.store, { u"Bo"_s }, pair.ada.clock.now()).value();
    const auto held = exchange::holdingsOf(pair.ada.store, pair.bo.device());
    VERIFY_OK(held);
    request.held = *held;
    const QString file = pair.ada.path(u"since.docket"_s);
    VERIFY_OK(pair.ada.write(file, request));
    check(file);
}
