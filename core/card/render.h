#pragma once

#include "core/base/subject.h"
#include "core/card/frontmatter.h"
#include "core/card/labels.h"
#include "core/card/note.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

namespace docket::card
{

/// Turns code into HTML. Implemented in ui/code over KSyntaxHighlighting, which needs Gui.
/// The result is written to the page as it is: everything must be escaped, classes `k0`..`k31` only
/// (N = KSyntaxHighlighting::Theme::TextStyle). An empty result means "no idea": escaped plain text is shown.
/// Called on the thread that renders.
class CodeHighlighter
{
public:
    virtual ~CodeHighlighter() = default;
    virtual QString highlight(QStringView code, QStringView language) const = 0;
};

/// Turns TeX into HTML. Implemented in core/math over KaTeX, which runs in a JavaScript engine outside of the page.
/// What comes back is not trusted: verifyFormula() (formulahtml.h) looks at it and writes it again.
/// Called on threads that render, several at a time.
class FormulaTypesetter
{
public:
    struct Formula {
        QByteArray html; ///< UTF-8; empty: it cannot be typeset, TeX is shown as written
        int spentUs = 0; ///< CPU time it took, microseconds; 0 when it was known from before
    };
    virtual ~FormulaTypesetter() = default;
    /// Within `limitMs` of CPU time; with 0 it answers only what it knows from before.
    virtual Formula typeset(const QByteArray& tex, bool display, int limitMs) const = 0;
    /// Rules that formulas need beyond the page's own, fonts among them as `data:` addresses.
    virtual QByteArray styleSheet() const = 0;
};

/// A link of the card. The page only holds `card://c/link/<number>`; the address never enters it.
struct Link {
    int number = 0; ///< 1-based index into RenderedCard::links
    QString url; ///< as written (white space and control characters removed); may be relative to the repository
    QString text; ///< what the reader sees, at most 200 characters
    int line = 0;
};

/// A picture of the card, hidden until the reviewer asks. The page holds a box with `data-picture="<number>"`
/// and, outside of links, an anchor to `card://c/img/<number>` in it.
struct Picture {
    int number = 0; ///< 1-based index into RenderedCard::pictures
    QString url; ///< http(s), relative to the repository, or a raster `data:` address; empty when refused
    QString alt;
    QString fileName; ///< last path segment, or "embedded"
    int width = 0; ///< as the card asks, CSS pixels, 0 = not given; never above 2000
    int height = 0;
    int line = 0;
};

/// A heading, for the table of contents.
struct Heading {
    int level = 1;
    QString text;
    QString anchor; ///< id in the page, with the `user-content-` prefix
    int line = 0;
};

struct RenderOptions {
    RepoKind kind = RepoKind::Model;
    QString repoId; ///< for titles only
    QString hub = QStringLiteral("https://huggingface.co"); ///< where repositories named in the metadata are
    const CodeHighlighter* highlighter = nullptr; ///< not owned; nullptr = plain code
    const FormulaTypesetter* formulas = nullptr; ///< not owned; nullptr = TeX as written
    int formulaBudgetMs = 400; ///< CPU time for all formulas of the card; then TeX as written
    qint64 maximumBytes = 1024 * 1024; ///< of source; the rest is cut with a note
    int deadlineMs = 1000; ///< CPU time for the whole card
    int maximumNodes = 20'000; ///< elements and texts in the page
    int maximumRows = 1000; ///< per table
    int maximumColumns = 64; ///< per table
    bool showFrontMatter = true;
    RenderLabels labels;
};

/// A card made safe. `bodyHtml` has no script, style, handler, comment, foreign element, picture or remote address, but
/// inside of formulas (`<span class="formula">`) what formulahtml.h lets pass; blocks carry `data-line="N"`, the
/// 1-based line of README.md they come from.
struct RenderedCard {
    QByteArray bodyHtml; ///< UTF-8, content of <body>
    QByteArray frontMatterHtml; ///< table of the metadata, shown above the body; empty when there is none
    QList<Link> links;
    QList<Picture> pictures;
    QList<Heading> tableOfContents;
    FrontMatter frontMatter;
    QByteArray formulaStyle; ///< to be added to the page's style sheet; empty when it holds no typeset formula
    QList<Note> notes; ///< what was cut or refused, and why
    int wordCount = 0; ///< outside of code
    int lineCount = 0; ///< of the source
    bool refused = false; ///< shown as plain text
    QString language; ///< BCP 47 tag for `lang`, from the metadata; empty when unknown
};

/// Markdown with front matter to safe HTML. Pure, thread-safe, never fails: a card that cannot be rendered within its
/// limits comes back as escaped plain text with `refused` set and a note that says why.
RenderedCard renderCard(QByteArrayView source, const RenderOptions& options = {});

/// A comment of a discussion (Markdown without front matter), by the same rules.
RenderedCard renderComment(QByteArrayView source, const RenderOptions& options = {});

} // namespace docket::card
