#include "app/docket-verify/note.h"

#include <algorithm>

namespace docket::verify
{

namespace
{

constexpr View dash = "\xe2\x80\x94 ";
constexpr size_t maximumSignatures = 100;

/// Not empty, no plus, and none of the characters that Unicode calls a space.
bool isName(View name)
{
    if (name.empty() || name.find_first_of("+ \t\n\v\f\r") != View::npos)
        return false;
    for (const View space : { "\xc2\x85", "\xc2\xa0", "\xe1\x9a\x80", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf",
             "\xe2\x81\x9f", "\xe3\x80\x80" })
        if (name.find(space) != View::npos)
            return false;
    for (size_t at = name.find("\xe2\x80"); at != View::npos; at = name.find("\xe2\x80", at + 1))
        if (at + 2 < name.size() && static_cast<unsigned char>(name[at + 2]) <= 0x8a)
            return false;
    return true;
}

} // namespace

Fault Note::parse(View bytes, Note& out)
{
    if (!isUtf8(bytes))
        return { "note", "not valid UTF-8" };
    if (std::any_of(bytes.begin(), bytes.end(), [](char c) { return c >= 0 && c < 0x20 && c != '\n'; }))
        return { "note", "a control character other than newline" };
    const size_t split = bytes.rfind("\n\n");
    if (split == View::npos || !bytes.ends_with('\n') || split + 2 >= bytes.size())
        return { "note", "no text, empty line and signature lines" };
    out.text = bytes.substr(0, split + 1);
    out.signatures.clear();
    View rest = bytes.substr(split + 2);
    while (!rest.empty()) {
        const size_t end = rest.find('\n');
        View line = rest.substr(0, end);
        rest.remove_prefix(end + 1);
        if (!line.starts_with(dash))
            return { "note", "a signature line does not begin with an em dash and a space" };
        line.remove_prefix(dash.size());
        const size_t space = line.find(' ');
        if (space == View::npos || !isName(line.substr(0, space)))
            return { "note", "a signature line has no proper key name" };
        SignatureLine parsed{ line.substr(0, space), {} };
        if (!fromBase64(line.substr(space + 1), parsed.blob) || parsed.blob.size() < 5)
            return { "note", "a signature is not canonical base64" };
        out.signatures.push_back(std::move(parsed));
        if (out.signatures.size() > maximumSignatures)
            return { "note", "too many signatures" };
    }
    return {};
}

bool Note::isSignedBy(View name, View key) const
{
    const std::string id = keyIdOf(name, key);
    return std::any_of(signatures.begin(), signatures.end(), [&](const SignatureLine& line) {
        return line.name == name && line.blob.starts_with(id) && verifySignature(key, text, View(line.blob).substr(4));
    });
}

std::string keyIdOf(View name, View key, KeyType type)
{
    const char typeByte = static_cast<char>(type);
    return std::string(viewOf(sha256({ name, "\n", View(&typeByte, 1), key })).substr(0, 4));
}

bool VerifierKey::parse(View text, VerifierKey& out)
{
    const size_t first = text.find('+');
    const size_t second = first == View::npos ? first : text.find('+', first + 1);
    std::string decoded;
    if (second == View::npos || !fromBase64(text.substr(second + 1), decoded) || decoded.size() != 33)
        return false;
    out.name = text.substr(0, first);
    out.type = decoded[0] == 4 ? KeyType::Cosigner : KeyType::Ed25519;
    out.key = decoded.substr(1);
    return isName(out.name) && (decoded[0] == 1 || decoded[0] == 4) && isAcceptableKey(out.key)
        && text.substr(first + 1, second - first - 1) == hex(keyIdOf(out.name, out.key, out.type));
}

std::string Checkpoint::toText() const
{
    return origin + '\n' + std::to_string(size) + '\n' + base64(viewOf(root)) + '\n';
}

Fault Checkpoint::parse(View text, Checkpoint& out)
{
    const size_t first = text.find('\n');
    const size_t second = first == View::npos ? first : text.find('\n', first + 1);
    std::string root;
    if (first == 0 || second == View::npos || !text.ends_with('\n')
        || !parseNumber(text.substr(first + 1, second - first - 1), out.size)
        || !fromBase64(text.substr(second + 1, text.size() - second - 2), root) || root.size() != 32)
        return { "checkpoint", "not origin, size and root on three lines" };
    out.origin = text.substr(0, first);
    out.root = hashFrom(root);
    return {};
}

Fault verifyCosignature(View checkpointText, const SignatureLine& line, View key, uint64_t& time)
{
    if (line.blob.size() != 76)
        return { "cosignature", "not key id, time and signature" };
    if (View(line.blob).substr(0, 4) != keyIdOf(line.name, key, KeyType::Cosigner))
        return { "cosignature", "made with another key than the witness's" };
    time = 0;
    for (size_t i = 4; i < 12; ++i)
        time = time << 8 | static_cast<unsigned char>(line.blob[i]);
    const std::string message = "cosignature/v1\ntime " + std::to_string(time) + '\n' + std::string(checkpointText);
    if (time > uint64_t(INT64_MAX) || !verifySignature(key, message, View(line.blob).substr(12)))
        return { "cosignature", "the signature does not verify" };
    return {};
}

} // namespace docket::verify
