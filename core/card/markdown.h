#pragma once

#include "core/base/cpudeadline.h"
#include <QByteArray>
#include <QByteArrayView>

#include <string>
#include <vector>

namespace docket::card
{

/// From here on in the HTML, content comes from this line of the card. Line 0 marks the start of a block of our own
/// markup, whose line is that of the next mark.
struct LineMark {
    qsizetype offset = 0;
    int line = 0;
};

/// HTML as md4c understands the card. NOT SAFE: raw HTML of the author is passed through; only for the sanitizer.
struct UnsafeHtml {
    std::string html;
    std::vector<LineMark> lines; ///< ascending offsets
    bool aborted = false; ///< output or time limit
    bool flattened = false; ///< nesting limit, see DefusedMarkdown
    int flattenedLine = 0;

    /// Card line of the element that starts at `offset`; 0 when unknown.
    int lineAt(qsizetype offset) const;
};

struct MarkdownLimits {
    qsizetype maximumOutput = 16 * 1024 * 1024; ///< one reference can be repeated into gigabytes (rendering.md 2)
    CpuDeadline deadline; ///< CPU time of the parsing thread
};

/// Markdown in GitHub's dialect, with formulas (`<code class="language-math">` or `language-math-display`) and
/// footnotes. `firstLine` is the card line of the first byte of `body`. `body` comes from readSource().
UnsafeHtml markdownToHtml(QByteArrayView body, int firstLine, const MarkdownLimits& limits);

} // namespace docket::card
