#include "tests/faults/powercut.h"

namespace docket::test
{

namespace
{

constexpr qsizetype sector = 512;

void write(QByteArray& content, qint64 offset, QByteArrayView data)
{
    if (content.size() < offset + data.size())
        content.append(offset + data.size() - content.size(), '\0');
    content.replace(offset, data.size(), data.data(), data.size());
}

void keep(QByteArray& content, const DiskOp& op)
{
    if (op.kind == DiskOp::Kind::Write)
        write(content, op.offset, op.data);
    else if (op.offset < content.size())
        content.truncate(op.offset);
    else
        content.append(op.offset - content.size(), '\0');
}

QByteArray garbage(qsizetype size, std::mt19937& random)
{
    QByteArray out(size, '\0');
    for (char& byte : out)
        byte = static_cast<char>(random());
    return out;
}

/// Each sector that the write touches is written, left alone or filled with garbage. Bytes beside the write stay as
/// they are (SQLITE_IOCAP_POWERSAFE_OVERWRITE, which the unix VFS claims).
void tear(QByteArray& content, const DiskOp& op, std::mt19937& random)
{
    for (qsizetype at = 0; at < op.data.size();) {
        const qsizetype end = qMin(op.data.size(), ((op.offset + at) / sector + 1) * sector - op.offset);
        const auto die = random() % 4;
        if (die < 2)
            write(content, op.offset + at, QByteArrayView(op.data).sliced(at, end - at));
        else if (die == 2)
            write(content, op.offset + at, garbage(end - at, random));
        at = end;
    }
}

void roll(QByteArray& content, const DiskOp& op, std::mt19937& random)
{
    const auto die = random() % 4;
    if (die == 0 || (die > 1 && op.kind != DiskOp::Kind::Write))
        keep(content, op);
    else if (die == 2)
        tear(content, op, random);
    else if (die == 3)
        write(content, op.offset, garbage(op.data.size(), random));
}

} // namespace

void PowerCut::have(const QString& file, const QByteArray& content)
{
    m_now[file] = std::make_shared<Content>(Content{ content, {} });
    m_durable = m_now;
}

void PowerCut::apply(const DiskOp& op)
{
    const auto syncNames = [this] {
        m_durable = m_now;
        m_pendingNames.clear();
    };
    switch (op.kind) {
    case DiskOp::Kind::Create:
        m_now[op.file] = std::make_shared<Content>();
        m_pendingNames.emplace_back(op.file, m_now[op.file]);
        break;
    case DiskOp::Kind::Remove:
        m_now.erase(op.file);
        m_pendingNames.emplace_back(op.file, nullptr);
        if (op.folderToo)
            syncNames();
        break;
    case DiskOp::Kind::Write:
    case DiskOp::Kind::Truncate:
        m_now[op.file]->pending.push_back(op);
        break;
    case DiskOp::Kind::Sync: {
        Content& content = *m_now[op.file];
        for (const DiskOp& pending : content.pending)
            keep(content.durable, pending);
        content.pending.clear();
        if (op.folderToo)
            syncNames();
        break;
    }
    }
}

std::map<QString, QByteArray> PowerCut::filesAfterCut(Unsynced fate, std::mt19937& random) const
{
    Folder names = m_durable;
    for (const auto& [name, content] : m_pendingNames) {
        if (fate == Unsynced::Dropped || (fate == Unsynced::Mixed && random() % 2))
            continue;
        if (content)
            names[name] = content;
        else
            names.erase(name);
    }
    std::map<QString, QByteArray> out;
    for (const auto& [name, content] : names) {
        QByteArray bytes = content->durable;
        for (const DiskOp& op : content->pending) {
            if (fate == Unsynced::Kept)
                keep(bytes, op);
            else if (fate == Unsynced::Mixed)
                roll(bytes, op, random);
        }
        out[name] = bytes;
    }
    return out;
}

} // namespace docket::test
