// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/base/AddressRanges.h"
#include "server/net/HostGuard.h"
#include "server/net/HttpMessage.h"
#include "server/net/McpDoor.h"
#include "server/net/RestRouter.h"
#include "server/net/ServerCore.h"

namespace tabletalk {

/// Everything that answers plain HTTP: the operations and the few fixed pages. Knows
/// nothing of sockets, so it can be tested without one. Thread-safe after construction.
class HttpFaces
{
public:
    explicit HttpFaces(ServerCore &core);

    /// What is to be done with a request, decided from its head alone, so that no body is
    /// read for nothing.
    struct Plan
    {
        enum class Kind { Reply, Operation, SignOn, Mcp, Rpc };
        Kind kind = Kind::Reply;
        HttpReply reply;                      ///< for Reply
        const Operation *operation = nullptr; ///< for Operation and SignOn
        boost::json::object fields;
        std::string query; ///< still encoded
        size_t bodyLimit = 0;
        QString requestId;
    };

    /// guard: of the listener by which it came.
    Plan plan(const HttpRequest &request, const HostGuard &guard) const;

    /// For Plan::Kind::Operation, SignOn and Mcp, once the body is there. Never throws.
    Awaitable<HttpReply> run(Plan plan, HttpRequest request) const;

    /// Verifies the bearer token of an upgrade; nothing when it carries none. Throws NotSignedIn.
    Awaitable<std::optional<Identity>> signInAtUpgrade(std::optional<QString> token, QString address) const;

    HttpReply problemReply(const Problem &problem, const QString &requestId) const;
    HttpReply problemReply(const Problem &problem) const { return problemReply(problem, m_core.makeRequestId()); }

    Origin originOf(const HttpRequest &request, const QString &requestId) const;

    /// The token of "Authorization: Bearer …".
    static std::optional<QString> bearerToken(std::string_view authorization);

private:
    HttpReply page(const HttpRequest &request, std::string_view path, const QString &requestId) const;
    HttpReply metricsPage(const HttpRequest &request, const QString &requestId) const;
    HttpReply readiness(const QString &requestId) const;
    Plan planOperation(const HttpRequest &request, std::string_view path, Plan plan) const;
    Plan planMcp(const HttpRequest &request, Plan plan) const;
    Plan planSignOn(const HttpRequest &request, std::string_view path, Plan plan) const;
    Awaitable<HttpReply> runChecked(Plan plan, HttpRequest request) const;

    ServerCore &m_core;
    RestRouter m_router;
    McpDoor m_mcp;
    HostGuard m_guard; ///< tells whose host name it is
    AddressRanges m_proxies;
    std::string m_openApi;
};

} // namespace tabletalk
