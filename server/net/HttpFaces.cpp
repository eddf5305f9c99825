// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/HttpFaces.h"

#include "server/api/OpenApi.h"
#include "server/net/ClientAddress.h"
#include "server/net/Compression.h"
#include "server/net/DocsPage.h"
#include "server/net/JoinPage.h"
#include "server/net/ProblemMapping.h"
#include "server/net/ResetPage.h"
#include "server/net/SignOnPage.h"

#include <boost/json.hpp>

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Http", text);
}

HttpReply ok(std::string body, std::string contentType)
{
    HttpReply reply;
    reply.contentType = std::move(contentType);
    reply.body = std::move(body);
    return reply;
}

/// Whoever connects again to events says what came last, whatever the address says. Other ids were never ours.
std::string takenUp(const Operation &operation, const HttpRequest &request)
{
    constexpr size_t longestId = 9;
    const std::string &id = request.lastEventId;
    const bool isOurs =
        !id.empty() && id.size() <= longestId && std::ranges::all_of(id, [](char c) { return c >= '0' && c <= '9'; });
    const auto *fields = operation.requestSchema.if_contains("properties");
    const auto *names = fields ? fields->if_object() : nullptr;
    const bool isStream =
        request.verb == HttpVerb::Get && names && names->contains("stream") && names->contains("after");
    return isOurs && isStream ? "after=" + id : std::string();
}

HttpReply streamReply(const std::shared_ptr<TextStream> &stream)
{
    HttpReply reply;
    reply.contentType = stream->contentType;
    reply.stream = stream;
    if (stream->fileName.empty()) { // told as it happens: nobody on the way is to keep it back
        reply.headers.emplace_back("Cache-Control", "no-store");
        reply.headers.emplace_back("X-Accel-Buffering", "no");
    } else {
        reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + stream->fileName + '"');
    }
    return reply;
}

} // namespace

HttpFaces::HttpFaces(ServerCore &core)
    : m_core(core)
    , m_router(core.services.registry)
    , m_mcp(core)
    , m_guard(core.hostNames())
    , m_openApi(boost::json::serialize(openApiDocument(core.services.registry)))
{
    for (const QString &proxy : core.options.trustedProxies)
        m_proxies.add(proxy);
}

HttpReply HttpFaces::problemReply(const Problem &problem, const QString &requestId) const
{
    HttpReply reply;
    reply.status = httpStatusOf(problem.code);
    reply.contentType = "application/problem+json";
    reply.body = boost::json::serialize(problemJson(problem, requestId));
    if (problem.retryAfterSeconds)
        reply.headers.emplace_back("Retry-After", std::to_string(*problem.retryAfterSeconds));
    if (problem.code == ProblemCode::NotSignedIn)
        reply.headers.emplace_back("WWW-Authenticate", "Bearer");
    return reply;
}

Origin HttpFaces::originOf(const HttpRequest &request, const QString &requestId) const
{
    constexpr qsizetype longestClient = 200;
    return {.requestId = requestId,
            .address = clientAddress(request.address, request.forwardedFor, m_proxies),
            .client = QString::fromStdString(request.userAgent).left(longestClient),
            .organization = m_guard.organizationOf(request.host),
            .isGuest = request.fromGuest};
}

std::optional<QString> HttpFaces::bearerToken(std::string_view authorization)
{
    constexpr std::string_view scheme = "Bearer ";
    constexpr size_t longestToken = 4096;
    if (authorization.size() <= scheme.size() || authorization.size() > longestToken
        || !equalsNoCase(authorization.substr(0, scheme.size()), scheme))
        return std::nullopt;
    const std::string_view token = authorization.substr(scheme.size());
    return QString::fromUtf8(token.data(), qsizetype(token.size())).trimmed();
}

HttpFaces::Plan HttpFaces::plan(const HttpRequest &request, const HostGuard &guard) const
{
    Plan plan;
    plan.requestId = m_core.makeRequestId();
    const auto refuse = [&](const Problem &problem) {
        plan.reply = problemReply(problem, plan.requestId);
        return std::move(plan);
    };
    if (!guard.hostAllowed(request.host))
        return refuse(Problem::of(
            ProblemCode::Forbidden, tr("The Host header names a server that this is not."),
            tr("Use the address that the server printed, or start it with that name: --public-url, --host-name.")));
    if (!guard.originAllowed(request.origin, request.host))
        return refuse(Problem::of(ProblemCode::Forbidden, tr("Web pages of other sites may not call this server."),
                                  tr("A proxy before the server has to leave the Host header as it came.")));

    const std::string_view target = request.target;
    const size_t question = target.find('?');
    const std::string_view path = target.substr(0, question);
    if (question != std::string_view::npos)
        plan.query = target.substr(question + 1);

    constexpr std::string_view apiRoot = "/api/v1/";
    if (path.starts_with(apiRoot))
        return planOperation(request, path.substr(apiRoot.size()), std::move(plan));
    if (path == "/rpc") {
        plan.kind = Plan::Kind::Rpc;
        return plan;
    }
    if (path == "/mcp")
        return planMcp(request, std::move(plan));
    constexpr std::string_view signOnRoot = "/signon/callback/";
    if (path.starts_with(signOnRoot))
        return planSignOn(request, path.substr(signOnRoot.size()), std::move(plan));
    plan.reply = page(request, path, plan.requestId);
    return plan;
}

HttpFaces::Plan HttpFaces::planMcp(const HttpRequest &request, Plan plan) const
{
    if (!bearerToken(request.authorization)) {
        plan.reply = problemReply(Problem::of(ProblemCode::NotSignedIn, tr("This needs an API key."),
                                              tr("Send it as Authorization: Bearer tt_….")),
                                  plan.requestId);
        return plan;
    }
    if (auto refused = McpDoor::refusalOf(request)) {
        plan.reply = *std::move(refused);
        return plan;
    }
    plan.kind = Plan::Kind::Mcp;
    plan.bodyLimit = McpDoor::mostBytes;
    return plan;
}

/// Where a browser comes back to from an identity provider: an operation, but told as a page.
HttpFaces::Plan HttpFaces::planSignOn(const HttpRequest &request, std::string_view path, Plan plan) const
{
    plan.operation = m_core.services.registry.find("signOn.return");
    if (!plan.operation || request.verb != HttpVerb::Get) {
        plan.reply = signOnPage(Problem::of(ProblemCode::MethodNotAllowed));
        return plan;
    }
    plan.kind = Plan::Kind::SignOn;
    plan.fields["providerId"] = path;
    return plan;
}

HttpFaces::Plan HttpFaces::planOperation(const HttpRequest &request, std::string_view path, Plan plan) const
{
    RestRouter::Match match = m_router.match(request.verb, path);
    if (match.operation) {
        plan.kind = Plan::Kind::Operation;
        plan.operation = match.operation;
        plan.fields = std::move(match.fields);
        plan.bodyLimit = match.operation->info.maxBodyBytes;
    } else if (!match.allowed.empty()) {
        plan.reply = problemReply(
            Problem::of(ProblemCode::MethodNotAllowed, tr("It takes %1.").arg(QString::fromStdString(match.allowed))),
            plan.requestId);
        plan.reply.headers.emplace_back("Allow", match.allowed);
    } else {
        plan.reply = problemReply(Problem::of(ProblemCode::UnknownOperation, tr("No operation has that path."),
                                              tr("/openapi.json lists all of them.")),
                                  plan.requestId);
    }
    return plan;
}

HttpReply HttpFaces::page(const HttpRequest &request, std::string_view path, const QString &requestId) const
{
    const bool known = path == "/healthz" || path == "/readyz" || path == "/metrics" || path == "/openapi.json"
                       || path == "/docs" || path == "/reset-password" || path == "/join" || path == "/";
    if (!known)
        return problemReply(Problem::of(ProblemCode::UnknownOperation, tr("Nothing is at that address."),
                                        tr("/docs describes what there is.")),
                            requestId);
    if (request.verb != HttpVerb::Get && request.verb != HttpVerb::Head) {
        HttpReply reply =
            problemReply(Problem::of(ProblemCode::MethodNotAllowed, tr("It takes GET, HEAD.")), requestId);
        reply.headers.emplace_back("Allow", "GET, HEAD");
        return reply;
    }
    if (path == "/healthz")
        return ok(R"({"status":"alive"})", "application/json");
    if (path == "/readyz")
        return readiness(requestId);
    if (path == "/metrics")
        return metricsPage(request, requestId);
    if (path == "/openapi.json")
        return ok(m_openApi, "application/json");
    if (path == "/join")
        return joinPage();
    return path == "/reset-password" ? resetPage() : docsPage();
}

HttpReply HttpFaces::readiness(const QString &requestId) const
{
    if (m_core.stopping)
        return problemReply(Problem::of(ProblemCode::Unavailable, tr("The server is shutting down.")), requestId);
    if (m_core.services.readiness) {
        if (const Result<void> ready = m_core.services.readiness(); !ready)
            return problemReply(ready.error(), requestId);
    }
    return ok(R"({"status":"ready"})", "application/json");
}

/// How busy a server is concerns whoever runs it; a collector elsewhere comes through a
/// proxy that the operator sets up.
HttpReply HttpFaces::metricsPage(const HttpRequest &request, const QString &requestId) const
{
    if (!request.fromLoopback || !request.forwardedFor.empty()) // a proxy here speaks for somebody elsewhere
        return problemReply(Problem::of(ProblemCode::Forbidden, tr("Metrics are only given to this machine itself.")),
                            requestId);
    const auto gauges = m_core.services.gauges ? m_core.services.gauges() : std::vector<Gauge>();
    return ok(m_core.metrics.toPrometheus(gauges), "text/plain; version=0.0.4; charset=utf-8");
}

Awaitable<std::optional<Identity>> HttpFaces::signInAtUpgrade(std::optional<QString> token, QString address) const
{
    if (!token)
        co_return std::nullopt;
    co_return co_await m_core.services.authenticator.authenticate(*token, std::move(address));
}

Awaitable<HttpReply> HttpFaces::run(Plan plan, HttpRequest request) const
{
    const QString requestId = plan.requestId;
    const bool isPage = plan.kind == Plan::Kind::SignOn;
    std::optional<Problem> problem;
    try {
        HttpReply reply = co_await runChecked(std::move(plan), std::move(request));
        co_return reply;
    } catch (const Problem &caught) {
        problem = caught;
    } catch (...) {
        problem = Problem::of(ProblemCode::Internal);
    }
    co_return isPage ? signOnPage(*problem) : problemReply(*problem, requestId);
}

Awaitable<HttpReply> HttpFaces::runChecked(Plan plan, HttpRequest request) const
{
    if (m_core.stopping)
        throw Problem::of(ProblemCode::Unavailable, tr("The server is shutting down."), tr("Try again in a moment."));
    if (plan.kind == Plan::Kind::Mcp) {
        QString token = bearerToken(request.authorization).value_or(QString());
        Origin origin = originOf(request, plan.requestId);
        co_return co_await m_mcp.run(std::move(request), std::move(token), std::move(origin));
    }
    boost::json::value params = boost::json::object{};
    if (!request.body.empty()) {
        if (!isJsonType(request.contentType))
            throw Problem::of(ProblemCode::UnsupportedMedia, {}, tr("Send it as Content-Type: application/json."));
        const api::JsonLimits limits{.maxBytes = plan.bodyLimit, .maxDepth = m_core.options.limits.maxJsonDepth};
        params = orThrow(api::parseJson(request.body, limits));
        if (!params.is_object())
            throw Problem::invalid(QStringLiteral("params"), tr("expected an object"));
        request.body = {};
    }
    auto &fields = params.get_object();
    orThrow(RestRouter::addQuery(*plan.operation, plan.query, fields));
    orThrow(RestRouter::addQuery(*plan.operation, takenUp(*plan.operation, request), fields));
    for (auto &field : plan.fields)
        fields[field.key()] = std::move(field.value());

    DispatchRequest dispatch;
    dispatch.operation = plan.operation;
    dispatch.params = std::move(params);
    dispatch.token = bearerToken(request.authorization);
    dispatch.origin = originOf(request, plan.requestId);
    const auto stream = std::make_shared<TextStream>();
    dispatch.stream = stream;
    const boost::json::value result = co_await m_core.dispatcher.run(std::move(dispatch));
    if (stream->next) // always of one that is declared so, and of others where the request asks for it
        co_return streamReply(stream);
    if (plan.kind == Plan::Kind::SignOn)
        co_return signOnRedirect(result);

    HttpReply reply = ok(boost::json::serialize(result), "application/json");
    reply.status = plan.operation->info.successStatus;
    if (!plan.operation->info.givesSecret)
        compress(reply, request.acceptEncoding);
    co_return reply;
}

} // namespace tabletalk
