#include "tests/log/tst_foldpurity.h"

#include "core/base/digest.h"
#include "core/log/fold/folddigest.h"
#include "tests/log/generatedhistory.h"
#include "tests/log/logfixture.h"
#include "tests/support/cputimer.h"

#include <QCoreApplication>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace docket::log;
using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

/// Calls by which time, place, chance or the order of a hash table would get into the state.
QStringList impureLines(const QString& text)
{
    static const QRegularExpression impure(
        u"currentDateTime|currentMSecs|currentSecs|QElapsedTimer|SystemClock|clock_gettime|\\btime\\(|std::chrono|"
        u"QLocale|toLocalTime|toLocal8Bit|setlocale|localeAware|LocalTime|toLower\\(|toUpper\\(|"
        u"QRandomGenerator|std::random|mt19937|\\brand\\(|randombytes|Secret::random|getenv|qgetenv|qEnvironment|"
        u"QSettings|QFile|QUuid|thread|\\bfloat\\b|\\bdouble\\b|reinterpret_cast"_s);
    QStringList out;
    const QStringList lines = text.split(u'\n');
    for (const QString& line : lines)
        if (const QString code = line.section(u"//"_s, 0, 0); impure.match(code).hasMatch())
            out.append(line.trimmed());
    return out;
}

} // namespace

void TestFoldPurity::asksNeitherClockNorLocaleNorChance()
{
    const QDir folder(QStringLiteral(DOCKET_SOURCE_DIR "/core/log/fold"));
    const QStringList files = folder.entryList({ u"*.cpp"_s, u"*.h"_s }, QDir::Files);
    QVERIFY(files.size() >= 15);
    for (const QString& name : files) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QFile::ReadOnly));
        const QStringList impure = impureLines(QString::fromUtf8(file.readAll()));
        QVERIFY2(impure.isEmpty(), qPrintable(name + u": "_s + impure.join(u'\n')));
    }
}

void TestFoldPurity::theLintFindsWhatItLooksFor()
{
    for (const char16_t* line : { u"QDateTime::currentDateTimeUtc()", u"QLocale().toString(1)",
             u"std::random_device d;", u"x.toLocalTime()", u"double d = 0;", u"qgetenv(\"TZ\")" })
        QCOMPARE(impureLines(QString::fromUtf16(line)).size(), 1);
    QVERIFY(impureLines(u"QDateTime time; // not currentDateTime"_s).isEmpty());
}

void TestFoldPurity::sameInFreshProcesses_data()
{
    QTest::addColumn<QStringList>("environment");
    QTest::newRow("as here") << QStringList();
    QTest::newRow("east of Greenwich") << QStringList{ u"TZ=Pacific/Kiritimati"_s };
    QTest::newRow("west, with half hours") << QStringList{ u"TZ=America/St_Johns"_s };
    QTest::newRow("Turkish") << QStringList{ u"LC_ALL=tr_TR.UTF-8"_s, u"LANG=tr_TR.UTF-8"_s };
    QTest::newRow("C") << QStringList{ u"LC_ALL=C"_s };
    QTest::newRow("hash seed 0") << QStringList{ u"QT_HASH_SEED=0"_s };
    QTest::newRow("hash seed 4711") << QStringList{ u"QT_HASH_SEED=4711"_s };
    // libfaketime moves the clock where it is installed; elsewhere the variables mean nothing.
    QTest::newRow("another year") << QStringList{ u"FAKETIME=+20y"_s,
        u"LD_PRELOAD=/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"_s };
}

void TestFoldPurity::sameInFreshProcesses()
{
    QFETCH(QStringList, environment);
    QProcess process;
    QStringList variables = QProcess::systemEnvironment();
    for (const QString& one : environment) {
        variables.removeIf([&](const QString& old) { return old.startsWith(one.section(u'=', 0, 0) + u'='); });
        if (!one.startsWith("LD_PRELOAD="_L1) || QFile::exists(one.section(u'=', 1)))
            variables.append(one);
    }
    process.setEnvironment(variables);
    process.start(QCoreApplication::applicationFilePath(), { u"--digest"_s });
    QVERIFY(process.waitForFinished(60000));
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(process.readAllStandardOutput().trimmed(), digestOfFixedHistory().toHex());
}

void TestFoldPurity::longCasesStayCheap()
{
    // One line of decisions, then two that never hear of each other: what costs the square of the length shows.
    for (const int width : { 1, 2 }) {
        qint64 small = 0;
        for (const int length : { 2000, 20000 }) {
            std::vector<FoldEntry> entries;
            QList<EntryId> tips(width);
            for (int i = 0; i < length; ++i) {
                FoldEntry fold;
                fold.entry.kind = i % 3 == 0 ? u"case.decide"_s : i % 3 == 1 ? u"case.label"_s : u"case.note"_s;
                fold.entry.caseId = caseNumber(1);
                fold.entry.device = QByteArray(32, static_cast<char>(i % width));
                fold.entry.seq = fold.entry.lamport = i + 1;
                fold.entry.id = EntryId{ docket::sha256(QByteArray::number(i)) };
                fold.entry.time = startTime();
                if (tips[i % width].isValid())
                    fold.entry.parents = { tips[i % width] };
                tips[i % width] = fold.entry.id;
                fold.payload = QByteArrayLiteral(R"({"code":"D20","label":"spam","text":"a"})");
                fold.person = QString::number(i % width);
                fold.roles = QStringList{ u"reviewer"_s };
                entries.push_back(std::move(fold));
            }
            const docket::test::CpuTimer timer;
            for (int folded = 0; folded < 20000; folded += length) { // as many entries in short cases as in one long
                const CaseState state = foldCase(entries);
                QCOMPARE(state.folded, length);
                QCOMPARE(state.decisions.size(), width);
            }
            const qint64 taken = timer.elapsed();
            if (length == 2000)
                small = taken;
            else
                QVERIFY2(taken < 8 * qMax<qint64>(small, 20), qPrintable(u"%1 against %2 ms"_s.arg(taken).arg(small)));
        }
    }
}
