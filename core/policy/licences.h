#pragma once

#include <QStringView>

namespace docket::policy
{

/// What a licence identifier means for a reviewer (Hub documentation, licence identifiers, 2026-06-06).
enum class LicenceClass {
    Open, ///< nothing beyond attribution
    UseLimits, ///< carries a list of banned uses or a vendor's acceptable-use policy that flows down
    NonCommercial,
    NoDerivatives,
    Copyleft,
    Research, ///< text unconfirmed, most are research-only: open the LICENSE file
    Unclear, ///< missing, unknown, other, or a family name without version
    NotListed, ///< not an identifier of the Hub
};

/// Compares as the Hub does: the exact lower-case identifier.
LicenceClass licenceClassOf(QStringView identifier);

} // namespace docket::policy
