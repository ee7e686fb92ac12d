#pragma once

#include <QString>

namespace docket::card
{

/// What a licence identifier asks a reviewer to check (policies.md 3.13).
enum class LicenceClass { Unknown, Open, UseRestricted, VendorPolicy, NonCommercial, NoDerivatives, Copyleft, Unclear };

/// Class of an identifier of the Hub's list of 2026-06-06 (83 entries); Unknown when it is not on the list.
LicenceClass licenceClass(const QString& identifier);

} // namespace docket::card
