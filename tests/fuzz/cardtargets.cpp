#include "core/card/completeness.h"
#include "core/card/frontmatterhtml.h"
#include "core/card/source.h"
#include "tests/card/auditor.h"
#include "tests/fuzz/fuzztarget.h"

#include <QUtf8StringView>

#include <algorithm>

namespace docket::test
{

using namespace docket::card;
using namespace Qt::StringLiterals;

namespace
{

/// Says what it hears: the TeX of a card is what a typesetter gone wrong would write.
class ParrotTypesetter final : public FormulaTypesetter
{
public:
    Formula typeset(const QByteArray& tex, bool, int) const override { return { tex, 1 }; }
    QByteArray styleSheet() const override { return ".formula{}"; }
};

bool isUtf8(QByteArrayView bytes)
{
    return QUtf8StringView(bytes.data(), bytes.size()).isValidUtf8();
}

QString checkNotes(const QList<Note>& notes, int lines)
{
    for (const Note& note : notes)
        if (note.line < 0 || note.line > lines + 1 || note.text.isEmpty()) // an end that is missing is missed behind it
            return u"a note without a place or words: "_s + noteCodeName(note.code) + u", line "_s
                + QString::number(note.line);
    return {};
}

QString checkLinks(const QList<Link>& links, int lines)
{
    for (qsizetype i = 0; i < links.size(); ++i)
        if (links[i].number != i + 1 || links[i].url.isEmpty() || links[i].text.size() > 200 || links[i].line < 0
            || links[i].line > lines)
            return u"link %1 is not in order"_s.arg(i + 1);
    return {};
}

QString checkPage(const RenderedCard& card)
{
    const QByteArray html = card.frontMatterHtml + card.bodyHtml;
    if (!isUtf8(html))
        return u"the page is no UTF-8"_s;
    if (html.count("<a class=\"card-more\" href=") != card.cuts.size())
        return u"not as many links to more as cuts"_s;
    for (const QString& wrong : { auditHtml(html, int(card.links.size()), int(card.pictures.size())),
             checkLinks(card.links, card.lineCount), checkNotes(card.notes, card.lineCount) })
        if (!wrong.isEmpty())
            return wrong;
    for (qsizetype i = 0; i < card.pictures.size(); ++i) {
        const Picture& picture = card.pictures[i];
        if (picture.number != i + 1 || picture.width < 0 || picture.width > 2000 || picture.height < 0
            || picture.height > 2000 || picture.line < 0 || picture.line > card.lineCount)
            return u"picture %1 is not in order"_s.arg(i + 1);
    }
    for (const Heading& heading : card.tableOfContents)
        if (heading.level < 1 || heading.level > 6 || !heading.anchor.startsWith("user-content-"_L1)
            || heading.line > card.lineCount)
            return u"a heading is not in order: "_s + heading.anchor;
    const bool said = std::any_of(
        card.notes.cbegin(), card.notes.cend(), [](const Note& note) { return note.code == NoteCode::Refused; });
    return card.refused == said ? QString() : u"refused, and not said so, or the other way round"_s;
}

QString checkCut(const CardCut& cut, const QByteArray& text)
{
    const qint64 byte = cut.from.byte;
    if (byte < 0 || byte > text.size() || (byte < text.size() && (uchar(text[byte]) & 0xc0U) == 0x80U))
        return u"a cut that is no place in the text"_s;
    if (cut.from.line != 1 + QByteArrayView(text).first(byte).count('\n'))
        return u"a cut whose line is not that of its byte"_s;
    return {};
}

/// A card shown in small parts, one after the other: each begins behind the one before.
QString checkParts(const QByteArray& bytes)
{
    constexpr int mostParts = 12;
    const ParrotTypesetter parrot;
    const QByteArray text = readSource(bytes, bytes.size()).text;
    RenderOptions options;
    options.maximumBytes = 700;
    options.maximumNodes = 80;
    options.maximumRows = 5;
    options.maximumColumns = 6;
    options.formulas = &parrot;
    options.deadlineMs = 300;
    for (int parts = 0; parts < mostParts; ++parts) {
        const RenderedCard card = renderCard(bytes, options);
        if (const QString wrong = checkPage(card); !wrong.isEmpty())
            return u"part %1: "_s.arg(parts) + wrong;
        if (card.from != options.from)
            return u"part %1 begins elsewhere"_s.arg(parts);
        for (const CardCut& cut : card.cuts) {
            if (const QString wrong = checkCut(cut, text); !wrong.isEmpty())
                return u"part %1: "_s.arg(parts) + wrong;
            if (cut.kind != CardCut::Kind::Beginning && cut.from.byte <= options.from.byte)
                return u"part %1 leads back"_s.arg(parts);
        }
        const auto next = std::find_if(card.cuts.cbegin(), card.cuts.cend(),
            [](const CardCut& cut) { return cut.kind != CardCut::Kind::Beginning; });
        if (next == card.cuts.cend())
            break;
        options.from = next->from;
    }
    return {};
}

/// What is said of the card's sections and metadata.
QString checkReview(const QByteArray& bytes)
{
    const ParsedCard card = parseCard(bytes);
    const int lines = readSource(bytes, bytes.size()).lineCount;
    int last = 0;
    for (const Section& section : card.sections) {
        // 0: there is no text to tell the line by.
        if ((section.line > 0 && section.line < last) || (section.lastLine > 0 && section.lastLine < section.line)
            || section.line > lines + 1 || section.lastLine > lines + 1 || section.level < 0 || section.level > 6)
            return u"section \"%1\" is not in order"_s.arg(section.heading);
        last = std::max(last, section.line);
    }
    RepoFacts facts;
    facts.id = u"someone/something"_s;
    facts.files = QStringList{ u"README.md"_s, u"model.safetensors"_s };
    facts.gated = false;
    facts.visibility = u"public"_s;
    for (const RepoKind kind : { RepoKind::Model, RepoKind::Dataset, RepoKind::Space }) {
        const QList<CardFinding> findings = checkCompleteness(card, kind, facts);
        for (const CardFinding& finding : findings)
            if (finding.criterion.isEmpty() || finding.text.isEmpty() || finding.line < 0 || finding.line > lines + 1)
                return u"a finding without a place or words: "_s + finding.criterion;
        const double share = completenessScore(findings).share;
        if (!(share >= 0 && share <= 1))
            return u"a share of %1"_s.arg(share);
    }
    return {};
}

/// Values below and including this one; -1 when they are nested deeper than `depth`, or one is not in order.
int countValues(const FieldValue& value, int depth)
{
    const bool isList = value.kind == FieldValue::Kind::List;
    const bool isMap = value.kind == FieldValue::Kind::Map;
    if ((!isList && !value.items.isEmpty()) || (!isMap && !value.fields.isEmpty())
        || (value.kind != FieldValue::Kind::Scalar && !value.scalar.isEmpty()) || ((isList || isMap) && depth <= 0))
        return -1;
    int count = 1;
    for (const FieldValue& item : value.items) {
        const int inner = countValues(item, depth - 1);
        if (inner < 0)
            return -1;
        count += inner;
    }
    for (const Field& field : value.fields) {
        const int inner = countValues(field.value, depth - 1);
        if (inner < 0)
            return -1;
        count += inner;
    }
    return count;
}

QString checkMetadata(const CardParts& parts, const YamlLimits& limits, int lines)
{
    const FrontMatter metadata = parseFrontMatter(parts, limits);
    if (const QString wrong = checkNotes(metadata.notes, lines); !wrong.isEmpty())
        return wrong;
    if (!metadata.valid && !metadata.fields.isEmpty())
        return u"fields of metadata that cannot be read"_s;
    if (metadata.state == FrontMatterState::Closed && !metadata.valid && metadata.notes.isEmpty())
        return u"metadata that cannot be read, and nothing is said"_s;
    FieldValue root;
    root.kind = FieldValue::Kind::Map;
    root.fields = metadata.fields;
    const int count = countValues(root, limits.maximumDepth);
    if (count < 0 || count > limits.maximumValues + 1)
        return u"values beyond the limits: %1"_s.arg(count);
    for (const Field& field : metadata.fields)
        if (field.line < parts.yamlLine || field.line > lines)
            return u"field \"%1\" on line %2"_s.arg(field.name).arg(field.line);
    QList<Link> links;
    const QByteArray html = frontMatterHtml(metadata, {}, links);
    if (!isUtf8(html))
        return u"the table is no UTF-8"_s;
    const QString wrong = auditHtml(html, int(links.size()), 0);
    return wrong.isEmpty() ? checkLinks(links, lines) : wrong;
}

/// Any bytes as metadata: as they are, or, where they have no fences, between some.
QString frontMatter(const QByteArray& bytes)
{
    parseFrontMatter(splitFrontMatter(bytes)); // as the comparison of revisions reads it
    CardSource source = readSource(bytes, bytes.size() + 1);
    if (splitFrontMatter(source.text).state != FrontMatterState::Closed)
        source = readSource(QByteArray("---\n" + bytes + "\n---\nText\n"), bytes.size() + 64);
    const CardParts parts = splitFrontMatter(source.text);
    if (parts.body.data() + parts.body.size() != source.text.constData() + source.text.size())
        return u"the body does not go to the end"_s;
    YamlLimits strict;
    strict.maximumDepth = 4;
    strict.maximumValues = 60;
    strict.maximumAliases = 3;
    for (const YamlLimits& limits : { YamlLimits(), strict })
        if (const QString wrong = checkMetadata(parts, limits, source.lineCount + 1); !wrong.isEmpty())
            return wrong;
    return checkReview(source.text);
}

/// Any bytes as a card and as a comment.
QString markdown(const QByteArray& bytes)
{
    for (const QString& wrong : { checkPage(renderCard(bytes)), checkPage(renderComment(bytes)) })
        if (!wrong.isEmpty())
            return wrong;
    const QString wrong = checkParts(bytes);
    return wrong.isEmpty() ? checkReview(bytes) : wrong;
}

} // namespace

const std::vector<FuzzTarget>& cardFuzzTargets()
{
    static const std::vector<FuzzTarget> targets{ { "front_matter", frontMatter }, { "markdown", markdown } };
    return targets;
}

} // namespace docket::test
