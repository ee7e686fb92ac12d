#include "tests/ctl/ctlfixture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>

#include <unistd.h>

namespace docket::test
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int patience = 60'000; // ms

QString binary(const QString& name)
{
    return QStringLiteral(DOCKET_BINARY_DIR) + u"/bin/"_s + name;
}

} // namespace

QList<QJsonObject> Run::objects() const
{
    QList<QJsonObject> found;
    for (const QByteArray& line : out.split('\n')) {
        if (line.isEmpty())
            continue;
        const QJsonDocument document = QJsonDocument::fromJson(line);
        if (!document.isObject())
            return {};
        found.append(document.object());
    }
    return found;
}

QJsonObject Run::object() const
{
    const QList<QJsonObject> all = objects();
    return all.size() == 1 ? all.constFirst() : QJsonObject();
}

bool Run::isCleanError() const
{
    static const QRegularExpression form(u"\\Adocketctl: [^\\n]+: [^\\n]+\\n\\z"_s);
    return out.isEmpty() && form.match(QString::fromUtf8(err)).hasMatch();
}

Ctl::Ctl()
{
    m_variables[u"DOCKET_PASSPHRASE"_s] = u"for tests only"_s;
    QFile::setPermissions(m_folder.path(), QFile::permissions(m_folder.path()) | QFile::ExeOther | QFile::ReadOther);
}

QString Ctl::file(const QString& name, const QByteArray& bytes) const
{
    QFile target(path(name));
    if (!target.open(QIODevice::WriteOnly) || target.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(target.fileName()));
    return target.fileName();
}

void Ctl::prepare(QProcess& process) const
{
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.insert(u"TZ"_s, u"UTC"_s);
    environment.insert(u"HOME"_s, m_folder.path());
    environment.insert(u"DOCKET_WORKSPACE"_s, workspace());
    // Sanitizers and coverage write where they are told to.
    for (const QString& name : { u"ASAN_OPTIONS"_s, u"UBSAN_OPTIONS"_s, u"TSAN_OPTIONS"_s, u"LD_LIBRARY_PATH"_s }) {
        if (qEnvironmentVariableIsSet(qPrintable(name)))
            environment.insert(name, qEnvironmentVariable(qPrintable(name)));
    }
    for (auto it = m_variables.cbegin(); it != m_variables.cend(); ++it)
        environment.insert(it.key(), it.value());
    process.setProcessEnvironment(environment);
    if (m_dropRights && geteuid() == 0) {
        process.setChildProcessModifier([] {
            constexpr unsigned nobody = 65534;
            if (setgid(nobody) != 0 || setuid(nobody) != 0)
                _exit(99);
        });
    }
}

Run Ctl::run(const QStringList& arguments, const QByteArray& input) const
{
    QProcess process;
    prepare(process);
    process.start(binary(u"docketctl"_s), arguments);
    if (!process.waitForStarted(patience))
        return {};
    process.write(input);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(patience);
    Run run;
    run.out = process.readAllStandardOutput();
    run.err = process.readAllStandardError();
    if (ended && process.exitStatus() == QProcess::NormalExit)
        run.status = process.exitCode();
    else
        process.kill();
    return run;
}

std::unique_ptr<QProcess> Ctl::start(const QStringList& arguments) const
{
    auto process = std::make_unique<QProcess>();
    prepare(*process);
    process->start(binary(u"docketctl"_s), arguments);
    process->waitForStarted(patience);
    return process;
}

bool Ctl::init(const QString& endpoint) const
{
    const Run made = run({ u"init"_s, u"--endpoint"_s, endpoint, u"--name"_s, u"Ada"_s });
    if (made.status != 0)
        qWarning("%s", made.err.constData());
    return made.status == 0;
}

PracticeHub::PracticeHub(const QStringList& options)
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(binary(u"docket-hub"_s),
        QStringList{ u"--data"_s, QStringLiteral(DOCKET_SOURCE_DIR) + u"/resources/practice"_s, u"--port"_s, u"0"_s,
            u"--state"_s, m_state.path() }
            + options);
    static const QRegularExpression listening(u"listening on (http://\\S+)"_s);
    QString said;
    QElapsedTimer timer;
    timer.start();
    while (m_endpoint.isEmpty() && timer.elapsed() < patience && m_process.state() != QProcess::NotRunning) {
        m_process.waitForReadyRead(200);
        said += QString::fromUtf8(m_process.readAll());
        m_endpoint = listening.match(said).captured(1);
    }
}

PracticeHub::~PracticeHub()
{
    m_process.terminate();
    if (!m_process.waitForFinished(5000))
        m_process.kill();
    m_process.waitForFinished(5000);
}

} // namespace docket::test
