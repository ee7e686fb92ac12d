#pragma once

#include <string>
#include <string_view>

namespace docket::card
{

/// Limits of one formula's HTML.
struct FormulaLimits {
    size_t maximumBytes = size_t(512) * 1024;
    int maximumElements = 6000;
    int maximumDepth = 128; ///< elements in one another
};

/// The HTML of a formula, written again from what was understood of it. A formula bypasses the sanitizer and is as
/// hostile as the rest of the card, so nothing of the typesetter's output is trusted: only `span`, `svg`, `path` and
/// `line`, only the attributes KaTeX writes, style declarations only of known properties with lengths and keywords as
/// values. Colours are dropped, so that nothing hides by colour; what is transparent becomes the class
/// `formula-phantom`, what the typesetter did not know `formula-unknown`.
struct VerifiedFormula {
    std::string html; ///< empty: something in it is not allowed
    int elements = 0;
};
VerifiedFormula verifyFormula(std::string_view html, const FormulaLimits& limits = {});

} // namespace docket::card
