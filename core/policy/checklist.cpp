#include "core/policy/checklist.h"

#include <algorithm>

namespace docket::policy
{
using namespace Qt::StringLiterals;

namespace
{

Targets askedTargets(const ChecklistInput& input)
{
    Targets targets = targetsOf(input.subject);
    if (input.withThread)
        targets |= Target::Discussion | Target::Comment;
    return targets;
}

Relevance relevanceOf(const Criterion& criterion, const ChecklistInput& input, bool hinted)
{
    for (Allegation allegation : input.allegations) {
        if (criterion.allegations.contains(allegation))
            return Relevance::Alleged;
    }
    if (hinted)
        return Relevance::Hinted;
    return criterion.escalation.mandatory && criterion.severity == Severity::S4 ? Relevance::Grave
                                                                                : Relevance::Standard;
}

} // namespace

QString relevanceName(Relevance relevance)
{
    switch (relevance) {
    case Relevance::Alleged:
        return u"alleged"_s;
    case Relevance::Hinted:
        return u"hinted"_s;
    case Relevance::Grave:
        return u"grave"_s;
    case Relevance::Standard:
        break;
    }
    return u"standard"_s;
}

QString Progress::text() const
{
    return u"%1 of %2 answered"_s.arg(answered).arg(total);
}

Checklist::Checklist(const PackLibrary& library, ChecklistInput input) : m_library(&library), m_input(std::move(input))
{
    const Targets own = targetsOf(m_input.subject);
    ChecklistGroup alleged{ u"alleged"_s, u"What the report alleges"_s, {} };
    QList<ChecklistGroup> rest;
    for (const Pack* pack : library.packsFor(m_input.subject, m_input.withThread)) {
        // A thread beside a repository is asked about conduct only; the content questions stay with the repository.
        const Targets targets = pack->kind == PackKind::Conduct ? askedTargets(m_input) : own;
        for (const Section& section : pack->sections) {
            ChecklistGroup group{ QString(pack->packId + u'/' + section.id), section.title, {} };
            for (const Criterion& criterion : section.criteria) {
                if (!(criterion.appliesTo & targets))
                    continue;
                ChecklistItem item{ &criterion, pack, &section, Relevance::Standard, {} };
                for (const AutomaticHint& hint : m_input.hints) {
                    if (hint.criterion == criterion.id)
                        item.hints += hint;
                }
                item.relevance = relevanceOf(criterion, m_input, !item.hints.isEmpty());
                (item.relevance == Relevance::Alleged ? alleged : group).items += item;
            }
            if (!group.items.isEmpty())
                rest += group;
        }
    }
    // Hinted first, then the graver ones; equal ones keep the pack's order.
    std::stable_sort(alleged.items.begin(), alleged.items.end(), [](const ChecklistItem& a, const ChecklistItem& b) {
        if (a.hints.isEmpty() != b.hints.isEmpty())
            return !a.hints.isEmpty();
        return a.criterion->severity > b.criterion->severity;
    });
    for (ChecklistGroup& group : rest) {
        std::stable_sort(group.items.begin(), group.items.end(),
            [](const ChecklistItem& a, const ChecklistItem& b) { return a.relevance < b.relevance; });
    }
    if (!alleged.items.isEmpty())
        m_groups += alleged;
    m_groups += rest;
}

Targets Checklist::targets() const
{
    return askedTargets(m_input);
}

QList<ChecklistItem> Checklist::items() const
{
    QList<ChecklistItem> out;
    for (const ChecklistGroup& group : m_groups)
        out += group.items;
    return out;
}

const ChecklistItem* Checklist::item(QStringView criterion) const
{
    for (const ChecklistGroup& group : m_groups) {
        for (const ChecklistItem& item : group.items) {
            if (item.criterion->id == criterion)
                return &item;
        }
    }
    return nullptr;
}

Status Checklist::setAnswer(const Answer& answer)
{
    if (!item(answer.criterion))
        return fail(ErrorCode::Validation, answer.criterion, u"is not asked about %1"_s.arg(m_input.subject.key()),
            u"answer one of the criteria listed for it"_s);
    m_answers.insert(answer.criterion, answer);
    return {};
}

void Checklist::clearAnswer(QStringView criterion)
{
    m_answers.remove(criterion.toString());
}

std::optional<Answer> Checklist::answer(QStringView criterion) const
{
    const auto found = m_answers.constFind(criterion.toString());
    return found == m_answers.constEnd() ? std::nullopt : std::optional(*found);
}

QList<Answer> Checklist::answers() const
{
    QList<Answer> out;
    for (const ChecklistItem& item : items()) {
        if (const auto given = answer(item.criterion->id))
            out += *given;
    }
    return out;
}

Outcome Checklist::outcome(QStringView criterion) const
{
    const ChecklistItem* found = item(criterion);
    return found ? outcomeOf(*found->criterion, answer(criterion)) : Outcome::Open;
}

QList<ChecklistItem> Checklist::withOutcome(Outcome wanted) const
{
    QList<ChecklistItem> out;
    for (const ChecklistItem& item : items()) {
        if (outcomeOf(*item.criterion, answer(item.criterion->id)) == wanted)
            out += item;
    }
    return out;
}

std::optional<Severity> Checklist::severity() const
{
    std::optional<Severity> out;
    for (const ChecklistItem& item : withOutcome(Outcome::Violation) + withOutcome(Outcome::Gap))
        out = std::max(out.value_or(Severity::S0), item.criterion->severity);
    return out;
}

ViewingRule Checklist::viewingRule() const
{
    QList<CriterionStanding> standings;
    for (const ChecklistItem& item : items())
        standings.append(
            { item.criterion, outcomeOf(*item.criterion, answer(item.criterion->id)), !item.hints.isEmpty() });
    return policy::viewingRule(standings);
}

Progress Checklist::progress() const
{
    Progress out;
    for (const ChecklistGroup& group : m_groups) {
        const Progress part = progress(group);
        out.answered += part.answered;
        out.total += part.total;
    }
    return out;
}

Progress Checklist::progress(const ChecklistGroup& group) const
{
    Progress out;
    out.total = static_cast<int>(group.items.size());
    for (const ChecklistItem& item : group.items)
        out.answered += m_answers.contains(item.criterion->id) ? 1 : 0;
    return out;
}

QString Checklist::nextOpen(QStringView criterion) const
{
    const QList<ChecklistItem> all = items();
    const auto at = std::find_if(
        all.begin(), all.end(), [criterion](const ChecklistItem& item) { return item.criterion->id == criterion; });
    const qsizetype start = at == all.end() ? -1 : at - all.begin();
    for (qsizetype step = 1; step <= all.size(); ++step) {
        const QString& id = all[(start + step) % all.size()].criterion->id;
        if (!m_answers.contains(id))
            return id;
    }
    return {};
}

QList<Error> Checklist::check() const
{
    QList<Error> out;
    for (const ChecklistItem& item : items()) {
        if (const auto given = answer(item.criterion->id)) {
            if (const auto status = checkAnswer(*item.criterion, *given); !status)
                out += status.error();
        }
    }
    return out;
}

QList<Assessment> Checklist::assessments(const Pin& pin) const
{
    QList<Assessment> out;
    if (!m_library)
        return out;
    for (const Pack* pack : m_library->packsFor(m_input.subject, m_input.withThread)) {
        Assessment part{ pack->id(), QString::fromLatin1(pack->sha256), pin, {} };
        for (const ChecklistItem& item : items()) {
            if (item.pack != pack)
                continue;
            if (const auto given = answer(item.criterion->id))
                part.answers += *given;
        }
        if (!part.answers.isEmpty())
            out += part;
    }
    return out;
}

Status Checklist::take(const QList<Assessment>& assessments)
{
    QHash<QString, Answer> taken = m_answers;
    for (const Assessment& part : assessments) {
        const Pack* pack = m_library ? m_library->find(part.pack) : nullptr;
        if (!pack)
            return fail(ErrorCode::NotFound, part.pack, u"this pack is not loaded"_s, u"add it to the workspace"_s);
        if (!part.packSha256.isEmpty() && part.packSha256.toLatin1() != pack->sha256)
            return fail(ErrorCode::Integrity, part.pack, u"the answers were given under another text of this pack"_s,
                u"load the pack whose SHA-256 is %1"_s.arg(part.packSha256));
        for (const Answer& answer : part.answers) {
            const ChecklistItem* found = item(answer.criterion);
            if (!found || found->pack != pack)
                return fail(ErrorCode::Validation, answer.criterion,
                    u"%1 does not ask it about %2"_s.arg(part.pack, m_input.subject.key()),
                    u"answer one of the criteria listed for it"_s);
            taken.insert(answer.criterion, answer);
        }
    }
    m_answers = std::move(taken);
    return {};
}

} // namespace docket::policy
