#include "tests/hub/suites.h"

#include <QCoreApplication>
#include <QTest>

int main(int argc, char* argv[])
{
    const QCoreApplication app(argc, argv);
    int failed = 0;
    TestCodec codec;
    TestReport report;
    TestClient client;
    for (QObject* suite : std::initializer_list<QObject*>{ &codec, &report, &client })
        failed += QTest::qExec(suite, argc, argv) != 0 ? 1 : 0;
    return failed;
}
