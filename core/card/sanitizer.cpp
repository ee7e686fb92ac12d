#include "core/card/sanitizer.h"

#include "core/card/htmltree.h"
#include "core/card/sanitizerwalk.h"

using namespace Qt::StringLiterals;

namespace docket::card
{

SafeHtml sanitizeHtml(const UnsafeHtml& source, const SanitizerLimits& limits, const RenderLabels& labels,
    const CodeHighlighter* highlighter, const FormulaTypesetter* formulas)
{
    SafeHtml out;
    HtmlTreeLimits treeLimits;
    treeLimits.deadline = limits.deadline;
    const HtmlTree tree(QByteArrayView(source.html.data(), qsizetype(source.html.size())), treeLimits);
    switch (tree.outcome()) {
    case HtmlTree::Outcome::OutOfTime:
        out.refused = true;
        out.notes << Note{ NoteCode::Refused, 0, u"The HTML of this card takes too long to read."_s };
        return out;
    case HtmlTree::Outcome::OutOfMemory:
        out.refused = true;
        out.notes << Note{ NoteCode::Refused, 0, u"The HTML of this card takes too much memory to read."_s };
        return out;
    case HtmlTree::Outcome::Parsed:
        break;
    }
    SanitizerWalk walk(source, limits, labels, highlighter, formulas, out);
    if (!walk.run(tree.root())) {
        out = SafeHtml{};
        out.refused = true;
        out.notes << Note{ NoteCode::Refused, 0, u"This card takes too long to lay out."_s };
    }
    return out;
}

} // namespace docket::card
