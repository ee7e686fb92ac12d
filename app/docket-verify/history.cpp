#include "app/docket-verify/history.h"

#include <algorithm>
#include <ctime>
#include <future>
#include <thread>

namespace docket::verify
{

static uint64_t placeOf(const Hash& id)
{
    uint64_t place = 0;
    std::memcpy(&place, id.data(), sizeof place);
    return place;
}

static std::string utcTime(uint64_t seconds)
{
    char out[32] = "";
    const auto time = static_cast<std::time_t>(seconds);
    std::tm parts{};
    if (seconds < 253'402'300'800u && gmtime_r(&time, &parts))
        std::strftime(out, sizeof out, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return out;
}

void Branch::append(const Hash& hash, int level)
{
    const auto keep = [this](int at, uint64_t index, const Hash& root) {
        if (at % 8 == 0)
            tiles[{ uint64_t(at / 8 - 1), index }] = root;
    };
    if (level > 0)
        keep(level, edge.size >> level, hash);
    edge.append(hash, level, keep);
}

bool Branch::edgeAt(uint64_t size, const std::vector<Record>& all, Edge& out) const
{
    if (size > edge.size || (size < first && size % 256 != 0))
        return false;
    out = {};
    for (int level = 32; level > 0; level -= 8)
        while (out.size + (uint64_t(1) << level) <= size)
            out.append(tiles.at({ uint64_t(level / 8 - 1), out.size >> level }), level);
    while (out.size < size)
        out.append(all[records[out.size - first]].id);
    return true;
}

void History::take(const std::function<bool(Item&)>& next)
{
    struct Batch {
        std::vector<Item> items = std::vector<Item>(1024);
        size_t count = 0;
    };
    using Task = std::shared_future<std::shared_ptr<Batch>>;
    std::deque<Task> running;
    const size_t most = std::max(2u, std::thread::hardware_concurrency()) + 2;
    for (bool more = true; more;) {
        auto batch = std::make_shared<Batch>();
        if (running.size() == most) { // the memory of the oldest is used again
            batch = running.front().get();
            running.pop_front();
        }
        for (batch->count = 0; batch->count < batch->items.size() && (more = next(batch->items[batch->count]));)
            ++batch->count;
        const auto work = [this, batch, before = running.empty() ? Task() : running.back()]() mutable {
            Json json;
            for (size_t i = 0; i < batch->count; ++i)
                check(batch->items[i], json);
            if (before.valid())
                before.get();
            before = {};
            for (size_t i = 0; i < batch->count; ++i)
                accept(batch->items[i]);
            return batch;
        };
        running.push_back(std::async(std::launch::async, work).share());
    }
    running.back().get();
}

/// What one entry alone shows; on any thread.
void History::check(Item& item, Json& json) const
try {
    if (item.fault.word)
        return;
    Header& h = item.header;
    const Log& log = logs[item.record.device];
    if (item.isStored)
        item.note.append(base64(log.keyId + item.signature)) += '\n';
    const View text = View(item.note).substr(0, item.textSize), sealed = item.sealed;
    const Record stored = item.record;
    const Hash id = leafHash(item.note);
    if (item.isStored)
        need(id == stored.id, "id", "text and signature do not hash to the id");
    item.record.id = id;
    if (item.isStored)
        h.read(text, json);
    else
        readEntry(item.note, h, json, report.full);
    item.record = { id, h.hasCase ? h.caseId : CaseId{}, h.seq, h.lamport, stored.device, h.hasCase };
    need(!item.isStored || (viewOf(h.device) == log.key && item.record == stored && h.kind == item.kind), "column",
        "a stored column differs from the signed text");
    need(viewOf(h.device) == log.key, "device", "signed by the key of another device than the log's");
    need(!h.workspace.empty() ? h.workspace == workspace : h.workspaceId(text) == workspace, "workspace",
        "belongs to another workspace");
    if (!item.isStored)
        return;
    need(!report.full || verifySignature(log.key, text, item.signature), "signature", "the signature does not verify");
    if (sealed.empty())
        return;
    need(!shunned.contains(id), "shunned", "a payload that was erased is there again");
    need(h.hasPayload, "payload-extra", "there is a payload that the entry does not speak of");
    need(sealed.size() == 50 + h.payloadSize && sha256({ sealed }) == h.commitment, "commitment",
        "the payload is not the one that was signed");
} catch (const Fault& fault) {
    item.fault = fault;
}

std::string History::nameOf(const Record& record) const
{
    return "entry " + std::to_string(record.seq) + " of "
        + (record.device < logs.size() ? logs[record.device].name : "an unknown device") + " (id "
        + base64Url(viewOf(record.id)) + ')';
}

const Record* History::find(const Hash& id) const
{
    for (uint64_t at = placeOf(id); !m_index.empty(); ++at) {
        const uint32_t found = m_index[at & (m_index.size() - 1)];
        if (found == 0 || records[found - 1].id == id)
            return found == 0 ? nullptr : &records[found - 1];
    }
    return nullptr;
}

void History::addRecord(const Record& record)
{
    records.push_back(record);
    size_t first = records.size() - 1;
    if (records.size() * 2 > m_index.size()) {
        m_index.assign(std::max<size_t>(1 << 18, m_index.size() * 4), 0);
        first = 0;
    }
    for (; first < records.size(); ++first) {
        uint64_t at = placeOf(records[first].id);
        while (m_index[at & (m_index.size() - 1)] != 0)
            ++at;
        m_index[at & (m_index.size() - 1)] = uint32_t(first + 1);
    }
}

/// The branch that the entry continues; a new one at a fork.
Branch& History::branchFor(const Item& item, Log& log)
{
    const uint64_t seq = item.record.seq;
    const Hash& previous = item.header.previous;
    if (log.branches.empty())
        log.branches.emplace_back();
    // After a broken entry it goes on from what is stored, so that one is reported and not all that follow.
    for (Branch& branch : log.branches)
        if (branch.lastSeq + 1 == seq && (branch.records.empty() || item.fault.word || branch.last == previous))
            return branch;
    // Beside what is there: where it leaves an older branch, or at the very beginning.
    for (size_t i = 0; !item.fault.word && i < log.branches.size() && log.branches.size() < 64; ++i) {
        const Branch& old = log.branches[i];
        const uint64_t kept = seq - 1 - old.first; // so many of its records
        if (seq <= old.first || kept > old.records.size() || (kept == 0 && old.first > 0)
            || (kept > 0 && records[old.records[kept - 1]].id != previous))
            continue;
        Branch branch = old; // tiles that lie behind the fork are written again before they are asked for
        old.edgeAt(seq - 1, records, branch.edge);
        branch.records.resize(kept);
        branch.lamport = kept == 0 ? 0 : records[branch.records.back()].lamport;
        branch.ended = false;
        report.remark("fork", log.name, "two entries " + std::to_string(seq));
        return log.branches.emplace_back(std::move(branch));
    }
    report.finding("chain", nameOf(item.record), "seq or prev follows no entry that is there");
    return log.branches.front();
}

/// The clock against the entry before and all parents, and their case. False when a parent may still come.
bool History::checkClock(uint32_t record, uint64_t before, std::span<const Hash> parents, bool isLast)
{
    const Record own = records[record];
    if (own.lamport <= before) {
        report.finding("clock", nameOf(own), "lc is not above that of the entry before");
        return true;
    }
    std::array<const Record*, 32> found;
    bool complete = true;
    for (size_t i = 0; i < parents.size(); ++i)
        complete = (found[i] = find(parents[i])) && complete;
    if (!complete && !isLast)
        return false;
    uint64_t highest = before;
    for (size_t i = 0; i < parents.size(); ++i) {
        const Record* parent = found[i];
        if (!parent)
            report.remark("pending", nameOf(own), "waits for the parent " + base64Url(viewOf(parents[i])));
        else if (!parent->hasCase || parent->caseId != own.caseId)
            report.finding("parent", nameOf(own), "a parent belongs to another case");
        else if (parent->lamport >= own.lamport && parent->device == own.device)
            report.finding("clock", nameOf(own), "lc is not above that of a parent");
        else if (parent->lamport >= own.lamport) // the fault of one of two devices, which is for the fold
            report.remark("clock", nameOf(own), "lc is not above that of a parent of another device");
        if (parent)
            highest = std::max(highest, std::min(parent->lamport, own.lamport));
    }
    report.pending += !complete;
    if (complete && own.lamport - highest > maximumJump)
        report.finding("clock", nameOf(own), "lc jumps by more than 1000000");
    return true;
}

/// What the entry says about those before it; in the order of arrival.
void History::accept(Item& item)
{
    const Header& h = item.header;
    const auto record = uint32_t(records.size());
    const bool sound = !item.fault.word;
    ++report.entries;
    if (!sound)
        report.finding(item.fault.word, nameOf(item.record), item.fault.detail);
    if (item.record.device >= logs.size())
        return;
    const uint64_t findings = report.findingCount;
    Branch& branch = branchFor(item, logs[item.record.device]);
    if (branch.ended)
        report.finding("epoch", nameOf(item.record), "follows key.rotate or log.freeze");
    addRecord(item.record);
    const std::span parents(h.parents.data(), h.parentCount);
    if (sound && findings == report.findingCount && (!branch.records.empty() || branch.first == 0)
        && !checkClock(record, branch.lamport, parents, false))
        m_waiting.push_back({ record, branch.lamport, { parents.begin(), parents.end() } });
    branch.records.push_back(record);
    branch.append(item.record.id);
    branch.lastSeq = item.record.seq;
    branch.last = item.record.id;
    branch.lamport = item.record.lamport;
    if (!sound)
        return;
    branch.ended = branch.ended || h.kind == "key.rotate" || h.kind == "log.freeze";
    branch.note.swap(item.note);
    branch.lastTime = h.time;
    if (branch.firstTime.empty())
        branch.firstTime = h.time;
    const bool isAuthority = isOf(h.kind, { "ws.", "key.", "role.", "redact." });
    if (isAuthority)
        m_admin.push_back({ record, std::string(h.kind), item.sealed.empty() ? "" : item.sealed.substr(50) });
    if (item.isStored && h.hasPayload && item.sealed.empty())
        missing.push_back({ record, isAuthority });
}

void History::readAuthority()
{
    std::set<std::string> roots;
    std::set<std::pair<std::string, std::string>> cosigners; // device, its cosigner key
    const auto add = [](std::set<std::string>& to, View text) {
        if (Hash key; fromBase64Url(text, key))
            to.emplace(viewOf(key));
    };
    Json json;
    // What a root key signed may make another root key, so it is read until nothing is new.
    for (size_t known = SIZE_MAX; known != roots.size() + m_enrolled.size() + cosigners.size();) {
        known = roots.size() + m_enrolled.size() + cosigners.size();
        for (const Admin& admin : m_admin) {
            const std::string& author = logs[records[admin.record].device].key;
            if (!json.readOrdinary(admin.payload))
                continue;
            if (admin.kind == "ws.init") {
                m_enrolled.insert(author);
                roots.insert(author);
                for (const Node* root : json.list("roots"))
                    add(roots, root->text);
            }
            const bool isRoot = roots.contains(author);
            if (admin.kind == "key.rotate" && m_enrolled.contains(author))
                add(m_enrolled, json.string("next"));
            if (admin.kind == "key.rotate" && isRoot)
                add(roots, json.string("next"));
            if (admin.kind == "role.grant" && isRoot && json.string("role") == "root")
                add(roots, json.string("dev"));
            if (admin.kind == "key.enrol" && isRoot)
                add(m_enrolled, json.string("dev"));
            const bool isEnrol = admin.kind == "key.enrol" && isRoot;
            Hash owner = hashFrom(author), key;
            if ((isEnrol ? fromBase64Url(json.string("dev"), owner) : admin.kind == "key.exchange")
                && fromBase64Url(json.string("cosigner"), key))
                cosigners.emplace(viewOf(owner), viewOf(key));
        }
    }
    for (const auto& [owner, key] : cosigners)
        for (const Log& log : logs)
            if (log.key == owner)
                cosignerKeys.emplace(log.name + "/w", key);
}

const Log::Claim* History::addCheckpoint(View bytes, const std::string& where, const Log* only)
{
    const Log::Claim* added = nullptr;
    report.check(where, "checkpoint", [&] {
        const Note note(bytes);
        const Checkpoint checkpoint = Checkpoint::parse(note.text);
        const auto log = std::find_if(logs.begin(), logs.end(),
            [&](const Log& each) { return each.name == checkpoint.origin && (!only || only == &each); });
        need(log != logs.end(), "checkpoint", "of a log that is not here");
        need(note.isSignedBy(log->name, log->key), "checkpoint", "not signed by the device");
        added = &log->claims.emplace_back(Log::Claim{ checkpoint.size, checkpoint.root, where, {}, {} });
        for (const SignatureLine& line : note.signatures)
            if (line.name != log->name)
                addCosignature(*log, checkpoint, line, where);
    });
    return added;
}

void History::addCosignature(
    Log& log, const Checkpoint& checkpoint, const SignatureLine& line, const std::string& where)
{
    const std::string witness(line.name);
    const auto [begin, end] = cosignerKeys.equal_range(witness);
    if (begin == end)
        return report.remark("cosignature", where, "the key of " + witness + " is not known here");
    const auto known = std::find_if(begin, end,
        [&](const auto& key) { return line.blob.starts_with(keyIdOf(witness, key.second, KeyType::Cosigner)); });
    report.check(where + ": " + witness, nullptr, [&] {
        const std::string& key = known == end ? begin->second : known->second;
        verifyCosignature(checkpoint.toText(), line, key);
        log.claims.push_back({ checkpoint.size, checkpoint.root, where + ", cosigned by " + witness, witness,
            utcTime(cosignatureTime(line.blob)) });
        if (witness != log.name + "/w")
            log.cosigners[checkpoint.size].insert(key);
    });
}

/// What checkpoints and witnesses say, against the tree; then the log's part of the report.
void History::checkClaims(Log& log)
{
    std::map<std::string, const Log::Claim*> witnesses;
    for (const Log::Claim& claim : log.claims) {
        bool met = claim.size == 0 && claim.root == sha256({}), judged = met;
        for (size_t i = 0; i < log.branches.size() && !met; ++i) {
            Edge edge;
            met = log.branches[i].edgeAt(claim.size, records, edge) && edge.root() == claim.root;
            judged = judged || claim.size >= log.branches[i].first || claim.size % 256 == 0;
        }
        const std::string size = std::to_string(claim.size);
        if (!met && !judged)
            report.remark("checkpoint", claim.where, "the entries up to " + size + " are not in these files");
        else if (!met)
            report.finding("checkpoint", claim.where, log.name + " does not have this root at " + size + " entries");
        else if (const Log::Claim*& best = witnesses[claim.witness]; !best || best->size < claim.size)
            best = &claim;
    }
    witnesses.erase("");
    uint64_t witnessed = 0;
    std::string list;
    for (const auto& [name, claim] : witnesses) {
        witnessed = std::max(witnessed, claim->size);
        list += (list.empty() ? "{" : ",{") + member("name", name) + ',' + member("time", claim->time) + ','
            + member("size", claim->size) + '}';
    }
    const Branch main = log.branches.empty() ? Branch() : log.branches.front();
    report.devices.push_back('{' + member("name", log.name) + ',' + member("size", main.edge.size) + ','
        + member("root", base64(viewOf(main.edge.root()))) + ',' + member("forked", log.branches.size() > 1) + ','
        + member("ended", main.ended) + ',' + member("witnessed_up_to", witnessed) + ",\"witnesses\":[" + list + "],"
        + member("first_time", main.firstTime) + ',' + member("last_time", main.lastTime) + '}');
}

void History::checkEnrolment()
{
    if (m_enrolled.empty())
        return report.remark("not-enrolled", "ws.init", "its payload is not here, so enrolment cannot be checked");
    for (const Log& log : logs)
        if (!log.branches.empty() && !m_enrolled.contains(log.key))
            report.finding("not-enrolled", log.name, "no root key has enrolled this device");
}

/// An erased payload needs a redact.approve; where the request can be read, it must name the entry.
void History::checkRedactions()
{
    std::map<Hash, const Admin*> approvals, requests;
    for (const Admin& admin : m_admin)
        (admin.kind == "redact.approve" ? approvals : requests)[records[admin.record].id] = &admin;
    Json json;
    for (const auto& [entry, by] : shunnedBy) {
        const auto approval = approvals.find(by);
        const std::string wanted = base64Url(viewOf(entry));
        Hash id;
        if (approval == approvals.end())
            report.finding("payload-missing", "entry id " + wanted, "erased by what is no redact.approve of this log");
        else if (json.readOrdinary(approval->second->payload) && fromBase64Url(json.string("request"), id)
            && requests.contains(id) && json.readOrdinary(requests[id]->payload)) {
            const auto named = json.list("entries");
            if (std::none_of(named.begin(), named.end(), [&](const Node* each) { return each->text == wanted; }))
                report.finding("payload-missing", "entry id " + wanted, "erased by an approval that does not name it");
        }
    }
}

void History::finish()
{
    for (const auto& [record, before, parents] : m_waiting)
        checkClock(record, before, parents, true);
    if (report.kind == "log.db") {
        checkEnrolment();
        checkRedactions();
    }
    std::set<std::string> lines;
    for (Log& log : logs) {
        for (const Branch& branch : log.branches) {
            if (!report.full && !branch.note.empty() && !Note(branch.note).isSignedBy(log.name, log.key))
                report.finding("signature", log.name, "the newest signature, at " + std::to_string(branch.lastSeq));
            if (branch.edge.size > 0)
                lines.insert(log.name + ' ' + std::to_string(branch.edge.size) + ' '
                    + base64(viewOf(branch.edge.root())) + '\n');
        }
        checkClaims(log);
    }
    std::string all;
    for (const std::string& line : lines)
        all += line;
    report.snapshot = hex(viewOf(sha256({ all })));
}

} // namespace docket::verify
