#include "core/card/frontmatter.h"

#include "core/card/yamltree.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace docket::card
{

namespace
{

bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Length of the line end at `at` (0 when there is none).
qsizetype lineEndLength(QByteArrayView text, qsizetype at)
{
    if (at >= text.size())
        return 0;
    if (text[at] == '\n')
        return 1;
    if (text[at] == '\r')
        return at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
    return 0;
}

int countLines(QByteArrayView text)
{
    int lines = 0;
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype length = lineEndLength(text, i);
        lines += length > 0 ? 1 : 0;
        i += std::max<qsizetype>(length, 1);
    }
    return lines;
}

/// End of the closing fence that starts at `at`, or -1 when there is no fence.
qsizetype closingFenceEnd(QByteArrayView text, qsizetype at)
{
    if (!text.sliced(at).startsWith("---"))
        return -1;
    qsizetype i = at + 3;
    while (i < text.size() && (text[i] == ' ' || text[i] == '\t'))
        ++i;
    if (i == text.size())
        return i;
    const qsizetype length = lineEndLength(text, i);
    return length > 0 ? i + length : -1;
}

/// A thematic break opens many texts; only a key on the next written line makes it look like metadata.
bool looksLikeYaml(QByteArrayView text)
{
    qsizetype i = 0;
    while (i < text.size() && isSpace(text[i]))
        ++i;
    const qsizetype start = i;
    const auto isKey = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    while (i < text.size() && isKey(text[i]))
        ++i;
    return i > start && i < text.size() && text[i] == ':' && (i + 1 == text.size() || isSpace(text[i + 1]));
}

} // namespace

CardParts splitFrontMatter(QByteArrayView source)
{
    CardParts parts;
    parts.body = source;

    qsizetype i = 0;
    for (;;) {
        if (i < source.size() && isSpace(source[i]))
            ++i;
        else if (source.sliced(i).startsWith("\xEF\xBB\xBF"))
            i += 3;
        else
            break;
    }
    if (!source.sliced(i).startsWith("---"))
        return parts;
    const qsizetype openEnd = lineEndLength(source, i + 3);
    if (openEnd == 0)
        return parts;
    const qsizetype yamlStart = i + 3 + openEnd;

    qsizetype lineStart = yamlStart;
    while (lineStart <= source.size()) {
        if (const qsizetype end = lineStart < source.size() ? closingFenceEnd(source, lineStart) : -1; end >= 0) {
            parts.state = FrontMatterState::Closed;
            parts.yaml = source.sliced(yamlStart, lineStart - yamlStart);
            parts.yamlLine = countLines(source.first(yamlStart)) + 1;
            parts.body = source.sliced(end);
            parts.bodyLine = countLines(source.first(end)) + 1;
            return parts;
        }
        while (lineStart < source.size() && lineEndLength(source, lineStart) == 0)
            ++lineStart;
        if (lineStart == source.size())
            break;
        lineStart += lineEndLength(source, lineStart);
    }
    if (looksLikeYaml(source.sliced(yamlStart)))
        parts.state = FrontMatterState::Unclosed;
    return parts;
}

QString FieldValue::text() const
{
    switch (kind) {
    case Kind::Scalar:
        return scalar;
    case Kind::List:
        return items.isEmpty() ? QString() : items.first().text();
    default:
        return {};
    }
}

QStringList FieldValue::texts() const
{
    QStringList out;
    if (kind == Kind::Scalar)
        out << scalar;
    for (const FieldValue& item : items)
        if (item.kind == Kind::Scalar)
            out << item.scalar;
    return out;
}

const FieldValue* FieldValue::find(QStringView name) const
{
    for (const Field& field : fields)
        if (field.name == name)
            return &field.value;
    return nullptr;
}

bool FieldValue::isEmpty() const
{
    switch (kind) {
    case Kind::Null:
        return true;
    case Kind::Scalar:
        return scalar.trimmed().isEmpty();
    case Kind::List:
        return items.isEmpty();
    case Kind::Map:
        return fields.isEmpty();
    }
    return true;
}

const FieldValue* FrontMatter::find(QStringView name) const
{
    for (const Field& field : fields)
        if (field.name == name)
            return &field.value;
    return nullptr;
}

QStringList FrontMatter::texts(QStringView name) const
{
    const FieldValue* value = find(name);
    return value ? value->texts() : QStringList();
}

QString FrontMatter::text(QStringView name) const
{
    const FieldValue* value = find(name);
    return value ? value->text() : QString();
}

FrontMatter parseFrontMatter(const CardParts& parts, const YamlLimits& limits)
{
    FrontMatter out;
    out.state = parts.state;
    if (parts.state == FrontMatterState::Unclosed)
        out.notes << Note{ NoteCode::FrontMatterUnclosed, parts.bodyLine,
            u"The metadata block starts with --- and is never closed; it is shown as text."_s };
    if (parts.state != FrontMatterState::Closed)
        return out;
    out.raw = parts.yaml.toByteArray();
    out.firstLine = parts.yamlLine;

    YamlTree tree = readYaml(parts.yaml, parts.yamlLine, limits);
    out.notes += tree.notes;
    if (!tree.complete)
        return out;
    if (tree.root.kind == FieldValue::Kind::Null) { // nothing but comments
        out.valid = true;
        return out;
    }
    if (tree.root.kind != FieldValue::Kind::Map) {
        out.notes << Note{ NoteCode::FrontMatterNotMapping, parts.yamlLine,
            u"The metadata block is not a list of \"name: value\" fields; it is shown as written."_s };
        return out;
    }
    out.valid = true;
    out.fields = std::move(tree.root.fields);
    return out;
}

QStringList leadingFieldNames()
{
    return { u"license"_s, u"license_name"_s, u"license_link"_s, u"license_details"_s, u"base_model"_s,
        u"base_model_relation"_s, u"datasets"_s, u"models"_s, u"source_datasets"_s, u"language"_s, u"tags"_s,
        u"pipeline_tag"_s, u"task_categories"_s, u"library_name"_s, u"sdk"_s, u"title"_s, u"short_description"_s,
        u"hf_oauth"_s, u"hf_oauth_scopes"_s, u"duplicated_from"_s, u"extra_gated_heading"_s, u"extra_gated_prompt"_s,
        u"extra_gated_description"_s, u"extra_gated_fields"_s, u"extra_gated_button_content"_s,
        u"extra_gated_eu_disallowed"_s, u"annotations_creators"_s, u"language_creators"_s, u"size_categories"_s,
        u"co2_eq_emissions"_s, u"pretty_name"_s, u"new_version"_s, u"model-index"_s };
}

} // namespace docket::card
