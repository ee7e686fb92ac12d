#include "core/card/emoji.h"

#include <algorithm>

namespace docket::card
{

namespace
{

struct Emoji {
    std::string_view name;
    std::string_view text;
};

/// Ascending by name.
constexpr Emoji table[] = {
#include "emojitable.inc"
};

constexpr size_t longestName = 40;

bool isNameByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '+' || c == '-';
}

bool touches(char c)
{
    return c == ':' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

} // namespace

std::string_view emojiNamed(std::string_view name)
{
    const auto* found = std::lower_bound(std::begin(table), std::end(table), name,
        [](const Emoji& emoji, std::string_view wanted) { return emoji.name < wanted; });
    return found != std::end(table) && found->name == name ? found->text : std::string_view();
}

std::string withEmoji(std::string_view text)
{
    std::string out;
    size_t copied = 0;
    for (size_t at = text.find(':'); at != text.npos; at = text.find(':', at)) {
        size_t end = at + 1;
        while (end < text.size() && end - at <= longestName && isNameByte(text[end]))
            ++end;
        const bool isCode = end < text.size() && text[end] == ':' && end > at + 1 && (at == 0 || !touches(text[at - 1]))
            && (end + 1 == text.size() || !touches(text[end + 1]));
        const std::string_view emoji = isCode ? emojiNamed(text.substr(at + 1, end - at - 1)) : std::string_view();
        if (emoji.empty()) {
            at = end;
            continue;
        }
        out.append(text.substr(copied, at - copied)).append(emoji);
        copied = at = end + 1;
    }
    return out.append(text.substr(copied));
}

} // namespace docket::card
