#include "app/docket-verify/log.h"

namespace docket::verify
{

namespace
{

bool isKey(View text, std::string& key)
{
    Hash bytes;
    if (!fromBase64Url(text, bytes.data(), 32))
        return false;
    key = viewOf(bytes);
    return true;
}

bool isHash(View text, Hash& hash)
{
    return fromBase64Url(text, hash.data(), 32);
}

} // namespace

void History::readAuthority()
{
    std::sort(m_admin.begin(), m_admin.end(), [this](const Admin& a, const Admin& b) {
        return std::tie(records[a.record].lamport, records[a.record].id)
            < std::tie(records[b.record].lamport, records[b.record].id);
    });
    std::set<std::string> roots;
    Json json;
    // What a root key signed may make another root key, so it is read until nothing is new.
    for (size_t known = SIZE_MAX; known != roots.size() + m_enrolled.size() + cosignerKeys.size();) {
        known = roots.size() + m_enrolled.size() + cosignerKeys.size();
        for (const Admin& admin : m_admin) {
            const Log& log = logs[records[admin.record].device];
            if (admin.payload.empty() || !json.readOrdinary(admin.payload))
                continue;
            std::string key, cosigner;
            if (admin.kind == "ws.init") {
                m_enrolled.insert(log.key);
                roots.insert(log.key);
                if (const Node* list = json.find("roots"); list && list->kind == Node::Kind::Array)
                    for (const Node* root : json.children(json.indexOf(list)))
                        if (isKey(root->text, key))
                            roots.insert(key);
            } else if (admin.kind == "key.rotate" && isKey(json.string("next"), key)) {
                if (m_enrolled.contains(log.key))
                    m_enrolled.insert(key);
                if (roots.contains(log.key))
                    roots.insert(key);
            } else if (admin.kind == "role.grant" && roots.contains(log.key) && json.string("role") == "root") {
                if (isKey(json.string("dev"), key))
                    roots.insert(key);
            }
            std::string owner = log.key;
            if (admin.kind == "key.enrol" && roots.contains(log.key) && isKey(json.string("dev"), owner))
                m_enrolled.insert(owner);
            if ((admin.kind == "key.enrol" ? roots.contains(log.key) : admin.kind == "key.exchange")
                && isKey(json.string("cosigner"), cosigner))
                for (const Log& other : logs) {
                    const auto range = cosignerKeys.equal_range(other.name + "/w");
                    if (other.key == owner && std::none_of(range.first, range.second, [&](const auto& known_) {
                            return known_.second == cosigner;
                        }))
                        cosignerKeys.emplace(other.name + "/w", cosigner);
                }
        }
    }
}

void History::checkEnrolment()
{
    if (!m_hasInit || m_enrolled.empty()) {
        report.remark("not-enrolled", "the payload of ws.init is not here, so nobody's enrolment can be checked");
        return;
    }
    for (const Log& log : logs)
        if (!log.branches.empty() && log.branches.front().lastSeq > 0 && !m_enrolled.contains(log.key))
            report.find("not-enrolled", log.name + ": no root key has enrolled this device");
}

void History::checkRedactions()
{
    // An erased payload needs a redact.approve; where the request can be read, it must name the entry.
    std::map<Hash, const Admin*> approvals, requests;
    for (const Admin& admin : m_admin)
        if (admin.kind == "redact.approve" || admin.kind == "redact.request")
            (admin.kind == "redact.approve" ? approvals : requests)[records[admin.record].id] = &admin;
    Json json;
    for (const auto& [entry, by] : shunnedBy) {
        const std::string place = "entry id " + base64Url(viewOf(entry));
        const auto approval = approvals.find(by);
        Hash id;
        if (approval == approvals.end()) {
            report.find("payload-missing", place + ": erased by what is no redact.approve of this log");
        } else if (json.readOrdinary(approval->second->payload) && isHash(json.string("request"), id)) {
            const auto request = requests.find(id);
            if (request == requests.end() || !json.readOrdinary(request->second->payload))
                continue;
            const Node* list = json.find("entries");
            const std::string wanted = base64Url(viewOf(entry));
            bool named = false;
            if (list && list->kind == Node::Kind::Array)
                for (const Node* node : json.children(json.indexOf(list)))
                    named = named || node->text == wanted;
            if (!named)
                report.find("payload-missing", place + ": erased by an approval of a request that does not name it");
        }
    }
}

} // namespace docket::verify
