#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace docket::test
{

/// What a run of docketctl gave.
struct Run {
    int status = -1; ///< -1: it crashed or did not end
    QByteArray out;
    QByteArray err;

    /// The lines of stdout, each parsed; an empty list when one is no JSON object.
    QList<QJsonObject> objects() const;
    /// The single object of stdout; empty when it is not exactly one.
    QJsonObject object() const;
    /// stderr is one line "docketctl: <thing>: <cause>…" and stdout holds nothing.
    bool isCleanError() const;
};

/// Runs docketctl in an environment of its own: no token, no keychain, no home of the person who runs the tests.
class Ctl
{
public:
    Ctl();

    QString workspace() const { return m_folder.filePath(QStringLiteral("ws")); }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    /// Writes a file into the test's folder and returns its path.
    QString file(const QString& name, const QByteArray& bytes) const;

    Run run(const QStringList& arguments, const QByteArray& input = {}) const;
    Run json(const QStringList& arguments) const { return run(QStringList{ QStringLiteral("--json") } + arguments); }
    /// Starts it and leaves it running.
    std::unique_ptr<QProcess> start(const QStringList& arguments) const;

    void setVariable(const QString& name, const QString& value) { m_variables[name] = value; }
    /// Runs as nobody, when the tests run as root, to whom no folder is read-only.
    void dropRights() { m_dropRights = true; }

    /// Makes the workspace without a Hub behind it.
    bool init(const QString& endpoint = QStringLiteral("http://127.0.0.1:9")) const;

private:
    void prepare(QProcess& process) const;

    QTemporaryDir m_folder;
    QHash<QString, QString> m_variables;
    bool m_dropRights = false;
};

/// docket-hub over the practice data, with writes in a temporary folder.
class PracticeHub
{
public:
    explicit PracticeHub(const QStringList& options = {});
    ~PracticeHub();
    /// Empty when it did not start.
    QString endpoint() const { return m_endpoint; }

private:
    QTemporaryDir m_state;
    QProcess m_process;
    QString m_endpoint;
};

} // namespace docket::test
