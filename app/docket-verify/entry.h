#pragma once

#include "app/docket-verify/json.h"
#include "app/docket-verify/note.h"

namespace docket::verify
{

inline constexpr size_t maximumText = 16384; ///< bytes of an entry's text
inline constexpr size_t maximumPayload = 1024 * 1024;
inline constexpr uint64_t maximumJump = 1'000'000; ///< of the Lamport clock

using CaseId = std::array<unsigned char, 16>;

inline bool allOf(View text, View more)
{
    return std::all_of(text.begin(), text.end(),
        [&](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || more.find(c) != View::npos; });
}

/// Words that do not begin with a hyphen, at least two, joined by dots.
inline bool isKind(View kind)
{
    return kind.size() <= 64 && allOf(kind, ".-") && kind.find('.') != View::npos && !kind.starts_with('.')
        && !kind.starts_with('-') && !kind.ends_with('.') && kind.find("..") == View::npos
        && kind.find(".-") == View::npos;
}

inline bool isPolicy(View policy)
{
    const size_t at = policy.find('@');
    return at != View::npos && at > 0 && policy.size() <= 128 && policy.size() - at == 13
        && allOf(policy.substr(0, 1), "") && allOf(policy.substr(0, at), ".-_")
        && policy.find_first_not_of("0123456789abcdef", at + 1) == View::npos;
}

inline bool isMediaType(View type)
{
    const size_t slash = type.find('/');
    return slash != View::npos && slash > 0 && slash + 1 < type.size() && type.size() <= 64 && allOf(type, "/.+-")
        && type.find('/', slash + 1) == View::npos;
}

/// Exactly yyyy-MM-ddTHH:mm:ss.zzzZ, a day that exists.
inline bool isTime(View time)
{
    constexpr View form = "0000-00-00T00:00:00.000Z";
    for (size_t i = 0; i < form.size(); ++i)
        if (time.size() != form.size() || (form[i] == '0' ? time[i] < '0' || time[i] > '9' : time[i] != form[i]))
            return false;
    const auto two = [&](size_t at) { return (time[at] - '0') * 10 + (time[at + 1] - '0'); };
    const int century = two(0), year = two(2), month = two(5), day = two(8);
    const bool leap = year == 0 ? century % 4 == 0 : year % 4 == 0;
    const int days = month == 2 ? (leap ? 29 : 28) : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    return century + year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= days && two(11) < 24 && two(14) < 60
        && two(17) < 60;
}

inline bool isApp(View app)
{
    return !app.empty() && app.size() <= 64
        && std::all_of(app.begin(), app.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

/// Whether the kind has one of these first words.
inline bool isOf(View kind, std::initializer_list<View> families)
{
    return std::any_of(families.begin(), families.end(), [kind](View family) { return kind.starts_with(family); });
}

inline void needField(bool ok, const char* key)
{
    if (!ok)
        throw Fault{ "field", '"' + std::string(key) + "\" is missing or breaks its rule" };
}

/// Takes the members of one object in the order of their keys; what nobody asks for is noticed.
struct Fields {
    const Json& json;
    uint32_t at, end;
    bool others = false;

    Fields(const Json& from, const Node& object) : json(from), at(from.indexOf(object) + 1), end(object.next)
    {
        need(object.kind == Node::Kind::Object, "field", "something is not an object");
    }
    const Node* take(View key)
    {
        for (; at < end && isBefore(json.at(at).key, key); at = json.at(at).next)
            others = true;
        if (at >= end || json.at(at).key != key)
            return nullptr;
        const Node& node = json.at(at);
        at = node.next;
        return &node;
    }
    uint64_t number(const char* key, uint64_t least)
    {
        const Node* node = take(key);
        needField(node && node->kind == Node::Kind::Number && node->number >= least, key);
        return node->number;
    }
    /// Empty, which only ws.init may have, when it is no plain string.
    View text(View key)
    {
        const Node* node = take(key);
        return node && node->kind == Node::Kind::String && !node->escaped ? node->text : View();
    }
    template <size_t size> void bytes(const char* key, std::array<unsigned char, size>& out)
    {
        needField(fromBase64Url(text(key), out), key);
    }
    bool isAll() const { return !others && at >= end; }
};

/// The signed header of one entry; the views last as long as the text.
struct Header {
    uint64_t version = 0, seq = 0, lamport = 0, payloadSize = 0;
    View kind, policy, time;
    View workspace; ///< empty in ws.init only
    Hash device{}, previous{}, commitment{};
    bool hasCase = false, hasPayload = false;
    CaseId caseId{};
    uint32_t parentCount = 0;
    std::array<Hash, 32> parents; ///< those beyond parentCount are anything

    /// Fills everything from a note's text. Faults: size, first-line, json-…, canonical, field.
    void read(View text, Json& json)
    {
        constexpr View firstLine = "docket-entry/v1\n";
        need(text.size() <= maximumText, "size", "more than 16384 bytes of text");
        need(text.starts_with(firstLine), "first-line", "does not begin with docket-entry/v1");
        const View line = text.substr(firstLine.size());
        need(!line.empty() && line.find('\n') == line.size() - 1, "first-line", "not exactly two lines");
        json.readCanonical(line.substr(0, line.size() - 1));
        Fields fields(json, json.at(0));
        CaseId workspaceBytes; // a workspace id has as many as a case id
        bool isAll = true;
        const Node* app = fields.take("app");
        needField(
            app && app->kind == Node::Kind::String && isApp(app->escaped ? unescape(app->text) : app->text), "app");
        const Node* caseNode = fields.take("case");
        hasCase = caseNode != nullptr;
        needField(!hasCase || (caseNode->kind == Node::Kind::String && fromBase64Url(caseNode->text, caseId)), "case");
        fields.bytes("dev", device);
        needField(isKind(kind = fields.text("kind")), "kind");
        lamport = fields.number("lc", 1);
        const Node* par = fields.take("par");
        needField((par != nullptr) == hasCase && (!par || par->kind == Node::Kind::Array), "par");
        parentCount = 0;
        for (uint32_t at = par ? json.indexOf(*par) + 1 : 0; par && at < par->next;
             at = json.at(at).next, ++parentCount)
            needField(json.at(at).kind == Node::Kind::String && parentCount < parents.size()
                    && fromBase64Url(json.at(at).text, parents[parentCount])
                    && (parentCount == 0 || parents[parentCount - 1] < parents[parentCount]),
                "par");
        const Node* pay = fields.take("pay");
        hasPayload = pay != nullptr;
        if (pay) {
            Fields parts(json, *pay);
            parts.bytes("c", commitment);
            payloadSize = parts.number("n", 0);
            needField(isMediaType(parts.text("type")), "type");
            isAll = parts.isAll();
        }
        const Node* pol = fields.take("pol");
        policy = pol ? pol->text : View();
        needField(!pol || (pol->kind == Node::Kind::String && isPolicy(policy)), "pol");
        fields.bytes("prev", previous);
        seq = fields.number("seq", 1);
        needField(lamport >= seq, "seq");
        needField((seq == 1) == (previous == Hash{}), "prev");
        needField(isTime(time = fields.text("t")), "t");
        version = fields.number("v", 1);
        const Node* ws = fields.take("ws");
        needField(ws && ws->kind == Node::Kind::String, "ws");
        workspace = ws->text;
        const bool isInit = kind == "ws.init";
        needField(isInit ? workspace.empty() && seq == 1 : fromBase64Url(workspace, workspaceBytes), "ws");
        need(version != 1 || (isAll && fields.isAll()), "field", "a field that version 1 does not have");
        needField(!isOf(kind, { "ws.", "key.", "role.", "person.", "policy.", "log." }) || !hasCase, "case");
        needField(!isOf(kind, { "case.", "action." }) || hasCase, "case");
    }
    /// The id of the workspace that the entry belongs to: 22 characters.
    std::string workspaceId(View text) const
    {
        return workspace.empty() ? base64Url(viewOf(sha256({ text })).substr(0, 16)) : std::string(workspace);
    }
};

/// Domain, first 8 of the workspace id, first 8 of the key.
inline bool isDeviceName(View name, View workspace, View key)
{
    const size_t slash = name.find('/');
    return slash != View::npos && slash > 0 && slash <= 100 && allOf(name.substr(0, slash), ".-")
        && workspace.size() == 22
        && name.substr(slash + 1) == std::string(workspace.substr(0, 8)) + '/' + base64Url(key).substr(0, 8);
}

/// Reads and verifies a whole note as an entry. Faults: those of Header::read(), note, name, key-id, signature.
inline void readEntry(View bytes, Header& header, Json& json, bool withSignature = true)
{
    need(bytes.size() <= maximumText + 1024, "size", "too many bytes for one entry");
    const Note note(bytes);
    need(note.signatures.size() == 1, "note", "an entry has exactly one signature");
    header.read(note.text, json);
    const SignatureLine& line = note.signatures.front();
    const View key = viewOf(header.device), blob = line.blob;
    need(isDeviceName(line.name, header.workspaceId(note.text), key), "name", "not the name of this device");
    need(blob.substr(0, 4) == keyIdOf(line.name, key), "key-id", "not of an Ed25519 key with this name");
    need(blob.size() == 68 && (!withSignature || verifySignature(key, note.text, blob.substr(4))), "signature",
        "does not verify");
}

} // namespace docket::verify
