#include "core/card/nodes.h"

#include "core/card/elements.h"

#include <algorithm>
#include <vector>

namespace docket::card
{

const char* attributeValue(const GumboElement& element, const char* name)
{
    const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
    return found && found->attr_namespace == GUMBO_ATTR_NAMESPACE_NONE ? found->value : nullptr;
}

QString plainText(const GumboNode* node, qsizetype maximumCharacters, int maximumNodes)
{
    std::string out;
    std::vector<const GumboNode*> waiting{ node };
    while (!waiting.empty() && maximumNodes-- > 0 && qsizetype(out.size()) < maximumCharacters * 4) {
        const GumboNode* current = waiting.back();
        waiting.pop_back();
        switch (current->type) {
        case GUMBO_NODE_TEXT:
        case GUMBO_NODE_WHITESPACE:
        case GUMBO_NODE_CDATA:
            out += current->v.text.text;
            break;
        case GUMBO_NODE_ELEMENT: {
            const GumboElement& element = current->v.element;
            const bool kept = element.tag_namespace == GUMBO_NAMESPACE_HTML
                && (elementRule(element.tag).policy == ElementPolicy::Keep
                    || elementRule(element.tag).policy == ElementPolicy::Unwrap
                    || elementRule(element.tag).policy == ElementPolicy::Division);
            if (element.tag == GUMBO_TAG_BR)
                out += '\n';
            if (const char* alt = element.tag == GUMBO_TAG_IMG ? attributeValue(element, "alt") : nullptr)
                out += alt;
            for (unsigned i = kept ? element.children.length : 0; i > 0; --i)
                waiting.push_back(static_cast<const GumboNode*>(element.children.data[i - 1]));
            break;
        }
        default:
            break;
        }
    }
    return QString::fromStdString(out).left(maximumCharacters);
}

std::string unknownTagName(const GumboElement& element)
{
    GumboStringPiece piece = element.original_tag;
    if (piece.length == 0)
        return {};
    gumbo_tag_from_original_text(&piece);
    std::string name(piece.data, std::min<size_t>(piece.length, 64));
    std::transform(name.begin(), name.end(), name.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return name;
}

QString languageClass(const GumboElement& element)
{
    const char* value = attributeValue(element, "class");
    if (!value)
        return {};
    std::string_view classes(value);
    constexpr std::string_view prefix = "language-";
    while (!classes.empty()) {
        const size_t end = std::min(classes.find_first_of(" \t\n\f\r"), classes.size());
        const std::string_view name = classes.substr(0, end);
        classes.remove_prefix(std::min(end + 1, classes.size()));
        if (!name.starts_with(prefix) || name.size() == prefix.size() || name.size() > prefix.size() + 40)
            continue;
        const std::string_view language = name.substr(prefix.size());
        const bool plain = std::all_of(language.begin(), language.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'
                || c == '+' || c == '#' || c == '.';
        });
        if (plain)
            return QString::fromLatin1(language.data(), qsizetype(language.size()));
    }
    return {};
}

const GumboElement* firstElement(const GumboElement& element)
{
    for (unsigned i = 0; i < element.children.length; ++i) {
        const auto* child = static_cast<const GumboNode*>(element.children.data[i]);
        if (child->type == GUMBO_NODE_ELEMENT)
            return &child->v.element;
        if (child->type != GUMBO_NODE_WHITESPACE)
            return nullptr;
    }
    return nullptr;
}

bool firstTextStartsWithNewline(const GumboNode* node)
{
    while (node->type == GUMBO_NODE_ELEMENT) {
        const GumboVector& children = node->v.element.children;
        if (children.length == 0)
            return false;
        node = static_cast<const GumboNode*>(children.data[0]);
        if (node->type == GUMBO_NODE_ELEMENT && elementRule(node->v.element.tag).policy == ElementPolicy::Keep)
            return false; // a tag stands before the line end
    }
    return (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) && node->v.text.text[0] == '\n';
}

} // namespace docket::card
