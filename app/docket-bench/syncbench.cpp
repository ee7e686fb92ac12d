#include "app/docket-bench/benches.h"
#include "app/docket-bench/measure.h"
#include "core/base/clock.h"
#include "core/hub/client.h"
#include "core/sync/engine.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QTemporaryDir>

namespace docket::bench
{

using namespace Qt::StringLiterals;

namespace
{

void write(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(path.section(u'/', 0, -2));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

/// A data folder of invented repositories with one report each.
void fillHub(const QString& folder, int repos)
{
    const QByteArray paragraph
        = QByteArray("It was trained on text and it answers questions about text. ").repeated(60);
    for (int i = 0; i < repos; ++i) {
        const QString base = folder + u"/models/org-%1/artifact-%2"_s.arg(i % 20).arg(i);
        write(base + u"/files/README.md"_s,
            "---\nlicense: mit\n---\n# Artifact " + QByteArray::number(i) + "\n\n## Intended use\n\n" + paragraph);
        write(base + u"/discussions/1.json"_s,
            u"{\"_id\":\"%1\",\"num\":1,\"title\":\"\U0001F6A9 Report: Ethical "
            u"issue(s)\",\"status\":\"open\",\"createdAt\":\"2026-11-20T10:00:00.000Z\","
            "\"author\":{\"name\":\"reader\",\"type\":\"user\"},\"isReport\":true,\"isPullRequest\":false,\"pinned\":"
            "false,\"locked\":false,"
            "\"repo\":{\"name\":\"org-%2/"
            "artifact-%3\",\"type\":\"model\"},\"events\":[{\"id\":\"%4\",\"type\":\"comment\",\"createdAt\":\"2026-11-"
            "20T10:00:00.000Z\","
            "\"author\":{\"name\":\"reader\",\"type\":\"user\"},\"data\":{\"edited\":false,\"hidden\":false,\"latest\":"
            "{\"raw\":\"This is used for hiring.\",\"html\":\"\","
            "\"updatedAt\":\"2026-11-20T10:00:00.000Z\",\"author\":{\"name\":\"reader\"}},\"numEdits\":0,\"editors\":[\"reader\"],\"reactions\":[]}}]}"_s
                .arg(i, 24, 16, QChar(u'0'))
                .arg(i % 20)
                .arg(i)
                .arg(i + 1'000'000, 24, 16, QChar(u'0'))
                .toUtf8());
    }
    write(folder + u"/users.json"_s,
        R"({"hf_bench":{"name":"bench","fullname":"Bench","type":"user","role":"write","orgs":[]}})");
}

/// The practice Hub as a process of its own, so that its cost is not ours.
class HubProcess
{
public:
    HubProcess(const Surroundings& where, const QString& data)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        // Without its rate limit: many syncs a minute are what is measured, not how they wait.
        m_process.start(where.binaries + u"/docket-hub"_s,
            { u"--data"_s, data, u"--port"_s, u"0"_s, u"--quota"_s, u"100000000"_s });
        if (!m_process.waitForStarted() || !m_process.waitForReadyRead(20'000))
            qFatal("docket-hub did not start");
        const QString line = QString::fromUtf8(m_process.readLine()).trimmed();
        m_endpoint = line.section(u' ', -1);
    }
    ~HubProcess()
    {
        m_process.terminate();
        m_process.waitForFinished(3000);
    }
    QString endpoint() const { return m_endpoint; }

private:
    QProcess m_process;
    QString m_endpoint;
};

hub::Client::Config configOf(const QString& endpoint)
{
    hub::Client::Config config;
    config.endpoint = endpoint;
    config.token = hub::Token("hf_bench", u"benchmark"_s);
    return config;
}

} // namespace

int syncOnce(const QString& workspaceFolder, const QString& endpoint)
{
    QDir().mkpath(workspaceFolder);
    auto mirror = sync::Mirror::open(workspaceFolder, sync::Mirror::Access::ReadWrite);
    if (!mirror)
        return 1;
    SystemClock clock;
    hub::Client client(configOf(endpoint));
    sync::Engine engine(client, *mirror, clock);
    const auto watch = sync::Watch::parse(u"listing:models");
    const auto counts = engine.sync({ *watch }, {});
    if (!counts) {
        std::fprintf(stderr, "docket-bench: %s\n", qPrintable(counts.error().text()));
        return 1;
    }
    std::fprintf(stderr, "requests=%lld repos=%lld\n", static_cast<long long>(counts->requests),
        static_cast<long long>(counts->repos));
    return 0;
}

int fetchAll(const QString& /*endpoint*/, const QString& addressFile)
{
    QFile file(addressFile);
    if (!file.open(QIODevice::ReadOnly))
        return 1;
    const QList<QByteArray> addresses = file.readAll().split('\n');
    QNetworkAccessManager manager;
    qsizetype next = 0;
    int flying = 0;
    qint64 bytes = 0;
    std::function<void()> more = [&] {
        while (flying < 32 && next < addresses.size()) {
            const QByteArray address = addresses.at(next++);
            if (address.isEmpty())
                continue;
            QNetworkRequest request(QUrl::fromEncoded(address));
            request.setRawHeader("Authorization", "Bearer hf_bench");
            QNetworkReply* reply = manager.get(request);
            ++flying;
            QObject::connect(reply, &QNetworkReply::finished, [&, reply] {
                bytes += reply->readAll().size();
                reply->deleteLater();
                --flying;
                more();
                if (flying == 0)
                    QCoreApplication::quit();
            });
        }
    };
    more();
    return flying > 0 && QCoreApplication::exec() == 0 && bytes > 0 ? 0 : 1;
}

void benchSync(const Surroundings& where)
{
    const int repos = where.quick ? 100 : 1000;
    QTemporaryDir data;
    fillHub(data.path(), repos);
    const HubProcess hub(where, data.path());
    const QString self = where.binaries + u"/docket-bench"_s;
    QTemporaryDir work;

    // One sync that tells its requests; then the same requests bare.
    QProcess tracing;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_LOGGING_RULES"_s, u"docket.hub.debug=true"_s);
    environment.insert(u"QT_MESSAGE_PATTERN"_s, u"%{message}"_s);
    tracing.setProcessEnvironment(environment);
    tracing.start(self, { u"--child-sync"_s, work.filePath(u"trace"_s), hub.endpoint() });
    tracing.waitForFinished(300'000);
    QByteArray addresses;
    for (const QByteArray& line : tracing.readAllStandardError().split('\n')) {
        if (line.startsWith("GET "))
            addresses += line.mid(4) + '\n';
    }
    const auto requests = static_cast<int>(addresses.count('\n'));
    if (tracing.exitCode() != 0 || requests < repos)
        qFatal("the traced sync failed (%d requests)", requests);
    const QString list = work.filePath(u"addresses"_s);
    write(list, addresses);

    int round = 0;
    const Pair first = measurePairs(
        [&] {
            return cpuOfProgram(self, { u"--child-sync"_s, work.filePath(u"w%1"_s.arg(++round)), hub.endpoint() });
        },
        [&] {
            return cpuOfProgram(self, { u"--child-fetch"_s, hub.endpoint(), list });
        },
        where.quick ? 3 : 7);
    report(
        u"sync of %1 repositories (%2 requests) against a bare QNetworkAccessManager loop"_s.arg(repos).arg(requests),
        first.ours, u"s CPU"_s, 1.3, first.peer, first.ratio);

    // Nothing changed: how many requests does a second sync make?
    QProcess second;
    second.start(self, { u"--child-sync"_s, work.filePath(u"trace"_s), hub.endpoint() });
    second.waitForFinished(300'000);
    const QByteArray said = second.readAllStandardError();
    const double again = said.mid(said.indexOf("requests=") + 9).split(' ').first().toDouble();
    report(u"requests of a second sync with nothing changed"_s, again, u"requests"_s, 0.05, repos, again / repos);
}

} // namespace docket::bench
