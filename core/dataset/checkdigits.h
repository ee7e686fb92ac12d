#pragma once

#include <QString>

namespace docket::dataset
{

/// Luhn's digit of ISO/IEC 7812 over a text of digits only.
bool luhnHolds(QStringView digits);

/// A payment card: length and first digits of an issuer (ISO/IEC 7812 ranges in public use), not one digit repeated,
/// Luhn right.
bool isCardNumber(QStringView digits);

/// An IBAN without blanks: known country, its length, check digits right modulo 97 (ISO 13616).
bool isIban(QStringView text);
/// Length of an IBAN of that country, 0 for a country without.
int ibanLength(QStringView country);

} // namespace docket::dataset
