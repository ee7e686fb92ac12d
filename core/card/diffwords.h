#pragma once

#include "core/card/diffinterner.h"
#include "core/card/sequencediff.h"

#include <string_view>
#include <vector>

namespace docket::card
{

/// A word, a punctuation mark or another single character; blanks are what lies between tokens.
struct DiffToken {
    std::uint32_t number; ///< equal for equal tokens
    std::uint32_t start; ///< bytes from the start of the line
    std::uint32_t length; ///< bytes
};

/// Bytes of a line.
struct ByteRange {
    int start = 0;
    int length = 0;
    bool operator==(const ByteRange&) const = default;
};

/// Compares edited lines word by word. Keeps its tables from one pair of lines to the next.
class WordDiff
{
public:
    WordDiff();
    /// Appends the tokens of a line (valid UTF-8). Letters, digits and marks make words, but for scripts written
    /// without blanks, where each character counts.
    void tokens(std::string_view line, std::vector<DiffToken>& out);

    struct Line {
        std::string_view text;
        std::span<const DiffToken> tokens;
    };
    struct Ranges {
        std::vector<ByteRange> removed;
        std::vector<ByteRange> added;
        bool related = false; ///< enough in common to be called one line, edited
    };
    /// Short matches between long changes are given up: two changes with "of" between them read as one.
    /// The answer is valid until the next call.
    const Ranges& compare(const Line& before, const Line& after);

private:
    void match(const Line& before, const Line& after);
    void cleanUp(const Line& before, const Line& after);
    void collect(const Line& before, const Line& after);

    DiffInterner m_words;
    SequenceMatcher m_matcher;
    std::vector<std::uint32_t> m_inBefore, m_inAfter; ///< the last comparison that met a token, by number
    std::uint32_t m_comparison = 0;
    std::vector<std::uint32_t> m_a, m_b; ///< tokens that both lines have
    std::vector<size_t> m_aPlace, m_bPlace;
    std::vector<char> m_aFlags, m_bFlags;
    std::vector<char> m_removed, m_added;
    Ranges m_ranges;
};

} // namespace docket::card
