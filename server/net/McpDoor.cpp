// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/McpDoor.h"

#include "core/api/Codec.h"
#include "server/mcp/McpExchange.h"
#include "server/mcp/tools_operations.h"
#include "server/net/ServerCore.h"

#include <boost/json.hpp>

#include <QCoreApplication>

namespace tabletalk {

namespace {

namespace json = boost::json;

constexpr int badRequest = 400;
constexpr int methodNotAllowed = 405;
constexpr int notAcceptable = 406;
constexpr int unsupportedMedia = 415;

QString tr(const char *text)
{
    return QCoreApplication::translate("Mcp", text);
}

/// Refused before there was a message to answer.
HttpReply refusal(int status, int code, const QString &why)
{
    HttpReply reply;
    reply.status = status;
    reply.body = json::serialize(json::object{
        {"jsonrpc", "2.0"}, {"id", nullptr}, {"error", json::object{{"code", code}, {"message", why.toStdString()}}}});
    return reply;
}

/// Whether one of the kinds that a client takes is this one, by its name or a pattern.
bool accepts(std::string_view accept, std::string_view type)
{
    const std::string_view family = type.substr(0, type.find('/'));
    while (!accept.empty()) {
        const size_t comma = accept.find(',');
        std::string_view range = accept.substr(0, comma);
        accept = comma == std::string_view::npos ? std::string_view() : accept.substr(comma + 1);
        range = range.substr(0, range.find(';'));
        while (range.starts_with(' '))
            range.remove_prefix(1);
        while (range.ends_with(' '))
            range.remove_suffix(1);
        const bool wholeFamily = range.size() == family.size() + 2 && range.ends_with("/*")
                                 && equalsNoCase(range.substr(0, family.size()), family);
        if (range == "*/*" || wholeFamily || equalsNoCase(range, type))
            return true;
    }
    return false;
}

bool takesJson(const HttpRequest &request)
{
    return request.accept.empty() || accepts(request.accept, "application/json");
}

/// The tools as the dispatcher lets the key have them.
class DispatchedTools final : public McpTools
{
public:
    DispatchedTools(ServerCore &core, QString token, Origin origin)
        : m_core(core)
        , m_token(std::move(token))
        , m_origin(std::move(origin))
    {}

    Awaitable<api::ToolList> list() override
    {
        const json::value listed = co_await dispatch(toolListOperation, {});
        co_return orThrow(api::fromJson<api::ToolList>(listed));
    }

    Awaitable<api::ToolAnswer> call(QString tool, json::value arguments) override
    {
        json::object params{{"tool", tool.toStdString()}, {"arguments", std::move(arguments)}};
        const json::value answer = co_await dispatch(toolCallOperation, std::move(params));
        co_return orThrow(api::fromJson<api::ToolAnswer>(answer));
    }

private:
    /// The dispatcher adds the workspace of the key.
    Awaitable<json::value> dispatch(const char *operation, json::object params)
    {
        DispatchRequest request;
        request.operation = m_core.services.registry.find(operation);
        if (!request.operation)
            throw Problem::of(ProblemCode::Unavailable, tr("This server offers no tools."));
        request.params = std::move(params);
        request.token = m_token;
        request.origin = m_origin;
        co_return co_await m_core.dispatcher.run(std::move(request));
    }

    ServerCore &m_core;
    const QString m_token;
    const Origin m_origin;
};

HttpReply replyOf(const McpAnswer &answer, bool asJson)
{
    HttpReply reply;
    reply.status = answer.status;
    if (answer.retryAfterSeconds)
        reply.headers.emplace_back("Retry-After", std::to_string(*answer.retryAfterSeconds));
    if (answer.body.is_null())
        return reply;
    reply.body = json::serialize(answer.body);
    constexpr int ok = 200;
    if (!asJson && answer.status == ok) {
        reply.contentType = "text/event-stream";
        reply.body = "event: message\ndata: " + reply.body + "\n\n";
    }
    return reply;
}

} // namespace

std::optional<HttpReply> McpDoor::refusalOf(const HttpRequest &request)
{
    constexpr int refused = -32000;
    if (request.verb != HttpVerb::Post) {
        HttpReply reply = refusal(methodNotAllowed, refused, tr("Send messages with POST; this server streams none."));
        reply.headers.emplace_back("Allow", "POST");
        return reply;
    }
    if (!isJsonType(request.contentType))
        return refusal(unsupportedMedia, refused, tr("Send messages as Content-Type: application/json."));
    if (!takesJson(request) && !accepts(request.accept, "text/event-stream"))
        return refusal(notAcceptable, refused, tr("Answers are application/json or text/event-stream."));
    if (!request.mcpRevision.empty() && !isMcpRevision(request.mcpRevision))
        return refusal(badRequest, refused,
                       tr("This server speaks %1 and %2 of the Model Context Protocol.")
                           .arg(QLatin1StringView(mcpNewest.data(), mcpNewest.size()),
                                QLatin1StringView(mcpBefore.data(), mcpBefore.size())));
    return std::nullopt;
}

Awaitable<HttpReply> McpDoor::run(HttpRequest request, QString token, Origin origin) const
{
    const Identity caller = co_await m_core.services.authenticator.authenticate(token, origin.address);
    if (!caller.key)
        throw Problem::of(ProblemCode::Forbidden, tr("Assistants connect with an API key."),
                          tr("Make one for the workspace that the assistant may use."));
    m_core.limiter.check(RateClass::Read, caller);

    constexpr int parseError = -32700;
    const api::JsonLimits limits{.maxBytes = mostBytes, .maxDepth = m_core.options.limits.maxJsonDepth};
    auto message = api::parseJson(request.body, limits);
    if (!message)
        co_return refusal(badRequest, parseError, message.error().detail);
    const std::string revision = request.mcpRevision.empty() ? std::string(mcpBefore) : request.mcpRevision;
    const QString requestId = origin.requestId;
    DispatchedTools tools(m_core, std::move(token), std::move(origin));
    McpExchange exchange(tools, revision, requestId);
    const McpAnswer answer = co_await exchange.answer(*std::move(message));
    co_return replyOf(answer, takesJson(request));
}

} // namespace tabletalk
