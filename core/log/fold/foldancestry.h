#pragma once

#include <QtGlobal>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace docket::log
{

/// The ancestors of one entry, as places in the order of the fold. Everything below a point is usually among them, so
/// that only what lies above it is kept in bits: a case that grew in one line needs no memory to speak of, and one
/// that grew in two needs a bit for each entry.
class Ancestry
{
public:
    bool contains(std::size_t place) const
    {
        if (place < m_all)
            return true;
        const std::size_t word = (place - m_all) / 64;
        return word < m_bits.size() && (m_bits[word] >> (place % 64) & 1);
    }

    /// Everything below this place is in.
    std::size_t allBelow() const { return m_all; }

    void add(std::size_t place)
    {
        if (place < m_all)
            return;
        const std::size_t word = (place - m_all) / 64;
        if (word >= m_bits.size())
            m_bits.resize(word + 1);
        m_bits[word] |= quint64(1) << (place % 64);
        trim();
    }

    void unite(const Ancestry& other)
    {
        if (m_all < other.m_all) {
            const std::size_t gone = std::min((other.m_all - m_all) / 64, m_bits.size());
            m_bits.erase(m_bits.begin(), m_bits.begin() + static_cast<std::ptrdiff_t>(gone));
            m_all = other.m_all;
        }
        const std::size_t skip = (m_all - other.m_all) / 64;
        if (other.m_bits.size() > skip)
            m_bits.resize(std::max(m_bits.size(), other.m_bits.size() - skip));
        for (std::size_t word = skip; word < other.m_bits.size(); ++word)
            m_bits[word - skip] |= other.m_bits[word];
        trim();
    }

private:
    void trim()
    {
        const auto hole = std::find_if(m_bits.begin(), m_bits.end(), [](quint64 word) { return ~word != 0; });
        m_all += 64 * static_cast<std::size_t>(hole - m_bits.begin());
        m_bits.erase(m_bits.begin(), hole);
    }

    std::size_t m_all = 0; ///< all places below are in; a multiple of 64
    std::vector<quint64> m_bits; ///< of the places from m_all on
};

} // namespace docket::log
