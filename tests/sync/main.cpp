#include "tests/sync/suites.h"

#include <QCoreApplication>
#include <QTest>

int main(int argc, char* argv[])
{
    const QCoreApplication app(argc, argv);
    TestEngine engine;
    TestOutbox outbox;
    int failed = 0;
    for (QObject* suite : std::initializer_list<QObject*>{ &engine, &outbox })
        failed += QTest::qExec(suite, argc, argv) != 0 ? 1 : 0;
    return failed + runRevisionTests(argc, argv);
}
