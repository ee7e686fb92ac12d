#pragma once

#include <QString>

namespace docket::card
{

/// What a licence identifier asks a reviewer to check (policies.md 3.13).
enum class LicenceClass { Unknown, Open, UseRestricted, VendorPolicy, NonCommercial, NoDerivatives, Copyleft, Unclear };

/// Class of an identifier of the Hub's list of 2026-06-06 (83 entries); Unknown when it is not on the list.
LicenceClass licenceClass(const QString& identifier);

/// What people call it ("Apache License 2.0"); empty when the Hub's list has no such identifier or it says nothing.
QString licenceName(const QString& identifier);
/// Page with its text at spdx.org; empty when it is none of SPDX's.
QString licenceAddress(const QString& identifier);

} // namespace docket::card
