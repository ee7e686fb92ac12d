#pragma once

#include "core/base/cpudeadline.h"
#include "core/card/markdown.h"
#include "core/card/render.h"

namespace docket::card
{

struct SanitizerLimits {
    int maximumNodes = 10'000;
    int maximumRows = 1000; ///< per table
    int maximumColumns = 64;
    int maximumPictures = 200; ///< boxes in one page; pictures beyond are named only (rendering.md 6)
    int maximumDepth = 256; ///< elements in one another; deeper ones are unwrapped
    int formulaBudgetMs = 400; ///< CPU time of the typesetter
    int firstLine = 0; ///< card line on which the page begins; 0: it cannot be gone on with ("Show more")
    CpuDeadline deadline; ///< CPU time of the parsing thread
    std::function<qint64(const QString& path)> fileBytes; ///< see RenderOptions
};

/// HTML that may be shown. Everything in it was written by this room: elements and attributes of the allow list,
/// escaped text, links by number, boxes in place of pictures.
struct SafeHtml {
    std::string html;
    QList<Link> links;
    QList<Picture> pictures;
    QList<CardCut> cuts; ///< with lines only
    QList<Heading> headings;
    QList<Note> notes;
    int words = 0;
    int formulas = 0; ///< typeset ones
    bool refused = false; ///< time or memory limit: `html` is empty, the note says why
};

/// A link of the page to where reading goes on.
std::string moreLink(int number, const QString& words);

/// Parses and re-serializes by the recipe of rendering.md 3. The tree of Gumbo is never trusted to agree with a
/// browser: only elements of the HTML namespace on the allow list are written again, so a disagreement can only lose
/// content.
SafeHtml sanitizeHtml(const UnsafeHtml& source, const SanitizerLimits& limits, const RenderLabels& labels,
    const CodeHighlighter* highlighter, const FormulaTypesetter* formulas = nullptr);

} // namespace docket::card
