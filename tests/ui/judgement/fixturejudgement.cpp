#include "tests/ui/judgement/fixturejudgement.h"

#include "core/base/clock.h"

#include <QObject>
#include <QTimer>

namespace docket::test
{

using namespace Qt::StringLiterals;
using ui::judgement::CaseJudgement;

FixtureJudgement::FixtureJudgement() : m_packs(policy::PackLibrary::builtIn()) { }

policy::Anchor passage(int line, const QString& quote)
{
    policy::Anchor anchor;
    anchor.path = u"README.md"_s;
    anchor.commit = QString(40, u'a');
    anchor.sha256 = QString(64, u'b');
    anchor.lineStart = anchor.lineEnd = line;
    anchor.quote = quote;
    return anchor;
}

void FixtureJudgement::load(const QString& caseText, QObject* receiver, Done<CaseJudgement> done)
{
    ++loads;
    CaseJudgement judgement;
    const Subject subject{ { RepoKind::Model, u"northwind/"_s + caseText }, 0 };
    judgement.file.row.caseId = caseText.toUtf8();
    judgement.file.row.caseText = caseText;
    judgement.file.row.subject = subject;
    judgement.file.row.title = subject.title();
    policy::ChecklistInput input;
    input.subject = subject;
    input.allegations = { policy::Allegation::Ethical };
    input.hints = { { u"CG-12"_s, u"high-risk-words"_s, u"the card offers it for hiring"_s, u"card line 41"_s } };
    judgement.checklist = policy::Checklist(m_packs, input);
    judgement.context.roles
        = policy::Role::Triage | policy::Role::Ethics | policy::Role::Lead | policy::Role::Specialist;
    judgement.context.rights.token = true;
    judgement.context.hasThread = true;
    judgement.notice.now = fromIsoUtc(u"2026-11-21T12:00:00.000Z");
    judgement.notice.repoUrl = u"https://hub.example.org/northwind/"_s + caseText;
    judgement.pin = { QString(40, u'a'), u"README.md"_s, QString(64, u'b') };
    judgement.me = u"me"_s;
    judgement.draft = drafts.value(caseText);
    judgement.readOnly = readOnly;
    QTimer::singleShot(0, receiver, [done, judgement] { done(judgement); });
}

void FixtureJudgement::record(
    const QString& /*caseText*/, const QList<policy::Assessment>& assessments, QObject* receiver, Done<void> done)
{
    recorded += assessments;
    QTimer::singleShot(0, receiver, [done] { done({}); });
}

void FixtureJudgement::decide(
    const QString& /*caseText*/, const ui::judgement::Verdict& verdict, QObject* receiver, Done<DecisionResult> done)
{
    if (const auto error = std::exchange(answerWith, std::nullopt)) {
        QTimer::singleShot(0, receiver, [done, error] { done(fail(*error)); });
        return;
    }
    verdicts.append(verdict);
    QTimer::singleShot(0, receiver, [done] { done(DecisionResult{}); });
}

void FixtureJudgement::saveDraft(const QString& caseText, const QByteArray& draft)
{
    if (draft.isEmpty())
        drafts.remove(caseText);
    else
        drafts.insert(caseText, draft);
}

} // namespace docket::test
