#include "core/dataset/csvrecord.h"
#include "core/dataset/jsoncolumns.h"

#include <cstring>

namespace docket::dataset
{

using namespace Qt::StringLiterals;
namespace dom = simdjson::dom;

namespace
{

/// A line longer than this is not parsed, bytes.
constexpr qint64 maximumLine = qint64(64) * 1024 * 1024;

class JsonLinesSource final : public RowSource
{
public:
    JsonLinesSource(ByteSource bytes, QString name, const TableLimits& limits)
        : m_source(std::move(bytes)), m_name(std::move(name)), m_limits(limits)
    {
    }

    qint64 position() const override { return m_at; }
    void seek(qint64 position) override { m_at = position; }
    bool atEnd() const override { return m_at >= m_source.bytes().size(); }
    void skip() override { line(); }
    QList<Cell> read(qint64 row, NoteList& notes) override;
    Status prepare(NoteList& notes) override;

private:
    QByteArrayView line();
    Result<dom::element> parsed(qint64 row);

    ByteSource m_source;
    QString m_name;
    TableLimits m_limits;
    JsonText m_text;
    JsonColumns m_layout;
    qint64 m_at = 0;
};

/// The line at the position, without its end; moves on to the next that is not blank.
QByteArrayView JsonLinesSource::line()
{
    const QByteArrayView bytes = m_source.bytes();
    const char* start = bytes.data() + m_at;
    const auto left = static_cast<size_t>(bytes.size() - m_at);
    const void* hit = std::memchr(start, '\n', left);
    const qint64 length = hit == nullptr ? bytes.size() - m_at : static_cast<const char*>(hit) - start;
    m_at = skipBlankLines(bytes, std::min<qint64>(m_at + length + 1, bytes.size()));
    return QByteArrayView(start, length);
}

Result<dom::element> JsonLinesSource::parsed(qint64 row)
{
    const QByteArrayView text = line();
    const QString thing = u"%1, row %2"_s.arg(m_name).arg(row);
    if (text.size() > maximumLine)
        return fail(ErrorCode::LimitExceeded, thing, u"longer than 64 MB"_s);
    return m_text.parse(text, thing);
}

Status JsonLinesSource::prepare(NoteList& notes)
{
    if (!m_source.converted().isEmpty())
        notes.add(TableNoteCode::ByteOrderMark, -1, u"the file is written in "_s + m_source.converted());
    m_at = skipBlankLines(m_source.bytes(), 0);
    if (atEnd())
        return fail(ErrorCode::Parse, m_name, u"the file is empty"_s, u"name a file with at least one line of JSON"_s);
    const qint64 start = m_at;
    int good = 0;
    std::optional<Error> firstError;
    for (int row = 0; row < inferenceRows && !atEnd(); ++row) {
        const auto record = parsed(row);
        if (record) {
            m_layout.learn(*record, m_limits);
            ++good;
        } else if (!firstError) {
            firstError = record.error();
        }
    }
    if (good == 0)
        return fail(*firstError);
    columns = m_layout.columns();
    if (m_layout.cut())
        notes.add(TableNoteCode::ColumnsCut, -1, u"only the first %1 columns are shown"_s.arg(m_limits.columns));
    m_at = start;
    return {};
}

QList<Cell> JsonLinesSource::read(qint64 row, NoteList& notes)
{
    const auto record = parsed(row);
    if (!record) {
        notes.add(TableNoteCode::InvalidLine, row, u"row %1: %2"_s.arg(row).arg(record.error().cause));
        return QList<Cell>(columns.size());
    }
    if (m_text.rounded())
        notes.add(TableNoteCode::NumberRounded, row, u"an integer beyond 64 bits is shown rounded"_s);
    return m_layout.layOut(*record, row, m_limits, notes);
}

} // namespace

std::unique_ptr<RowSource> makeJsonLinesSource(ByteSource bytes, const QString& name, const TableLimits& limits)
{
    return std::make_unique<JsonLinesSource>(std::move(bytes), name, limits);
}

} // namespace docket::dataset
