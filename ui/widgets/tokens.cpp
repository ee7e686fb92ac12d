#include "ui/widgets/tokens.h"

#include <algorithm>
#include <cmath>

namespace docket::ui::widgets
{

namespace
{

QColor rgb(uint value)
{
    return QColor::fromRgb(value);
}

Tokens light()
{
    return {
        .bg = rgb(0xf6f7f9),
        .panel = rgb(0xffffff),
        .line = rgb(0xdfe3e8),
        .control = rgb(0xcfd5dd),
        .text = rgb(0x1d232b),
        .dim = rgb(0x525c69),
        .faint = rgb(0x626c79),
        .accent = rgb(0x3656d6),
        .onAccent = rgb(0xffffff),
        .accentSoft = rgb(0xe8edfd),
        .sel = rgb(0xe8edfd),
        .severity = { rgb(0x7d8998), rgb(0x6b7a90), rgb(0xb77900), rgb(0xd4570b), rgb(0xc0213a) },
        .ok = rgb(0x1a7346),
        .warn = rgb(0x8a5a00),
        .danger = rgb(0xb81f37),
        .hint = rgb(0xfff6e0),
        .hintLine = rgb(0xecd9a4),
        .code = rgb(0xf3f5f8),
        .scrim = QColor(29, 35, 43, 90),
    };
}

Tokens dark()
{
    return {
        .bg = rgb(0x16191e),
        .panel = rgb(0x1d2127),
        .line = rgb(0x2d333c),
        .control = rgb(0x3d4550),
        .text = rgb(0xe4e8ee),
        .dim = rgb(0xa3aebb),
        .faint = rgb(0x95a0ae),
        .accent = rgb(0x8ea6ff),
        .onAccent = rgb(0x10141f),
        .accentSoft = rgb(0x26304f),
        .sel = rgb(0x27304a),
        .severity = { rgb(0x7f8b9c), rgb(0x93a2b8), rgb(0xe0ad45), rgb(0xf08a4b), rgb(0xf2647a) },
        .ok = rgb(0x58c08a),
        .warn = rgb(0xe0ad45),
        .danger = rgb(0xf5788b),
        .hint = rgb(0x322b18),
        .hintLine = rgb(0x55471f),
        .code = rgb(0x242a32),
        .scrim = QColor(8, 10, 13, 150),
    };
}

/// Black ground, full-strength lines, nothing said by a shade of grey.
Tokens contrast()
{
    return {
        .bg = rgb(0x000000),
        .panel = rgb(0x000000),
        .line = rgb(0xb8b8b8),
        .control = rgb(0xffffff),
        .text = rgb(0xffffff),
        .dim = rgb(0xffffff),
        .faint = rgb(0xe6e6e6),
        .accent = rgb(0xffe34d),
        .onAccent = rgb(0x000000),
        .accentSoft = rgb(0x0a2a6b),
        .sel = rgb(0x0a2a6b),
        .severity = { rgb(0xe6e6e6), rgb(0xffffff), rgb(0xffe34d), rgb(0xffa64d), rgb(0xff8a9a) },
        .ok = rgb(0x6dff9e),
        .warn = rgb(0xffe34d),
        .danger = rgb(0xff8a9a),
        .hint = rgb(0x1f1a00),
        .hintLine = rgb(0xffe34d),
        .code = rgb(0x141414),
        .scrim = QColor(0, 0, 0, 200),
    };
}

double luminance(const QColor& color)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

const Tokens& tokensOf(Scheme scheme)
{
    static const Tokens sets[] = { light(), dark(), contrast() };
    return sets[static_cast<int>(scheme)];
}

double contrastRatio(const QColor& a, const QColor& b)
{
    const auto [low, high] = std::minmax({ luminance(a), luminance(b) });
    return (high + 0.05) / (low + 0.05);
}

} // namespace docket::ui::widgets
