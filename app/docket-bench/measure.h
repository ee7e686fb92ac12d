#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>

/// How the benchmarks measure: ours and the peer in turn, at least seven pairs, user and system CPU, the median of the
/// pairwise ratios (performance.md, last section). Only the ratio is meant to last.
namespace docket::bench
{

/// User plus system CPU seconds of this process so far.
double cpuSeconds();
/// CPU seconds of a program run to its end, its children included; negative when it could not be run or ended with a
/// status that is neither 0 nor `also` (git diff says 1 where there are differences).
double cpuOfProgram(
    const QString& program, const QStringList& arguments, const QStringList& environment = {}, int also = 0);

struct Pair {
    double ours = 0; ///< median, seconds
    double peer = 0;
    double ratio = 0; ///< median of the pairwise ratios
};
/// Runs both `pairs` times in turn, after one unmeasured round of each; each returns its own cost in seconds.
Pair measurePairs(const std::function<double()>& ours, const std::function<double()>& peer, int pairs = 7);
/// CPU seconds of one call.
double cost(const std::function<void()>& work);
/// Seconds on the clock of one call: for work that waits for the disk.
double clockCost(const std::function<void()>& work);

/// One JSON line on stdout: {"name","value","unit","limit","peer","ratio"}. `limit` is what the ratio should not
/// exceed.
void report(const QString& name, double value, const QString& unit, double limit, double peer, double ratio);

} // namespace docket::bench
