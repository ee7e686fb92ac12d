#include "ui/review/textpage.h"

#include <QCoreApplication>

#include <optional>
#include <string_view>
#include <utility>

namespace docket::ui::review
{

using namespace Qt::StringLiterals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(docket::ui::review::TextPage)
};

/// A tag of our own serializer: lower case, attributes in double quotes, `>` never inside of one.
struct Tag {
    std::string_view whole; ///< with its brackets
    std::string_view name;
    bool closing = false;

    std::optional<std::string_view> value(std::string_view attribute) const
    {
        const std::string wanted = ' ' + std::string(attribute) + "=\"";
        const size_t at = whole.find(wanted);
        if (at == whole.npos)
            return std::nullopt;
        const size_t start = at + wanted.size();
        return whole.substr(start, whole.find('"', start) - start);
    }
    bool has(std::string_view attribute) const { return whole.find(' ' + std::string(attribute)) != whole.npos; }
};

Tag readTag(std::string_view whole)
{
    Tag tag{ whole, {}, whole.size() > 1 && whole[1] == '/' };
    const size_t start = tag.closing ? 2 : 1;
    tag.name = whole.substr(start, whole.find_first_of(" >", start) - start);
    return tag;
}

/// Elements in which an anchor may stand first; a table's frame holds nothing but its parts.
bool mayHoldAnchor(std::string_view name)
{
    static constexpr std::string_view frames[]
        = { "table", "tbody", "thead", "tfoot", "tr", "ul", "ol", "dl", "hr", "colgroup", "span" };
    return std::find(std::begin(frames), std::end(frames), name) == std::end(frames);
}

class Writer
{
public:
    explicit Writer(const TextPageLimits& limits) : m_limits(limits) { }

    void tag(const Tag& tag)
    {
        if (m_skipped > 0) {
            if (tag.name == m_skipping)
                m_skipped += tag.closing ? -1 : 1;
            return;
        }
        if (tag.name == "tr" && !tag.closing && ++m_rows > m_limits.rows) {
            skip("tr");
            cut = true;
        } else if (tag.name == "a" && tag.value("class") == "picture-reveal") {
            skip("a");
        } else if (const auto look = tag.value("class"); tag.name == "span" && look && look->starts_with("formula")) {
            out += "<code>" + std::string(tag.value("aria-label").value_or("")) + "</code>";
            skip("span");
        } else if (tag.name == "input") {
            out += tag.has("checked") ? "☑ " : "☐ ";
        } else if (tag.name == "details") {
            out += tag.closing ? "</div>" : "<div>";
        } else if (tag.name == "table" && !tag.closing) {
            out += "<table cellpadding=\"4\" cellspacing=\"0\" border=\"1\">";
        } else if (tag.name == "th" && !tag.closing && !tag.value("align")) {
            out += "<th align=\"left\"" + std::string(tag.whole.substr(3));
        } else if (tag.name == "span" && tag.closing && !m_oddity.empty()) {
            out += " [" + std::string(std::exchange(m_oddity, {})) + "]</span>";
        } else if (tag.name == "summary") {
            out += tag.closing ? "</b></p>" : "<p><b>▾ ";
        } else {
            out += tag.whole;
            if (tag.name == "span" && tag.value("class") == "mixed-script")
                m_oddity = tag.value("title").value_or(std::string_view()); // a text document shows no titles
        }
        if (const auto line = tag.value("data-line"); line && !tag.closing && mayHoldAnchor(tag.name))
            out += "<a name=\"L" + std::string(*line) + "\"></a>";
    }
    void text(std::string_view text)
    {
        if (m_skipped == 0)
            out += text;
    }

    std::string out;
    bool cut = false;

private:
    void skip(std::string_view name)
    {
        m_skipping = name;
        m_skipped = 1;
    }

    const TextPageLimits& m_limits;
    std::string_view m_skipping;
    std::string_view m_oddity; ///< of the word that is being written
    int m_skipped = 0; ///< open elements of the skipped name
    int m_rows = 0;
};

} // namespace

TextPage textPage(const QByteArray& document, const TextPageLimits& limits)
{
    TextPage page;
    const std::string_view whole(document.constData(), size_t(document.size()));
    const size_t start = whole.find("<body");
    if (start == whole.npos || document.size() > limits.bytes) {
        page.tooLong = start != whole.npos;
        return page;
    }
    Writer writer(limits);
    for (size_t at = start; at < whole.size();) {
        const size_t open = std::min(whole.find('<', at), whole.size());
        writer.text(whole.substr(at, open - at));
        const size_t close = open == whole.size() ? whole.npos : whole.find('>', open);
        if (close == whole.npos)
            break;
        writer.tag(readTag(whole.substr(open, close - open + 1)));
        at = close + 1;
    }
    page.cut = writer.cut;
    page.html = QString::fromUtf8(writer.out.data(), qsizetype(writer.out.size()));
    if (page.cut)
        page.html += u"<p class=\"card-cut\">"_s
            + Text::tr("Only the first %1 table rows are shown as text.").arg(limits.rows).toHtmlEscaped() + u"</p>"_s;
    return page;
}

QString textPageStyle(const widgets::Tokens& tokens, int textPixels)
{
    const auto rule = [](const char* selector, const QString& body) -> QString {
        return QLatin1StringView(selector) + u'{' + body + u"}\n"_s;
    };
    const auto colour = [](const QColor& value) -> QString { return u"color:%1;"_s.arg(value.name()); };
    const auto surface = [](const QColor& value) -> QString { return u"background-color:%1;"_s.arg(value.name()); };
    const auto size = [&](double factor) -> QString { return u"font-size:%1px;"_s.arg(qRound(textPixels * factor)); };
    QString css;
    css += rule("body", colour(tokens.text) + size(1));
    css += rule("h1", size(1.45)) + rule("h2", size(1.25)) + rule("h3", size(1.1)) + rule("h4,h5,h6", size(1));
    css += rule("a", colour(tokens.accent));
    css += rule("pre,code", surface(tokens.code) + u"font-family:'JetBrains Mono','DejaVu Sans Mono',monospace;"_s);
    css += rule("table", u"border-collapse:collapse;border-color:%1;"_s.arg(tokens.line.name()));
    css += rule("th", surface(tokens.bg) + u"font-weight:600;"_s) + rule("blockquote", colour(tokens.dim));
    css += rule(".hidden-picture,.not-shown,.metadata-item", colour(tokens.dim) + surface(tokens.bg));
    css += rule(".hidden-character", colour(tokens.danger) + surface(tokens.hint));
    css += rule(".mixed-script", colour(tokens.danger) + u"text-decoration:underline;"_s);
    css += rule(".hidden-note,.other-address", colour(tokens.warn) + surface(tokens.hint));
    css += rule(".hidden-text", colour(tokens.warn));
    css += rule(".refused-link", colour(tokens.danger) + u"text-decoration:line-through;"_s);
    css += rule(".card-cut,.card-refused,.metadata-message", colour(tokens.warn));
    css += rule(".k1,.k4,.k8,.k15", colour(tokens.accent)) + rule(".k10,.k11,.k12,.k13,.k14", colour(tokens.ok));
    css += rule(".k17,.k18,.k19,.k20", colour(tokens.warn)) + rule(".k21,.k22,.k23,.k24", colour(tokens.dim));
    return css;
}

} // namespace docket::ui::review
