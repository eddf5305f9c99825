// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/ServerCore.h"

#include <QRandomGenerator>

namespace tabletalk {

ServerCore::ServerCore(HttpServerOptions givenOptions, HttpServerServices givenServices)
    : options(std::move(givenOptions))
    , services(std::move(givenServices))
    , limiter(services.clock, options.rates)
    , metrics(services.registry)
    , dispatcher(services.registry, services.authenticator, services.workspaces, services.audit, limiter,
                 services.allowance, metrics)
    , m_processId(QStringLiteral("%1").arg(QRandomGenerator::system()->generate(), 8, 16, QLatin1Char('0')))
{}

QString ServerCore::makeRequestId()
{
    const quint64 number = m_requests.fetch_add(1, std::memory_order_relaxed);
    return QStringLiteral("%1-%2").arg(m_processId).arg(number, 12, 16, QLatin1Char('0'));
}

HostNames ServerCore::hostNames() const
{
    return {.listenAddress = options.address,
            .allowedHosts = options.allowedHosts,
            .publicHost = options.publicHost,
            .allowedOrigins = options.allowedOrigins,
            .baseDomain = options.baseDomain,
            .addressesPass = false,
            .organizationOfDomain = services.organizationOfDomain};
}

} // namespace tabletalk
