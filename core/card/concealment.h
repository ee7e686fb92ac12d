#pragma once

#include <gumbo.h>

#include <string>

namespace docket::card
{

/// How an element hides its text from the reader of the Hub's page while machines still read it: by size, colour,
/// opacity, position or the `hidden` attribute. The style's own words, "font-size:1px"; empty when it does not. The
/// Hub's page is taken to be white unless an element around says otherwise. Pure; bounded by the length of a style.
std::string concealment(const GumboNode* node);

} // namespace docket::card
