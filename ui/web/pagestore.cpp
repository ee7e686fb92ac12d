#include "ui/web/pagestore.h"

#include "ui/web/requestpolicy.h"

namespace docket::ui::web
{

int PageStore::begin(const QByteArray& document, const QByteArray& style)
{
    m_html = document;
    m_style = style;
    m_pictures.clear();
    m_loaded = ++m_document;
    return m_document;
}

int PageStore::beginExchange()
{
    m_pictures.clear();
    return ++m_document;
}

void PageStore::addPicture(int number, const QByteArray& bytes, const QByteArray& mimeType)
{
    // The type is one of a closed list, never what a file or server calls itself.
    static const QList<QByteArray> types{ "image/png", "image/jpeg", "image/gif", "image/webp" };
    if (number > 0 && types.contains(mimeType))
        m_pictures.insert(number, { mimeType, bytes });
}

void PageStore::clear()
{
    m_html.clear();
    m_pictures.clear();
    m_loaded = 0;
    ++m_document;
}

std::optional<PageStore::Answer> PageStore::answer(const QUrl& url, const QByteArray& method) const
{
    if (method != "GET")
        return std::nullopt;
    const std::optional<PageAddress> address = parsePageAddress(url);
    if (!address)
        return std::nullopt;
    switch (address->kind) {
    case PageAddress::Kind::Style:
        return Answer{ "text/css", m_style };
    case PageAddress::Kind::Document:
        if (address->number == m_loaded)
            return Answer{ "text/html;charset=utf-8", m_html };
        break;
    case PageAddress::Kind::Picture:
        if (address->document == m_document) {
            if (const auto found = m_pictures.constFind(address->number); found != m_pictures.constEnd())
                return *found;
        }
        break;
    case PageAddress::Kind::Link:
    case PageAddress::Kind::More:
    case PageAddress::Kind::HiddenPicture:
        break;
    }
    return std::nullopt;
}

} // namespace docket::ui::web
