#pragma once

#include "app/docket-verify/note.h"

#include <chrono>

namespace docket::verify
{

using Element = simdjson::dom::element;

/// Reads the restricted JSON of FORMAT.md 1. One object is used again and again; what it gives lasts until the next.
struct Json {
    simdjson::dom::parser parser{};
    bool isSorted = true, isOnly = true; ///< what check() sees; the latter: nothing could be spelt otherwise
    /// Only its one spelling. Faults: json-…, canonical.
    Element readCanonical(View text)
    {
        Element root;
        const auto error = parser.parse(text.data(), text.size()).get(root);
        isSorted = true;
        isOnly = std::ranges::none_of(View(" \t\r\n\\"), [&](char c) { return text.find(c) != View::npos; });
        if (!error)
            check(root);
        if (error || !isSorted || (!isOnly && simdjson::minify(root) != text))
            explain(text, error);
        return root;
    }
    /// What is wrong with a text that is no JSON, or not in its one spelling.
    [[noreturn]] static void explain(View text, simdjson::error_code error)
    {
        need(error != simdjson::UTF8_ERROR, "json-utf8", "not valid UTF-8");
        bool inString = false;
        int depth = 0;
        for (size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            inString = inString != (c == '"');
            i += inString && c == '\\';
            depth += inString ? 0 : (c == '[' || c == '{') - (c == ']' || c == '}');
            need(depth < 7, "json-depth", "nested more than 6 deep");
            need(inString || (c != '+' && c != '-' && c != '.'), "json-number", "a sign or a fraction");
        }
        static const std::regex noEscape("\\\\([^\"\\\\/bfnrtu]|u(?![0-9a-fA-F]{4}))");
        const bool isHalf = error == simdjson::STRING_ERROR && !std::regex_search(text.begin(), text.end(), noEscape);
        need(!isHalf, "json-surrogate", "half a pair");
        need(error != simdjson::NUMBER_ERROR, "json-number", "not a whole number");
        need(!error, "json-syntax", simdjson::error_message(error));
        throw Fault{ "canonical", "not the canonical spelling" };
    }
    /// What stands there: only objects with plain keys, lists, strings and whole numbers.
    void check(Element value, int depth = 1)
    {
        View text, before;
        uint64_t number = 0;
        need(depth < 7 || !(value.is_object() || value.is_array()), "json-depth", "nested more than 6 deep");
        if (simdjson::dom::object members; !value.get(members)) {
            const auto isPlain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
            for (const auto [key, each] : members) {
                need(key >= "a" && std::ranges::all_of(key, isPlain), "json-key", "not of the form [a-z][a-z0-9_]*");
                isSorted = isSorted && before < key;
                for (auto other = members.begin(); !isSorted && other.key().data() != key.data(); ++other)
                    need(other.key() != key, "json-duplicate", "a key appears twice");
                before = key;
                check(each, depth + 1);
            }
        } else if (simdjson::dom::array items; !value.get(items)) {
            std::for_each(items.begin(), items.end(), [&](Element each) { check(each, depth + 1); });
        } else if (!value.get(text)) {
            need(text.find('\0') == View::npos, "json-nul", "U+0000 is not allowed");
        } else {
            need(!value.is_bool() && !value.is_null(), "json-literal", "null, true and false are not allowed");
            need(!value.get(number) && number < uint64_t(1) << 53, "json-number", "not a whole number below 2^53");
            isOnly = isOnly && number > 0; // simdjson reads -0 as well
        }
    }
};

inline constexpr size_t maximumText = 16384, maximumNote = 17408, maximumPayload = 1024 * 1024; ///< bytes

/// Exactly yyyy-MM-ddTHH:mm:ss.zzzZ, a day that exists.
inline bool isTime(View time)
{
    const auto isAlike = [](char c, char as) { return as == '0' ? c >= '0' && c <= '9' : c == as; };
    if (!std::ranges::equal(time, View("0000-00-00T00:00:00.000Z"), isAlike))
        return false;
    const auto two = [&](size_t at) { return (time[at] - '0') * 10 + (time[at + 1] - '0'); };
    const auto day = std::chrono::year(two(0) * 100 + two(2)) / two(5) / two(8);
    return int(day.year()) > 0 && day.ok() && two(11) < 24 && two(14) < 60 && two(17) < 60;
}

/// The members of an object; whoever takes them knows whether that were all. Fault: field.
struct Members {
    simdjson::dom::object object;
    size_t taken = 0;
    explicit Members(Element value) { need(!value.get(object), "field", "something is not an object"); }
    bool has(const char* key) const { return !object.at_key(key).error(); }
    bool isAll() const { return taken == object.size(); }
    template <typename T> T take(const char* key)
    {
        T out{};
        need(!object.at_key(key).get(out), "field", key);
        ++taken;
        return out;
    }
    View text(const char* key, const char* form)
    {
        const View out = take<View>(key);
        need(matches(out, form), "field", key);
        return out;
    }
    std::string bytes(const char* key, size_t size = 32)
    {
        const std::string out = fromBase64Url(take<View>(key));
        need(out.size() == size, "field", key);
        return out;
    }
};

/// The signed header of one entry.
struct Header {
    uint64_t version = 0, seq = 0, lamport = 0, payloadSize = 0;
    std::string kind, policy, time, workspace, caseId;
    Hash device{}, previous{}, commitment{};
    bool hasPayload = false;
    Lines parents;
    /// Fills everything from a note's text. Faults: size, first-line, json-…, canonical, field.
    void read(View text, Json& json)
    {
        constexpr View firstLine = "docket-entry/v1\n";
        need(text.size() <= maximumText, "size", "more than 16384 bytes of text");
        const size_t end = text.find('\n', firstLine.size());
        need(text.starts_with(firstLine) && end == text.size() - 1, "first-line", "not docket-entry/v1 and one line");
        Members all(json.readCanonical(text.substr(firstLine.size(), end - firstLine.size())));
        all.text("app", "[!-~]{1,64}");
        const bool hasCase = all.has("case");
        caseId = hasCase ? all.bytes("case", 16) : "";
        device = hashFrom(all.bytes("dev"));
        kind = all.text("kind", "(?=.{1,64}$)[a-z0-9][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)+");
        const char* const others = hasCase ? "(ws|key|role|person|policy|log)\\..*" : "(case|action)\\..*";
        need(!matches(kind, others), "field", "case");
        lamport = all.take<uint64_t>("lc");
        need(all.has("par") == hasCase, "field", "par");
        parents.clear();
        if (hasCase)
            for (const Element each : all.take<simdjson::dom::array>("par"))
                parents.push_back(each.is_string() ? fromBase64Url(View(each)) : "");
        const bool isSorted = std::ranges::adjacent_find(parents, std::greater_equal()) == parents.end();
        const bool isIds = std::ranges::all_of(parents, [](const std::string& id) { return id.size() == 32; });
        need(isSorted && isIds && parents.size() <= 32, "field", "par");
        bool isAll = true;
        if ((hasPayload = all.has("pay"))) {
            Members parts(all.take<Element>("pay"));
            commitment = hashFrom(parts.bytes("c"));
            payloadSize = parts.take<uint64_t>("n");
            parts.text("type", "(?=.{1,64}$)[a-z0-9.+-]+/[a-z0-9.+-]+");
            isAll = parts.isAll();
        }
        policy = all.has("pol") ? all.text("pol", "(?=.{1,128}$)[a-z0-9][a-z0-9._-]*@[0-9a-f]{12}") : "";
        previous = hashFrom(all.bytes("prev"));
        seq = all.take<uint64_t>("seq");
        need(seq > 0 && seq <= lamport && (seq == 1) == (previous == Hash()), "field", "seq");
        time = all.take<View>("t");
        version = all.take<uint64_t>("v");
        workspace = all.take<View>("ws");
        const bool isInit = kind == "ws.init";
        need(isTime(time) && version > 0, "field", "t or v");
        need(isInit ? seq == 1 && workspace.empty() : fromBase64Url(workspace).size() == 16, "field", "ws");
        if (isInit) // the workspace gets its id from this text
            workspace = base64Url(viewOf(sha256({ text })).substr(0, 16));
        need(version > 1 || (isAll && all.isAll()), "field", "one that version 1 does not have");
    }
};

/// Reads and verifies a whole note as an entry. Faults: those of Header::read(), note, name, key-id, signature.
inline void readEntry(View bytes, Header& header, Json& json, bool withSignature = true)
{
    need(bytes.size() <= maximumNote, "size", "too many bytes for one entry");
    const Note note(bytes);
    need(note.signatures.size() == 1, "note", "an entry has exactly one signature");
    header.read(note.text, json);
    const SignatureLine& line = note.signatures.front();
    const View key = viewOf(header.device), blob = line.blob;
    static thread_local std::set<std::string> good; // the entries of a device differ in none of this
    const std::string same = std::string(line.name).append(header.workspace).append(key).append(blob.substr(0, 4));
    const bool isKnown = good.contains(same);
    need(isKnown || isDeviceName(line.name, header.workspace, key), "name", "not the name of this device");
    need(isKnown || blob.starts_with(keyIdOf(line.name, key)), "key-id", "not of an Ed25519 key with this name");
    good.insert(same);
    const bool isGood = blob.size() == 68 && (!withSignature || verifySignature(key, note.text, blob.substr(4)));
    need(isGood, "signature", "does not verify");
}

} // namespace docket::verify
