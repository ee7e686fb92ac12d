#pragma once

#include <QList>
#include <QMap>
#include <QStringList>

#include <optional>

namespace docket::log
{

/// What an adopted policy set says to the fold (`policy.adopt`, FORMAT.md 5).
struct PolicyOrder {
    /// Decision codes from least to most protective, each item a list of equals. Empty: Docket's own order.
    QList<QStringList> order;
    /// A conflict is resolved by somebody who decided none of its sides.
    bool resolveByOthers = false;

    bool operator==(const PolicyOrder&) const = default;
    /// Rank of a code, higher protects more; nullopt when this order does not name it. Docket's own order names every
    /// code: see protectiveness().
    std::optional<int> rankOf(const QString& code) const;
};

/// Adopted policy sets by the name that entries carry in `pol` ("set@12hex"). A set that is not here has Docket's own
/// order and no further rules.
using PolicyOrders = QMap<QString, PolicyOrder>;

/// Docket's own order of decision codes, from least to most protective (policies.md 4e). Unknown codes rank as a hold:
/// above advice, below restriction.
int protectiveness(QStringView code);

/// The interim effect of a conflict when no order compares its sides: leave everything as it is until it is resolved.
inline QString holdCode()
{
    return QStringLiteral("hold");
}

/// The most protective of `codes` under all `orders` together: a code that no order puts below another one, and that at
/// least one order puts above or beside each of the others. holdCode() when there is none, as when two policy versions
/// contradict each other; empty for no codes. Of equals, the last by text.
QString mostProtective(const QStringList& codes, const QList<PolicyOrder>& orders);

} // namespace docket::log
