#pragma once

namespace docket::test
{

/// SQLite's memory, of which the n-th allocation can be made to fail. Thread: the one that uses SQLite.
class FaultMemory
{
public:
    /// Call once, before SQLite is used at all. Also takes away the memory that SQLite sets aside for small things, so
    /// that every request is an allocation.
    static void install();
    /// The n-th allocation from now fails, 1 the next; with `fromThenOn` all later ones, too. 0: none.
    static void failAt(int number, bool fromThenOn = false);
    /// Whether an allocation has failed since failAt().
    static bool hasFailed();
};

/// The whole program's memory (malloc and its kin, so also Qt's, zlib's, libarchive's and libsodium's), of which the
/// n-th allocation can be made to fail. Few programs live on after that: for a child process only.
class FaultHeap
{
public:
    /// False in builds whose sanitizer has the heap to itself.
    static bool isAvailable();
    /// The n-th allocation from now and all later ones fail; 0: none, and counting begins anew.
    static void failAt(long number);
    /// Allocations since failAt().
    static long count();
};

} // namespace docket::test
