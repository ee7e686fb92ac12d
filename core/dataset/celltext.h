#pragma once

#include "core/dataset/table.h"

#include <QByteArrayView>
#include <QSet>

namespace docket::dataset
{

/// Notes of one window, one for each code: the first row it is about and how often.
class NoteList
{
public:
    void add(TableNoteCode code, qint64 row, const QString& text);
    /// In the order first seen.
    const QList<TableNote>& notes() const { return m_notes; }

private:
    QList<TableNote> m_notes;
};

/// At most so many UTF-16 units from the front; no character is cut in two.
QString beginning(const QString& text, qsizetype characters);

/// A value's text within the limits: cut at a character boundary, invalid UTF-8 and control characters replaced.
Cell textCell(QByteArrayView utf8, qint64 row, const TableLimits& limits, NoteList& notes);

/// Kind of a plain-text field ("12", "1e-3", "true", "Berlin"); sets `number`. Numbers with leading zeros or more
/// digits than 64 bits hold stay text, so that nothing is shown otherwise than written.
CellKind literalKind(QStringView text, double& number);

/// ISO 8601 date, or date and time.
bool looksLikeTime(QStringView text);

/// Name, made unique among `taken`: "label", "label (2)".
QString uniqueName(const QString& name, QSet<QString>& taken);

} // namespace docket::dataset
