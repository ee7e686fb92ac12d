#pragma once

#include "core/log/store/store.h"

#include <vector>

namespace docket::exchange
{

/// Width of a tile (c2sp.org/tlog-tiles).
inline constexpr qint64 tileWidth = 256;

/// One file of a log kept as tiles.
struct TileFile {
    int level = 0; ///< -1: entries
    qint64 index = 0;
    int width = 256; ///< 1 to 256 hashes or entries

    /// "tile/0/x001/234.p/7", "tile/entries/000"
    QByteArray path() const;
    bool operator==(const TileFile&) const = default;
};

/// The files of a log of `size` entries, in the order of level and index: entries and level 0 from `firstTile` on,
/// higher levels whole (FORMAT.md 10).
std::vector<TileFile> tileFiles(qint64 size, qint64 firstTile = 0);

/// Takes one finished file: its path inside the log's folder, and its bytes.
using TakeFile = std::function<Status(const QByteArray& path, const QByteArray& bytes)>;
/// Gives the tiles of a tip to `take`: those from the tile that contains entry `fromSeq` on. Reads a tile at a time.
Status writeTiles(log::Store& store, const log::LogTip& tip, qint64 fromSeq, const TakeFile& take);

/// A log read back from tiles on disk.
/// Thread: one at a time.
class TileLog
{
public:
    /// `folder` holds `tile/`; `size` is the checkpoint's. Nothing is read yet.
    TileLog(QString folder, QString name, qint64 size, qint64 firstTile);

    qint64 firstSeq() const { return m_firstTile * tileWidth + 1; }
    qint64 size() const { return m_size; }
    /// Reads every tile, compares each level with the one below and the entries with level 0, and gives the root of the
    /// tree. Integrity, word "tiles", naming the file; Cancelled.
    Result<log::Hash> verify(const std::stop_token& stop = {});
    /// The notes with seq `fromSeq`, …, at most `limit`; fewer only at the end. Integrity, word "tiles".
    Result<QByteArrayList> notes(qint64 fromSeq, int limit);

private:
    tl::unexpected<Error> fault(const TileFile& file, const QString& detail) const;
    Result<QByteArray> read(const TileFile& file) const;
    Result<std::vector<log::Hash>> hashes(const TileFile& file) const;
    Result<QByteArrayList> entries(const TileFile& file) const;

    QString m_folder;
    QString m_name;
    qint64 m_size;
    qint64 m_firstTile;
    qint64 m_cachedTile = -1;
    QByteArrayList m_cached;
};

} // namespace docket::exchange
