#pragma once

#include "core/base/cpudeadline.h"
#include <QByteArrayView>

#include <memory>

struct GumboInternalNode;

namespace docket::card
{

struct HtmlTreeLimits {
    size_t maximumMemory = size_t(512) * 1024 * 1024;
    CpuDeadline deadline; ///< CPU time of the parsing thread
};

/// A fragment of HTML parsed by Gumbo, as content of a <div>.
///
/// Gumbo 0.10 frees its tree by recursion (stack overflow at 100k nested tags) and takes quadratic time over some
/// inputs. So the tree lives in an arena that is dropped as a whole, and the allocator watches a memory limit and a
/// deadline and leaves the parser by longjmp (rendering.md 3). gumbo_destroy_output() is never called.
class HtmlTree
{
public:
    enum class Outcome { Parsed, OutOfTime, OutOfMemory };

    HtmlTree(QByteArrayView html, const HtmlTreeLimits& limits);
    ~HtmlTree();
    HtmlTree(const HtmlTree&) = delete;
    HtmlTree& operator=(const HtmlTree&) = delete;

    Outcome outcome() const { return m_outcome; }
    /// Parent of the fragment's nodes; nullptr unless parsed. Lives as long as this object.
    const GumboInternalNode* root() const { return m_root; }

private:
    class Arena;
    std::unique_ptr<Arena> m_arena;
    const GumboInternalNode* m_root = nullptr;
    Outcome m_outcome = Outcome::OutOfMemory;
};

} // namespace docket::card
