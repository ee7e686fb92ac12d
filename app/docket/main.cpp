#include "app/docket/application.h"
#include "app/docket/options.h"
#include "ui/web/engineloader.h"

#include <QApplication>
#include <QElapsedTimer>

#include <cstdio>

int main(int argc, char** argv)
{
    using docket::app::Options;
    docket::ui::web::prepareEngineEnvironment();
    QElapsedTimer sinceStart;
    sinceStart.start();

    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const auto options = Options::parse(arguments);
    if (!options) {
        std::fprintf(stderr, "docket: %s\n", qUtf8Printable(options.error().text()));
        return 2;
    }
    if (options->mode == Options::Mode::Help || options->mode == Options::Mode::Version) {
        std::fputs(
            options->mode == Options::Mode::Help ? qUtf8Printable(Options::usage()) : "docket " DOCKET_VERSION "\n",
            stdout);
        return 0;
    }
    QApplication qt(argc, argv);
    docket::app::Application application(qt, *options, sinceStart);
    return application.run();
}
