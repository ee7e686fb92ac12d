#pragma once

#include "app/docket-verify/json.h"
#include "app/docket-verify/note.h"
#include "app/docket-verify/tree.h"

#include <chrono>

namespace docket::verify
{

inline constexpr size_t maximumText = 16384; ///< bytes of an entry's text
inline constexpr size_t maximumPayload = 1024 * 1024;
inline constexpr uint64_t maximumJump = 1'000'000; ///< of the Lamport clock

/// Whether the kind has one of these first words.
inline bool isOf(View kind, std::initializer_list<View> families)
{
    return std::any_of(families.begin(), families.end(), [kind](View family) { return kind.starts_with(family); });
}

/// Exactly yyyy-MM-ddTHH:mm:ss.zzzZ, a day that exists.
inline bool isTime(View time)
{
    constexpr View form = "0000-00-00T00:00:00.000Z";
    for (size_t i = 0; i < form.size(); ++i)
        if (time.size() != form.size() || (form[i] == '0' ? time[i] < '0' || time[i] > '9' : time[i] != form[i]))
            return false;
    const auto two = [&](size_t at) { return unsigned(time[at] - '0') * 10 + unsigned(time[at + 1] - '0'); };
    const std::chrono::year_month_day day(
        std::chrono::year(int(two(0) * 100 + two(2))), std::chrono::month(two(5)), std::chrono::day(two(8)));
    return int(day.year()) > 0 && day.ok() && two(11) < 24 && two(14) < 60 && two(17) < 60;
}

/// The members of an object, asked for in the order of their keys. Fault: field.
struct Members {
    simdjson::dom::object object;
    simdjson::dom::object::iterator at;
    View last;
    size_t found = 0;

    explicit Members(Element value)
    {
        need(!value.get(object), "field", "something is not an object");
        at = object.begin();
    }
    bool has(View key)
    {
        while (at != object.end() && at.key() < key)
            ++at;
        const bool isHere = at != object.end() && at.key() == key;
        found += isHere && last != key;
        last = isHere ? key : last;
        return isHere;
    }
    template <typename T> T get(const char* key)
    {
        T out{};
        need(has(key) && !at.value().get(out), "field", key);
        return out;
    }
    View text(const char* key, const char* form)
    {
        const View out = get<View>(key);
        need(matches(out, form), "field", key);
        return out;
    }
    template <size_t size> void bytes(const char* key, std::array<unsigned char, size>& out)
    {
        need(fromBase64Url(get<View>(key), out), "field", key);
    }
    uint64_t number(const char* key, uint64_t least)
    {
        const auto out = get<uint64_t>(key);
        need(out >= least, "field", key);
        return out;
    }
    bool isAll() const { return found == object.size(); }
};

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
        Members members(json.readCanonical(line.substr(0, line.size() - 1)));
        members.text("app", "[!-~]{1,64}");
        if ((hasCase = members.has("case")))
            members.bytes("case", caseId);
        members.bytes("dev", device);
        kind = members.text("kind", "(?=.{1,64}$)[a-z0-9][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)+");
        lamport = members.number("lc", 1);
        need(members.has("par") == hasCase, "field", "par");
        View id;
        if (hasCase)
            for (const Element each : members.get<simdjson::dom::array>("par")) {
                const bool isId = !each.get(id) && fromBase64Url(id, parents.emplace_back());
                need(isId && parents.size() <= 32 && std::is_sorted(parents.begin(), parents.end(), std::less_equal()),
                    "field", "par");
            }
        bool isAll = true;
        if ((hasPayload = members.has("pay"))) {
            Members parts(members.at.value());
            parts.bytes("c", commitment);
            payloadSize = parts.number("n", 0);
            parts.text("type", "(?=.{1,64}$)[a-z0-9.+-]+/[a-z0-9.+-]+");
            isAll = parts.isAll();
        }
        if (members.has("pol"))
            policy = members.text("pol", "(?=.{1,128}$)[a-z0-9][a-z0-9._-]*@[0-9a-f]{12}");
        members.bytes("prev", previous);
        seq = members.number("seq", 1);
        need(seq <= lamport && (seq == 1) == (previous == Hash()), "field", "seq");
        time = members.get<View>("t");
        need(isTime(time), "field", "t");
        version = members.number("v", 1);
        workspace = members.get<View>("ws");
        CaseId bytes;
        const bool isInit = kind == "ws.init";
        need(isInit ? seq == 1 && workspace.empty() : fromBase64Url(workspace, bytes), "field", "ws");
        if (isInit) // it is the first to have an id, which is the workspace's
            workspace = base64Url(viewOf(sha256({ text })).substr(0, 16));
        need(version != 1 || (isAll && members.isAll()), "field", "one that version 1 does not have");
        need(!hasCase || !isOf(kind, { "ws.", "key.", "role.", "person.", "policy.", "log." }), "field", "case");
        need(hasCase || !isOf(kind, { "case.", "action." }), "field", "case");
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
    need(blob.size() == 68 && (!withSignature || verifySignature(key, note.text, blob.substr(4))), "signature",
        "does not verify");
}

} // namespace docket::verify
