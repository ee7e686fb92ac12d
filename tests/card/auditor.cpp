#include "auditor.h"

#include <QList>
#include <QRegularExpression>
#include <QSet>

#include <gumbo.h>

using namespace Qt::StringLiterals;

namespace docket::test
{

namespace
{

const QSet<QByteArray>& allowedElements()
{
    static const QSet<QByteArray> set = [] {
        const QList<QByteArray> names = QByteArray(
            "a abbr b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div dl dt "
            "em figcaption figure h1 h2 h3 h4 h5 h6 hr i input ins kbd li mark ol p pre q rp rt ruby s samp "
            "section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul "
            "var wbr")
                                            .split(' ');
        return QSet<QByteArray>(names.cbegin(), names.cend());
    }();
    return set;
}

const QSet<QByteArray>& voidElements()
{
    static const QSet<QByteArray> set{ "br", "col", "hr", "input", "wbr" };
    return set;
}

QString attributeFault(
    const QByteArray& element, const QByteArray& name, const QByteArray& value, int links, int pictures)
{
    static const QRegularExpression number(u"^[0-9]{1,7}$"_s);
    static const QRegularExpression more(u"^card://c/more/[1-9][0-9]{0,5}$"_s);
    static const QRegularExpression target(u"^card://c/(link|img)/([0-9]+)$"_s);
    static const QRegularExpression ownClass(
        u"^(formula( formula-display)?|alert alert-(note|tip|important|warning|caution)|alert-title|"
        u"hidden-picture|run|task|picture-(link|state|alt|name|size|origin|reveal)|not-shown|hidden-character|mixed-script|"
        u"hidden-(note|text)|other-address|refused-link|"
        u"card-(notes|cut|more|refused|source)|metadata[a-z -]*|language-[A-Za-z0-9_+#.-]+|k[0-9]{1,2})$"_s);
    const QString text = QString::fromUtf8(value);
    const auto expect = [&](bool ok) {
        return ok ? QString()
                  : u"attribute %1=\"%2\" on <%3>"_s.arg(QString::fromUtf8(name), text, QString::fromUtf8(element));
    };
    if (name == "href") {
        if (element != "a")
            return expect(false);
        if (text.startsWith(u"#user-content-") || more.match(text).hasMatch())
            return {};
        const auto match = target.match(text);
        const int index = match.captured(2).toInt();
        return expect(match.hasMatch() && index >= 1 && index <= (match.captured(1) == u"link" ? links : pictures));
    }
    if (name == "id")
        return expect(text.startsWith(u"user-content-"));
    if (name == "class")
        return expect(ownClass.match(text).hasMatch());
    static const QRegularExpression language(u"^[A-Za-z0-9_+#.-]{1,40}$"_s);
    if (name == "data-language")
        return expect(element == "pre" && language.match(text).hasMatch());
    if (name == "data-line" || name == "data-picture")
        return expect(number.match(text).hasMatch());
    if (name == "colspan" || name == "rowspan" || name == "span")
        return expect(number.match(text).hasMatch() && text.toInt() <= 100);
    if (name == "width")
        return expect(text.endsWith(u'%') ? text.chopped(1).toInt() <= 100 : text.toInt() > 0 && text.toInt() <= 2000);
    if (name == "type")
        return expect(element == "input" ? text == u"checkbox" : element == "ol" && text.size() == 1);
    if (name == "disabled" || name == "checked")
        return expect(element == "input");
    static const QSet<QByteArray> harmless{ "align", "valign", "dir", "lang", "title", "scope", "start", "value",
        "reversed", "open", "datetime", "aria-label" };
    if (name == "role")
        return expect(element == "span" && (text == u"img" || text == u"group"));
    return expect(harmless.contains(name));
}

/// What a formula may hold beyond a card's own HTML. Everything a typesetter writes stands in <span class="formula">.
bool isFormulaElement(const QByteArray& element)
{
    return element == "svg" || element == "path" || element == "line";
}

QString formulaAttributeFault(const QByteArray& element, const QByteArray& name, const QByteArray& value)
{
    static const QRegularExpression style(u"^(?:position:relative;|(?:height|width|min-width|top|bottom|left|vertical-"
                                          u"align|margin|padding|border|text-shadow)[a-z-]*:"
                                          u"(?:solid|dashed|(?: ?-?[0-9]*\\.?[0-9]+(?:em|px|%|)){1,4});)+$"_s);
    static const QRegularExpression classes(u"^[A-Za-z][A-Za-z0-9 _-]*$"_s);
    static const QRegularExpression plain(u"^[A-Za-z0-9 .,%\n-]+$"_s);
    const QString text = QString::fromUtf8(value);
    bool ok = false;
    if (element == "svg" && name == "style")
        ok = style.match(text).hasMatch();
    else if (element == "span")
        ok = name == "style" ? style.match(text).hasMatch()
            : name == "class"
            ? classes.match(text).hasMatch() && !text.contains(u"picture") && !text.contains(u"metadata")
            : name == "title" ? text.startsWith(u"U+") // of a mark
                              : name == "aria-hidden" && text == u"true";
    else if (name == "xmlns")
        ok = element == "svg" && text == u"http://www.w3.org/2000/svg";
    else
        ok = QList<QByteArray>{ "d", "width", "height", "viewBox", "preserveAspectRatio", "x1", "y1", "x2", "y2",
            "stroke-width" }
                 .contains(name)
            && plain.match(text).hasMatch();
    return ok
        ? QString()
        : u"in a formula: attribute %1=\"%2\" on <%3>"_s.arg(QString::fromUtf8(name), text, QString::fromUtf8(element));
}

QString placeFault(const QByteArray& element, const QByteArray& parent)
{
    bool ok = true;
    if (element == "tr")
        ok = parent == "tbody" || parent == "thead" || parent == "tfoot";
    else if (element == "td" || element == "th")
        ok = parent == "tr";
    else if (element == "tbody" || element == "thead" || element == "tfoot" || element == "caption"
        || element == "colgroup")
        ok = parent == "table";
    else if (element == "li")
        ok = parent == "ul" || parent == "ol";
    else if (parent == "table" || parent == "tr" || parent == "tbody" || parent == "thead" || parent == "tfoot")
        ok = false;
    return ok ? QString() : u"<%1> in <%2>"_s.arg(QString::fromUtf8(element), QString::fromUtf8(parent));
}

QString unescaped(const QByteArray& value)
{
    QString text = QString::fromUtf8(value);
    return text.replace(u"&lt;"_s, u"<"_s)
        .replace(u"&gt;"_s, u">"_s)
        .replace(u"&quot;"_s, u"\""_s)
        .replace(u"&amp;"_s, u"&"_s);
}

/// `&` only before the four entities the serializer writes.
bool ampersandsAreEscaped(QByteArrayView text)
{
    for (qsizetype at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
        const QByteArrayView rest = text.sliced(at);
        if (!rest.startsWith("&amp;") && !rest.startsWith("&lt;") && !rest.startsWith("&gt;")
            && !rest.startsWith("&quot;"))
            return false;
    }
    return true;
}

QString tokenFault(QByteArrayView html, int links, int pictures)
{
    QList<QByteArray> open;
    qsizetype formula = 0; // elements that are open with the outermost formula, 0 outside of one
    qsizetype i = 0;
    const auto isNameByte = [&formula](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || (formula > 0 && c >= 'A' && c <= 'Z');
    };
    while (i < html.size()) {
        qsizetype next = html.indexOf('<', i);
        if (next < 0)
            next = html.size();
        const QByteArrayView text = html.sliced(i, next - i);
        if (text.indexOf('>') >= 0 || text.indexOf('\0') >= 0)
            return u"raw > or NUL in text near %1"_s.arg(QString::fromUtf8(text.toByteArray().left(60)));
        if (!ampersandsAreEscaped(text))
            return u"raw & in text"_s;
        if (next == html.size())
            break;
        i = next + 1;
        const bool closing = i < html.size() && html[i] == '/';
        i += closing ? 1 : 0;
        qsizetype end = i;
        while (end < html.size() && isNameByte(html[end]))
            ++end;
        const QByteArray name = html.sliced(i, end - i).toByteArray();
        const QByteArrayView where = html.sliced(next, qMin<qsizetype>(80, html.size() - next));
        if (!allowedElements().contains(name) && !(formula > 0 && isFormulaElement(name)))
            return u"element not allowed: "_s + QString::fromUtf8(where);
        if (formula > 0 && name != "span" && !isFormulaElement(name))
            return u"element in a formula: "_s + QString::fromUtf8(where);
        i = end;
        if (closing) {
            if (i >= html.size() || html[i] != '>')
                return u"odd end tag: "_s + QString::fromUtf8(where);
            ++i;
            if (open.isEmpty() || open.last() != name)
                return u"end tag without start: "_s + QString::fromUtf8(where);
            open.removeLast();
            if (open.size() < formula)
                formula = 0;
            continue;
        }
        QSet<QByteArray> seen;
        bool startsFormula = false;
        while (i < html.size() && html[i] == ' ') {
            end = ++i;
            while (end < html.size() && isNameByte(html[end]))
                ++end;
            const QByteArray attribute = html.sliced(i, end - i).toByteArray();
            if (attribute.isEmpty() || seen.contains(attribute))
                return u"odd attribute: "_s + QString::fromUtf8(where);
            seen.insert(attribute);
            QByteArray value;
            i = end;
            if (i + 1 < html.size() && html[i] == '=') {
                if (html[i + 1] != '"')
                    return u"unquoted attribute: "_s + QString::fromUtf8(where);
                end = html.indexOf('"', i + 2);
                if (end < 0)
                    return u"open attribute: "_s + QString::fromUtf8(where);
                value = html.sliced(i + 2, end - i - 2).toByteArray();
                if (value.contains('<') || value.contains('>') || !ampersandsAreEscaped(value))
                    return u"unescaped attribute: "_s + QString::fromUtf8(where);
                i = end + 1;
            }
            if (formula > 0 && value == "hidden-character") // a mark in a formula
                continue;
            const QString fault = formula > 0
                ? formulaAttributeFault(name, attribute, value)
                : attributeFault(name, attribute, unescaped(value).toUtf8(), links, pictures);
            if (!fault.isEmpty())
                return fault;
            startsFormula = startsFormula
                || (formula == 0 && attribute == "class" && (value == "formula" || value == "formula formula-display"));
        }
        if (i >= html.size() || html[i] != '>')
            return u"odd start tag: "_s + QString::fromUtf8(where);
        ++i;
        if (const QString fault = placeFault(name, open.isEmpty() ? QByteArray() : open.last()); !fault.isEmpty())
            return fault;
        if (!voidElements().contains(name))
            open << name;
        if (startsFormula)
            formula = open.size();
        if (open.size() > 300)
            return u"nested too deep"_s;
    }
    return open.isEmpty() ? QString() : u"not closed: "_s + QString::fromUtf8(open.last());
}

bool isInFormula(const GumboNode* node)
{
    for (; node && node->type == GUMBO_NODE_ELEMENT; node = node->parent) {
        const GumboAttribute* name = gumbo_get_attribute(&node->v.element.attributes, "class");
        if (name && QByteArray(name->value).startsWith("formula"))
            return true;
    }
    return false;
}

/// The tree a parser makes of it: nothing foreign outside of formulas, no comment, no element that is not allowed, no
/// event attribute.
QString treeFault(QByteArrayView html, GumboTag context)
{
    GumboOptions options = kGumboDefaultOptions;
    options.fragment_context = context;
    GumboOutput* output = gumbo_parse_with_options(&options, html.data(), size_t(html.size()));
    QString fault;
    QList<const GumboNode*> waiting{ output->root };
    while (!waiting.isEmpty() && fault.isEmpty()) {
        const GumboNode* node = waiting.takeLast();
        if (node->type == GUMBO_NODE_COMMENT || node->type == GUMBO_NODE_TEMPLATE)
            fault = u"comment or template in the tree"_s;
        if (node->type != GUMBO_NODE_ELEMENT)
            continue;
        const GumboElement& element = node->v.element;
        QByteArray name = gumbo_normalized_tagname(element.tag);
        if (element.tag == GUMBO_TAG_UNKNOWN) { // Gumbo has no numbers for what stands in <svg>
            GumboStringPiece written = element.original_tag;
            gumbo_tag_from_original_text(&written);
            name = QByteArray(written.data, qsizetype(written.length));
        }
        const bool inFormula = isInFormula(node);
        if (inFormula && element.tag_namespace == GUMBO_NAMESPACE_SVG && isFormulaElement(name))
            ;
        else if (element.tag_namespace != GUMBO_NAMESPACE_HTML)
            fault = u"foreign element"_s;
        else if (name != "html" && name != "head" && name != "body" && !allowedElements().contains(name))
            fault = u"element in the tree: "_s + QString::fromUtf8(name);
        for (unsigned i = 0; i < element.attributes.length; ++i) {
            const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
            const QByteArray key(attribute->name);
            const QByteArray value(attribute->value);
            if (inFormula && key == "style" && !value.contains('(') && !value.contains('\\') && !value.contains('@'))
                continue;
            if (key.startsWith("on") || key == "style" || key == "src" || key == "srcset" || key == "action"
                || key == "formaction" || key == "background" || key == "poster" || key == "ping" || key == "target")
                fault = u"attribute in the tree: "_s + QString::fromUtf8(key);
        }
        for (unsigned i = 0; i < element.children.length; ++i)
            waiting << static_cast<const GumboNode*>(element.children.data[i]);
    }
    gumbo_destroy_output(&options, output);
    return fault;
}

} // namespace

QString auditHtml(const QByteArray& html, int links, int pictures)
{
    QString fault = tokenFault(html, links, pictures);
    if (fault.isEmpty())
        fault = treeFault(html, GUMBO_TAG_DIV);
    if (fault.isEmpty())
        fault = treeFault(html, GUMBO_TAG_LAST);
    return fault;
}

QString textOf(const QByteArray& html)
{
    static const QSet<QByteArray> leftOut{ "script", "style", "template", "noscript", "noembed", "noframes", "xmp",
        "plaintext", "frame", "frameset", "applet", "textarea", "title", "select", "option", "canvas", "map", "head",
        "listing", "iframe", "object", "embed", "video", "audio", "dialog" };
    GumboOptions options = kGumboDefaultOptions;
    options.fragment_context = GUMBO_TAG_DIV;
    GumboOutput* output = gumbo_parse_with_options(&options, html.data(), size_t(html.size()));
    QString text;
    QList<const GumboNode*> waiting{ output->root };
    while (!waiting.isEmpty()) {
        const GumboNode* node = waiting.takeLast();
        if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA)
            text += QString::fromUtf8(node->v.text.text);
        if (node->type != GUMBO_NODE_ELEMENT)
            continue;
        const GumboElement& element = node->v.element;
        QByteArray name = gumbo_normalized_tagname(element.tag);
        if (element.tag == GUMBO_TAG_UNKNOWN && element.original_tag.length > 1)
            name = QByteArray(element.original_tag.data + 1, qsizetype(element.original_tag.length) - 1).toLower();
        if (element.tag_namespace != GUMBO_NAMESPACE_HTML || leftOut.contains(name) || name.startsWith("dialog"))
            continue;
        for (unsigned i = element.children.length; i > 0; --i)
            waiting << static_cast<const GumboNode*>(element.children.data[i - 1]);
    }
    gumbo_destroy_output(&options, output);
    return text;
}

} // namespace docket::test
