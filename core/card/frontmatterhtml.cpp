#include "core/card/frontmatterhtml.h"

#include "core/card/metadatawriter.h"

using namespace Qt::StringLiterals;

namespace docket::card
{

namespace
{

void openSection(MetadataWriter& out, const RenderOptions& options, std::string_view classes)
{
    out.put("<section class=\"");
    out.put(classes);
    out.put("\" aria-label=\"" + escapedAttribute(utf8(options.labels.metadata)) + "\">");
}

/// The 1-based line of `raw` that a note is about, without its line end.
QByteArrayView lineOf(const FrontMatter& metadata, int line)
{
    QByteArrayView rest = metadata.raw;
    for (int i = metadata.firstLine; i < line && !rest.isEmpty(); ++i) {
        const qsizetype end = rest.indexOf('\n');
        rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
    }
    const qsizetype end = rest.indexOf('\n');
    return end < 0 ? rest : rest.first(end);
}

QByteArray broken(const FrontMatter& metadata, const RenderOptions& options, QList<Link>& links)
{
    MetadataWriter out(options, links);
    openSection(out, options, "metadata metadata-broken");
    out.put("<p class=\"metadata-message\">");
    out.text(options.labels.metadataBroken);
    out.put("</p>");
    for (const Note& note : metadata.notes) {
        out.put("<p class=\"metadata-message\">");
        if (note.column > 0)
            out.text(options.labels.fields.place.arg(note.line).arg(note.column));
        else
            out.put(std::to_string(note.line));
        out.put(": ");
        out.text(note.text);
        out.put("</p>");
        if (note.column > 0)
            out.mistake(lineOf(metadata, note.line), note.column);
    }
    out.source(metadata.raw, metadata.firstLine);
    out.put("</section>");
    return out.take();
}

QByteArray readable(const FrontMatter& metadata, const RenderOptions& options, QList<Link>& links)
{
    static const QStringList leading = leadingFieldNames();
    QList<const Field*> first;
    QList<const Field*> rest;
    for (const QString& name : leading)
        for (const Field& field : metadata.fields)
            if (field.name == name)
                first << &field;
    for (const Field& field : metadata.fields)
        if (!leading.contains(field.name))
            rest << &field;

    MetadataWriter out(options, links);
    openSection(out, options, "metadata");
    // Before the table: of two blocks that start on a line the later one is the line's place.
    out.put("<details class=\"metadata-source\"><summary>");
    out.text(options.labels.fields.source);
    out.put("</summary>");
    out.source(metadata.raw, metadata.firstLine);
    out.put("</details>");
    if (!first.isEmpty())
        out.table(first);
    if (!rest.isEmpty()) {
        out.put("<details class=\"metadata-more\"><summary dir=\"auto\">");
        out.text(options.labels.moreFields);
        out.put(" (" + std::to_string(rest.size()) + ")</summary>");
        out.table(rest);
        out.put("</details>");
    }
    out.put("</section>");
    return out.take();
}

} // namespace

QByteArray frontMatterHtml(const FrontMatter& metadata, const RenderOptions& options, QList<Link>& links)
{
    if (metadata.state != FrontMatterState::Closed)
        return {};
    if (!metadata.valid)
        return broken(metadata, options, links);
    return metadata.fields.isEmpty() ? QByteArray() : readable(metadata, options, links);
}

} // namespace docket::card
