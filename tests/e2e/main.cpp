#include "tests/e2e/suites.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTest>

// One executable for all topics; a class name such as TestFlow as the first argument runs that class alone.
int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    QStringList arguments = QCoreApplication::arguments();
    QString only;
    if (arguments.value(1).startsWith(QLatin1String("Test")))
        only = arguments.takeAt(1);
    int failed = 0;
    for (const auto& make : docket::e2e::allTests()) {
        const std::unique_ptr<QObject> test(make());
        const QString name = QString::fromLatin1(test->metaObject()->className()).section(QLatin1String("::"), -1);
        if (!only.isEmpty() && name != only)
            continue;
        QElapsedTimer timer;
        timer.start();
        failed += QTest::qExec(test.get(), arguments);
        std::printf("%s took %.1f s\n", qPrintable(name), double(timer.elapsed()) / 1000.0);
    }
    return failed == 0 ? 0 : 1;
}
