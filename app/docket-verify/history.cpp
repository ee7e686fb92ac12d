#include "app/docket-verify/history.h"

#include <ctime>
#include <future>
#include <thread>

namespace docket::verify
{

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

void Branch::add(uint32_t index, const Record& record)
{
    records.push_back(index);
    append(record.id);
    last = record;
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

void History::take(const std::function<bool(std::vector<Item>&)>& next)
{
    std::deque<std::future<std::vector<Item>>> running;
    std::vector<Item> batch; // its memory is used again and again
    const auto settle = [&] {
        batch = running.front().get();
        running.pop_front();
        std::for_each(batch.begin(), batch.end(), [this](Item& item) { accept(item); });
    };
    for (bool more = true; more;) {
        if (running.size() == std::max(2u, std::thread::hardware_concurrency()) + 2)
            settle();
        try {
            more = next(batch);
        } catch (...) { // first what was read before
            while (!running.empty())
                settle();
            throw;
        }
        running.push_back(std::async(std::launch::async, [this, items = std::move(batch)]() mutable {
            Json json;
            std::for_each(items.begin(), items.end(), [&](Item& item) { check(item, json); });
            return std::move(items);
        }));
    }
    while (!running.empty())
        settle();
}

/// What one entry alone shows; on any thread.
void History::check(Item& item, Json& json) const
try {
    if (item.fault.word)
        return;
    const Header& h = item.header;
    const View sealed = item.sealed;
    const Record stored = item.record;
    const Log& log = logs[stored.log];
    const Hash id = leafHash(item.note);
    need(id == stored.id || !item.hasColumns, "id", "does not hash to the id that is stored");
    readEntry(item.note, item.header, json, report.full);
    need(id == stored.id, "tiles", "does not hash to the id that is stored");
    item.record = { id, h.caseId, h.seq, h.lamport, stored.log, h.hasCase, stored.hasPayload };
    need(viewOf(h.device) == log.key, "device", "signed by the key of another device than the log's");
    need(!item.hasColumns || (item.record == stored && h.kind == item.kind), "column",
        "a stored column differs from the signed text");
    need(h.workspace == workspace, "workspace", "belongs to another workspace");
    if (sealed.empty())
        return;
    need(h.hasPayload, "payload-extra", "there is a payload that the entry does not speak of");
    need(sealed.size() == 50 + h.payloadSize && sha256({ sealed }) == h.commitment, "commitment",
        "the payload is not the one that was signed");
} catch (const Fault& fault) {
    item.fault = fault;
}

std::string History::nameOf(const Record& record) const
{
    return "entry " + std::to_string(record.seq) + " of "
        + (record.log < logs.size() ? logs[record.log].name : "an unknown device") + " (id "
        + base64Url(viewOf(record.id)) + ')';
}

const Record* History::find(const Hash& id) const
{
    const auto found = m_index.find(id);
    return found == m_index.end() ? nullptr : &records[found->second];
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
        if (branch.last.seq + 1 == seq && (branch.records.empty() || item.fault.word || branch.last.id == previous))
            return branch;
    // Beside what is there: the same entries as an older branch up to the one before.
    const uint64_t kept = seq - 1;
    for (const Branch& old : log.branches) {
        if (item.fault.word || !item.hasColumns || log.branches.size() == 64 || kept > old.records.size()
            || (kept > 0 && records[old.records[kept - 1]].id != previous))
            continue;
        report.remarks.add("fork", log.name, "two entries " + std::to_string(seq));
        Branch& branch = log.branches.emplace_back();
        for (size_t i = 0; i < kept; ++i)
            branch.add(old.records[i], records[old.records[i]]);
        return branch;
    }
    report.findings.add("chain", nameOf(item.record), "seq or prev follows no entry that is there");
    return log.branches.front();
}

/// The clock against the entry before and all parents, and their case. False when a parent may still come.
bool History::checkClock(uint32_t record, uint64_t before, std::span<const Hash> parents, bool isLast)
{
    const Record own = records[record];
    if (own.lamport <= before)
        report.findings.add("clock", nameOf(own), "lc is not above that of the entry before");
    const bool isComplete = std::all_of(parents.begin(), parents.end(), [this](const Hash& id) { return find(id); });
    if (own.lamport <= before || (!isComplete && !isLast))
        return own.lamport <= before;
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
        if (parent)
            highest = std::max(highest, std::min(parent->lamport, own.lamport));
    }
    report.pending += !isComplete;
    if (isComplete && own.lamport - highest > maximumJump)
        report.findings.add("clock", nameOf(own), "lc jumps by more than 1000000");
    return true;
}

/// What the entry says about those before it; in the order of arrival.
void History::accept(Item& item)
{
    const Header& h = item.header;
    const auto record = uint32_t(records.size());
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
    records.push_back(item.record);
    m_index.emplace(item.record.id, record);
    if (isSound && findings == report.findings.count && (!branch.records.empty() || branch.first == 0)
        && !checkClock(record, branch.last.lamport, h.parents, false))
        m_waiting.emplace_back(record, branch.last.lamport, h.parents);
    branch.add(record, item.record);
    if (!isSound)
        return;
    branch.isEnded = branch.isEnded || h.kind == "key.rotate" || h.kind == "log.freeze";
    branch.note.swap(item.note);
    branch.lastTime = h.time;
    if (branch.firstTime.empty())
        branch.firstTime = h.time;
    if (isOf(h.kind, { "ws.", "key.", "role.", "redact.", "log.seen" }))
        m_admin[item.record.id]
            = { item.record.log, h.kind, h.time, item.sealed.empty() ? "" : item.sealed.substr(50) };
    if (hasPayloads && h.hasPayload && !item.record.hasPayload)
        m_missing.push_back(record);
}

// Members of payloads, which are ordinary JSON; empty when there are none.

static View textIn(Element object, View key)
{
    View text;
    return object[key].get(text) ? View() : text;
}

static std::vector<Element> listIn(Element object, View key)
{
    simdjson::dom::array list;
    return object[key].get(list) ? std::vector<Element>() : std::vector<Element>(list.begin(), list.end());
}

/// Who is enrolled, and whose witness keys are known; keys in base64url.
void History::readAuthority()
{
    std::set<std::string> roots;
    std::set<std::pair<std::string, std::string>> cosigners; // device, its cosigner key
    Json json;
    // What a root key signed may make another root key, so it is read until nothing is new.
    for (size_t known = SIZE_MAX; known != roots.size() + m_enrolled.size() + cosigners.size();) {
        known = roots.size() + m_enrolled.size() + cosigners.size();
        for (const auto& [id, admin] : m_admin) {
            const Element payload = json.readOrdinary(admin.payload);
            const std::string author = base64Url(logs[admin.log].key), dev(textIn(payload, "dev"));
            const std::string cosigner(textIn(payload, "cosigner")), next(textIn(payload, "next"));
            if (admin.kind == "ws.init" && payload.is_object()) {
                m_enrolled.insert(author);
                roots.insert(author);
                for (const Element root : listIn(payload, "roots"))
                    roots.insert(root.is_string() ? std::string(root) : "");
            }
            const bool isRoot = roots.contains(author);
            if (admin.kind == "key.rotate" && m_enrolled.contains(author))
                m_enrolled.insert(next);
            if (admin.kind == "key.rotate" && isRoot)
                roots.insert(next);
            if (admin.kind == "role.grant" && isRoot && textIn(payload, "role") == "root")
                roots.insert(dev);
            if (admin.kind == "key.enrol" && isRoot) {
                m_enrolled.insert(dev);
                cosigners.emplace(dev, cosigner);
            }
            if (admin.kind == "key.exchange")
                cosigners.emplace(author, cosigner);
        }
    }
    Hash key;
    for (const auto& [owner, cosigner] : cosigners)
        for (const Log& log : logs)
            if (base64Url(log.key) == owner && fromBase64Url(cosigner, key))
                cosignerKeys.emplace(log.name + "/w", viewOf(key));
}

/// What enrolled devices say in log.seen about the logs of others.
void History::readSightings()
{
    Json json;
    for (const auto& [id, admin] : m_admin)
        if (admin.kind == "log.seen" && m_enrolled.contains(base64Url(logs[admin.log].key)))
            for (const Element seen : listIn(json.readOrdinary(admin.payload), "logs")) {
                const std::string root = fromBase64(textIn(seen, "root"));
                uint64_t size = 0;
                for (Log& log : logs)
                    if (log.name == textIn(seen, "origin") && root.size() == 32 && !seen["size"].get(size))
                        log.claims.push_back({ size, hashFrom(root), "log.seen, id " + base64Url(viewOf(id)),
                            logs[admin.log].name, admin.time, false });
            }
}

/// Each payload that was announced is here, was not given to this workspace, or was erased as the rules want.
void History::checkPayloads()
{
    Json json;
    const auto payloadOf = [this](const Hash& id, View kind) {
        const auto found = m_admin.find(id);
        return found != m_admin.end() && found->second.kind == kind ? &found->second.payload : nullptr;
    };
    for (const uint32_t record : m_missing) {
        const Record& entry = records[record];
        const auto erased = shunned.find(entry.id);
        const char* wrong = nullptr;
        if (erased == shunned.end() || m_admin.contains(entry.id)) {
            report.withheld += withheld.contains(entry.id);
            wrong = withheld.contains(entry.id) ? nullptr : "gone without a redaction";
        } else if (const std::string* approval = payloadOf(erased->second, "redact.approve")) {
            // Where the request can be read, it must name the entry.
            Hash id{};
            fromBase64Url(textIn(json.readOrdinary(*approval), "request"), id);
            const std::string* request = payloadOf(id, "redact.request");
            ++report.erased;
            const auto named = listIn(json.readOrdinary(request ? *request : ""), "entries");
            const auto isIt
                = [&](Element each) { return each.is_string() && View(each) == base64Url(viewOf(entry.id)); };
            if (request && !request->empty() && std::none_of(named.begin(), named.end(), isIt))
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
}

/// What is stored of the trees against what the entries give; both must be all there is.
void History::checkPieces()
{
    std::map<std::string, std::set<Piece>> own;
    for (const Log& log : logs)
        for (size_t i = log.branches.size(); i-- > 0;) {
            const Branch& branch = log.branches[i];
            const std::string tip(i == 0 ? View() : viewOf(branch.last.id));
            own[i == 0 ? "head" : "branch"].emplace(
                log.name, branch.edge.size, 0, tip + std::string(branch.edge.bytes()));
            for (const auto& [place, hash] : branch.tiles)
                if (i == 0)
                    own["tile"].emplace(log.name, place.first, place.second, viewOf(hash));
            for (size_t at = 0; log.branches.size() > 1 && at < branch.records.size(); ++at) {
                const Piece piece(log.name, 0, 0, viewOf(records[branch.records[at]].id));
                if (i > 0)
                    own["forked"].insert(piece);
                else
                    own["forked"].erase(piece);
            }
        }
    own["tiles"] = own["tile"];
    for (const auto& [table, stored] : pieces) {
        std::vector<Piece> differ;
        std::set_symmetric_difference(
            stored.begin(), stored.end(), own[table].begin(), own[table].end(), std::back_inserter(differ));
        for (const auto& [log, first, second, bytes] : differ)
            report.findings.add(table.starts_with("tile") ? table : "head", log,
                table + ' ' + std::to_string(first) + ", " + std::to_string(second) + " is not what the entries give");
    }
}

void History::checkCheckpoint(const Kept& kept)
{
    report.check(kept.where, kept.isSigned ? "checkpoint" : "cosignature", [&] {
        const Note note(kept.note);
        const Checkpoint checkpoint = Checkpoint::parse(note.text);
        const auto log = std::find_if(logs.begin(), logs.end(),
            [&](const Log& each) { return each.name == checkpoint.origin && (!kept.log || kept.log == &each); });
        need(log != logs.end(), "checkpoint", "of a log that is not here");
        need(!kept.isSigned || note.isSignedBy(log->name, log->key), "checkpoint", "not signed by the device");
        if (!note.text.starts_with(kept.start))
            report.findings.add("column", kept.where, "the note says something else");
        if (kept.isSigned)
            log->claims.push_back({ checkpoint.size, checkpoint.root, kept.where, {}, {} });
        for (const SignatureLine& line : note.signatures)
            if (line.name != log->name)
                addCosignature(*log, checkpoint, line, kept.where);
    });
}

void History::addCosignature(
    Log& log, const Checkpoint& checkpoint, const SignatureLine& line, const std::string& where)
{
    const std::string witness(line.name);
    const auto [begin, end] = cosignerKeys.equal_range(witness);
    if (begin == end)
        return report.remarks.add("cosignature", where, "the key of " + witness + " is not known here");
    const auto known = std::find_if(begin, end,
        [&](const auto& key) { return line.blob.starts_with(keyIdOf(witness, key.second, KeyType::Cosigner)); });
    report.check(where + ": " + witness, nullptr, [&] {
        const std::string& key = known == end ? begin->second : known->second;
        verifyCosignature(checkpoint.toText(), line, key);
        char time[32] = "";
        const auto seconds = static_cast<std::time_t>(cosignatureTime(line.blob));
        std::tm parts{};
        if (seconds < 253'402'300'800 && gmtime_r(&seconds, &parts))
            std::strftime(time, sizeof time, "%Y-%m-%dT%H:%M:%SZ", &parts);
        log.claims.push_back({ checkpoint.size, checkpoint.root, where + ", cosigned by " + witness, witness, time });
        if (witness != log.name + "/w")
            log.cosigners[checkpoint.size].insert(key);
    });
}

/// What checkpoints and witnesses say, against the tree; then the log's part of the report.
void History::checkClaims(Log& log)
{
    std::map<std::string, const Log::Claim*> witnesses;
    for (const Log::Claim& claim : log.claims) {
        bool isMet = claim.size == 0 && claim.root == sha256({}), isJudged = isMet;
        for (size_t i = 0; i < log.branches.size() && !isMet; ++i) {
            Edge edge;
            const Branch& branch = log.branches[i];
            isMet = branch.edgeAt(claim.size, records, edge) && edge.root() == claim.root;
            isJudged = isJudged
                || (claim.size > branch.edge.size ? claim.isFirm : claim.size >= branch.first || claim.size % 256 == 0);
        }
        const std::string size = std::to_string(claim.size);
        if (!isMet && !isJudged)
            report.remarks.add(
                "checkpoint", claim.where, "the entries of " + log.name + " up to " + size + " are not here");
        else if (!isMet)
            report.findings.add("checkpoint", claim.where, log.name + " has not this root at " + size + " entries");
        else if (const Log::Claim*& best = witnesses[claim.witness]; !best || best->size < claim.size)
            best = &claim;
    }
    witnesses.erase("");
    uint64_t witnessed = 0;
    std::vector<std::string> list;
    for (const auto& [name, claim] : witnesses) {
        witnessed = std::max(witnessed, claim->size);
        list.push_back(member("name", name) + ',' + member("time", claim->time) + ',' + member("size", claim->size));
    }
    const Branch main = log.branches.empty() ? Branch() : log.branches.front();
    report.devices.push_back(member("name", log.name) + ',' + member("size", main.edge.size) + ','
        + member("root", base64(viewOf(main.edge.root()))) + ',' + member("forked", log.branches.size() > 1) + ','
        + member("ended", main.isEnded) + ',' + member("witnessed_up_to", witnessed) + ",\"witnesses\":" + listOf(list)
        + ',' + member("first_time", main.firstTime) + ',' + member("last_time", main.lastTime));
}

void History::finish()
{
    for (const auto& [record, before, parents] : m_waiting)
        checkClock(record, before, parents, true);
    readAuthority();
    for (const Kept& kept : checkpoints)
        checkCheckpoint(kept);
    checkPieces();
    if (hasPayloads) {
        readSightings();
        checkPayloads();
        if (m_enrolled.empty())
            report.remarks.add("not-enrolled", "ws.init", "its payload is not here, so enrolment cannot be checked");
    }
    std::set<std::string> lines;
    for (Log& log : logs) {
        if (!isAcceptableKey(log.key) || (!workspace.empty() && !isDeviceName(log.name, workspace, log.key)))
            report.findings.add("device", log.name, "does not belong to the workspace and the key");
        if (!m_enrolled.empty() && !log.branches.empty() && !m_enrolled.contains(base64Url(log.key)))
            report.findings.add("not-enrolled", log.name, "no root key has enrolled this device");
        for (const Branch& branch : log.branches) {
            if (!report.full && !branch.note.empty() && !Note(branch.note).isSignedBy(log.name, log.key))
                report.findings.add(
                    "signature", log.name, "the newest signature, at " + std::to_string(branch.last.seq));
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
