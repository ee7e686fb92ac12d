#pragma once

#include <QByteArray>
#include <QUrl>

#include <optional>

/// What the page may ask for. Pure; everything not named here is refused (design law 4).
namespace docket::ui::web
{

/// One of the four things that exist under `card://c/`.
struct PageAddress {
    enum class Kind {
        Document, ///< card://c/doc/<number>
        Style, ///< card://c/style.css
        Picture, ///< card://c/img/<number>?reveal=<document>
        Link, ///< card://c/link/<number>: never loaded, only clicked
        More, ///< card://c/more/<number>: never loaded, only clicked
        HiddenPicture, ///< card://c/img/<number>: never loaded, only clicked
    };
    Kind kind = Kind::Document;
    int number = 0; ///< from 1; 0 for the style sheet
    int document = 0; ///< of a picture: the document it was revealed in
    bool operator==(const PageAddress&) const = default;
};

/// Nothing unless the address is, byte for byte, one that the page itself writes. `//host/x` in a card resolves to
/// `card://host/x`, so the host is part of the check.
std::optional<PageAddress> parsePageAddress(const QUrl& url);

/// What a navigation means.
struct NavigationAnswer {
    enum class Kind {
        Refuse,
        Load, ///< the document that we asked for ourselves
        Link, ///< the reviewer chose link `number`
        Picture, ///< the reviewer asked for picture `number`
        More, ///< the reviewer goes on reading at cut `number`
    };
    Kind kind = Kind::Refuse;
    int number = 0;
    bool operator==(const NavigationAnswer&) const = default;
};
/// `byReviewer`: a link was followed (not a redirect, form, refresh or script).
NavigationAnswer answerNavigation(const QUrl& url, bool byReviewer, bool mainFrame, int document);

} // namespace docket::ui::web
