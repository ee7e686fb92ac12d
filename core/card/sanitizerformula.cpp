// Formulas: the one part of SanitizerWalk that writes HTML it did not make itself.

#include "core/card/formulahtml.h"
#include "core/card/nodes.h"
#include "core/card/sanitizerwalk.h"

namespace docket::card
{

namespace
{

constexpr qsizetype maximumTex = 2048; // bytes; rendering.md 5
constexpr int maximumFormulaMs = 150;
constexpr int deepestPlace = 100; // elements around a formula, which brings up to 128 of its own
constexpr size_t maximumFormulaHtml = size_t(4) * 1024 * 1024; // of a card

} // namespace

/// `<code class="language-math">` through the typesetter. False: it is written like any other code.
bool SanitizerWalk::formula(const GumboNode* code, bool display)
{
    const QByteArray tex = plainText(code, maximumTex + 1, 50).trimmed().toUtf8();
    if (tex.isEmpty() || tex.size() > maximumTex || m_depth > deepestPlace)
        return false;
    const int limit = int(std::clamp<qint64>(m_formulaUs / 1000, 0, maximumFormulaMs));
    const FormulaTypesetter::Formula typeset = m_formulas->typeset(tex, display, limit);
    m_formulaUs -= typeset.spentUs;
    if (typeset.html.isEmpty())
        return false;
    const VerifiedFormula verified
        = verifyFormula(std::string_view(typeset.html.constData(), size_t(typeset.html.size())));
    if (verified.html.empty() || m_nodes + verified.elements > m_limits.maximumNodes
        || m_formulaBytes + verified.html.size() > maximumFormulaHtml)
        return false;
    m_nodes += verified.elements;
    m_formulaBytes += verified.html.size();
    ++m_out.formulas;
    m_text.boundary();
    const std::string source = escapedAttribute(std::string_view(tex.constData(), size_t(tex.size())));
    put(display ? "<span class=\"formula formula-display\"" : "<span class=\"formula\"");
    if (const int line = display ? lineOf(code->v.element) : 0; line > 0)
        put(" data-line=\"" + std::to_string(line) + '"');
    put(" role=\"img\" aria-label=\"" + source + "\" title=\"" + source + "\">");
    m_text.html(verified.html);
    put("</span>");
    m_text.boundary();
    return true;
}

} // namespace docket::card
