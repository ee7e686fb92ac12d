#pragma once

#include "core/base/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace docket::ctl
{

/// Where a program writes: text for people, one JSON object a line for scripts. Answers go to stdout, progress and
/// errors to stderr. Foreign text is made safe for a terminal: control characters and direction overrides become
/// U+FFFD.
class Output
{
public:
    explicit Output(bool json);

    bool isJson() const { return m_json; }

    /// One object on one line, whatever isJson() says.
    void object(const QJsonObject& object);
    /// A line of text; line ends inside are kept.
    void line(const QString& text = {});
    /// "name      value" with the names in one column; rows without value are left out.
    void fields(const QList<QPair<QString, QString>>& rows);
    /// Rows in aligned columns under `header` (empty: none). When stdout is a terminal, the columns in `elastic` give
    /// way, the last first.
    void table(const QStringList& header, const QList<QStringList>& rows, const QList<int>& elastic = {});
    /// Bytes as they are, for HTML and exports.
    void raw(QByteArrayView bytes);

    /// A line on stderr.
    void note(const QString& text);
    /// A line on stderr that the next one replaces where stderr is a terminal; elsewhere at most one in five seconds is
    /// written.
    void progress(const QString& text);
    void endProgress();
    /// "docketctl: <thing>: <cause>; <way out>"
    void error(const Error& error);

    /// What clean() does, for text that goes into other files too.
    static QString clean(const QString& text);
    /// Columns a text takes on a terminal.
    static int widthOf(QStringView text);

private:
    bool m_json;
    int m_columns; ///< of the terminal, 0 = not one
    bool m_progressShown = false;
    qint64 m_lastProgress; ///< ms; the first is due a moment after the start
};

/// A time for people: "2026-09-21 20:49"; empty when invalid. UTC.
QString shortTime(const QDateTime& time);
/// The form of JSON: ISO in UTC, or null.
QJsonValue jsonTime(const QDateTime& time);
/// null for an empty text.
QJsonValue jsonText(const QString& text);
/// "1.2 MB"
QString humanBytes(qint64 bytes);

} // namespace docket::ctl
