#include "core/workspace/fullcheck.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace docket
{

using namespace Qt::StringLiterals;

namespace
{

constexpr QLatin1String cursor("log-checked-in-full");

QByteArray lineOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readLine(64).trimmed() : QByteArray();
}

} // namespace

Result<QDateTime> lastFullCheck(Workspace& workspace)
{
    DOCKET_ASSIGN(const QString text, workspace.mirror().cursor(cursor));
    return fromIsoUtc(text);
}

Status rememberFullCheck(Workspace& workspace, const QDateTime& at)
{
    return workspace.isReadOnly() ? Status() : workspace.mirror().setCursor(cursor, toIsoUtc(at));
}

bool runsOnBattery(const QString& folder)
{
    const QStringList supplies = QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    return std::ranges::any_of(supplies, [&folder](const QString& supply) {
        const QString place = folder + u'/' + supply;
        // A mouse has a battery as well; its scope is "Device".
        return lineOf(place + "/type"_L1) == "Battery" && lineOf(place + "/scope"_L1) != "Device"
            && lineOf(place + "/status"_L1) == "Discharging";
    });
}

} // namespace docket
