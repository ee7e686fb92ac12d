#include "tests/ui/audit/audittests.h"

#include <QApplication>
#include <QLocale>
#include <QStandardPaths>

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    int failed = 0;
    for (const auto test : { &testEntryText, &testTimelineModel, &testLogPresenter, &testLogScreen, &testWorkspaceLog })
        failed += test(argc, argv);
    return failed == 0 ? 0 : 1;
}
