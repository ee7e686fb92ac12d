#include "core/dataset/csvrecord.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <cstring>

namespace docket::dataset
{

namespace
{

constexpr qint64 sample = 64 * 1024;

qint64 find(QByteArrayView bytes, qint64 from, qint64 end, char c)
{
    if (from >= end)
        return -1;
    const void* hit = std::memchr(bytes.data() + from, c, static_cast<size_t>(end - from));
    return hit == nullptr ? -1 : static_cast<const char*>(hit) - bytes.data();
}

/// Offset of the quote that closes the field opened at `open`, -1 when there is none near enough.
qint64 closingQuote(QByteArrayView bytes, qint64 open)
{
    const qint64 end = std::min<qint64>(bytes.size(), open + maximumQuoted);
    qint64 at = open + 1;
    while (true) {
        const qint64 quote = find(bytes, at, end, '"');
        if (quote < 0)
            return -1;
        if (quote + 1 < bytes.size() && bytes[quote + 1] == '"') {
            at = quote + 2;
            continue;
        }
        return quote;
    }
}

void appendUnquoted(QByteArray& out, QByteArrayView inner, qint64 limit)
{
    inner = inner.first(std::min<qint64>(inner.size(), limit * 2));
    qsizetype at = 0;
    while (at < inner.size()) {
        const qint64 quote = find(inner, at, inner.size(), '"');
        if (quote < 0) {
            out.append(inner.sliced(at));
            return;
        }
        out.append(inner.sliced(at, quote + 1 - at));
        at = quote + 2; // the second of a doubled quote
    }
}

/// How regular the sample looks under a dialect: share of records with the most common number of fields, less when the
/// first record, which may be headings, has another number; 0 when it has only one field.
double regularity(QByteArrayView bytes, const CsvDialect& dialect)
{
    constexpr int enough = 200;
    QHash<qint64, int> counts;
    int records = 0;
    qint64 first = 0;
    qint64 offset = skipBlankLines(bytes, 0);
    while (offset < bytes.size() && records < enough) {
        const CsvRecord record = readCsvRecord(bytes, offset, dialect, true, 0, 0);
        if (record.next >= bytes.size() && records > 1)
            break; // perhaps cut off by the end of the sample
        if (records == 0)
            first = record.fieldCount;
        if (records == 1)
            counts.clear(); // the first record counts only where it is the only one
        ++records;
        // Tab-separated texts are often written without any quoting, so that a stray quote swallows rows.
        const bool suspect = record.unclosedQuote || (dialect.delimiter == '\t' && record.swallowedLines);
        ++counts[suspect ? 0 : record.fieldCount];
        offset = skipBlankLines(bytes, record.next);
    }
    int best = 0;
    int all = 0;
    qint64 usual = 0;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it) {
        all += it.value();
        if (it.key() > 1 && it.value() > best) {
            best = it.value();
            usual = it.key();
        }
    }
    if (all == 0 || first < 2)
        return 0;
    // Headings may lack the name of an index column.
    const double agreement = first == usual ? 1.0 : first == usual - 1 ? 0.6 : 0.4;
    return agreement * best / all;
}

} // namespace

CsvDialect sniffDialect(QByteArrayView bytes, char preferred)
{
    const QByteArrayView head = bytes.first(std::min<qint64>(bytes.size(), sample));
    CsvDialect base;
    if (find(head, 0, head.size(), '\n') < 0 && find(head, 0, head.size(), '\r') >= 0)
        base.lineEnd = '\r';
    base.delimiter = preferred;
    CsvDialect best = base;
    double bestFit = regularity(head, base);
    const auto consider = [&](CsvDialect dialect, double margin) {
        const double fit = regularity(head, dialect);
        if (fit > bestFit + margin) {
            best = dialect;
            bestFit = fit;
        }
    };
    CsvDialect bare = base;
    bare.quotes = false;
    consider(bare, preferred == '\t' ? 0 : 0.02);
    // Another delimiter than the suffix promises must be clearly better.
    for (const char delimiter : { ',', '\t', ';', '|' }) {
        CsvDialect other = base;
        other.delimiter = delimiter;
        if (delimiter != preferred)
            consider(other, 0.3);
    }
    return best;
}

CsvRecord readCsvRecord(
    QByteArrayView bytes, qint64 offset, const CsvDialect& dialect, bool keep, int maximumFields, qint64 maximumField)
{
    CsvRecord record;
    const qint64 size = bytes.size();
    if (!keep) {
        // Most records hold no quote: two searches, no field is looked at.
        const qint64 end = find(bytes, offset, size, dialect.lineEnd);
        const qint64 stop = end < 0 ? size : end;
        if (!dialect.quotes || find(bytes, offset, stop, '"') < 0) {
            record.next = end < 0 ? size : end + 1;
            return record;
        }
    }
    qint64 at = offset;
    qint64 lineStop = -1; // the line end at or after `at`, found once a line
    while (true) {
        CsvField field;
        qint64 from = at;
        if (dialect.quotes && at < size && bytes[at] == '"') {
            const qint64 close = closingQuote(bytes, at);
            if (close < 0) {
                record.unclosedQuote = true;
            } else {
                field.quoted = true;
                field.size = close - at - 1;
                record.swallowedLines = record.swallowedLines
                    || (keep && find(bytes, at, close, dialect.lineEnd) >= 0
                        && find(bytes, at, close, dialect.delimiter) >= 0);
                if (keep && record.fields.size() < maximumFields)
                    appendUnquoted(field.text, bytes.sliced(at + 1, close - at - 1), maximumField);
                from = close + 1;
            }
        }
        if (lineStop < from) {
            const qint64 end = find(bytes, from, size, dialect.lineEnd);
            lineStop = end < 0 ? size : end;
        }
        const qint64 delimiter = find(bytes, from, lineStop, dialect.delimiter);
        qint64 stop = delimiter < 0 ? lineStop : delimiter;
        const bool last = delimiter < 0;
        if (last && dialect.lineEnd == '\n' && lineStop < size && stop > from && bytes[stop - 1] == '\r')
            --stop;
        ++record.fieldCount;
        if (keep && record.fields.size() < maximumFields) {
            field.text.append(bytes.sliced(from, std::min(stop - from, maximumField * 2)));
            field.size += stop - from;
            if (field.size < maximumField)
                field.size = field.text.size();
            record.fields.append(std::move(field));
        }
        if (last) {
            record.next = lineStop < size ? lineStop + 1 : size;
            return record;
        }
        at = delimiter + 1;
    }
}

qint64 skipBlankLines(QByteArrayView bytes, qint64 offset)
{
    while (offset < bytes.size() && (bytes[offset] == '\n' || bytes[offset] == '\r'))
        ++offset;
    return offset;
}

} // namespace docket::dataset
