#include "core/card/htmltree.h"

#include <gumbo.h>

#include <algorithm>
#include <csetjmp>
#include <cstdlib>
#include <vector>

namespace docket::card
{

/// Memory that only grows. Nothing in it has a destructor.
class HtmlTree::Arena
{
public:
    explicit Arena(const HtmlTreeLimits& limits) : m_limits(limits)
    {
        m_blocks.reserve(64); // no allocation that could throw while the parser runs
    }
    ~Arena()
    {
        for (void* block : m_blocks)
            std::free(block);
    }
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;

    /// Parses within the limits. No object with a destructor lives in this frame: longjmp would skip it.
    Outcome parse(const char* html, size_t size, const GumboNode** root)
    {
        GumboOptions options = kGumboDefaultOptions;
        options.allocator = [](void* arena, size_t bytes) { return static_cast<Arena*>(arena)->allocate(bytes); };
        options.deallocator = [](void*, void*) {};
        options.userdata = this;
        options.max_errors = 0;
        options.fragment_context = GUMBO_TAG_DIV;
        const int left = setjmp(m_way_out);
        if (left != 0)
            return left == leftForTime ? Outcome::OutOfTime : Outcome::OutOfMemory;
        *root = gumbo_parse_with_options(&options, html, size)->root;
        return Outcome::Parsed;
    }

private:
    static constexpr int leftForTime = 1;
    static constexpr int leftForMemory = 2;
    static constexpr size_t smallestBlock = 64 * 1024;
    static constexpr size_t largestBlock = size_t(16) * 1024 * 1024;
    static constexpr size_t maximumBlocks = 4096;

    void* allocate(size_t bytes)
    {
        if ((++m_calls & 255) == 0 && m_limits.deadline.hasExpired())
            longjmp(m_way_out, leftForTime);
        const size_t rounded = (bytes + 15) & ~size_t(15);
        if (rounded > m_left)
            refill(rounded);
        void* const place = m_next;
        m_next += rounded;
        m_left -= rounded;
        return place;
    }

    void refill(size_t bytes)
    {
        const size_t wanted = std::max(bytes, m_blockSize);
        if (m_total + wanted > m_limits.maximumMemory || m_blocks.size() == maximumBlocks)
            longjmp(m_way_out, leftForMemory);
        void* const block = std::malloc(wanted);
        if (!block)
            longjmp(m_way_out, leftForMemory);
        m_blocks.push_back(block);
        m_total += wanted;
        m_next = static_cast<char*>(block);
        m_left = wanted;
        m_blockSize = std::min(m_blockSize * 2, largestBlock);
    }

    HtmlTreeLimits m_limits;
    std::jmp_buf m_way_out;
    std::vector<void*> m_blocks;
    char* m_next = nullptr;
    size_t m_left = 0;
    size_t m_total = 0;
    size_t m_blockSize = smallestBlock;
    unsigned m_calls = 0;
};

HtmlTree::HtmlTree(QByteArrayView html, const HtmlTreeLimits& limits) : m_arena(std::make_unique<Arena>(limits))
{
    m_outcome = m_arena->parse(html.data(), size_t(html.size()), &m_root);
}

HtmlTree::~HtmlTree() = default;

} // namespace docket::card
