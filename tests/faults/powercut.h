#pragma once

#include "tests/faults/faultvfs.h"

#include <map>
#include <memory>
#include <random>

namespace docket::test
{

/// What becomes of writes that no sync has made durable when the power goes.
enum class Unsynced {
    Kept,
    Dropped,
    Mixed, ///< each kept, dropped, torn in 512-byte sectors or filled with garbage, as the dice say
};

/// A disk that remembers which writes were synced. Fed with the operations of a FaultVfs recording, it gives the files
/// that a machine could find after losing power at that moment. Model: a sync makes the file's content durable, a
/// file's existence is durable after a sync of the folder; everything else is up to chance, each operation for itself.
class PowerCut
{
public:
    /// A file that was on the disk before the recording began.
    void have(const QString& file, const QByteArray& content);
    void apply(const DiskOp& op);
    /// Name and content of the files after a power cut now.
    std::map<QString, QByteArray> filesAfterCut(Unsynced fate, std::mt19937& random) const;

private:
    struct Content {
        QByteArray durable;
        std::vector<DiskOp> pending;
    };
    using Folder = std::map<QString, std::shared_ptr<Content>>;

    Folder m_now;
    Folder m_durable;
    std::vector<std::pair<QString, std::shared_ptr<Content>>> m_pendingNames; ///< null content: removed
};

} // namespace docket::test
