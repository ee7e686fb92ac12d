#include "core/log/fold/casestate.h"

#include <array>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::array statusNames{ "new", "claimed", "assessed", "awaiting-author", "awaiting-second-review",
    "escalated", "conflict", "decided", "closed" };
constexpr std::array actionNames{ "queued", "cancelled", "attempted", "confirmed", "failed" };

} // namespace

QString caseStatusName(CaseStatus status)
{
    return QString::fromLatin1(statusNames.at(static_cast<size_t>(status)));
}

Result<CaseStatus> caseStatusFromName(QStringView name)
{
    for (size_t i = 0; i < statusNames.size(); ++i)
        if (name == QLatin1String(statusNames[i]))
            return static_cast<CaseStatus>(i);
    return fail(ErrorCode::Parse, u"case status \"%1\""_s.arg(name), u"is not known"_s);
}

QString actionStateName(ActionState state)
{
    return QString::fromLatin1(actionNames.at(static_cast<size_t>(state)));
}

CaseStatus CaseState::statusAt(const QDateTime& now) const
{
    const bool ranOut = status == CaseStatus::Claimed && claim && claim->until <= now;
    return ranOut ? CaseStatus::New : status;
}

} // namespace docket::log
