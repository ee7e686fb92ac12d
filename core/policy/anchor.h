#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringView>

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
    QString column; ///< of a row; key of metadata; field of the front matter that holds the lines of a card
    QString commentId;
    /// The passage as seen, at most kMaxQuote characters, and the text right before and after it. Together they are a
    /// TextQuoteSelector (W3C Web Annotation Data Model 4.2.4: exact, prefix, suffix) and find the passage again when
    /// its lines moved. Characters are UTF-16 code units; prefix and suffix stand only beside a quote.
    QString quote;
    QString prefix; ///< at most kMaxContext characters, its end touches the quote
    QString suffix; ///< at most kMaxContext characters, its beginning touches the quote as kept

    static constexpr qsizetype kMaxQuote = 2000;
    static constexpr qsizetype kMaxContext = 64;

    /// Takes quote, prefix and suffix out of the text in which the passage stands. White space at its ends is left to
    /// the context; a passage that is too long is cut, and the suffix is what follows the cut.
    void quoteFrom(QStringView text, qsizetype start, qsizetype length);
    /// The same where only the text around the passage is at hand.
    void quoteBetween(QStringView before, QStringView passage, QStringView after);

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
