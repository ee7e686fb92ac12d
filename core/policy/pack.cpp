#include "core/policy/pack.h"

#include <array>
#include <utility>

namespace docket::policy
{
using namespace Qt::StringLiterals;

namespace
{

constexpr std::array<std::pair<Effect, QLatin1StringView>, 8> kEffects{ { { Effect::None, "none"_L1 },
    { Effect::Comment, "comment"_L1 }, { Effect::StatusClosed, "status-closed"_L1 },
    { Effect::PullRequestNfaa, "pull-request-nfaa"_L1 }, { Effect::HideComment, "hide-comment"_L1 },
    { Effect::RecordRecommendation, "record-recommendation"_L1 }, { Effect::Escalate, "escalate"_L1 },
    { Effect::ByHand, "by-hand"_L1 } } };

constexpr std::array<std::pair<Reversible, QLatin1StringView>, 4> kReversible{ { { Reversible::Yes, "yes"_L1 },
    { Reversible::No, "no"_L1 }, { Reversible::Partly, "partly"_L1 },
    { Reversible::NotApplicable, "not-applicable"_L1 } } };

} // namespace

QString effectName(Effect effect)
{
    for (const auto& [value, word] : kEffects) {
        if (value == effect)
            return QString(word);
    }
    return {};
}

std::optional<Effect> effectFromName(QStringView name)
{
    for (const auto& [value, word] : kEffects) {
        if (name == word)
            return value;
    }
    return std::nullopt;
}

QString reversibleName(Reversible reversible)
{
    for (const auto& [value, word] : kReversible) {
        if (value == reversible)
            return QString(word);
    }
    return {};
}

std::optional<Reversible> reversibleFromName(QStringView name)
{
    for (const auto& [value, word] : kReversible) {
        if (name == word)
            return value;
    }
    return std::nullopt;
}

const Criterion* Pack::criterion(QStringView wanted) const
{
    for (const Section& section : sections) {
        for (const Criterion& candidate : section.criteria) {
            if (candidate.id == wanted)
                return &candidate;
        }
    }
    return nullptr;
}

const Source* Pack::source(QStringView wanted) const
{
    for (const Source& candidate : sources) {
        if (candidate.id == wanted)
            return &candidate;
    }
    return nullptr;
}

const DecisionCode* Pack::decision(QStringView code) const
{
    for (const DecisionCode& candidate : decisions) {
        if (candidate.code == code)
            return &candidate;
    }
    return nullptr;
}

qsizetype Pack::criterionCount() const
{
    qsizetype count = 0;
    for (const Section& section : sections)
        count += section.criteria.size();
    return count;
}

} // namespace docket::policy
