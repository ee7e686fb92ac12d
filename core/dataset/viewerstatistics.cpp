#include "core/dataset/jsonvalue.h"
#include "core/dataset/viewer.h"

#include <algorithm>

namespace docket::dataset
{

using namespace Qt::StringLiterals;
namespace dom = simdjson::dom;

namespace
{

QString wordOf(const dom::element& value)
{
    NoteList ignored;
    TableLimits brief;
    brief.cellCharacters = 200;
    return jsonCell(value, -1, brief, ignored).text;
}

QList<Frequency> frequencies(const dom::element& figures)
{
    QList<Frequency> found;
    dom::object object;
    if (member(figures, "frequencies").get(object))
        return found;
    NoteList ignored;
    TableLimits brief;
    brief.cellCharacters = 200;
    for (const dom::key_value_pair field : object) {
        int64_t count = 0;
        if (!field.value.get(count))
            found.append({ textCell(viewOf(field.key), -1, brief, ignored).text, count });
    }
    std::stable_sort(
        found.begin(), found.end(), [](const Frequency& a, const Frequency& b) { return a.count > b.count; });
    return found;
}

/// A bin reaches from its edge up to the next, the last to the maximum.
QList<Frequency> histogram(const dom::element& figures)
{
    QList<Frequency> bins;
    dom::element description;
    dom::array counts;
    dom::array edges;
    if (member(figures, "histogram").get(description) || member(description, "hist").get(counts)
        || member(description, "bin_edges").get(edges))
        return bins;
    QStringList words;
    for (const dom::element edge : edges)
        words.append(wordOf(edge));
    qsizetype i = 0;
    for (const dom::element bin : counts) {
        int64_t count = 0;
        if (bin.get(count) || i + 1 >= words.size())
            break;
        bins.append({ words[i] + u" – "_s + words[i + 1], count });
        ++i;
    }
    return bins;
}

ColumnStatistics columnStatistics(const dom::element& item, const dom::element& figures, qint64 examples)
{
    ColumnStatistics column;
    column.name = stringMember(item, "column_name");
    column.typeText = stringMember(item, "column_type");
    column.count = examples;
    column.nulls = integerMember(figures, "nan_count").value_or(0);
    column.distinct = integerMember(figures, "n_unique");
    column.minimum = numberMember(figures, "min");
    column.maximum = numberMember(figures, "max");
    column.mean = numberMember(figures, "mean");
    column.median = numberMember(figures, "median");
    column.deviation = numberMember(figures, "std");
    column.earliest = stringMember(figures, "min");
    column.latest = stringMember(figures, "max");
    const QString& type = column.typeText;
    column.ofLengths = type == "string_text"_L1 || type == "list"_L1 || type == "audio"_L1 || type == "image"_L1;
    column.top = frequencies(figures);
    column.histogram = histogram(figures);
    if (type == "bool"_L1) {
        column.trueCount = 0;
        column.falseCount = 0;
        for (const Frequency& frequency : std::as_const(column.top)) {
            if (frequency.value.compare("true"_L1, Qt::CaseInsensitive) == 0)
                column.trueCount = frequency.count;
            else if (frequency.value.compare("false"_L1, Qt::CaseInsensitive) == 0)
                column.falseCount = frequency.count;
        }
    }
    return column;
}

} // namespace

Result<TableStatistics> decodeStatistics(QByteArrayView json)
{
    JsonText source;
    DOCKET_ASSIGN(const dom::element root, source.parse(json, u"answer of the dataset viewer"_s));
    dom::array items;
    const auto examples = integerMember(root, "num_examples");
    if (!examples || member(root, "statistics").get(items)) {
        return fail(ErrorCode::Parse, u"answer of the dataset viewer"_s, u"it has no statistics"_s, u"sync again"_s);
    }
    TableStatistics statistics;
    statistics.rows = *examples;
    statistics.partial = boolMember(root, "partial");
    for (const dom::element item : items) {
        dom::element figures;
        if (!member(item, "column_statistics").get(figures))
            statistics.columns.append(columnStatistics(item, figures, statistics.rows));
    }
    return statistics;
}

} // namespace docket::dataset
