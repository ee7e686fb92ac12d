#include "tests/faults/faultmemory.h"

#include <sqlite3.h>

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

} // namespace docket::test
