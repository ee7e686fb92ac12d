#pragma once

#include "core/cases/caserow.h"

#include <QString>

/// Rows of the queue in people's words. Pure but for the language in use.
namespace docket::ui::queue
{

struct DueText {
    enum class Urgency { None, Ordinary, Soon, Overdue };
    QString text; ///< "41 m left", "22 h", "3 d", "2 h late"; empty without a due time
    Urgency urgency = Urgency::None;
};
DueText dueText(const QDateTime& due, const QDateTime& now);

QString kindText(const Subject& subject); ///< "model", "dataset", "space", "thread"
/// A word of hub::reportCategoryName in the user's language; an unknown word stays as it is.
QString categoryText(const QString& category);
QString allegedText(const cases::CaseRow& row); ///< "ethical issue, spam"
QString reportsText(const cases::CaseRow& row); ///< "3 reports"
QString holderText(const cases::CaseRow& row); ///< "you", a name, or empty
QString statusText(cases::Status status);
/// What is unusual about the case, most important first: "conflict", "reopened", "changed", "appeal".
QStringList flagTexts(const cases::CaseRow& row);
/// One line for a screen reader.
QString accessibleText(const cases::CaseRow& row, const QDateTime& now);
/// Priority and its terms as rich text; every foreign string escaped.
QString priorityToolTip(const cases::CaseRow& row, const QDateTime& now);

} // namespace docket::ui::queue
