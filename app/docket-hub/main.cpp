#include "app/docket-hub/hub.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>

#include <cstdio>

using namespace Qt::StringLiterals;
using docket::practicehub::Hub;
using docket::practicehub::HubOptions;

namespace
{

constexpr int wrongUsage = 2;
constexpr int badEnvironment = 3;

const char* const faultsHelp = R"(Faults to inject, a comma list; P is a probability from 0 to 1, left out it is 1:
  status=CODE:P  answer with that status, nothing is applied
  hang=MS:P      wait before the answer
  cut=P          close in the middle of the answer
  dup=P          apply a write, then close without an answer (a naive client sends it twice)
  reset=P        close before anything is applied
  quota=N        API requests per 300 s, like --quota
A part may end in @TEXT and then touches only addresses that hold TEXT, for example status=412:1@/commit/.)";

int complain(const QString& text, int status)
{
    std::fprintf(stderr, "docket-hub: %s\n", qUtf8Printable(text));
    return status;
}

/// A whole number of an option from `least` to `most`, or nothing.
std::optional<qint64> numberOf(const QCommandLineParser& parser, const QString& option, qint64 least, qint64 most)
{
    bool ok = false;
    const qint64 value = parser.value(option).toLongLong(&ok);
    return ok && value >= least && value <= most ? std::optional(value) : std::nullopt;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"docket-hub"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(DOCKET_VERSION));

    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Practice Hub: a small server on the loopback interface that speaks the Hub API over a folder of data."_s);
    parser.addOptions({
        { u"data"_s, u"Folder with models, datasets, spaces and users.json; never written to."_s, u"DIR"_s },
        { u"port"_s, u"Port to listen on; 0 for any free one."_s, u"N"_s, u"0"_s },
        { u"latency"_s, u"Milliseconds to wait before every answer."_s, u"MS"_s, u"0"_s },
        { u"faults"_s, QString::fromLatin1(faultsHelp), u"SPEC"_s },
        { u"seed"_s, u"Seed of the faults."_s, u"N"_s, u"1"_s },
        { u"quota"_s, u"API requests per 300 s for everyone, instead of the quota of the account's plan."_s, u"N"_s },
        { u"state"_s, u"Folder that keeps what is written, over restarts; left out, a temporary one."_s, u"DIR"_s },
    });
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    if (!parser.parse(app.arguments()))
        return complain(parser.errorText() + u"; docket-hub --help lists the options"_s, wrongUsage);
    if (parser.isSet(help)) {
        std::fputs(qUtf8Printable(parser.helpText()), stdout);
        return 0;
    }
    if (parser.isSet(version)) {
        std::printf("docket-hub %s\n", DOCKET_VERSION);
        return 0;
    }
    if (!parser.positionalArguments().isEmpty()) {
        return complain(
            u"unexpected \"%1\"; give the data folder as --data DIR"_s.arg(parser.positionalArguments().first()),
            wrongUsage);
    }
    if (!parser.isSet(u"data"_s))
        return complain(
            u"--data is missing; give the folder to serve, for example --data resources/practice"_s, wrongUsage);

    HubOptions options;
    options.data = QDir(parser.value(u"data"_s)).absolutePath(); // files are found by comparing whole paths
    options.state = parser.value(u"state"_s);
    options.faults = parser.value(u"faults"_s);
    const auto port = numberOf(parser, u"port"_s, 0, 65535);
    const auto latency = numberOf(parser, u"latency"_s, 0, 600000);
    const auto seed = numberOf(parser, u"seed"_s, 0, UINT32_MAX);
    if (!port)
        return complain(u"--port \"%1\" is not a number from 0 to 65535"_s.arg(parser.value(u"port"_s)), wrongUsage);
    if (!latency)
        return complain(
            u"--latency \"%1\" is not a number of milliseconds from 0 to 600000"_s.arg(parser.value(u"latency"_s)),
            wrongUsage);
    if (!seed)
        return complain(u"--seed \"%1\" is not a whole number"_s.arg(parser.value(u"seed"_s)), wrongUsage);
    options.port = quint16(*port);
    options.latencyMs = int(*latency);
    options.seed = quint32(*seed);
    if (parser.isSet(u"quota"_s)) {
        const auto quota = numberOf(parser, u"quota"_s, 1, 1000000000);
        if (!quota)
            return complain(u"--quota \"%1\" is not a number from 1"_s.arg(parser.value(u"quota"_s)), wrongUsage);
        options.quota = int(*quota);
    }

    const auto hub = Hub::open(options);
    if (!hub)
        return complain(hub.error().text(), hub.error().code == docket::ErrorCode::Usage ? wrongUsage : badEnvironment);
    const auto listening = (*hub)->listen();
    if (!listening)
        return complain(listening.error().text(), badEnvironment);
    std::printf("listening on http://127.0.0.1:%d\n", int(*listening));
    std::fflush(stdout);
    return app.exec();
}
