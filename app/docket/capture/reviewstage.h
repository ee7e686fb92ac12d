#pragma once

#include "app/docket/capture/queuestage.h"
#include "app/docket/fixtures/fixtureevidence.h"
#include "app/docket/fixtures/fixturejudgement.h"
#include "app/docket/fixtures/fixturepictures.h"
#include "core/math/katextypesetter.h"
#include "ui/code/codehighlighter.h"
#include "ui/judgement/judgementpane.h"
#include "ui/review/evidencepane.h"

#include <vector>

namespace docket::app
{

/// The whole window with a case open: queue, evidence, judgement, all over fixtures. The first act opens the case, the
/// second answers a few of its questions with evidence; then come the steps of the picture.
class ReviewStage final : public Stage
{
public:
    using Step = std::function<void(ReviewStage&)>;

    /// `row` of the queue's picture is opened; a `card` stands in for that of its repository.
    ReviewStage(ui::widgets::Theme& theme, int row, std::vector<Step> steps, const QByteArray& card = {});
    QWidget& window() override { return m_stage->window(); }
    bool act() override;
    bool isSettled() const override;

    QueueStage& queue() { return *m_stage; }
    ui::review::EvidencePane& evidence() { return *m_evidence; }
    ui::judgement::JudgementPane& judgement() { return *m_judgement; }

private:
    ui::widgets::CasePane* makeEvidence(ui::widgets::Theme& theme, QWidget* parent);
    ui::widgets::CasePane* makeJudgement(ui::widgets::Theme& theme, QWidget* parent);
    void openCase();
    void answerSome();
    void sayWhenTextStandsIn() const;

    ui::code::CodeHighlighter m_highlighter;
    math::KatexTypesetter m_formulas;
    FixtureEvidence m_evidenceSource;
    FixtureJudgement m_judgementSource;
    FixturePictures m_pictures;
    std::unique_ptr<QueueStage> m_stage; ///< its panes look into the sources above
    ui::review::EvidencePane* m_evidence = nullptr; ///< owned by the window, made with the first case
    ui::judgement::JudgementPane* m_judgement = nullptr;
    int m_row;
    std::vector<Step> m_steps;
    std::size_t m_done = 0;
};

} // namespace docket::app
