#pragma once

#include "core/base/result.h"

#include <QByteArrayView>
#include <QFile>
#include <QString>

namespace docket
{

/// Writes `path` whole or not at all (through a file beside it that takes its place), and says so when the disk is
/// full: QSaveFile::commit() of Qt 6.4 does not see what is refused on closing. Error Storage, thing `path`, `wayOut`
/// as given. Any thread.
Status writeWholeFile(const QString& path, QByteArrayView bytes,
    const QString& wayOut = QStringLiteral("check free space and permissions"),
    std::optional<QFile::Permissions> permissions = {});

} // namespace docket
