#include "tests/e2e/programs.h"

#include "core/base/sqlite.h"
#include "core/workspace/workspace.h"

#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTest>
#include <QTimer>

namespace docket::e2e
{

using namespace Qt::StringLiterals;

namespace
{

const char* const passphrase = "correct horse";

QString program(const QString& name)
{
    return QStringLiteral(DOCKET_BINARY_DIR "/bin/") + name;
}

HubProgram::Reply waitFor(QNetworkReply* reply)
{
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(20'000, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    HubProgram::Reply out{ reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll() };
    delete reply;
    return out;
}

QNetworkRequest requestFor(const QString& url, const QByteArray& token)
{
    QNetworkRequest request{ QUrl(url) };
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token);
    return request;
}

/// Nothing of this machine's own set-up: no token, no keychain, no proxy.
QProcessEnvironment plainEnvironment(const QString& home)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : { "HF_TOKEN", "HF_TOKEN_PATH", "HF_ENDPOINT", "HUGGING_FACE_HUB_TOKEN", "DOCKET_WORKSPACE",
             "DBUS_SESSION_BUS_ADDRESS", "http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy",
             "ALL_PROXY" })
        environment.remove(QString::fromLatin1(name));
    environment.insert(u"HOME"_s, home);
    environment.insert(u"HF_HOME"_s, home);
    environment.insert(u"DOCKET_PASSPHRASE"_s, QString::fromLatin1(passphrase));
    return environment;
}

} // namespace

QString practiceData()
{
    return QStringLiteral(DOCKET_SOURCE_DIR "/resources/practice");
}

HubProgram::HubProgram(QString data) : m_data(std::move(data)) { }

HubProgram::~HubProgram()
{
    stop();
}

bool HubProgram::start(const QStringList& options)
{
    stop();
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::SeparateChannels);
    m_process->setStandardErrorFile(QProcess::nullDevice());
    m_process->start(program(u"docket-hub"_s),
        QStringList{ u"--data"_s, m_data, u"--state"_s, m_state.path(), u"--port"_s, QString::number(m_port) }
            + options);
    QElapsedTimer timer;
    timer.start();
    QByteArray said;
    while (!said.contains('\n') && timer.elapsed() < 20'000 && m_process->state() != QProcess::NotRunning) {
        m_process->waitForReadyRead(1000);
        said += m_process->readAllStandardOutput();
    }
    m_port = said.trimmed().split(':').last().toUShort();
    if (m_port == 0)
        qWarning("docket-hub did not start: %s", said.constData());
    return m_port != 0;
}

void HubProgram::stop()
{
    if (!m_process)
        return;
    m_process->kill();
    m_process->waitForFinished(10'000);
    m_process.reset();
}

HubProgram::Reply HubProgram::get(const QString& path, const QByteArray& token) const
{
    QNetworkAccessManager network;
    return waitFor(network.get(requestFor(url() + path, token)));
}

HubProgram::Reply HubProgram::post(const QString& path, const QJsonObject& body, const QByteArray& token) const
{
    QNetworkAccessManager network;
    QNetworkRequest request = requestFor(url() + path, token);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    return waitFor(network.post(request, QJsonDocument(body).toJson()));
}

int HubProgram::countComments(const QString& path, const QString& text) const
{
    const Reply reply = get(u"/api/"_s + path, moderatorToken);
    if (reply.status != 200) {
        qWarning("%s: %d %s", qPrintable(path), reply.status, reply.body.left(200).constData());
        return -1;
    }
    int count = 0;
    const QJsonArray events = reply.object()[u"events"].toArray();
    for (const auto& event : events)
        count += event[u"data"][u"latest"][u"raw"].toString().contains(text) ? 1 : 0;
    return count;
}

QList<QJsonObject> Run::lines() const
{
    QList<QJsonObject> list;
    for (const QByteArray& line : out.split('\n')) {
        if (!line.isEmpty())
            list.append(QJsonDocument::fromJson(line).object());
    }
    return list;
}

bool Run::complains(const QByteArray& thing) const
{
    const QByteArray last = err.trimmed().split('\n').last();
    return last.startsWith(QByteArray("docketctl: " + thing)) && last.contains("; ");
}

QByteArray Run::told() const
{
    return "status " + QByteArray::number(status) + " after " + QByteArray::number(ms) + " ms\nout: " + out.left(2000)
        + "\nerr: " + err.right(2000);
}

Desk::Desk(const QString& inside) : m_folder(m_temporary.filePath(inside)) { }

QString Desk::scratch(const QString& name, const QByteArray& content) const
{
    const QString path = m_temporary.filePath(name);
    writeBytes(path, content);
    return path;
}

QStringList Desk::allListings()
{
    return { u"listing:models"_s, u"listing:datasets"_s, u"listing:spaces"_s };
}

Run Desk::make(const QString& endpoint, const QStringList& watches)
{
    Run run = ctl({ u"init"_s, u"--endpoint"_s, endpoint, u"--name"_s, u"Mira"_s });
    if (run.status != Done)
        return run;
    setCountdown(1);
    return ctl(QStringList{ u"watch"_s, u"add"_s } + watches);
}

bool Desk::makeCheaply(const QString& endpoint, const QStringList& watches)
{
    SystemClock clock;
    Workspace::InitOptions options;
    options.endpoint = endpoint;
    options.reviewerName = u"Mira"_s;
    options.passphrase = log::Secret::take(passphrase);
    options.cost = log::KdfCost::Cheap;
    auto made = Workspace::init(m_folder, std::move(options), clock);
    if (!made) {
        qWarning("%s", qPrintable(made.error().text()));
        return false;
    }
    for (const QString& text : watches) {
        const auto watch = sync::Watch::parse(text);
        if (!watch || !(*made)->mirror().addWatch(*watch))
            return false;
    }
    made->reset();
    setCountdown(1);
    return true;
}

void Desk::setCountdown(int ms) const
{
    QJsonObject settings = QJsonDocument::fromJson(bytesOf(file(u"settings.json"_s))).object();
    settings[u"countdown_ms"] = ms;
    writeBytes(file(u"settings.json"_s), QJsonDocument(settings).toJson());
}

QStringList Desk::whole(const QStringList& arguments) const
{
    return QStringList{ u"--workspace"_s, m_folder, u"--json"_s } + arguments;
}

std::unique_ptr<QProcess> Desk::begin(const QStringList& arguments) const
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = plainEnvironment(m_temporary.path());
    if (!m_token.isEmpty())
        environment.insert(u"HF_TOKEN"_s, QString::fromLatin1(m_token));
    process->setProcessEnvironment(environment);
    process->setStandardInputFile(QProcess::nullDevice());
    process->start(program(u"docketctl"_s), whole(arguments));
    process->waitForStarted();
    return process;
}

Run Desk::finish(QProcess& process, int timeoutMs)
{
    QElapsedTimer timer;
    timer.start();
    Run run;
    if (process.state() != QProcess::NotRunning && !process.waitForFinished(timeoutMs)) {
        process.kill();
        process.waitForFinished(5000);
        run.err = "[not finished in time] ";
    } else if (process.exitStatus() == QProcess::NormalExit) {
        run.status = process.exitCode();
    }
    run.ms = timer.elapsed();
    run.out = process.readAllStandardOutput();
    run.err += process.readAllStandardError();
    return run;
}

Run Desk::ctl(const QStringList& arguments, int timeoutMs) const
{
    return finish(*begin(arguments), timeoutMs);
}

Run Desk::ctlUnder(const QString& prelude, const QStringList& arguments, int timeoutMs) const
{
    QProcess process;
    QProcessEnvironment environment = plainEnvironment(m_temporary.path());
    environment.insert(u"HF_TOKEN"_s, QString::fromLatin1(m_token));
    process.setProcessEnvironment(environment);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(u"/bin/sh"_s,
        QStringList{ u"-c"_s, prelude + u"; exec \"$0\" \"$@\""_s, program(u"docketctl"_s) } + whole(arguments));
    return finish(process, timeoutMs);
}

bool Desk::logIsSound() const
{
    const Run run = ctl({ u"log"_s, u"verify"_s, u"--full"_s });
    const bool sound = run.status == Done && run.object()[u"sound"].toBool();
    if (!sound)
        qWarning("log verify: %s", run.told().constData());
    return sound;
}

QList<QJsonObject> Desk::queue() const
{
    return ctl({ u"queue"_s, u"--limit"_s, u"0"_s }).lines();
}

QJsonObject Desk::show(const QString& subject) const
{
    return ctl({ u"case"_s, u"show"_s, subject }).object();
}

QList<QJsonObject> Desk::outbox() const
{
    return ctl({ u"outbox"_s, u"list"_s, u"--all"_s }).lines();
}

Run Desk::decide(const QString& subject, const QString& criterion, const QString& words) const
{
    const QJsonObject answers{ { u"pack"_s, criterion.startsWith(u"CC"_s) ? u"hf-conduct"_s : u"hf-content"_s },
        { u"answers"_s,
            QJsonArray{ QJsonObject{ { u"criterion"_s, criterion }, { u"answer"_s, u"yes"_s },
                { u"no_evidence"_s, u"the whole of it"_s } } } } };
    const QString answersFile = scratch(u"answers.json"_s, QJsonDocument(answers).toJson());
    const QString notice = scratch(u"notice.md"_s, words.toUtf8());
    if (Run run = ctl({ u"claim"_s, subject }); run.status != Done)
        return run;
    if (Run run = ctl({ u"assess"_s, subject, u"--answers"_s, answersFile }); run.status != Done)
        return run;
    return ctl(
        { u"decide"_s, subject, u"D20"_s, u"--reason"_s, u"the purpose is not stated"_s, u"--notice"_s, notice });
}

Run Desk::sendAll(int timeoutMs) const
{
    QElapsedTimer timer;
    timer.start();
    Run run;
    do {
        run = ctl({ u"outbox"_s, u"send"_s });
        if (run.status == Done && run.object()[u"waiting"].toInt() == 0)
            break;
        QTest::qWait(200);
    } while (timer.elapsed() < timeoutMs);
    return run;
}

int rowsIn(const QString& database, const QString& table)
{
    auto opened = sqlite::Database::open(database, sqlite::Database::Mode::ReadOnly);
    if (!opened)
        return -1;
    auto statement = opened->prepare("SELECT count(*) FROM " + table.toStdString());
    if (!statement || !statement->step().value_or(false))
        return -1;
    return statement->integer(0);
}

QStringList essence(const QList<QJsonObject>& queue)
{
    QStringList list;
    for (const QJsonObject& row : queue) {
        list.append(u"%1 %2 %3 %4 %5"_s.arg(row[u"subject"].toString(), row[u"severity"].toString(),
            QString::number(row[u"reports"].toInt()), row[u"opened"].toString(), row[u"problem"].toString()));
    }
    list.sort();
    return list;
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool writeBytes(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush();
}

} // namespace docket::e2e
