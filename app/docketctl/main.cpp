#include "app/docketctl/verb.h"

#include <QCoreApplication>

#include <cstdio>

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("docketctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(DOCKET_VERSION));
    const int status = docket::ctl::runCommandLine(QCoreApplication::arguments());
    // A full disk or a closed pipe behind stdout is noticed here at the latest.
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
        std::fputs(
            "docketctl: standard output: cannot be written; check the disk or the program that reads it\n", stderr);
        return docket::ctl::Environment;
    }
    return status;
}
