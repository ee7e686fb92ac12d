#include "app/docket-bench/benches.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace docket::bench;

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments.at(1) == u"--child-sync")
        return syncOnce(arguments.at(2), arguments.at(3));
    if (arguments.size() == 4 && arguments.at(1) == u"--child-fetch")
        return fetchAll(arguments.at(2), arguments.at(3));

    QCommandLineParser parser;
    parser.setApplicationDescription(u"Measures Docket against its limits and peers; one JSON object a line."_s);
    parser.addHelpOption();
    parser.addOption({ u"quick"_s, u"Small sizes: checks that every benchmark runs."_s });
    parser.addOption({ u"corpus"_s, u"Folder of real cards."_s, u"DIR"_s, qEnvironmentVariable("DOCKET_CORPUS") });
    parser.addOption({ u"practice"_s, u"Practice data."_s, u"DIR"_s, QStringLiteral(DOCKET_PRACTICE_DIR) });
    parser.addPositionalArgument(
        u"benches"_s, u"cards, diff, queue, log, verify, exchange, sync, start, cases; all when none is named."_s);
    parser.process(application);
    Surroundings where;
    where.binaries = QCoreApplication::applicationDirPath();
    where.corpus = parser.value(u"corpus"_s);
    if (!where.corpus.isEmpty() && !QDir(where.corpus).exists()) {
        std::fprintf(stderr, "docket-bench: corpus %s: no such folder; leave it out to use the practice cards\n",
            qPrintable(where.corpus));
        return 2;
    }
    where.practice = parser.value(u"practice"_s);
    where.quick = parser.isSet(u"quick"_s);
    const QStringList wanted = parser.positionalArguments();
    const std::pair<QString, void (*)(const Surroundings&)> benches[] = { { u"cards"_s, benchCards },
        { u"diff"_s, benchDiff }, { u"queue"_s, benchQueue }, { u"log"_s, benchLog }, { u"verify"_s, benchVerify },
        { u"exchange"_s, benchExchange }, { u"sync"_s, benchSync }, { u"start"_s, benchStart },
        { u"cases"_s, benchCases } };
    for (const auto& [name, run] : benches) {
        if (wanted.isEmpty() || wanted.contains(name))
            run(where);
    }
    return 0;
}
