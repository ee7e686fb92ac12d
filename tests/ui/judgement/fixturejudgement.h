#pragma once

#include "ui/judgement/judgementsource.h"

namespace docket::test
{

/// A judgement source over an invented case; keeps what was recorded and decided.
class FixtureJudgement final : public ui::judgement::JudgementSource
{
public:
    FixtureJudgement();

    void load(const QString& caseText, QObject* receiver, Done<ui::judgement::CaseJudgement> done) override;
    void record(const QString& caseText, const QList<policy::Assessment>& assessments, QObject* receiver,
        Done<void> done) override;
    void decide(const QString& caseText, const ui::judgement::Verdict& verdict, QObject* receiver,
        Done<DecisionResult> done) override;
    void saveDraft(const QString& caseText, const QByteArray& draft) override;

    std::optional<Error> answerWith; ///< the next decision fails with this
    bool readOnly = false;
    QHash<QString, QByteArray> drafts;
    QList<ui::judgement::Verdict> verdicts;
    QList<policy::Assessment> recorded;
    int loads = 0;

private:
    policy::PackLibrary m_packs;
};

/// Evidence as the card view would send it.
policy::Anchor passage(int line, const QString& quote);

} // namespace docket::test
