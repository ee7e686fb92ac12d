#pragma once

#include "app/docket-verify/json.h"
#include "app/docket-verify/note.h"
#include "app/docket-verify/tree.h"

#include <chrono>

namespace docket::verify
{

using CaseId = std::array<unsigned char, 16>;

inline constexpr size_t maximumText = 16384; ///< bytes of an entry's text
inline constexpr size_t maximumPayload = 1024 * 1024;

/// Whether the kind has one of these first words.
inline bool isOf(View kind, std::initializer_list<View> families)
{
    return std::any_of(families.begin(), families.end(), [kind](View family) { return kind.starts_with(family); });
}

/// Exactly yyyy-MM-ddTHH:mm:ss.zzzZ, a day that exists.
inline bool isTime(View time)
{
    constexpr View form = "0000-00-00T00:00:00.000Z";
    bool ok = time.size() == form.size();
    for (size_t i = 0; ok && i < form.size(); ++i)
        ok = form[i] == '0' ? time[i] >= '0' && time[i] <= '9' : time[i] == form[i];
    const auto two = [&](size_t at) { return ok ? unsigned(time[at] - '0') * 10 + unsigned(time[at + 1] - '0') : 0; };
    const std::chrono::year year(int(two(0) * 100 + two(2)));
    const bool isDay = (year / int(two(5)) / int(two(8))).ok() && int(year) > 0;
    return isDay && two(11) < 24 && two(14) < 60 && two(17) < 60;
}

/// The members of an object, asked for in the order of their keys. Fault: field.
struct Members {
    simdjson::dom::object object;
    simdjson::dom::object::iterator at;
    size_t found = 0;

    explicit Members(Element value)
    {
        need(!value.get(object), "field", "something is not an object");
        at = object.begin();
    }
    /// Whether there is one, which `value` then is; to be asked once.
    bool has(View key)
    {
        while (at != object.end() && at.key() < key)
            ++at;
        const bool isHere = at != object.end() && at.key() == key;
        found += isHere;
        return isHere;
    }
    template <typename T> T value(const char* key) const
    {
        T out{};
        need(!at.value().get(out), "field", key);
        return out;
    }
    template <typename T> T get(const char* key)
    {
        need(has(key), "field", key);
        return value<T>(key);
    }
    uint64_t number(const char* key, uint64_t least)
    {
        const auto out = get<uint64_t>(key);
        need(out >= least, "field", key);
        return out;
    }
    bool isAll() const { return found == object.size(); }
};

/// A text of that form.
inline std::string ofForm(View text, const char* key, const char* form)
{
    need(matches(text, form), "field", key);
    return std::string(text);
}

/// So many bytes in base64url.
template <typename T> T ofBytes(View text, const char* key)
{
    T out;
    need(fromBase64Url(text, out), "field", key);
    return out;
}

/// The signed header of one entry.
struct Header {
    uint64_t version = 0, seq = 0, lamport = 0, payloadSize = 0;
    std::string kind, policy, time, workspace;
    Hash device{}, previous{}, commitment{};
    bool hasCase = false, hasPayload = false;
    CaseId caseId{};
    std::vector<Hash> parents;

    /// Fills everything from a note's text. Faults: size, first-line, json-…, canonical, field.
    void read(View text, Json& json)
    {
        *this = Header();
        constexpr View firstLine = "docket-entry/v1\n";
        need(text.size() <= maximumText, "size", "more than 16384 bytes of text");
        need(text.starts_with(firstLine), "first-line", "does not begin with docket-entry/v1");
        const View line = text.substr(firstLine.size());
        need(!line.empty() && line.find('\n') == line.size() - 1, "first-line", "not exactly two lines");
        Members all(json.readCanonical(line.substr(0, line.size() - 1)));
        ofForm(all.get<View>("app"), "app", "[!-~]{1,64}");
        if ((hasCase = all.has("case")))
            caseId = ofBytes<CaseId>(all.value<View>("case"), "case");
        device = ofBytes<Hash>(all.get<View>("dev"), "dev");
        kind = ofForm(all.get<View>("kind"), "kind", "(?=.{1,64}$)[a-z0-9][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)+");
        need(!hasCase || !isOf(kind, { "ws.", "key.", "role.", "person.", "policy.", "log." }), "field", "case");
        need(hasCase || !isOf(kind, { "case.", "action." }), "field", "case");
        lamport = all.number("lc", 1);
        need(all.has("par") == hasCase, "field", "par");
        if (hasCase)
            for (const Element each : all.value<simdjson::dom::array>("par"))
                parents.push_back(ofBytes<Hash>(each.is_string() ? View(each) : View(), "par"));
        const bool isRising = std::ranges::adjacent_find(parents, std::greater_equal()) == parents.end();
        need(isRising && parents.size() <= 32, "field", "par");
        bool isAll = true;
        if ((hasPayload = all.has("pay"))) {
            Members parts(all.value<Element>("pay"));
            commitment = ofBytes<Hash>(parts.get<View>("c"), "c");
            payloadSize = parts.number("n", 0);
            ofForm(parts.get<View>("type"), "type", "(?=.{1,64}$)[a-z0-9.+-]+/[a-z0-9.+-]+");
            isAll = parts.isAll();
        }
        if (all.has("pol"))
            policy = ofForm(all.value<View>("pol"), "pol", "(?=.{1,128}$)[a-z0-9][a-z0-9._-]*@[0-9a-f]{12}");
        previous = ofBytes<Hash>(all.get<View>("prev"), "prev");
        seq = all.number("seq", 1);
        need(seq <= lamport && (seq == 1) == (previous == Hash()), "field", "seq");
        time = all.get<View>("t");
        need(isTime(time), "field", "t");
        version = all.number("v", 1);
        workspace = all.get<View>("ws");
        const bool isInit = kind == "ws.init";
        CaseId bytes; // a workspace id has as many as a case id
        need(isInit ? seq == 1 && workspace.empty() : fromBase64Url(workspace, bytes), "field", "ws");
        if (isInit) // the workspace gets its id from this text
            workspace = base64Url(viewOf(sha256({ text })).substr(0, 16));
        need(version != 1 || (isAll && all.isAll()), "field", "one that version 1 does not have");
    }
};

/// Reads and verifies a whole note as an entry. Faults: those of Header::read(), note, name, key-id, signature.
inline void readEntry(View bytes, Header& header, Json& json, bool withSignature = true)
{
    need(bytes.size() <= maximumText + 1024, "size", "too many bytes for one entry");
    const Note note(bytes);
    need(note.signatures.size() == 1, "note", "an entry has exactly one signature");
    header.read(note.text, json);
    const SignatureLine& line = note.signatures.front();
    const View key = viewOf(header.device), blob = line.blob;
    need(isDeviceName(line.name, header.workspace, key), "name", "not the name of this device");
    need(blob.starts_with(keyIdOf(line.name, key)), "key-id", "not of an Ed25519 key with this name");
    const bool isGood = blob.size() == 68 && (!withSignature || verifySignature(key, note.text, blob.substr(4)));
    need(isGood, "signature", "does not verify");
}

} // namespace docket::verify
