#include "core/policy/notice.h"

#include <QLocale>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace docket::policy
{
using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kMaxQuoted = 300;

/// Words so common in notices that a user name of the same spelling can only be recognised behind an "@".
const QSet<QString>& everydayWords()
{
    static const QSet<QString> words = [] {
        const QString text
            = u"a about access account actions add address after all also an and answer any appeal are artifact as ask "
              u"at author base be by can "
              u"card change clause close comment community content contest data dataset date decision describe do docs "
              u"does email evidence "
              u"file files find for found from gate github hello help here how hub huggingface if in information is it "
              u"kind language "
              u"licence license limits link list made make may me metadata model models more name no none not note of "
              u"on one open or "
              u"other out owner page part pass people person please policy private public purpose question read readme "
              u"remove repo "
              u"report reporter request review reviewer revision right row rule rules safety say see show source space "
              u"spaces staff state "
              u"table tag team test text thank thanks that the their them then there they this those thread time title "
              u"to tool "
              u"training us use user users version was we were what when where which who why with work works write you your"_s;
        const QStringList list = text.split(u' ', Qt::SkipEmptyParts);
        return QSet<QString>(list.begin(), list.end());
    }();
    return words;
}

QRegularExpression nameForm(const QString& name)
{
    const QString escaped = QRegularExpression::escape(name);
    // User names consist of letters, digits, hyphen, underscore and dot; a dot ends a sentence as well, so it is no
    // part.
    const QString word = everydayWords().contains(name.toLower())
        ? u"(?<![A-Za-z0-9_-])@%1(?![A-Za-z0-9_-])"_s.arg(escaped)
        : u"(?<![A-Za-z0-9_-])%1(?![A-Za-z0-9_/-])"_s.arg(escaped);
    return QRegularExpression(word, QRegularExpression::CaseInsensitiveOption);
}

/// Inline code that foreign text cannot leave: no line breaks, and a fence longer than any run of backticks inside.
QString code(const QString& text)
{
    const QString line = text.simplified();
    QString fence = u"`"_s;
    while (line.contains(fence))
        fence += u'`';
    const bool touches = line.startsWith(u'`') || line.endsWith(u'`');
    return touches ? QString(fence + u' ' + line + u' ' + fence) : QString(fence + line + fence);
}

/// A quoted passage as a code block: nothing in it is markup, a link or a mention.
QString quoted(const QString& text, const QString& indent)
{
    QString passage = text.trimmed();
    if (passage.size() > kMaxQuoted)
        passage = passage.left(kMaxQuoted).trimmed() + u" […]"_s;
    QString fence = u"```"_s;
    while (passage.contains(fence))
        fence += u'`';
    QString out = indent + fence + u"text\n"_s;
    for (const QString& line : passage.split(u'\n'))
        out += QString(indent + line).trimmed().isEmpty() ? u"\n"_s : QString(indent + line + u'\n');
    return out + indent + fence + u'\n';
}

QString strengthNote(Strength strength)
{
    switch (strength) {
    case Strength::Derived:
        return u" (follows from it)"_s;
    case Strength::Practice:
        return u" (practice on the Hub)"_s;
    case Strength::Project:
        return u" (a recommendation of ours)"_s;
    case Strength::Direct:
        break;
    }
    return {};
}

/// Composes one notice. Holds the inputs so that each paragraph is a small function.
class Composer
{
public:
    Composer(const Checklist& checklist, const NoticeInput& input, const DecisionCode& decision)
        : m_checklist(checklist), m_input(input), m_decision(decision), m_vocabulary(checklist.library()->vocabulary())
    {
        for (const ChecklistItem& item :
            checklist.withOutcome(Outcome::Violation) + checklist.withOutcome(Outcome::Gap))
            m_found += item;
        // What permits this very step comes into its notice; without such a link everything found does.
        QList<ChecklistItem> permitting = m_found;
        permitting.removeIf(
            [&](const ChecklistItem& item) { return !item.criterion->permittedActions.contains(decision.code); });
        if (!permitting.isEmpty())
            m_found = permitting;
    }

    Result<Notice> compose()
    {
        m_notice.level = m_decision.notice;
        if (m_decision.notice == NoticeLevel::N0 || m_decision.notice == NoticeLevel::N4)
            return m_notice;
        m_notice.isPublic = m_decision.notice == NoticeLevel::N1;
        if (m_notice.isPublic) {
            for (const ChecklistItem& item : m_checklist.withOutcome(Outcome::Violation)
                    + m_checklist.withOutcome(Outcome::Gap) + m_checklist.withOutcome(Outcome::Unsure)) {
                if (!item.criterion->publicChannel)
                    return fail(ErrorCode::Validation, m_decision.code,
                        u"%1 must not be discussed in public"_s.arg(item.criterion->id),
                        u"escalate it, or use a decision with a private notice"_s);
            }
        }
        if (m_decision.code == u"D00"_s)
            composeUnfounded();
        else if (m_decision.code == u"D03"_s || m_decision.code == u"D10"_s)
            composeReply();
        else if (m_decision.code == u"D41"_s || m_decision.code == u"D43"_s)
            composeClosing();
        else if (m_decision.code == u"D22"_s)
            composePullRequest();
        else if (m_decision.notice == NoticeLevel::N3)
            composeStatement();
        else
            composeRequest();
        m_notice.markdown = m_text.trimmed() + u'\n';
        return m_notice;
    }

private:
    void line(const QString& text) { m_text += text + u"\n\n"_s; }

    QString subject() const
    {
        const Subject& subject = m_checklist.subject();
        QString out = subject.thread > 0 ? u"discussion #%1 of "_s.arg(subject.thread) : QString();
        out += code(subject.repo.id);
        if (!m_input.pin.commit.isEmpty())
            out += u" at revision "_s + code(m_input.pin.commit.left(7));
        return out;
    }

    QString setting(const char* key) const { return m_vocabulary.settings.value(QString::fromLatin1(key)); }

    QString deadline() const
    {
        const int hours = m_input.windowHours > 0 ? m_input.windowHours : setting("answer-window-hours").toInt();
        const QDateTime until = m_input.now.toUTC().addSecs(qint64(hours) * 3600);
        return QLocale::c().toString(until, u"d MMMM yyyy, HH:mm"_s) + u" UTC"_s;
    }

    void composeUnfounded()
    {
        line(u"Hello, and thank you for the report."_s);
        line(u"We looked at %1 with the checklists of the Hub's published rules and did not find the problem that was "
             u"reported. We are not taking further steps on it now."_s.arg(subject()));
        line(
            u"If there is something we have missed, please add the file, row or passage here and we will look again."_s);
        sign();
    }

    void composeReply()
    {
        line(u"Hello, and thank you for the report."_s);
        if (m_decision.code == u"D03"_s)
            line(
                u"We are looking at %1 and need a little more to judge it. Please point us to the file, row or passage "
                u"concerned, and say in a sentence what is wrong with it. An answer by %2 helps us to go on."_s.arg(
                    subject(), deadline()));
        else
            line(u"We have looked at %1 and recorded what was reported. It helps to keep the Hub useful for everyone."_s
                     .arg(subject()));
        sign();
    }

    void composeClosing()
    {
        line(u"Hello,"_s);
        const bool locks = m_decision.code == u"D43"_s;
        if (m_found.isEmpty())
            line(u"we have looked at %1, and nothing further is open here, so we are closing this thread."_s.arg(
                subject()));
        else
            line(locks ? u"we are locking this thread for the following reason. What was written stays readable."_s
                       : u"we are closing this thread for the following reason. What was written stays readable."_s);
        findings();
        line(u"If you see it differently, you can write to %1."_s.arg(setting("contest-address")));
        sign();
    }

    void composePullRequest()
    {
        line(u"Hello, and thank you for sharing this work."_s);
        line(u"This pull request adds the tag %1 to the card's metadata and changes nothing else. With it, the Hub "
             u"shows a "
             u"notice before the page; access stays as it is."_s.arg(code(u"not-for-all-audiences"_s)));
        line(u"The reason is what we noticed while reviewing %1:"_s.arg(subject()));
        findings();
        line(u"You decide whether to merge it. If you see it differently, please say so here by %1; you can also write "
             u"to "
             u"%2."_s.arg(deadline(), setting("contest-address")));
        sign();
    }

    void composeRequest()
    {
        line(m_checklist.subject().thread > 0 ? u"Hello,"_s : u"Hello, and thank you for sharing this work."_s);
        if (m_found.isEmpty())
            line(u"while reviewing %1 a question came up that you can answer best."_s.arg(subject()));
        else
            line(u"While reviewing %1 we noticed the following:"_s.arg(subject()));
        findings();
        asks();
        if (m_decision.code == u"D30"_s)
            gatePrompt();
        line(u"Please make the change or answer by %1. If you need more time, or see it differently, just tell us%2; "
             u"you can "
             u"also write to %3."_s.arg(
                 deadline(), m_notice.isPublic ? u" here"_s : QString(), setting("contest-address")));
        sign();
    }

    void composeStatement()
    {
        line(u"Hello,"_s);
        line(u"this is a statement of reasons about %1."_s.arg(subject()));
        if (!m_input.repoUrl.isEmpty())
            line(u"**Item.** %1"_s.arg(m_input.repoUrl));
        if (m_decision.rule.carriedOutByStaff) {
            line(u"**Decision.** We have recommended the following to the Hub's staff: %1 It takes effect when they "
                 u"carry it "
                 u"out, everywhere the Hub is offered, and holds until it is lifted."_s.arg(m_decision.onHub));
        } else {
            const QString start = QLocale::c().toString(m_input.now.toUTC(), u"d MMMM yyyy"_s);
            line(u"**Decision.** %1. %2 From %3, everywhere the Hub is offered, until it is lifted."_s.arg(
                m_decision.title, m_decision.onHub, start));
        }
        line(u"**Facts and rules.**"_s);
        findings();
        const QString reason = withoutNames(m_input.reason.trimmed(), m_input.reporters);
        if (!reason.isEmpty())
            line(u"**Reason.** %1"_s.arg(reason));
        QString found
            = m_input.ownReview ? u"It was found in a review of our own."_s : u"It was brought to us by a report."_s;
        if (m_input.automatedDetection)
            found += u" An automatic check had marked it for review."_s;
        line(u"**How it was found.** %1 A person judged it and took the decision."_s.arg(found));
        if (asks())
            line(u"When this is done, tell us and we will look again."_s);
        line(u"**How to contest.** You can ask for another look within six months by writing to %1, with your reasons "
             u"and "
             u"evidence. Somebody who did not take this decision will answer. In the European Union you may also turn "
             u"to a "
             u"certified out-of-court dispute body."_s.arg(setting("contest-address")));
        sign();
    }

    /// The numbered list of what was found, each with its evidence and clause.
    void findings()
    {
        int number = 0;
        for (const ChecklistItem& item : m_found) {
            const QString indent = u"   "_s;
            m_text += u"%1. %2\n"_s.arg(++number).arg(item.criterion->finding);
            if (const auto answer = m_checklist.answer(item.criterion->id)) {
                for (const Anchor& anchor : answer->evidence)
                    evidence(item, anchor, indent);
            }
            clause(item, indent);
            m_text += u'\n';
        }
    }

    void evidence(const ChecklistItem& item, const Anchor& anchor, const QString& indent)
    {
        const QString place = withoutNames(anchor.place(), m_input.reporters);
        const bool open = item.criterion->publicChannel && item.criterion->viewing == Viewing::Normal;
        m_text += u'\n' + indent + u"Seen in "_s + code(place);
        if (anchor.quote.trimmed().isEmpty()) {
            m_text += u".\n"_s;
        } else if (!open) {
            m_text += u".\n"_s;
            m_notice.withheld += u"%1: the passage is named by its place and not quoted"_s.arg(item.criterion->id);
        } else {
            const QString passage = withoutNames(anchor.quote, m_input.reporters);
            if (passage != anchor.quote)
                m_notice.withheld += u"%1: a reporter's name was taken out of the quotation"_s.arg(item.criterion->id);
            m_text += u":\n\n"_s + quoted(passage, indent);
        }
    }

    void clause(const ChecklistItem& item, const QString& indent)
    {
        if (item.criterion->basis.isEmpty())
            return;
        const Basis& basis = item.criterion->basis.first();
        const Source* source = item.pack->source(basis.sourceId());
        if (!source)
            return;
        QString title
            = source->url.isEmpty() ? source->title : QString(u'[' + source->title + u"]("_s + source->url + u')');
        if (source->effective.isValid())
            title += u", of %1"_s.arg(source->effective.toString(Qt::ISODate));
        // A gap breaks no rule: what it refers to is a recommendation.
        const QString kind = item.criterion->polarity == Polarity::GapIfNo ? u"Recommended in: "_s : u"Rule: "_s;
        m_text += u'\n' + indent + kind + title + strengthNote(basis.strength);
        m_text += basis.text.isEmpty() ? u".\n"_s : QString(u": "_s + basis.text + u'\n');
        m_text += indent + u"(our reference %1, checklist %2)\n"_s.arg(basis.ref, item.pack->id());
    }

    /// What the author is asked; false when there is nothing to ask.
    bool asks()
    {
        QStringList wishes;
        for (const ChecklistItem& item : m_found) {
            if (!item.criterion->ask.isEmpty() && !wishes.contains(item.criterion->ask))
                wishes += item.criterion->ask;
        }
        if (wishes.isEmpty())
            return false;
        line(u"**What we ask.**"_s);
        for (const QString& wish : wishes)
            m_text += u"- %1\n"_s.arg(wish);
        m_text += u'\n';
        return true;
    }

    void gatePrompt()
    {
        line(u"A gate can be switched on in the settings of the repository. A prompt you might start from:"_s);
        m_text += u"```yaml\nextra_gated_heading: Please read before you ask for access\n"
                  u"extra_gated_prompt: >-\n  This material can cause harm. By asking for access you agree to use it "
                  u"for the\n"
                  u"  purposes named in the card only, and not to pass it on.\n"
                  u"extra_gated_fields:\n  Intended use: text\n```\n\n"_s;
    }

    void sign() { line(u"A person reviewed this with the help of a review tool; no decision was automated."_s); }

    const Checklist& m_checklist;
    const NoticeInput& m_input;
    const DecisionCode& m_decision;
    const Pack& m_vocabulary;
    QList<ChecklistItem> m_found;
    Notice m_notice;
    QString m_text;
};

} // namespace

bool containsName(const QString& text, const QStringList& names)
{
    return std::any_of(names.begin(), names.end(), [&](const QString& name) {
        return !name.trimmed().isEmpty() && nameForm(name.trimmed()).match(text).hasMatch();
    });
}

QString withoutNames(QString text, const QStringList& names)
{
    for (const QString& name : names) {
        if (!name.trimmed().isEmpty())
            text.replace(nameForm(name.trimmed()), u"[name withheld]"_s);
    }
    return text;
}

Result<Notice> composeNotice(const Checklist& checklist, const NoticeInput& input)
{
    const DecisionCode* decision = checklist.library() ? checklist.library()->decision(input.code) : nullptr;
    if (!decision)
        return fail(ErrorCode::Validation, input.code, u"is not a decision code"_s, u"use a code of the vocabulary"_s);
    return Composer(checklist, input, *decision).compose();
}

} // namespace docket::policy
