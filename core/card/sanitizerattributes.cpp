// Attributes: the second part of SanitizerWalk.

#include "core/card/emoji.h"
#include "core/card/nodes.h"
#include "core/card/sanitizerwalk.h"

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace docket::card
{

namespace
{

constexpr int maximumSpan = 100; // colspan=1000 rowspan=65534 times 1000 lays out for more than 24 s (rendering.md 0.8)
constexpr int maximumPixels = 2000;
constexpr size_t maximumIdentifier = 128;
constexpr qsizetype maximumLabel = 200;
constexpr int maximumHeadings = 1000;

/// Leading digits, -1 when there are none.
int leadingNumber(std::string_view value)
{
    const size_t start = std::min(value.find_first_not_of(" \t\n\r\f+"), value.size());
    int number = -1;
    for (size_t i = start; i < value.size() && value[i] >= '0' && value[i] <= '9'; ++i)
        number = std::min(std::max(number, 0) * 10 + (value[i] - '0'), 1'000'000);
    return number;
}

bool isOneOf(std::string_view value, std::initializer_list<std::string_view> words)
{
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return value.size() == word.size() && qstrnicmp(value.data(), word.data(), word.size()) == 0;
    });
}

bool isLanguageTag(std::string_view value)
{
    return !value.empty() && value.size() <= 35 && std::all_of(value.begin(), value.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    });
}

/// GitHub's way of making an anchor from a heading: lower case, blanks to hyphens, punctuation gone.
QByteArray slug(const QString& heading)
{
    QString out;
    for (const QChar c : heading.trimmed().toLower()) {
        if (c.isSpace())
            out += u'-';
        else if (c.isLetterOrNumber() || c.isMark() || c.isSurrogate() || c == u'-' || c == u'_')
            out += c;
    }
    return out.left(qsizetype(maximumIdentifier)).toUtf8();
}

/// "note" of `<blockquote class="markdown-alert-note">`, as markdown.cpp writes it; empty for other quotes.
std::string_view alertKind(const GumboElement& element)
{
    const char* value = attributeValue(element, "class");
    const std::string_view name = value ? value : "";
    constexpr std::string_view prefix = "markdown-alert-";
    if (!name.starts_with(prefix))
        return {};
    for (const std::string_view kind : { "note", "tip", "important", "warning", "caution" })
        if (name.substr(prefix.size()) == kind)
            return kind;
    return {};
}

/// Is this the item of a task list, which shows its box instead of a dot?
bool isTask(const GumboElement& item)
{
    const GumboElement* first = firstElement(item);
    if (first && first->tag == GUMBO_TAG_P)
        first = firstElement(*first);
    return first && first->tag == GUMBO_TAG_INPUT;
}

} // namespace

QByteArray SanitizerWalk::uniqueId(const QByteArray& wanted)
{
    QByteArray id = "user-content-" + wanted;
    while (m_ids.contains(id))
        id = "user-content-" + wanted + '-' + QByteArray::number(++m_idCounts[wanted]);
    m_ids.insert(id);
    return id;
}

void SanitizerWalk::identifier(std::string_view id)
{
    if (id.empty() || id.size() > maximumIdentifier)
        return;
    QByteArray wanted(id.data(), qsizetype(id.size()));
    for (char& c : wanted)
        if (static_cast<unsigned char>(c) <= 0x20)
            c = '-';
    put(" id=\"");
    m_text.attribute(uniqueId(wanted).toStdString());
    put("\"");
}

void SanitizerWalk::headingId(const GumboNode* node, int level)
{
    if (m_headings >= maximumHeadings)
        return;
    ++m_headings;
    const QString title = plainText(node, maximumLabel, 500).simplified();
    const char* own = attributeValue(node->v.element, "id");
    QByteArray wanted = own && *own && strlen(own) <= maximumIdentifier ? QByteArray(own) : slug(title);
    for (char& c : wanted)
        if (static_cast<unsigned char>(c) <= 0x20)
            c = '-';
    if (wanted.isEmpty())
        wanted = "section";
    const QByteArray id = uniqueId(wanted);
    put(" id=\"");
    m_text.attribute(id.toStdString());
    put("\"");
    if (!title.isEmpty())
        m_out.headings << Heading{ level, QString::fromStdString(withEmoji(utf8(title))), QString::fromUtf8(id),
            lineOf(node->v.element) };
}

void SanitizerWalk::alertTitle(const GumboElement& element)
{
    const std::string_view kind = alertKind(element);
    if (kind.empty())
        return;
    const QString& title = kind == "note" ? m_labels.alertNote
        : kind == "tip"                   ? m_labels.alertTip
        : kind == "important"             ? m_labels.alertImportant
        : kind == "warning"               ? m_labels.alertWarning
                                          : m_labels.alertCaution;
    put("<p class=\"alert-title\" dir=\"auto\">");
    m_text.text(utf8(title), true); // ours: its words are not counted
    put("</p>");
}

void SanitizerWalk::span(const char* name, std::string_view value)
{
    const int number = std::min(leadingNumber(value), maximumSpan);
    if (number > 1)
        put(std::string(" ") + name + "=\"" + std::to_string(number) + '"');
}

void SanitizerWalk::attributes(const GumboNode* node, GumboTag tag)
{
    const GumboElement& element = node->v.element;
    const bool isHeading = tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
    if (isHeading)
        headingId(node, int(tag) - int(GUMBO_TAG_H1) + 1);
    if (tag == GUMBO_TAG_A)
        linkAttributes(node);
    if (tag == GUMBO_TAG_CODE || tag == GUMBO_TAG_PRE)
        if (const QString language = languageClass(element); !language.isEmpty())
            put(" class=\"language-" + escapedAttribute(utf8(language)) + '"');

    if (tag == GUMBO_TAG_PRE && element.children.length > 0) {
        const auto* code = static_cast<const GumboNode*>(element.children.data[0]);
        const bool isCode = code->type == GUMBO_NODE_ELEMENT && code->v.element.tag == GUMBO_TAG_CODE;
        if (const QString language = isCode ? languageClass(code->v.element) : QString(); !language.isEmpty())
            put(" data-language=\"" + escapedAttribute(utf8(language)) + '"');
    }
    if (tag == GUMBO_TAG_BLOCKQUOTE)
        if (const std::string_view kind = alertKind(element); !kind.empty())
            put(" class=\"alert alert-" + std::string(kind) + '"');
    if (tag == GUMBO_TAG_LI && isTask(element))
        put(" class=\"task\"");

    const bool isCell = tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
    const bool isColumn = tag == GUMBO_TAG_COL || tag == GUMBO_TAG_COLGROUP;
    const bool takesAlign = elementRule(tag).block || isCell || isColumn || tag == GUMBO_TAG_THEAD
        || tag == GUMBO_TAG_TBODY || tag == GUMBO_TAG_TFOOT;
    for (unsigned i = 0; i < element.attributes.length; ++i) {
        const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
        if (attribute->attr_namespace != GUMBO_ATTR_NAMESPACE_NONE)
            continue;
        const std::string_view name(attribute->name);
        const std::string_view value(attribute->value);
        if (name == "id") {
            if (!isHeading)
                identifier(value);
        } else if (name == "dir") {
            if (isOneOf(value, { "ltr", "rtl", "auto" }))
                put(" dir=\"" + escapedAttribute(value) + '"');
        } else if (name == "lang") {
            if (isLanguageTag(value))
                put(" lang=\"" + escapedAttribute(value) + '"');
        } else if (name == "title") {
            put(" title=\"" + escapedAttribute(value.substr(0, 1000)) + '"');
        } else if (name == "align") {
            if (takesAlign && isOneOf(value, { "left", "right", "center", "justify" }))
                put(" align=\"" + escapedAttribute(value) + '"');
        } else if (name == "valign") {
            if ((isCell || tag == GUMBO_TAG_TR) && isOneOf(value, { "top", "middle", "bottom", "baseline" }))
                put(" valign=\"" + escapedAttribute(value) + '"');
        } else if (name == "colspan" || name == "rowspan") {
            if (isCell)
                span(attribute->name, value);
        } else if (name == "span") {
            if (isColumn)
                span("span", value);
        } else if (name == "scope") {
            if (tag == GUMBO_TAG_TH && isOneOf(value, { "row", "col", "rowgroup", "colgroup" }))
                put(" scope=\"" + escapedAttribute(value) + '"');
        } else if (name == "width") {
            if (isCell || isColumn || tag == GUMBO_TAG_TABLE) {
                const bool percent = !value.empty() && value.back() == '%';
                const int number = std::min(leadingNumber(value), percent ? 100 : maximumPixels);
                if (number > 0)
                    put(" width=\"" + std::to_string(number) + (percent ? "%\"" : "\""));
            }
        } else if (name == "start" || name == "value") {
            const int number = leadingNumber(value);
            if (number >= 0 && tag == (name == "start" ? GUMBO_TAG_OL : GUMBO_TAG_LI))
                put(' ' + std::string(name) + "=\"" + std::to_string(number) + '"');
        } else if (name == "type") {
            if (tag == GUMBO_TAG_OL && value.size() == 1 && std::strchr("1aAiI", value[0]))
                put(" type=\"" + std::string(value) + '"');
        } else if (name == "reversed" || name == "open") {
            if (tag == (name == "open" ? GUMBO_TAG_DETAILS : GUMBO_TAG_OL))
                put(' ' + std::string(name));
        } else if (name == "datetime") {
            if (tag == GUMBO_TAG_TIME || tag == GUMBO_TAG_DEL || tag == GUMBO_TAG_INS)
                put(" datetime=\"" + escapedAttribute(value.substr(0, 64)) + '"');
        } else if (name == "name") {
            if (tag == GUMBO_TAG_A && !attributeValue(element, "id"))
                identifier(value);
        }
    }
}

void SanitizerWalk::linkAttributes(const GumboNode* node)
{
    const char* target = attributeValue(node->v.element, "href");
    if (!target)
        return;
    const int line = lineOf(node->v.element);
    const Address address = readAddress(target);
    switch (address.kind) {
    case AddressKind::Empty:
        break;
    case AddressKind::Fragment:
        if (address.text.size() > 1 && address.text.size() <= maximumIdentifier) {
            put(" href=\"#user-content-");
            m_text.attribute(std::string_view(address.text).substr(1));
            put("\"");
        }
        break;
    case AddressKind::Relative:
    case AddressKind::Web:
    case AddressKind::Mail: {
        const QString text = plainText(node, maximumLabel, 200).simplified();
        put(" href=\"card://c/link/" + std::to_string(addLink(address, text, line)) + '"');
        if (const GumboElement* first = firstElement(node->v.element); first && first->tag == GUMBO_TAG_IMG)
            put(" class=\"picture-link\"");
        m_doubt = doubtLink(text, address);
        if (m_doubt)
            note(NoteCode::LinkElsewhere, line, u"A link leads to %1: %2"_s.arg(m_doubt.leadsTo, m_doubt.cause),
                m_doubt.leadsTo);
        break;
    }
    case AddressKind::EmbeddedPicture:
    case AddressKind::Refused:
        put(" class=\"refused-link\"");
        note(NoteCode::LinkRefused, line,
            u"A link with the scheme \"%1:\" was left out."_s.arg(
                QString::fromStdString(address.scheme.substr(0, 40))));
        break;
    }
}

void SanitizerWalk::checkBox(const GumboElement& element)
{
    const char* type = attributeValue(element, "type");
    if (!type || !isOneOf(type, { "checkbox" }))
        return;
    put(attributeValue(element, "checked") ? "<input type=\"checkbox\" disabled checked>"
                                           : "<input type=\"checkbox\" disabled>");
}

} // namespace docket::card
