#include "ui/review/viewertable.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <cmath>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype maximumColumns = 1000;
constexpr qsizetype maximumCell = qsizetype(1024) * 1024;
constexpr int maximumTypeDepth = 8;

struct Type {
    QString text;
    CellKind kind = CellKind::Nested;
    QStringList labels;
};

Type typeOf(const QJsonValue& value, int depth);

Type structure(const QJsonObject& fields)
{
    return { u"struct (%1)"_s.arg(fields.size()), CellKind::Nested, {} };
}

Type listOf(const QJsonValue& item, int depth)
{
    return { u"list of "_s + typeOf(item, depth + 1).text, CellKind::Nested, {} };
}

/// A feature's `type`: an object with `_type`, a bare list of one type, or an object of named types (a struct).
Type typeOf(const QJsonValue& value, int depth)
{
    if (depth > maximumTypeDepth)
        return { u"nested"_s, CellKind::Nested, {} };
    if (value.isArray())
        return listOf(value.toArray().first(), depth);
    const QJsonObject type = value.toObject();
    const QString name = type.value("_type"_L1).toString();
    if (name == "Value"_L1) {
        const QString dtype = type.value("dtype"_L1).toString();
        if (dtype == "bool"_L1)
            return { u"boolean"_s, CellKind::Boolean, {} };
        if (dtype.contains("int"_L1) || dtype.startsWith("float"_L1) || dtype.startsWith("decimal"_L1))
            return { dtype, CellKind::Number, {} };
        if (dtype.contains("binary"_L1))
            return { dtype, CellKind::Binary, {} };
        return { dtype.isEmpty() ? u"value"_s : dtype, CellKind::Text, {} };
    }
    if (name == "ClassLabel"_L1) {
        QStringList labels;
        for (const QJsonValue& label : type.value("names"_L1).toArray())
            labels.append(label.toVariant().toString());
        return { u"class label (%1)"_s.arg(labels.size()), CellKind::Label, labels };
    }
    static const QHash<QString, Type> media{
        { u"Image"_s, { u"image"_s, CellKind::Image, {} } },
        { u"Audio"_s, { u"audio"_s, CellKind::Audio, {} } },
        { u"Video"_s, { u"video"_s, CellKind::Video, {} } },
        { u"Pdf"_s, { u"PDF"_s, CellKind::Document, {} } },
    };
    if (const auto found = media.constFind(name); found != media.constEnd())
        return *found;
    if (name == "Sequence"_L1 || name == "List"_L1 || name == "LargeList"_L1)
        return listOf(type.value("feature"_L1), depth);
    if (name.startsWith("Array"_L1))
        return { name.toLower() + u" of "_s + type.value("dtype"_L1).toString(), CellKind::Nested, {} };
    if (name.startsWith("Translation"_L1))
        return { u"translation"_s, CellKind::Nested, {} };
    return name.isEmpty() && !type.isEmpty() ? structure(type)
                                             : Type{ name.isEmpty() ? u"unknown"_s : name, CellKind::Nested, {} };
}

QString compact(const QJsonValue& value)
{
    QByteArray json;
    if (value.isArray())
        json = QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    else if (value.isObject())
        json = QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    else
        return value.toVariant().toString();
    return QString::fromUtf8(json);
}

QString mediaText(const Column& column, const QJsonValue& value)
{
    const QJsonObject object = value.isArray() ? value.toArray().first().toObject() : value.toObject();
    const int width = object.value("width"_L1).toInt();
    const int height = object.value("height"_L1).toInt();
    if (width > 0 && height > 0)
        return u"%1 %2 × %3"_s.arg(column.type).arg(width).arg(height);
    const QString mime = object.value("type"_L1).toString();
    return mime.isEmpty() ? column.type : u"%1 · %2"_s.arg(column.type, mime);
}

/// Lists and structs of media carry signed addresses: they are shown without them.
QJsonValue withoutAddresses(const QJsonValue& value, int depth = 0)
{
    if (depth > 32)
        return u"…"_s;
    if (value.isArray()) {
        QJsonArray out;
        for (const QJsonValue& item : value.toArray())
            out.append(withoutAddresses(item, depth + 1));
        return out;
    }
    if (!value.isObject())
        return value;
    QJsonObject out;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const bool address = it.key() == "src"_L1 && it.value().toString().contains("Signature="_L1);
        out.insert(it.key(), address ? QJsonValue(u"(not loaded)"_s) : withoutAddresses(it.value(), depth + 1));
    }
    return out;
}

Cell cellOf(const Column& column, const QJsonValue& value)
{
    Cell cell;
    if (value.isNull() || value.isUndefined())
        return cell;
    cell.kind = column.kind;
    switch (column.kind) {
    case CellKind::Image:
    case CellKind::Audio:
    case CellKind::Video:
    case CellKind::Document:
        cell.text = mediaText(column, value);
        return cell;
    case CellKind::Binary:
        cell.text = u"binary, %1 characters in base64"_s.arg(value.toString().size());
        return cell;
    case CellKind::Boolean:
        cell.text = value.isBool() ? (value.toBool() ? u"true"_s : u"false"_s) : compact(value);
        return cell;
    case CellKind::Label: {
        const qint64 label = value.toInteger(-1);
        cell.text = label >= 0 && label < column.labels.size() ? column.labels[label] : compact(value);
        return cell;
    }
    case CellKind::Text:
    case CellKind::Number:
    case CellKind::Nested:
    case CellKind::Null:
        break;
    }
    cell.text = compact(withoutAddresses(value));
    if (cell.text.size() > maximumCell) {
        cell.text.truncate(maximumCell);
        cell.truncated = true;
    }
    return cell;
}

QString percent(double share)
{
    return QString::number(share * 100, 'f', share > 0 && share < 0.01 ? 1 : 0) + u" %"_s;
}

QString number(const QJsonValue& value)
{
    if (value.isString())
        return value.toString().section(u'T', 0, 0); // datetimes
    const double number = value.toDouble();
    const bool whole = number == std::floor(number) && std::abs(number) < 1e12;
    if (whole || (std::abs(number) >= 1000 && std::abs(number) < 1e12))
        return QLocale().toString(number, 'f', whole ? 0 : 1);
    return QLocale().toString(number, 'g', 4);
}

QString frequent(const QJsonObject& frequencies)
{
    QString most;
    double top = -1;
    for (auto it = frequencies.begin(); it != frequencies.end(); ++it) {
        if (it.value().toDouble() > top) {
            top = it.value().toDouble();
            most = it.key();
        }
    }
    return most;
}

QString statisticsLine(const QString& type, const QJsonObject& stats)
{
    QStringList parts;
    if (const double empty = stats.value("nan_proportion"_L1).toDouble(); empty > 0)
        parts.append(percent(empty) + u" empty"_s);
    const QJsonObject frequencies = stats.value("frequencies"_L1).toObject();
    if (!frequencies.isEmpty()) {
        const int distinct = stats.value("n_unique"_L1).toInt(static_cast<int>(frequencies.size()));
        parts.append(u"%1 distinct"_s.arg(distinct));
        if (type != "bool"_L1 || distinct > 0)
            parts.append(u"mostly “%1”"_s.arg(frequent(frequencies).left(24)));
    } else if (stats.contains("min"_L1) && !stats.value("min"_L1).isNull()) {
        const QString unit = type == "string_text"_L1 ? u" characters"_s
            : type == "list"_L1                       ? u" items"_s
            : type == "audio"_L1                      ? u" s"_s
            : type == "image"_L1                      ? u" px wide"_s
                                                      : QString();
        parts.append(number(stats.value("min"_L1)) + u" – "_s + number(stats.value("max"_L1)) + unit);
        if (unit.isEmpty() && stats.value("mean"_L1).isDouble())
            parts.append(u"mean "_s + number(stats.value("mean"_L1)));
    }
    return parts.join(u", "_s);
}

Error notATable(const QString& cause)
{
    return { ErrorCode::Parse, u"dataset viewer answer"_s, cause, u"sync again; the raw answer is kept"_s };
}

} // namespace

Result<ViewerTable> readRows(const QByteArray& json, int maximumRows)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isObject())
        return fail(notATable(problem.error ? problem.errorString() : u"it is not an object"_s));
    const QJsonObject root = document.object();
    if (!root.value("features"_L1).isArray() || !root.value("rows"_L1).isArray())
        return fail(notATable(u"it has no features and rows"_s));

    ViewerTable table;
    for (const QJsonValue& value : root.value("features"_L1).toArray()) {
        if (table.columns.size() == maximumColumns) {
            table.truncated = true;
            break;
        }
        const QJsonObject feature = value.toObject();
        Type type = typeOf(feature.value("type"_L1), 0);
        table.columns.append(
            { feature.value("name"_L1).toString(), std::move(type.text), type.kind, std::move(type.labels), {} });
    }
    const QJsonArray rows = root.value("rows"_L1).toArray();
    const qsizetype count = qMin(rows.size(), static_cast<qsizetype>(maximumRows));
    table.rows.reserve(count);
    for (qsizetype i = 0; i < count; ++i) {
        const QJsonObject object = rows[i].toObject();
        const QJsonObject values = object.value("row"_L1).toObject();
        const QJsonArray truncated = object.value("truncated_cells"_L1).toArray();
        TableRow row;
        row.index = object.value("row_idx"_L1).toInteger(i);
        row.cells.reserve(table.columns.size());
        for (const Column& column : std::as_const(table.columns)) {
            Cell cell = cellOf(column, values.value(column.name));
            cell.truncated = cell.truncated || truncated.contains(QJsonValue(column.name));
            row.cells.append(std::move(cell));
        }
        table.rows.append(std::move(row));
    }
    table.totalRows = root.value("num_rows_total"_L1).toInteger(-1);
    table.partial = root.value("partial"_L1).toBool();
    table.truncated
        = table.truncated || root.value("truncated"_L1).toBool() || count < rows.size() || table.totalRows > count;
    return table;
}

void readStatistics(const QByteArray& json, ViewerTable& table)
{
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    QHash<QString, QString> lines;
    for (const QJsonValue& value : root.value("statistics"_L1).toArray()) {
        const QJsonObject column = value.toObject();
        lines.insert(column.value("column_name"_L1).toString(),
            statisticsLine(column.value("column_type"_L1).toString(), column.value("column_statistics"_L1).toObject()));
    }
    for (Column& column : table.columns)
        column.statistics = lines.value(column.name);
    if (const qint64 examples = root.value("num_examples"_L1).toInteger(-1); examples > table.totalRows)
        table.totalRows = examples;
}

NoTable readRefusal(int status, const QByteArray& json, const QString& code, const QStringList& tags)
{
    using Reason = NoTable::Reason;
    NoTable refusal;
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    refusal.detail = root.value("error"_L1).toString().simplified().left(300);

    static const QList<std::pair<QLatin1StringView, Reason>> codes{
        { "NotSupportedTagNFAA"_L1, Reason::AudienceTag },
        { "NotSupportedDisabledRepository"_L1, Reason::TakenDown },
        { "NotSupportedDisabledViewer"_L1, Reason::SwitchedOff },
        { "NotSupportedPrivateRepository"_L1, Reason::Private },
        { "DatasetInBlockList"_L1, Reason::Blocked },
        { "DatasetWithScriptNotSupported"_L1, Reason::Script },
        { "DatasetWithTooManyConfigs"_L1, Reason::TooManyConfigs },
        { "ResponseNotReady"_L1, Reason::NotReady },
    };
    for (const auto& [name, reason] : codes) {
        if (code.contains(name)) {
            refusal.reason = reason;
            return refusal;
        }
    }
    if (status == 501)
        refusal.reason = tags.contains(u"not-for-all-audiences"_s) ? Reason::AudienceTag : Reason::NotSupported;
    else if (status == 401 || status == 403)
        refusal.reason = Reason::NoAccess;
    else if (status == 404)
        refusal.reason = Reason::Missing;
    else if (status == 500 && refusal.detail.contains("not ready"_L1))
        refusal.reason = Reason::NotReady;
    else
        refusal.reason = Reason::Broken;
    return refusal;
}

} // namespace docket::ui::review
