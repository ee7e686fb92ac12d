#pragma once

#include "core/card/address.h"
#include "core/card/elements.h"
#include "core/card/linkhonesty.h"
#include "core/card/sanitizer.h"
#include "core/card/textwriter.h"

#include <QHash>
#include <QMap>
#include <QSet>

#include <functional>
#include <vector>

namespace docket::card
{

/// One pass over a parsed fragment, writing what is allowed. Uses a stack of its own: depth is the author's choice.
class SanitizerWalk
{
public:
    SanitizerWalk(const UnsafeHtml& source, const SanitizerLimits& limits, const RenderLabels& labels,
        const CodeHighlighter* highlighter, const FormulaTypesetter* formulas, SafeHtml& out);

    /// False when the deadline passed.
    bool run(const GumboNode* root);

private:
    struct Frame {
        const GumboNode* node;
        unsigned next = 0;
        GumboTag written = GUMBO_TAG_UNKNOWN; ///< nearest element in the output; for `close` the one this frame wrote
        bool close = false; ///< this frame wrote a start tag
        bool division = false; ///< as a <div>
        bool hides = false; ///< its author hides the text in it
        int rows = 0; ///< of a table
        int cutLine = 0; ///< of a table: the first row that is left out
        int cells = 0; ///< of a row
    };

    void text(const GumboText& node, GumboTag parent);
    void element(const GumboNode* node);
    void open(const GumboNode* node, bool division);
    void pass(const GumboNode* node); ///< go on with the children only
    void close(const Frame& frame);
    bool codeBlock(const GumboNode* node);
    bool formula(const GumboNode* code, bool display); ///< sanitizerformula.cpp
    void attributes(const GumboNode* node, GumboTag tag);
    void linkAttributes(const GumboNode* node);
    void alertTitle(const GumboElement& element);
    void headingId(const GumboNode* node, int level);
    void identifier(std::string_view id);
    void span(const char* name, std::string_view value);
    void runs(std::string_view content, const std::function<int(size_t offset)>& lineAt);
    void picture(const GumboNode* node);
    void pictureBox(const Picture& picture, const std::string& origin);
    void embedded(const GumboNode* node);
    void checkBox(const GumboElement& element);
    void cut(CardCut::Kind kind, int line, const QString& words);
    void dropped(const GumboElement& element, std::string_view name = {});
    void finish();
    void conceal(const GumboNode* node);
    void noteMarks(const std::function<int(size_t offset)>& lineAt);

    int lineOf(const GumboElement& element) const { return m_source.lineAt(qsizetype(element.start_pos.offset)); }
    bool withinTable(GumboTag tag, const GumboElement& element);
    int addLink(const Address& address, const QString& text, int line);
    QByteArray uniqueId(const QByteArray& wanted);
    void note(NoteCode code, int line, const QString& text, const QString& detail = {});
    void put(std::string_view text) { m_out.html.append(text); }

    const UnsafeHtml& m_source;
    const SanitizerLimits& m_limits;
    const RenderLabels& m_labels;
    const CodeHighlighter* m_highlighter;
    const FormulaTypesetter* m_formulas;
    qint64 m_formulaUs; ///< of the budget, left
    size_t m_formulaBytes = 0; ///< of HTML, so far
    SafeHtml& m_out;
    TextWriter m_text;
    std::vector<Frame> m_stack;
    QSet<QByteArray> m_ids;
    QHash<QByteArray, int> m_idCounts;
    QMap<QString, int> m_dropped; ///< element name -> how often
    int m_droppedLine = 0;
    int m_nodes = 0;
    int m_depth = 0; ///< written elements that are open
    int m_links = 0; ///< open <a>
    int m_code = 0; ///< open <pre>, <code>
    int m_headings = 0; ///< open headings
    QString m_concealed; ///< how the text is hidden that is written now; empty when it is not
    bool m_concealedSaid = false;
    LinkDoubt m_doubt; ///< of the open <a>
    unsigned m_steps = 0;
    QHash<int, int> m_noteCounts;
    bool m_full = false; ///< node limit met
    int m_fullLine = 0; ///< where
};

} // namespace docket::card
