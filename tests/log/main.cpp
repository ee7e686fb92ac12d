#include "tests/log/tst_exchangekeys.h"
#include "tests/log/tst_format.h"
#include "tests/log/tst_incarnation.h"
#include "tests/log/tst_keys.h"
#include "tests/log/tst_membership.h"
#include "tests/log/tst_merge.h"
#include "tests/log/tst_store.h"
#include "tests/log/tst_succession.h"
#include "tests/log/tst_timeline.h"
#include "tests/log/tst_tree.h"
#include "tests/log/tst_verify.h"

#include <QCoreApplication>
#include <QTest>

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    int failed = 0;
    const auto run = [&](auto&& test) { failed += QTest::qExec(&test, argc, argv); };
    run(TestFormat());
    run(TestTree());
    run(TestStore());
    run(TestKeys());
    run(TestExchangeKeys());
    run(TestMembership());
    run(TestSuccession());
    run(TestIncarnation());
    run(TestVerify());
    run(TestMerge());
    run(TestTimeline());
    return failed;
}
