#include "tests/support/scriptedserver.h"

#include <QHostAddress>
#include <QMutex>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>

namespace docket::test
{

namespace
{

/// The first whole request in `buffer`, taken out of it.
std::optional<ScriptedServer::Ask> takeAsk(QByteArray& buffer)
{
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    const QList<QByteArray> lines = buffer.first(end).split('\n');
    const QList<QByteArray> first = lines.value(0).trimmed().split(' ');
    ScriptedServer::Ask ask{ first.value(0), first.value(1), {}, {} };
    for (const QByteArray& line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        ask.headers.insert(line.first(qMax(qsizetype(0), colon)).toLower(), line.mid(colon + 1).trimmed());
    }
    const qsizetype length = ask.headers.value("content-length").toLongLong();
    if (buffer.size() < end + 4 + length)
        return std::nullopt;
    ask.body = buffer.mid(end + 4, length);
    buffer.remove(0, end + 4 + length);
    return ask;
}

void write(QTcpSocket& socket, const ScriptedServer::Answer& answer)
{
    if (answer.cutAfter == 0) {
        socket.abort();
        return;
    }
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + " Status\r\n";
    for (const auto& [name, value] : answer.headers)
        head += name + ": " + value + "\r\n";
    head += "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n\r\n";
    socket.write(head);
    if (answer.cutAfter > 0) {
        socket.write(answer.body.first(qMin(qsizetype(answer.cutAfter), answer.body.size())));
        socket.disconnectFromHost();
        return;
    }
    if (answer.status != 304)
        socket.write(answer.body);
}

} // namespace

struct ScriptedServer::Private {
    Handler handler;
    QThread thread;
    QTcpServer* server = nullptr;
    quint16 port = 0;
    mutable QMutex mutex;
    QList<Ask> asks;

    void read(QTcpSocket* socket, QByteArray* buffer)
    {
        buffer->append(socket->readAll());
        while (const auto ask = takeAsk(*buffer)) {
            {
                const QMutexLocker lock(&mutex);
                asks.append(*ask);
            }
            const Answer answer = handler(*ask);
            if (answer.hang)
                continue;
            if (answer.delayMs == 0)
                write(*socket, answer);
            else
                QTimer::singleShot(answer.delayMs, socket, [socket, answer] { write(*socket, answer); });
        }
    }
    void listen()
    {
        server = new QTcpServer;
        QObject::connect(server, &QTcpServer::newConnection, server, [this] {
            while (QTcpSocket* socket = server->nextPendingConnection()) {
                auto buffer = std::make_shared<QByteArray>();
                QObject::connect(
                    socket, &QTcpSocket::readyRead, socket, [this, socket, buffer] { read(socket, buffer.get()); });
                QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
        if (!server->listen(QHostAddress::LocalHost))
            qFatal("the test server cannot listen");
        port = server->serverPort();
    }
};

ScriptedServer::ScriptedServer(Handler handler) : d(std::make_unique<Private>())
{
    d->handler = std::move(handler);
    d->thread.start();
    auto* context = new QObject;
    context->moveToThread(&d->thread);
    QMetaObject::invokeMethod(
        context, [this] { d->listen(); }, Qt::BlockingQueuedConnection);
    context->deleteLater();
}

ScriptedServer::~ScriptedServer()
{
    QMetaObject::invokeMethod(
        d->server, [this] { delete d->server; }, Qt::BlockingQueuedConnection);
    d->thread.quit();
    d->thread.wait();
}

QString ScriptedServer::url() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(d->port);
}

QList<ScriptedServer::Ask> ScriptedServer::asks() const
{
    const QMutexLocker lock(&d->mutex);
    return d->asks;
}

int ScriptedServer::count(const QByteArray& verb, const QString& pathPart) const
{
    int count = 0;
    for (const Ask& ask : asks())
        count += ask.verb == verb && ask.path().contains(pathPart) ? 1 : 0;
    return count;
}

void ScriptedServer::forget()
{
    const QMutexLocker lock(&d->mutex);
    d->asks.clear();
}

ScriptedServer::Answer ScriptedServer::json(const QByteArray& body, int status)
{
    return { status, { { "Content-Type", "application/json; charset=utf-8" } }, body };
}

ScriptedServer::Answer ScriptedServer::error(int status, const QByteArray& text, const QByteArray& code)
{
    Answer answer = json("{\"error\":\"" + text + "\"}", status);
    if (!code.isEmpty())
        answer.headers.emplace_back("X-Error-Code", code);
    answer.headers.emplace_back("X-Error-Message", text);
    answer.headers.emplace_back("X-Request-Id", "Root=1-test");
    return answer;
}

} // namespace docket::test
