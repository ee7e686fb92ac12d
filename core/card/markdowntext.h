#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace docket::card
{

/// Writes what md4c calls text: escapes it, and gives every sentinel of defuse.h its meaning or its character back.
class MarkdownText
{
public:
    enum class Place {
        Text,
        Label, ///< text in an attribute: no markup
        Code,
        Formula,
        Attribute,
    };
    explicit MarkdownText(std::string& out) : m_out(out) { }

    /// HTML or an entity of the author.
    void raw(std::string_view html);
    void escaped(std::string_view text, Place place);

    /// Code begins; true when it is a formula (GitHub's $`...`$), whose dollar sign is then taken back.
    bool startsCodeFormula();
    void endCode();
    /// Anything but text comes: a dollar sign that follows belongs to no formula.
    void interrupt() { m_closesCodeFormula = false; }

private:
    const char* footnote(const char* p, const char* end);
    const char* formulaBracket(const char* p, const char* end, Place place);

    std::string& m_out;
    size_t m_codeFormula = 0; ///< where the dollar sign before a formula in code ends
    bool m_inCodeFormula = false;
    bool m_closesCodeFormula = false; ///< a dollar sign that comes now belongs to it
};

} // namespace docket::card
