#pragma once

#include "app/docket-verify/crypto.h"

#include <deque>
#include <vector>

namespace docket::verify
{

/// One value of a document, in the order of the text; its children follow it up to `next`.
struct Node {
    enum class Kind : unsigned char { Number, String, Array, Object, Other };
    View key; ///< of the member, decoded
    View text; ///< a string's characters as they are in the document
    uint64_t number = 0;
    uint32_t next = 0; ///< index behind the last descendant
    Kind kind = Kind::Other;
    bool escaped = false; ///< `text` has escapes
};

/// a < b for keys: nearly always the first characters tell.
inline bool isBefore(View a, View b)
{
    return !a.empty() && !b.empty() && a[0] != b[0] ? a[0] < b[0] : a < b;
}

/// Reads JSON without keeping anything but places in the text; one object is used again and again.
class Json
{
public:
    /// The restricted form of FORMAT.md 1, in its one spelling. Faults: json-…, canonical.
    Fault readCanonical(View text);
    /// Ordinary JSON, as payloads have it; false when it is none.
    bool readOrdinary(View text);

    /// Null when the value at `parent` is no object or has no such member.
    const Node* find(View key, uint32_t parent = 0) const;
    /// Children of the array or object at `parent`, in order.
    std::vector<const Node*> children(uint32_t parent) const;
    uint32_t indexOf(const Node* node) const { return uint32_t(node - m_nodes.data()); }
    const Node& at(uint32_t index) const { return m_nodes[index]; }
    /// The member's string when it has no escapes, else empty.
    View string(View key) const;

private:
    Fault read(View text);
    Fault value(int depth);
    Fault number();
    Fault string(View& text, bool& escaped);
    Fault escape();
    bool hex4(unsigned& code);
    Fault container(int depth);
    Fault key(size_t firstKey);
    Fault wrong(const char* word, const char* detail) const;
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void skipSpace();

    View m_text;
    size_t m_at = 0;
    bool m_strict = true;
    bool m_canonical = true;
    std::vector<Node> m_nodes;
    std::vector<View> m_keys; ///< of the objects that are open
    std::deque<std::string> m_decoded; ///< keys that were spelled with escapes
};

/// The characters that an escaped string stands for.
std::string unescape(View text);

} // namespace docket::verify
