#pragma once

#include "app/docket-verify/entry.h"
#include "app/docket-verify/report.h"

#include <deque>
#include <functional>
#include <future>
#include <iomanip>
#include <numeric>
#include <unordered_map>

namespace docket::verify
{

/// An entry as later ones see it.
struct Record {
    Hash id{};
    std::optional<CaseId> caseId{};
    uint64_t seq = 0, lamport = 0;
    uint32_t log = UINT32_MAX; ///< index into History::logs
    bool hasPayload = false; ///< it is at hand
    bool operator==(const Record&) const = default;
};

/// One entry on its way through the checks.
struct Item {
    // From the source. The record has what is stored beside the entry, or where it ought to be; the check replaces it
    // with what is signed.
    Record record;
    bool hasColumns = false; ///< record and `kind` are columns of log.db; `note` lacks the base64 of `signature`
    std::string note, kind, signature;
    std::string sealed; ///< "docket-payload/v1\n" ‖ salt ‖ payload; empty without payload
    Fault fault{};
    Header header; ///< from the check
};

/// One line of a device's history; a forked device has several.
struct Branch {
    Tree tree;
    Record last;
    bool isEnded = false;
    std::string note, time; ///< of the last entry
};

/// Something said about a log's tree at one size.
struct Claim {
    Checkpoint tree;
    std::string where, witness, time; ///< the last two are empty when the device itself says it
    bool isFirm = true; ///< it may not speak of more entries than there are
};

struct Log {
    std::string key, name, keyId{};
    std::deque<Branch> branches{}; ///< the first is the one that arrived first
    std::vector<Claim> claims{};
    std::map<uint64_t, std::set<std::string>> cosigners{}; ///< size of the checkpoint → keys whose lines verify
};

/// A stored piece of a tree: log, two numbers that say where, and the bytes.
using Piece = std::tuple<std::string, uint64_t, uint64_t, std::string>;

/// All rules about what entries say of each other, and others of them. A source tells what it holds, in this order:
/// logs and workspace, entries (take()), everything else. finish() settles what needs all of it.
struct History {
    Report& report;
    std::deque<Log> logs{};
    std::string workspace{};
    std::multimap<std::string, std::string> cosignerKeys{}; ///< name ending in /w → key
    std::map<std::string, std::set<Piece>> pieces{}; ///< by the name of their table, or "tiles"
    bool hasPayloads = false; ///< they are here where they are not withheld or erased
    std::set<Hash> withheld{}, erased{}; ///< entries; the latter as the rules of redaction want
    std::set<std::string> enrolled{}; ///< keys of devices

    struct FirstBytes {
        size_t operator()(const Hash& id) const { return numberIn(viewOf(id).substr(0, 8)); }
    };
    std::unordered_map<Hash, Record, FirstBytes> records{ 1 << 20 };
    std::vector<std::pair<Record, Hash>> waiting{}; ///< for a parent that may come later
    std::vector<std::pair<Record, bool>> missing{}; ///< without their payload; true: it may not be erased

    /// Takes the entries that `next` gives until that returns false, in the order of arrival. What one entry alone
    /// shows is checked on other threads while `next` reads the following ones.
    void take(const std::string& where, const std::function<bool(std::vector<Item>&)>& next)
    {
        std::deque<std::future<std::vector<Item>>> running;
        std::vector<Item> batch; // its memory is used again and again
        const auto work = [this](std::vector<Item>&& items) {
            Json json;
            std::ranges::for_each(items, [&](Item& item) { check(item, json); });
            return std::move(items);
        };
        for (bool more = true; more || !running.empty();) {
            if (!more || running.size() > std::max(2u, std::thread::hardware_concurrency())) {
                batch = running.front().get();
                running.pop_front();
                std::ranges::for_each(batch, [this](Item& item) { accept(item); });
            }
            if (more && report.check(where, [&] { more = next(batch); }))
                running.push_back(std::async(std::launch::async, work, std::move(batch)));
            else
                more = false;
        }
    }
    /// What one entry alone shows; on any thread.
    void check(Item& item, Json& json) const
    try {
        if (item.fault.word)
            return;
        const Header& h = item.header;
        const Record stored = item.record;
        if (item.hasColumns)
            item.note.append(base64(item.signature)) += '\n';
        const Hash id = leafHash(item.note);
        need(id == stored.id || !item.hasColumns, "id", "does not hash to the id that is stored");
        readEntry(item.note, item.header, json, report.full);
        need(id == stored.id, "tiles", "does not hash to the id that is stored");
        item.record = { id, h.caseId, h.seq, h.lamport, stored.log, stored.hasPayload };
        need(viewOf(h.device) == logs[stored.log].key, "device", "signed by another device than the log's");
        const bool isSame = item.record == stored && h.kind == item.kind;
        need(isSame || !item.hasColumns, "column", "a stored column differs from the signed text");
        need(h.workspace == workspace, "workspace", "belongs to another workspace");
        if (item.sealed.empty())
            return;
        const bool isIts = item.sealed.size() == 50 + h.payloadSize && sha256({ item.sealed }) == h.commitment;
        need(h.hasPayload, "payload-extra", "there is a payload that the entry does not speak of");
        need(isIts, "commitment", "the payload is not the one that was signed");
    } catch (const Fault& fault) {
        item.fault = fault;
    }

    std::string nameOf(const Record& record) const
    {
        return "entry " + std::to_string(record.seq) + " of " + (record.log < logs.size() ? logs[record.log].name : "?")
            + " (id " + base64Url(viewOf(record.id)) + ')';
    }
    /// What the entry says about those before it; in the order of arrival.
    void accept(Item& item)
    {
        const Header& h = item.header;
        const Record& record = item.record;
        const uint64_t findings = report.findingCount;
        ++report.entries;
        if (item.fault.word)
            report.fault(item.fault.word, nameOf(record), item.fault.detail);
        if (record.log >= logs.size())
            return;
        Log& log = logs[record.log];
        Branch& branch = branchFor(item, log);
        if (branch.isEnded)
            report.fault("epoch", nameOf(record), "follows key.rotate or log.freeze");
        records.emplace(record.id, record);
        const Record before = std::exchange(branch.last, record);
        branch.tree.append(record.id);
        if (item.fault.word)
            return;
        uint64_t highest = before.lamport;
        for (const Hash& id : h.parents)
            highest = std::max(highest, checkParent(record, id, false));
        const bool isFirst = branch.tree.size() == branch.tree.first + 1 && branch.tree.first > 0;
        const bool isJump = highest < record.lamport && record.lamport - highest > 1'000'000;
        if (findings == report.findingCount && !isFirst && (record.lamport <= before.lamport || isJump))
            report.fault("clock", nameOf(record), "lc is not above that before, or by more than 1000000");
        branch.isEnded = branch.isEnded || h.kind == "key.rotate" || h.kind == "log.freeze";
        branch.note.swap(item.note);
        branch.time = h.time;
        if (hasPayloads && h.hasPayload && !record.hasPayload)
            missing.emplace_back(record, isOf(h.kind, { "ws.", "key.", "role.", "redact." }));
    }
    /// The branch that the entry continues; a new one at a fork.
    Branch& branchFor(const Item& item, Log& log)
    {
        const uint64_t kept = item.record.seq - 1;
        const Hash& previous = item.header.previous;
        if (log.branches.empty())
            log.branches.emplace_back();
        // After a broken entry it goes on from what is stored, so that one is reported and not all that follow.
        for (Branch& each : log.branches)
            if (each.last.seq == kept && (each.tree.leaves.empty() || item.fault.word || each.last.id == previous))
                return each;
        // Beside what is there: the same entries as an older branch up to the one before.
        for (const Branch& old : log.branches) {
            const std::vector<Hash>& leaves = old.tree.leaves;
            const bool isHere = kept == 0 || (kept <= leaves.size() && leaves[kept - 1] == previous);
            if (!isHere || item.fault.word || !item.hasColumns || log.branches.size() == 64)
                continue;
            report.remark("fork", nameOf(item.record), "stands beside another");
            Branch& branch = log.branches.emplace_back();
            branch.tree.leaves.assign(leaves.begin(), leaves.begin() + std::ptrdiff_t(kept));
            branch.last = kept > 0 ? records.at(previous) : Record();
            return branch;
        }
        report.fault("chain", nameOf(item.record), "seq or prev follows no entry that is there");
        return log.branches.front();
    }
    /// The case and the clock of a parent, which is the result; the greatest there is when it may still come.
    uint64_t checkParent(const Record& own, const Hash& id, bool isLast)
    {
        const auto parent = records.find(id);
        if (parent == records.end() && isLast)
            report.remark("pending", nameOf(own), "waits for the parent " + base64Url(viewOf(id)));
        else if (parent == records.end())
            waiting.emplace_back(own, id);
        else if (parent->second.caseId != own.caseId)
            report.fault("parent", nameOf(own), "a parent belongs to another case");
        else if (parent->second.lamport >= own.lamport && parent->second.log == own.log)
            report.fault("clock", nameOf(own), "lc is not above that of a parent");
        else if (parent->second.lamport >= own.lamport) // the fault of one of two devices, which is for the fold
            report.remark("clock", nameOf(own), "lc is not above that of another device's parent");
        return parent == records.end() ? UINT64_MAX : parent->second.lamport;
    }
    /// What is stored of the trees against what the entries give; both must be all there is.
    void checkPieces()
    {
        std::map<std::string, std::set<Piece>> own;
        for (Log& log : logs)
            for (size_t i = 0; i < log.branches.size(); ++i) {
                Tree& tree = log.branches[i].tree;
                const std::vector<Hash>& main = log.branches.front().tree.leaves;
                std::string edge(i == 0 ? View() : viewOf(log.branches[i].last.id));
                for (const Hash& hash : tree.range(tree.size()))
                    edge += viewOf(hash);
                own[i == 0 ? "head" : "branch"].emplace(log.name, tree.size(), 0, edge);
                for (int level = 8; i == 0 && tree.size() >> level > 0; level += 8)
                    for (uint64_t at = 0; at < tree.size() >> level; ++at)
                        own["tile"].emplace(log.name, level / 8 - 1, at, viewOf(tree.node(level, at)));
                for (size_t at = 0; i > 0 && at < tree.leaves.size(); ++at)
                    if (at >= main.size() || main[at] != tree.leaves[at])
                        own["forked"].emplace(log.name, 0, 0, viewOf(tree.leaves[at]));
            }
        own["tiles"] = own["tile"];
        for (const auto& [table, stored] : pieces) {
            std::vector<Piece> differ;
            std::ranges::set_symmetric_difference(stored, own[table], std::back_inserter(differ));
            for (const auto& [log, first, second, bytes] : differ)
                report.fault(table.starts_with("tile") ? table : "head", log + ", " + table,
                    std::to_string(first) + ", " + std::to_string(second) + " is not what the entries give");
        }
    }
    /// A checkpoint that is kept somewhere, or with cosignatures alone: its text begins with these whole lines.
    void addCheckpoint(const std::string& where, const std::string& bytes, const std::string& start = "",
        const Log* only = nullptr, bool isSigned = true)
    {
        const auto work = [&] {
            const Note note(bytes);
            Claim claim{ Checkpoint::parse(note.text), where, "", "" };
            const std::string& origin = claim.tree.origin;
            const auto isLog = [&](const Log& log) { return log.name == origin && (!only || only == &log); };
            const auto log = std::ranges::find_if(logs, isLog);
            const bool isIts = start.empty() || start.starts_with(origin + '\n');
            need(log != logs.end() && isIts, "checkpoint", "of another log");
            need(!isSigned || note.isSignedBy(origin, log->key), "checkpoint", "not signed by the device");
            if (!note.text.starts_with(start))
                report.fault("column", where, "the note says something else");
            if (isSigned)
                log->claims.push_back(claim);
            for (const SignatureLine& line : note.signatures)
                if (line.name != origin)
                    report.check(where, [&] { addCosignature(*log, claim, note.text, line); });
        };
        report.check(where, work, isSigned ? "checkpoint" : nullptr);
    }

    void addCosignature(Log& log, Claim claim, View text, const SignatureLine& line)
    {
        claim.witness = line.name;
        const auto [begin, end] = cosignerKeys.equal_range(claim.witness);
        if (begin == end)
            return report.remark("cosignature", claim.where, "the key of " + claim.witness + " is not known here");
        const auto isKey
            = [&](const auto& key) { return line.blob.starts_with(keyIdOf(line.name, key.second, KeyType::Cosigner)); };
        const auto known = std::find_if(begin, end, isKey);
        const std::string& key = known == end ? begin->second : known->second;
        verifyCosignature(text, line, key);
        const auto time = std::time_t(std::min<uint64_t>(cosignatureTime(line.blob), 253'402'300'799));
        std::ostringstream utc;
        utc << std::put_time(std::gmtime(&time), "%FT%TZ");
        claim.time = utc.str();
        log.claims.push_back(claim);
        if (claim.witness != log.name + "/w")
            log.cosigners[claim.tree.size].insert(key);
    }
    /// What checkpoints and witnesses say, against the tree; then the log's part of the report.
    void checkClaims(Log& log)
    {
        std::map<std::string, Claim> newest;
        uint64_t witnessed = 0;
        for (const Claim& claim : log.claims) {
            const uint64_t size = claim.tree.size;
            bool isMet = size == 0 && claim.tree.root == sha256({}), isJudged = isMet;
            for (Branch& branch : log.branches) {
                const bool isCovered = branch.tree.covers(size);
                isMet = isMet || (isCovered && branch.tree.root(size) == claim.tree.root);
                isJudged = isJudged || isCovered || (size > branch.tree.size() && claim.isFirm);
            }
            const std::string what = "these entries do not give the root at " + std::to_string(size);
            if (!isMet)
                isJudged ? report.fault("checkpoint", claim.where, what)
                         : report.remark("checkpoint", claim.where, what);
            if (!isMet || claim.witness.empty())
                continue;
            witnessed = std::max(witnessed, size);
            if (newest[claim.witness].tree.size <= size)
                newest[claim.witness] = claim;
        }
        Lines witnesses;
        for (const auto& [name, claim] : newest)
            witnesses.push_back(
                member("name", name) + ',' + member("time", claim.time) + ',' + member("size", claim.tree.size));
        Branch none;
        Branch& main = log.branches.empty() ? none : log.branches.front();
        const uint64_t size = main.tree.size();
        report.devices.push_back(member("name", log.name) + ',' + member("size", size) + ','
            + member("root", base64(viewOf(main.tree.root(size)))) + ',' + member("forked", log.branches.size() > 1)
            + ',' + member("ended", main.isEnded) + ',' + member("witnessed_up_to", witnessed) + ','
            + list("witnesses", witnesses) + ',' + member("last_time", main.time));
    }

    void finish()
    {
        for (const auto& [record, parent] : waiting)
            checkParent(record, parent, true);
        checkPieces();
        for (const auto& [entry, isAuthority] : missing) {
            const bool isErased = erased.contains(entry.id) && !isAuthority, isWithheld = withheld.contains(entry.id);
            report.erased += isErased;
            report.withheld += isWithheld && !isErased;
            if (!isErased && !isWithheld)
                report.fault("payload-missing", nameOf(entry), "gone without a redaction that names it");
        }
        if (hasPayloads && enrolled.empty())
            report.remark("not-enrolled", "ws.init", "its payload is not here, so enrolment cannot be checked");
        std::set<std::string> lines;
        for (Log& log : logs) {
            if (!isAcceptableKey(log.key) || (!workspace.empty() && !isDeviceName(log.name, workspace, log.key)))
                report.fault("device", log.name, "does not belong to the workspace and the key");
            if (!enrolled.empty() && !log.branches.empty() && !enrolled.contains(log.key))
                report.fault("not-enrolled", log.name, "no root key has enrolled this device");
            for (Branch& branch : log.branches) {
                const uint64_t size = branch.tree.size();
                const std::string root = base64(viewOf(branch.tree.root(size)));
                if (!report.full && !branch.note.empty() && !Note(branch.note).isSignedBy(log.name, log.key))
                    report.fault("signature", nameOf(branch.last), "does not verify");
                lines.insert(size == 0 ? "" : log.name + ' ' + std::to_string(size) + ' ' + root + '\n');
            }
            checkClaims(log);
        }
        report.snapshot = hex(viewOf(sha256({ std::accumulate(lines.begin(), lines.end(), std::string()) })));
    }
};

} // namespace docket::verify
