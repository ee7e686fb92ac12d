#pragma once

#include <QByteArray>
#include <QStringList>
#include <QTemporaryDir>

/// One run of the program docket-verify.
struct VerifyRun {
    int status = -1; ///< -1 when it crashed
    QByteArray output; ///< standard output
    QByteArray errors; ///< standard error

    /// The fault words: the first word of each line that is a finding.
    QStringList words() const;
};

VerifyRun runVerify(const QStringList& arguments);

/// Writes a file into the folder, and the folders it needs; returns its path.
QString writeFile(const QTemporaryDir& folder, const QString& name, const QByteArray& bytes);
