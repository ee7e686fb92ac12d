#include "core/card/page.h"

#include "core/card/resources.h"
#include "core/card/textwriter.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace docket::card
{

namespace
{

constexpr qsizetype largeBody = 96 * 1024; ///< from here on a page is laid out as far as it is in sight

const char* schemeClass(Theme::Scheme scheme)
{
    switch (scheme) {
    case Theme::Scheme::Light:
        return "light";
    case Theme::Scheme::Dark:
        return "dark";
    case Theme::Scheme::HighContrast:
        return "contrast";
    }
    return "light";
}

/// A family name as a CSS string; anything that could leave the string is taken out.
QByteArray cssFamily(const QString& family)
{
    QString name;
    for (const QChar c : family.left(100))
        if (c.isLetterOrNumber() || c == u' ' || c == u'-' || c == u'_' || c == u'.')
            name += c;
    return '"' + name.toUtf8() + '"';
}

} // namespace

QByteArray contentSecurityPolicy(bool formulas)
{
    QByteArray policy
        = "default-src 'none'; img-src card://c/; style-src card://c/; base-uri 'none'; form-action 'none'";
    if (formulas)
        policy += "; style-src-attr 'unsafe-inline'; font-src data:";
    return policy;
}

QByteArray pageHtml(const RenderedCard& card, const Theme& theme, const QString& title)
{
    std::string out = "<!doctype html><html";
    if (!card.language.isEmpty())
        out += " lang=\"" + escapedAttribute(utf8(card.language)) + '"';
    out += std::string(" class=\"") + schemeClass(theme.scheme) + (card.bodyHtml.size() > largeBody ? " large" : "")
        + "\"><head>";
    const QByteArray policy = contentSecurityPolicy(theme.formulas || !card.formulaStyle.isEmpty());
    out += "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy.toStdString() + "\">";
    out += "<meta charset=\"utf-8\"><title>" + escapedAttribute(utf8(title))
        + "</title><link rel=\"stylesheet\" href=\"card://c/style.css\"></head><body>";
    out.append(card.frontMatterHtml.constData(), size_t(card.frontMatterHtml.size()));
    out += "<main class=\"card\" dir=\"auto\">"; // the metadata is mostly Latin and must not decide for the card
    out.append(card.bodyHtml.constData(), size_t(card.bodyHtml.size()));
    out += "</main></body></html>";
    return QByteArray(out.data(), qsizetype(out.size()));
}

QByteArray styleSheet(const Theme& theme)
{
    loadCardResources();
    QFile file(u":/card/card.css"_s);
    QByteArray css;
    if (file.open(QIODevice::ReadOnly))
        css = file.readAll();
    css += "\n:root{--text-size:" + QByteArray::number(std::clamp(theme.textPixels, 6, 72)) + "px}\n";
    if (!theme.textFont.isEmpty())
        css += ":root{--text-font:" + cssFamily(theme.textFont) + ",sans-serif}\n";
    if (!theme.codeFont.isEmpty())
        css += ":root{--code-font:" + cssFamily(theme.codeFont) + ",monospace}\n";
    return css;
}

} // namespace docket::card
