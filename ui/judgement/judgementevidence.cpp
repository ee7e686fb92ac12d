// What the judgement cites, and what became of it: the part of JudgementPresenter that follows evidence.
#include "ui/judgement/judgementpresenter.h"

namespace docket::ui::judgement
{

QList<policy::Anchor> JudgementPresenter::evidenceOf(const QString& criterion) const
{
    const auto answer = checklist().answer(criterion);
    return answer ? answer->evidence : m_pending.value(criterion);
}

QList<policy::Anchor> JudgementPresenter::allEvidence() const
{
    QList<policy::Anchor> all;
    for (const policy::Answer& answer : checklist().answers())
        all += answer.evidence;
    for (const QList<policy::Anchor>& pending : m_pending)
        all += pending;
    return all;
}

QList<policy::Anchor> JudgementPresenter::marks() const
{
    QList<policy::Anchor> marks = allEvidence();
    for (policy::Anchor& anchor : marks) {
        // What changed or is gone is marked in the revision it was taken from.
        const EvidenceNow* now = becameOf(anchor);
        if (now && (now->state == EvidenceNow::State::There || now->state == EvidenceNow::State::Moved))
            anchor = docket::shownNow(anchor, *now);
    }
    return marks;
}

const EvidenceNow* JudgementPresenter::becameOf(const policy::Anchor& anchor) const
{
    for (const auto& [known, now] : m_became) {
        if (known == anchor)
            return &now;
    }
    return nullptr;
}

policy::Anchor JudgementPresenter::shownNow(const policy::Anchor& anchor) const
{
    const EvidenceNow* now = becameOf(anchor);
    return now ? docket::shownNow(anchor, *now) : anchor;
}

void JudgementPresenter::checkEvidence()
{
    m_evidenceStale = true;
    askAboutEvidence();
}

void JudgementPresenter::askAboutEvidence()
{
    QList<policy::Anchor> asked;
    for (const policy::Anchor& anchor : allEvidence()) {
        if ((m_evidenceStale || !becameOf(anchor)) && !asked.contains(anchor))
            asked.append(anchor);
    }
    if (asked.isEmpty())
        return;
    const auto take = [this, asked, question = ++m_evidenceQuestion](const Result<QList<EvidenceNow>>& now) {
        if (question != m_evidenceQuestion || !now || now->size() != asked.size())
            return; // nothing is said of what is not known
        m_evidenceStale = false;
        m_became.removeIf([&asked](const auto& known) { return asked.contains(known.first); });
        for (qsizetype i = 0; i < asked.size(); ++i)
            m_became.append({ asked[i], now->at(i) });
        Q_EMIT evidenceChecked();
    };
    m_source.evidenceNow(m_judgement.file.row.subject, asked, this, take);
}

} // namespace docket::ui::judgement
