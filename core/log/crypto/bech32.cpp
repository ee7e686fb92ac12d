#include "core/log/crypto/bech32.h"

#include <array>
#include <cstdint>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

constexpr char alphabet[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr int checksumSize = 6;

/// The checksum's polynomial remainder over five-bit values, as BIP 173 defines it.
class Remainder
{
public:
    void add(unsigned value)
    {
        static constexpr std::array<uint32_t, 5> generator{ 0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
            0x2a1462b3 };
        const uint32_t top = m_value >> 25;
        m_value = ((m_value & 0x1ffffff) << 5) ^ value;
        for (size_t bit = 0; bit < generator.size(); ++bit)
            if ((top >> bit) & 1)
                m_value ^= generator[bit];
    }
    void addPrefix(QByteArrayView prefix)
    {
        for (const char c : prefix)
            add(static_cast<unsigned>(c) >> 5);
        add(0);
        for (const char c : prefix)
            add(static_cast<unsigned>(c) & 31);
    }
    uint32_t value() const { return m_value; }

private:
    uint32_t m_value = 1;
};

} // namespace

QByteArray toBech32(QByteArrayView prefix, QByteArrayView bytes)
{
    Remainder remainder;
    remainder.addPrefix(prefix);
    QByteArray out = prefix.toByteArray() + '1';
    const auto put = [&](unsigned value) {
        remainder.add(value);
        out.append(alphabet[value]);
    };
    unsigned pending = 0;
    int bits = 0;
    for (const char c : bytes) {
        pending = (pending << 8) | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 5; bits -= 5)
            put((pending >> (bits - 5)) & 31);
        pending &= (1U << bits) - 1;
    }
    if (bits > 0)
        put((pending << (5 - bits)) & 31);
    for (int i = 0; i < checksumSize; ++i)
        remainder.add(0);
    const uint32_t checksum = remainder.value() ^ 1;
    for (int i = checksumSize - 1; i >= 0; --i)
        out.append(alphabet[(checksum >> (5 * i)) & 31]);
    return out;
}

Result<QByteArray> fromBech32(QByteArrayView prefix, QByteArrayView text)
{
    const auto refuse = [](const QString& cause) {
        return fail(ErrorCode::Parse, u"typed key"_s, cause, u"compare it with the paper and type it again"_s);
    };
    QByteArray plain;
    for (const char c : text.toByteArray().toLower())
        if (!QByteArrayView(" \t\r\n-").contains(c))
            plain.append(c);
    QByteArray start = prefix.toByteArray();
    start.replace('-', QByteArray());
    start.append('1');
    if (!plain.startsWith(start))
        return refuse(u"does not begin with %1"_s.arg(QString::fromLatin1(prefix.toByteArray().toUpper())));
    const QByteArray data = plain.mid(start.size());
    if (data.size() < checksumSize)
        return refuse(u"is too short"_s);
    Remainder remainder;
    remainder.addPrefix(prefix);
    QByteArray out;
    unsigned pending = 0;
    int bits = 0;
    const QByteArrayView letters(alphabet, 32);
    for (qsizetype i = 0; i < data.size(); ++i) {
        const qsizetype value = letters.indexOf(data[i]);
        if (value < 0)
            return refuse(u"has the character \"%1\", which never occurs"_s.arg(QChar::fromLatin1(data[i])));
        remainder.add(static_cast<unsigned>(value));
        if (i >= data.size() - checksumSize)
            continue;
        pending = (pending << 5) | static_cast<unsigned>(value);
        if (bits += 5; bits >= 8) {
            bits -= 8;
            out.append(static_cast<char>((pending >> bits) & 0xff));
            pending &= (1U << bits) - 1;
        }
    }
    if (remainder.value() != 1)
        return refuse(u"has a mistake: its checksum does not fit"_s);
    if (bits >= 5 || pending != 0)
        return refuse(u"is not made of whole bytes"_s);
    return out;
}

} // namespace docket::log
