#pragma once

#include "core/exchange/bytestream.h"

#include <QByteArray>
#include <QByteArrayList>

#include <memory>

struct archive;

namespace docket::exchange
{

/// Writes a ustar archive: regular files only, owner 0, mode 0644, time 0 (FORMAT.md 10). libarchive.
class TarWriter
{
public:
    explicit TarWriter(Sink out);
    ~TarWriter();
    /// Exactly `size` bytes come from `content`.
    Status add(const QByteArray& path, qint64 size, const Source& content);
    Status add(const QByteArray& path, QByteArrayView content);
    Status finish();

private:
    struct Close {
        void operator()(::archive* handle) const;
    };
    Error writeError(const QByteArray& path) const;

    Sink m_out;
    Status m_outStatus; ///< what the sink said, libarchive has no room for it
    std::unique_ptr<::archive, Close> m_archive;
};

/// What a path in an archive may be, and how large its file.
class PathRules
{
public:
    struct Rule {
        QString pattern; ///< regular expression over the whole path
        qint64 most = 0; ///< bytes
    };
    enum class Order { Sorted, Any };
    PathRules(QList<Rule> rules, qint64 mostFiles, qint64 mostBytes, Order order = Order::Sorted);
    /// The most bytes the file may have; -1 when the path is not allowed.
    qint64 mostFor(const QByteArray& path) const;
    Order order() const { return m_order; }
    qint64 mostFiles() const { return m_mostFiles; }
    qint64 mostBytes() const { return m_mostBytes; } ///< of all files together

private:
    struct Compiled;
    std::shared_ptr<const Compiled> m_rules;
    qint64 m_mostFiles;
    qint64 m_mostBytes;
    Order m_order;
};

/// Reads what TarWriter wrote, and nothing else: regular files with allowed paths, sorted (then each is there
/// once) where the rules say so, and no larger than they say. Sizes are compared before a byte is read. Integrity, word
/// "archive", naming file and offset.
class TarReader
{
public:
    struct File {
        QByteArray path;
        qint64 size = 0;
    };

    TarReader(Source in, PathRules rules, QString name);
    ~TarReader();
    /// The next file; nullopt at the end. What is left of the one before is read over.
    Result<std::optional<File>> next();
    /// Content of the current file; 0 at its end.
    Result<qsizetype> read(std::span<char> room);
    /// All that is left of the current file.
    Result<QByteArray> readAll();

private:
    struct Close {
        void operator()(::archive* handle) const;
    };
    tl::unexpected<Error> fault(const QString& detail) const;
    /// The end of the archive and of what it lies in.
    Status checkEnd();

    Source m_in;
    PathRules m_rules;
    QString m_name;
    Status m_inStatus;
    std::vector<char> m_buffer;
    File m_file;
    qint64 m_left = 0;
    qint64 m_files = 0;
    qint64 m_bytes = 0;
    bool m_ended = false;
    std::unique_ptr<::archive, Close> m_archive;
};

} // namespace docket::exchange
