#include "tests/ui/uitests.h"
#include "ui/web/engineloader.h"

#include <QApplication>
#include <QLocale>
#include <QStandardPaths>

int main(int argc, char** argv)
{
    docket::ui::web::prepareEngineEnvironment();
    QCoreApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
    QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    int failed = 0;
    for (const auto test : { &testWidgets, &testQueueModel, &testQueuePresenter, &testSettings, &testPeople, &testJoin,
             &testPictures, &testWindow, &testWeeklyCheck, &testDesk })
        failed += test(argc, argv);
    return failed == 0 ? 0 : 1;
}
