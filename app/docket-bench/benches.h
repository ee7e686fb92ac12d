#pragma once

#include <QString>

namespace docket::bench
{

/// Where the other programs and the data are.
struct Surroundings {
    QString binaries; ///< folder of docket, docket-hub and this program
    QString corpus; ///< folder of real cards; empty: the practice data's
    QString practice; ///< resources/practice
    bool quick = false; ///< smaller sizes: a check that everything runs, not a measurement
};

void benchQueue(const Surroundings& where);
void benchCards(const Surroundings& where);
void benchDiff(const Surroundings& where);
void benchLog(const Surroundings& where);
void benchVerify(const Surroundings& where);
void benchExchange(const Surroundings& where);
void benchSync(const Surroundings& where);
void benchStart(const Surroundings& where);
void benchCases(const Surroundings& where);

/// Rows of an invented queue, the same for everybody.
void fillView(const QString& workspaceFolder, int cases);

/// What a child process of benchSync does; returns its exit status.
int syncOnce(const QString& workspaceFolder, const QString& endpoint);
int fetchAll(const QString& endpoint, const QString& addressFile);

} // namespace docket::bench
