#include "tests/ctl/tst_files.h"
#include "tests/ctl/tst_flow.h"
#include "tests/ctl/tst_log.h"
#include "tests/ctl/tst_members.h"
#include "tests/ctl/tst_usage.h"
#include "tests/ctl/tst_workspaces.h"

#include <QCoreApplication>
#include <QTest>

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    UsageTest usage;
    FilesTest files;
    WorkspacesTest workspaces;
    LogTest log;
    FlowTest flow;
    MembersTest members;
    int failed = 0;
    for (QObject* test : std::initializer_list<QObject*>{ &usage, &files, &workspaces, &log, &flow, &members })
        failed += QTest::qExec(test, argc, argv);
    return failed == 0 ? 0 : 1;
}
