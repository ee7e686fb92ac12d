#include "tests/faults/faultmemory.h"

#include <sqlite3.h>

#include <cerrno>
#include <cstdlib>

// glibc's own names below the ones that a program may put its own in place of.
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define DOCKET_FAULT_HEAP 1
extern "C" {
void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* memory, size_t size);
}
#else
#define DOCKET_FAULT_HEAP 0
#endif

namespace docket::test
{

namespace
{

sqlite3_mem_methods below{};
int countdown = 0;
bool persistent = false;
bool failed = false;

bool fails()
{
    if (failed && persistent)
        return true;
    if (countdown == 0 || --countdown > 0)
        return false;
    failed = true;
    return true;
}

void* allocate(int size)
{
    return fails() ? nullptr : below.xMalloc(size);
}

void* reallocate(void* memory, int size)
{
    return fails() ? nullptr : below.xRealloc(memory, size);
}

} // namespace

void FaultMemory::install()
{
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &below);
    sqlite3_mem_methods methods = below;
    methods.xMalloc = allocate;
    methods.xRealloc = reallocate;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
    sqlite3_config(SQLITE_CONFIG_PAGECACHE, nullptr, 0, 0);
}

void FaultMemory::failAt(int number, bool fromThenOn)
{
    countdown = number;
    persistent = fromThenOn;
    failed = false;
}

bool FaultMemory::hasFailed()
{
    return failed;
}

bool FaultHeap::isAvailable()
{
    return DOCKET_FAULT_HEAP != 0;
}

namespace
{

// Plain numbers: an allocator must not allocate. Counted without a lock, for a child with one thread.
long heapCount = 0;
long heapLimit = 0;

} // namespace

void FaultHeap::failAt(long number)
{
    heapCount = 0;
    heapLimit = number;
}

long FaultHeap::count()
{
    return heapCount;
}

/// Whether this allocation is refused.
bool refusesHeap()
{
    ++heapCount;
    if (heapLimit == 0 || heapCount < heapLimit)
        return false;
    errno = ENOMEM;
    return true;
}

} // namespace docket::test

#if DOCKET_FAULT_HEAP
extern "C" void* malloc(size_t size)
{
    return docket::test::refusesHeap() ? nullptr : __libc_malloc(size);
}

extern "C" void* calloc(size_t count, size_t size)
{
    return docket::test::refusesHeap() ? nullptr : __libc_calloc(count, size);
}

extern "C" void* realloc(void* memory, size_t size)
{
    return docket::test::refusesHeap() ? nullptr : __libc_realloc(memory, size);
}
#endif
