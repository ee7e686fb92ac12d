#pragma once

#include <QHashFunctions>

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace docket::card
{

/// Numbers for pieces of text, equal for equal pieces, in the order of their first appearance. The pieces must outlive
/// it. Open addressing over a seeded hash, so that a card cannot be written whose lines collide; folded multiplication
/// in the manner of wyhash, since Qt 6.4's qHashBits costs 90 ns for a word, five times the rest.
class DiffInterner
{
public:
    explicit DiffInterner(size_t expected)
    {
        size_t slots = 64;
        while (slots < expected * 2)
            slots *= 2;
        m_slots.resize(slots);
        m_pieces.reserve(expected);
    }

    std::uint32_t number(std::string_view piece)
    {
        const auto hash = static_cast<std::uint32_t>(hashOf(piece));
        size_t at = hash & (m_slots.size() - 1);
        for (; m_slots[at].number != 0; at = (at + 1) & (m_slots.size() - 1)) {
            if (m_slots[at].hash == hash && m_pieces[m_slots[at].number - 1] == piece)
                return m_slots[at].number - 1;
        }
        m_pieces.push_back(piece);
        m_slots[at] = { hash, static_cast<std::uint32_t>(m_pieces.size()) };
        if (m_pieces.size() * 2 > m_slots.size())
            grow();
        return static_cast<std::uint32_t>(m_pieces.size() - 1);
    }
    std::uint32_t count() const { return static_cast<std::uint32_t>(m_pieces.size()); }

private:
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t number = 0; ///< plus one; 0 is free
    };
    static std::uint64_t load(const char* from, size_t bytes)
    {
        std::uint64_t value = 0;
        std::memcpy(&value, from, bytes);
        return value;
    }
    std::uint64_t fold(std::uint64_t value) const
    {
        __extension__ using Product = unsigned __int128;
        const Product product = Product(value) * m_factor;
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
    }
    std::uint64_t hashOf(std::string_view piece) const
    {
        const char* at = piece.data();
        size_t left = piece.size();
        std::uint64_t hash = m_seed ^ left;
        for (; left > 8; left -= 8, at += 8)
            hash = fold(hash ^ load(at, 8));
        std::uint64_t tail = 0;
        if (left == 8)
            tail = load(at, 8);
        else if (left >= 4)
            tail = load(at, 4) | (load(at + left - 4, 4) << 32);
        else if (left > 0)
            tail = load(at, 1) | (load(at + left / 2, 1) << 8) | (load(at + left - 1, 1) << 16);
        return fold(fold(hash ^ tail));
    }
    void grow()
    {
        std::vector<Slot> wider(m_slots.size() * 2);
        for (const Slot& slot : m_slots) {
            if (slot.number == 0)
                continue;
            size_t at = slot.hash & (wider.size() - 1);
            while (wider[at].number != 0)
                at = (at + 1) & (wider.size() - 1);
            wider[at] = slot;
        }
        m_slots = std::move(wider);
    }

    const std::uint64_t m_seed = QHashSeed::globalSeed();
    const std::uint64_t m_factor = (m_seed * 0x9e3779b97f4a7c15U) | 1U;
    std::vector<Slot> m_slots;
    std::vector<std::string_view> m_pieces;
};

} // namespace docket::card
