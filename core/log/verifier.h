#pragma once

#include "core/log/storeprivate.h"

#include <map>
#include <set>
#include <unordered_map>

namespace docket::log
{

/// One pass over log.db. Reads in slices, so that an append on another connection never waits for it; entries that
/// arrive after the start are not looked at.
class Verifier
{
public:
    Verifier(sqlite::Database& database, QByteArray workspace, Depth depth)
        : m_db(database), m_workspace(std::move(workspace)), m_depth(depth)
    {
    }

    /// Cancelled or Storage; what is wrong with the log is in the report.
    Result<VerifyReport> run(const VerifyProgress& progress, const std::stop_token& stop);

private:
    struct DeviceState {
        StoredDevice device;
        qint64 headSize = 0;
        QByteArray headRange;
        std::map<quint64, QByteArray> checkpoints;
        CompactRange range;
        std::map<std::pair<int, quint64>, Hash> tiles; ///< computed, level and index as stored
        qint64 seq = 0;
        EntryId last;
        qint64 lamport = 0;
        std::optional<StoredEntry> newest; ///< for the one signature of a quick pass
    };
    /// What a later entry's parents are compared with. Keyed by the first 8 bytes of the id.
    struct Known {
        qint64 lamport;
        quint64 caseStart;
    };

    Status readStart(const std::vector<StoredDevice>& devices);
    Status readSlice(qint64 after, std::vector<StoredEntry>& out);
    void check(const StoredEntry& stored);
    /// Raises `highest` to the parents' clock; the error is the last wrong parent.
    std::optional<Error> checkParents(const StoredEntry& stored, const EntryHeader& header, qint64& highest) const;
    void checkAtSize(DeviceState& device, quint64 size);
    Status checkEnd();
    Status checkTiles(const DeviceState& device);
    Status checkEnrolment();
    void report(const Error& error, const StoredEntry* stored, const DeviceState* device);

    sqlite::Database& m_db;
    QByteArray m_workspace;
    Depth m_depth;
    VerifyReport m_report;
    qint64 m_lastRow = 0;
    qint64 m_payloads = 0; ///< rows of `payload` at the start
    qint64 m_payloadsSeen = 0;
    std::map<qint64, DeviceState> m_devices;
    std::set<QByteArray> m_shunned;
    std::unordered_map<quint64, Known> m_known;
    std::vector<AdminEntry> m_admin;
};

} // namespace docket::log
