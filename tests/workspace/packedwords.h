#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace docket::test
{

/// The words as they might lie about in a file: UTF-8, lower case, UTF-16, hexadecimal, base64 at each alignment.
QList<QByteArray> spellings(const QByteArray& words);

/// Whether the bytes hold the words in some spelling, as they are or inside a gzip or zstd stream that begins anywhere
/// in them, or in a stream inside of that. `dictionaries` are zstd's.
bool holdsWords(const QByteArray& bytes, const QByteArray& words, const QByteArrayList& dictionaries = {});

/// Files below the folder that hold the words. Every file named "dictionary" is taken for one of zstd's.
QStringList filesWith(const QString& folder, const QByteArray& words);

} // namespace docket::test
