#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

/// Answers of the dataset viewer (hub-api.md 12) as a table. Pure; parse on a worker thread.
namespace docket::ui::review
{

enum class CellKind { Null, Text, Number, Boolean, Label, Nested, Image, Audio, Video, Document, Binary };

struct Cell {
    CellKind kind = CellKind::Null;
    QString text; ///< whole text; for pictures and the like a description ("image 640 × 480"), never an address
    bool truncated = false; ///< the viewer itself cut this cell
    bool operator==(const Cell&) const = default;
};

struct Column {
    QString name;
    QString type; ///< "string", "class label (2)", "image", "list of int64", "struct (3)"
    CellKind kind = CellKind::Text; ///< what its cells are, when they are not null
    QStringList labels; ///< of a class label
    QString statistics; ///< one line, empty when none are known: "0.4 % empty, 12-4,096 characters"
};

struct TableRow {
    qint64 index = 0; ///< row_idx, from 0
    QList<Cell> cells; ///< one a column
};

struct ViewerTable {
    QList<Column> columns;
    QList<TableRow> rows;
    qint64 totalRows = -1; ///< of the split, when known
    bool truncated = false; ///< the Hub says there are more rows than these, or limits cut them
    bool partial = false; ///< the Hub's own tables do not cover the whole split
};

/// Why the Data tab has nothing, in the Hub's words turned into ours.
struct NoTable {
    enum class Reason {
        NotFetched, ///< never asked
        NotReady, ///< 500 ResponseNotReady: being computed
        AudienceTag, ///< 501 NotSupportedTagNFAAError
        TakenDown, ///< 501 NotSupportedDisabledRepositoryError
        SwitchedOff, ///< 501 NotSupportedDisabledViewerError
        Private, ///< 501 NotSupportedPrivateRepositoryError
        Blocked, ///< 501 DatasetInBlockListError
        Script, ///< 501 DatasetWithScriptNotSupportedError
        TooManyConfigs, ///< 501 DatasetWithTooManyConfigsError
        NotSupported, ///< 501 without a reason we know
        NoAccess, ///< 401, 404 of a gated or private data set
        Missing, ///< 404
        Broken, ///< other server errors, unreadable answers
    };
    Reason reason = Reason::NotFetched;
    QString detail; ///< the Hub's own sentence, one line
    bool operator==(const NoTable&) const = default;
};

/// `first-rows` or `rows`; Parse when the bytes are no such answer. At most `maximumRows` rows, 1,000 columns and
/// 1 MB a cell are taken.
Result<ViewerTable> readRows(const QByteArray& json, int maximumRows = 10'000);
/// Lays the one-line statistics of `/statistics` over the columns; an unreadable answer changes nothing.
void readStatistics(const QByteArray& json, ViewerTable& table);
/// Reads an error body; `status` is the HTTP status it came with, `code` the Hub's X-Error-Code where it was kept (or
/// any text that holds it), `tags` those of the repository.
NoTable readRefusal(int status, const QByteArray& json, const QString& code = {}, const QStringList& tags = {});

} // namespace docket::ui::review
