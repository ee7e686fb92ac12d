#pragma once

#include <string>
#include <string_view>

namespace docket::card
{

/// What an address of a card points at. Read as browsers do (WHATWG): blanks and control characters around it do not
/// count, tabs and line ends inside it neither.
enum class AddressKind {
    Empty,
    Fragment, ///< "#part" of the card
    Relative, ///< a file of the repository, or "//host/..."
    Web, ///< http, https
    Mail,
    EmbeddedPicture, ///< raster `data:` (png, jpeg, gif, webp, bmp, avif)
    Refused, ///< any other scheme
};

struct Address {
    AddressKind kind = AddressKind::Empty;
    std::string text; ///< cleaned
    std::string scheme; ///< lower case, as found
};

Address readAddress(std::string_view value);

/// Host of a web address or of "//host/...", lower case; empty for others.
std::string addressHost(const Address& address);

/// Last path segment without query, for labels; empty when there is none.
std::string addressFileName(const Address& address);

} // namespace docket::card
