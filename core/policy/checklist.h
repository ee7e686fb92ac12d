#pragma once

#include "core/policy/answer.h"
#include "core/policy/hints.h"
#include "core/policy/packlibrary.h"
#include "core/policy/viewing.h"

#include <QHash>

namespace docket::policy
{

/// What is known before the first answer: the subject and what the reports allege.
struct ChecklistInput {
    Subject subject;
    QList<Allegation> allegations; ///< of all reports merged into the case
    bool withThread = false; ///< a repository case that also has a reported thread: conduct is asked too
    QList<AutomaticHint> hints;
};

/// Why a criterion stands where it stands.
enum class Relevance {
    Alleged, ///< a report's category points at it
    Hinted, ///< a machine noticed something
    Grave, ///< mandatory escalation: must be hard to overlook
    Standard,
};
QString relevanceName(Relevance relevance);

struct ChecklistItem {
    const Criterion* criterion = nullptr; ///< owned by the library
    const Pack* pack = nullptr;
    const Section* section = nullptr;
    Relevance relevance = Relevance::Standard;
    QList<AutomaticHint> hints; ///< shown folded, marked as automatic
};

/// One heading of the checklist, most important first.
struct ChecklistGroup {
    QString id; ///< "alleged", or "hf-content/R3"
    QString title; ///< English
    QList<ChecklistItem> items;
};

struct Progress {
    int answered = 0;
    int total = 0;
    /// "7 of 21 answered" (English; a screen translates from the numbers)
    QString text() const;
    bool operator==(const Progress&) const = default;
};

/// The questions that apply to one case, with the answers given so far. A value: copy it to keep a state.
/// Refers into the PackLibrary it was made from, which must outlive it. Not thread-safe for writing.
class Checklist
{
public:
    Checklist() = default;
    Checklist(const PackLibrary& library, ChecklistInput input);

    /// First the group "alleged" (what the reports point at), then the packs' sections in their order. Every applicable
    /// criterion stands in exactly one group. The same input gives the same order.
    const QList<ChecklistGroup>& groups() const { return m_groups; }
    /// All items in the order of groups().
    QList<ChecklistItem> items() const;
    const ChecklistItem* item(QStringView criterion) const;

    /// Sets or replaces. Refused (Validation): criterion not on this list. Evidence is checked by check(), so that a
    /// reviewer may answer first and attach later.
    Status setAnswer(const Answer& answer);
    void clearAnswer(QStringView criterion);
    std::optional<Answer> answer(QStringView criterion) const;
    /// In the order of groups().
    QList<Answer> answers() const;

    Outcome outcome(QStringView criterion) const;
    /// Items with this outcome, in the order of groups().
    QList<ChecklistItem> withOutcome(Outcome outcome) const;
    /// Highest severity among violations and gaps; nullopt when there is none.
    std::optional<Severity> severity() const;
    /// What may be looked at, by the criteria that are confirmed, in doubt, or pointed at by a signal.
    ViewingRule viewingRule() const;
    Viewing viewing() const { return viewingRule().viewing; }
    Progress progress() const;
    Progress progress(const ChecklistGroup& group) const;
    /// The first item after `criterion` that has no answer (wraps round); empty: all answered.
    QString nextOpen(QStringView criterion) const;
    /// Every answer that still lacks its evidence or reason; empty: ready to record.
    QList<Error> check() const;

    /// One assessment for each pack that has answers, ready for `case.assess`.
    QList<Assessment> assessments(const Pin& pin) const;
    /// Takes answers over from recorded assessments or a file. Refused (Validation) when a pack is unknown, or its hash
    /// is given and differs, or a criterion is not on this list; nothing is taken over then.
    Status take(const QList<Assessment>& assessments);

    const Subject& subject() const { return m_input.subject; }
    /// What is asked about: the subject, and its reported thread where that is part of the case.
    Targets targets() const;
    const PackLibrary* library() const { return m_library; }

private:
    const PackLibrary* m_library = nullptr;
    ChecklistInput m_input;
    QList<ChecklistGroup> m_groups;
    QHash<QString, Answer> m_answers;
};

} // namespace docket::policy
