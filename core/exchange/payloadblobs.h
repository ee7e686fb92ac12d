#pragma once

#include <QByteArrayList>

namespace docket::exchange
{

/// SHA-256 of every file that a payload names: each member `sha256` with 64 hexadecimal digits, wherever it stands
/// (pins, anchors, evidence). Sorted, without repetition.
QByteArrayList blobsNamedIn(const QByteArray& payload);

} // namespace docket::exchange
