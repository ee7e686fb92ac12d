#include "core/log/format/checkpoint.h"

#include "core/base/digest.h"
#include "core/log/format/fault.h"

#include <algorithm>

namespace docket::log
{

using namespace Qt::StringLiterals;

QByteArray Checkpoint::toText() const
{
    return origin + '\n' + QByteArray::number(size) + '\n' + root.toByteArray().toBase64() + '\n';
}

Result<Checkpoint> Checkpoint::parse(QByteArrayView text)
{
    const QList<QByteArray> lines = text.toByteArray().split('\n');
    Checkpoint checkpoint;
    if (lines.size() == 4) {
        bool ok = false;
        checkpoint.origin = lines[0];
        checkpoint.size = lines[1].toULongLong(&ok);
        const QByteArray root = QByteArray::fromBase64(lines[2]);
        if (ok && root.size() == 32 && !checkpoint.origin.isEmpty()) {
            checkpoint.root = Hash::from(root);
            if (checkpoint.toText() == text)
                return checkpoint;
        }
    }
    return fault(u"checkpoint", u"is not origin, size and root on three lines"_s);
}

QByteArray snapshotIdOf(QList<Checkpoint> heads)
{
    QByteArrayList lines;
    for (const Checkpoint& head : std::as_const(heads))
        lines.append(
            head.origin + ' ' + QByteArray::number(head.size) + ' ' + head.root.toByteArray().toBase64() + '\n');
    std::sort(lines.begin(), lines.end());
    return sha256(lines.join());
}

} // namespace docket::log
