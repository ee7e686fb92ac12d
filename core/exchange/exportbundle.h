#pragma once

#include "core/base/subject.h"
#include "core/exchange/bytestream.h"
#include "core/exchange/holdings.h"
#include "core/exchange/manifest.h"
#include "core/exchange/progress.h"
#include "core/exchange/recipients.h"
#include "core/log/store/store.h"
#include "core/sync/mirror.h"

#include <stop_token>

namespace docket::exchange
{

/// What goes into a bundle.
struct ExportRequest {
    QString file; ///< "NAME.docket"; replaced when it is there
    Purpose purpose = Purpose::All;
    /// Payloads are encrypted to these; without any there are none in the bundle, only signed headers.
    QList<Recipient> to;
    /// Purpose::WorkPack: what the cases are about. Payloads of other cases stay out, those without a case always come.
    QList<Subject> subjects;
    /// Purpose::Since, and a work pack for somebody who has been here before: what all recipients hold. Payloads of
    /// what they hold stay out of Purpose::Since.
    Holdings held;
    RandomBytes random = systemRandom(); ///< with the same one and the same clock the same bundle is made
};

struct ExportResult {
    QByteArray id; ///< of the bundle, 16 bytes
    qint64 bytes = 0; ///< of the file
    qint64 entries = 0; ///< notes in it
    qint64 payloads = 0;
    qint64 blobs = 0;
    qint64 cases = 0; ///< of a work pack
    qint64 missingBlobs = 0; ///< evidence that the log names and that is not stored here
    QByteArrayList to; ///< devices
};

/// Writes a bundle (FORMAT.md 10): records `export.made` and signs a checkpoint first, so that the log says what may
/// have left even when the file was never finished; then the file, under a temporary name until it is complete and
/// synced. Locked; Storage; Cancelled (the file is not there then).
/// Thread: that of store and mirror.
Result<ExportResult> exportBundle(log::Store& store, sync::Mirror& mirror, const QString& workspaceFolder,
    const QDateTime& now, const ExportRequest& request, const Progress& progress = {},
    const std::stop_token& stop = {});

} // namespace docket::exchange
