#include "core/card/render.h"

#include "core/base/cpudeadline.h"
#include "core/card/frontmatterhtml.h"
#include "core/card/honestyhtml.h"
#include "core/card/markdown.h"
#include "core/card/part.h"
#include "core/card/sanitizer.h"
#include "core/card/source.h"
#include "core/card/textwriter.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace docket::card
{

namespace
{

constexpr qsizetype maximumPlainText = 256 * 1024;
constexpr qint64 maximumSource = qint64(32) * 1024 * 1024; ///< of a whole card; a page shows a part of it

/// The card as its author typed it: what is left when it cannot be laid out.
QByteArray plainSource(QByteArrayView body, int firstLine, const RenderLabels& labels)
{
    std::string out = "<p class=\"card-refused\" dir=\"auto\">" + escapedAttribute(utf8(labels.refused))
        + "</p><pre class=\"card-source\"";
    out += " data-line=\"" + std::to_string(firstLine) + "\">\n";
    const std::string_view text(body.data(), size_t(std::min(body.size(), maximumPlainText)));
    TextWriter(out).text(text, true);
    out += "</pre>";
    if (body.size() > maximumPlainText)
        out += "<p class=\"card-cut\" dir=\"auto\">" + escapedAttribute(utf8(labels.cut)) + "</p>";
    return QByteArray::fromStdString(out);
}

/// The first language of the metadata, if it may stand in a `lang` attribute.
QString languageTag(const FrontMatter& metadata)
{
    for (const QString& language : metadata.texts(u"language")) {
        const bool plain = language.size() >= 2 && language.size() <= 12
            && std::all_of(language.cbegin(), language.cend(),
                [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'-'; });
        if (plain && language != "code"_L1 && language != "multilingual"_L1)
            return language;
    }
    return {};
}

/// `firstLine` of the card is that of the body; `goOnAfter` the line after which a page can begin, 0 for none.
void renderBody(QByteArrayView body, int firstLine, int goOnAfter, const CpuDeadline& deadline,
    const RenderOptions& options, RenderedCard& out)
{
    MarkdownLimits markdownLimits;
    markdownLimits.deadline = deadline;
    UnsafeHtml unsafe = markdownToHtml(body, firstLine, markdownLimits);
    if (unsafe.flattened)
        out.notes << Note{ NoteCode::TooDeep, unsafe.flattenedLine,
            u"Lists and quotes nested too deep were flattened from line %1 on."_s.arg(unsafe.flattenedLine) };
    SafeHtml safe;
    if (unsafe.aborted) {
        safe.refused = true;
        safe.notes << Note{ NoteCode::Refused, 0,
            deadline.hasExpired() ? u"This card takes too long to read."_s
                                  : u"This card grows too large when it is laid out."_s };
    } else {
        SanitizerLimits limits;
        limits.maximumNodes = options.maximumNodes;
        limits.maximumRows = options.maximumRows;
        limits.maximumColumns = options.maximumColumns;
        limits.deadline = deadline;
        limits.firstLine = goOnAfter;
        limits.fileBytes = options.fileBytes;
        limits.formulaBudgetMs = options.formulaBudgetMs;
        safe = sanitizeHtml(unsafe, limits, options.labels, options.highlighter, options.formulas);
    }
    out.notes += safe.notes;
    if (safe.refused) {
        out.refused = true;
        if (options.stop.stop_requested())
            return;
        out.bodyHtml = plainSource(body, firstLine, options.labels);
        return;
    }
    out.bodyHtml = QByteArray(safe.html.data(), qsizetype(safe.html.size()));
    out.links = std::move(safe.links);
    out.pictures = std::move(safe.pictures);
    out.cuts = std::move(safe.cuts);
    out.tableOfContents = std::move(safe.headings);
    out.wordCount = safe.words;
    if (safe.formulas > 0)
        out.formulaStyle = options.formulas->styleSheet();
}

} // namespace

RenderedCard renderCard(QByteArrayView bytes, const RenderOptions& options)
{
    const CpuDeadline deadline(options.deadlineMs, options.stop);
    RenderedCard out;
    const CardSource source = readSource(bytes, maximumSource);
    out.lineCount = source.lineCount;
    out.notes = source.notes;
    const CardParts parts = splitFrontMatter(source.text);
    out.frontMatter = parseFrontMatter(parts);
    out.notes += out.frontMatter.notes;
    out.language = languageTag(out.frontMatter);
    const CardPosition body{ source.text.size() - parts.body.size(), parts.bodyLine };
    const CardPart part = cardPart(source.text, body, options.from, options.maximumBytes);
    const bool later = options.from.byte > body.byte;
    out.from = later ? options.from : CardPosition();
    if (part.next)
        out.notes << Note{ NoteCode::TooLong, part.next->line,
            u"The card is larger than %1 KB; what follows line %2 is not shown."_s.arg(options.maximumBytes / 1024)
                .arg(part.next->line) };
    renderBody(part.text, part.firstLine, later ? options.from.line : body.line, deadline, options, out);
    if (options.stop.stop_requested())
        return out;
    out.bodyHtml.prepend(honestyHtml(out.notes, options.labels));
    // Lines of the cuts become places; what was cut for its size goes on after the page.
    for (CardCut& cut : out.cuts)
        cut.from = positionOfLine(source.text, later ? options.from : body, cut.from.line).value_or(body);
    const bool endsEarly = std::any_of(
        out.cuts.begin(), out.cuts.end(), [](const CardCut& cut) { return cut.kind == CardCut::Kind::End; });
    const auto addCut = [&](CardCut::Kind kind, CardPosition from, const QString& words, const QString& act) {
        out.cuts << CardCut{ kind, from };
        return QByteArray::fromStdString("<p class=\"card-cut\" dir=\"auto\">" + escapedAttribute(utf8(words))
            + moreLink(int(out.cuts.size()), act) + "</p>");
    };
    if (part.next && !endsEarly)
        out.bodyHtml += addCut(CardCut::Kind::End, *part.next, options.labels.cut, options.labels.showMore);
    if (later)
        out.bodyHtml.prepend(addCut(
            CardCut::Kind::Beginning, {}, options.labels.laterPart.arg(options.from.line), options.labels.beginning));
    else if (options.showFrontMatter)
        out.frontMatterHtml = frontMatterHtml(out.frontMatter, options, out.links);
    return out;
}

RenderedCard renderComment(QByteArrayView bytes, const RenderOptions& options)
{
    const CpuDeadline deadline(options.deadlineMs, options.stop);
    RenderedCard out;
    const CardSource source = readSource(bytes, options.maximumBytes);
    out.lineCount = source.lineCount;
    out.notes = source.notes;
    renderBody(source.text, 1, 0, deadline, options, out);
    return out;
}

} // namespace docket::card
