#include "core/card/address.h"

#include "core/card/textwriter.h"

#include <algorithm>

namespace docket::card
{

namespace
{

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool isAlpha(char c)
{
    return lower(c) >= 'a' && lower(c) <= 'z';
}
bool isC0OrSpace(char c)
{
    return static_cast<unsigned char>(c) <= 0x20;
}

std::string lowered(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

bool isRasterData(std::string_view afterScheme)
{
    const std::string start = lowered(afterScheme.substr(0, 24));
    for (const std::string_view type :
        { "image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/bmp", "image/avif" })
        if (start.starts_with(type) && (start[type.size()] == ';' || start[type.size()] == ','))
            return true;
    return false;
}

} // namespace

Address readAddress(std::string_view value)
{
    while (!value.empty() && isC0OrSpace(value.front()))
        value.remove_prefix(1);
    while (!value.empty() && isC0OrSpace(value.back()))
        value.remove_suffix(1);
    Address out;
    out.text.reserve(value.size());
    for (const char c : value)
        if (c != '\t' && c != '\n' && c != '\r' && c != '\0')
            out.text += c;

    if (out.text.empty())
        return out;
    if (out.text[0] == '#') {
        out.kind = AddressKind::Fragment;
        return out;
    }
    size_t i = 0;
    while (i < out.text.size()
        && (isAlpha(out.text[i])
            || (i > 0
                && ((out.text[i] >= '0' && out.text[i] <= '9') || out.text[i] == '+' || out.text[i] == '-'
                    || out.text[i] == '.'))))
        ++i;
    if (i == 0 || i == out.text.size() || out.text[i] != ':') {
        out.kind = AddressKind::Relative;
        return out;
    }
    out.scheme = lowered(std::string_view(out.text).substr(0, i));
    if (out.scheme == "http" || out.scheme == "https")
        out.kind = AddressKind::Web;
    else if (out.scheme == "mailto")
        out.kind = AddressKind::Mail;
    else if (out.scheme == "data" && isRasterData(std::string_view(out.text).substr(i + 1)))
        out.kind = AddressKind::EmbeddedPicture;
    else
        out.kind = AddressKind::Refused;
    return out;
}

std::string addressHost(const Address& address)
{
    std::string_view rest = address.text;
    if (address.kind == AddressKind::Web)
        rest.remove_prefix(address.scheme.size() + 1);
    else if (address.kind != AddressKind::Relative)
        return {};
    const auto isSlash = [](char c) { return c == '/' || c == '\\'; };
    if (address.kind == AddressKind::Relative && (rest.size() < 2 || !isSlash(rest[0]) || !isSlash(rest[1])))
        return {};
    while (!rest.empty() && isSlash(rest.front()))
        rest.remove_prefix(1);
    rest = rest.substr(0, rest.find_first_of("/\\?#"));
    if (const size_t at = rest.rfind('@'); at != rest.npos) // what stands before it is a user name, often a lure
        rest.remove_prefix(at + 1);
    return lowered(rest);
}

std::string addressFileName(const Address& address)
{
    if (address.kind != AddressKind::Web && address.kind != AddressKind::Relative)
        return {};
    std::string_view path = address.text;
    path = path.substr(0, path.find_first_of("?#"));
    if (const size_t slash = path.find_last_of("/\\"); slash != path.npos)
        path.remove_prefix(slash + 1);
    return std::string(beginning(path, 120));
}

} // namespace docket::card
