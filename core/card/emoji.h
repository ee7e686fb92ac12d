#pragma once

#include <string>
#include <string_view>

namespace docket::card
{

/// The emoji of a name ("rocket"), empty when there is none. Names are GitHub's, from the npm package gemoji.
std::string_view emojiNamed(std::string_view name);

/// Puts emoji in place of their codes (":rocket:"). A code stands on its own: no letter, digit or colon beside it, so
/// that "10:100:20" stays what it is.
std::string withEmoji(std::string_view text);

} // namespace docket::card
