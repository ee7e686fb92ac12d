#include "app/docket/desk/practicehub.h"

#include <QCoreApplication>
#include <QDir>
#include <QRegularExpression>

namespace docket::app
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int stopWithinMs = 2000;

/// Installed beside the program's prefix, or in the source tree above the build folder.
QString practiceData()
{
    const QDir bin(QCoreApplication::applicationDirPath());
    for (const QString& place : { u"../share/docket/practice"_s, u"../../resources/practice"_s }) {
        if (QDir data(bin.filePath(place)); data.exists())
            return data.canonicalPath();
    }
    return {};
}

} // namespace

PracticeHub::PracticeHub(const QString& program, const QString& data, QObject* parent)
    : QObject(parent),
      m_program(program.isEmpty() ? QDir(QCoreApplication::applicationDirPath()).filePath(u"docket-hub"_s) : program),
      m_data(data.isEmpty() ? practiceData() : data)
{
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &PracticeHub::read);
    connect(&m_process, &QProcess::errorOccurred, this, [this] {
        Q_EMIT failed({ ErrorCode::NotFound, u"practice Hub"_s, m_process.errorString(),
            u"build or install docket-hub beside docket"_s });
    });
    connect(&m_process, &QProcess::finished, this, [this](int status) {
        Q_EMIT failed({ ErrorCode::Network, u"practice Hub"_s, u"it ended with status %1"_s.arg(status),
            u"start the demo again"_s });
    });
}

PracticeHub::~PracticeHub()
{
    m_process.disconnect(this);
    m_process.terminate();
    if (!m_process.waitForFinished(stopWithinMs))
        m_process.kill();
}

void PracticeHub::start()
{
    if (m_data.isEmpty()) {
        Q_EMIT failed({ ErrorCode::NotFound, u"practice data"_s, u"it is not installed"_s,
            u"run packaging/run from the source tree"_s });
        return;
    }
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(m_program, { u"--data"_s, m_data, u"--port"_s, u"0"_s, u"--state"_s, m_folder.filePath(u"hub"_s) });
}

void PracticeHub::read()
{
    m_output += m_process.readAllStandardOutput();
    static const QRegularExpression address(u"listening on (http://\\S+)"_s);
    const auto match = address.match(QString::fromUtf8(m_output));
    if (m_listening || !match.hasMatch() || !m_output.contains('\n'))
        return;
    m_listening = true;
    Q_EMIT listening(match.captured(1));
}

} // namespace docket::app
