#include "suites.h"

#include <QCoreApplication>

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    int failed = 0;
    for (const auto& make : { makeAnchorTests, makePackTests, makeChecklistTests, makeDecisionTests, makeNoticeTests,
             makeActionTests, makeHintTests, makeRelocateTests }) {
        const auto suite = make();
        failed += QTest::qExec(suite.get(), argc, argv) == 0 ? 0 : 1;
    }
    return failed;
}
