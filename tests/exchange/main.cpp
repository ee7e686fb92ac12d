#include "tests/exchange/suites.h"

#include <QCoreApplication>
#include <QTest>

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    int status = 0;
    for (const auto& make : { makeAgeTests, makeArchiveTests, makeBundleTests, makeDamageTests, makeWorkPackTests })
        status |= QTest::qExec(make().get(), argc, argv);
    return status;
}
