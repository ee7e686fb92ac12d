#include "core/exchange/archive.h"

#include <QFileInfo>

#include <archive.h>
#include <archive_entry.h>

#include <array>

namespace docket::exchange
{

using namespace Qt::StringLiterals;

void TarWriter::Close::operator()(::archive* handle) const
{
    archive_write_free(handle);
}

TarWriter::TarWriter(Sink out) : m_out(std::move(out)), m_archive(archive_write_new())
{
    archive_write_set_format_ustar(m_archive.get());
    archive_write_add_filter_none(m_archive.get());
    archive_write_set_bytes_per_block(m_archive.get(), 0);
    archive_write_set_bytes_in_last_block(m_archive.get(), 1);
    const auto write = [](::archive* handle, void* self, const void* data, size_t size) -> la_ssize_t {
        auto& writer = *static_cast<TarWriter*>(self);
        writer.m_outStatus = writer.m_out(QByteArrayView(static_cast<const char*>(data), static_cast<qsizetype>(size)));
        if (writer.m_outStatus)
            return static_cast<la_ssize_t>(size);
        archive_set_error(handle, EIO, "cannot write");
        return -1;
    };
    archive_write_open(m_archive.get(), this, nullptr, write, nullptr);
}

TarWriter::~TarWriter() = default;

Error TarWriter::writeError(const QByteArray& path) const
{
    if (!m_outStatus)
        return m_outStatus.error();
    return Error{ ErrorCode::Storage, QString::fromUtf8(path),
        u"cannot be put into the archive: "_s + QString::fromUtf8(archive_error_string(m_archive.get())), {} };
}

Status TarWriter::add(const QByteArray& path, qint64 size, const Source& content)
{
    struct FreeEntry {
        void operator()(archive_entry* entry) const { archive_entry_free(entry); }
    };
    const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), path.constData());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), size);
    archive_entry_set_mtime(entry.get(), 0, 0);
    archive_entry_set_uid(entry.get(), 0);
    archive_entry_set_gid(entry.get(), 0);
    if (archive_write_header(m_archive.get(), entry.get()) != ARCHIVE_OK)
        return fail(writeError(path));
    std::array<char, 65536> buffer;
    qint64 left = size;
    while (left > 0) {
        const auto room = std::span(buffer).first(static_cast<size_t>(std::min<qint64>(left, buffer.size())));
        DOCKET_ASSIGN(const qsizetype count, content(room));
        if (count == 0) {
            return fail(
                ErrorCode::Storage, QString::fromUtf8(path), u"became shorter while it was read"_s, u"try again"_s);
        }
        if (archive_write_data(m_archive.get(), buffer.data(), static_cast<size_t>(count)) != count)
            return fail(writeError(path));
        left -= count;
    }
    return {};
}

Status TarWriter::add(const QByteArray& path, QByteArrayView content)
{
    return add(path, content.size(), readBytes(content));
}

Status TarWriter::finish()
{
    if (archive_write_close(m_archive.get()) != ARCHIVE_OK)
        return fail(writeError("archive"));
    return {};
}

} // namespace docket::exchange
