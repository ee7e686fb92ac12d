#include "tests/log/tst_scenarios.h"

#include "tests/log/scenario.h"

#include <QTest>

using namespace docket::test;
using namespace Qt::StringLiterals;

namespace
{

QString folder()
{
    return QStringLiteral(DOCKET_SOURCE_DIR "/tests/log/scenarios");
}

} // namespace

void TestScenarios::thereAreEnough()
{
    QVERIFY(Scenario::readFolder(folder()).size() >= 60);
}

void TestScenarios::aWrongExpectationFails()
{
    const auto complaints = [](const QStringList& lines) { return Scenario{ u"x"_s, u"x"_s, 0, lines }.play().size(); };
    QCOMPARE(complaints({ u"ada decide D20"_s, u"? status awaiting-author"_s, u"? interim D20"_s }), 0);
    QCOMPARE(complaints({ u"ada decide D20"_s, u"? status decided"_s }), 1);
    QCOMPARE(complaints({ u"ada decide D20"_s, u"? statsu decided"_s }), 1);
    QCOMPARE(complaints({ u"ada decide D20 sometimes"_s }), 1);
    QCOMPARE(complaints({ u"ada dance"_s }), 1);
    QCOMPARE(complaints({ u"ada decide D20 seeing nothing"_s }), 1);
}

void TestScenarios::play_data()
{
    QTest::addColumn<int>("number");
    const QList<Scenario> all = Scenario::readFolder(folder());
    for (int i = 0; i < all.size(); ++i)
        QTest::newRow(qPrintable(all.at(i).name)) << i;
}

void TestScenarios::play()
{
    QFETCH(int, number);
    const Scenario scenario = Scenario::readFolder(folder()).at(number);
    QVERIFY2(scenario.expectations() > 0, "expects nothing");
    const QStringList complaints = scenario.play();
    QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(u'\n')));
}
