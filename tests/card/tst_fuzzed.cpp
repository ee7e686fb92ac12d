#include "suites.h"
#include "tests/fuzz/replay.h"

#include <QTest>

using namespace docket::test;

/// The fuzz targets of this room in a normal build.
class TestFuzzed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void corpusAndMutants_data()
    {
        QTest::addColumn<int>("number");
        const auto& targets = cardFuzzTargets();
        for (size_t i = 0; i < targets.size(); ++i)
            QTest::newRow(targets[i].name) << static_cast<int>(i);
    }
    void corpusAndMutants()
    {
        QFETCH(int, number);
        QCOMPARE(replay(cardFuzzTargets()[static_cast<size_t>(number)], 300), QString());
    }
};

int runFuzzedTests(int argc, char** argv)
{
    TestFuzzed test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_fuzzed.moc"
