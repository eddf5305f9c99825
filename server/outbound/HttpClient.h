// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "server/base/Async.h"
#include "server/base/ReachableHosts.h"

#include <QByteArray>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <utility>
#include <vector>

namespace tabletalk {

class Clock;

struct OutboundOptions
{
    bool airGap = false;  ///< nothing leaves this machine, whatever else is allowed; loopback included
    QString proxy;        ///< "http://proxy.example.org:3128"; what the environment says when empty
    QString caFile;       ///< certificates (PEM) that are trusted besides those of the system
    ReachableHosts hosts; ///< which machines may be reached on a tenant's behalf
};

/// On whose behalf something is sent: what an operator configured may lie anywhere.
enum class OnBehalfOf { Tenant, Operator };

struct WebRequest
{
    QByteArray method = "GET";
    QUrl url; ///< http or https
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    OnBehalfOf onBehalfOf = OnBehalfOf::Tenant;
    std::chrono::milliseconds connectTime{10'000};
    std::chrono::milliseconds silence{60'000}; ///< longest time without a byte
    std::chrono::milliseconds wholeTime{300'000};
    qint64 mostBytes = 16 * 1024 * 1024; ///< of the answer
    int redirects = 0;                   ///< that are followed
    int attempts = 3;                    ///< when the server cannot be reached or is overloaded; 1: no retry
    /// Takes the bytes of a successful answer as they come, on the client's thread; false ends the
    /// transfer. Without it they are kept. An answer of which bytes were taken is not tried again.
    std::function<bool(QByteArrayView)> onBytes = {};
};

struct WebAnswer
{
    int status = 0;
    std::vector<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;                                        ///< empty when onBytes took it
    QString address;                                        ///< of the machine that answered
    qint64 bytesSent = 0;                                   ///< with headers
    qint64 bytesReceived = 0;

    QByteArray header(QByteArrayView lowerName) const;
};

/// The one way in which this server asks others something (but for databases and mail). One thread
/// for all transfers; hundreds may be under way at once.
class HttpClient
{
public:
    /// InvalidRequest when the certificates or the proxy cannot be used.
    static Result<std::unique_ptr<HttpClient>> create(OutboundOptions options, const Clock &clock);
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    /// Any status is an answer. Fails with OutboundRefused when it may not be sent, CannotConnect,
    /// RequestTimeout, TooLarge, Cancelled (stop was requested), Busy (too much is
    /// under way), Unavailable. The addresses that names lead to are checked when the connection is
    /// made, on every redirect, so that no name can mean another machine by then.
    Awaitable<Result<WebAnswer>> send(WebRequest request, std::stop_token stop = {});

    /// Ends what is under way with Unavailable, and takes nothing more.
    void stop();

    bool isAirGapped() const;
    /// Connections opened so far.
    qint64 socketsOpened() const;

    static constexpr size_t mostTransfers = 2'000;

private:
    struct State;
    explicit HttpClient(std::unique_ptr<State> state);
    Awaitable<Result<WebAnswer>> sendOnce(const WebRequest &request, std::stop_token stop);

    std::unique_ptr<State> m_state;
};

} // namespace tabletalk
