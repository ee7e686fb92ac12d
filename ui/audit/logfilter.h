#pragma once

#include "ui/audit/words/logsource.h"

#include <QDate>

namespace docket::ui::audit
{

/// What a person chose to see of the log. Value; words for chips are in it because they come with the choice.
struct LogFilter {
    std::optional<log::CaseId> caseId; ///< only this case
    QString caseTitle;
    QList<log::Family> families; ///< empty: all
    QString person; ///< id; empty: anyone
    QByteArray device; ///< public key; empty: any
    QDate from; ///< local days, both inclusive
    QDate to;
    std::optional<LogSearch> search;

    bool isEmpty() const
    {
        return !caseId && families.isEmpty() && person.isEmpty() && device.isEmpty() && !from.isValid() && !to.isValid()
            && !search;
    }
    /// A person's laptops are looked up in `people`.
    log::TimelineQuery query(const QList<log::Reviewer>& people) const;
};

/// The families in the order of their chips.
const QList<log::Family>& chipFamilies();

} // namespace docket::ui::audit
