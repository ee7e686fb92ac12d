#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace docket::e2e
{

/// docketctl's exit statuses (design 5.2).
enum ExitStatus { Done = 0, No = 1, WrongUsage = 2, Environment = 3 };

inline const char* const moderatorToken = "hf_practice_moderator"; ///< mira-mod

/// resources/practice in the sources.
QString practiceData();

/// A docket-hub of its own. Runs until stop() or destruction; a restart keeps the port and what was written.
class HubProgram
{
public:
    explicit HubProgram(QString data = practiceData());
    ~HubProgram();

    /// False with a warning when it does not listen within 20 s. `options` as on the command line: --faults, --latency.
    bool start(const QStringList& options = {});
    void stop();
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }

    struct Reply {
        int status = 0; ///< 0: no answer
        QByteArray body;
        QJsonObject object() const { return QJsonDocument::fromJson(body).object(); }
    };
    /// As somebody else on the Hub, past docketctl. Waits at most 20 s.
    Reply get(const QString& path, const QByteArray& token = {}) const;
    Reply post(const QString& path, const QJsonObject& body, const QByteArray& token) const;

    /// Comments of a thread that hold `text`. `path` is "models/acme/x/discussions/1".
    int countComments(const QString& path, const QString& text) const;

private:
    QString m_data;
    QTemporaryDir m_state;
    std::unique_ptr<QProcess> m_process;
    quint16 m_port = 0;
};

/// What one run of docketctl said.
struct Run {
    int status = -1; ///< exit status; -1: crashed, killed, or not finished in time
    QByteArray out;
    QByteArray err;
    qint64 ms = 0;

    QJsonObject object() const { return QJsonDocument::fromJson(out).object(); }
    /// One object a line.
    QList<QJsonObject> lines() const;
    /// The last line on stderr is docketctl's error about `thing`, in the form "thing: cause; way out".
    bool complains(const QByteArray& thing) const;
    /// For the message of a failed check.
    QByteArray told() const;
};

/// A workspace in a temporary folder and docketctl on it.
class Desk
{
public:
    /// The folder, not yet a workspace; `inside` sits below a temporary one.
    explicit Desk(const QString& inside = QStringLiteral("workspace"));

    QString folder() const { return m_folder; }
    QString file(const QString& name) const { return m_folder + QLatin1Char('/') + name; }
    /// A file beside the workspace.
    QString scratch(const QString& name, const QByteArray& content) const;

    /// docketctl init, a short countdown, and the watches.
    Run make(const QString& endpoint, const QStringList& watches = allListings());
    /// The same without the program, with a key that is cheap to unlock: for tests that unlock often.
    bool makeCheaply(const QString& endpoint, const QStringList& watches = allListings());
    static QStringList allListings();
    void setCountdown(int ms) const;
    void setToken(const QByteArray& token) { m_token = token; }

    /// With --workspace and --json.
    Run ctl(const QStringList& arguments, int timeoutMs = 60'000) const;
    /// Not waited for. The caller ends it.
    std::unique_ptr<QProcess> begin(const QStringList& arguments) const;
    /// Through a shell with `prelude` before it, for limits such as "ulimit -f 8".
    Run ctlUnder(const QString& prelude, const QStringList& arguments, int timeoutMs = 60'000) const;
    static Run finish(QProcess& process, int timeoutMs);

    /// log verify --full says "sound".
    bool logIsSound() const;
    QList<QJsonObject> queue() const;
    QJsonObject show(const QString& subject) const;
    QList<QJsonObject> outbox() const;
    /// claim, assess (`criterion` answered yes), decide D20 with a notice that holds `words`.
    Run decide(const QString& subject, const QString& criterion, const QString& words) const;
    /// Sends until nothing waits or `timeoutMs` is over.
    Run sendAll(int timeoutMs = 20'000) const;

private:
    QStringList whole(const QStringList& arguments) const;

    QTemporaryDir m_temporary;
    QString m_folder;
    QByteArray m_token = moderatorToken;
};

/// Rows of a table of one of the workspace's databases, read beside whoever writes; -1 when it cannot be read.
int rowsIn(const QString& database, const QString& table);

/// What the queue says of the Hub, without what depends on the workspace: for comparing two of them.
QStringList essence(const QList<QJsonObject>& queue);

/// The whole file; empty when it cannot be read.
QByteArray bytesOf(const QString& path);
bool writeBytes(const QString& path, const QByteArray& bytes);

} // namespace docket::e2e
