#pragma once

#include "core/log/store/timeline.h"

#include <QJsonObject>
#include <QString>

#include <functional>

/// Entries of the log in people's words. Pure but for the language in use; any thread.
namespace docket::ui::audit
{

/// What the words need to know beyond the entry itself.
struct Names {
    QByteArray own; ///< public key of the device that is read on
    std::function<QString(const QByteArray& device, qint64 seq)> author; ///< name of the person when the device
                                                                         ///< wrote `seq`, 0: at any time; may be empty
    std::function<QString(const QString& person)> person; ///< name; empty when unknown or erased
    std::function<QString(const log::CaseId& caseId)> subject; ///< subject's key; empty when unknown
    std::function<QByteArray(const QByteArray& origin)> device; ///< public key of a device name; empty when unknown
};

/// Why an entry that is kept does not count, or is not shown whole.
enum class Mark {
    Fork, ///< its device signed two histories here
    NoEffect, ///< its author lacked the right
    Unapproved, ///< a revocation that a lead must sign as well
    Malformed, ///< it does not say what its kind must
    Waits, ///< a parent has not arrived
    Erased, ///< content erased
    Withheld, ///< content never handed to this workspace
    Missing, ///< content gone without an erasure
    Damaged, ///< the stored bytes are no entry
    Unknown, ///< of a newer Docket
};

/// What an erased entry was erased for.
struct Erasure {
    QString basis; ///< code of FORMAT.md 5: gdpr-17, court-order, safety, other
    QString approver; ///< name of the person; may be empty
    QDateTime time;
};

/// An entry as the words see it.
struct EntryFacts {
    log::TimelineItem item;
    QJsonObject payload; ///< parsed; empty unless held
    QList<Mark> marks;
    std::optional<Erasure> erasure;
};

/// One sentence: "Ada decided D20 on model acme/x: ask the author · “the card names no limits”". On one line, foreign
/// text made safe, as long as it needs to be.
QString entrySentence(const EntryFacts& facts, const Names& names);
/// What is unusual about the entry, as half a sentence: "has no effect: its author was not a reviewer then".
QString markText(Mark mark, const EntryFacts& facts);
/// The mark as one word for a badge.
QString markWord(Mark mark);

QString familyText(log::Family family); ///< "Decisions"
QString kindNoun(QStringView kind); ///< "decision"; "entry" for a kind that is not known
QString roleText(QStringView role); ///< "reviewer"; an unknown role stays as it is
QString basisText(QStringView basis); ///< "GDPR, article 17"; an unknown code stays as it is
QString decisionVerb(QStringView code); ///< "ask the author"; empty for an unknown code
/// "model acme/x", "thread acme/x #12"; a key that cannot be read stays as it is.
QString subjectText(const QString& key);
/// "f3Jq0aWe": the last part of a device name.
QString deviceShort(const QByteArray& publicKey);
/// "this laptop", "Bo's laptop", "a laptop unknown here (f3Jq0aWe)"
QString deviceText(const QByteArray& publicKey, const Names& names);
/// Name of the person, or who it is when there is no name.
QString authorText(const EntryFacts& facts, const Names& names);
/// The half sentence of rights that an entry of this kind takes: "a reviewer", "a lead".
QString neededRole(QStringView kind);

} // namespace docket::ui::audit
