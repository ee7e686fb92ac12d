#pragma once

#include "core/base/result.h"
#include "core/log/format/note.h"

#include <QByteArrayList>
#include <QDateTime>
#include <QList>

namespace docket::exchange
{

enum class Purpose {
    All, ///< everything this workspace holds
    Since, ///< what the recipient lacks
    WorkPack, ///< some cases with their evidence
};
/// "all", "since", "work-pack"
QString purposeName(Purpose purpose);

/// What a bundle says about itself (FORMAT.md 10). The exporting device signs it.
struct Manifest {
    struct File {
        QByteArray path;
        qint64 size = 0; ///< bytes
        QByteArray sha256; ///< 64 hexadecimal digits
        bool operator==(const File&) const = default;
    };

    QByteArray workspace; ///< 22 characters
    QByteArray id; ///< 16 random bytes
    QByteArray from; ///< public key of the exporting device
    Purpose purpose = Purpose::All;
    QDateTime time; ///< UTC
    QByteArrayList to; ///< public keys of the devices the payloads are encrypted to, sorted
    QList<File> files; ///< every other file, sorted by path

    QByteArray toText() const;
    /// Integrity, word "manifest", unless the text is exactly what toText() gives.
    static Result<Manifest> parse(QByteArrayView text);

    /// The id in text, 22 characters.
    QString idText() const;
    bool operator==(const Manifest&) const = default;

    /// First line of the text; the device key signs no other manifest.
    static constexpr QByteArrayView firstLine{ "docket-bundle/v1" };
};

/// Integrity, word "manifest".
tl::unexpected<Error> manifestFault(const QString& thing, const QString& detail);

} // namespace docket::exchange
