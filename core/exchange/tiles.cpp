#include "core/exchange/tiles.h"

#include "core/log/format/fault.h"
#include "core/log/format/merkle.h"

#include <QFile>
#include <QtEndian>

namespace docket::exchange
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int entriesLevel = -1;
constexpr qint64 hashSize = 32;

/// Number of whole subtrees of a level: 256^level entries each.
qint64 countAt(qint64 size, int level)
{
    return level > 7 ? 0 : size >> (8 * level);
}

TileFile tileAt(int level, qint64 index, qint64 count)
{
    return { level, index, static_cast<int>(std::min(tileWidth, count - index * tileWidth)) };
}

} // namespace

QByteArray TileFile::path() const
{
    // Groups of three digits, all but the last behind an x: 1234 is x001/234.
    QByteArray name = QByteArray::number(index % 1000).rightJustified(3, '0');
    for (qint64 rest = index / 1000; rest > 0; rest /= 1000)
        name = 'x' + QByteArray::number(rest % 1000).rightJustified(3, '0') + '/' + name;
    QByteArray out = "tile/" + (level < 0 ? QByteArray("entries") : QByteArray::number(level)) + '/' + name;
    if (width < tileWidth)
        out += ".p/" + QByteArray::number(width);
    return out;
}

std::vector<TileFile> tileFiles(qint64 size, qint64 firstTile)
{
    std::vector<TileFile> files;
    const auto add = [&files](int level, qint64 first, qint64 count) {
        for (qint64 index = first; index * tileWidth < count; ++index)
            files.push_back(tileAt(level, index, count));
    };
    add(entriesLevel, firstTile, size);
    add(0, firstTile, size);
    for (int level = 1; countAt(size, level) > 0; ++level)
        add(level, 0, countAt(size, level));
    return files;
}

Status writeTiles(log::Store& store, const log::LogTip& tip, qint64 fromSeq, const TakeFile& take)
{
    for (const TileFile& file : tileFiles(tip.size, (fromSeq - 1) / tileWidth)) {
        QByteArray bytes;
        if (file.level == entriesLevel) {
            DOCKET_ASSIGN(const QByteArrayList notes, store.notesOf(tip, file.index * tileWidth + 1, file.width));
            if (notes.size() != file.width)
                return log::fault(u"tiles", u"%1 ends too early"_s.arg(QString::fromUtf8(tip.name)));
            for (const QByteArray& note : notes) {
                QByteArray length(2, Qt::Uninitialized);
                qToBigEndian(static_cast<quint16>(note.size()), length.data());
                bytes += length;
                bytes += note;
            }
        } else {
            DOCKET_ASSIGN(const std::vector<log::Hash> hashes,
                store.hashesOf(tip, file.level, file.index * tileWidth, file.width));
            for (const log::Hash& hash : hashes)
                bytes += hash.view();
        }
        DOCKET_TRY(take(file.path(), bytes));
    }
    return {};
}

TileLog::TileLog(QString folder, QString name, qint64 size, qint64 firstTile)
    : m_folder(std::move(folder)), m_name(std::move(name)), m_size(size), m_firstTile(firstTile)
{
}

tl::unexpected<Error> TileLog::fault(const TileFile& file, const QString& detail) const
{
    return tl::unexpected<Error>(log::faultError(ErrorCode::Integrity, m_name + u'/' + QString::fromLatin1(file.path()),
        u"tiles", detail, u"get the file again from whoever made it"_s));
}

Result<QByteArray> TileLog::read(const TileFile& file) const
{
    QFile disk(m_folder + u'/' + QString::fromLatin1(file.path()));
    if (!disk.open(QIODevice::ReadOnly))
        return fault(file, u"is missing"_s);
    return disk.readAll();
}

Result<std::vector<log::Hash>> TileLog::hashes(const TileFile& file) const
{
    DOCKET_ASSIGN(const QByteArray bytes, read(file));
    if (bytes.size() != file.width * hashSize)
        return fault(file, u"has %1 bytes, not %2"_s.arg(bytes.size()).arg(file.width * hashSize));
    std::vector<log::Hash> out;
    out.reserve(static_cast<size_t>(file.width));
    for (qsizetype at = 0; at < bytes.size(); at += hashSize)
        out.push_back(log::Hash::from(QByteArrayView(bytes).sliced(at, hashSize)));
    return out;
}

Result<QByteArrayList> TileLog::entries(const TileFile& file) const
{
    DOCKET_ASSIGN(const QByteArray bytes, read(file));
    QByteArrayList out;
    qsizetype at = 0;
    while (at < bytes.size()) {
        if (bytes.size() - at < 2)
            return fault(file, u"ends inside a length, at byte %1"_s.arg(at));
        const auto length = static_cast<qsizetype>(qFromBigEndian<quint16>(bytes.constData() + at));
        if (bytes.size() - at - 2 < length)
            return fault(file, u"ends inside an entry, at byte %1"_s.arg(at));
        out.append(bytes.mid(at + 2, length));
        at += 2 + length;
    }
    if (out.size() != file.width)
        return fault(file, u"has %1 entries, not %2"_s.arg(out.size()).arg(file.width));
    return out;
}

Result<log::Hash> TileLog::verify(const std::stop_token& stop)
{
    std::vector<log::Hash> below; // roots of the whole tiles of the level before, from `belowFirst` on
    qint64 belowFirst = m_firstTile;
    std::vector<std::vector<log::Hash>> loose; // per level: hashes that no higher tile covers yet
    for (int level = 0; level == 0 || countAt(m_size, level) > 0; ++level) {
        const qint64 count = countAt(m_size, level);
        const qint64 first = level == 0 ? m_firstTile : 0;
        std::vector<log::Hash> roots;
        std::vector<log::Hash> last;
        for (qint64 index = first; index * tileWidth < count; ++index) {
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled, m_name, u"stopped"_s);
            const TileFile file = tileAt(level, index, count);
            DOCKET_ASSIGN(const std::vector<log::Hash> tile, hashes(file));
            if (level == 0) {
                const TileFile entryFile = tileAt(entriesLevel, index, count);
                DOCKET_ASSIGN(const QByteArrayList notes, entries(entryFile));
                for (qsizetype i = 0; i < notes.size(); ++i) {
                    if (log::leafHash(notes.at(i)) != tile[static_cast<size_t>(i)])
                        return fault(entryFile,
                            u"entry %1 does not hash to its place in level 0"_s.arg(index * tileWidth + i + 1));
                }
            } else {
                for (qint64 i = std::max(index * tileWidth, belowFirst); i < index * tileWidth + file.width; ++i) {
                    if (below[static_cast<size_t>(i - belowFirst)] != tile[static_cast<size_t>(i - index * tileWidth)])
                        return fault(file, u"hash %1 is not the root of the tile below it"_s.arg(i));
                }
            }
            if (file.width == tileWidth)
                roots.push_back(log::treeRoot(tile));
            else
                last = tile;
        }
        loose.push_back(std::move(last));
        below = std::move(roots);
        belowFirst = first;
    }
    log::CompactRange range;
    for (size_t level = loose.size(); level-- > 0;) {
        for (const log::Hash& hash : loose[level])
            range.appendSubtree(hash, static_cast<int>(8 * level));
    }
    return range.root();
}

Result<QByteArrayList> TileLog::notes(qint64 fromSeq, int limit)
{
    QByteArrayList out;
    qint64 seq = fromSeq;
    while (out.size() < limit && seq <= m_size) {
        const qint64 index = (seq - 1) / tileWidth;
        if (index < m_firstTile)
            return fault(tileAt(entriesLevel, index, m_size), u"is not part of this bundle"_s);
        if (index != m_cachedTile) {
            DOCKET_ASSIGN(m_cached, entries(tileAt(entriesLevel, index, m_size)));
            m_cachedTile = index;
        }
        const qsizetype from = static_cast<qsizetype>(seq - 1 - index * tileWidth);
        const QByteArrayList part = m_cached.mid(from, limit - out.size());
        out += part;
        seq += part.size();
    }
    return out;
}

} // namespace docket::exchange
