#pragma once

#include "core/base/result.h"

#include <QByteArrayView>
#include <QIODevice>

#include <functional>
#include <span>

namespace docket::exchange
{

/// Takes the next bytes of a stream.
using Sink = std::function<Status(QByteArrayView bytes)>;
/// Fills the beginning of `room`, returns how many bytes; 0 only at the end.
using Source = std::function<Result<qsizetype>(std::span<char> room)>;

/// Bytes from the system's random source; tests put their own in its place to get the same bundle twice.
using RandomBytes = std::function<void(std::span<unsigned char> room)>;
RandomBytes systemRandom();

/// Reads a device to its end; Storage with `thing` when reading fails. The device must outlive the source.
Source readFrom(QIODevice& device, QString thing);
/// Writes to a device; Storage with `thing` when it does not take everything.
Sink writeTo(QIODevice& device, QString thing);
/// Reads ahead in blocks, for a source that is asked for single bytes.
Source readBuffered(Source source);
/// The given bytes; they must outlive the source.
Source readBytes(QByteArrayView bytes);
/// Calls the source until `room` is full or the source ends; how many bytes that were.
Result<qsizetype> readFully(const Source& source, std::span<char> room);

} // namespace docket::exchange
