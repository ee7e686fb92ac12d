#pragma once

#include "app/docket-hub/answer.h"

#include <QObject>
#include <QPointer>

#include <deque>
#include <memory>

class QFile;
class QTcpSocket;

namespace docket::practicehub
{

/// The writing side of one client connection: answers may become ready in any order and go out in the order of their
/// requests. Lives as a child of the socket. Thread: that of the socket.
class Connection : public QObject
{
    Q_OBJECT

public:
    explicit Connection(QTcpSocket* socket);
    ~Connection() override;

    /// How an answer leaves.
    enum class Leave { Whole, Cut, Nothing };

    /// Keeps a place in the order of answers; the number is handed to finish().
    quint64 reserve();
    /// The answer of that place, to be written as soon as those before it are out. `withBody` is false for HEAD;
    /// `last` closes the connection afterwards. Cut sends half of it, Nothing closes without a byte.
    void finish(quint64 place, Answer answer, bool withBody, bool last, Leave leave);

private:
    struct Slot {
        quint64 place = 0;
        bool ready = false;
        Answer answer;
        bool withBody = true;
        bool last = false;
        Leave leave = Leave::Whole;
    };
    void flush();
    void write(const Slot& entry);
    void pump();

    QTcpSocket* m_socket;
    std::deque<Slot> m_slots;
    quint64 m_next = 1;
    std::unique_ptr<QFile> m_file;
    qint64 m_left = 0; ///< bytes of m_file still to send
    bool m_closeAfterFile = false;
};

} // namespace docket::practicehub
