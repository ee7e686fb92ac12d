#pragma once

#include "core/log/store/storeprivate.h"

#include <map>
#include <set>
#include <unordered_map>

namespace docket::log
{

/// One pass over log.db. Reads in slices, and looks at the file's own structure only while nobody writes, so that an
/// append on another connection never waits for it; entries that arrive after the start are not looked at.
class Verifier
{
public:
    Verifier(sqlite::Database& database, QByteArray workspace, Depth depth)
        : m_db(database), m_workspace(std::move(workspace)), m_depth(depth)
    {
    }

    /// Cancelled or Storage; what is wrong with the log is in the report.
    Result<VerifyReport> run(const VerifyProgress& progress, const std::stop_token& stop);
    /// After run(): true when something else than own entries came or went meanwhile (a merge, an erasure), so that
    /// what looks wrong may be the mixture of before and after.
    Result<bool> wasDisturbed();
    /// The entries with row > afterRow alone: their bytes, columns and payloads, and that each continues an entry that
    /// is there. Returns the last row looked at, or what is wrong.
    Result<qint64> checkTail(qint64 afterRow);

private:
    /// One chain of a device: what a further entry is compared with.
    struct Branch {
        CompactRange range;
        EntryId last;
        qint64 lamport = 0;
        bool closed = false;
        bool first = true;
        std::vector<Hash> ids; ///< kept only where the log has forks
    };
    struct Stored {
        qint64 size = 0;
        QByteArray range;
    };
    struct DeviceState {
        StoredDevice device;
        Stored head;
        std::map<QByteArray, Stored> farHeads; ///< by tip
        std::multimap<quint64, QByteArray> checkpoints; ///< notes not yet matched with a branch, by size
        std::map<std::pair<quint64, QByteArray>, quint64> cosigned; ///< (size, root) not yet met
        std::vector<Branch> branches; ///< the first one, then those of forks
        std::map<std::pair<int, quint64>, Hash> tiles; ///< computed, level and index as stored
        std::optional<StoredEntry> newest; ///< for the one signature of a quick pass
    };
    /// What a later entry's parents are compared with. Keyed by the first 8 bytes of the id.
    struct Known {
        qint64 lamport;
        quint64 caseStart;
    };
    /// A parent that had not been read when its child was.
    struct Awaited {
        quint64 parent;
        qint64 lamport; ///< of the child
        quint64 caseStart;
        StoredEntry child; ///< without payload, for the report
    };
    /// The checks of one row that need no other row, done by any thread.
    struct Alone {
        Result<EntryHeader> header = EntryHeader{};
        bool shunned = false;
        bool withheld = false;
    };

    /// What a merge or an erasure changes and an append does not.
    Result<QByteArray> readMark();
    Status readStart();
    Result<std::vector<StoredDevice>> readDevices();
    Status readSlice(qint64 after, std::vector<StoredEntry>& out);
    std::vector<Alone> checkAlone(const std::vector<StoredEntry>& slice) const;
    void check(const StoredEntry& stored, Alone& alone);
    /// The branch that the entry continues, made when it is the first of a fork's far side; null when none does.
    Branch* branchFor(DeviceState& device, const StoredEntry& stored, const EntryHeader& header);
    /// What the known parents allow; nullopt in `highest` when one is not known yet.
    std::optional<Error> checkParents(
        const StoredEntry& stored, const EntryHeader& header, std::optional<qint64>& highest);
    void checkAwaited();
    void checkAtSize(DeviceState& device, const Branch& branch);
    Status checkCosignatures(DeviceState& device);
    Status checkEnd();
    Status checkTiles(const DeviceState& device);
    void checkHeads(DeviceState& device);
    Status checkEnrolment();
    Status checkFile(const std::stop_token& stop);
    void report(const Error& error, const StoredEntry* stored, const DeviceState* device);

    sqlite::Database& m_db;
    QByteArray m_workspace;
    Depth m_depth;
    VerifyReport m_report;
    QByteArray m_mark; ///< at the start
    qint64 m_lastRow = 0;
    qint64 m_payloads = 0; ///< rows of `payload` at the start
    qint64 m_payloadsSeen = 0;
    std::map<qint64, DeviceState> m_devices;
    std::set<QByteArray> m_shunned;
    std::set<QByteArray> m_withheld;
    std::set<QByteArray> m_forked; ///< ids that only far branches have
    std::vector<Awaited> m_awaited;
    std::unordered_map<quint64, Known> m_known;
    std::vector<AdminEntry> m_admin;
};

} // namespace docket::log
