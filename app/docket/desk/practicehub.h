#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QProcess>
#include <QTemporaryDir>

namespace docket::app
{

/// The practice Hub for `--demo`: the program `docket-hub` beside this one, over the practice data, on a free port.
/// Everything it keeps is in a temporary folder. Thread: GUI.
class PracticeHub : public QObject
{
    Q_OBJECT
public:
    /// `program` and `data` empty: docket-hub beside this program, and the practice data it finds.
    explicit PracticeHub(const QString& program = {}, const QString& data = {}, QObject* parent = nullptr);
    ~PracticeHub() override;
    void start();
    QString workspaceFolder() const { return m_folder.filePath(QStringLiteral("workspace")); }
    /// A token the practice Hub knows and no other.
    static QByteArray token() { return "hf_practice_moderator"; }

Q_SIGNALS:
    void listening(const QString& endpoint);
    void failed(const docket::Error& error);

private:
    void read();

    QString m_program;
    QString m_data;
    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_output;
    bool m_listening = false;
};

} // namespace docket::app
