#include "app/docket-verify/entry.h"

#include "app/docket-verify/note.h"

namespace docket::verify
{

namespace
{

constexpr View firstLine = "docket-entry/v1\n";

bool isLowerOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool allOf(View text, View more)
{
    return std::all_of(
        text.begin(), text.end(), [&](char c) { return isLowerOrDigit(c) || more.find(c) != View::npos; });
}

/// Words that do not begin with a hyphen, at least two, joined by dots.
bool isKind(View kind)
{
    char before = '.';
    for (const char c : kind) {
        if (before == '.' && !isLowerOrDigit(c))
            return false;
        before = c;
    }
    return kind.size() <= 64 && before != '.' && allOf(kind, ".-") && kind.find('.') != View::npos;
}

bool isPolicy(View policy)
{
    const size_t at = policy.find('@');
    return at != View::npos && at > 0 && policy.size() <= 128 && policy.size() - at == 13
        && isLowerOrDigit(policy.front()) && allOf(policy.substr(0, at), ".-_")
        && policy.find_first_not_of("0123456789abcdef", at + 1) == View::npos;
}

bool isMediaType(View type)
{
    const size_t slash = type.find('/');
    return slash != View::npos && slash > 0 && slash + 1 < type.size() && type.size() <= 64 && allOf(type, "/.+-")
        && type.find('/', slash + 1) == View::npos;
}

/// Exactly yyyy-MM-ddTHH:mm:ss.zzzZ, a day that exists.
bool isTime(View time)
{
    constexpr View form = "0000-00-00T00:00:00.000Z";
    if (time.size() != form.size())
        return false;
    for (size_t i = 0; i < form.size(); ++i)
        if (form[i] == '0' ? time[i] < '0' || time[i] > '9' : time[i] != form[i])
            return false;
    const auto number = [&](size_t at, size_t digits) {
        int value = 0;
        for (size_t i = at; i < at + digits; ++i)
            value = value * 10 + (time[i] - '0');
        return value;
    };
    const int year = number(0, 4);
    const int month = number(5, 2);
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    const int days = month == 2 ? (leap ? 29 : 28) : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    return year >= 1 && month >= 1 && month <= 12 && number(8, 2) >= 1 && number(8, 2) <= days && number(11, 2) < 24
        && number(14, 2) < 60 && number(17, 2) < 60;
}

bool startsWithAny(View kind, std::initializer_list<View> families)
{
    return std::any_of(families.begin(), families.end(), [kind](View family) { return kind.starts_with(family); });
}

/// Takes the members of one object in the order of their keys; what nobody asks for is noticed.
class Fields
{
public:
    Fields(const Json& json, const Node& object)
        : m_json(json), m_at(json.indexOf(&object) + 1), m_end(object.kind == Node::Kind::Object ? object.next : m_at)
    {
    }

    const Node* take(View key)
    {
        for (; m_at < m_end && isBefore(m_json.at(m_at).key, key); m_at = m_json.at(m_at).next)
            m_others = true;
        if (m_at >= m_end || m_json.at(m_at).key != key)
            return nullptr;
        const Node& node = m_json.at(m_at);
        m_at = node.next;
        return &node;
    }
    bool number(View key, uint64_t least, uint64_t& out)
    {
        const Node* node = take(key);
        out = node ? node->number : 0;
        return node && node->kind == Node::Kind::Number && out >= least;
    }
    bool text(View key, View& out)
    {
        const Node* node = take(key);
        if (!node || node->kind != Node::Kind::String || node->escaped)
            return false;
        out = node->text;
        return true;
    }
    template <size_t size> bool bytes(View key, std::array<unsigned char, size>& out)
    {
        View encoded;
        return text(key, encoded) && fromBase64Url(encoded, out.data(), size);
    }
    /// Nothing was there but what was taken.
    bool isAll() const { return !m_others && m_at >= m_end; }

private:
    const Json& m_json;
    uint32_t m_at;
    uint32_t m_end;
    bool m_others = false;
};

Fault wrongField(View key)
{
    return { "field", '"' + std::string(key) + "\" is missing or breaks its rule" };
}

bool readParents(const Json& json, const Node& par, Header& h)
{
    if (par.kind != Node::Kind::Array)
        return false;
    for (uint32_t at = json.indexOf(&par) + 1; at < par.next; at = json.at(at).next) {
        const Node& item = json.at(at);
        if (item.kind != Node::Kind::String || h.parentCount == h.parents.size()
            || !fromBase64Url(item.text, h.parents[h.parentCount].data(), 32)
            || (h.parentCount > 0 && h.parents[h.parentCount - 1] >= h.parents[h.parentCount]))
            return false;
        ++h.parentCount;
    }
    return true;
}

bool readPayload(const Json& json, const Node& pay, Header& h, bool& isAll)
{
    Fields fields(json, pay);
    const bool ok = pay.kind == Node::Kind::Object && fields.bytes("c", h.commitment)
        && fields.number("n", 0, h.payloadSize) && fields.text("type", h.payloadType) && isMediaType(h.payloadType);
    isAll = fields.isAll();
    return ok;
}

bool isApp(const Node* app)
{
    const std::string text = app && app->kind == Node::Kind::String ? unescape(app->text) : std::string();
    return !text.empty() && text.size() <= 64
        && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

Fault readFields(const Json& json, Header& h)
{
    if (json.at(0).kind != Node::Kind::Object)
        return { "field", "the second line is not an object" };
    Fields fields(json, json.at(0));
    std::array<unsigned char, 16> workspace;
    bool payloadIsAll = true;
    h.parentCount = 0;
    h.policy = {};
    if (!isApp(fields.take("app")))
        return wrongField("app");
    const Node* caseNode = fields.take("case");
    h.hasCase = caseNode != nullptr;
    if (caseNode && (caseNode->kind != Node::Kind::String || !fromBase64Url(caseNode->text, h.caseId.data(), 16)))
        return wrongField("case");
    if (!fields.bytes("dev", h.device))
        return wrongField("dev");
    if (!fields.text("kind", h.kind) || !isKind(h.kind))
        return wrongField("kind");
    if (!fields.number("lc", 1, h.lamport))
        return wrongField("lc");
    const Node* par = fields.take("par");
    if ((par != nullptr) != h.hasCase || (par && !readParents(json, *par, h)))
        return wrongField("par");
    const Node* pay = fields.take("pay");
    h.hasPayload = pay != nullptr;
    if (pay && !readPayload(json, *pay, h, payloadIsAll))
        return wrongField("pay");
    if (const Node* pol = fields.take("pol")) {
        h.policy = pol->text;
        if (pol->kind != Node::Kind::String || !isPolicy(h.policy))
            return wrongField("pol");
    }
    if (!fields.bytes("prev", h.previous))
        return wrongField("prev");
    if (!fields.number("seq", 1, h.seq) || h.lamport < h.seq)
        return wrongField("seq");
    if ((h.seq == 1) != (h.previous == Hash{}))
        return wrongField("prev");
    if (!fields.text("t", h.time) || !isTime(h.time))
        return wrongField("t");
    if (!fields.number("v", 1, h.version))
        return wrongField("v");
    if (!fields.text("ws", h.workspace)
        || (h.kind == "ws.init" ? !h.workspace.empty() || h.seq != 1
                                : !fromBase64Url(h.workspace, workspace.data(), 16)))
        return wrongField("ws");
    if (h.version == 1 && (!payloadIsAll || !fields.isAll()))
        return { "field", "a field that version 1 does not have" };
    if (h.hasCase ? startsWithAny(h.kind, { "ws.", "key.", "role.", "person.", "policy.", "log." })
                  : startsWithAny(h.kind, { "case.", "action." }))
        return wrongField("case");
    return {};
}

} // namespace

Fault Header::read(View text, Json& json)
{
    if (text.size() > maximumText)
        return { "size", "more than 16384 bytes of text" };
    if (!text.starts_with(firstLine))
        return { "first-line", "does not begin with docket-entry/v1" };
    const View line = text.substr(firstLine.size());
    if (line.empty() || line.find('\n') != line.size() - 1)
        return { "first-line", "not exactly two lines" };
    if (Fault fault = json.readCanonical(line.substr(0, line.size() - 1)))
        return fault;
    return readFields(json, *this);
}

std::string Header::workspaceId(View text) const
{
    return workspace.empty() ? base64Url(viewOf(sha256({ text })).substr(0, 16)) : std::string(workspace);
}

bool isDeviceName(View name, View workspace, View key)
{
    const size_t slash = name.find('/');
    return slash != View::npos && slash > 0 && slash <= 100 && allOf(name.substr(0, slash), ".-")
        && workspace.size() == 22
        && name.substr(slash + 1) == std::string(workspace.substr(0, 8)) + '/' + base64Url(key).substr(0, 8);
}

Fault readEntry(View bytes, Header& header, Json& json, bool withSignature)
{
    if (bytes.size() > maximumText + 1024)
        return { "size", "too many bytes for one entry" };
    Note note;
    if (Fault fault = Note::parse(bytes, note))
        return fault;
    if (note.signatures.size() != 1)
        return { "note", "an entry has exactly one signature" };
    if (Fault fault = header.read(note.text, json))
        return fault;
    const SignatureLine& line = note.signatures.front();
    const View key = viewOf(header.device);
    if (!isDeviceName(line.name, header.workspaceId(note.text), key))
        return { "name", "the signature's name does not belong to the workspace and device key" };
    if (View(line.blob).substr(0, 4) != keyIdOf(line.name, key))
        return { "key-id", "the signature is not of an Ed25519 key with this name" };
    if (line.blob.size() != 68 || (withSignature && !verifySignature(key, note.text, View(line.blob).substr(4))))
        return { "signature", "the signature does not verify" };
    return {};
}

} // namespace docket::verify
