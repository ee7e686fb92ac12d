#pragma once

#include <QString>

#include <gumbo.h>

#include <string>
#include <string_view>

namespace docket::card
{

/// Value of an attribute without namespace; nullptr when absent.
const char* attributeValue(const GumboElement& element, const char* name);

/// Text under a node, without that of dropped elements; stops at the limits. Depth is the author's choice: no
/// recursion.
QString plainText(const GumboNode* node, qsizetype maximumCharacters, int maximumNodes);

/// Lower-case name of an element Gumbo has no number for.
std::string unknownTagName(const GumboElement& element);

/// "python" for class="language-python"; empty when there is no such class or it holds odd characters.
QString languageClass(const GumboElement& element);

/// The element that the content begins with, blanks aside; nullptr where it begins with a text, or is empty.
const GumboElement* firstElement(const GumboElement& element);

/// Does the content of this element begin with a line end?
bool firstTextStartsWithNewline(const GumboNode* node);

} // namespace docket::card
