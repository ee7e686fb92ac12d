#pragma once

#include "core/dataset/table.h"

#include <memory>

namespace docket::dataset
{

/// What a scanner looks for: signals for criteria CG-26 to CG-28 (private data) and for leaked credentials. Hints for a
/// reviewer, never answers.
enum class Signal {
    Email,
    Phone,
    Iban, ///< ISO 13616, check digits right
    CardNumber, ///< ISO/IEC 7812, Luhn digit right
    Ipv4,
    Ipv6,
    UrlCredentials, ///< user:password@ in an address
    HubToken, ///< hf_… or api_org_…
    CloudKey, ///< AWS access key id: AKIA…, ASIA…
    PrivateKey, ///< -----BEGIN … PRIVATE KEY-----
    ColumnName, ///< a column whose name promises personal data
};

/// "email", "card-number", "hub-token".
QString signalName(Signal signal);

/// One match in a text; offsets in UTF-16 units.
struct SignalMatch {
    Signal signal = Signal::Email;
    qsizetype start = 0;
    qsizetype length = 0;
    QString masked; ///< enough to recognise, too little to use: "j…@example.org", "DE89…3000"
    bool operator==(const SignalMatch&) const = default;
};

/// All matches in a text, in order, not overlapping. Linear in the length of the text. Pure, thread-safe.
QList<SignalMatch> findSignals(QStringView text);

/// Where a match was seen.
struct SignalPlace {
    qint64 row = 0; ///< 0-based; -1 for a column's name
    QString column;
    QString masked;
    bool operator==(const SignalPlace&) const = default;
};

/// What was found of one kind in one column.
struct SignalFinding {
    Signal signal = Signal::Email;
    QString criterion; ///< the question it bears on: "CG-26" private, "CG-27" sensitive, "CG-28" children's data
    QString column;
    qint64 matches = 0;
    qint64 rows = 0; ///< rows with at least one
    QList<SignalPlace> places; ///< the first few
};

/// Collects over rows as they come. Thread: one object, one thread.
class TableScanner
{
public:
    explicit TableScanner(const QList<Column>& columns, int placesEach = 5);
    ~TableScanner();
    TableScanner(TableScanner&&) noexcept;
    TableScanner& operator=(TableScanner&&) noexcept;

    void add(qint64 row, const QList<Cell>& cells);
    /// By signal, then in the order of columns.
    QList<SignalFinding> findings() const;
    qint64 rowsSeen() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace docket::dataset
