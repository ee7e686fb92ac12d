#pragma once

#include "core/exchange/bundle.h"
#include "core/exchange/hubpack.h"
#include "core/log/store/store.h"

namespace docket::exchange
{

/// What a bundle is, before anything of it is taken.
struct ImportPreview {
    struct Log {
        QByteArray device;
        QByteArray name; ///< device name
        QString person; ///< its owner as this workspace knows it; empty when unknown
        qint64 size = 0;
        qint64 fresh = 0; ///< entries that are not held here
    };
    enum class Sealed {
        None, ///< the bundle has no payloads
        ForUs,
        NotForUs,
        Unknown, ///< the device key is locked, so nobody can tell
    };
    QByteArray id;
    QByteArray from; ///< public key of the device that made it
    QString fromName; ///< of its person; empty when unknown
    Purpose purpose = Purpose::All;
    QDateTime time;
    qint64 bytes = 0;
    QByteArrayList to; ///< devices the payloads are encrypted to
    QList<Log> logs;
    qint64 fresh = 0; ///< entries of all logs that are not held here
    qint64 cases = 0; ///< different cases among them
    qint64 blobs = 0; ///< evidence in it; where it is for us
    Sealed sealed = Sealed::None;
    QList<Error> problems; ///< why an import would be refused or bring less than it could; empty when all is well

    bool canBeImported() const { return !refusal; }
    std::optional<Error> refusal; ///< another workspace, not for us, a gap
};

/// Reads and verifies a bundle against itself and compares it with the log. Nothing is written but a private folder
/// that goes away again. Integrity with the words of FORMAT.md 12; Cancelled.
Result<ImportPreview> inspectBundle(log::Store& store, const QString& workspaceFolder, const QString& file,
    const Progress& progress = {}, const std::stop_token& stop = {});

struct ImportResult {
    Manifest manifest;
    log::MergeReport merge;
    qint64 blobs = 0; ///< evidence stored now
    HubCounts hub; ///< what came of the mirror's rows
    bool evidenceRefused
        = false; ///< the sender is not enrolled here, so nobody vouches for what is not signed entry by entry
    bool recorded = false; ///< log.seen and import.made were written; not when nothing was new, or this device forked
};

/// Takes a bundle: verifies all of it, then merges it in one transaction, then puts evidence and rows of the Hub into
/// the mirror (never over something newer), then records log.seen and import.made. On any damage nothing changes at
/// all. Locked; Integrity with the words of FORMAT.md 12, naming file and offset; Validation (age) when it is not for
/// this device; Validation for another workspace; Conflict for a gap; Cancelled. Thread: that of store and mirror.
Result<ImportResult> importBundle(log::Store& store, sync::Mirror& mirror, const QString& workspaceFolder,
    const QString& file, const Progress& progress = {}, const std::stop_token& stop = {});

/// Secrets in the form that the reader takes.
std::vector<log::Secret> secretsOf(const log::ExchangeSecrets& keys);

} // namespace docket::exchange
