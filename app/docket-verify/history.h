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
    CaseId caseId{};
    uint64_t seq = 0, lamport = 0;
    uint32_t log = UINT32_MAX; ///< index into History::logs
    bool hasCase = false, hasPayload = false; ///< the latter: it is at hand
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
    Tree tree;
    Record last;
    bool isEnded = false;
    std::string note, firstTime, lastTime; ///< the newest entry's note
};

struct Log {
    /// Something said about the tree at one size.
    struct Claim {
        uint64_t size;
        Hash root;
        std::string where, witness, time; ///< the last two are empty when the device itself says it
        bool isFirm = true; ///< it may not speak of more entries than there are
    };
    std::string key, name;
    std::deque<Branch> branches{}; ///< the first is the one that arrived first
    std::vector<Claim> claims{};
    std::map<uint64_t, std::set<std::string>> cosigners{}; ///< size of the checkpoint → keys whose lines verify
};

/// A checkpoint that is kept somewhere, or a cosignature alone.
struct Kept {
    std::string where, note;
    std::string start{}; ///< with which the text must begin, whole lines
    const Log* log = nullptr; ///< null: any
    bool isSigned = true; ///< by the device
};

/// A stored piece of a tree: log, two numbers that say where, and the bytes.
using Piece = std::tuple<std::string, uint64_t, uint64_t, std::string>;

/// All rules about what entries say of each other, and others of them. A source fills in what it holds, in this order:
/// logs and workspace, entries (take()), everything else. finish() settles what needs all of it.
class History
{
public:
    explicit History(Report& usedReport) : report(usedReport) { }

    Report& report;
    std::deque<Log> logs;
    std::string workspace;
    std::multimap<std::string, std::string> cosignerKeys; ///< name ending in /w → key
    std::vector<Kept> checkpoints;
    std::map<std::string, std::set<Piece>> pieces; ///< by the name of their table, or "tiles"
    bool hasPayloads = false; ///< they are here where they are not withheld or erased
    std::set<Hash> withheld;
    std::map<Hash, Hash> shunned; ///< erased → by which redact.approve

    /// Takes the entries that `next` gives until that returns false, in the order of arrival. What one entry alone
    /// shows is checked on other threads while `next` reads the following ones.
    void take(const std::function<bool(std::vector<Item>&)>& next)
    {
        std::deque<std::future<std::vector<Item>>> running;
        std::vector<Item> batch; // its memory is used again and again
        const auto settle = [&] {
            batch = running.front().get();
            running.pop_front();
            std::ranges::for_each(batch, [this](Item& item) { accept(item); });
        };
        const auto work = [this](std::vector<Item>&& items) {
            Json json;
            std::ranges::for_each(items, [&](Item& item) { check(item, json); });
            return std::move(items);
        };
        std::exception_ptr failed; // thrown on when what was read before is settled
        for (bool more = true; more || !running.empty();) {
            if (!more || running.size() > std::max(2u, std::thread::hardware_concurrency()))
                settle();
            if (!more)
                continue;
            try {
                more = next(batch);
                running.push_back(std::async(std::launch::async, work, std::move(batch)));
            } catch (...) {
                failed = std::current_exception();
                more = false;
            }
        }
        if (failed)
            std::rethrow_exception(failed);
    }

    void finish()
    {
        for (const auto& [record, before, parents] : m_waiting)
            checkClock(record, before, parents, true);
        readAuthority();
        for (const Kept& kept : checkpoints)
            checkCheckpoint(kept);
        checkPieces();
        checkPayloads();
        std::set<std::string> lines;
        for (Log& log : logs) {
            if (!isAcceptableKey(log.key) || (!workspace.empty() && !isDeviceName(log.name, workspace, log.key)))
                report.findings.add("device", log.name, "does not belong to the workspace and the key");
            if (!m_enrolled.empty() && !log.branches.empty() && !m_enrolled.contains(base64Url(log.key)))
                report.findings.add("not-enrolled", log.name, "no root key has enrolled this device");
            for (Branch& branch : log.branches) {
                const uint64_t size = branch.tree.size();
                if (!report.full && !branch.note.empty() && !Note(branch.note).isSignedBy(log.name, log.key))
                    report.findings.add("signature", nameOf(branch.last), "does not verify");
                if (size > 0)
                    lines.insert(
                        log.name + ' ' + std::to_string(size) + ' ' + base64(viewOf(branch.tree.root(size))) + '\n');
            }
            checkClaims(log);
        }
        report.snapshot = hex(viewOf(sha256({ std::accumulate(lines.begin(), lines.end(), std::string()) })));
    }

private:
    struct Admin {
        uint32_t log;
        std::string kind, time, payload;
    };

    /// What one entry alone shows; on any thread.
    void check(Item& item, Json& json) const
    try {
        if (item.fault.word)
            return;
        const Header& h = item.header;
        const View sealed = item.sealed;
        const Record stored = item.record;
        const Hash id = leafHash(item.note);
        need(id == stored.id || !item.hasColumns, "id", "does not hash to the id that is stored");
        readEntry(item.note, item.header, json, report.full);
        need(id == stored.id, "tiles", "does not hash to the id that is stored");
        item.record = { id, h.caseId, h.seq, h.lamport, stored.log, h.hasCase, stored.hasPayload };
        need(viewOf(h.device) == logs[stored.log].key, "device", "signed by another device than the log's");
        const bool isSame = item.record == stored && h.kind == item.kind;
        need(isSame || !item.hasColumns, "column", "a stored column differs from the signed text");
        need(h.workspace == workspace, "workspace", "belongs to another workspace");
        need(h.hasPayload || sealed.empty(), "payload-extra", "there is a payload that the entry does not speak of");
        const bool isIts = sealed.size() == 50 + h.payloadSize && sha256({ sealed }) == h.commitment;
        need(isIts || sealed.empty(), "commitment", "the payload is not the one that was signed");
    } catch (const Fault& fault) {
        item.fault = fault;
    }

    std::string nameOf(const Record& record) const
    {
        return "entry " + std::to_string(record.seq) + " of "
            + (record.log < logs.size() ? logs[record.log].name : "an unknown device") + " (id "
            + base64Url(viewOf(record.id)) + ')';
    }

    const Record* find(const Hash& id) const
    {
        const auto found = m_records.find(id);
        return found == m_records.end() ? nullptr : &found->second;
    }

    /// What the entry says about those before it; in the order of arrival.
    void accept(Item& item)
    {
        const Header& h = item.header;
        const bool isSound = !item.fault.word;
        ++report.entries;
        if (!isSound)
            report.findings.add(item.fault.word, nameOf(item.record), item.fault.detail);
        if (item.record.log >= logs.size())
            return;
        const uint64_t findings = report.findings.count;
        Branch& branch = branchFor(item, logs[item.record.log]);
        if (branch.isEnded)
            report.findings.add("epoch", nameOf(item.record), "follows key.rotate or log.freeze");
        m_records.emplace(item.record.id, item.record);
        if (isSound && findings == report.findings.count && (branch.last.lamport > 0 || branch.tree.first == 0)
            && !checkClock(item.record, branch.last.lamport, h.parents, false))
            m_waiting.emplace_back(item.record, branch.last.lamport, h.parents);
        branch.tree.append(item.record.id);
        branch.last = item.record;
        if (!isSound)
            return;
        branch.isEnded = branch.isEnded || h.kind == "key.rotate" || h.kind == "log.freeze";
        branch.note.swap(item.note);
        branch.lastTime = h.time;
        branch.firstTime = branch.firstTime.empty() ? h.time : branch.firstTime;
        const std::string payload = item.sealed.empty() ? "" : item.sealed.substr(50);
        if (isOf(h.kind, { "ws.", "key.", "role.", "redact.", "log.seen" }))
            m_admin[item.record.id] = { item.record.log, h.kind, h.time, payload };
        if (hasPayloads && h.hasPayload && !item.record.hasPayload)
            m_missing.push_back(item.record);
    }

    /// The branch that the entry continues; a new one at a fork.
    Branch& branchFor(const Item& item, Log& log)
    {
        const uint64_t kept = item.record.seq - 1;
        const Hash& previous = item.header.previous;
        if (log.branches.empty())
            log.branches.emplace_back();
        // After a broken entry it goes on from what is stored, so that one is reported and not all that follow.
        for (Branch& branch : log.branches)
            if (branch.last.seq == kept
                && (branch.tree.leaves.empty() || item.fault.word || branch.last.id == previous))
                return branch;
        // Beside what is there: the same entries as an older branch up to the one before.
        for (const Branch& old : log.branches) {
            const std::vector<Hash>& leaves = old.tree.leaves;
            if (item.fault.word || !item.hasColumns || log.branches.size() == 64 || kept > leaves.size()
                || (kept > 0 && leaves[kept - 1] != previous))
                continue;
            report.remarks.add("fork", log.name, "two entries " + std::to_string(item.record.seq));
            Branch& branch = log.branches.emplace_back();
            branch.tree.leaves.assign(leaves.begin(), leaves.begin() + std::ptrdiff_t(kept));
            branch.last = kept > 0 ? *find(previous) : Record();
            return branch;
        }
        report.findings.add("chain", nameOf(item.record), "seq or prev follows no entry that is there");
        return log.branches.front();
    }

    /// The clock against the entry before and all parents, and their case. False when a parent may still come.
    bool checkClock(const Record& own, uint64_t before, const std::vector<Hash>& parents, bool isLast)
    {
        const bool isComplete = std::ranges::all_of(parents, [this](const Hash& id) { return find(id); });
        if (!isComplete && !isLast)
            return false;
        if (own.lamport <= before)
            report.findings.add("clock", nameOf(own), "lc is not above that of the entry before");
        uint64_t highest = before;
        for (const Hash& id : parents) {
            const Record* parent = find(id);
            if (!parent)
                report.remarks.add("pending", nameOf(own), "waits for the parent " + base64Url(viewOf(id)));
            else if (!parent->hasCase || parent->caseId != own.caseId)
                report.findings.add("parent", nameOf(own), "a parent belongs to another case");
            else if (parent->lamport >= own.lamport) // between two devices it is the fault of one, and for the fold
                (parent->log == own.log ? report.findings : report.remarks)
                    .add("clock", nameOf(own), "lc is not above that of a parent");
            highest = std::max(highest, parent ? parent->lamport : 0);
        }
        report.pending += !isComplete;
        if (isComplete && own.lamport > highest && own.lamport - highest > 1'000'000)
            report.findings.add("clock", nameOf(own), "lc jumps by more than 1000000");
        return true;
    }

    // Members of payloads, which are ordinary JSON; empty when there are none.
    static std::string textIn(Element object, View key)
    {
        View text;
        return object[key].get(text) ? "" : std::string(text);
    }
    static std::vector<Element> listIn(Element object, View key)
    {
        simdjson::dom::array list;
        return object[key].get(list) ? std::vector<Element>() : std::vector<Element>(list.begin(), list.end());
    }
    static std::string textOf(Element element) { return element.is_string() ? std::string(element) : ""; }

    /// Who is enrolled, whose witness keys are known, and what was seen of others; keys in base64url.
    void readAuthority()
    {
        std::set<std::string> roots;
        std::set<std::pair<std::string, std::string>> cosigners; // device, its cosigner key
        Json json;
        // What a root key signed may make another root key, so it is read until nothing is new.
        for (size_t known = SIZE_MAX; known != roots.size() + m_enrolled.size() + cosigners.size();) {
            known = roots.size() + m_enrolled.size() + cosigners.size();
            for (const auto& [id, admin] : m_admin) {
                const Element payload = json.readOrdinary(admin.payload);
                const std::string author = base64Url(logs[admin.log].key), dev = textIn(payload, "dev");
                if (admin.kind == "ws.init" && payload.is_object()) {
                    m_enrolled.insert(author);
                    roots.insert(author);
                    for (const Element root : listIn(payload, "roots"))
                        roots.insert(textOf(root));
                }
                const bool isRoot = roots.contains(author), isRotation = admin.kind == "key.rotate";
                if (isRotation && m_enrolled.contains(author))
                    m_enrolled.insert(textIn(payload, "next"));
                if (isRotation && isRoot)
                    roots.insert(textIn(payload, "next"));
                if (admin.kind == "role.grant" && isRoot && textIn(payload, "role") == "root")
                    roots.insert(dev);
                if (admin.kind == "key.enrol" && isRoot)
                    m_enrolled.insert(dev);
                if (admin.kind == "key.exchange" || (admin.kind == "key.enrol" && isRoot))
                    cosigners.emplace(admin.kind == "key.enrol" ? dev : author, textIn(payload, "cosigner"));
            }
        }
        Hash key;
        for (const auto& [owner, cosigner] : cosigners)
            for (const Log& log : logs)
                if (base64Url(log.key) == owner && fromBase64Url(cosigner, key))
                    cosignerKeys.emplace(log.name + "/w", viewOf(key));
        for (const auto& [id, admin] : m_admin)
            for (const Element seen : listIn(json.readOrdinary(admin.payload), "logs")) {
                const std::string root = fromBase64(textIn(seen, "root")), where = "log.seen " + base64Url(viewOf(id));
                uint64_t size = 0;
                for (Log& log : logs)
                    if (admin.kind == "log.seen" && m_enrolled.contains(base64Url(logs[admin.log].key))
                        && log.name == textIn(seen, "origin") && root.size() == 32 && !seen["size"].get(size))
                        log.claims.push_back({ size, hashFrom(root), where, logs[admin.log].name, admin.time, false });
            }
    }

    /// Each payload that was announced is here, was not given to this workspace, or was erased as the rules want.
    void checkPayloads()
    {
        Json json;
        const auto payloadOf = [this](const Hash& id, View kind) {
            const auto found = m_admin.find(id);
            return found != m_admin.end() && found->second.kind == kind ? &found->second.payload : nullptr;
        };
        for (const Record& entry : m_missing) {
            const auto erased = shunned.find(entry.id);
            const char* wrong = nullptr;
            if (erased == shunned.end() || m_admin.contains(entry.id)) {
                wrong = withheld.contains(entry.id) ? nullptr : "gone without a redaction";
                report.withheld += !wrong;
            } else if (const std::string* approval = payloadOf(erased->second, "redact.approve")) {
                // Where the request can be read, it must name the entry.
                Hash id{};
                fromBase64Url(textIn(json.readOrdinary(*approval), "request"), id);
                const std::string* request = payloadOf(id, "redact.request");
                const auto named = listIn(json.readOrdinary(request ? *request : ""), "entries");
                const auto isIt = [&](Element each) { return textOf(each) == base64Url(viewOf(entry.id)); };
                ++report.erased;
                if (request && !request->empty() && std::ranges::none_of(named, isIt))
                    wrong = "erased by an approval that does not name it";
            } else {
                wrong = "erased by what is no redact.approve of this log";
            }
            if (wrong)
                report.findings.add("payload-missing", nameOf(entry), wrong);
        }
        for (const auto& [id, by] : shunned)
            if (const Record* entry = find(id); entry && entry->hasPayload)
                report.findings.add("shunned", nameOf(*entry), "a payload that was erased is there again");
        if (hasPayloads && m_enrolled.empty())
            report.remarks.add("not-enrolled", "ws.init", "its payload is not here, so enrolment cannot be checked");
    }

    /// What is stored of the trees against what the entries give; both must be all there is.
    void checkPieces()
    {
        std::map<std::string, std::set<Piece>> own;
        for (Log& log : logs)
            for (size_t i = log.branches.size(); i-- > 0;) {
                Tree& tree = log.branches[i].tree;
                std::string edge(i == 0 ? View() : viewOf(log.branches[i].last.id));
                for (const Hash& hash : tree.range(tree.size()))
                    edge += viewOf(hash);
                own[i == 0 ? "head" : "branch"].emplace(log.name, tree.size(), 0, edge);
                for (int level = 8; i == 0 && tree.size() >> level > 0; level += 8)
                    for (uint64_t at = 0; at < tree.size() >> level; ++at)
                        own["tile"].emplace(log.name, level / 8 - 1, at, viewOf(tree.node(level, at)));
                for (const Hash& leaf : log.branches.size() > 1 ? tree.leaves : std::vector<Hash>())
                    if (Piece piece(log.name, 0, 0, viewOf(leaf)); i > 0)
                        own["forked"].insert(piece);
                    else
                        own["forked"].erase(piece);
            }
        own["tiles"] = own["tile"];
        for (const auto& [table, stored] : pieces) {
            std::vector<Piece> differ;
            std::ranges::set_symmetric_difference(stored, own[table], std::back_inserter(differ));
            for (const auto& [log, first, second, bytes] : differ)
                report.findings.add(table.starts_with("tile") ? table : "head", log + ", " + table,
                    std::to_string(first) + ", " + std::to_string(second) + " is not what the entries give");
        }
    }

    void checkCheckpoint(const Kept& kept)
    {
        report.check(kept.where, kept.isSigned ? "checkpoint" : nullptr, [&] {
            const Note note(kept.note);
            const Checkpoint checkpoint = Checkpoint::parse(note.text);
            const auto log = std::ranges::find_if(logs,
                [&](const Log& each) { return each.name == checkpoint.origin && (!kept.log || kept.log == &each); });
            need(log != logs.end(), "checkpoint", "of a log that is not here");
            const bool isIts = kept.start.empty() || kept.start.starts_with(checkpoint.origin + '\n');
            need(isIts, "checkpoint", "of another log");
            need(!kept.isSigned || note.isSignedBy(log->name, log->key), "checkpoint", "not signed by the device");
            if (!note.text.starts_with(kept.start))
                report.findings.add("column", kept.where, "the note says something else");
            Log::Claim claim{ checkpoint.size, checkpoint.root, kept.where, "", "" };
            if (kept.isSigned)
                log->claims.push_back(claim);
            for (const SignatureLine& line : note.signatures) {
                const auto [begin, end] = cosignerKeys.equal_range(claim.witness = line.name);
                if (begin == end && line.name != log->name)
                    report.remarks.add("cosignature", kept.where, "the key of " + claim.witness + " is not known here");
                if (begin == end)
                    continue;
                const auto known = std::find_if(begin, end, [&](const auto& key) {
                    return line.blob.starts_with(keyIdOf(line.name, key.second, KeyType::Cosigner));
                });
                const std::string& key = known == end ? begin->second : known->second;
                report.check(kept.where, nullptr, [&] {
                    verifyCosignature(note.text, line, key);
                    const auto time = std::time_t(std::min<uint64_t>(cosignatureTime(line.blob), 253'402'300'799));
                    std::ostringstream text;
                    text << std::put_time(std::gmtime(&time), "%FT%TZ");
                    claim.time = text.str();
                    log->claims.push_back(claim);
                    if (line.name != log->name + "/w")
                        log->cosigners[checkpoint.size].insert(key);
                });
            }
        });
    }

    /// What checkpoints and witnesses say, against the tree; then the log's part of the report.
    void checkClaims(Log& log)
    {
        std::map<std::string, const Log::Claim*> best;
        for (const Log::Claim& claim : log.claims) {
            bool isMet = claim.size == 0 && claim.root == sha256({}), isJudged = isMet;
            for (Branch& branch : log.branches) {
                const bool isBeyond = claim.size > branch.tree.size(), covers = branch.tree.covers(claim.size);
                isMet = isMet || (covers && branch.tree.root(claim.size) == claim.root);
                isJudged = isJudged || covers || (isBeyond && claim.isFirm);
            }
            const std::string what = log.name + " at " + std::to_string(claim.size);
            const Log::Claim*& newest = best[claim.witness];
            if (isMet)
                newest = newest && newest->size > claim.size ? newest : &claim;
            else if (isJudged)
                report.findings.add("checkpoint", claim.where, "not the root of " + what + ' ' + claim.witness);
            else
                report.remarks.add("checkpoint", claim.where, "the entries are not here: " + what);
        }
        best.erase("");
        uint64_t witnessed = 0;
        Lines list;
        for (const auto& [name, claim] : best) {
            if (!claim)
                continue;
            witnessed = std::max(witnessed, claim->size);
            list.push_back(
                member("name", name) + ',' + member("time", claim->time) + ',' + member("size", claim->size));
        }
        Branch none;
        Branch& main = log.branches.empty() ? none : log.branches.front();
        const uint64_t size = main.tree.size();
        report.devices.push_back(member("name", log.name) + ',' + member("size", size) + ','
            + member("root", base64(viewOf(main.tree.root(size)))) + ',' + member("forked", log.branches.size() > 1)
            + ',' + member("ended", main.isEnded) + ',' + member("witnessed_up_to", witnessed) + ",\"witnesses\":"
            + listOf(list) + ',' + member("first_time", main.firstTime) + ',' + member("last_time", main.lastTime));
    }

    struct FirstBytes {
        size_t operator()(const Hash& id) const { return numberIn(viewOf(id).substr(0, sizeof(size_t))); }
    };
    std::unordered_map<Hash, Record, FirstBytes> m_records;
    std::map<Hash, Admin> m_admin;
    std::vector<Record> m_missing; ///< without their payload
    std::vector<std::tuple<Record, uint64_t, std::vector<Hash>>> m_waiting; ///< for parents; as checkClock() takes it
    std::set<std::string> m_enrolled; ///< keys of devices
};

} // namespace docket::verify
