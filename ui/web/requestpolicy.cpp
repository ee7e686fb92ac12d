#include "ui/web/requestpolicy.h"

#include <QRegularExpression>

namespace docket::ui::web
{

using namespace Qt::StringLiterals;

std::optional<PageAddress> parsePageAddress(const QUrl& url)
{
    using Kind = PageAddress::Kind;
    // No leading zeros, at most six digits: one spelling for one thing.
    static const QRegularExpression pattern(
        uR"(\Acard://c/(?:(style\.css)|doc/([1-9][0-9]{0,5})|link/([1-9][0-9]{0,5})|img/([1-9][0-9]{0,5})(?:\?reveal=([1-9][0-9]{0,5}))?|more/([1-9][0-9]{0,5}))\z)"_s);
    const QString text = url.toString(QUrl::FullyEncoded);
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    if (match.hasCaptured(1))
        return PageAddress{ Kind::Style, 0, 0 };
    if (match.hasCaptured(2))
        return PageAddress{ Kind::Document, match.capturedView(2).toInt(), 0 };
    if (match.hasCaptured(3))
        return PageAddress{ Kind::Link, match.capturedView(3).toInt(), 0 };
    if (match.hasCaptured(6))
        return PageAddress{ Kind::More, match.capturedView(6).toInt(), 0 };
    const int picture = match.capturedView(4).toInt();
    if (match.hasCaptured(5))
        return PageAddress{ Kind::Picture, picture, match.capturedView(5).toInt() };
    return PageAddress{ Kind::HiddenPicture, picture, 0 };
}

NavigationAnswer answerNavigation(const QUrl& url, bool byReviewer, bool mainFrame, int document)
{
    using Kind = NavigationAnswer::Kind;
    if (!mainFrame)
        return {};
    QUrl plain = url;
    if (plain.hasFragment())
        plain.setFragment(QString()); // a jump inside the page
    const std::optional<PageAddress> address = parsePageAddress(plain);
    if (!address)
        return {};
    if (address->kind == PageAddress::Kind::Document)
        return address->number == document ? NavigationAnswer{ Kind::Load, document } : NavigationAnswer{};
    if (!byReviewer)
        return {};
    if (address->kind == PageAddress::Kind::Link)
        return { Kind::Link, address->number };
    if (address->kind == PageAddress::Kind::More)
        return { Kind::More, address->number };
    if (address->kind == PageAddress::Kind::HiddenPicture)
        return { Kind::Picture, address->number };
    return {};
}

} // namespace docket::ui::web
