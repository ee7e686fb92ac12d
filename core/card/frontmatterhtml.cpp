#include "core/card/frontmatterhtml.h"

#include "core/card/address.h"
#include "core/card/textwriter.h"

using namespace Qt::StringLiterals;

namespace docket::card
{

namespace
{

constexpr int maximumValues = 3000; ///< of the whole table
constexpr qsizetype maximumText = 4000; ///< characters of one value
constexpr int maximumDepth = 6;
constexpr int maximumResults = 100;

class TableWriter
{
public:
    TableWriter(const RenderOptions& options, QList<Link>& links)
        : m_options(options), m_links(links), m_text(m_out) { }

    QByteArray write(const FrontMatter& metadata)
    {
        const QStringList leading = leadingFieldNames();
        QList<const Field*> first;
        QList<const Field*> rest;
        for (const QString& name : leading)
            for (const Field& field : metadata.fields)
                if (field.name == name)
                    first << &field;
        for (const Field& field : metadata.fields)
            if (!leading.contains(field.name))
                rest << &field;

        put("<section class=\"metadata\" aria-label=\"" + escapedAttribute(utf8(m_options.labels.metadata)) + "\">");
        if (!first.isEmpty())
            table(first);
        if (!rest.isEmpty()) {
            put("<details class=\"metadata-more\"><summary>");
            text(m_options.labels.moreFields);
            put(" (" + std::to_string(rest.size()) + ")</summary>");
            table(rest);
            put("</details>");
        }
        put("</section>");
        return QByteArray::fromStdString(m_out);
    }

    QByteArray writeRaw(const FrontMatter& metadata)
    {
        put("<section class=\"metadata metadata-broken\" aria-label=\""
            + escapedAttribute(utf8(m_options.labels.metadata)) + "\"><p class=\"metadata-message\">");
        text(m_options.labels.metadataBroken);
        put("</p>");
        for (const Note& note : metadata.notes) {
            put("<p class=\"metadata-message\">");
            put(std::to_string(note.line) + ": ");
            text(note.text);
            put("</p>");
        }
        const QString raw = QString::fromUtf8(metadata.raw.left(64 * 1024));
        const QString highlighted = m_options.highlighter ? m_options.highlighter->highlight(raw, u"yaml") : QString();
        put("<pre data-line=\"" + std::to_string(metadata.firstLine) + "\"><code class=\"language-yaml\">");
        if (raw.startsWith(u'\n'))
            put("\n");
        if (highlighted.isEmpty())
            m_text.text(utf8(raw), true);
        else
            m_text.html(utf8(highlighted));
        put("</code></pre></section>");
        return QByteArray::fromStdString(m_out);
    }

private:
    void put(std::string_view html) { m_out.append(html); }
    void text(const QString& plain)
    {
        m_text.boundary();
        m_text.text(utf8(plain.size() > maximumText ? QString(plain.left(maximumText) + u'…') : plain), false);
    }

    void table(const QList<const Field*>& fields)
    {
        put("<table><tbody>");
        for (const Field* field : fields) {
            put("<tr data-line=\"" + std::to_string(field->line) + "\"><th scope=\"row\">");
            text(field->name);
            put("</th><td>");
            if (field->name == "model-index"_L1)
                results(field->value);
            else
                value(field->value, 0);
            put("</td></tr>");
        }
        put("</tbody></table>");
    }

    void scalar(const QString& content)
    {
        const Address address = readAddress(utf8(content));
        if (address.kind != AddressKind::Web) {
            text(content);
            return;
        }
        const int number = int(m_links.size()) + 1;
        m_links << Link{ number, QString::fromStdString(address.text), content.left(200), 0 };
        put("<a href=\"card://c/link/" + std::to_string(number) + "\">");
        text(content);
        put("</a>");
    }

    void value(const FieldValue& content, int depth)
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
            bool simple = true;
            for (const FieldValue& item : content.items)
                simple = simple && item.kind != FieldValue::Kind::List && item.kind != FieldValue::Kind::Map;
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
            for (const Field& field : content.fields) {
                if (m_values > maximumValues)
                    break;
                put("<li><b>");
                text(field.name);
                put(":</b> ");
                value(field.value, depth + 1);
                put("</li>");
            }
            put("</ul>");
            break;
        }
    }

    static QString textOf(const FieldValue& map, QStringView part, QStringView name)
    {
        const FieldValue* inner = map.find(part);
        const FieldValue* found = inner ? inner->find(name) : nullptr;
        return found ? found->text() : QString();
    }

    /// `model-index` as lines "task · dataset · metric value" instead of its five levels.
    void results(const FieldValue& index)
    {
        int written = 0;
        put("<ul class=\"metadata-results\">");
        for (const FieldValue& model : index.items) {
            const FieldValue* list = model.find(u"results");
            for (const FieldValue& result : list ? list->items : QList<FieldValue>()) {
                const FieldValue* metrics = result.find(u"metrics");
                for (const FieldValue& metric : metrics ? metrics->items : QList<FieldValue>()) {
                    if (++written > maximumResults)
                        break;
                    QStringList parts;
                    for (const QString& part :
                        { textOf(result, u"task", u"type"), textOf(result, u"dataset", u"name") })
                        if (!part.isEmpty())
                            parts << part;
                    const FieldValue* name = metric.find(u"name");
                    if (!name)
                        name = metric.find(u"type");
                    const FieldValue* number = metric.find(u"value");
                    parts << (name ? name->text() : QString()) + u' ' + (number ? number->text() : u"–"_s);
                    put("<li>");
                    text(parts.join(u" · "_s));
                    put("</li>");
                }
            }
        }
        put("</ul>");
        if (written == 0)
            value(index, 0);
    }

    const RenderOptions& m_options;
    QList<Link>& m_links;
    std::string m_out;
    TextWriter m_text;
    int m_values = 0;
};

} // namespace

QByteArray frontMatterHtml(const FrontMatter& metadata, const RenderOptions& options, QList<Link>& links)
{
    if (metadata.state != FrontMatterState::Closed)
        return {};
    TableWriter writer(options, links);
    if (!metadata.valid)
        return writer.writeRaw(metadata);
    return metadata.fields.isEmpty() ? QByteArray() : writer.write(metadata);
}

} // namespace docket::card
