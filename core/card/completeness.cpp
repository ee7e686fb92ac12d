#include "core/card/completeness.h"

#include "core/card/cardwords.h"
#include "core/card/licences.h"
#include "core/card/metadatachecks.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace docket::card
{

namespace
{

FindingOutcome outcomeOf(SectionState state)
{
    switch (state) {
    case SectionState::Present:
        return FindingOutcome::Present;
    case SectionState::Elsewhere:
        return FindingOutcome::Elsewhere;
    case SectionState::Thin:
        return FindingOutcome::Thin;
    case SectionState::Placeholder:
        return FindingOutcome::Placeholder;
    case SectionState::Absent:
        return FindingOutcome::Absent;
    }
    return FindingOutcome::Absent;
}

/// The fullest state of a section and all below it.
SectionState stateOfBranch(const QList<Section>& sections, qsizetype at)
{
    SectionState best = sections[at].state;
    for (qsizetype i = at + 1; i < sections.size() && sections[i].level > sections[at].level; ++i)
        best = std::max(best, sections[i].state);
    return best;
}

class CardCheck
{
public:
    CardCheck(const ParsedCard& card, RepoKind kind, const RepoFacts& facts)
        : m_card(card), m_meta(card.frontMatter), m_kind(kind), m_facts(facts), m_words(CardWords::get())
    {
        for (const Section& section : card.sections)
            m_text += section.heading.toLower() + u'\n' + section.text.toLower() + u'\n';
        m_english = looksEnglish();
    }

    QList<CardFinding> run()
    {
        if (m_kind == RepoKind::Model)
            model();
        else if (m_kind == RepoKind::Dataset)
            dataset();
        else
            space();
        return m_findings;
    }

private:
    void add(const QString& id, FindingOutcome outcome, int line, QString text)
    {
        // The words looked for are English: what is not found in another language is not known to be missing.
        if ((outcome == FindingOutcome::Absent || outcome == FindingOutcome::Thin)
            && (!m_english || !m_card.readable)) {
            outcome = FindingOutcome::NotRun;
            text = m_card.readable ? u"Not checked: the card does not seem to be in English."_s
                                   : u"Not checked: the card is too heavy to read."_s;
        }
        m_findings << CardFinding{ id, outcome, line, text };
    }

    /// One English word in twenty-five is a common one; short cards are taken for English.
    bool looksEnglish() const
    {
        static const QSet<QString> common{ u"the"_s, u"of"_s, u"and"_s, u"is"_s, u"for"_s, u"to"_s, u"in"_s, u"this"_s,
            u"with"_s };
        qsizetype letters = 0;
        qsizetype latin = 0;
        for (const QChar c : m_text) {
            letters += c.isLetter() ? 1 : 0;
            latin += c.isLetter() && c.unicode() < 0x250 ? 1 : 0;
        }
        if (letters > 40 && latin * 2 < letters)
            return false;
        int words = 0;
        int hits = 0;
        for (const QStringView word : QStringView(m_text).split(u' ', Qt::SkipEmptyParts)) {
            ++words;
            hits += common.contains(word.trimmed().toString()) ? 1 : 0;
        }
        return words < 60 || hits * 25 >= words;
    }

    /// Line of the first section that holds one of the words of a list; 0 when none does.
    int lineOfWords(const QString& list) const
    {
        for (const Section& section : m_card.sections) {
            const QString text = section.heading.toLower() + u'\n' + section.text.toLower();
            for (const QString& word : m_words.words.value(list))
                if (text.contains(word))
                    return std::max(section.line, 1);
        }
        return 0;
    }

    bool hasField(const QString& name) const
    {
        const FieldValue* value = m_meta.find(name);
        return value && !value->isEmpty();
    }

    void sections(const QList<SectionCriterion>& criteria)
    {
        for (const SectionCriterion& criterion : criteria) {
            SectionState best = SectionState::Absent;
            int line = 0;
            QString heading;
            for (qsizetype i = 0; i < m_card.sections.size(); ++i) {
                const Section& section = m_card.sections[i];
                bool matches = false;
                for (const QString& target : criterion.targets)
                    matches = matches || m_words.headings.value(target).contains(section.normalized);
                if (!matches || section.level == 0)
                    continue;
                SectionState state = stateOfBranch(m_card.sections, i);
                if (state == SectionState::Absent) // a heading with nothing under it
                    state = SectionState::Placeholder;
                if (line == 0 || state > best) {
                    best = state;
                    line = section.line;
                    heading = section.heading;
                }
            }
            if (best == SectionState::Present) {
                add(criterion.id, FindingOutcome::Present, line, u"Under \"%1\"."_s.arg(heading.left(80)));
            } else if (!criterion.field.isEmpty() && hasField(criterion.field)) {
                add(criterion.id, FindingOutcome::Present, m_meta.find(criterion.field)->line,
                    u"In the metadata field %1."_s.arg(criterion.field));
            } else if (line > 0) {
                const QString what = best == SectionState::Placeholder
                    ? u"\"%1\" holds only template text or nothing."_s
                    : best == SectionState::Elsewhere ? u"\"%1\" only points elsewhere."_s
                                                      : u"\"%1\" holds few words."_s;
                add(criterion.id, outcomeOf(best), line, what.arg(heading.left(80)));
            } else if (const int words = criterion.words.isEmpty() ? 0 : lineOfWords(criterion.words)) {
                add(criterion.id, FindingOutcome::Present, words,
                    u"Words about %1 stand in the text."_s.arg(criterion.what));
            } else {
                add(criterion.id, FindingOutcome::Absent, 0, u"No heading about %1 was found."_s.arg(criterion.what));
            }
        }
    }

    void cardAtAll(const QString& id)
    {
        if (m_card.words < 15) {
            add(id, FindingOutcome::Absent, 0, u"The card has hardly any text besides its metadata."_s);
            return;
        }
        for (const QString& phrase : m_words.stubs)
            if (m_text.contains(phrase)) {
                m_findings << CardFinding{ id, FindingOutcome::Placeholder, 0,
                    u"The card says that it was generated automatically."_s };
                return;
            }
        add(id, FindingOutcome::Present, 0, u"The card has text of its own."_s);
    }

    /// "Developed by: ..." of the template and the like.
    void labelled(const QString& id, const QString& pattern, const QString& what)
    {
        const QRegularExpression label(u"(?:"_s + pattern + u")[^:\\n]{0,30}:[ *_]*([^\\n]*)"_s);
        const auto match = label.match(m_text);
        if (!match.hasMatch()) {
            add(id, FindingOutcome::Absent, 0, u"Nothing says %1."_s.arg(what));
            return;
        }
        const QString value = match.captured(1).trimmed();
        const bool placeholder = value.isEmpty() || value == "-"_L1
            || std::any_of(m_words.placeholders.cbegin(), m_words.placeholders.cend(),
                [&](const QString& phrase) { return value.startsWith(phrase); });
        m_findings << CardFinding{ id, placeholder ? FindingOutcome::Placeholder : FindingOutcome::Present,
            lineOfText(match.captured(0)),
            placeholder ? u"The line for %1 is not filled in."_s.arg(what) : u"A line says %1."_s.arg(what) };
    }

    int lineOfText(const QString& part) const
    {
        for (const Section& section : m_card.sections)
            if (section.text.contains(part, Qt::CaseInsensitive))
                return section.line;
        return 0;
    }

    void licence(const QString& id)
    {
        const QString licence = m_meta.text(u"license").trimmed();
        if (!licence.isEmpty() && licence.toLower() != "unknown"_L1)
            add(id, FindingOutcome::Present, m_meta.find(u"license")->line,
                u"The metadata says \"%1\"."_s.arg(licence.left(60)));
        else if (m_text.contains(u"licen"))
            add(id, FindingOutcome::Thin, 0, u"A license is only mentioned in the text."_s);
        else
            add(id, FindingOutcome::Absent, 0, u"Neither metadata nor text names a license."_s);
    }

    void words(const QString& id, const QString& list, const QString& what)
    {
        if (const int line = lineOfWords(list))
            add(id, FindingOutcome::Present, line, u"Words about %1 stand in the text."_s.arg(what));
        else
            add(id, FindingOutcome::Absent, 0, u"No words about %1 were found."_s.arg(what));
    }

    void model()
    {
        cardAtAll(u"MCQ-01"_s);
        sections(m_words.model);
        labelled(u"MCQ-03"_s, u"developed by|shared by|funded by|created by"_s,
            u"who developed, shared or funded the model"_s);
        labelled(u"MCQ-04"_s, u"model type|languages?"_s, u"what type of model and which languages"_s);
        licence(u"MCQ-05"_s);
        const int derived = lineOfWords(u"derived"_s);
        if (hasField(u"base_model"_s))
            add(u"MCQ-06"_s, FindingOutcome::Present, m_meta.find(u"base_model")->line, u"base_model is named."_s);
        else if (derived > 0)
            add(u"MCQ-06"_s, FindingOutcome::Problem, derived,
                u"The text speaks of a base model, but base_model is not set."_s);
        words(u"MCQ-16"_s, u"groups"_s, u"results by group"_s);
        const LicenceClass kind = licenceClass(m_meta.text(u"license"));
        if (kind == LicenceClass::UseRestricted || kind == LicenceClass::VendorPolicy)
            words(u"MCQ-21"_s, u"restrictions"_s, u"the use restrictions that the license asks to repeat"_s);
    }

    void dataset()
    {
        cardAtAll(u"DCQ-01"_s);
        sections(m_words.dataset);
        if (hasField(u"language"_s))
            add(u"DCQ-03"_s, FindingOutcome::Present, m_meta.find(u"language")->line,
                u"The metadata names languages."_s);
        else
            labelled(u"DCQ-03"_s, u"languages?"_s, u"which languages"_s);
        licence(u"DCQ-04"_s);
        words(u"DCQ-11"_s, u"synthetic"_s, u"synthetic content"_s);
        words(u"DCQ-14"_s, u"identity"_s, u"identity categories"_s);
        words(u"DCQ-19"_s, u"version"_s, u"versions and maintenance"_s);
        if (m_facts.gated && *m_facts.gated)
            add(u"DCQ-20"_s, hasField(u"extra_gated_prompt"_s) ? FindingOutcome::Present : FindingOutcome::Absent, 0,
                u"The dataset is gated; the prompt stands in extra_gated_prompt."_s);
        const QStringList annotators = m_meta.texts(u"annotations_creators");
        if (annotators.contains(u"no-annotation"_s))
            for (CardFinding& finding : m_findings)
                if (finding.criterion == "DCQ-12"_L1 && finding.outcome != FindingOutcome::Present)
                    finding = { finding.criterion, FindingOutcome::NotRun, m_meta.find(u"annotations_creators")->line,
                        u"The metadata says that there are no annotations."_s };
    }

    void space()
    {
        const bool says = hasField(u"short_description"_s) || m_card.words >= 15;
        add(u"SPQ-01"_s, says ? FindingOutcome::Present : FindingOutcome::Absent, 0,
            says ? u"There is a description."_s : u"Neither short_description nor text says what the app does."_s);
        words(u"SPQ-02"_s, u"input"_s, u"what happens to the input of users"_s);
        if (hasField(u"hf_oauth_scopes"_s))
            add(u"SPQ-03"_s, FindingOutcome::Present, m_meta.find(u"hf_oauth_scopes")->line,
                u"Asks for: %1."_s.arg(m_meta.texts(u"hf_oauth_scopes").mid(0, 12).join(u", "_s)));
        if (m_facts.visibility && *m_facts.visibility == "protected"_L1)
            add(u"SPQ-04"_s, FindingOutcome::Problem, 0, u"The source is not public."_s);
        else if (hasField(u"duplicated_from"_s))
            add(u"SPQ-04"_s, FindingOutcome::Present, m_meta.find(u"duplicated_from")->line,
                u"Duplicated from %1."_s.arg(m_meta.text(u"duplicated_from").left(100)));
        words(u"SPQ-05"_s, u"restrictions"_s, u"limits and banned uses"_s);
        words(u"SPQ-06"_s, u"madeByMachine"_s, u"machine-made output"_s);
    }

    const ParsedCard& m_card;
    const FrontMatter& m_meta;
    RepoKind m_kind;
    const RepoFacts& m_facts;
    const CardWords& m_words;
    QString m_text; ///< lower case
    bool m_english = true;
    QList<CardFinding> m_findings;
};

} // namespace

QString findingOutcomeName(FindingOutcome outcome)
{
    switch (outcome) {
    case FindingOutcome::Present:
        return u"present"_s;
    case FindingOutcome::Absent:
        return u"absent"_s;
    case FindingOutcome::Placeholder:
        return u"placeholder"_s;
    case FindingOutcome::Thin:
        return u"thin"_s;
    case FindingOutcome::Elsewhere:
        return u"elsewhere"_s;
    case FindingOutcome::Problem:
        return u"problem"_s;
    case FindingOutcome::NotRun:
        return u"not-run"_s;
    }
    return u"not-run"_s;
}

QList<CardFinding> checkCompleteness(const ParsedCard& card, RepoKind kind, const RepoFacts& facts)
{
    QList<CardFinding> findings = CardCheck(card, kind, facts).run() + checkMetadata(card, kind, facts);
    std::stable_sort(findings.begin(), findings.end(),
        [](const CardFinding& a, const CardFinding& b) { return a.criterion < b.criterion; });
    return findings;
}

CompletenessScore completenessScore(const QList<CardFinding>& findings)
{
    CompletenessScore score;
    const CardWords& words = CardWords::get();
    int total = 0;
    int there = 0;
    for (const CardFinding& finding : findings) {
        for (const QList<SectionCriterion>* list : { &words.model, &words.dataset })
            for (const SectionCriterion& criterion : *list) {
                if (criterion.id != finding.criterion || finding.outcome == FindingOutcome::NotRun)
                    continue;
                total += criterion.weight;
                if (finding.outcome == FindingOutcome::Present || finding.outcome == FindingOutcome::Elsewhere)
                    there += criterion.weight;
                else
                    score.missing << criterion.id;
            }
    }
    score.share = total > 0 ? double(there) / double(total) : 0;
    return score;
}

} // namespace docket::card
