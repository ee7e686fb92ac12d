#pragma once

#include "tests/log/world.h"

namespace docket::test
{

/// One hand-written scenario of tests/log/scenarios/*.txt; the syntax is in scenarios/README.md.
struct Scenario {
    QString name; ///< "file: title"
    QString file;
    int line = 0; ///< of the title
    QStringList lines;

    /// All scenarios of a folder's *.txt files, in the order of file names and lines.
    static QList<Scenario> readFolder(const QString& folder);
    /// Plays it; what went otherwise than expected, one sentence with its line each. Empty: all as expected.
    QStringList play() const;
    /// How many expectations it has.
    qsizetype expectations() const;
};

} // namespace docket::test
