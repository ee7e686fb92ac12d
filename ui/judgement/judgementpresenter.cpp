#include "ui/judgement/judgementpresenter.h"

#include "core/workspace/casefacts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace docket::ui::judgement
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int autosaveMs = 800; // after the last keystroke
}

JudgementPresenter::JudgementPresenter(JudgementSource& source, QObject* parent) : QObject(parent), m_source(source)
{
    m_autosave.setSingleShot(true);
    m_autosave.setInterval(autosaveMs);
    connect(&m_autosave, &QTimer::timeout, this, &JudgementPresenter::saveDraft);
}

JudgementPresenter::~JudgementPresenter()
{
    if (m_autosave.isActive())
        saveDraft();
}

void JudgementPresenter::setPhase(Phase phase)
{
    m_phase = phase;
    Q_EMIT phaseChanged();
}

void JudgementPresenter::clear()
{
    if (m_autosave.isActive()) {
        m_autosave.stop();
        saveDraft();
    }
    ++m_question;
    ++m_evidenceQuestion;
    m_became.clear();
    m_evidenceStale = false;
    m_caseText.clear();
    m_judgement = {};
    m_current.clear();
    m_pending.clear();
    m_offers.clear();
    m_code.clear();
    m_reason.clear();
    m_lowerSteps.clear();
    m_notice.clear();
    m_noticeEdited = false;
    m_composed = {};
    m_dirty = false;
    setPhase(Phase::Empty);
}

void JudgementPresenter::open(const QString& caseText)
{
    if (caseText == m_caseText && m_phase == Phase::Recording)
        return;
    clear();
    m_caseText = caseText;
    setPhase(Phase::Loading);
    const quint64 question = ++m_question;
    m_source.load(caseText, this, [this, question](Result<CaseJudgement> judgement) {
        if (question != m_question)
            return;
        if (judgement) {
            loaded(std::move(*judgement));
        } else {
            m_error = judgement.error();
            setPhase(Phase::Failed);
        }
    });
}

void JudgementPresenter::reload()
{
    const QString caseText = m_caseText;
    m_autosave.stop();
    m_phase = Phase::Ready;
    open(caseText);
}

void JudgementPresenter::loaded(CaseJudgement judgement)
{
    m_judgement = std::move(judgement);
    restoreDraft();
    const QList<policy::ChecklistItem> items = checklist().items();
    if (m_current.isEmpty() && !items.isEmpty()) {
        const QString first = items.first().criterion->id;
        m_current = checklist().answer(first) ? checklist().nextOpen(first) : first;
        if (m_current.isEmpty())
            m_current = first;
    }
    refreshOffers();
    setPhase(Phase::Ready);
    askAboutEvidence();
}

void JudgementPresenter::setCurrent(const QString& criterion)
{
    if (criterion == m_current || !checklist().item(criterion))
        return;
    m_current = criterion;
    Q_EMIT currentChanged();
}

void JudgementPresenter::moveCurrent(int step)
{
    const QList<policy::ChecklistItem> items = checklist().items();
    for (qsizetype i = 0; i < items.size(); ++i) {
        if (items.at(i).criterion->id == m_current) {
            const qsizetype next = std::clamp<qsizetype>(i + step, 0, items.size() - 1);
            setCurrent(items.at(next).criterion->id);
            return;
        }
    }
}

void JudgementPresenter::answerCurrent(policy::AnswerValue value)
{
    if (m_phase != Phase::Ready || m_current.isEmpty())
        return;
    const auto before = checklist().answer(m_current);
    const bool clears = before && before->value == value;
    setAnswer(m_current, value);
    // Evidence is asked for right where the answer was given; otherwise on to the next.
    const policy::ChecklistItem* item = checklist().item(m_current);
    const auto answer = checklist().answer(m_current);
    if (!clears && item && answer && policy::checkAnswer(*item->criterion, *answer)) {
        const QString next = checklist().nextOpen(m_current);
        if (!next.isEmpty())
            setCurrent(next);
    }
}

void JudgementPresenter::setAnswer(const QString& criterion, policy::AnswerValue value)
{
    if (m_phase != Phase::Ready || readOnly())
        return;
    auto answer = checklist().answer(criterion);
    if (answer && answer->value == value) {
        m_pending[criterion] = answer->evidence;
        m_judgement.checklist.clearAnswer(criterion);
    } else {
        policy::Answer next = answer.value_or(policy::Answer());
        next.criterion = criterion;
        next.value = value;
        if (!answer)
            next.evidence = m_pending.take(criterion);
        if (const auto set = m_judgement.checklist.setAnswer(next); !set) {
            Q_EMIT refused(set.error());
            return;
        }
    }
    changed(criterion);
}

void JudgementPresenter::setNote(const QString& criterion, const QString& note)
{
    if (auto answer = checklist().answer(criterion); answer && answer->note != note) {
        answer->note = note;
        if (m_judgement.checklist.setAnswer(*answer))
            changed(criterion);
    }
}

void JudgementPresenter::setNoEvidence(const QString& criterion, const QString& reason)
{
    if (auto answer = checklist().answer(criterion); answer && answer->noEvidence != reason) {
        answer->noEvidence = reason;
        if (m_judgement.checklist.setAnswer(*answer))
            changed(criterion);
    }
}

bool JudgementPresenter::attach(const policy::Anchor& anchor)
{
    if (m_phase != Phase::Ready || m_current.isEmpty() || readOnly())
        return false;
    if (auto answer = checklist().answer(m_current)) {
        if (!answer->evidence.contains(anchor))
            answer->evidence.append(anchor);
        if (!m_judgement.checklist.setAnswer(*answer))
            return false;
    } else if (QList<policy::Anchor>& pending = m_pending[m_current]; !pending.contains(anchor)) {
        pending.append(anchor);
    }
    changed(m_current);
    return true;
}

void JudgementPresenter::detach(const QString& criterion, int index)
{
    if (auto answer = checklist().answer(criterion)) {
        if (index < 0 || index >= answer->evidence.size())
            return;
        answer->evidence.removeAt(index);
        if (!m_judgement.checklist.setAnswer(*answer))
            return;
    } else {
        QList<policy::Anchor>& pending = m_pending[criterion];
        if (index < 0 || index >= pending.size())
            return;
        pending.removeAt(index);
    }
    changed(criterion);
}

void JudgementPresenter::changed(const QString& criterion)
{
    m_dirty = true;
    m_autosave.start();
    Q_EMIT answersChanged(criterion);
    refreshOffers();
    askAboutEvidence();
}

void JudgementPresenter::refreshOffers()
{
    m_offers = policy::offersFor(checklist(), m_judgement.context);
    if (const policy::DecisionOffer* chosen = offer(m_code); !m_code.isEmpty() && (!chosen || !chosen->offered))
        m_code.clear();
    refreshNotice();
    Q_EMIT offersChanged();
}

const policy::DecisionOffer* JudgementPresenter::offer(const QString& code) const
{
    for (const policy::DecisionOffer& offer : m_offers) {
        if (offer.code && offer.code->code == code)
            return &offer;
    }
    return nullptr;
}

void JudgementPresenter::choose(const QString& code)
{
    const policy::DecisionOffer* chosen = offer(code);
    if (!chosen || !chosen->offered || m_phase != Phase::Ready)
        return;
    m_code = code;
    m_noticeEdited = false;
    refreshNotice();
    m_autosave.start();
    Q_EMIT offersChanged();
}

void JudgementPresenter::setReason(const QString& reason)
{
    if (reason == m_reason)
        return;
    m_reason = reason;
    refreshNotice();
    m_autosave.start();
    Q_EMIT textsChanged();
}

void JudgementPresenter::setLowerSteps(const QString& text)
{
    if (text == m_lowerSteps)
        return;
    m_lowerSteps = text;
    m_autosave.start();
    Q_EMIT textsChanged();
}

void JudgementPresenter::setNotice(const QString& text)
{
    if (text == m_notice)
        return;
    m_notice = text;
    m_noticeEdited = true;
    m_autosave.start();
    Q_EMIT textsChanged();
}

void JudgementPresenter::composeAgain()
{
    m_noticeEdited = false;
    refreshNotice();
}

void JudgementPresenter::refreshNotice()
{
    m_composed = {};
    if (!m_code.isEmpty()) {
        policy::NoticeInput input = m_judgement.notice;
        input.code = m_code;
        input.reason = m_reason;
        if (auto notice = policy::composeNotice(checklist(), input))
            m_composed = std::move(*notice);
    }
    if (!m_noticeEdited)
        m_notice = m_composed.markdown;
    Q_EMIT textsChanged();
}

QString JudgementPresenter::blocker() const
{
    if (m_phase != Phase::Ready)
        return tr("The case is not loaded yet.");
    if (readOnly())
        return tr("This workspace is open elsewhere or locked; nothing can be recorded here.");
    if (m_code.isEmpty())
        return tr("Choose a decision.");
    const QList<Error> lacking = checklist().check();
    if (!lacking.isEmpty())
        return tr("%1: %2").arg(lacking.first().thing, lacking.first().cause);
    if (m_reason.trimmed().isEmpty())
        return tr("Write the reason.");
    if (const policy::DecisionOffer* chosen = offer(m_code);
        chosen && chosen->needsLowerStepsReason && m_lowerSteps.trimmed().isEmpty())
        return tr("Say why gentler steps do not suffice.");
    return {};
}

bool JudgementPresenter::drifted() const
{
    return m_judgement.file.row.drifted;
}

QString JudgementPresenter::judgedRevision() const
{
    return docket::judgedRevision(m_judgement.file.state);
}

QList<policy::Assessment> JudgementPresenter::assessmentsToRecord() const
{
    return m_dirty ? checklist().assessments(m_judgement.pin) : QList<policy::Assessment>();
}

void JudgementPresenter::decide(bool confirmDrift)
{
    if (const QString what = blocker(); !what.isEmpty()) {
        Q_EMIT refused(Error{ ErrorCode::Validation, m_judgement.file.row.title, what, {} });
        return;
    }
    Verdict verdict;
    verdict.assessments = assessmentsToRecord();
    verdict.decision.code = m_code;
    verdict.decision.reason = m_reason.trimmed();
    verdict.decision.lowerSteps = m_lowerSteps.trimmed();
    verdict.decision.notice = m_notice.trimmed();
    verdict.decision.seen = m_judgement.pin;
    verdict.decision.confirmDrift = confirmDrift;
    for (const hub::Report& report : m_judgement.file.reports) {
        if (!report.commentId.isEmpty())
            verdict.decision.commentId = report.commentId;
    }
    m_autosave.stop();
    setPhase(Phase::Recording);
    const QByteArray caseId = m_judgement.file.row.caseId;
    const QString caseText = m_caseText;
    m_source.decide(caseText, verdict, this, [this, caseId, caseText](Result<DecisionResult> result) {
        const bool current = caseText == m_caseText;
        if (!result) {
            if (!current)
                return;
            setPhase(Phase::Ready);
            saveDraft(); // nothing that was typed is lost
            if (result.error().code == ErrorCode::Conflict)
                Q_EMIT driftFound(result.error().cause);
            else
                Q_EMIT refused(result.error());
            return;
        }
        m_source.saveDraft(caseText, {});
        m_dirty = false;
        Q_EMIT decided(caseId, *result); // the queue may open the next case now
        if (current && caseText == m_caseText)
            reload();
    });
}

void JudgementPresenter::recordAnswers()
{
    if (m_phase != Phase::Ready || readOnly())
        return;
    if (!m_dirty) {
        Q_EMIT refused(
            Error{ ErrorCode::Validation, m_judgement.file.row.title, tr("There is nothing new to record."), {} });
        return;
    }
    if (const QList<Error> lacking = checklist().check(); !lacking.isEmpty()) {
        Q_EMIT refused(lacking.first());
        return;
    }
    const QString caseText = m_caseText;
    const QByteArray caseId = m_judgement.file.row.caseId;
    setPhase(Phase::Recording);
    m_source.record(caseText, assessmentsToRecord(), this, [this, caseText, caseId](Result<void> result) {
        if (!result) {
            setPhase(Phase::Ready);
            Q_EMIT refused(result.error());
            return;
        }
        m_dirty = false;
        Q_EMIT recorded(caseId);
        if (caseText == m_caseText) {
            saveDraft();
            reload();
        }
    });
}

bool JudgementPresenter::mayShowOthers() const
{
    return m_judgement.file.state.firstJudgements.contains(m_judgement.me);
}

void JudgementPresenter::saveDraft()
{
    if (m_caseText.isEmpty() || readOnly())
        return;
    QJsonArray assessments;
    for (const policy::Assessment& assessment : assessmentsToRecord())
        assessments.append(assessment.toJson());
    QJsonObject pending;
    for (auto it = m_pending.cbegin(); it != m_pending.cend(); ++it) {
        QJsonArray anchors;
        for (const policy::Anchor& anchor : it.value())
            anchors.append(anchor.toJson());
        if (!anchors.isEmpty())
            pending[it.key()] = anchors;
    }
    if (assessments.isEmpty() && pending.isEmpty() && m_reason.isEmpty() && m_code.isEmpty()) {
        m_source.saveDraft(m_caseText, {});
        return;
    }
    QJsonObject draft{ { u"assessments"_s, assessments }, { u"pending"_s, pending }, { u"current"_s, m_current },
        { u"code"_s, m_code }, { u"reason"_s, m_reason }, { u"lower_steps"_s, m_lowerSteps } };
    if (m_noticeEdited)
        draft[u"notice"] = m_notice;
    m_source.saveDraft(m_caseText, QJsonDocument(draft).toJson(QJsonDocument::Compact));
}

void JudgementPresenter::restoreDraft()
{
    if (m_judgement.draft.isEmpty())
        return;
    const QJsonObject draft = QJsonDocument::fromJson(m_judgement.draft).object();
    const QJsonArray assessments = draft[u"assessments"].toArray();
    for (const auto& value : assessments) {
        const auto assessment = policy::Assessment::fromJson(value.toObject());
        if (!assessment)
            continue; // written by another version: the answers in the log still stand
        for (const policy::Answer& answer : assessment->answers) {
            if (checklist().item(answer.criterion) && m_judgement.checklist.setAnswer(answer))
                m_dirty = true;
        }
    }
    const QJsonObject pending = draft[u"pending"].toObject();
    for (auto it = pending.begin(); it != pending.end(); ++it) {
        const QJsonArray anchors = it.value().toArray();
        for (const auto& value : anchors) {
            if (const auto anchor = policy::Anchor::fromJson(value.toObject()))
                m_pending[it.key()].append(*anchor);
        }
    }
    if (checklist().item(draft[u"current"].toString()))
        m_current = draft[u"current"].toString();
    m_code = draft[u"code"].toString();
    m_reason = draft[u"reason"].toString();
    m_lowerSteps = draft[u"lower_steps"].toString();
    m_noticeEdited = draft.contains(u"notice");
    if (m_noticeEdited)
        m_notice = draft[u"notice"].toString();
}

} // namespace docket::ui::judgement
