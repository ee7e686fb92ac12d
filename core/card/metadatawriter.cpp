#include "core/card/metadatawriter.h"

#include "core/card/address.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace docket::card
{

namespace
{

constexpr int maximumValues = 3000; ///< of the whole table
constexpr qsizetype maximumText = 4000; ///< characters of one value
constexpr int maximumDepth = 6;
constexpr qsizetype maximumSource = 64 * 1024; ///< bytes of YAML in the page
constexpr qsizetype maximumColoured = 16 * 1024; ///< bytes; colours make ten times as many elements
constexpr qsizetype aroundMistake = 120; ///< bytes before and after

} // namespace

void MetadataWriter::text(const QString& plain)
{
    m_text.boundary();
    m_text.text(utf8(plain.size() > maximumText ? QString(plain.left(maximumText) + u'…') : plain), false);
}

void MetadataWriter::note(const QString& said)
{
    if (said.isEmpty())
        return;
    put(" <span class=\"metadata-note\">");
    text(said);
    put("</span>");
}

void MetadataWriter::table(const QList<const Field*>& fields)
{
    put("<table><tbody>");
    for (const Field* entry : fields)
        field(*entry);
    put("</tbody></table>");
}

void MetadataWriter::field(const Field& field)
{
    put("<tr data-line=\"" + std::to_string(field.line) + "\"><th scope=\"row\">");
    text(field.name);
    put("</th><td>");
    if (!explained(field))
        value(field.value, 0);
    put("</td></tr>");
}

void MetadataWriter::link(const QString& url, const QString& label)
{
    const int number = int(m_links.size()) + 1;
    m_links << Link{ number, url, label.left(200), 0 };
    put("<a href=\"card://c/link/" + std::to_string(number) + "\">");
    text(label);
    put("</a>");
}

void MetadataWriter::scalar(const QString& content)
{
    const Address address = readAddress(utf8(content));
    if (address.kind == AddressKind::Web)
        link(QString::fromStdString(address.text), content);
    else
        text(content);
}

void MetadataWriter::value(const FieldValue& content, int depth)
{
    if (++m_values > maximumValues || depth > maximumDepth) {
        put("<span class=\"metadata-cut\">…</span>");
        return;
    }
    switch (content.kind) {
    case FieldValue::Kind::Null:
        put("<span class=\"metadata-empty\">–</span>");
        break;
    case FieldValue::Kind::Scalar:
        scalar(content.scalar);
        break;
    case FieldValue::Kind::List: {
        const bool simple = std::none_of(content.items.cbegin(), content.items.cend(), [](const FieldValue& item) {
            return item.kind == FieldValue::Kind::List || item.kind == FieldValue::Kind::Map;
        });
        put(simple ? "<span class=\"metadata-list\">" : "<ul>");
        for (const FieldValue& item : content.items) {
            if (m_values > maximumValues)
                break;
            put(simple ? "<span class=\"metadata-item\">" : "<li>");
            value(item, depth + 1);
            put(simple ? "</span> " : "</li>");
        }
        put(simple ? "</span>" : "</ul>");
        break;
    }
    case FieldValue::Kind::Map:
        put("<ul class=\"metadata-map\">");
        for (const Field& inner : content.fields) {
            if (m_values > maximumValues)
                break;
            put("<li><b>");
            text(inner.name);
            put(":</b> ");
            value(inner.value, depth + 1);
            put("</li>");
        }
        put("</ul>");
        break;
    }
}

void MetadataWriter::source(const QByteArray& yaml, int line)
{
    qsizetype end = yaml.size();
    if (end > maximumSource)
        end = std::max<qsizetype>(yaml.lastIndexOf('\n', maximumSource), 0);
    const QByteArrayView shown = QByteArrayView(yaml).first(end);
    const std::string coloured = m_options.highlighter && shown.size() <= maximumColoured
        ? utf8(m_options.highlighter->highlight(QString::fromUtf8(shown), u"yaml"))
        : std::string();
    put("<pre data-line=\"" + std::to_string(line) + "\"><code class=\"language-yaml\">");
    if (shown.startsWith('\n'))
        put("\n"); // the parser of the page takes one away
    m_text.boundary();
    if (coloured.empty())
        m_text.text({ shown.data(), size_t(shown.size()) }, true);
    else
        m_text.html(coloured);
    put("</code></pre>");
    if (end < yaml.size()) {
        put("<p class=\"metadata-cut\">");
        text(m_labels.cut);
        put("</p>");
    }
}

void MetadataWriter::mistake(QByteArrayView line, int column)
{
    const auto isInside = [&](qsizetype at) {
        return at > 0 && at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80;
    };
    qsizetype at = 0;
    for (int i = 1; i < column && at < line.size(); ++i)
        do
            ++at;
        while (isInside(at));
    qsizetype after = std::min(at + 1, line.size());
    while (isInside(after))
        ++after;
    qsizetype start = std::max<qsizetype>(at - aroundMistake, 0);
    while (isInside(start))
        ++start;
    qsizetype end = std::min(after + aroundMistake, line.size());
    while (isInside(end))
        --end;
    const auto part = [&](qsizetype from, qsizetype to) {
        m_text.boundary();
        m_text.text({ line.data() + from, size_t(to - from) }, true);
    };
    put(start > 0 ? "<pre class=\"metadata-mistake\"><code>…" : "<pre class=\"metadata-mistake\"><code>");
    part(start, at);
    put("<mark>");
    if (after > at)
        part(at, after);
    else
        put(" "); // the mistake is that nothing more comes
    put("</mark>");
    part(after, end);
    put(end < line.size() ? "…</code></pre>" : "</code></pre>");
}

} // namespace docket::card
