// Boxes in place of pictures, video and sound, and a line in place of what is never shown: a part of SanitizerWalk.

#include "core/card/nodes.h"
#include "core/card/repositorypath.h"
#include "core/card/sanitizerwalk.h"

#include <QLocale>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace docket::card
{

namespace
{

constexpr int maximumPixels = 2000;
constexpr qsizetype maximumLabel = 200;
constexpr int nodesOfABox = 8; ///< elements and texts that a box may bring into the page

int pixelsOf(const GumboElement& element, const char* name)
{
    const char* value = attributeValue(element, name);
    if (!value || std::strchr(value, '%'))
        return 0;
    int number = 0;
    for (const char* c = value + std::strspn(value, " \t\n\r\f+"); *c >= '0' && *c <= '9' && number < maximumPixels;
         ++c)
        number = number * 10 + (*c - '0');
    return std::min(number, maximumPixels);
}

QString sizeText(const Picture& picture)
{
    QStringList parts;
    if (picture.width > 0 && picture.height > 0)
        parts << QString::number(picture.width) + u" × "_s + QString::number(picture.height);
    if (picture.bytes >= 0)
        parts << QLocale().formattedDataSize(picture.bytes, 0, QLocale::DataSizeSIFormat);
    return parts.join(u", "_s);
}

QString wordsOf(const GumboElement& element, std::initializer_list<const char*> names)
{
    for (const char* name : names) {
        const char* value = attributeValue(element, name);
        if (const QString text = QString::fromUtf8(value ? value : "").simplified(); !text.isEmpty())
            return text.left(maximumLabel);
    }
    return {};
}

/// `src`, or that of the first <source> in it.
const char* sourceOf(const GumboElement& element)
{
    const char* source = attributeValue(element, element.tag == GUMBO_TAG_OBJECT ? "data" : "src");
    for (unsigned i = 0; !source && i < element.children.length; ++i) {
        const auto* child = static_cast<const GumboNode*>(element.children.data[i]);
        if (child->type == GUMBO_NODE_ELEMENT && child->v.element.tag == GUMBO_TAG_SOURCE)
            source = attributeValue(child->v.element, "src");
    }
    return source;
}

} // namespace

void SanitizerWalk::picture(const GumboNode* node)
{
    const GumboElement& element = node->v.element;
    Picture picture;
    picture.kind = element.tag == GUMBO_TAG_VIDEO ? Picture::Kind::Video
        : element.tag == GUMBO_TAG_AUDIO          ? Picture::Kind::Audio
                                                  : Picture::Kind::Picture;
    const char* source = sourceOf(element);
    const Address address = readAddress(source ? source : "");
    picture.line = lineOf(element);
    picture.alt = wordsOf(element, { "alt", "aria-label", "title" });
    picture.width = pixelsOf(element, "width");
    picture.height = pixelsOf(element, "height");

    std::string origin;
    const bool embedded = address.kind == AddressKind::EmbeddedPicture && picture.kind == Picture::Kind::Picture;
    if (address.kind == AddressKind::Relative || address.kind == AddressKind::Web) {
        picture.fileName = QString::fromStdString(addressFileName(address));
        origin = addressHost(address);
        if (origin.empty()) {
            origin = utf8(m_labels.fromRepository);
            const auto path = repositoryPath({}, {}, QString::fromStdString(address.text));
            if (path && m_limits.fileBytes)
                picture.bytes = m_limits.fileBytes(*path);
        }
    } else if (embedded) {
        picture.fileName = u"embedded"_s;
        origin = utf8(m_labels.embedded);
        picture.bytes = qint64(address.text.size() - std::min(address.text.find(','), address.text.size())) * 3 / 4;
    } else {
        note(NoteCode::PictureRefused, picture.line,
            address.scheme.empty() ? u"A picture without an address was left out."_s
                                   : u"A picture with the scheme \"%1:\" was left out."_s.arg(
                                       QString::fromStdString(address.scheme.substr(0, 40))));
    }
    if (m_out.pictures.size() >= m_limits.maximumPictures) {
        note(NoteCode::TooManyPictures, picture.line,
            u"The card has more than %1 pictures; the rest is named only."_s.arg(m_limits.maximumPictures));
        put("<span class=\"not-shown\" dir=\"auto\">");
        m_text.text(utf8(picture.title()), true);
        put("</span>");
        m_text.boundary();
        noteMarks([&](size_t) { return picture.line; });
        return;
    }
    if (!origin.empty())
        picture.url = QString::fromStdString(address.text);
    picture.number = int(m_out.pictures.size()) + 1;
    m_nodes += nodesOfABox;
    pictureBox(picture, origin);
    m_out.pictures << picture;
}

void SanitizerWalk::pictureBox(const Picture& picture, const std::string& origin)
{
    const bool shown = !picture.url.isEmpty();
    const bool isPicture = picture.kind == Picture::Kind::Picture;
    const std::string number = std::to_string(picture.number);
    const std::string state = utf8(!shown          ? m_labels.pictureRefused
            : isPicture                            ? m_labels.pictureHidden
            : picture.kind == Picture::Kind::Video ? m_labels.videoHidden
                                                   : m_labels.audioHidden);
    const std::string title = utf8(picture.title());
    const auto named = [&](const std::string& words) {
        return " aria-label=\"" + escapedAttribute(title.empty() ? words : words + ": " + title) + '"';
    };
    put("<span class=\"hidden-picture\" dir=\"auto\" role=\"group\" data-picture=\"" + number + '"');
    if (picture.line > 0)
        put(" data-line=\"" + std::to_string(picture.line) + '"');
    put(named(state) + "><span class=\"picture-state\">");
    m_text.text(state, true);
    put("</span>");
    const auto part = [&](const char* name, std::string_view content) {
        if (content.empty())
            return;
        put(std::string(" <span class=\"") + name + "\">");
        m_text.text(content, true); // the box is ours: its words are not counted
        put("</span>");
    };
    part("picture-alt", utf8(picture.alt));
    part("picture-name", utf8(picture.fileName));
    part("picture-size", utf8(sizeText(picture)));
    part("picture-origin", beginning(origin, 100));
    const QString& act = isPicture ? m_labels.reveal : m_labels.address;
    if (shown && m_links == 0 && !m_labels.reveal.isEmpty()) {
        put(" <a class=\"picture-reveal\" href=\"card://c/img/" + number + '"' + named(utf8(act)) + '>');
        m_text.text(utf8(act), true);
        put("</a>");
    }
    put("</span>");
    m_text.boundary();
    noteMarks([&](size_t) { return picture.line; });
}

void SanitizerWalk::embedded(const GumboNode* node)
{
    const GumboElement& element = node->v.element;
    const char* source = sourceOf(element);
    const Address address = readAddress(source ? source : "");
    const bool linked = (address.kind == AddressKind::Web || address.kind == AddressKind::Relative) && m_links == 0;
    const std::string kind = gumbo_normalized_tagname(element.tag);
    std::string where = addressHost(address);
    if (const std::string file = addressFileName(address); !file.empty())
        where += (where.empty() ? "" : "/") + file;
    if (where.empty())
        where = kind;

    put("<span class=\"not-shown\" dir=\"auto\">" + kind + ' ');
    m_text.text(utf8(m_labels.notShown), true);
    put(": ");
    if (linked)
        put("<a href=\"card://c/link/"
            + std::to_string(addLink(address, QString::fromStdString(where), lineOf(element))) + "\">");
    m_text.text(beginning(where, 160), true);
    put(linked ? "</a></span>" : "</span>");
    m_text.boundary();
}

} // namespace docket::card
