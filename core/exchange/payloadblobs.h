#pragma once

#include <QByteArrayList>
#include <QSet>
#include <QString>

namespace docket::exchange
{

/// SHA-256 of every file that a payload names: each member `sha256` with 64 hexadecimal digits, wherever it stands
/// (pins, anchors, evidence). Sorted, without repetition.
QByteArrayList blobsNamedIn(const QByteArray& payload);

/// Commits that a payload names: each 40 hexadecimal digits that stand alone, wherever they are.
QSet<QString> commitsNamedIn(const QByteArray& payload);

} // namespace docket::exchange
