#include "app/docket-verify/log.h"

#include <bit>
#include <cstring>

namespace docket::verify
{

namespace
{

constexpr size_t maximumBranches = 64;

/// Entries whose payloads say something about other entries.
bool isAdmin(View kind)
{
    return kind == "ws.init" || kind.starts_with("key.") || kind == "role.grant" || kind == "log.seen"
        || kind.starts_with("redact.");
}

/// Entries whose payloads cannot be erased: without them no authority and no erasure could be checked.
bool isAuthority(View kind)
{
    return kind.starts_with("ws.") || kind.starts_with("key.") || kind.starts_with("role.")
        || kind.starts_with("redact.");
}

uint64_t placeOf(const Hash& id)
{
    uint64_t place = 0;
    std::memcpy(&place, id.data(), sizeof place);
    return place;
}

} // namespace

bool Log::Branch::rootAt(uint64_t size, const std::vector<Record>& all, Edge& walk, Hash& root) const
{
    if (size > edge.size() || (size < first && size % 256 != 0))
        return false;
    if (walk.size() > size)
        walk = Edge();
    while (walk.size() + 256 <= size)
        walk.append(tiles.at({ 0, walk.size() / 256 }), 8);
    Edge tree = walk;
    for (uint64_t i = tree.size(); i < size; ++i)
        tree.append(all[records[i - first]].id);
    root = tree.root();
    return true;
}

std::string History::nameOf(const Record& record, uint64_t seq) const
{
    return "entry " + std::to_string(seq) + " of " + logs[record.device].name + " (id " + base64Url(viewOf(record.id))
        + ')';
}

void History::findIn(const Item& item, const char* word, const std::string& text)
{
    const uint64_t seq = item.id.empty() ? item.header.seq : item.columnSeq;
    const std::string device = item.device < logs.size() ? logs[item.device].name : "an unknown device";
    report.find(word,
        "entry " + std::to_string(seq) + " of " + device + " (id "
            + base64Url(item.id.empty() ? viewOf(item.hash) : item.id) + "): " + text);
}

const Record* History::findRecord(const Hash& id) const
{
    if (m_index.empty())
        return nullptr;
    for (uint64_t at = placeOf(id);; ++at) {
        const uint32_t found = m_index[at & (m_index.size() - 1)];
        if (found == 0)
            return nullptr;
        if (records[found - 1].id == id)
            return &records[found - 1];
    }
}

void History::reserve(size_t count)
{
    records.reserve(count);
    m_index.assign(std::bit_ceil(std::max(size_t(1024), count * 2)), 0);
    for (uint32_t i = 0; i < records.size(); ++i)
        addToIndex(i);
}

void History::addToIndex(uint32_t record)
{
    uint64_t at = placeOf(records[record].id);
    while (m_index[at & (m_index.size() - 1)] != 0)
        ++at;
    m_index[at & (m_index.size() - 1)] = record + 1;
}

void History::addRecord(const Item& item)
{
    if (records.size() * 2 >= m_index.size())
        reserve(records.size() * 2);
    const Header& h = item.header;
    records.push_back({ item.hash, h.caseId, h.lamport, item.device, h.hasCase });
    addToIndex(uint32_t(records.size() - 1));
}

/// The branch that the entry continues; a new one at a fork. Null, and a finding, when it continues nothing.
Log::Branch* History::branchFor(const Item& item, Log& log)
{
    const Header& h = item.header;
    for (Log::Branch& branch : log.branches)
        if (branch.lastSeq + 1 == h.seq && (branch.records.empty() || branch.last == h.previous))
            return &branch;
    // Beside what is there: where it leaves an older branch, or at the very beginning.
    for (size_t i = 0; i < log.branches.size() && log.branches.size() < maximumBranches; ++i) {
        const Log::Branch& old = log.branches[i];
        const uint64_t index = h.seq - 2; // of the entry before
        if (h.seq > 1
            && (index < old.first || index - old.first >= old.records.size()
                || records[old.records[index - old.first]].id != h.previous))
            continue;
        if (h.seq == 1 && old.first > 0)
            continue;
        Log::Branch branch;
        branch.first = old.first;
        for (uint64_t at = 0; at < old.first / 256; ++at)
            branch.edge.append(old.tiles.at({ 0, at }), 8);
        for (uint64_t at = old.first; at + 1 < h.seq; ++at) {
            branch.records.push_back(old.records[at - old.first]);
            branch.edge.append(records[branch.records.back()].id);
        }
        branch.tiles = old.tiles; // those of whole blocks before the fork are shared, others are written again
        branch.lastSeq = h.seq - 1;
        branch.last = h.previous;
        branch.lamport = branch.records.empty() ? 0 : records[branch.records.back()].lamport;
        report.remark("fork", log.name + " has two entries " + std::to_string(h.seq));
        return &log.branches.emplace_back(std::move(branch));
    }
    findIn(item, "chain", "seq or prev does not follow any entry that is there");
    return log.branches.empty() ? &log.branches.emplace_back() : &log.branches.front();
}

/// False when the parent is of another case. A clock that is not above the parent's is the device's own fault.
bool History::checkParent(const std::string& entry, const Record& own, const Record& parent)
{
    if (!parent.hasCase || parent.caseId != own.caseId) {
        report.find("parent", entry + ": a parent belongs to another case");
        return false;
    }
    if (parent.lamport >= own.lamport && parent.device == own.device)
        report.find("clock", entry + ": lc is not above that of a parent");
    else if (parent.lamport >= own.lamport)
        report.remark("clock", entry + ": lc is not above that of a parent of another device");
    return true;
}

void History::checkClock(const Item& item, uint64_t previous)
{
    const Header& h = item.header;
    if (h.lamport <= previous) {
        findIn(item, "clock", "lc is not above that of the entry before");
        return;
    }
    Waiting waiting{ uint32_t(records.size() - 1), h.seq, h.lamport, previous, {} };
    for (uint32_t i = 0; i < h.parentCount; ++i) {
        const Record* parent = findRecord(h.parents[i]);
        if (!parent) {
            waiting.parents.push_back(h.parents[i]);
        } else {
            const Record own = records.back();
            if (parent->hasCase && parent->caseId == own.caseId && parent->lamport < own.lamport)
                waiting.highest = std::max(waiting.highest, parent->lamport);
            else
                checkParent(nameOf(own, h.seq), own, *parent);
        }
    }
    if (!waiting.parents.empty())
        m_waiting.push_back(std::move(waiting));
    else if (h.lamport - waiting.highest > maximumJump)
        findIn(item, "clock", "lc jumps by more than 1000000");
}

void History::accept(const Item& item)
{
    ++report.entries;
    if (item.fault)
        findIn(item, item.fault.word, item.fault.text);
    if (item.device >= logs.size())
        return;
    Log& log = logs[item.device];
    Item broken;
    const Item* entry = &item;
    if (item.fault) {
        // Go on from what is stored, so that one bad entry is reported once and not with all that follow.
        broken.device = item.device;
        broken.id = item.id;
        broken.hash = item.id.empty() ? item.hash : item.id.size() == 32 ? hashFrom(item.id) : Hash{};
        broken.header.seq = item.columnSeq;
        if (item.id.empty() && !log.branches.empty())
            broken.header.seq = log.branches.front().lastSeq + 1;
        broken.header.lamport = item.columnLamport;
        broken.header.hasCase = item.kase.size() == 16;
        if (broken.header.hasCase)
            std::memcpy(broken.header.caseId.data(), item.kase.data(), 16);
        for (const Log::Branch& branch : log.branches)
            if (branch.lastSeq + 1 == broken.header.seq)
                broken.header.previous = branch.last;
        entry = &broken;
    }
    const Header& h = entry->header;
    const size_t before = report.findingCount;
    if (log.branches.empty())
        log.branches.emplace_back();
    Log::Branch& branch = *branchFor(*entry, log);
    if (branch.ended)
        findIn(*entry, "epoch", "follows key.rotate or log.freeze");
    addRecord(*entry);
    const bool hasBefore = !branch.records.empty() || branch.first == 0;
    if (!item.fault && before == report.findingCount && hasBefore)
        checkClock(*entry, branch.lamport);
    branch.records.push_back(uint32_t(records.size() - 1));
    branch.edge.append(entry->hash, 0, [&](int level, uint64_t index, const Hash& root) {
        if (level % 8 == 0)
            branch.tiles[{ uint64_t(level / 8 - 1), index }] = root;
    });
    branch.lastSeq = h.seq;
    branch.last = entry->hash;
    branch.lamport = h.lamport;
    branch.ended = branch.ended || h.kind == "key.rotate" || h.kind == "log.freeze";
    if (item.fault)
        return;
    branch.text.assign(item.note, item.textSize);
    branch.signature = item.signature;
    branch.lastTime = h.time;
    if (branch.firstTime.empty())
        branch.firstTime = h.time;
    m_hasInit = m_hasInit || h.kind == "ws.init";
    if (isAdmin(h.kind))
        m_admin.push_back({ uint32_t(records.size() - 1), h.seq, std::string(h.kind),
            item.sealed.size() >= 50 ? std::string(item.sealed.substr(50)) : std::string(), std::string(h.time) });
    if (item.noPayload)
        missing.push_back({ item.device, h.seq, item.hash, isAuthority(h.kind) });
}

void History::addCheckpoint(View bytes, const std::string& where, uint32_t onlyLog)
{
    Note note;
    Checkpoint checkpoint;
    Fault fault = Note::parse(bytes, note);
    if (!fault)
        fault = Checkpoint::parse(note.text, checkpoint);
    if (fault) {
        report.find("checkpoint", where + ": " + fault.text);
        return;
    }
    for (uint32_t i = 0; i < logs.size(); ++i) {
        Log& log = logs[i];
        if (log.name != checkpoint.origin || (onlyLog != UINT32_MAX && onlyLog != i))
            continue;
        if (!note.isSignedBy(log.name, log.key)) {
            report.find("checkpoint", where + ": not signed by " + log.name);
            return;
        }
        log.claims.push_back({ checkpoint.size, checkpoint.root, "checkpoint", where, {} });
        for (const SignatureLine& line : note.signatures)
            if (line.name != log.name)
                addCosignature(log, note.text, line, where);
        return;
    }
    report.find("checkpoint", where + ": of the log " + checkpoint.origin + ", which is not here");
}

void History::addCosignature(Log& log, View checkpointText, const SignatureLine& line, const std::string& where)
{
    const auto range = cosignerKeys.equal_range(std::string(line.name));
    Fault fault{ "cosignature", "made with another key than the witness's" };
    uint64_t time = 0;
    std::string key;
    for (auto known = range.first; known != range.second && fault; ++known) {
        if (View(line.blob).substr(0, 4) == keyIdOf(line.name, known->second, KeyType::Cosigner))
            fault = verifyCosignature(checkpointText, line, known->second, time);
        key = known->second;
    }
    Checkpoint checkpoint;
    if (range.first == range.second) {
        report.remark("cosignature", where + ": the key of " + std::string(line.name) + " is not known here");
    } else if (fault || Checkpoint::parse(checkpointText, checkpoint)) {
        report.find("cosignature", where + ": " + std::string(line.name) + ": " + fault.text);
    } else {
        log.claims.push_back(
            { checkpoint.size, checkpoint.root, "checkpoint", where + ": cosigned by " + std::string(line.name),
                { std::string(line.name), checkpoint.size, utcTime(time) } });
        if (line.name != log.name + "/w") {
            if (log.cosigners.empty() || log.cosigners.back().first != checkpoint.size)
                log.cosigners.push_back({ checkpoint.size, {} });
            log.cosigners.back().second.insert(key);
        }
    }
}

void History::checkClaims(Log& log)
{
    DeviceReport& device = report.devices.emplace_back();
    device.name = log.name;
    std::vector<Edge> walks(log.branches.size()); // the claims are sorted by size
    for (const Log::Claim& claim : log.claims) {
        bool met = claim.size == 0 && claim.root == sha256({});
        bool judged = met;
        for (size_t i = 0; i < log.branches.size() && !met; ++i) {
            Hash root;
            met = log.branches[i].rootAt(claim.size, records, walks[i], root) && root == claim.root;
            judged = judged || claim.size >= log.branches[i].first || claim.size % 256 == 0;
        }
        const std::string size = std::to_string(claim.size);
        if (!met && !judged)
            report.remark("checkpoint", claim.text + ": the entries up to " + size + " are not in these files");
        else if (!met && claim.word)
            report.find(claim.word,
                claim.text + ": the log of " + log.name + " does not have this root at " + size + " entries");
        else if (!met)
            report.remark("seen", claim.text + ": saw another root at " + size + " entries of " + log.name);
        if (!met || claim.witness.name.empty())
            continue;
        auto same = std::find_if(device.witnesses.begin(), device.witnesses.end(),
            [&](const Witness& w) { return w.name == claim.witness.name; });
        if (same == device.witnesses.end())
            device.witnesses.push_back(claim.witness);
        else if (same->size < claim.witness.size)
            *same = claim.witness;
    }
    if (log.branches.empty())
        return;
    const Log::Branch& main = log.branches.front();
    device.size = main.edge.size();
    device.root = base64(viewOf(main.edge.root()));
    device.forked = log.branches.size() > 1;
    device.ended = main.ended;
    device.firstTime = main.firstTime;
    device.lastTime = main.lastTime;
}

void History::finish(bool payloadsAtHand)
{
    for (const Waiting& waiting : m_waiting) {
        const Record own = records[waiting.record];
        const std::string entry = nameOf(own, waiting.seq);
        uint64_t highest = waiting.highest;
        bool complete = true;
        for (const Hash& id : waiting.parents) {
            const Record* parent = findRecord(id);
            complete = complete && parent;
            if (!parent)
                report.remark("pending", entry + " waits for the parent " + base64Url(viewOf(id)));
            else if (checkParent(entry, own, *parent))
                highest = std::max(highest, std::min(parent->lamport, own.lamport));
        }
        report.pending += !complete;
        if (complete && own.lamport - highest > maximumJump)
            report.find("clock", entry + ": lc jumps by more than 1000000");
    }
    if (!report.full)
        for (const Log& log : logs)
            for (const Log::Branch& branch : log.branches)
                if (!branch.signature.empty() && !verifySignature(log.key, branch.text, branch.signature))
                    report.find("signature",
                        "entry " + std::to_string(branch.lastSeq) + " of " + log.name
                            + ": the newest signature does not verify");
    Json json;
    for (const Admin& admin : m_admin) {
        if (admin.kind != "log.seen" || !json.readOrdinary(admin.payload))
            continue;
        const Log& witness = logs[records[admin.record].device];
        const Node* list = json.find("logs");
        if (!list || list->kind != Node::Kind::Array)
            continue;
        for (const Node* seen : json.children(json.indexOf(list))) {
            const uint32_t at = json.indexOf(seen);
            const Node* origin = json.find("origin", at);
            const Node* size = json.find("size", at);
            const Node* root = json.find("root", at);
            std::string bytes;
            if (!origin || !size || !root || !fromBase64(root->text, bytes) || bytes.size() != 32)
                continue;
            for (Log& log : logs)
                if (log.name == origin->text && log.key != witness.key && size->number > 0)
                    log.claims.push_back({ size->number, hashFrom(bytes), nullptr, "log.seen of " + witness.name,
                        { witness.name, size->number, admin.time } });
        }
    }
    if (payloadsAtHand) {
        checkEnrolment();
        checkRedactions();
    }
    std::vector<std::string> lines;
    for (Log& log : logs) {
        std::sort(log.claims.begin(), log.claims.end(), [](const auto& a, const auto& b) { return a.size < b.size; });
        checkClaims(log);
        for (const Log::Branch& branch : log.branches)
            if (branch.edge.size() > 0)
                lines.push_back(log.name + ' ' + std::to_string(branch.edge.size()) + ' '
                    + base64(viewOf(branch.edge.root())) + '\n');
    }
    std::sort(lines.begin(), lines.end());
    lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
    std::string all;
    for (const std::string& line : lines)
        all += line;
    report.snapshot = hex(viewOf(sha256({ all })));
}

} // namespace docket::verify
