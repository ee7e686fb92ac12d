#include "app/docket-bench/benches.h"
#include "app/docket-bench/measure.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

#include <unistd.h>

namespace docket::bench
{

using namespace Qt::StringLiterals;

void benchCases(const Surroundings& where)
{
    // Chromium's sandbox is part of what is measured, and root has none: root runs it as nobody.
    const QString program = where.binaries + u"/docket-bench-cases"_s;
    if (!QFile::exists(program) || where.corpus.isEmpty())
        return; // built without windows, or no real cards
    QTemporaryDir home;
    QFile::setPermissions(home.path(),
        QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther | QFile::WriteOther
            | QFile::ExeOther);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"HOME"_s, home.path());
    environment.insert(u"XDG_RUNTIME_DIR"_s, home.path());
    environment.remove(u"QTWEBENGINE_DISABLE_SANDBOX"_s);
    QStringList command{ program, where.corpus, where.quick ? u"5"_s : u"120"_s };
    if (::geteuid() == 0)
        command = QStringList{ u"runuser"_s, u"-u"_s, u"nobody"_s, u"--preserve-environment"_s, u"--"_s } + command;
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(command.takeFirst(), command);
    if (!process.waitForFinished(10 * 60 * 1000) || process.exitCode() != 0) {
        qWarning("docket-bench-cases: %s", process.readAllStandardError().right(500).constData());
        return;
    }
    const QJsonObject line = QJsonDocument::fromJson(process.readAllStandardOutput().trimmed()).object();
    const int late = line[u"late"_s].toInt();
    const auto tell = [&](const QString& name, const QString& key, double limit) {
        const double value = line[key].toDouble();
        report(u"key to next case painted, prepared card, sandbox on, %1 of %2 (%3 not complete at once)"_s.arg(
                   name, QString::number(line[u"cases"_s].toInt()), QString::number(late)),
            value, u"ms"_s, 1.0, limit, value / limit);
    };
    tell(u"median"_s, u"median"_s, 50);
    tell(u"99th percentile"_s, u"p99"_s, 120);
}

} // namespace docket::bench
