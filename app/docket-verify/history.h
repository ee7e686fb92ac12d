#pragma once

#include "app/docket-verify/entry.h"
#include "app/docket-verify/report.h"

#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <unordered_map>

namespace docket::verify
{

/// An entry as later ones see it.
struct Record {
    Hash id{};
    CaseId caseId{};
    uint64_t seq = 0, lamport = 0;
    uint32_t log = UINT32_MAX; ///< index into History::logs
    bool hasCase = false;
    bool hasPayload = false; ///< the payload is at hand
    bool operator==(const Record&) const = default;
};

/// One entry on its way through the checks.
struct Item {
    // From the source. The record has what is stored beside the entry, or where it ought to be; the check replaces it
    // with what is signed.
    Record record;
    bool hasColumns = false; ///< record and `kind` are columns of log.db
    std::string note, kind;
    std::string sealed; ///< "docket-payload/v1\n" ‖ salt ‖ payload; empty without payload
    // From the check.
    Fault fault{};
    Header header;
};

/// One line of a device's history; a forked device has several.
struct Branch {
    uint64_t first = 0; ///< entries before those at hand, in an incremental bundle
    std::vector<uint32_t> records; ///< from entry `first` + 1
    Edge edge;
    std::map<std::pair<uint64_t, uint64_t>, Hash> tiles; ///< (level, index) as log.db numbers them
    Record last;
    bool isEnded = false;
    std::string note, firstTime, lastTime; ///< the newest entry's note

    void append(const Hash& hash, int level = 0);
    void add(uint32_t index, const Record& record);
    /// The tree at that size; false when the entries at hand do not tell.
    bool edgeAt(uint64_t size, const std::vector<Record>& all, Edge& out) const;
};

struct Log {
    /// Something said about the tree at one size, by a checkpoint or a witness.
    struct Claim {
        uint64_t size;
        Hash root;
        std::string where;
        std::string witness, time; ///< empty when it is the device's own
        bool isFirm = true; ///< it may not speak of more entries than there are
    };
    std::string key, name;
    std::deque<Branch> branches{}; ///< the first is the one that arrived first
    std::vector<Claim> claims{};
    std::map<uint64_t, std::set<std::string>> cosigners{}; ///< size of the checkpoint → keys whose lines verify
};

/// A checkpoint that is kept somewhere, or cosignatures alone.
struct Kept {
    std::string where, note;
    std::string start{}; ///< with which the text must begin
    const Log* log = nullptr; ///< null: any
    bool isSigned = true; ///< by the device
};

/// A stored piece of a tree: log, two numbers that say where, and the bytes.
using Piece = std::tuple<std::string, uint64_t, uint64_t, std::string>;

/// All rules about what entries say of each other, and others of them. A source fills in what it has, in this order:
/// logs and workspace, entries (take()), everything else.
class History
{
public:
    explicit History(Report& usedReport) : report(usedReport) { }

    /// Takes the entries that `next` gives until that returns false, in the order of arrival. What one entry alone
    /// shows is checked on other threads while `next` reads the following ones.
    void take(const std::function<bool(std::vector<Item>&)>& next);
    /// Settles what needs everything.
    void finish();

    Report& report;
    std::deque<Log> logs;
    std::vector<Record> records;
    std::string workspace;
    std::multimap<std::string, std::string> cosignerKeys; ///< name ending in /w → key
    std::vector<Kept> checkpoints;
    std::map<std::string, std::set<Piece>> pieces; ///< by the name of their table, or "tiles"
    bool hasPayloads = false; ///< these are here where they are not withheld or erased
    std::set<Hash> withheld;
    std::map<Hash, Hash> shunned; ///< erased → by which redact.approve

private:
    struct Admin {
        uint32_t log;
        std::string kind, time, payload;
    };
    void check(Item& item, Json& json) const;
    void accept(Item& item);
    void addCosignature(Log& log, const Checkpoint& checkpoint, const SignatureLine& line, const std::string& where);
    std::string nameOf(const Record& record) const;
    Branch& branchFor(const Item& item, Log& log);
    const Record* find(const Hash& id) const;
    bool checkClock(uint32_t record, uint64_t before, std::span<const Hash> parents, bool isLast);
    void readAuthority();
    void readSightings();
    void checkPayloads();
    void checkPieces();
    void checkCheckpoint(const Kept& kept);
    void checkClaims(Log& log);

    struct FirstBytes {
        size_t operator()(const Hash& id) const
        {
            size_t out = 0;
            std::memcpy(&out, id.data(), sizeof out);
            return out;
        }
    };
    std::unordered_map<Hash, uint32_t, FirstBytes> m_index;
    std::map<Hash, Admin> m_admin; ///< by id
    std::vector<uint32_t> m_missing; ///< records without their payload
    std::vector<std::tuple<uint32_t, uint64_t, std::vector<Hash>>> m_waiting; ///< for parents; as checkClock() takes it
    std::set<std::string> m_enrolled;
};

// The two sources. Both read everything at `path` into the history and never write. What is wrong with the place itself
// goes into the report; they throw std::runtime_error.

/// A log.db; in slices, between which a writer may go on. True when one did, which makes findings doubtful.
bool readDatabase(const std::string& path, History& history, bool inSlices);
/// An unpacked bundle or a tiles folder.
void readFolder(const std::filesystem::path& path, History& history);
/// Throws std::runtime_error, also for more than `limit` bytes.
std::string readFile(const std::filesystem::path& path, uint64_t limit = 64 << 20);

} // namespace docket::verify
