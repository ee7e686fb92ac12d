#include "core/log/fold/authority.h"

#include "core/base/digest.h"
#include "core/log/crypto/hash.h"

#include <algorithm>
#include <limits>

namespace docket::log
{

using namespace Qt::StringLiterals;

bool mayBeRedacted(QStringView kind)
{
    for (const QLatin1String kept : { "ws."_L1, "key."_L1, "role."_L1, "redact."_L1 })
        if (kind.startsWith(kept))
            return false;
    return true;
}

QStringList Authority::allRoles()
{
    return { u"auditor"_s, u"ethics"_s, u"lead"_s, u"privacy"_s, u"reviewer"_s, u"root"_s };
}

const Authority::Step* Authority::stepAt(const QByteArray& device, qint64 seq) const
{
    const auto found = m_devices.constFind(device);
    if (found == m_devices.constEnd() || seq < 1)
        return nullptr;
    const auto after = std::upper_bound(found->steps.begin(), found->steps.end(), seq,
        [](qint64 value, const Step& step) { return value < step.from; });
    return after == found->steps.begin() ? nullptr : &*std::prev(after);
}

QString Authority::personOf(const QByteArray& device, qint64 seq) const
{
    const Step* step = stepAt(device, seq);
    return step ? step->person : QString();
}

QStringList Authority::rolesOf(const QByteArray& device, qint64 seq) const
{
    const Step* step = stepAt(device, seq);
    return step ? step->roles : QStringList();
}

bool Authority::hasRoot(const QByteArray& device, qint64 seq) const
{
    const Step* step = stepAt(device, seq);
    return step && step->root;
}

QList<Reviewer> Authority::reviewers() const
{
    QList<Reviewer> out;
    for (auto device = m_devices.begin(); device != m_devices.end(); ++device) {
        if (device->person.isEmpty())
            continue;
        const qint64 last = device->revokedAfter.value_or(std::numeric_limits<qint64>::max());
        out.append({ device->person, nameOf(device->person), device.key(), rolesOf(device.key(), last) });
    }
    std::sort(out.begin(), out.end(), [](const Reviewer& a, const Reviewer& b) {
        return std::tie(a.person, a.device) < std::tie(b.person, b.device);
    });
    return out;
}

QByteArrayList Authority::devicesOf(const QString& person) const
{
    QByteArrayList out;
    for (auto device = m_devices.begin(); device != m_devices.end(); ++device)
        if (!person.isEmpty() && device->person == person)
            out.append(device.key());
    std::sort(out.begin(), out.end());
    return out;
}

QByteArrayList Authority::devices() const
{
    QByteArrayList out = m_devices.keys();
    std::sort(out.begin(), out.end());
    return out;
}

QList<qint64> Authority::stepsOf(const QByteArray& device) const
{
    QList<qint64> out;
    if (const auto found = m_devices.constFind(device); found != m_devices.constEnd())
        for (const Step& step : found->steps)
            out.append(step.from);
    return out;
}

std::optional<qint64> Authority::revokedAfter(const QByteArray& device) const
{
    return m_devices.value(device).revokedAfter;
}

std::optional<QByteArray> Authority::successorOf(const QByteArray& device) const
{
    return m_devices.value(device).successor;
}

std::optional<QByteArray> Authority::cosignerOf(const QByteArray& device) const
{
    return m_devices.value(device).cosigner;
}

std::optional<ExchangeKey> Authority::exchangeKeyOf(const QByteArray& device) const
{
    return m_devices.value(device).exchange;
}

std::optional<PolicyOrder> Authority::policyOrder(const QString& pol) const
{
    const auto found = m_policies.constFind(pol);
    return found == m_policies.constEnd() ? std::nullopt : std::optional(*found);
}

QByteArray Authority::fingerprintOf(const QByteArray& device) const
{
    const auto found = m_devices.find(device);
    if (found == m_devices.end())
        return {};
    QByteArray text;
    for (const Step& step : found->steps) {
        text += QByteArray::number(step.from) + ' ' + step.person.toUtf8() + ' ' + step.roles.join(u',').toUtf8()
            + (step.root ? " root\n" : "\n");
    }
    text += nameOf(found->person).toUtf8();
    return toBase64Url(sha256Of({ text }).view().first(12));
}

} // namespace docket::log
