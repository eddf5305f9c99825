// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QThread>
#include <QUrl>

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace tabletalk::test {

/// An HTTP server on loopback that says what it is told to, as slowly and as wrongly as wished.
/// Has a thread of its own; takes any number of connections at once.
class ScriptedServer
{
public:
    struct Request
    {
        QByteArray method;
        QByteArray path;                       ///< with query
        QHash<QByteArray, QByteArray> headers; ///< names in lower case
        QByteArray body;
    };

    struct Reply
    {
        int status = 200;
        QByteArray contentType = "application/json";
        std::vector<std::pair<QByteArray, QByteArray>> headers = {};
        std::vector<QByteArray> pieces = {}; ///< of the body, sent one after the other
        int msBetween = 0;
        /// The last piece is held back until this says yes; asked on the server's thread.
        std::function<bool()> lastWaitsFor = {};
        bool cutOff = false;    ///< the connection breaks after the last piece, before the body's end
        bool neverEnds = false; ///< nothing follows the last piece, and the connection stays open
    };

    using Answer = std::function<Reply(const Request &)>;

    /// answer runs on the server's thread.
    explicit ScriptedServer(Answer answer);
    ~ScriptedServer();

    QUrl url() const;
    /// All that came so far.
    std::vector<Request> requests() const;
    int openConnections() const;
    /// The most that were open at a time.
    int mostConnections() const;
    /// All that were ever opened.
    int connections() const;

private:
    class Listener;
    Answer m_answer;
    mutable std::mutex m_mutex;
    std::vector<Request> m_requests;
    QThread m_thread;
    std::unique_ptr<Listener> m_listener;
    quint16 m_port = 0;
};

/// A good answer of one piece.
ScriptedServer::Reply reply(int status, const QByteArray &body);

} // namespace tabletalk::test
