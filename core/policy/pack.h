#pragma once

#include "core/policy/vocabulary.h"

#include <QByteArray>
#include <QDate>
#include <QMap>
#include <QStringList>

namespace docket::policy
{

/// A published document that criteria render, as it stood when it was read.
struct Source {
    QString id; ///< "CP25": short name used in clause references
    QString title;
    QString url;
    QDate effective; ///< invalid when the document carries no date
    QDate readOn; ///< the day its text (or a witness of it) was read; never invalid
    SourceConfidence confidence = SourceConfidence::High;
    QString remark; ///< what a reader should know about how it was read; may be empty
    bool operator==(const Source&) const = default;
};

/// One clause a criterion rests on. `ref` is "<source id>/<anchor>"; the anchors are ours, the documents carry none.
struct Basis {
    QString ref; ///< "CP25/R3.d"
    Strength strength = Strength::Direct;
    QString text; ///< the clause in our words, for display; may be empty
    QString sourceId() const { return ref.section(u'/', 0, 0); }
    bool operator==(const Basis&) const = default;
};

struct Escalation {
    QList<Desk> to;
    int deadlineHours = 0; ///< 0: no deadline named
    bool mandatory = false;
    bool operator==(const Escalation&) const = default;
};

/// Category of the EU statement of reasons (DSA Transparency Database) that a confirmed criterion gives.
struct DsaCategory {
    QString category; ///< "STATEMENT_CATEGORY_..."; empty when none applies
    QStringList keywords; ///< "KEYWORD_..."
    bool operator==(const DsaCategory&) const = default;
};

/// One question a reviewer answers.
struct Criterion {
    QString id; ///< "CG-18"; unique in its pack (metadata criteria recur in the card packs)
    QString question;
    Polarity polarity = Polarity::ViolationIfYes;
    Targets appliesTo;
    QList<Basis> basis;
    Severity severity = Severity::S0;
    QString guidance; ///< our own words: what to look for, what passes, what fails
    QString finding; ///< the fact in one neutral sentence, for notices; empty for notes
    QString ask; ///< what the author is asked to do; may be empty
    QStringList signalWords; ///< `signals` of the pack: names of hints, never answers
    QList<Allegation> allegations; ///< report categories that bring it to the top
    bool evidenceRequired = true;
    bool publicChannel = true; ///< false: never discussed in a public thread (channel rule)
    Viewing viewing = Viewing::Normal;
    QStringList permittedActions; ///< decision codes, as in the vocabulary
    QString maxUnilateral; ///< strongest code that one triage moderator may take alone
    Escalation escalation;
    bool secondReviewer = false;
    DsaCategory dsa;
    QMap<QString, QStringList> crosswalk; ///< taxonomy name to labels
    bool operator==(const Criterion&) const = default;
};

struct Section {
    QString id; ///< "R3"
    QString title;
    QString intro;
    QList<Criterion> criteria;
    bool operator==(const Section&) const = default;
};

/// What a decision does outwardly. A decision may have several.
enum class Effect {
    None, ///< only the log
    Comment, ///< a comment in the thread, or a new discussion when there is none
    StatusClosed, ///< closes the thread
    PullRequestNfaa, ///< pull request that adds the tag not-for-all-audiences
    HideComment, ///< irreversible on the Hub
    RecordRecommendation, ///< only the Hub's staff can do it: the text is drafted and kept
    Escalate, ///< the case goes to the restricted queue of a desk
    ByHand, ///< a person does it on the Hub's own page; Docket records that it was decided
};
QString effectName(Effect effect);
std::optional<Effect> effectFromName(QStringView name);

/// Who may take a decision. `ownerAccess`: somebody with write access on the Hub (or its staff) must carry it out.
struct DecisionRule {
    Roles roles; ///< any one of these
    bool needsWriteAccess = false;
    bool threadAuthorMay = false; ///< the thread's own author may too (closing)
    bool secondLead = false; ///< a lead must agree before it goes out
    bool secondSpecialist = false; ///< a specialist must agree before it goes out
    bool carriedOutByStaff = false; ///< a recommendation: only the Hub's staff can do it
    bool notFirstDecider = false; ///< somebody who did not decide before
    bool operator==(const DecisionRule&) const = default;
};

enum class Reversible { Yes, No, Partly, NotApplicable };
QString reversibleName(Reversible reversible);
std::optional<Reversible> reversibleFromName(QStringView name);

/// A graduated decision, D00 to D90.
struct DecisionCode {
    QString code; ///< "D21"
    QString title;
    QString onHub; ///< what happens on the Hub, one plain sentence
    QString decides; ///< who decides, in words
    DecisionRule rule;
    Reversible reversible = Reversible::Yes;
    NoticeLevel notice = NoticeLevel::N0;
    bool publicChannel = false; ///< it speaks in a public thread, so the channel rule applies
    bool reasonForSkipping = false; ///< "why lower steps do not suffice" is required
    int rung = 0; ///< place on the ladder, 0 gentlest; equal rungs are alternatives
    QList<Effect> effects;
    Targets appliesTo;
    QString source; ///< the clause it comes from
    bool operator==(const DecisionCode&) const = default;
};

/// A versioned checklist (or the decision vocabulary), exactly as its file says. Immutable once published.
struct Pack {
    QString packId; ///< "hf-content"
    QString version; ///< "2025.04.10-r1"
    QString title;
    PackKind kind = PackKind::Content;
    QString language; ///< "en"
    QList<Source> sources;
    QDate effectiveFrom;
    QString supersedes; ///< "packId@version" or empty
    QString extends; ///< "packId@version" or empty
    QList<Section> sections;
    QList<DecisionCode> decisions; ///< only in a pack of kind procedure
    QStringList closingQuestions; ///< asked beside the reason; nobody has to answer them in a field
    QMap<QString, QString> settings; ///< addresses and windows a deployment may overlay
    QByteArray sha256; ///< lower-case hex of the file's bytes
    QString origin; ///< file name or ":/policies/..." it was read from

    /// "hf-content@2025.04.10-r1"
    QString id() const { return packId + u'@' + version; }
    const Criterion* criterion(QStringView id) const;
    const Source* source(QStringView id) const;
    const DecisionCode* decision(QStringView code) const;
    qsizetype criterionCount() const;
};

} // namespace docket::policy
