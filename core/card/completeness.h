#pragma once

#include "core/base/subject.h"
#include "core/card/outline.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace docket::card
{

/// What an automatic check found. Hints, never answers (design law 6): no outcome says that a text is good.
enum class FindingOutcome {
    Present, ///< something is there; the reviewer judges it
    Absent,
    Placeholder, ///< template text or nothing but "[More Information Needed]"
    Thin, ///< fewer than 15 words and no link, table or list
    Elsewhere, ///< only a link to a paper or another card
    Problem, ///< metadata missing, malformed or contradictory
    NotRun, ///< the check cannot speak about this card (language, unreadable, facts missing)
};

/// Stable lower-case word: "present", "not-run".
QString findingOutcomeName(FindingOutcome outcome);

struct CardFinding {
    QString criterion; ///< id of policies.md 4c: "MCQ-09", "META-01"
    FindingOutcome outcome = FindingOutcome::NotRun;
    int line = 0; ///< 1-based line of README.md, 0 = the whole card
    QString text; ///< English, one sentence, names what was looked for
    bool operator==(const CardFinding&) const = default;
};

/// What the Hub says about the repository besides its card. Unset = not known, the checks that need it say NotRun or
/// stay silent.
struct RepoFacts {
    QString id;
    std::optional<QStringList> files; ///< paths at the card's commit
    std::optional<bool> gated;
    std::optional<QString> visibility; ///< "public", "private", "protected"
};

/// Automatic part of the card-completeness packs (policies.md 4c.2-4c.4, 4c.6). Pure, thread-safe.
QList<CardFinding> checkCompleteness(const ParsedCard& card, RepoKind kind, const RepoFacts& facts = {});

/// Weighted share of sections that are there (0..1), for a bar and never as a grade; with the names of those missing.
struct CompletenessScore {
    double share = 0;
    QStringList missing; ///< criterion ids
};
CompletenessScore completenessScore(const QList<CardFinding>& findings);

} // namespace docket::card
