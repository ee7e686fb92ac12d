#include "core/log/store/merging.h"

#include <algorithm>

namespace docket::log
{

void Merging::partForks()
{
    // Two histories of one device that both continue the same end of what is held: the first does, the others leave it
    // where they part from it.
    std::vector<Plan> plans;
    for (Plan& plan : m_plans) {
        const Plan* sibling = nullptr;
        std::ptrdiff_t agree = -1;
        for (const Plan& other : plans) {
            if (plan.ids.empty() || other.device.number != plan.device.number || other.from != plan.from
                || other.head.last != plan.head.last)
                continue;
            const auto parting
                = std::mismatch(plan.ids.begin(), plan.ids.end(), other.ids.begin(), other.ids.end()).first;
            if (parting - plan.ids.begin() > agree) {
                agree = parting - plan.ids.begin();
                sibling = &other;
            }
        }
        if (!sibling) {
            plans.push_back(std::move(plan));
            continue;
        }
        const auto shared = static_cast<std::size_t>(agree);
        if (shared < plan.ids.size() && shared < sibling->ids.size()) {
            m_report.forks.append({ plan.device.publicKey, plan.from + agree,
                EntryId{ sibling->ids[shared].toByteArray() }, EntryId{ plan.ids[shared].toByteArray() } });
        }
        for (std::size_t i = 0; i < shared; ++i)
            plan.head.range.append(plan.ids[i]);
        if (shared > 0) {
            plan.head.last = EntryId{ plan.ids[shared - 1].toByteArray() };
            plan.head.lastLamport = plan.lamports[shared - 1];
            plan.head.closed = false; // else what follows had been refused
        }
        plan.ids.erase(plan.ids.begin(), plan.ids.begin() + agree);
        plan.lamports.erase(plan.lamports.begin(), plan.lamports.begin() + agree);
        plan.from += agree;
        plan.firstBranch = false;
        plan.oldTip.clear();
        plans.push_back(std::move(plan));
    }
    m_plans = std::move(plans);
}

} // namespace docket::log
