#include "core/dataset/checkdigits.h"

#include <algorithm>
#include <array>

namespace docket::dataset
{

using namespace Qt::StringLiterals;

namespace
{

struct IbanCountry {
    QLatin1StringView country;
    int length;
};

/// Lengths from the IBAN registry (ISO 13616-1), by country.
const std::array<IbanCountry, 77> ibanCountries
    = { { { "AD"_L1, 24 }, { "AE"_L1, 23 }, { "AL"_L1, 28 }, { "AT"_L1, 20 }, { "AZ"_L1, 28 }, { "BA"_L1, 20 },
        { "BE"_L1, 16 }, { "BG"_L1, 22 }, { "BH"_L1, 22 }, { "BR"_L1, 29 }, { "BY"_L1, 28 }, { "CH"_L1, 21 },
        { "CR"_L1, 22 }, { "CY"_L1, 28 }, { "CZ"_L1, 24 }, { "DE"_L1, 22 }, { "DK"_L1, 18 }, { "DO"_L1, 28 },
        { "EE"_L1, 20 }, { "EG"_L1, 29 }, { "ES"_L1, 24 }, { "FI"_L1, 18 }, { "FO"_L1, 18 }, { "FR"_L1, 27 },
        { "GB"_L1, 22 }, { "GE"_L1, 22 }, { "GI"_L1, 23 }, { "GL"_L1, 18 }, { "GR"_L1, 27 }, { "GT"_L1, 28 },
        { "HR"_L1, 21 }, { "HU"_L1, 28 }, { "IE"_L1, 22 }, { "IL"_L1, 23 }, { "IQ"_L1, 23 }, { "IS"_L1, 26 },
        { "IT"_L1, 27 }, { "JO"_L1, 30 }, { "KW"_L1, 30 }, { "KZ"_L1, 20 }, { "LB"_L1, 28 }, { "LC"_L1, 32 },
        { "LI"_L1, 21 }, { "LT"_L1, 20 }, { "LU"_L1, 20 }, { "LV"_L1, 21 }, { "LY"_L1, 25 }, { "MC"_L1, 27 },
        { "MD"_L1, 24 }, { "ME"_L1, 22 }, { "MK"_L1, 19 }, { "MR"_L1, 27 }, { "MT"_L1, 31 }, { "MU"_L1, 30 },
        { "NL"_L1, 18 }, { "NO"_L1, 15 }, { "PK"_L1, 24 }, { "PL"_L1, 28 }, { "PS"_L1, 29 }, { "PT"_L1, 25 },
        { "QA"_L1, 29 }, { "RO"_L1, 24 }, { "RS"_L1, 22 }, { "SA"_L1, 24 }, { "SC"_L1, 31 }, { "SE"_L1, 24 },
        { "SI"_L1, 19 }, { "SK"_L1, 24 }, { "SM"_L1, 27 }, { "ST"_L1, 25 }, { "SV"_L1, 28 }, { "TL"_L1, 23 },
        { "TN"_L1, 24 }, { "TR"_L1, 26 }, { "UA"_L1, 29 }, { "VA"_L1, 22 }, { "XK"_L1, 20 } } };

bool allDigits(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

} // namespace

bool luhnHolds(QStringView digits)
{
    int sum = 0;
    bool twice = false;
    for (qsizetype i = digits.size(); i-- > 0;) {
        int value = digits[i].unicode() - u'0';
        if (value < 0 || value > 9)
            return false;
        if (twice)
            value = value > 4 ? value * 2 - 9 : value * 2;
        sum += value;
        twice = !twice;
    }
    return !digits.isEmpty() && sum % 10 == 0;
}

bool isCardNumber(QStringView digits)
{
    const qsizetype length = digits.size();
    if (length < 13 || length > 19 || !allDigits(digits))
        return false;
    const int two = digits.first(2).toInt();
    const int four = digits.first(4).toInt();
    const bool issuer = (digits.front() == u'4' && (length == 13 || length == 16 || length == 19))
        || (((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) && length == 16)
        || ((two == 34 || two == 37) && length == 15) || ((two == 36 || two == 38 || two == 30) && length == 14)
        || ((four == 6011 || two == 65 || (four >= 6440 && four <= 6499)) && length == 16)
        || (two == 35 && length == 16) || (two == 62 && length >= 16);
    const bool oneDigit = std::all_of(digits.begin(), digits.end(), [&](QChar c) { return c == digits.back(); });
    return issuer && !oneDigit && luhnHolds(digits);
}

int ibanLength(QStringView country)
{
    for (const IbanCountry& known : ibanCountries) {
        if (country == known.country)
            return known.length;
    }
    return 0;
}

bool isIban(QStringView text)
{
    if (text.size() < 15 || text.size() != ibanLength(text.first(2)) || !allDigits(text.sliced(2, 2)))
        return false;
    int remainder = 0;
    const auto take = [&remainder](QChar c) {
        if (c >= u'0' && c <= u'9')
            remainder = (remainder * 10 + (c.unicode() - u'0')) % 97;
        else if (c >= u'A' && c <= u'Z')
            remainder = (remainder * 100 + (c.unicode() - u'A' + 10)) % 97;
        else
            return false;
        return true;
    };
    for (const QChar c : text.sliced(4)) {
        if (!take(c))
            return false;
    }
    for (const QChar c : text.first(4)) {
        if (!take(c))
            return false;
    }
    return remainder == 1;
}

} // namespace docket::dataset
