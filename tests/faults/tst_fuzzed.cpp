#include "tests/faults/tst_fuzzed.h"

#include "tests/faults/judge.h"
#include "tests/fuzz/replay.h"

#include <QTest>

using namespace docket::test;

void TestFuzzed::corpusAndMutants_data()
{
    QTest::addColumn<int>("number");
    const auto& targets = logFuzzTargets();
    for (size_t i = 0; i < targets.size(); ++i)
        QTest::newRow(targets[i].name) << static_cast<int>(i);
}

void TestFuzzed::corpusAndMutants()
{
    QFETCH(int, number);
    QCOMPARE(replay(logFuzzTargets()[static_cast<size_t>(number)], inForm(3000, 200'000)), QString());
}
