#pragma once

#include "core/card/diff.h"

namespace docket::card
{

/// Lines of both texts as numbers, equal for equal lines.
struct NumberedLines {
    std::vector<std::uint32_t> before;
    std::vector<std::uint32_t> after;
    std::uint32_t values = 0;
};
NumberedLines numberLines(const DiffText& before, const DiffText& after);

/// The places where the lines differ; additions and removals that could stand one line up or down begin with a heading
/// or after an empty line if they can.
std::vector<DiffBlock> diffLines(const NumberedLines& numbers, const DiffText& before, const DiffText& after);

/// Removed lines that stand elsewhere among the added ones: runs around a line that is there once on each side, with
/// 20 characters or more.
std::vector<DiffMove> findMoves(
    const NumberedLines& numbers, const DiffText& before, const std::vector<DiffBlock>& blocks);

} // namespace docket::card
