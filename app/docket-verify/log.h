#pragma once

#include "app/docket-verify/entry.h"
#include "app/docket-verify/note.h"
#include "app/docket-verify/report.h"
#include "app/docket-verify/tree.h"

#include <map>
#include <set>

namespace docket::verify
{

/// One entry on its way through the checks. The views point into the batch that brings it.
struct Item {
    // From the reader.
    uint32_t device = 0;
    char* note = nullptr; ///< text, empty line and signature line, with the base64 of log.db's signatures still to come
    size_t textSize = 0, noteSize = 0;
    View signature; ///< log.db: 64 bytes; files: empty, the note is whole
    View id, kind, kase; ///< log.db's columns
    uint64_t columnSeq = 0, columnLamport = 0;
    View sealed; ///< "docket-payload/v1\n" ‖ salt ‖ payload; empty without payload
    size_t payloadSize = 0;
    // From the check.
    Fault fault;
    Hash hash{}; ///< the entry id
    bool noPayload = false; ///< announces a payload that is not there
    Header header; ///< without the parents beyond parentCount
};

/// What is known about one log of a device.
struct Log {
    struct Branch {
        std::vector<uint32_t> records; ///< from entry `first` + 1
        uint64_t first = 0;
        Edge edge;
        std::map<std::pair<uint64_t, uint64_t>, Hash> tiles; ///< (level, index) as log.db numbers them
        uint64_t lastSeq = 0, lamport = 0;
        Hash last{};
        bool ended = false;
        std::string text, signature, firstTime, lastTime; ///< text and signature of the newest entry
        /// False when the entries at hand do not tell. `walk` spares work when sizes are asked in order.
        bool rootAt(uint64_t size, const std::vector<struct Record>& all, Edge& walk, Hash& root) const;
    };
    /// Something said about the tree at one size, by a checkpoint, a witness or a reader.
    struct Claim {
        uint64_t size;
        Hash root;
        const char* word; ///< of the finding when it is not so; null for a mere remark
        std::string text;
        Witness witness; ///< with a name when the claim is a witness's
    };
    std::string key, name, keyId;
    std::vector<Branch> branches;
    std::vector<Claim> claims;
    std::vector<std::pair<uint64_t, std::set<std::string>>> cosigners; ///< per checkpoint: keys whose lines verify
};

/// An entry as later ones see it.
struct Record {
    Hash id;
    CaseId caseId;
    uint64_t lamport;
    uint32_t device;
    bool hasCase;
};

/// Checks what one entry alone shows. Safe from several threads.
struct EntryCheck {
    const std::vector<Log>& logs;
    const std::string& workspace;
    const std::vector<Hash>& shunned; ///< sorted
    bool full;
    void operator()(Item& item, Json& json) const;

private:
    Fault check(Item& item, const Log& log, Json& json) const;
};

/// An entry that announces a payload and has none.
struct Missing {
    uint32_t device;
    uint64_t seq;
    Hash id;
    bool isAuthority; ///< may not be erased
};

/// Everything that entries say about each other. Takes them in the order of arrival, from one thread at a time.
class History
{
public:
    explicit History(Report& usedReport) : report(usedReport) { }

    /// Makes room for so many entries; spares moving them.
    void reserve(size_t count);
    void accept(const Item& item);
    /// Settles what needed the whole log: parents that came later, claims, enrolment.
    void finish(bool payloadsAtHand);
    /// Finds the entry `item` wrong; its place is named.
    void findIn(const Item& item, const char* word, const std::string& text);
    /// Verifies the note as a checkpoint of one of the logs; `where` begins the finding.
    void addCheckpoint(View bytes, const std::string& where, uint32_t onlyLog = UINT32_MAX);
    /// A verified line of a witness: known cosigner keys by name `…/w`.
    void addCosignature(Log& log, View checkpointText, const SignatureLine& line, const std::string& where);

    Report& report;
    std::vector<Log> logs;
    std::vector<Record> records;
    std::multimap<std::string, std::string> cosignerKeys; ///< name ending in /w → key
    std::map<Hash, Hash> shunnedBy; ///< entry → redact.approve, for entries whose payload is gone
    std::vector<Missing> missing;
    std::string workspace;

    void readAuthority(); ///< fills cosignerKeys; finish() needs it before cosignatures are added

private:
    struct Admin {
        uint32_t record;
        uint64_t seq;
        std::string kind, payload, time;
    };
    struct Waiting {
        uint32_t record;
        uint64_t seq, lamport, highest;
        std::vector<Hash> parents;
    };
    Log::Branch* branchFor(const Item& item, Log& log);
    const Record* findRecord(const Hash& id) const;
    void addRecord(const Item& item);
    void addToIndex(uint32_t record);
    void checkClock(const Item& item, uint64_t previous);
    bool checkParent(const std::string& entry, const Record& own, const Record& parent);
    void checkEnrolment();
    void checkClaims(Log& log);
    void checkRedactions();
    std::string nameOf(const Record& record, uint64_t seq) const;

    std::vector<uint32_t> m_index; ///< open addressing over records, by the first bytes of the id
    std::vector<Admin> m_admin;
    std::vector<Waiting> m_waiting;
    std::set<std::string> m_enrolled;
    bool m_hasInit = false;
};

} // namespace docket::verify
