#pragma once

#include "tests/fuzz/fuzztarget.h"

namespace docket::test
{

/// The target over its corpus, among it everything that ever broke it, and over `mutants` inputs made of it, the same
/// ones each time. What is wrong, with the input; empty when nothing is. No corpus is wrong, too.
QString replay(const FuzzTarget& target, int mutants);

} // namespace docket::test
