#pragma once

#include "core/card/defuse.h"

namespace docket::card
{

/// Makes every formula of `out.text` a `$...$` or `$$...$$` that md4c understands, and every other dollar sign a
/// sentinel. No byte is added or taken away.
/// - `\\(...\\)` and `\\[...\\]`, as the Hub writes them, become `$...$` and `$$...$$`, with sentinels in place of the
///   bytes that are too many;
/// - dollar signs around code (GitHub's $`...`$) become sentinels, which the renderer knows;
/// - `$` opens and closes by the rule of no blank inside and no letter or digit outside ("$5 and $6" is money);
/// - a line of a `$$` block that starts like a list, a quote or the rule of a heading does not.
void markFormulas(DefusedMarkdown& out);

} // namespace docket::card
