#include "core/policy/vocabulary.h"

#include <array>
#include <utility>

namespace docket::policy
{
using namespace Qt::StringLiterals;

namespace
{

template <typename E, size_t N> using Words = std::array<std::pair<E, QLatin1StringView>, N>;

template <typename E, size_t N> QString wordOf(const Words<E, N>& words, E value)
{
    for (const auto& [candidate, word] : words) {
        if (candidate == value)
            return QString(word);
    }
    return {};
}

template <typename E, size_t N> std::optional<E> valueOf(const Words<E, N>& words, QStringView name)
{
    for (const auto& [candidate, word] : words) {
        if (name == word)
            return candidate;
    }
    return std::nullopt;
}

constexpr Words<PackKind, 8> kPackKinds{ { { PackKind::Content, "content"_L1 }, { PackKind::Conduct, "conduct"_L1 },
    { PackKind::CardModel, "card-model"_L1 }, { PackKind::CardDataset, "card-dataset"_L1 },
    { PackKind::CardSpace, "card-space"_L1 }, { PackKind::Ethics, "ethics"_L1 }, { PackKind::Licence, "licence"_L1 },
    { PackKind::Procedure, "procedure"_L1 } } };

constexpr Words<Target, 6> kTargets{ { { Target::Model, "model"_L1 }, { Target::Dataset, "dataset"_L1 },
    { Target::Space, "space"_L1 }, { Target::Discussion, "discussion"_L1 }, { Target::Comment, "comment"_L1 },
    { Target::User, "user"_L1 } } };

constexpr Words<Polarity, 3> kPolarities{ { { Polarity::ViolationIfYes, "violation-if-yes"_L1 },
    { Polarity::GapIfNo, "gap-if-no"_L1 }, { Polarity::Note, "note"_L1 } } };

constexpr Words<Severity, 5> kSeverities{ { { Severity::S0, "S0"_L1 }, { Severity::S1, "S1"_L1 },
    { Severity::S2, "S2"_L1 }, { Severity::S3, "S3"_L1 }, { Severity::S4, "S4"_L1 } } };

constexpr Words<Viewing, 4> kViewings{ { { Viewing::Normal, "normal"_L1 }, { Viewing::Blurred, "blurred"_L1 },
    { Viewing::TextOnly, "text-only"_L1 }, { Viewing::Blocked, "blocked"_L1 } } };

constexpr Words<Strength, 4> kStrengths{ { { Strength::Direct, "direct"_L1 }, { Strength::Derived, "derived"_L1 },
    { Strength::Practice, "practice"_L1 }, { Strength::Project, "project"_L1 } } };

constexpr Words<SourceConfidence, 6> kSourceConfidences{ { { SourceConfidence::High, "high"_L1 },
    { SourceConfidence::MediumHigh, "medium-high"_L1 }, { SourceConfidence::Medium, "medium"_L1 },
    { SourceConfidence::Low, "low"_L1 }, { SourceConfidence::SecondHand, "second-hand"_L1 },
    { SourceConfidence::Project, "project"_L1 } } };

constexpr Words<Desk, 6> kDesks{ { { Desk::Lead, "lead"_L1 }, { Desk::Legal, "legal"_L1 },
    { Desk::Security, "security"_L1 }, { Desk::Safety, "safety"_L1 }, { Desk::Privacy, "privacy"_L1 },
    { Desk::ChildSafety, "child-safety"_L1 } } };

constexpr Words<AnswerValue, 4> kAnswerValues{ { { AnswerValue::Yes, "yes"_L1 }, { AnswerValue::No, "no"_L1 },
    { AnswerValue::Unsure, "unsure"_L1 }, { AnswerValue::NotApplicable, "not-applicable"_L1 } } };

constexpr Words<Confidence, 3> kConfidences{ { { Confidence::Low, "low"_L1 }, { Confidence::Medium, "medium"_L1 },
    { Confidence::High, "high"_L1 } } };

constexpr Words<Outcome, 7> kOutcomes{ { { Outcome::Open, "open"_L1 }, { Outcome::Violation, "violation"_L1 },
    { Outcome::Gap, "gap"_L1 }, { Outcome::Clear, "clear"_L1 }, { Outcome::Noted, "noted"_L1 },
    { Outcome::Unsure, "unsure"_L1 }, { Outcome::NotApplicable, "not-applicable"_L1 } } };

constexpr Words<Role, 4> kRoles{ { { Role::Triage, "triage"_L1 }, { Role::Ethics, "ethics"_L1 },
    { Role::Lead, "lead"_L1 }, { Role::Specialist, "specialist"_L1 } } };

constexpr Words<NoticeLevel, 5> kNoticeLevels{ { { NoticeLevel::N0, "N0"_L1 }, { NoticeLevel::N1, "N1"_L1 },
    { NoticeLevel::N2, "N2"_L1 }, { NoticeLevel::N3, "N3"_L1 }, { NoticeLevel::N4, "N4"_L1 } } };

constexpr Words<Allegation, 7> kAllegations{ { { Allegation::Ethical, "ethical"_L1 }, { Allegation::Legal, "legal"_L1 },
    { Allegation::Restricted, "restricted"_L1 }, { Allegation::Copyright, "copyright"_L1 },
    { Allegation::Spam, "spam"_L1 }, { Allegation::NotWorking, "not-working"_L1 },
    { Allegation::Other, "other"_L1 } } };

} // namespace

QString packKindName(PackKind kind)
{
    return wordOf(kPackKinds, kind);
}
std::optional<PackKind> packKindFromName(QStringView name)
{
    return valueOf(kPackKinds, name);
}

QString targetName(Target target)
{
    return wordOf(kTargets, target);
}
std::optional<Target> targetFromName(QStringView name)
{
    return valueOf(kTargets, name);
}

const QList<Target>& allTargets()
{
    static const QList<Target> all{ Target::Model, Target::Dataset, Target::Space, Target::Discussion, Target::Comment,
        Target::User };
    return all;
}

Targets targetsOf(const Subject& subject)
{
    if (subject.thread > 0)
        return Target::Discussion | Target::Comment;
    switch (subject.repo.kind) {
    case RepoKind::Model:
        return Target::Model;
    case RepoKind::Dataset:
        return Target::Dataset;
    case RepoKind::Space:
        return Target::Space;
    }
    return {};
}

QString polarityName(Polarity polarity)
{
    return wordOf(kPolarities, polarity);
}
std::optional<Polarity> polarityFromName(QStringView name)
{
    return valueOf(kPolarities, name);
}
QString severityName(Severity severity)
{
    return wordOf(kSeverities, severity);
}
std::optional<Severity> severityFromName(QStringView name)
{
    return valueOf(kSeverities, name);
}
QString viewingName(Viewing viewing)
{
    return wordOf(kViewings, viewing);
}
std::optional<Viewing> viewingFromName(QStringView name)
{
    return valueOf(kViewings, name);
}
QString strengthName(Strength strength)
{
    return wordOf(kStrengths, strength);
}
std::optional<Strength> strengthFromName(QStringView name)
{
    return valueOf(kStrengths, name);
}
QString sourceConfidenceName(SourceConfidence confidence)
{
    return wordOf(kSourceConfidences, confidence);
}
std::optional<SourceConfidence> sourceConfidenceFromName(QStringView name)
{
    return valueOf(kSourceConfidences, name);
}
QString deskName(Desk desk)
{
    return wordOf(kDesks, desk);
}
std::optional<Desk> deskFromName(QStringView name)
{
    return valueOf(kDesks, name);
}
QString answerValueName(AnswerValue value)
{
    return wordOf(kAnswerValues, value);
}
std::optional<AnswerValue> answerValueFromName(QStringView name)
{
    return valueOf(kAnswerValues, name);
}
QString confidenceName(Confidence confidence)
{
    return wordOf(kConfidences, confidence);
}
std::optional<Confidence> confidenceFromName(QStringView name)
{
    return valueOf(kConfidences, name);
}
QString outcomeName(Outcome outcome)
{
    return wordOf(kOutcomes, outcome);
}
QString roleName(Role role)
{
    return wordOf(kRoles, role);
}
std::optional<Role> roleFromName(QStringView name)
{
    return valueOf(kRoles, name);
}

const QList<Role>& allRoles()
{
    static const QList<Role> all{ Role::Triage, Role::Ethics, Role::Lead, Role::Specialist };
    return all;
}

QString noticeLevelName(NoticeLevel level)
{
    return wordOf(kNoticeLevels, level);
}
std::optional<NoticeLevel> noticeLevelFromName(QStringView name)
{
    return valueOf(kNoticeLevels, name);
}
QString allegationName(Allegation allegation)
{
    return wordOf(kAllegations, allegation);
}
std::optional<Allegation> allegationFromName(QStringView name)
{
    return valueOf(kAllegations, name);
}

Allegation allegationFromTitle(QStringView title)
{
    // The interface's wording changed over the years, so words are looked for, the more specific ones first:
    // "Illegal or restricted content" also contains "legal".
    const auto has = [title](QStringView word) { return title.contains(word, Qt::CaseInsensitive); };
    if (has(u"copyright") || has(u"dmca"))
        return Allegation::Copyright;
    if (has(u"illegal") || has(u"restricted"))
        return Allegation::Restricted;
    if (has(u"ethic"))
        return Allegation::Ethical;
    if (has(u"legal"))
        return Allegation::Legal;
    if (has(u"not working"))
        return Allegation::NotWorking;
    if (has(u"spam"))
        return Allegation::Spam;
    return Allegation::Other;
}

} // namespace docket::policy
