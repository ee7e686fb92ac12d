#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace docket::practicehub
{

/// The metadata block of a card: between the first line, `---`, and the next line of `---` (hub-api 4.7).
struct FrontMatter {
    QJsonObject data; ///< empty when there is none, or when it is broken or not a mapping
    QString error; ///< why the block cannot be used; empty when it can, or when there is none
    bool present = false;
};

/// Reads the block of a README. Never throws; blocks over 1 MiB, deeper than 64 levels or growing past 100,000 values
/// through aliases are refused with an error.
FrontMatter readFrontMatter(const QByteArray& readme);

} // namespace docket::practicehub
