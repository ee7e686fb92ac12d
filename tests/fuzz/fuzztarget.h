#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace docket::test
{

/// A reader of foreign bytes: for libFuzzer (fuzzer.cpp, packaging/fuzz) and, with its corpus, for the test of its room
/// (replay.h).
struct FuzzTarget {
    const char* name; ///< folder of its corpus under tests/fuzz/corpus
    /// Reads the bytes. What is wrong with how they were taken; empty when they were read or refused as they should be.
    QString (*run)(const QByteArray& bytes);
};

/// Each room's targets are a library of their own.
const std::vector<FuzzTarget>& logFuzzTargets(); ///< docket_test_logtargets
const std::vector<FuzzTarget>& cardFuzzTargets(); ///< docket_test_cardtargets
const std::vector<FuzzTarget>& changesFuzzTargets(); ///< docket_test_changestargets
const std::vector<FuzzTarget>& tableFuzzTargets(); ///< docket_test_tabletargets

} // namespace docket::test
