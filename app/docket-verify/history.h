#pragma once

#include "app/docket-verify/entry.h"
#include "app/docket-verify/report.h"
#include "app/docket-verify/tree.h"

#include <deque>
#include <filesystem>
#include <functional>
#include <span>

namespace docket::verify
{

/// An entry as later ones see it.
struct Record {
    Hash id{};
    CaseId caseId{};
    uint64_t seq = 0, lamport = 0;
    uint32_t device = UINT32_MAX; ///< index into History::logs
    bool hasCase = false;
    bool operator==(const Record&) const = default;
};

/// One entry on its way through the checks.
struct Item {
    // From the reader. The record has what is stored beside the entry, or where it ought to be; the check replaces it
    // with what is signed.
    Record record;
    bool isStored = false; ///< from log.db: the record and `kind` are columns, `note` lacks the base64 of `signature`
    std::string note, kind, signature;
    size_t textSize = 0; ///< the note's text
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
    uint64_t lastSeq = 0, lamport = 0;
    Hash last{};
    bool ended = false;
    std::string note, firstTime, lastTime; ///< the newest entry's note

    void append(const Hash& hash, int level = 0);
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
    };
    std::string key, name, keyId;
    std::vector<Branch> branches; ///< the first is the one that arrived first
    std::deque<Claim> claims;
    std::map<uint64_t, std::set<std::string>> cosigners; ///< size of the checkpoint → keys whose lines verify
};

/// Everything that entries say about each other, and what others say about them.
class History
{
public:
    explicit History(Report& usedReport) : report(usedReport) { }

    /// Takes all entries that `next` gives, in the order of arrival. What one entry alone shows is checked on other
    /// threads while `next` reads the following ones.
    void take(const std::function<bool(Item&)>& next);
    /// Learns who may sign and witness. Needed before checkpoints are added.
    void readAuthority();
    /// A checkpoint of one of the logs (of `only` when that is given) with its cosignatures.
    /// Null, and a finding, when it is none.
    const Log::Claim* addCheckpoint(View bytes, const std::string& where, const Log* only = nullptr);
    void addCosignature(Log& log, const Checkpoint& checkpoint, const SignatureLine& line, const std::string& where);
    /// Settles what needed the whole log: parents that came later, claims, enrolment.
    void finish();
    /// "entry 3 of docket.example/…/… (id …)"
    std::string nameOf(const Record& record) const;

    Report& report;
    std::vector<Log> logs; ///< all are known before the first entry
    std::vector<Record> records;
    std::string workspace;
    std::multimap<std::string, std::string> cosignerKeys; ///< name ending in /w → key
    std::set<Hash> shunned; ///< whose payload must not be there
    std::map<Hash, Hash> shunnedBy; ///< entry → redact.approve, for entries whose payload is gone
    std::vector<std::pair<uint32_t, bool>> missing; ///< records without their payload; true: it may not be erased

private:
    struct Admin {
        uint32_t record;
        std::string kind, payload;
    };
    void check(Item& item, Json& json) const;
    void accept(Item& item);
    Branch& branchFor(const Item& item, Log& log);
    void addRecord(const Record& record);
    const Record* find(const Hash& id) const;
    bool checkClock(uint32_t record, uint64_t before, std::span<const Hash> parents, bool isLast);
    void checkClaims(Log& log);
    void checkEnrolment();
    void checkRedactions();

    std::vector<uint32_t> m_index; ///< open addressing over records, by the first bytes of the id
    std::vector<Admin> m_admin;
    std::vector<std::tuple<uint32_t, uint64_t, std::vector<Hash>>> m_waiting; ///< for parents; as checkClock() takes it
    std::set<std::string> m_enrolled;
};

// The two sources. Both read everything at `path` into the history, never write, and call `extra` once the log and its
// witnesses are known. What is wrong goes into the report; they throw Unreadable.

/// A log.db, everything in it against everything else.
void checkDatabase(const std::string& path, History& history, const std::function<void()>& extra);
/// An unpacked bundle or a tiles folder.
void checkFolder(const std::filesystem::path& path, History& history, const std::function<void()>& extra);
/// Throws Unreadable, also for more than `limit` bytes.
std::string readFile(const std::filesystem::path& path, uint64_t limit = 64 << 20);

} // namespace docket::verify
