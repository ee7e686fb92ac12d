#include "tests/faults/faultmemory.h"
#include "tests/faults/faultvfs.h"
#include "tests/faults/tst_bundles.h"
#include "tests/faults/tst_clocks.h"
#include "tests/faults/tst_damage.h"
#include "tests/faults/tst_exhaustion.h"
#include "tests/faults/tst_forms.h"
#include "tests/faults/tst_fuzzed.h"
#include "tests/faults/tst_peers.h"
#include "tests/faults/tst_powerloss.h"
#include "tests/faults/tst_syscalls.h"

#include <QCoreApplication>
#include <QTest>

/// DOCKET_FAULTS_ONLY names one class, so that one test of it can be asked for on the command line.
int main(int argc, char** argv)
{
    docket::test::FaultMemory::install();
    docket::test::FaultVfs::install();
    const QCoreApplication application(argc, argv);
    const QByteArray only = qgetenv("DOCKET_FAULTS_ONLY");
    int failed = 0;
    const auto run = [&](auto&& test) {
        if (only.isEmpty() || only == test.metaObject()->className())
            failed += QTest::qExec(&test, argc, argv);
    };
    run(TestDamage());
    run(TestForms());
    run(TestFuzzed());
    run(TestPeers());
    run(TestBundles());
    run(TestPowerLoss());
    run(TestClocks());
    run(TestSyscalls());
    run(TestExhaustion());
    return failed;
}
