#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace docket::policy
{

/// Where evidence is, in a form that cannot change under us: always a revision and a hash, never a mutable page.
/// In JSON (log payload, answers file) keys are snake_case and numbers are non-negative integers, so that the canonical
/// form of the log takes it as it is; empty fields are left out.
struct Anchor {
    enum class Kind {
        CardText, ///< passage of the card: path, line_start..line_end, quote
        Row, ///< cell or row of a data set: path or config/split in `path`, row, column
        File, ///< a file as a whole, or lines of it
        Comment, ///< a comment of a thread: comment_id, quote
        Title, ///< title of a thread or name of the repository: quote
        Metadata, ///< key of the front matter or of the Hub's info: column holds the key
        Scan, ///< a scan result of the Hub on a file: path, quote holds the result
    };

    Kind kind = Kind::CardText;
    QString path; ///< in the repository; for rows "config/split"
    QString commit; ///< revision of the repository; empty for comments
    QString sha256; ///< of the bytes seen, lower-case hex
    int lineStart = 0; ///< from 1; 0: no lines
    int lineEnd = 0; ///< inclusive
    qint64 row = -1; ///< from 0; -1: no row
    QString column;
    QString commentId;
    QString quote; ///< the passage as seen, at most kMaxQuote characters

    static constexpr qsizetype kMaxQuote = 2000;

    QJsonObject toJson() const;
    /// Strict: unknown keys, wrong types, bad hashes and lines out of order are refused. `where` opens the error's
    /// thing.
    static Result<Anchor> fromJson(const QJsonObject& object, const QString& where = QStringLiteral("anchor"));
    /// "README.md lines 12-14 at 1a2b3c4", "row 17, column email", "comment 6601": for people.
    QString place() const;
    bool operator==(const Anchor&) const = default;
};

QString anchorKindName(Anchor::Kind kind);

} // namespace docket::policy
