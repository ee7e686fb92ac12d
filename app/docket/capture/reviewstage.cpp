#include "app/docket/capture/reviewstage.h"

#include "app/docket/fixtures/evidencecases.h"
#include "ui/review/cardtab.h"

#include <QCryptographicHash>

#include <cstdio>

namespace docket::app
{

using namespace Qt::StringLiterals;
using policy::AnswerValue;
using ui::judgement::JudgementPane;
using ui::review::EvidencePane;

namespace
{

constexpr const char16_t* cited = u"CG-12"; ///< the question that gets evidence

policy::Anchor passageOf(const FixtureEvidence::Repo& repo)
{
    policy::Anchor anchor;
    anchor.path = u"README.md"_s;
    anchor.commit = repo.record ? repo.record->info.sha : QString();
    anchor.sha256 = QString::fromLatin1(QCryptographicHash::hash(repo.card, QCryptographicHash::Sha256).toHex());
    anchor.lineStart = 17;
    anchor.lineEnd = 18;
    anchor.quote = u"It can be used to shortlist applicants without a recruiter reading each résumé."_s;
    return anchor;
}

} // namespace

ReviewStage::ReviewStage(ui::widgets::Theme& theme, int row, std::vector<Step> steps, const QByteArray& card)
    : m_row(row), m_steps(std::move(steps))
{
    fillFixtures(m_evidenceSource);
    m_evidenceSource.highlighter = &m_highlighter;
    const QList<cases::CaseRow> rows = pictureRows(QueueStage::pictureTime());
    if (!card.isEmpty())
        m_evidenceSource.repos[rows.at(row).subject.repo.id].card = card;
    for (const cases::CaseRow& open : rows)
        m_judgementSource.subjects.insert(open.caseText, open.subject);
    m_stage = std::make_unique<QueueStage>(theme, rows, nullptr,
        QueueStage::Panes{ [this, &theme](QWidget* parent) { return makeEvidence(theme, parent); },
            [this, &theme](QWidget* parent) { return makeJudgement(theme, parent); } });
    m_steps.insert(m_steps.begin(),
        { [](ReviewStage& stage) { stage.openCase(); }, [](ReviewStage& stage) { stage.answerSome(); } });
}

ui::widgets::CasePane* ReviewStage::makeEvidence(ui::widgets::Theme& theme, QWidget* parent)
{
    m_evidence = new EvidencePane({ .theme = theme,
                                      .actions = m_stage->actions,
                                      .source = m_evidenceSource,
                                      .pictures = &m_pictures,
                                      .highlighter = &m_highlighter,
                                      .now = &QueueStage::pictureTime,
                                      .formulas = &m_formulas },
        parent);
    return m_evidence;
}

ui::widgets::CasePane* ReviewStage::makeJudgement(ui::widgets::Theme& theme, QWidget* parent)
{
    m_judgement = new JudgementPane(theme, m_stage->actions, m_judgementSource, parent);
    QObject::connect(m_judgement, &JudgementPane::revisionJudged, m_evidence, &EvidencePane::setPinnedRevision);
    QObject::connect(m_judgement, &JudgementPane::marksChanged, m_evidence, &EvidencePane::setMarks);
    QObject::connect(m_judgement, &JudgementPane::viewingChanged, m_evidence, &EvidencePane::setViewing);
    return m_judgement;
}

void ReviewStage::openCase()
{
    m_stage->main->setOutbox({ 1, m_stage->clock.now().addSecs(7), 0, 0 });
    m_stage->presenter.select(m_row);
}

void ReviewStage::answerSome()
{
    ui::judgement::JudgementPresenter& presenter = m_judgement->presenter();
    const FixtureEvidence::Repo repo = m_evidenceSource.repos.value(m_stage->queue.all().at(m_row).subject.repo.id);
    if (repo.card.isEmpty() || repo.threads.isEmpty())
        return; // the cited passage is in the card of the resume case
    const QString question = QString::fromUtf16(cited);
    for (const policy::ChecklistItem& item : presenter.checklist().items()) {
        if (item.criterion->id == question)
            break;
        presenter.setAnswer(item.criterion->id, AnswerValue::No);
    }
    presenter.setCurrent(question);
    presenter.attach(passageOf(repo));
    presenter.setAnswer(question, AnswerValue::Yes);
}

bool ReviewStage::act()
{
    if (m_done < m_steps.size())
        m_steps[m_done++](*this);
    if (m_done < m_steps.size())
        return true;
    sayWhenTextStandsIn();
    return false;
}

bool ReviewStage::isSettled() const
{
    return m_stage->isSettled();
}

void ReviewStage::sayWhenTextStandsIn() const
{
    const auto* tab = m_evidence->findChild<ui::review::CardTab*>();
    if (tab && m_evidence->tab() == EvidencePane::Tab::Card && !tab->showsPage())
        std::fputs("docket: the browser engine did not start; the card is pictured as text\n", stderr);
}

} // namespace docket::app
