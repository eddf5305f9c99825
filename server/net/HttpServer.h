// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Accounts.h"
#include "core/api/Sharing.h"
#include "core/base/Clock.h"
#include "server/api/Authenticator.h"
#include "server/api/Metrics.h"
#include "server/api/RateLimiter.h"
#include "server/api/Registry.h"
#include "server/api/RequestAllowance.h"
#include "server/api/WorkspaceFinder.h"
#include "server/net/ListenOptions.h"
#include "server/net/NetLimits.h"

#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

namespace tabletalk {

struct HttpServerOptions
{
    QString address = QStringLiteral("127.0.0.1"); ///< a numeric address, or "localhost"
    quint16 port = 0;                              ///< 0 picks a free one
    QString tlsCert;                               ///< PEM files; both or none
    QString tlsKey;
    int ioThreads = 2;
    NetLimits limits;
    RateLimits rates;
    QStringList trustedProxies; ///< CIDR ranges whose X-Forwarded-For is believed
    QStringList allowedHosts;   ///< names that the Host header may have besides loopback's and our own address
    QString publicHost;         ///< the name by which people reach it, if that is known; may be had as Host too
    QString baseDomain;         ///< organisations are found at names below it; empty: none are
    QStringList allowedOrigins; ///< "https://example.org": web pages that may call besides our own
};

/// What the rest of the server gives to the transports. Everything referred to must
/// outlive the HttpServer.
struct HttpServerServices
{
    const Registry &registry;
    Authenticator &authenticator;
    WorkspaceFinder &workspaces;
    AuditSink &audit;
    const Clock &clock;
    /// How often plans let organisations call. Absent: the server's own limits hold alone.
    RequestAllowance *allowance = nullptr;
    /// Names and organisation of a verified caller, for auth.attach.
    std::function<Awaitable<api::AttachResponse>(Identity)> describeCaller;
    /// For /readyz; must not block. Absent: always ready.
    std::function<Result<void>()> readiness;
    /// Figures of pools and queues for /metrics; must not block.
    std::function<std::vector<Gauge>()> gauges;
    /// The short name of the organisation that has a domain of its own; must not block.
    std::function<std::optional<QString>(const QString &)> organizationOfDomain;
};

/// HTTP/1.1 and WebSocket on one port, by Asio on a few I/O threads of its own: REST under
/// /api/v1/, JSON-RPC at /rpc, and /healthz, /readyz, /metrics, /openapi.json, /docs.
///
/// To end: stop(), then stop the worker pools and the database (which resumes every
/// coroutine that still waits for them), then destroy this, then what the handlers use.
class HttpServer
{
public:
    /// Listens when it returns. CannotConnect when the address cannot be had,
    /// InvalidRequest when certificate and key cannot be used.
    static Result<std::unique_ptr<HttpServer>> start(HttpServerOptions options, HttpServerServices services);
    ~HttpServer();
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    quint16 port() const;
    /// "http://127.0.0.1:8765"
    QString url() const;
    const Metrics &metrics() const;

    /// Listens at one more place while it runs, with operations, limits and threads that are one for all. There is at
    /// most one; an older one is closed first. CannotConnect when the address cannot be had, InvalidRequest when the
    /// certificate cannot be used. From any thread but the server's own; waits for a moment.
    Result<void> open(ListenOptions options, const QStringList &hostNames);
    /// Takes nobody at that place any more when it returns; whoever is there is told (close code 4410) and gone within
    /// limits.stopTime. Nothing happens where there is none.
    void closeOpened();
    /// The port of that place; 0 when there is none.
    quint16 openedPort() const;
    /// Who is signed in there by a WebSocket.
    std::vector<api::SharingGuest> guests() const;

    /// Takes no more connections, lets requests finish, closes sockets with 1001 and waits
    /// for that, at most limits.stopTime. The I/O threads run on until destruction. Thread-safe.
    void stop();

private:
    struct State;
    explicit HttpServer(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace tabletalk
