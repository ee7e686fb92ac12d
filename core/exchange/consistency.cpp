#include "core/exchange/consistency.h"

#include "core/log/format/fault.h"

#include <QByteArrayList>

namespace docket::exchange
{

using namespace Qt::StringLiterals;

namespace
{

constexpr QByteArrayView firstLine("docket-consistency/v1");
constexpr qsizetype mostHashes = 128; // two for each level of a tree of 2^63

std::optional<Consistency> parseLines(const QByteArrayList& lines)
{
    if (lines.size() < 3 || lines.size() > mostHashes + 3 || lines.first() != firstLine)
        return std::nullopt;
    Consistency out;
    const QByteArrayList sizes = lines.at(1).split(' ');
    out.from = sizes.first().toLongLong();
    out.size = sizes.last().toLongLong();
    if (out.from < 1 || out.size < out.from)
        return std::nullopt;
    for (qsizetype i = 2; i < lines.size() - 1; ++i) {
        const QByteArray hash = QByteArray::fromBase64(lines.at(i));
        if (hash.size() != 32)
            return std::nullopt;
        out.proof.push_back(log::Hash::from(hash));
    }
    return out;
}

} // namespace

QByteArray Consistency::toText() const
{
    QByteArray text = firstLine.toByteArray();
    text += '\n' + QByteArray::number(from) + ' ' + QByteArray::number(size) + '\n';
    for (const log::Hash& hash : proof)
        text += hash.toByteArray().toBase64() + '\n';
    return text;
}

Result<Consistency> Consistency::parse(QByteArrayView text)
{
    auto out = parseLines(text.toByteArray().split('\n'));
    if (!out || out->toText() != text)
        return log::fault(u"consistency", u"is no consistency file, or not in its one spelling"_s);
    return std::move(*out);
}

} // namespace docket::exchange
