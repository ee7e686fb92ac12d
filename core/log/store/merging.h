#pragma once

#include "core/log/format/cosignature.h"
#include "core/log/store/storeprivate.h"

#include <unordered_map>

namespace docket::log
{

/// One run of Store::merge(): plans what is new, verifies all of it, then writes it, inside one transaction that is
/// rolled back on the first fault.
class Merging
{
public:
    Merging(Store::Private& store, MergeSource& source, const VerifyProgress& progress, std::stop_token stop)
        : d(store), m_source(source), m_progress(progress), m_stop(std::move(stop))
    {
    }
    Result<MergeReport> run();

private:
    /// What a new entry announces about its payload, by the entry's id.
    struct Expected {
        Hash commitment;
        qint64 size = 0;
        bool isNew = true; ///< false: the entry is held already, its payload was withheld
        bool here = false; ///< the source has it
        QByteArray caseId;
    };
    /// One incoming log that has something new.
    struct Plan {
        qsizetype log = 0; ///< index in the source
        StoredDevice device;
        Checkpoint checkpoint;
        SignedNote note;
        Store::Private::Head head; ///< the branch that is extended, before and, after insertion, behind it
        bool firstBranch = true;
        QByteArray oldTip; ///< of a far branch that is extended; empty for a new one
        qint64 from = 1; ///< seq of the first new entry
        std::vector<Hash> ids; ///< of the new entries, as verified
        std::vector<qint64> lamports;
        // Reading position while writing
        QByteArrayList buffer;
        qsizetype inBuffer = 0;
        size_t written = 0;
    };
    struct HashOf {
        size_t operator()(const Hash& hash) const
        {
            size_t out = 0;
            std::memcpy(&out, hash.bytes.data(), sizeof out);
            return out;
        }
    };

    Result<QByteArrayList> notes(const IncomingLog& log, qsizetype index, qint64 fromSeq, qint64 end, int limit);
    Status examine(qsizetype index);
    Result<bool> continues(const Store::Private::Branch& branch, const IncomingLog& log, Plan& plan);
    Status findFork(const QList<Store::Private::Branch>& branches, const IncomingLog& log, Plan& plan);
    Status verifyNew(const IncomingLog& log, Plan& plan);
    /// Makes forks of logs that continue the same branch and differ from each other: both sides came at once.
    void partForks();
    Status checkParents();
    Status expectWithheld();
    Status verifyPayloads();
    /// Who may vouch, as far as is known now; asked again when new enrolments are written.
    Status findCosigners();
    Status checkCosignatures(Plan& plan);

    Status write();
    Result<SignedEntry> nextOf(Plan& plan);
    Status writeEntries();
    Status writePayloads();
    Status writeEnds(Plan& plan);
    Status writeCosignatures(const Plan& plan);
    Status cosignAndRemember(const Plan& plan);
    Status readBack();
    Status advance(qint64 steps);

    Store::Private& d;
    MergeSource& m_source;
    const VerifyProgress& m_progress;
    std::stop_token m_stop;
    QList<IncomingLog> m_logs;
    std::vector<Plan> m_plans;
    std::unordered_map<Hash, Expected, HashOf> m_expected;
    std::unordered_map<Hash, qint64, HashOf> m_newClocks; ///< id -> lc of the new entries
    struct Jump {
        EntryHeader header;
        qint64 previousLamport;
    };
    std::vector<Jump> m_jumps; ///< entries whose clock can be judged only with their parents
    std::vector<Hash> m_strangers; ///< parents named by new entries of which this log knew nothing when they were read
    QHash<QByteArray, QByteArray> m_cosigners; ///< cosigner name -> public key
    MergeReport m_report;
    qint64 m_done = 0;
    qint64 m_total = 0;
    qint64 m_firstRow = 0;
};

} // namespace docket::log
