#include "core/log/format/entryformat.h"

#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/log/format/canonicaljson.h"
#include "core/log/format/fault.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace docket::log
{

using namespace Qt::StringLiterals;

namespace
{

constexpr QByteArrayView firstLine("docket-entry/v1\n");

bool isLowerOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// Value of a base64url character, -1 for others.
constexpr std::array<signed char, 256> base64Values = [] {
    std::array<signed char, 256> table{};
    table.fill(-1);
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (size_t i = 0; i < letters.size(); ++i)
        table[static_cast<unsigned char>(letters[i])] = static_cast<signed char>(i);
    return table;
}();

/// Decodes what must be `size` bytes in canonical base64url (no padding, no loose bits); empty when it is not.
QByteArray decodeFixed(QByteArrayView text, qsizetype size)
{
    if (text.size() != (size * 4 + 2) / 3)
        return {};
    QByteArray out(size, Qt::Uninitialized);
    char* to = out.data();
    char* const end = to + size;
    unsigned int bits = 0;
    int count = 0;
    for (const char c : text) {
        const int value = base64Values[static_cast<unsigned char>(c)];
        if (value < 0)
            return {};
        bits = (bits << 6) | static_cast<unsigned int>(value);
        count += 6;
        if (count >= 8 && to != end) {
            count -= 8;
            *to++ = static_cast<char>(static_cast<unsigned char>(bits >> count));
        }
    }
    return (bits & ((1u << count) - 1)) == 0 ? out : QByteArray();
}

/// Words of lower-case letters, digits and hyphens, joined by dots; at least two.
bool isKind(QByteArrayView kind)
{
    if (kind.size() > 64 || !kind.contains('.'))
        return false;
    char before = '.';
    for (const char c : kind) {
        if (c == '.' && before == '.')
            return false;
        if (c != '.' && !isLowerOrDigit(c) && (c != '-' || before == '.'))
            return false;
        before = c;
    }
    return before != '.';
}

bool isPolicy(QByteArrayView policy)
{
    const qsizetype at = policy.indexOf('@');
    if (at < 1 || policy.size() > 128 || policy.size() - at - 1 != 12 || !isLowerOrDigit(policy.front()))
        return false;
    const auto name = policy.first(at);
    const auto digest = policy.sliced(at + 1);
    return std::all_of(
               name.begin(), name.end(), [](char c) { return isLowerOrDigit(c) || c == '.' || c == '-' || c == '_'; })
        && std::all_of(
            digest.begin(), digest.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool isMediaType(QByteArrayView type)
{
    const qsizetype slash = type.indexOf('/');
    return slash > 0 && slash < type.size() - 1 && type.size() <= 64
        && std::all_of(type.begin(), type.end(),
            [](char c) { return isLowerOrDigit(c) || c == '/' || c == '.' || c == '+' || c == '-'; })
        && type.indexOf('/', slash + 1) < 0;
}

bool isApp(QByteArrayView app)
{
    return !app.isEmpty() && app.size() <= 64
        && std::all_of(app.begin(), app.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

bool startsWithAny(QByteArrayView kind, std::initializer_list<QByteArrayView> families)
{
    return std::any_of(families.begin(), families.end(), [kind](QByteArrayView f) { return kind.startsWith(f); });
}

/// Reads the members of one JSON object by name and remembers which were asked for.
class Fields
{
public:
    explicit Fields(const json::Value& object) : m_object(object) { }

    bool has(QByteArrayView key) const { return m_object.find(key) != nullptr; }

    Result<qint64> number(QByteArrayView key, qint64 least)
    {
        const json::Value* value = take(key);
        if (!value || !value->number() || *value->number() < least)
            return wrong(key, u"must be a whole number from %1"_s.arg(least));
        return *value->number();
    }
    Result<QByteArray> text(QByteArrayView key)
    {
        const json::Value* value = take(key);
        if (!value || !value->string())
            return wrong(key, u"must be a string"_s);
        return *value->string();
    }
    Result<QByteArray> bytes(QByteArrayView key, qsizetype size)
    {
        DOCKET_ASSIGN(const QByteArray text, this->text(key));
        QByteArray decoded = decodeFixed(text, size);
        if (decoded.isEmpty())
            return wrong(key, u"must be %1 bytes in base64url"_s.arg(size));
        return decoded;
    }
    const json::Value* take(QByteArrayView key)
    {
        const json::Value* value = m_object.find(key);
        m_taken += value != nullptr;
        return value;
    }
    static tl::unexpected<Error> wrong(QByteArrayView key, const QString& rule)
    {
        return fault(u"field", u"\"%1\" %2"_s.arg(QLatin1String(key), rule));
    }
    Status noOthers() const
    {
        if (m_taken != m_object.object()->size())
            return fault(u"field", u"there is a field that version 1 does not have"_s);
        return {};
    }

private:
    const json::Value& m_object;
    size_t m_taken = 0;
};

Result<QList<EntryId>> parentsOf(Fields& fields)
{
    const json::Value* value = fields.take("par");
    if (!value || !value->array() || value->array()->size() > maximumParents)
        return Fields::wrong("par", u"must be a list of at most %1 entry ids"_s.arg(maximumParents));
    QList<EntryId> parents;
    for (const json::Value& item : *value->array()) {
        EntryId id{ item.string() ? decodeFixed(*item.string(), 32) : QByteArray() };
        if (!id.isValid())
            return Fields::wrong("par", u"must hold entry ids"_s);
        if (!parents.isEmpty() && !(parents.last() < id))
            return Fields::wrong("par", u"must be sorted without repetition"_s);
        parents.append(std::move(id));
    }
    return parents;
}

Result<std::optional<PayloadReference>> payloadOf(Fields& fields, bool strict)
{
    const json::Value* value = fields.take("pay");
    if (!value)
        return std::nullopt;
    if (!value->object())
        return Fields::wrong("pay", u"must be an object"_s);
    Fields inner(*value);
    PayloadReference reference;
    DOCKET_ASSIGN(reference.commitment, inner.bytes("c", 32));
    DOCKET_ASSIGN(reference.size, inner.number("n", 0));
    DOCKET_ASSIGN(reference.type, inner.text("type"));
    if (!isMediaType(reference.type))
        return Fields::wrong("type", u"must be a media type"_s);
    if (strict)
        DOCKET_TRY(inner.noOthers());
    return reference;
}

/// Exactly "yyyy-MM-ddTHH:mm:ss.zzzZ". Read by hand: QDateTime's parser costs more than the rest of an entry.
Result<QDateTime> timeOf(Fields& fields)
{
    DOCKET_ASSIGN(const QByteArray text, fields.text("t"));
    static constexpr QByteArrayView form("0000-00-00T00:00:00.000Z");
    bool ok = text.size() == form.size();
    for (qsizetype i = 0; ok && i < form.size(); ++i)
        ok = form[i] == '0' ? text[i] >= '0' && text[i] <= '9' : text[i] == form[i];
    const auto number = [&text](qsizetype at, qsizetype digits) {
        int value = 0;
        for (qsizetype i = at; i < at + digits; ++i)
            value = value * 10 + (text[i] - '0');
        return value;
    };
    if (ok) {
        const QDate date(number(0, 4), number(5, 2), number(8, 2));
        const QTime time(number(11, 2), number(14, 2), number(17, 2), number(20, 3));
        if (date.isValid() && time.isValid())
            return QDateTime(date, time, Qt::UTC);
    }
    return Fields::wrong("t", u"must be a time like 2026-09-21T20:49:17.000Z"_s);
}

/// Rules between the fields of one entry.
Status checkTogether(const EntryHeader& h, bool hasParents)
{
    const bool isInit = h.kind == "ws.init";
    if (isInit ? !h.workspace.isEmpty() || h.seq != 1 : decodeFixed(h.workspace, 16).isEmpty())
        return Fields::wrong("ws", u"must be the workspace id, or empty in ws.init, the first entry"_s);
    if ((h.seq == 1) != (h.previous == QByteArray(32, '\0')))
        return Fields::wrong("prev", u"must be 43 times A in the first entry and nowhere else"_s);
    if (h.lamport < h.seq)
        return Fields::wrong("lc", u"must not be below seq"_s);
    if (h.caseId.has_value() != hasParents)
        return Fields::wrong("par", u"must be there when \"case\" is, and only then"_s);
    if (startsWithAny(h.kind, { "case.", "action." }) && !h.caseId)
        return Fields::wrong("case", u"is missing, and %1 is about a case"_s.arg(QLatin1String(h.kind)));
    if (startsWithAny(h.kind, { "ws.", "key.", "role.", "person.", "policy.", "log." }) && h.caseId)
        return Fields::wrong("case", u"must not be there, %1 is not about a case"_s.arg(QLatin1String(h.kind)));
    return {};
}

Result<EntryHeader> decodeFields(const json::Value& value)
{
    if (!value.object())
        return fault(u"field", u"the second line is not an object"_s);
    Fields fields(value);
    EntryHeader h;
    DOCKET_ASSIGN(h.version, fields.number("v", 1));
    const bool strict = h.version == entryVersion;
    DOCKET_ASSIGN(h.app, fields.text("app"));
    if (!isApp(h.app))
        return Fields::wrong("app", u"must be 1 to 64 visible ASCII characters"_s);
    if (fields.has("case")) {
        DOCKET_ASSIGN(QByteArray id, fields.bytes("case", 16));
        h.caseId = CaseId{ std::move(id) };
    }
    DOCKET_ASSIGN(h.device, fields.bytes("dev", 32));
    DOCKET_ASSIGN(h.kind, fields.text("kind"));
    if (!isKind(h.kind))
        return Fields::wrong("kind", u"must be words of a-z, 0-9 and hyphen joined by dots"_s);
    DOCKET_ASSIGN(h.lamport, fields.number("lc", 1));
    const bool hasParents = fields.has("par");
    if (hasParents) {
        DOCKET_ASSIGN(h.parents, parentsOf(fields));
    }
    DOCKET_ASSIGN(h.payload, payloadOf(fields, strict));
    if (fields.has("pol")) {
        DOCKET_ASSIGN(h.policy, fields.text("pol"));
        if (!isPolicy(h.policy))
            return Fields::wrong("pol", u"must be a policy set, @ and 12 hexadecimal digits"_s);
    }
    DOCKET_ASSIGN(h.previous, fields.bytes("prev", 32));
    DOCKET_ASSIGN(h.seq, fields.number("seq", 1));
    DOCKET_ASSIGN(h.time, timeOf(fields));
    DOCKET_ASSIGN(h.workspace, fields.text("ws"));
    if (strict)
        DOCKET_TRY(fields.noOthers());
    DOCKET_TRY(checkTogether(h, hasParents));
    return h;
}

} // namespace

QByteArray encodeText(const EntryHeader& h)
{
    json::Object members;
    members.reserve(13);
    const auto add
        = [&members](QByteArray key, json::Value value) { members.emplace_back(std::move(key), std::move(value)); };
    add("app", h.app);
    if (h.caseId)
        add("case", toBase64Url(h.caseId->bytes));
    add("dev", toBase64Url(h.device));
    add("kind", h.kind);
    add("lc", h.lamport);
    if (h.caseId) {
        json::Array parents;
        for (const EntryId& id : h.parents)
            parents.emplace_back(toBase64Url(id.bytes));
        add("par", std::move(parents));
    }
    if (h.payload) {
        add("pay",
            json::Object{
                { "c", toBase64Url(h.payload->commitment) }, { "n", h.payload->size }, { "type", h.payload->type } });
    }
    if (!h.policy.isEmpty())
        add("pol", h.policy);
    add("prev", toBase64Url(h.previous));
    add("seq", h.seq);
    add("t", toIsoUtc(h.time).toLatin1());
    add("v", h.version);
    add("ws", h.workspace);
    return firstLine.toByteArray() + json::serialise(json::Value(std::move(members))) + '\n';
}

Result<EntryHeader> decodeText(QByteArrayView text)
{
    if (text.size() > maximumEntryText)
        return fault(u"size", u"%1 bytes of text, at most %2 are allowed"_s.arg(text.size()).arg(maximumEntryText));
    if (!text.startsWith(firstLine))
        return fault(u"first-line", u"does not begin with docket-entry/v1"_s);
    const QByteArrayView line = text.sliced(firstLine.size());
    if (!line.endsWith('\n') || line.indexOf('\n') != line.size() - 1)
        return fault(u"first-line", u"is not exactly two lines"_s);
    DOCKET_ASSIGN(const json::Value value, json::parse(line.chopped(1)));
    return decodeFields(value);
}

QByteArray workspaceIdOf(QByteArrayView initText)
{
    return toBase64Url(sha256Of({ initText }).view().first(16));
}

QByteArray deviceName(QByteArrayView domain, QByteArrayView workspace, QByteArrayView publicKey)
{
    return domain.toByteArray() + '/' + workspace.first(8).toByteArray() + '/' + toBase64Url(publicKey).left(8);
}

bool isDomain(QByteArrayView domain)
{
    return !domain.isEmpty() && domain.size() <= 100
        && std::all_of(domain.begin(), domain.end(), [](char c) { return isLowerOrDigit(c) || c == '.' || c == '-'; });
}

bool isDeviceName(QByteArrayView name, QByteArrayView workspace, QByteArrayView publicKey)
{
    const QByteArrayView domain = name.first(qMax(qsizetype(0), name.indexOf('/')));
    return isDomain(domain) && workspace.size() == 22 && name == deviceName(domain, workspace, publicKey);
}

Result<SignedEntry> decodeEntry(QByteArrayView note)
{
    if (note.size() > maximumEntryText + 1024)
        return fault(u"size", u"%1 bytes are too many for one entry"_s.arg(note.size()));
    DOCKET_ASSIGN(SignedNote parsed, SignedNote::parse(note));
    if (parsed.signatures.size() != 1)
        return fault(u"note", u"an entry has exactly one signature"_s);
    SignedEntry entry;
    DOCKET_ASSIGN(entry.header, decodeText(parsed.text));
    const SignatureLine& line = parsed.signatures.first();
    const QByteArray workspace = entry.header.workspace.isEmpty() ? workspaceIdOf(parsed.text) : entry.header.workspace;
    if (!isDeviceName(line.name, workspace, entry.header.device))
        return fault(u"name", u"the signature's name does not belong to the workspace and device key"_s);
    if (line.keyId != keyIdOf(line.name, entry.header.device))
        return fault(u"key-id", u"the signature is not of an Ed25519 key with this name"_s);
    if (!verifySignature(entry.header.device, parsed.text, line.signature))
        return fault(u"signature", u"the signature does not verify"_s);
    entry.text = std::move(parsed.text);
    entry.signature = line.signature;
    entry.name = line.name;
    entry.id = EntryId{ leafHash(note).toByteArray() };
    return entry;
}

SignedEntry signEntry(const EntryHeader& header, const QByteArray& name, const SigningKey& key)
{
    SignedEntry entry{ header, encodeText(header), {}, name, {} };
    entry.signature = key.sign(entry.text);
    entry.id
        = EntryId{ leafHash(noteBytes(entry.text, name, keyIdOf(name, key.publicKey), entry.signature)).toByteArray() };
    return entry;
}

bool closesLog(QByteArrayView kind)
{
    return kind == "key.rotate" || kind == "log.freeze";
}

Entry toEntry(const EntryHeader& h, const EntryId& id, qint64 row)
{
    return Entry{ id, h.device, h.seq, h.lamport, h.time, QString::fromLatin1(h.kind), h.caseId, h.parents,
        QString::fromLatin1(h.policy), QString::fromLatin1(h.app), row, h.version };
}

Status checkSuccession(const EntryHeader& entry, qint64 previousSeq, QByteArrayView previousId, qint64 previousLamport,
    std::optional<qint64> parentLamport)
{
    if (entry.seq != previousSeq + 1)
        return fault(u"chain", u"seq is %1 after %2"_s.arg(entry.seq).arg(previousSeq));
    if (previousSeq > 0 && entry.previous != previousId)
        return fault(u"chain", u"prev is not the id of entry %1"_s.arg(previousSeq));
    const qint64 seen = qMax(previousLamport, parentLamport.value_or(0));
    if (entry.lamport <= seen)
        return fault(u"clock", u"lc is %1, which is not above %2"_s.arg(entry.lamport).arg(seen));
    if (parentLamport && entry.lamport - seen > maximumLamportJump)
        return fault(u"clock", u"lc jumps from %1 to %2"_s.arg(seen).arg(entry.lamport));
    return {};
}

} // namespace docket::log
