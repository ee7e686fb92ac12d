#include "tests/verify/verifyprogram.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>

QStringList VerifyRun::words() const
{
    QStringList out;
    for (const QByteArray& line : output.split('\n')) {
        const QByteArray word = line.left(line.indexOf(' '));
        if (!word.isEmpty() && !word.endsWith(':') && word != "and")
            out.append(QString::fromUtf8(word));
    }
    return out;
}

VerifyRun runVerify(const QStringList& arguments)
{
    QProcess process;
    process.start(QStringLiteral(DOCKET_BINARY_DIR "/bin/docket-verify"), arguments);
    if (!process.waitForFinished(60000))
        qFatal("docket-verify does not end");
    VerifyRun run;
    run.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    run.output = process.readAllStandardOutput();
    run.errors = process.readAllStandardError();
    return run;
}

QString writeFile(const QTemporaryDir& folder, const QString& name, const QByteArray& bytes)
{
    const QString path = folder.filePath(name);
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s cannot be written", qPrintable(path));
    return path;
}
