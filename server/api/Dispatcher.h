// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/Authenticator.h"
#include "server/api/Call.h"
#include "server/api/Metrics.h"
#include "server/api/RateLimiter.h"
#include "server/api/Registry.h"
#include "server/api/RequestAllowance.h"
#include "server/api/WorkspaceFinder.h"

#include <boost/json/value.hpp>

#include <memory>
#include <optional>

namespace tabletalk {

/// One request, whichever transport brought it.
struct DispatchRequest
{
    const Operation *operation = nullptr;
    boost::json::value params;
    std::optional<QString> token; ///< as the client sent it, not verified
    Origin origin;
    std::shared_ptr<EventSink> sink;
    std::optional<QString> rpcId;
    std::shared_ptr<TextStream> stream;
};

/// The one way from a request to its result: who is it, may they, how often, then the
/// handler, then the audit log and the figures. Used by REST and JSON-RPC alike.
/// Thread-safe. Everything passed in must outlive it.
class Dispatcher
{
public:
    Dispatcher(const Registry &registry, Authenticator &authenticator, WorkspaceFinder &workspaces, AuditSink &audit,
               RateLimiter &limiter, RequestAllowance *allowance, Metrics &metrics);

    const Registry &registry() const { return m_registry; }

    /// Throws nothing but Problem. What a handler threw besides is logged and becomes
    /// Internal, without its words.
    Awaitable<boost::json::value> run(DispatchRequest request);

private:
    Awaitable<boost::json::value> runChecked(DispatchRequest request, std::optional<Identity> &caller);
    Awaitable<void> keepInWorkspace(const Identity &caller, const Operation &operation, boost::json::value &params);
    void checkRate(const Operation &operation, const Identity &caller, const Origin &origin);
    Awaitable<void> checkPlan(const Operation &operation, const Identity &caller, const Origin &origin);
    void recordRefusal(const Identity &caller, const Origin &origin, const Problem &problem, const QString &rule);

    const Registry &m_registry;
    Authenticator &m_authenticator;
    WorkspaceFinder &m_workspaces;
    AuditSink &m_audit;
    RateLimiter &m_limiter;
    RequestAllowance *m_allowance; ///< may be absent
    Metrics &m_metrics;
};

} // namespace tabletalk
