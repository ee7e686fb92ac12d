#include "ui/judgement/judgementtext.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

namespace docket::ui::judgement
{

using namespace Qt::StringLiterals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(docket::ui::judgement::Text)
};

QString roleText(policy::Role role)
{
    switch (role) {
    case policy::Role::Triage:
        return Text::tr("a moderator");
    case policy::Role::Ethics:
        return Text::tr("an ethics reviewer");
    case policy::Role::Lead:
        return Text::tr("a lead");
    case policy::Role::Specialist:
        return Text::tr("a specialist");
    }
    return {};
}

} // namespace

QString answerText(policy::AnswerValue value)
{
    switch (value) {
    case policy::AnswerValue::Yes:
        return Text::tr("yes");
    case policy::AnswerValue::No:
        return Text::tr("no");
    case policy::AnswerValue::Unsure:
        return Text::tr("unsure");
    case policy::AnswerValue::NotApplicable:
        return Text::tr("does not apply");
    }
    return {};
}

QString answerShort(policy::AnswerValue value)
{
    switch (value) {
    case policy::AnswerValue::Yes:
        //: One letter for "yes" on the answer control
        return Text::tr("Y");
    case policy::AnswerValue::No:
        //: One letter for "no" on the answer control
        return Text::tr("N");
    case policy::AnswerValue::Unsure:
        return u"?"_s;
    case policy::AnswerValue::NotApplicable:
        return u"\u2013"_s;
    }
    return {};
}

QString progressText(const policy::Progress& progress)
{
    return Text::tr("%1 of %2 answered").arg(progress.answered).arg(progress.total);
}

QString groupTitle(const policy::ChecklistGroup& group)
{
    return group.id == u"alleged" ? Text::tr("What the reports allege") : group.title;
}

QString decisionShort(const policy::DecisionCode& code)
{
    static const QHash<QString, const char*> names{
        { u"D00"_s, QT_TRANSLATE_NOOP("docket::ui::judgement::Text", "No action") },
        { u"D01"_s, QT_TRANSLATE_NOOP("docket::ui::judgement::Text", "Note only") },
        { u"D02"_s, QT_TRANSLATE_NOOP("docket::ui::judgement::Text", "Duplicate") },
        { u"D03"_s, QT_TRANSLATE_NOOP("docket::ui::judgement::Text", "Need more information") },
        { u"D10"_s, QT_TRANSLATE_NOOP("docket::ui::judgement::Text", "Thank reporter") },
        { u"D20"_s, QT_TRANSLATE_NOOP("docket::ui::judgement::Text", "Ask author") },
        { u"D21"_s, QT_TRANSLATE_NOOP("docket::ui::judgement::Text", "Request card change") },
        { u"D22"_s, QT_TRANSLATE_NOOP("docket::ui::judgement::Text", "Propose audience tag") },
        { u"D23"_s, QT_TRANSLATE_NOOP("docket::ui::judgement::Text", "Staff adds tag") },
        { u"D30"_s, QT_TRANSLATE_NOOP("docket::ui::judgement::Text", "Ask to gate") },
        { u"D31"_s, QT_TRANSLATE_NOOP("docket::ui::judgement::Text", "Ask to rename or remove") },
        { u"D40"_s, QT_TRANSLATE_NOOP("docket::ui::judgement::Text", "Hide comment") },
        { u"D41"_s, QT_TRANSLATE_NOOP("docket::ui::judgement::Text", "Close thread") },
        { u"D42"_s, QT_TRANSLATE_NOOP("docket::ui::judgement::Text", "Urgent restriction") },
        { u"D50"_s, QT_TRANSLATE_NOOP("docket::ui::judgement::Text", "Escalate") },
        { u"D60"_s, QT_TRANSLATE_NOOP("docket::ui::judgement::Text", "Recommend unranking") },
        { u"D61"_s, QT_TRANSLATE_NOOP("docket::ui::judgement::Text", "Recommend disabling") },
        { u"D63"_s, QT_TRANSLATE_NOOP("docket::ui::judgement::Text", "Recommend takedown") },
        { u"D70"_s, QT_TRANSLATE_NOOP("docket::ui::judgement::Text", "Child safety") },
        { u"D71"_s, QT_TRANSLATE_NOOP("docket::ui::judgement::Text", "Threat to life") },
        { u"D90"_s, QT_TRANSLATE_NOOP("docket::ui::judgement::Text", "Close and monitor") },
    };
    const char* name = names.value(code.code);
    return name ? QCoreApplication::translate("docket::ui::judgement::Text", name) : code.title;
}

QString reasonText(const policy::Refusal& refusal)
{
    switch (refusal.reason) {
    case policy::Reason::WrongSubject:
        return Text::tr("does not fit this kind of subject");
    case policy::Reason::RoleMissing:
        return Text::tr("your roles do not allow it");
    case policy::Reason::NoToken:
        return Text::tr("you are not signed in on the Hub");
    case policy::Reason::NoWriteAccess:
        return Text::tr("needs write access on the Hub");
    case policy::Reason::NoThread:
        return Text::tr("there is no thread to answer or close");
    case policy::Reason::NoComment:
        return Text::tr("choose the comment first");
    case policy::Reason::NotPermitted:
        return Text::tr("nothing that you found permits it");
    case policy::Reason::AboveUnilateral:
        return Text::tr("stronger than one person may decide here");
    case policy::Reason::ChannelClosed:
        return Text::tr("this must not be discussed in public");
    case policy::Reason::EscalateFirst:
        return Text::tr("a critical finding has to be escalated first");
    case policy::Reason::NothingFound:
        return Text::tr("no violation or gap is recorded");
    case policy::Reason::Found:
        return Text::tr("a violation is recorded");
    case policy::Reason::NoAnswers:
        return Text::tr("answer the questions first");
    case policy::Reason::NoEarlierDecision:
        return Text::tr("there is no earlier decision");
    case policy::Reason::SameDecider:
        return Text::tr("somebody else has to decide this");
    case policy::Reason::LowerStepsFirst:
        return Text::tr("a gentler step comes first");
    case policy::Reason::Recused:
        return Text::tr("you have a stake in this case");
    }
    return refusal.text;
}

QString whoMustAgree(const policy::DecisionOffer& offer)
{
    if (!offer.needsSecondReviewer)
        return {};
    QStringList roles;
    for (const policy::Role role : policy::allRoles()) {
        if (offer.secondReviewer.testFlag(role))
            roles.append(roleText(role));
    }
    return roles.isEmpty() ? Text::tr("A second reviewer must agree before anything leaves.")
                           : Text::tr("Before anything leaves, %1 must agree.").arg(roles.join(Text::tr(" or ")));
}

QString becameText(const EvidenceNow& now)
{
    using State = EvidenceNow::State;
    const policy::Relocation& where = now.where;
    const QString place = where.row >= 0  ? Text::tr("row %1").arg(where.row)
        : where.lineStart == 0            ? QString()
        : where.lineEnd > where.lineStart ? Text::tr("lines %1-%2").arg(where.lineStart).arg(where.lineEnd)
                                          : Text::tr("line %1").arg(where.lineStart);
    const QString commit = now.since.left(7);
    const QString day
        = QLocale().toString(now.sinceSeen.toLocalTime().date(), Text::tr("d MMM", "day and short month"));
    switch (now.state) {
    case State::Current:
    case State::Unknown:
        return {};
    case State::There:
        return Text::tr("updated since; still there");
    case State::Moved:
        return Text::tr("still there, now %1", "lines 4-5, row 7").arg(place);
    case State::Changed:
        return commit.isEmpty() ? Text::tr("changed since") : Text::tr("changed since %1, %2").arg(commit, day);
    case State::Gone:
        return commit.isEmpty() ? Text::tr("gone since")
                                : Text::tr("gone since %1, %2", "commit, day").arg(commit, day);
    case State::Hidden:
        return Text::tr("the comment is hidden now");
    }
    return {};
}

QString channelText(const policy::DecisionOffer& offer)
{
    if (!offer.code)
        return {};
    if (offer.code->publicChannel)
        return Text::tr("public");
    return offer.notice == policy::NoticeLevel::N0 || offer.notice == policy::NoticeLevel::N4
        ? Text::tr("nothing leaves")
        : Text::tr("not public");
}

} // namespace docket::ui::judgement
