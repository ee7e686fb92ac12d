#include "tests/dataset/tst_corpus.h"
#include "tests/dataset/tst_reader.h"
#include "tests/dataset/tst_scan.h"
#include "tests/dataset/tst_statistics.h"
#include "tests/dataset/tst_viewer.h"

#include <QCoreApplication>
#include <QTest>

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    int failed = 0;
    ReaderTest reader;
    ScanTest scan;
    StatisticsTest statistics;
    ViewerTest viewer;
    CorpusTest corpus;
    for (QObject* test : std::initializer_list<QObject*>{ &reader, &scan, &statistics, &viewer, &corpus })
        failed += QTest::qExec(test, argc, argv);
    return failed == 0 ? 0 : 1;
}
