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

/// Reads JSON without keeping anything but places in the text; one object is used again and again.
class Json
{
public:
    /// The restricted form of FORMAT.md 1, in its one spelling. Faults: json-…, canonical.
    void readCanonical(View text);
    /// Ordinary JSON, as payloads have it; false when it is none.
    bool readOrdinary(View text);

    const Node& root() const { return m_nodes.front(); }
    /// The child that begins at or ends before `node`'s index; ends at its parent's `next`.
    const Node& at(uint32_t index) const { return m_nodes[index]; }
    uint32_t indexOf(const Node& node) const { return uint32_t(&node - m_nodes.data()); }
    /// Null when `object` is none or has no such member.
    const Node* find(View key, const Node& object) const;
    /// The root's member when it is a string without escapes, else empty.
    View string(View key) const;
    /// The items of the root's member when it is an array, else nothing.
    std::vector<const Node*> list(View key) const;

private:
    void read(View text);
    void value(int depth);
    void number(Node& node);
    View string(bool& escaped);
    void escape();
    unsigned hex4();
    void container(int depth);
    void key(size_t firstKey);
    void check(bool ok, const char* word, const char* detail) const;
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void skipSpace();

    View m_text;
    size_t m_at = 0;
    bool m_strict = true, m_canonical = true;
    std::vector<Node> m_nodes;
    std::vector<View> m_keys; ///< of the objects that are open
    std::deque<std::string> m_decoded; ///< keys that were spelled with escapes
};

/// The characters that an escaped string stands for; those beyond ASCII become one that no rule allows.
std::string unescape(View text);

} // namespace docket::verify
