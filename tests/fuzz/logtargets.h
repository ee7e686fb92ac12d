#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace docket::test
{

/// A parser of the audit trail that meets foreign bytes.
struct FuzzTarget {
    const char* name; ///< folder of its seeds under tests/fuzz/corpus
    /// Reads the bytes. What is wrong with how they were taken, above all a second spelling of the same thing; empty
    /// when they were read or refused as they should be.
    QString (*run)(const QByteArray& bytes);
};

const std::vector<FuzzTarget>& logFuzzTargets();

} // namespace docket::test
