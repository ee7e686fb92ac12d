#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <initializer_list>

namespace docket::practicehub
{

/// Git's id of a file's content: SHA-1 of "blob <size>\0<content>", 40 hex characters.
QByteArray blobId(QByteArrayView content);
/// The text git stores in place of a large file, https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md.
QByteArray lfsPointer(const QByteArray& sha256, qint64 size);
/// A 40-hex id that depends on the parts and nothing else; stands for commits and trees.
QByteArray stableSha(std::initializer_list<QByteArrayView> parts);
/// A 24-hex id in the form of the Hub's document ids, derived from the text.
QString documentId(const QString& text);

} // namespace docket::practicehub
