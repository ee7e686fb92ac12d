#include "core/card/concealment.h"

#include "core/card/nodes.h"
#include "core/card/textwriter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <optional>
#include <string_view>

namespace docket::card
{

namespace
{

constexpr size_t longestStyle = 2000;
constexpr size_t longestWords = 80; ///< of what is said about it
constexpr int mostSurroundings = 32; ///< elements looked at for a background
constexpr double smallestText = 3; ///< CSS pixels
constexpr double farAway = 500; ///< CSS pixels out of the page
constexpr double smallestContrast = 1.25; ///< WCAG 2 ratio; 1 is the same colour

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/// Lower case, without blanks at the ends, comments and "!important".
std::string plain(std::string_view text)
{
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text.substr(i, 2) == "/*") {
            const size_t end = text.find("*/", i + 2);
            if (end == text.npos)
                break;
            i = end + 1;
        } else if (const char c = lower(text[i]); !isBlank(c) || (!out.empty() && out.back() != ' ')) {
            out += isBlank(c) ? ' ' : c;
        }
    }
    if (const size_t important = out.find('!'); important != out.npos)
        out.resize(important);
    while (!out.empty() && out.back() == ' ')
        out.pop_back();
    return out;
}

struct Rule {
    std::string name;
    std::string value;
    std::string words() const { return std::string(beginning(name + ':' + value, longestWords)); }
};

/// Calls `take` with each declaration until it says true.
template <typename F> bool eachRule(std::string_view style, F&& take)
{
    style = style.substr(0, longestStyle);
    while (!style.empty()) {
        const size_t end = std::min(style.find(';'), style.size());
        const std::string_view one = style.substr(0, end);
        style.remove_prefix(std::min(end + 1, style.size()));
        if (const size_t colon = one.find(':'); colon != one.npos)
            if (take(Rule{ plain(one.substr(0, colon)), plain(one.substr(colon + 1)) }))
                return true;
    }
    return false;
}

/// The number a value starts with and its unit.
struct Length {
    double number = 0;
    std::string_view unit;
    /// CSS pixels, an em being 16 and a percent of `whole`.
    double pixels(double whole = 16) const
    {
        return unit == "em" || unit == "rem" || unit == "ex" || unit == "ch" ? number * 16
            : unit == "%"                                                    ? number * whole / 100
            : unit == "pt"                                                   ? number * 4 / 3
            : unit == "vw" || unit == "vh"                                   ? number * 10
            : unit == "cm"                                                   ? number * 38
            : unit == "in"                                                   ? number * 96
                                                                             : number;
    }
};
std::optional<Length> readLength(std::string_view value)
{
    if (value.starts_with('+'))
        value.remove_prefix(1);
    Length out;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), out.number);
    if (error != std::errc())
        return std::nullopt;
    out.unit = value.substr(size_t(end - value.data()));
    out.unit = out.unit.substr(0, out.unit.find(' '));
    return out;
}

struct Colour {
    double red = 0;
    double green = 0;
    double blue = 0;
    double alpha = 1;
};

std::optional<Colour> readColour(std::string_view value)
{
    struct Name {
        std::string_view name;
        unsigned rgb;
    };
    static constexpr Name names[] = { { "white", 0xffffff }, { "snow", 0xfffafa }, { "ivory", 0xfffff0 },
        { "ghostwhite", 0xf8f8ff }, { "floralwhite", 0xfffaf0 }, { "whitesmoke", 0xf5f5f5 }, { "azure", 0xf0ffff },
        { "mintcream", 0xf5fffa }, { "honeydew", 0xf0fff0 }, { "aliceblue", 0xf0f8ff }, { "seashell", 0xfff5ee },
        { "oldlace", 0xfdf5e6 }, { "lavenderblush", 0xfff0f5 }, { "lightyellow", 0xffffe0 }, { "black", 0x000000 },
        { "red", 0xff0000 }, { "green", 0x008000 }, { "blue", 0x0000ff }, { "yellow", 0xffff00 }, { "gray", 0x808080 },
        { "grey", 0x808080 }, { "navy", 0x000080 }, { "orange", 0xffa500 }, { "darkgreen", 0x006400 },
        { "darkblue", 0x00008b }, { "darkred", 0x8b0000 }, { "purple", 0x800080 }, { "teal", 0x008080 } };
    for (const Name& one : names)
        if (one.name == value)
            return Colour{ double(one.rgb >> 16), double((one.rgb >> 8) & 255), double(one.rgb & 255) };
    if (value == "transparent")
        return Colour{ 0, 0, 0, 0 };
    if (value.starts_with('#')) {
        value.remove_prefix(1);
        std::array<double, 4> part{ 0, 0, 0, 255 };
        const size_t each = value.size() <= 4 ? 1 : 2;
        if (value.size() != 3 && value.size() != 4 && value.size() != 6 && value.size() != 8)
            return std::nullopt;
        for (size_t i = 0; i * each < value.size(); ++i) {
            unsigned number = 0;
            const char* const at = value.data() + i * each;
            if (std::from_chars(at, at + each, number, 16).ptr != at + each)
                return std::nullopt;
            part[i] = each == 1 ? number * 17 : number;
        }
        return Colour{ part[0], part[1], part[2], part[3] / 255 };
    }
    if (value.starts_with("rgb")) {
        std::array<double, 4> part{ 0, 0, 0, 1 };
        size_t at = value.find('(');
        for (size_t i = 0; i < 4 && at != value.npos; ++i) {
            at = value.find_first_of("0123456789.", at);
            if (at == value.npos)
                break;
            const size_t end = std::min(value.find_first_of(" ,/)", at), value.size());
            if (const auto length = readLength(value.substr(at, end - at)))
                part[i] = length->unit == "%" ? length->number * (i == 3 ? 1 : 255) / 100 : length->number;
            at = end;
        }
        return Colour{ part[0], part[1], part[2], part[3] };
    }
    return std::nullopt;
}

double luminance(const Colour& colour)
{
    const auto linear = [](double part) {
        const double share = std::clamp(part / 255, 0.0, 1.0);
        return share * share; // close enough to WCAG's curve for the question asked
    };
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

/// What stands behind the text of this element; nothing when it is a picture or a colour not known.
std::optional<Colour> backgroundOf(const GumboNode* node)
{
    for (int i = 0; node && node->type == GUMBO_NODE_ELEMENT && i < mostSurroundings; ++i, node = node->parent) {
        std::optional<std::string> found;
        if (const char* attribute = attributeValue(node->v.element, "bgcolor"))
            found = plain(std::string_view(attribute).substr(0, longestStyle));
        if (const char* style = attributeValue(node->v.element, "style"))
            eachRule(style, [&](const Rule& rule) {
                if (rule.name == "background-color" || rule.name == "background")
                    found = rule.value;
                else if (rule.name == "background-image")
                    found = rule.name;
                return false;
            });
        if (!found || *found == "none" || *found == "transparent" || *found == "inherit" || *found == "initial")
            continue;
        return readColour(*found);
    }
    return Colour{ 255, 255, 255 };
}

bool vanishes(std::string_view colour, const GumboNode* node)
{
    const std::optional<Colour> text = readColour(colour);
    if (!text)
        return false;
    if (text->alpha < 0.1)
        return true;
    const std::optional<Colour> behind = backgroundOf(node);
    if (!behind || behind->alpha < 1)
        return false;
    const double one = luminance(*text) + 0.05;
    const double other = luminance(*behind) + 0.05;
    return std::max(one, other) / std::min(one, other) < smallestContrast;
}

bool hides(const Rule& rule, const GumboNode* node)
{
    const auto length = readLength(rule.value);
    if (rule.name == "display")
        return rule.value == "none";
    if (rule.name == "visibility")
        return rule.value == "hidden" || rule.value == "collapse";
    if (rule.name == "opacity")
        return length && length->number < (length->unit == "%" ? 10 : 0.1);
    if (rule.name == "font-size")
        return length && length->pixels() < smallestText;
    if (rule.name == "font") { // "0/0 a", "1px serif"
        const size_t digit = rule.value.find_first_of("0123456789");
        const auto size
            = digit == rule.value.npos ? std::nullopt : readLength(std::string_view(rule.value).substr(digit));
        return size && size->number < smallestText && (size->unit.starts_with('/') || size->unit == "px");
    }
    if (rule.name == "color" || rule.name == "-webkit-text-fill-color")
        return vanishes(rule.value, node);
    if (rule.name == "text-indent" || rule.name == "left" || rule.name == "top" || rule.name == "right"
        || rule.name == "bottom" || rule.name == "margin-left" || rule.name == "margin-top"
        || rule.name == "inset-inline-start")
        return length && (length->pixels(1000) <= -farAway || (length->pixels(1000) > 5000));
    if (rule.name == "transform" || rule.name == "scale")
        return rule.value.find("scale(0") != rule.value.npos || (rule.name == "scale" && length && length->number == 0)
            || rule.value.find("translate(-9") != rule.value.npos;
    if (rule.name == "clip")
        return rule.value.starts_with("rect(0") || rule.value.starts_with("rect(1px");
    if (rule.name == "clip-path")
        return rule.value.starts_with("inset(50%") || rule.value.starts_with("inset(100%")
            || rule.value.starts_with("circle(0");
    if (rule.name == "filter")
        return rule.value.find("opacity(0") != rule.value.npos;
    return false;
}

/// A box too small for its text that does not let it out.
bool isShutBox(std::string_view style)
{
    bool small = false;
    bool shut = false;
    eachRule(style, [&](const Rule& rule) {
        if (rule.name == "height" || rule.name == "width" || rule.name == "max-height" || rule.name == "max-width") {
            const auto length = readLength(rule.value);
            small = small || (length && length->unit != "%" && length->pixels() <= 2);
        } else if (rule.name == "overflow" || rule.name == "overflow-y" || rule.name == "overflow-x") {
            shut = shut || rule.value.starts_with("hidden") || rule.value.starts_with("clip");
        }
        return false;
    });
    return small && shut;
}

/// Each <sub>, <sup> and <small> takes a sixth off.
bool isShrunk(const GumboNode* node)
{
    constexpr int tooMany = 7;
    int depth = 0;
    for (int i = 0; node && node->type == GUMBO_NODE_ELEMENT && i < mostSurroundings; ++i, node = node->parent) {
        const GumboTag tag = node->v.element.tag;
        depth += tag == GUMBO_TAG_SUB || tag == GUMBO_TAG_SUP || tag == GUMBO_TAG_SMALL;
    }
    return depth == tooMany; // the outermost that is too small; what is inside is hidden with it
}

} // namespace

std::string concealment(const GumboNode* node)
{
    const GumboElement& element = node->v.element;
    if ((element.tag == GUMBO_TAG_SUB || element.tag == GUMBO_TAG_SUP || element.tag == GUMBO_TAG_SMALL)
        && isShrunk(node))
        return "<" + std::string(gumbo_normalized_tagname(element.tag)) + "> \xC3\x97" + "7";
    if (element.attributes.length == 0)
        return {};
    if (attributeValue(element, "hidden"))
        return "hidden";
    if (const char* colour = element.tag == GUMBO_TAG_FONT ? attributeValue(element, "color") : nullptr) {
        const std::string value = plain(std::string_view(colour).substr(0, longestStyle));
        if (vanishes(value, node))
            return std::string(beginning("color=" + value, longestWords));
    }
    const char* style = attributeValue(element, "style");
    if (!style)
        return {};
    std::string how;
    eachRule(style, [&](const Rule& rule) {
        if (hides(rule, node))
            how = rule.words();
        return !how.empty();
    });
    if (how.empty() && isShutBox(style))
        how = "overflow:hidden";
    return how;
}

} // namespace docket::card
