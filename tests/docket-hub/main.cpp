#include "tests/docket-hub/testlist.h"

#include <QCoreApplication>
#include <QTest>

// One executable for the room; a class name as the first argument runs that class alone.
int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const QString only = argc > 1 && argv[1][0] == 't' ? QString::fromLatin1(argv[1]) : QString();
    QStringList arguments = QCoreApplication::arguments();
    if (!only.isEmpty())
        arguments.removeAt(1);
    int failed = 0;
    for (const auto& make : docket::practicehub::allTests()) {
        const std::unique_ptr<QObject> test(make());
        const QString name = QString::fromLatin1(test->metaObject()->className()).section(QLatin1String("::"), -1);
        if (only.isEmpty() || name == only)
            failed += QTest::qExec(test.get(), arguments);
    }
    return failed == 0 ? 0 : 1;
}
