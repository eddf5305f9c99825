// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ScriptedServer.h"

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <atomic>

namespace tabletalk::test {

static constexpr int msBetweenLooks = 5;

/// Lives on the server's thread.
class ScriptedServer::Listener final : public QObject
{
public:
    explicit Listener(ScriptedServer &owner)
        : m_owner(owner)
    {
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection())
                attend(socket);
        });
        m_server.setMaxPendingConnections(1024);
        m_server.setListenBacklogSize(1024);
        m_server.setParent(this);
    }

    quint16 listen()
    {
        m_server.listen(QHostAddress::LocalHost);
        return m_server.serverPort();
    }

    std::atomic<int> open{0};
    std::atomic<int> most{0};
    std::atomic<int> all{0};

private:
    void attend(QTcpSocket *socket)
    {
        ++all;
        most = std::max(most.load(), ++open);
        const auto waiting = std::make_shared<QByteArray>();
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            --open;
            socket->deleteLater();
        });
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, waiting] {
            *waiting += socket->readAll();
            if (const auto request = take(*waiting))
                send(socket, *request);
        });
    }

    static std::optional<Request> take(QByteArray &waiting)
    {
        const qsizetype end = waiting.indexOf("\r\n\r\n");
        if (end < 0)
            return {};
        const QList<QByteArray> lines = waiting.first(end).split('\n');
        Request request;
        const QList<QByteArray> first = lines.front().trimmed().split(' ');
        request.method = first.value(0);
        request.path = first.value(1);
        for (const QByteArray &line : lines.sliced(1)) {
            const qsizetype colon = line.indexOf(':');
            request.headers.insert(line.first(std::max<qsizetype>(0, colon)).toLower(),
                                   line.sliced(colon + 1).trimmed());
        }
        const qsizetype length = request.headers.value("content-length").toLongLong();
        if (waiting.size() < end + 4 + length)
            return {};
        request.body = waiting.sliced(end + 4, length);
        waiting.remove(0, end + 4 + length);
        return request;
    }

    void send(QTcpSocket *socket, const Request &request)
    {
        {
            const std::scoped_lock lock(m_owner.m_mutex);
            m_owner.m_requests.push_back(request);
        }
        const auto reply = std::make_shared<Reply>(m_owner.m_answer(request));
        QByteArray head = "HTTP/1.1 " + QByteArray::number(reply->status)
                          + " Told\r\nContent-Type: " + reply->contentType + "\r\nTransfer-Encoding: chunked\r\n";
        for (const auto &[name, value] : reply->headers)
            head += name + ": " + value + "\r\n";
        socket->write(head + "\r\n");
        sendPiece(socket, reply, 0);
    }

    void sendPiece(QPointer<QTcpSocket> socket, const std::shared_ptr<Reply> &reply, size_t at)
    {
        if (!socket)
            return;
        if (at == reply->pieces.size()) {
            if (reply->cutOff)
                socket->abort();
            else if (!reply->neverEnds)
                socket->write("0\r\n\r\n");
            return;
        }
        if (at + 1 == reply->pieces.size() && reply->lastWaitsFor && !reply->lastWaitsFor()) {
            QTimer::singleShot(msBetweenLooks, this, [this, socket, reply, at] { sendPiece(socket, reply, at); });
            return;
        }
        const QByteArray &piece = reply->pieces[at];
        socket->write(QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n");
        socket->flush();
        QTimer::singleShot(reply->msBetween, this, [this, socket, reply, at] { sendPiece(socket, reply, at + 1); });
    }

    ScriptedServer &m_owner;
    QTcpServer m_server;
};

ScriptedServer::ScriptedServer(Answer answer)
    : m_answer(std::move(answer))
{
    m_listener = std::make_unique<Listener>(*this);
    m_listener->moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(
        m_listener.get(), [this] { m_port = m_listener->listen(); }, Qt::BlockingQueuedConnection);
}

ScriptedServer::~ScriptedServer()
{
    QMetaObject::invokeMethod(m_listener.get(), [this] { m_listener.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

QUrl ScriptedServer::url() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port));
}

std::vector<ScriptedServer::Request> ScriptedServer::requests() const
{
    const std::scoped_lock lock(m_mutex);
    return m_requests;
}

int ScriptedServer::openConnections() const
{
    return m_listener->open;
}

int ScriptedServer::mostConnections() const
{
    return m_listener->most;
}

int ScriptedServer::connections() const
{
    return m_listener->all;
}

ScriptedServer::Reply reply(int status, const QByteArray &body)
{
    ScriptedServer::Reply reply;
    reply.status = status;
    reply.pieces = {body};
    return reply;
}

} // namespace tabletalk::test
