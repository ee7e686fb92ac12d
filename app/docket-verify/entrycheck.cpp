#include "app/docket-verify/log.h"

#include <cstring>

namespace docket::verify
{

void EntryCheck::operator()(Item& item, Json& json) const
{
    if (!item.fault)
        item.fault = check(item, logs[item.device], json);
}

Fault EntryCheck::check(Item& item, const Log& log, Json& json) const
{
    Header& h = item.header;
    const View text(item.note, item.textSize);
    const bool stored = !item.signature.empty();
    if (stored) {
        std::array<char, 68> blob;
        std::memcpy(blob.data(), log.keyId.data(), 4);
        std::memcpy(blob.data() + 4, item.signature.data(), 64);
        writeBase64(View(blob.data(), blob.size()), item.note + item.noteSize - 93);
    }
    item.hash = leafHash(View(item.note, item.noteSize));
    if (stored && viewOf(item.hash) != item.id)
        return { "id", "text and signature do not hash to the id" };
    if (Fault fault = stored ? h.read(text, json) : readEntry(View(item.note, item.noteSize), h, json, full))
        return fault;
    if (stored) {
        const bool caseFits
            = h.hasCase ? item.kase == View(reinterpret_cast<const char*>(h.caseId.data()), 16) : item.kase.empty();
        if (viewOf(h.device) != log.key || h.seq != item.columnSeq || h.lamport != item.columnLamport
            || h.kind != item.kind || !caseFits)
            return { "column", "a stored column differs from the signed text" };
    } else if (viewOf(h.device) != log.key) {
        return { "device", "signed by the key of another device than the log's" };
    }
    if (h.kind == "ws.init" || h.workspace != workspace)
        if (h.workspaceId(text) != workspace)
            return { "workspace", "belongs to another workspace" };
    if (stored && full && !verifySignature(log.key, text, item.signature))
        return { "signature", "the signature does not verify" };
    if (!stored)
        return {};
    const auto isIn
        = [&](const std::vector<Hash>& ids) { return std::binary_search(ids.begin(), ids.end(), item.hash); };
    if (item.sealed.empty()) {
        item.noPayload = h.hasPayload;
        return {};
    }
    if (!shunned.empty() && isIn(shunned))
        return { "shunned", "a payload that was erased is there again" };
    if (!h.hasPayload)
        return { "payload-extra", "there is a payload that the entry does not speak of" };
    if (item.payloadSize != h.payloadSize || sha256({ item.sealed }) != h.commitment)
        return { "commitment", "the payload is not the one that was signed" };
    return {};
}

} // namespace docket::verify
