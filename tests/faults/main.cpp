#include "tests/faults/catalogue.h"
#include "tests/faults/faultmemory.h"
#include "tests/faults/faultvfs.h"
#include "tests/faults/tst_bundles.h"
#include "tests/faults/tst_clocks.h"
#include "tests/faults/tst_damage.h"
#include "tests/faults/tst_decisions.h"
#include "tests/faults/tst_exhaustion.h"
#include "tests/faults/tst_forms.h"
#include "tests/faults/tst_fuzzed.h"
#include "tests/faults/tst_keylife.h"
#include "tests/faults/tst_peers.h"
#include "tests/faults/tst_powerloss.h"
#include "tests/faults/tst_syscalls.h"
#include "tests/workspace/tst_mirrorerasure.h"
#include "tests/workspace/tst_redaction.h"

#include <QCoreApplication>
#include <QMetaMethod>
#include <QTest>

/// Whether the catalogue names nothing that is not there.
static int judgeCatalogue(const QByteArrayList& functions)
{
    int missing = 0;
    for (const docket::test::CatalogueRow& row : docket::test::catalogue()) {
        for (const QByteArray& place : row.places) {
            if (place.startsWith("ctest ") || functions.contains(place))
                continue;
            qWarning("fault test %d (%s): there is no %s", row.number, row.what, place.constData());
            ++missing;
        }
    }
    return missing;
}

/// DOCKET_FAULTS_ONLY names one class, so that one test of it can be asked for on the command line.
int main(int argc, char** argv)
{
    docket::test::FaultMemory::install();
    docket::test::FaultVfs::install();
    const QCoreApplication application(argc, argv);
    const QByteArray only = qgetenv("DOCKET_FAULTS_ONLY");
    int failed = 0;
    QByteArrayList functions;
    bool isThere = only.isEmpty();
    const auto run = [&](auto&& test) {
        const QMetaObject* const about = test.metaObject();
        for (int i = about->methodOffset(); i < about->methodCount(); ++i)
            functions.append(about->className() + QByteArray("::") + about->method(i).name());
        if (only.isEmpty() || only == about->className()) {
            isThere = true;
            failed += QTest::qExec(&test, argc, argv);
        }
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
    run(TestDecisions());
    run(TestKeyLife());
    run(TestRedaction());
    run(TestMirrorErasure());
    if (!isThere)
        qWarning("DOCKET_FAULTS_ONLY=%s: there is no such class", only.constData());
    return failed + judgeCatalogue(functions) + (isThere ? 0 : 1);
}
