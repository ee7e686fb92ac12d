#include "app/docket-hub/connection.h"

#include <QFile>
#include <QTcpSocket>

namespace docket::practicehub
{

namespace
{
constexpr qint64 chunk = 256 * 1024; // bytes read from a file at once
constexpr qint64 highWater = 1024 * 1024; // bytes waiting in the socket before reading on
} // namespace

Connection::Connection(QTcpSocket* socket) : QObject(socket), m_socket(socket)
{
    connect(socket, &QTcpSocket::bytesWritten, this, &Connection::pump);
}

Connection::~Connection() = default;

quint64 Connection::reserve()
{
    Slot entry;
    entry.place = m_next++;
    m_slots.push_back(std::move(entry));
    return m_slots.back().place;
}

void Connection::finish(quint64 place, Answer answer, bool withBody, bool last, Leave leave)
{
    for (Slot& entry : m_slots) {
        if (entry.place != place)
            continue;
        entry.ready = true;
        entry.answer = std::move(answer);
        entry.withBody = withBody;
        entry.last = last;
        entry.leave = leave;
    }
    flush();
}

void Connection::flush()
{
    while (!m_file && !m_slots.empty() && m_slots.front().ready) {
        if (m_socket->state() != QAbstractSocket::ConnectedState)
            return;
        const Slot entry = std::move(m_slots.front());
        m_slots.pop_front();
        write(entry);
    }
}

void Connection::write(const Slot& entry)
{
    if (entry.leave == Leave::Nothing) {
        m_socket->abort();
        return;
    }
    m_socket->write(entry.answer.head());
    const bool cut = entry.leave == Leave::Cut;
    if (entry.withBody && entry.answer.file.isEmpty())
        m_socket->write(cut ? entry.answer.body.left(entry.answer.body.size() / 2) : entry.answer.body);
    if (entry.withBody && !entry.answer.file.isEmpty()) {
        m_file = std::make_unique<QFile>(entry.answer.file);
        m_left = cut ? entry.answer.fileLength / 2 : entry.answer.fileLength;
        m_closeAfterFile = entry.last || cut;
        if (!m_file->open(QIODevice::ReadOnly) || !m_file->seek(entry.answer.fileOffset)) {
            m_file.reset(); // the head is out and promised more: only closing tells the client
            m_socket->disconnectFromHost();
            return;
        }
        pump();
        return;
    }
    if (entry.last || cut)
        m_socket->disconnectFromHost();
}

void Connection::pump()
{
    if (!m_file)
        return;
    while (m_left > 0 && m_socket->bytesToWrite() < highWater) {
        const QByteArray bytes = m_file->read(qMin(chunk, m_left));
        if (bytes.isEmpty()) { // shorter than when it was measured
            m_left = 0;
            m_closeAfterFile = true;
            break;
        }
        m_left -= bytes.size();
        m_socket->write(bytes);
    }
    if (m_left > 0)
        return;
    m_file.reset();
    if (m_closeAfterFile)
        m_socket->disconnectFromHost();
    else
        flush();
}

} // namespace docket::practicehub
