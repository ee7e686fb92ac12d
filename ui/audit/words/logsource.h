#pragma once

#include "core/log/store/merge.h"
#include "ui/audit/words/entrytext.h"

#include <QObject>

#include <functional>
#include <stop_token>

namespace docket::ui::audit
{

/// One line of the timeline.
struct LogRow {
    log::Entry entry;
    log::Family family = log::Family::Other;
    QString words; ///< entrySentence()
    QString author; ///< name of the person
    QString device; ///< short name of the laptop
    bool own = false; ///< written by the laptop that is read on
    QList<Mark> marks; ///< gravest first
    QString markText; ///< of the first mark
};

struct LogPage {
    QList<LogRow> rows;
    std::optional<log::TimelineKey> next; ///< nullopt: the end
    qint64 looked = 0; ///< entries looked at
};

/// Another entry that this one points at or is pointed at by.
struct EntryLink {
    log::EntryId id;
    QString words;
    bool held = true; ///< false: it has not arrived
};

/// Everything about one entry.
struct LogDetail {
    LogRow row;
    log::TimelineItem item; ///< with the payload
    QByteArray note; ///< the signed bytes
    QByteArray verifierKey; ///< of the device, as Go's sumdb/note takes it
    QStringList markTexts;
    QList<EntryLink> parents;
    QList<EntryLink> children;
    std::optional<EntryLink> previous; ///< of the same laptop; nullopt for its first
    QList<EntryLink> next; ///< of the same laptop; several on a fork
    QString subject; ///< key; empty without a case
    qint64 checkpoint = 0; ///< size of the newest checkpoint that covers it; 0: none
    std::optional<log::Witness> witness; ///< somebody else who has seen it
    QString whyNoProof; ///< empty: a proof can be exported
    QString whyNoErasure; ///< empty: its erasure can be asked for
};

struct ErasureRequest {
    log::EntryId id;
    QString asker; ///< name
    QDateTime time;
    QString basis;
    QString text;
    QList<EntryLink> entries;
    std::optional<QString> approver; ///< name, when approved
    int erasedHere = 0; ///< of `entries`, whose content is gone here
    QString whyNotApprove; ///< empty: this person may approve
};

/// What a person fills in to ask for an erasure.
struct ErasureWish {
    QString basis; ///< RedactionWork::bases()
    QString text; ///< for the person who approves; stays in the log
    bool withEvidence = true; ///< the plan's blobs go as well
};

/// What would be erased with an entry.
struct ErasurePlan {
    log::EntryId entry;
    QList<EntryLink> entries; ///< the entry itself and those that repeat its text
    int blobs = 0; ///< pieces of evidence that hold what they quote
};

/// What surrounds the timeline: who writes here, who has seen what, what waits for somebody.
struct LogOverview {
    qint64 entries = 0;
    bool readOnly = false;
    bool unlocked = false;
    log::Reviewer me;
    QList<log::Reviewer> people; ///< one for each device
    QList<log::Witnessed> devices;
    QList<log::Fork> forks;
    QList<ErasureRequest> erasures; ///< newest first
    QString workspace; ///< id
};

/// What a search line turned out to mean.
struct LogSearch {
    enum class Kind { Entries, Cases, Words };
    Kind kind = Kind::Words;
    QString text; ///< the id prefix or the words
    QList<log::CaseId> cases;
    QStringList titles; ///< of the cases
};

/// A checkpoint just signed.
struct SignedCheckpoint {
    QByteArray note;
    QByteArray verifierKey;
    qint64 size = 0;
    QDateTime time; ///< UTC
    QString person;
};

/// Where the log's screen reads, and the few things it asks to be done. Every call returns at once and answers later on
/// the thread of `context`; a context that is gone gets no answer. Thread: GUI.
class LogSource
{
public:
    template <typename T> using Answer = std::function<void(Result<T>)>;
    virtual ~LogSource() = default;

    virtual void page(const log::TimelineQuery& query, const std::optional<log::TimelineKey>& after, int limit,
        QObject* context, Answer<LogPage> answer)
        = 0;
    virtual void span(
        const log::TimelineQuery& query, int step, QObject* context, Answer<std::optional<log::TimelineSpan>> answer)
        = 0;
    virtual void detail(const log::EntryId& id, QObject* context, Answer<LogDetail> answer) = 0;
    virtual void overview(QObject* context, Answer<LogOverview> answer) = 0;
    virtual void search(const QString& text, QObject* context, Answer<LogSearch> answer) = 0;
    /// `progress` runs on the thread of `context`.
    virtual void verify(log::Depth depth, const std::stop_token& stop, QObject* context,
        std::function<void(qint64 done, qint64 total)> progress, Answer<log::VerifyReport> answer)
        = 0;
    virtual void prove(const log::EntryId& id, QObject* context, Answer<QByteArray> answer) = 0;
    virtual void checkpoint(QObject* context, Answer<SignedCheckpoint> answer) = 0;
    virtual void planErasure(const log::EntryId& entry, QObject* context, Answer<ErasurePlan> answer) = 0;
    /// Asks for what planErasure() says of the entry.
    virtual void requestErasure(
        const log::EntryId& entry, const ErasureWish& wish, QObject* context, Answer<void> answer)
        = 0;
    virtual void approveErasure(const log::EntryId& request, QObject* context, Answer<void> answer) = 0;
};

} // namespace docket::ui::audit
