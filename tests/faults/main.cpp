#include "tests/faults/faultvfs.h"
#include "tests/faults/tst_powerloss.h"
#include "tests/faults/tst_syscalls.h"

#include <QCoreApplication>
#include <QTest>

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    docket::test::FaultVfs::install();
    int failed = 0;
    const auto run = [&](auto&& test) { failed += QTest::qExec(&test, argc, argv); };
    run(TestPowerLoss());
    run(TestSyscalls());
    return failed;
}
