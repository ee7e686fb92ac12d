#include "ui/audit/logfilter.h"

namespace docket::ui::audit
{

log::TimelineQuery LogFilter::query(const QList<log::Reviewer>& people) const
{
    log::TimelineQuery query;
    query.families = families;
    if (caseId)
        query.cases = { *caseId };
    if (!device.isEmpty()) {
        query.devices = { device };
    } else if (!person.isEmpty()) {
        for (const log::Reviewer& reviewer : people) {
            if (reviewer.person == person && !query.devices.contains(reviewer.device))
                query.devices.append(reviewer.device);
        }
        if (query.devices.isEmpty())
            query.devices = { QByteArray(32, '\0') }; // nobody's: a person without a laptop wrote nothing
    }
    if (from.isValid())
        query.from = from.startOfDay().toUTC();
    if (to.isValid())
        query.to = to.addDays(1).startOfDay().toUTC();
    if (search) {
        switch (search->kind) {
        case LogSearch::Kind::Entries:
            query.idPrefix = search->text;
            break;
        case LogSearch::Kind::Cases:
            if (query.cases.isEmpty())
                query.cases = search->cases;
            else if (!search->cases.contains(query.cases.first()))
                query.words = search->text;
            break;
        case LogSearch::Kind::Words:
            query.words = search->text;
            break;
        }
    }
    return query;
}

const QList<log::Family>& chipFamilies()
{
    static const QList<log::Family> list{ log::Family::Decisions, log::Family::Assessments, log::Family::Notes,
        log::Family::Acts, log::Family::People, log::Family::Exchange, log::Family::Erasure };
    return list;
}

} // namespace docket::ui::audit
