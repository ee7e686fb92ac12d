#pragma once

#include "core/base/subject.h"
#include "core/card/frontmatter.h"
#include "core/card/labels.h"
#include "core/card/note.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <functional>
#include <optional>
#include <stop_token>

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

/// A picture, video or sound of the card, hidden until the reviewer asks. The page holds a box with
/// `data-picture="<number>"` and, outside of links, an anchor to `card://c/img/<number>` in it. Video and sound are
/// never played, their posters never asked for.
struct Picture {
    enum class Kind { Picture, Video, Audio };
    int number = 0; ///< 1-based index into RenderedCard::pictures
    Kind kind = Kind::Picture;
    QString url; ///< http(s), relative to the repository, or a raster `data:` address; empty when refused
    QString alt;
    QString fileName; ///< last path segment, or "embedded"
    int width = 0; ///< as the card asks, CSS pixels, 0 = not given; never above 2000
    int height = 0;
    qint64 bytes = -1; ///< of the file, where it is known without asking for it; else -1
    int line = 0;

    /// What to call it: the author's words, or the name of the file.
    QString title() const { return alt.isEmpty() ? fileName : alt; }
};

/// A place in the text of a card as readSource() gives it.
struct CardPosition {
    qint64 byte = 0;
    int line = 1;
    bool operator==(const CardPosition&) const = default;
};

/// Something that the page leaves out, and where to go on reading. The page holds a link to `card://c/more/<number>`,
/// the 1-based index into RenderedCard::cuts.
struct CardCut {
    enum class Kind {
        Beginning, ///< this page is a later part
        End, ///< of the page: byte or node limit
        Rows, ///< of a table
    };
    Kind kind = Kind::End;
    CardPosition from;
};

/// A heading, for the table of contents.
struct Heading {
    int level = 1;
    QString text;
    QString anchor; ///< id in the page, with the `user-content-` prefix
    int line = 0;
    bool operator==(const Heading&) const = default;
};

struct RenderOptions {
    RepoKind kind = RepoKind::Model;
    QString repoId; ///< for titles only
    QString hub = QStringLiteral("https://huggingface.co"); ///< where repositories named in the metadata are
    const CodeHighlighter* highlighter = nullptr; ///< not owned; nullptr = plain code
    const FormulaTypesetter* formulas = nullptr; ///< not owned; nullptr = TeX as written
    int formulaBudgetMs = 400; ///< CPU time for all formulas of the card; then TeX as written
    qint64 maximumBytes = 1024 * 1024; ///< of source in one page; the rest is cut with a note
    CardPosition from; ///< where the page begins: a RenderedCard::cuts of the page before
    std::stop_token stop; ///< nobody waits for the card any more: comes back at once with `refused` set
    int deadlineMs = 1000; ///< CPU time for the whole card
    int maximumNodes = 10'000; ///< elements and texts in the page
    int maximumRows = 1000; ///< per table
    int maximumColumns = 64; ///< per table
    bool showFrontMatter = true;
    /// Bytes of the file at this path of the repository as far as the stored file tree knows, else -1. Called on the
    /// rendering thread.
    std::function<qint64(const QString& path)> fileBytes;
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
    QList<CardCut> cuts; ///< what the page leaves out
    CardPosition from; ///< where the page begins
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
