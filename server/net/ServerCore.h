// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/Dispatcher.h"
#include "server/net/HostGuard.h"
#include "server/net/HttpServer.h"

#include <atomic>

namespace tabletalk {

/// What all connections share: the options, the one dispatcher, the figures. Owned by the
/// HttpServer; thread-safe.
struct ServerCore
{
    ServerCore(HttpServerOptions givenOptions, HttpServerServices givenServices);

    /// An id for one request: constant length, unique while the process runs and, by its
    /// random beginning, in the logs of many.
    QString makeRequestId();

    /// What the server is called at the place where it was started.
    HostNames hostNames() const;

    const HttpServerOptions options;
    const HttpServerServices services;
    RateLimiter limiter;
    Metrics metrics;
    Dispatcher dispatcher;
    std::atomic<bool> stopping{false};

private:
    const QString m_processId;
    std::atomic<quint64> m_requests{0};
};

} // namespace tabletalk
