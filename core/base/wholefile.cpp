#include "core/base/wholefile.h"

#include <QSaveFile>

namespace docket
{

Status writeWholeFile(
    const QString& path, QByteArrayView bytes, const QString& wayOut, std::optional<QFile::Permissions> permissions)
{
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && (!permissions || file.setPermissions(*permissions))
        && file.write(bytes.data(), bytes.size()) == bytes.size() && file.flush() && file.commit();
    if (!written)
        return fail(ErrorCode::Storage, path, file.errorString(), wayOut);
    return {};
}

} // namespace docket
