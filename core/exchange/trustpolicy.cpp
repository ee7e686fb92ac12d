#include "core/exchange/trustpolicy.h"

#include "core/log/format/fault.h"
#include "core/log/format/note.h"

#include <QSet>

namespace docket::exchange
{

using namespace Qt::StringLiterals;
using log::SignatureType;

namespace
{

tl::unexpected<Error> policyFault(int line, const QString& detail)
{
    return tl::unexpected<Error>(log::faultError(ErrorCode::Integrity, u"policy"_s, u"policy",
        u"line %1 %2"_s.arg(line).arg(detail), u"get the file again from whoever made it"_s));
}

/// "name+key id+base64(type ‖ key)" in its one spelling; nullopt otherwise.
std::optional<std::pair<QByteArray, QByteArray>> parseKey(const QByteArray& text, SignatureType type)
{
    const qsizetype first = text.indexOf('+');
    const qsizetype second = text.indexOf('+', first + 1);
    if (first <= 0 || second < 0)
        return std::nullopt;
    const QByteArray name = text.first(first);
    const QByteArray key = QByteArray::fromBase64(text.mid(second + 1)).mid(1);
    if (key.size() != 32 || log::verifierKey(name, key, type) != text)
        return std::nullopt;
    return std::pair(name, key);
}

QByteArrayList wordsOf(const QByteArray& line)
{
    return line.simplified().isEmpty() ? QByteArrayList() : line.simplified().split(' ');
}

} // namespace

QByteArray TrustPolicy::toText() const
{
    QByteArray text;
    for (const Log& log : logs)
        text += "log " + log::verifierKey(log.name, log.publicKey) + '\n';
    QByteArray members;
    for (qsizetype i = 0; i < witnesses.size(); ++i) {
        const Witness& witness = witnesses.at(i);
        const QByteArray name = 'w' + QByteArray::number(i + 1);
        text += "witness " + name + ' '
            + log::verifierKey(witness.name, witness.publicKey, SignatureType::CosignatureV1) + '\n';
        members += ' ' + name;
    }
    if (!members.isEmpty())
        text += "group peers any" + members + '\n';
    // A device does not vouch for itself, so one alone has nobody.
    text += logs.size() > 1 && witnesses.size() > 1 ? "quorum peers\n" : "quorum none\n";
    return text;
}

Result<TrustPolicy> TrustPolicy::parse(QByteArrayView text)
{
    TrustPolicy policy;
    QSet<QByteArray> names{ "none" };
    bool quorum = false;
    int number = 0;
    if (!text.isEmpty() && !text.endsWith('\n'))
        return policyFault(1, u"and those after it do not end in a newline"_s);
    const QByteArrayList lines = text.toByteArray().split('\n');
    for (const QByteArray& line : lines) {
        ++number;
        const QByteArrayList words = wordsOf(line);
        if (words.isEmpty() || words.first().startsWith('#'))
            continue;
        const QByteArray& kind = words.first();
        const auto newName = [&](qsizetype at) {
            const bool fresh = words.size() > at && !names.contains(words.at(at));
            names.insert(words.value(at));
            return fresh;
        };
        if (kind == "log" && (words.size() == 2 || words.size() == 3)) {
            const auto key = parseKey(words.at(1), SignatureType::Ed25519);
            if (!key || policy.logNamed(key->first) || policy.logOf(key->second))
                return policyFault(number, u"has no usable log key"_s);
            policy.logs.append({ key->first, key->second });
        } else if (kind == "witness" && (words.size() == 3 || words.size() == 4)) {
            const auto key = parseKey(words.at(2), SignatureType::CosignatureV1);
            if (!key || !newName(1))
                return policyFault(number, u"has no usable witness key"_s);
            policy.witnesses.append({ key->first, key->second });
        } else if (kind == "group" && words.size() >= 4) {
            const QByteArrayList members = words.mid(3);
            bool counted = false;
            const int least = words.at(2).toInt(&counted);
            const bool threshold
                = words.at(2) == "any" || words.at(2) == "all" || (counted && least > 0 && least <= members.size());
            for (const QByteArray& member : members) {
                if (!names.contains(member) || member == "none")
                    return policyFault(number, u"names an unknown member"_s);
            }
            if (!threshold || !newName(1))
                return policyFault(number, u"is no group"_s);
        } else if (kind == "quorum" && words.size() == 2 && !quorum && names.contains(words.at(1))) {
            quorum = true;
        } else {
            return policyFault(number, u"is no line of a tlog-policy"_s);
        }
    }
    if (!quorum)
        return policyFault(number, u"is the end, and there was no quorum"_s);
    return policy;
}

const TrustPolicy::Log* TrustPolicy::logNamed(QByteArrayView name) const
{
    for (const Log& log : logs) {
        if (log.name == name)
            return &log;
    }
    return nullptr;
}

const TrustPolicy::Log* TrustPolicy::logOf(QByteArrayView publicKey) const
{
    for (const Log& log : logs) {
        if (log.publicKey == publicKey)
            return &log;
    }
    return nullptr;
}

} // namespace docket::exchange
