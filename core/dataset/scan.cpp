#include "core/dataset/scan.h"

#include <algorithm>
#include <array>

namespace docket::dataset
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int signalCount = static_cast<int>(Signal::ColumnName) + 1;

struct NameHint {
    QLatin1StringView word; ///< a whole word of the column's name, or several joined by '_'
    QLatin1StringView criterion;
};

/// Names that promise personal data (CG-26), sensitive or biometric data (CG-27), data of children (CG-28).
const std::array<NameHint, 58> nameHints = { {
    { "email"_L1, "CG-26"_L1 },
    { "mail"_L1, "CG-26"_L1 },
    { "phone"_L1, "CG-26"_L1 },
    { "telephone"_L1, "CG-26"_L1 },
    { "mobile"_L1, "CG-26"_L1 },
    { "tel"_L1, "CG-26"_L1 },
    { "address"_L1, "CG-26"_L1 },
    { "street"_L1, "CG-26"_L1 },
    { "postcode"_L1, "CG-26"_L1 },
    { "zip"_L1, "CG-26"_L1 },
    { "first_name"_L1, "CG-26"_L1 },
    { "firstname"_L1, "CG-26"_L1 },
    { "last_name"_L1, "CG-26"_L1 },
    { "lastname"_L1, "CG-26"_L1 },
    { "surname"_L1, "CG-26"_L1 },
    { "full_name"_L1, "CG-26"_L1 },
    { "fullname"_L1, "CG-26"_L1 },
    { "real_name"_L1, "CG-26"_L1 },
    { "ssn"_L1, "CG-26"_L1 },
    { "passport"_L1, "CG-26"_L1 },
    { "national_id"_L1, "CG-26"_L1 },
    { "tax_id"_L1, "CG-26"_L1 },
    { "iban"_L1, "CG-26"_L1 },
    { "credit_card"_L1, "CG-26"_L1 },
    { "card_number"_L1, "CG-26"_L1 },
    { "dob"_L1, "CG-26"_L1 },
    { "birthday"_L1, "CG-26"_L1 },
    { "birthdate"_L1, "CG-26"_L1 },
    { "date_of_birth"_L1, "CG-26"_L1 },
    { "birth_date"_L1, "CG-26"_L1 },
    { "ip_address"_L1, "CG-26"_L1 },
    { "ip"_L1, "CG-26"_L1 },
    { "password"_L1, "CG-26"_L1 },
    { "latitude"_L1, "CG-27"_L1 },
    { "longitude"_L1, "CG-27"_L1 },
    { "gps"_L1, "CG-27"_L1 },
    { "location"_L1, "CG-27"_L1 },
    { "diagnosis"_L1, "CG-27"_L1 },
    { "patient"_L1, "CG-27"_L1 },
    { "health"_L1, "CG-27"_L1 },
    { "medication"_L1, "CG-27"_L1 },
    { "religion"_L1, "CG-27"_L1 },
    { "belief"_L1, "CG-27"_L1 },
    { "ethnicity"_L1, "CG-27"_L1 },
    { "race"_L1, "CG-27"_L1 },
    { "nationality"_L1, "CG-27"_L1 },
    { "sexual_orientation"_L1, "CG-27"_L1 },
    { "political"_L1, "CG-27"_L1 },
    { "face"_L1, "CG-27"_L1 },
    { "voice"_L1, "CG-27"_L1 },
    { "fingerprint"_L1, "CG-27"_L1 },
    { "biometric"_L1, "CG-27"_L1 },
    { "child"_L1, "CG-28"_L1 },
    { "kid"_L1, "CG-28"_L1 },
    { "pupil"_L1, "CG-28"_L1 },
    { "school"_L1, "CG-28"_L1 },
    { "guardian"_L1, "CG-28"_L1 },
    { "parent_name"_L1, "CG-28"_L1 },
} };

/// "customerEmail (2)" as "_customer_email_2_".
QString wordsOf(const QString& name)
{
    QString words = u"_"_s;
    QChar before;
    for (const QChar c : name.left(200)) {
        if (!c.isLetterOrNumber()) {
            if (!words.endsWith(u'_'))
                words.append(u'_');
        } else {
            if (c.isUpper() && before.isLower())
                words.append(u'_');
            words.append(c.toLower());
        }
        before = c;
    }
    if (!words.endsWith(u'_'))
        words.append(u'_');
    return words;
}

QString criterionOfName(const QString& name)
{
    const QString words = wordsOf(name);
    for (const NameHint& hint : nameHints) {
        if (words.contains(u'_' + hint.word + u'_'))
            return QString(hint.criterion);
    }
    return {};
}

} // namespace

QString signalName(Signal signal)
{
    switch (signal) {
    case Signal::Email:
        return u"email"_s;
    case Signal::Phone:
        return u"phone"_s;
    case Signal::Iban:
        return u"iban"_s;
    case Signal::CardNumber:
        return u"card-number"_s;
    case Signal::Ipv4:
        return u"ipv4"_s;
    case Signal::Ipv6:
        return u"ipv6"_s;
    case Signal::UrlCredentials:
        return u"url-credentials"_s;
    case Signal::HubToken:
        return u"hub-token"_s;
    case Signal::CloudKey:
        return u"cloud-key"_s;
    case Signal::PrivateKey:
        return u"private-key"_s;
    case Signal::ColumnName:
        return u"column-name"_s;
    }
    return {};
}

struct TableScanner::Private {
    QList<Column> columns;
    int placesEach = 5;
    qint64 rows = 0;
    /// findings[column][signal]; matches == 0 where nothing was seen.
    QList<std::array<SignalFinding, signalCount>> findings;
};

TableScanner::TableScanner(const QList<Column>& columns, int placesEach) : d(std::make_unique<Private>())
{
    d->columns = columns;
    d->placesEach = placesEach;
    d->findings.resize(columns.size());
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (const QString criterion = criterionOfName(columns[i].name); !criterion.isEmpty()) {
            SignalFinding& finding = d->findings[i].at(static_cast<size_t>(Signal::ColumnName));
            finding.signal = Signal::ColumnName;
            finding.criterion = criterion;
            finding.matches = 1;
            finding.places.append({ -1, columns[i].name, columns[i].name });
        }
    }
}

TableScanner::~TableScanner() = default;
TableScanner::TableScanner(TableScanner&&) noexcept = default;
TableScanner& TableScanner::operator=(TableScanner&&) noexcept = default;

void TableScanner::add(qint64 row, const QList<Cell>& cells)
{
    ++d->rows;
    for (qsizetype i = 0; i < std::min(cells.size(), d->findings.size()); ++i) {
        if (cells[i].text.size() < 7) // shorter than anything looked for
            continue;
        std::array<bool, signalCount> counted{};
        for (const SignalMatch& match : findSignals(cells[i].text)) {
            const auto index = static_cast<size_t>(match.signal);
            SignalFinding& finding = d->findings[i].at(index);
            finding.signal = match.signal;
            finding.criterion = u"CG-26"_s;
            ++finding.matches;
            if (!counted.at(index)) {
                counted.at(index) = true;
                ++finding.rows;
            }
            if (finding.places.size() < d->placesEach)
                finding.places.append({ row, d->columns[i].name, match.masked });
        }
    }
}

QList<SignalFinding> TableScanner::findings() const
{
    QList<SignalFinding> found;
    for (int signal = 0; signal < signalCount; ++signal) {
        for (qsizetype i = 0; i < d->findings.size(); ++i) {
            SignalFinding finding = d->findings[i].at(static_cast<size_t>(signal));
            if (finding.matches > 0) {
                finding.column = d->columns[i].name;
                found.append(std::move(finding));
            }
        }
    }
    return found;
}

qint64 TableScanner::rowsSeen() const
{
    return d->rows;
}

} // namespace docket::dataset
