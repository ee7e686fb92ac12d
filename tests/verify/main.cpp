#include "tests/verify/export.h"
#include "tests/verify/tst_bundles.h"
#include "tests/verify/tst_program.h"
#include "tests/verify/tst_vectors.h"

#include <QCoreApplication>
#include <QTest>

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--export") == 0)
        return docket::test::exportLog(QString::fromLocal8Bit(argv[2])) ? 0 : 1;
    int failed = 0;
    const auto run = [&](auto&& test) { failed += QTest::qExec(&test, argc, argv); };
    run(TestVectors());
    run(TestBundles());
    run(TestProgram());
    return failed;
}
