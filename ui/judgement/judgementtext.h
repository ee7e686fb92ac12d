#pragma once

#include "core/policy/checklist.h"
#include "core/policy/decisions.h"
#include "core/workspace/evidencenow.h"

/// Translated words of the judgement column.
namespace docket::ui::judgement
{

QString answerText(policy::AnswerValue value); ///< "yes", "no", "unsure", "does not apply"
QString answerShort(policy::AnswerValue value); ///< "Y", "N", "?", "–": on the four-way control
QString progressText(const policy::Progress& progress); ///< "7 of 21 answered"
QString groupTitle(const policy::ChecklistGroup& group);
/// A button's worth of words for a decision; the vocabulary's own title where we have none.
QString decisionShort(const policy::DecisionCode& code);
QString reasonText(const policy::Refusal& refusal); ///< why a decision is not open
QString whoMustAgree(const policy::DecisionOffer& offer); ///< empty when nobody else
/// "still there, now lines 40-42", "gone since 9f31c0a, 21 Nov"; empty when there is nothing to say.
QString becameText(const EvidenceNow& now);
QString channelText(const policy::DecisionOffer& offer); ///< "public comment", "private", "nothing leaves"

} // namespace docket::ui::judgement
