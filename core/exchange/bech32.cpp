#include "core/exchange/bech32.h"

#include <array>
#include <string_view>

namespace docket::exchange
{

namespace
{

constexpr std::string_view alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr qsizetype checksumSize = 6;

/// The checksum of BIP 173 over 5-bit groups: a BCH code over GF(32).
quint32 polymod(quint32 value, int group)
{
    constexpr std::array<quint32, 5> generator = { 0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3 };
    const quint32 top = value >> 25;
    value = ((value & 0x1ffffff) << 5) ^ static_cast<quint32>(group);
    for (size_t i = 0; i < generator.size(); ++i) {
        if ((top >> i) & 1)
            value ^= generator[i];
    }
    return value;
}

quint32 polymodOfPrefix(QByteArrayView prefix)
{
    quint32 value = 1;
    for (const char c : prefix)
        value = polymod(value, static_cast<unsigned char>(c) >> 5);
    value = polymod(value, 0);
    for (const char c : prefix)
        value = polymod(value, static_cast<unsigned char>(c) & 31);
    return value;
}

} // namespace

QByteArray toBech32(QByteArrayView prefix, QByteArrayView data)
{
    QByteArray out = prefix.toByteArray();
    out += '1';
    quint32 sum = polymodOfPrefix(prefix);
    const auto add = [&](int group) {
        sum = polymod(sum, group);
        out += alphabet[static_cast<size_t>(group)];
    };
    quint32 bits = 0;
    int count = 0;
    for (const char c : data) {
        bits = (bits << 8) | static_cast<unsigned char>(c);
        count += 8;
        while (count >= 5) {
            count -= 5;
            add(static_cast<int>((bits >> count) & 31));
        }
    }
    if (count > 0)
        add(static_cast<int>((bits << (5 - count)) & 31));
    for (int i = 0; i < checksumSize; ++i)
        sum = polymod(sum, 0);
    sum ^= 1;
    for (int i = 0; i < checksumSize; ++i)
        out += alphabet[(sum >> (5 * (checksumSize - 1 - i))) & 31];
    return out;
}

std::optional<QByteArray> fromBech32(QByteArrayView prefix, QByteArrayView given)
{
    const QByteArray text = given.toByteArray();
    const QByteArray lower = text.toLower();
    if (text != lower && text != text.toUpper())
        return std::nullopt;
    if (!lower.startsWith(prefix) || lower.size() < prefix.size() + 1 + checksumSize || lower[prefix.size()] != '1')
        return std::nullopt;
    quint32 sum = polymodOfPrefix(prefix);
    QByteArray out;
    quint32 bits = 0;
    int count = 0;
    for (qsizetype i = prefix.size() + 1; i < lower.size(); ++i) {
        const size_t group = alphabet.find(lower[i]);
        if (group == std::string_view::npos)
            return std::nullopt;
        sum = polymod(sum, static_cast<int>(group));
        if (i >= lower.size() - checksumSize)
            continue;
        bits = (bits << 5) | static_cast<quint32>(group);
        count += 5;
        if (count >= 8) {
            count -= 8;
            out += static_cast<char>((bits >> count) & 0xff);
        }
    }
    if (sum != 1 || count >= 5 || (bits & ((1U << count) - 1)) != 0)
        return std::nullopt;
    return out;
}

} // namespace docket::exchange
