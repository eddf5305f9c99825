// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/json.hpp>

#include <QHash>
#include <QNetworkRequest>
#include <QTest>
#include <QUrl>
#include <QWebSocket>

#include <algorithm>
#include <vector>

namespace tabletalk::test {

class RunningServer;

inline QString textOf(const boost::json::value &value)
{
    return value.is_string() ? QString::fromStdString(value.as_string().c_str()) : QString();
}

/// One WebSocket to /rpc, signed in at the upgrade.
class RpcConnection
{
public:
    RpcConnection(RunningServer &server, const QString &token);
    /// server: "http://127.0.0.1:8765"
    RpcConnection(QUrl server, const QString &token)
    {
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                         [this](const QString &text) { take(text); });
        server.setPath(QStringLiteral("/rpc"));
        server.setScheme(QStringLiteral("ws"));
        QNetworkRequest request(server);
        request.setRawHeader("Authorization", "Bearer " + token.toLatin1());
        m_socket.open(request);
        waitFor([this] { return m_socket.state() == QAbstractSocket::ConnectedState; });
    }

    /// Sends a request; its id.
    int send(const char *method, boost::json::value params)
    {
        const int id = ++m_lastId;
        const boost::json::object request{
            {"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}};
        m_socket.sendTextMessage(QString::fromStdString(boost::json::serialize(request)));
        return id;
    }

    /// The response to a request; empty when none came in time.
    boost::json::object response(int id)
    {
        waitFor([&] { return m_responses.contains(id); });
        return m_responses.value(id);
    }
    boost::json::object call(const char *method, boost::json::value params)
    {
        return response(send(method, std::move(params)));
    }

    /// Whether a response has come.
    bool isAnswered(int id) const { return m_responses.contains(id); }

    /// All events so far, as params of their notifications, in the order they came.
    const std::vector<boost::json::object> &events() const { return m_events; }

    /// How many notifications of a method other than "event" came, once there are so many; fewer when not in time.
    int notifications(const char *method, int atLeast)
    {
        waitFor([&] { return m_notifications.value(QByteArray(method)) >= atLeast; });
        return m_notifications.value(QByteArray(method));
    }

    /// The first event of a type, once it came; empty when none came in time.
    boost::json::object event(const char *type)
    {
        const auto find = [&] {
            return std::ranges::find_if(m_events, [&](const auto &each) { return each.at("type") == type; });
        };
        waitFor([&] { return find() != m_events.end(); });
        const auto found = find();
        return found == m_events.end() ? boost::json::object() : *found;
    }

    /// The last event of a type so far; empty when there is none.
    boost::json::object lastEvent(const char *type) const
    {
        for (auto event = m_events.rbegin(); event != m_events.rend(); ++event) {
            if (event->at("type") == type)
                return *event;
        }
        return {};
    }

    /// As a network that is gone: nothing is said to the server.
    void drop() { m_socket.abort(); }

private:
    template <class Condition>
    static void waitFor(Condition condition)
    {
        constexpr int patience = 30'000;
        (void)QTest::qWaitFor(condition, patience);
    }

    void take(const QString &text)
    {
        auto message = boost::json::parse(text.toStdString()).as_object();
        if (const auto *id = message.if_contains("id"); id && id->is_int64())
            m_responses.insert(int(id->as_int64()), message);
        else if (const auto *method = message.if_contains("method"); method && *method != "event")
            ++m_notifications[QByteArray(method->as_string().c_str())];
        else if (message.contains("params"))
            m_events.push_back(message.at("params").as_object());
    }

    QWebSocket m_socket;
    int m_lastId = 0;
    QHash<int, boost::json::object> m_responses;
    QHash<QByteArray, int> m_notifications;
    std::vector<boost::json::object> m_events;
};

} // namespace tabletalk::test
