#include "core/exchange/archive.h"
#include "core/exchange/gzipstream.h"

#include <QRegularExpression>

#include <archive.h>
#include <archive_entry.h>

namespace docket::exchange
{

using namespace Qt::StringLiterals;

struct PathRules::Compiled {
    std::vector<std::pair<QRegularExpression, qint64>> rules;
};

PathRules::PathRules(QList<Rule> rules, qint64 mostFiles, qint64 mostBytes, Order order)
    : m_mostFiles(mostFiles), m_mostBytes(mostBytes), m_order(order)
{
    auto compiled = std::make_shared<Compiled>();
    for (const Rule& rule : rules)
        compiled->rules.emplace_back(QRegularExpression(QRegularExpression::anchoredPattern(rule.pattern)), rule.most);
    m_rules = std::move(compiled);
}

qint64 PathRules::mostFor(const QByteArray& path) const
{
    const QString text = QString::fromLatin1(path);
    for (const auto& [pattern, most] : m_rules->rules) {
        if (pattern.match(text).hasMatch())
            return most;
    }
    return -1;
}

void TarReader::Close::operator()(::archive* handle) const
{
    archive_read_free(handle);
}

TarReader::TarReader(Source in, PathRules rules, QString name)
    : m_in(std::move(in)),
      m_rules(std::move(rules)),
      m_name(std::move(name)),
      m_buffer(size_t(64) * 1024),
      m_archive(archive_read_new())
{
    // Nothing but tar: a filter or another format would be a second parser that foreign bytes meet.
    archive_read_support_format_tar(m_archive.get());
    const auto read = [](::archive* handle, void* self, const void** data) -> la_ssize_t {
        auto& reader = *static_cast<TarReader*>(self);
        const auto count = reader.m_in(reader.m_buffer);
        if (!count) {
            reader.m_inStatus = tl::unexpected<Error>(count.error());
            archive_set_error(handle, EIO, "cannot read");
            return -1;
        }
        *data = reader.m_buffer.data();
        return *count;
    };
    archive_read_open(m_archive.get(), this, nullptr, read, nullptr);
}

TarReader::~TarReader() = default;

tl::unexpected<Error> TarReader::fault(const QString& detail) const
{
    if (!m_inStatus)
        return tl::unexpected<Error>(m_inStatus.error());
    const QString where = m_file.path.isEmpty() ? m_name : m_name + u", "_s + QString::fromUtf8(m_file.path);
    return archiveFault(where, u"%1, at byte %2"_s.arg(detail).arg(archive_filter_bytes(m_archive.get(), 0)));
}

Status TarReader::checkEnd()
{
    m_ended = true;
    m_file = {};
    // The zeros behind the archive's last block are read too, so that the checksum of the packing is compared.
    constexpr qint64 mostPadding = 64 * 1024;
    for (qint64 padding = 0;;) {
        const auto count = m_in(m_buffer);
        if (!count)
            return tl::unexpected<Error>(count.error());
        if (*count == 0)
            return {};
        padding += *count;
        if (padding > mostPadding)
            return fault(u"something follows the end"_s);
    }
}

Result<std::optional<TarReader::File>> TarReader::next()
{
    if (m_ended)
        return std::optional<File>();
    archive_entry* entry = nullptr;
    const int code = archive_read_next_header(m_archive.get(), &entry);
    if (code == ARCHIVE_EOF && m_inStatus) {
        if (m_files == 0)
            return fault(u"is no tar file"_s);
        DOCKET_TRY(checkEnd());
        return std::optional<File>();
    }
    if (code != ARCHIVE_OK)
        return fault(u"is no tar file or is damaged"_s);
    const QByteArray before = m_file.path;
    const char* const path = archive_entry_pathname(entry);
    m_file = { QByteArray(path ? path : ""), archive_entry_size(entry) };
    m_left = m_file.size;
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) || archive_entry_symlink(entry))
        return fault(u"is not a regular file"_s);
    const qint64 most = m_rules.mostFor(m_file.path);
    if (most < 0)
        return fault(u"does not belong there"_s);
    if (m_rules.order() == PathRules::Order::Sorted && m_file.path <= before)
        return fault(u"is not in its place: files are sorted by path"_s);
    if (!archive_entry_size_is_set(entry) || m_file.size < 0 || m_file.size > most)
        return fault(u"has %1 bytes, more than the %2 allowed"_s.arg(m_file.size).arg(most));
    m_bytes += m_file.size;
    if (++m_files > m_rules.mostFiles() || m_bytes > m_rules.mostBytes())
        return fault(u"the archive holds more than the %1 files or %2 bytes allowed"_s.arg(m_rules.mostFiles())
                         .arg(m_rules.mostBytes()));
    return std::optional(m_file);
}

Result<qsizetype> TarReader::read(std::span<char> room)
{
    if (m_left == 0)
        return 0;
    const la_ssize_t count
        = archive_read_data(m_archive.get(), room.data(), std::min(room.size(), static_cast<size_t>(m_left)));
    if (count <= 0)
        return fault(u"is cut off or damaged"_s);
    m_left -= count;
    return static_cast<qsizetype>(count);
}

Result<QByteArray> TarReader::readAll()
{
    QByteArray out(m_left, Qt::Uninitialized);
    DOCKET_ASSIGN(const qsizetype count,
        readFully([this](std::span<char> room) { return read(room); },
            std::span(out.data(), static_cast<size_t>(out.size()))));
    Q_ASSERT(count == out.size());
    return out;
}

} // namespace docket::exchange
