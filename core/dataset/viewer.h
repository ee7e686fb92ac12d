#pragma once

#include "core/base/result.h"
#include "core/dataset/statistics.h"
#include "core/dataset/table.h"

#include <QByteArrayView>

/// Answers of the dataset viewer (hub-api.md 12), decoded. All functions are pure and thread-safe; they take the JSON
/// as the mirror keeps it. Parse when it is no JSON or lacks what its endpoint must give; fields of a wrong type are
/// taken as absent.
namespace docket::dataset
{

/// `/first-rows`, and also `/rows`, `/search`, `/filter`, which have the same shape. Columns follow `features`; a row's
/// keys without a feature are appended as inferred columns. Truncated cells are marked, `truncated` and `partial` set
/// Table::partial.
Result<Table> decodeFirstRows(QByteArrayView json, const TableLimits& limits = {});

/// `/statistics`.
Result<TableStatistics> decodeStatistics(QByteArrayView json);

struct ViewerSplitName {
    QString config;
    QString split;
    bool operator==(const ViewerSplitName&) const = default;
};
struct ViewerSplits {
    QList<ViewerSplitName> ready;
    QList<ViewerSplitName> pending; ///< split is empty when only the config is known
    QList<ViewerSplitName> failed;
};
/// `/splits`.
Result<ViewerSplits> decodeSplits(QByteArrayView json);

/// `/size`: rows and bytes of the whole dataset; -1 when not told.
struct ViewerSize {
    qint64 rows = -1;
    qint64 originalBytes = -1;
    qint64 parquetBytes = -1;
    bool partial = false;
};
Result<ViewerSize> decodeSize(QByteArrayView json);

/// `/presidio-entities`: the viewer's own scan for personal data, a hint.
struct ViewerPersonalData {
    QStringList columns;
    qint64 scannedRows = 0;
    qint64 persons = 0, phones = 0, emails = 0, sensitive = 0; ///< rows with such a finding
    bool fullScan = false;
};
Result<ViewerPersonalData> decodePersonalData(QByteArrayView json);

/// Why the viewer has no answer, in one English sentence, with what it means for triage (hub-api 12: a closed list of
/// X-Error-Code). `json` is the error's body; its own words are used for codes we do not know.
struct ViewerRefusal {
    enum class Meaning {
        Wait, ///< being computed
        NotOffered, ///< this dataset or split has none
        Access, ///< private or gated
        NotForAllAudiences, ///< the audience tag is on
        TakenDown, ///< the repository is disabled
        Blocked, ///< the viewer's team blocked it
        Broken, ///< the dataset cannot be read
        Failed, ///< the viewer itself failed
    };
    Meaning meaning = Meaning::Failed;
    QString text;
};
ViewerRefusal explainRefusal(int status, const QString& errorCode, QByteArrayView json);

} // namespace docket::dataset
