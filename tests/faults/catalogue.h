#pragma once

#include <QByteArrayList>

#include <vector>

namespace docket::test
{

/// Where each fault test of audit.md section 5 is, by its number there: functions of this program as "Class::function",
/// or a test of its own, known to CTest, as "ctest name". Tests 10, 11 (the fold) and 21 to 23, 25 are not faults.
struct CatalogueRow {
    int number;
    const char* what;
    QByteArrayList places;
};

const std::vector<CatalogueRow>& catalogue();

} // namespace docket::test
