#pragma once

#include "app/docket-verify/entry.h"

#include <deque>
#include <future>

namespace docket::verify
{

/// An entry as later ones see it.
struct Record {
    Hash id{};
    uint64_t seq = 0, lamport = 0;
    size_t log = 0; ///< index into History::logs
};

/// One entry on its way through the checks.
struct Item {
    // From the source: what is stored beside the entry, or where it ought to be. The check puts what is signed there.
    Record record;
    std::string caseId, kind, note;
    std::string sealed; ///< "docket-payload/v1\n" ‖ salt ‖ payload; empty without payload
    Fault fault{}; ///< from the check, also the header
    Header header;
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
    std::string where, witness; ///< the latter is empty when the device itself says it
    bool isFirm = true; ///< it may not speak of more entries than there are
};

struct Log {
    std::string key, name, keyId{};
    std::deque<Branch> branches{ 1 }; ///< the first is the one that arrived first
    std::vector<Claim> claims{};
    std::map<uint64_t, std::set<std::string>> cosigners{}; ///< size of the checkpoint → keys whose lines verify
};

/// A stored piece of a tree: log, two numbers that say where, and the bytes.
using Piece = std::tuple<std::string, uint64_t, uint64_t, std::string>;

/// All rules about many entries. A source tells logs and workspace, entries (take()), the rest; finish() settles it.
struct History {
    Report& report;
    std::deque<Log> logs{};
    std::string workspace{};
    std::multimap<std::string, std::string> cosignerKeys{}; ///< name ending in /w → key
    std::map<std::string, std::set<Piece>> pieces{}; ///< by the name of their table, or "tiles"
    bool isDatabase = false; ///< there are columns, and payloads where they are not withheld or erased
    std::set<Hash> withheld{}, erased{}; ///< entries; the latter as the rules of redaction want
    std::set<std::string> enrolled{}; ///< keys of devices
    std::vector<std::pair<Record, bool>> missing{}; ///< without their payload; true: it may not be erased

    /// Takes the entries that `next` gives until that returns false; other threads check() them meanwhile.
    void take(const std::string& where, const std::function<bool(std::vector<Item>&)>& next)
    {
        std::vector<std::pair<std::vector<Item>, std::future<void>>> batches(2 + std::thread::hardware_concurrency());
        for (size_t at = 0, idle = 0; idle <= batches.size(); ++at) { // idle: rounds since `next` had no more
            auto& [items, checked] = batches[at % batches.size()];
            checked.valid() ? checked.get() : void();
            std::ranges::for_each(items, [this](Item& item) { accept(item); });
            if (idle > 0 || !report.check(where, [&, &to = items] { idle += !next(to); })) {
                items.clear();
                ++idle;
            }
            checked = std::async(std::launch::async, [this, &own = items] {
                Json json;
                std::ranges::for_each(own, [&](Item& item) { check(item, json); });
            });
        }
    }
    /// What one entry alone shows; on any thread.
    void check(Item& item, Json& json) const
    try {
        const Header& h = item.header;
        Record& record = item.record;
        const bool isSmall = item.note.size() <= maximumNote && item.sealed.size() <= 50 + maximumPayload;
        need(isSmall, "size", "more bytes than an entry may have");
        const bool isIts = leafHash(item.note) == record.id;
        need(isIts || !isDatabase, "id", "does not hash to the stored id");
        readEntry(item.note, item.header, json, report.full);
        need(isIts, "tiles", "does not hash to the stored id");
        const bool isSame = h.seq == record.seq && h.lamport == record.lamport && h.caseId == item.caseId;
        record.seq = h.seq;
        record.lamport = h.lamport;
        need(viewOf(h.device) == logs[record.log].key, "device", "signed by another device than the log's");
        const bool isStored = !isDatabase || (isSame && h.kind == item.kind);
        need(isStored, "column", "a stored column differs from the signed text");
        need(h.workspace == workspace, "workspace", "belongs to another workspace");
        if (item.sealed.empty())
            return;
        const bool isWhole = item.sealed.size() == 50 + h.payloadSize && sha256({ item.sealed }) == h.commitment;
        need(h.hasPayload, "payload-extra", "there is a payload that the entry does not speak of");
        need(isWhole, "commitment", "the payload is not the one that was signed");
    } catch (const Fault& fault) {
        item.fault = fault;
    }
    std::string nameOf(const Record& record) const
    {
        return "entry " + std::to_string(record.seq) + " of " + logs[record.log].name + " (id "
            + base64Url(viewOf(record.id)) + ')';
    }
    /// What the entry says about those before it; in the order of arrival.
    void accept(Item& item)
    {
        const Header& h = item.header;
        const Record& record = item.record;
        ++report.entries;
        if (item.fault.word)
            report.fault(item.fault.word, nameOf(record), item.fault.detail);
        Branch& branch = branchFor(item, logs[record.log]);
        if (branch.isEnded)
            report.fault("epoch", nameOf(record), "follows key.rotate or log.freeze");
        const Record before = std::exchange(branch.last, record);
        branch.tree.append(record.id);
        if (item.fault.word)
            return;
        if (record.lamport <= before.lamport && before.seq + 1 == record.seq)
            report.fault("clock", nameOf(record), "lc is not above that of the entry before");
        branch.isEnded = branch.isEnded || h.kind == "key.rotate" || h.kind == "log.freeze";
        branch.note.swap(item.note);
        branch.time = h.time;
        if (isDatabase && h.hasPayload && item.sealed.empty())
            missing.emplace_back(record, matches(h.kind, "(ws|key|role|redact)\\..*"));
    }
    /// The branch that the entry continues; a new one at a fork.
    Branch& branchFor(const Item& item, Log& log)
    {
        const uint64_t kept = item.record.seq - 1;
        const Hash& previous = item.header.previous;
        // After a broken entry it goes on from what is stored, so that one is reported and not all that follow.
        for (Branch& each : log.branches)
            if (each.last.seq == kept && (each.last.id == Hash() || item.fault.word || each.last.id == previous))
                return each;
        // Beside what is there: the same entries as an older branch up to the one before.
        for (const Branch& old : log.branches) {
            const std::vector<Hash>& leaves = old.tree.levels[0];
            const bool isHere = kept == 0 || (kept <= leaves.size() && leaves[kept - 1] == previous);
            if (!isHere || item.fault.word || !isDatabase || log.branches.size() == 64)
                continue;
            report.remark("fork", nameOf(item.record), "stands beside another");
            Branch& branch = log.branches.emplace_back();
            for (size_t i = 0; i < kept; ++i)
                branch.tree.append(leaves[i]);
            branch.last = { previous, kept, 0, item.record.log };
            return branch;
        }
        report.fault("chain", nameOf(item.record), "seq or prev follows no entry that is there");
        return log.branches.front();
    }
    /// What is stored of the trees against what the entries give; both must be all there is.
    void checkPieces()
    {
        std::map<std::string, std::set<Piece>> own;
        for (const Log& log : logs) {
            const Tree& tree = log.branches.front().tree;
            std::string edge;
            for (const Hash& hash : tree.range(tree.size()))
                edge += viewOf(hash);
            if (!edge.empty())
                own["head"].emplace(log.name, tree.size(), 0, edge);
            for (size_t level = 8; level < 64; level += 8)
                for (size_t at = 0; at < tree.levels[level].size(); ++at)
                    own["tile"].emplace(log.name, level / 8 - 1, at, viewOf(tree.levels[level][at]));
        }
        own["tiles"] = own["tile"];
        for (const auto& [table, stored] : pieces) {
            std::vector<Piece> differ;
            std::ranges::set_symmetric_difference(stored, own[table], std::back_inserter(differ));
            for (const auto& [log, a, b, bytes] : differ)
                report.fault(table, log, std::to_string(a) + ", " + std::to_string(b) + " is not what entries give");
        }
    }
    /// A checkpoint that is kept somewhere, or with cosignatures alone: its text begins with these whole lines.
    void addCheckpoint(const std::string& where, const std::string& bytes, const std::string& start = "",
        const Log* only = nullptr, bool isSigned = true)
    {
        const auto work = [&] {
            const Note note(bytes);
            Claim claim{ Checkpoint::parse(note.text), where, "" };
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
                    report.check(where, [&] { addCosignature(*log, claim, note.text, line, isSigned); });
        };
        report.check(where, work, isSigned ? "checkpoint" : nullptr);
    }
    void addCosignature(Log& log, Claim claim, View text, const SignatureLine& line, bool mayBeStrange)
    {
        claim.witness = line.name;
        const auto [begin, end] = cosignerKeys.equal_range(claim.witness);
        if (begin == end && mayBeStrange)
            return report.remark("cosignature", claim.where, "the key of " + claim.witness + " is not known here");
        const auto verifies = [&](const auto& known) { return verifyCosignature(text, line, known.second); };
        const auto its = std::find_if(begin, end, verifies);
        need(its != end, "cosignature", "does not verify");
        log.claims.push_back(claim);
        if (claim.witness != log.name + "/w")
            log.cosigners[claim.tree.size].insert(its->second);
    }
    /// What checkpoints and witnesses say, against the tree; then the log's part of the report.
    void checkClaims(Log& log)
    {
        std::map<std::string, uint64_t> newest;
        uint64_t witnessed = 0;
        for (const Claim& claim : log.claims) {
            const uint64_t size = claim.tree.size;
            bool isMet = false, isJudged = false;
            for (const Branch& branch : log.branches) {
                const bool isCovered = branch.tree.covers(size);
                isMet = isMet || (isCovered && branch.tree.root(size) == claim.tree.root);
                isJudged = isJudged || isCovered || (size > branch.tree.size() && claim.isFirm);
            }
            const std::string what = "these entries do not give the root at " + std::to_string(size);
            if (!isMet)
                isJudged ? report.fault("checkpoint", claim.where, what)
                         : report.remark("checkpoint", claim.where, what);
            if (isMet && !claim.witness.empty())
                newest[claim.witness] = std::max(newest[claim.witness], size);
        }
        Lines witnesses;
        for (const auto& [name, size] : newest) {
            witnesses.push_back(member("name", name) + ',' + member("size", size));
            witnessed = std::max(witnessed, size);
        }
        const Branch& main = log.branches.front();
        const uint64_t total = main.tree.size();
        report.devices.push_back(member("name", log.name) + ',' + member("size", total) + ','
            + member("root", base64(viewOf(main.tree.root(total)))) + ',' + member("forked", log.branches.size() > 1)
            + ',' + member("ended", main.isEnded) + ',' + member("witnessed_up_to", witnessed) + ','
            + list("witnesses", witnesses) + ',' + member("last_time", main.time));
    }
    void finish()
    {
        checkPieces();
        for (const auto& [entry, isAuthority] : missing) {
            const bool isErased = erased.contains(entry.id) && !isAuthority, isWithheld = withheld.contains(entry.id);
            report.erased += isErased;
            report.withheld += isWithheld && !isErased;
            if (!isErased && !isWithheld)
                report.fault("payload-missing", nameOf(entry), "gone without a redaction that names it");
        }
        if (isDatabase && enrolled.empty())
            report.remark("not-enrolled", "ws.init", "its payload is not here, so enrolment cannot be checked");
        std::set<std::string> lines;
        for (Log& log : logs) {
            if (!isAcceptableKey(log.key) || (!workspace.empty() && !isDeviceName(log.name, workspace, log.key)))
                report.fault("device", log.name, "does not belong to the workspace and the key");
            if (!enrolled.empty() && log.branches.front().tree.size() > 0 && !enrolled.contains(log.key))
                report.fault("not-enrolled", log.name, "no root key has enrolled this device");
            for (const Branch& branch : log.branches) {
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
