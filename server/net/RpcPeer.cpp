// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/RpcPeer.h"

#include "server/net/ProblemMapping.h"
#include "server/net/ServerCore.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/json.hpp>

#include <QCoreApplication>
#include <QLoggingCategory>

namespace tabletalk {

Q_LOGGING_CATEGORY(lcRpc, "tabletalk.rpc")

namespace {

constexpr std::string_view attachMethod = "auth.attach";

QString tr(const char *text)
{
    return QCoreApplication::translate("Rpc", text);
}

bool isId(const boost::json::value &json)
{
    return json.is_string() || json.is_number() || json.is_null();
}

QString idText(const boost::json::value &id)
{
    const std::string text =
        id.is_string() ? std::string(id.get_string().data(), id.get_string().size()) : boost::json::serialize(id);
    return QString::fromStdString(text);
}

} // namespace

struct RpcPeer::Request
{
    boost::json::value id; ///< null and notification, or as sent
    bool notification = false;
    std::string method;
    boost::json::value params;
    const Operation *operation = nullptr; ///< nothing for auth.attach
    QString requestId;
};

RpcPeer::RpcPeer(ServerCore &core, const boost::asio::any_io_executor &executor, SocketTransport &transport,
                 Origin origin, std::shared_ptr<GuestBook> guests)
    : m_core(core)
    , m_executor(executor)
    , m_transport(&transport)
    , m_sink(std::make_shared<SocketSink>(executor, transport, core.options.limits.maxOutgoingBytes))
    , m_origin(std::move(origin))
    , m_signInDeadline(core.services.clock.now() + core.options.limits.signInTime)
    , m_guests(std::move(guests))
{}

void RpcPeer::signIn(QString token, Identity identity)
{
    m_token = std::move(token);
    m_identity = std::move(identity);
    m_nextVerify = m_core.services.clock.now() + m_core.options.limits.verifyTime;
    enterGuest({}, {});
}

void RpcPeer::enterGuest(const QString &name, const QString &email)
{
    if (m_guests && m_transport)
        m_guests->arrive(this, {name, email, m_origin.address, m_core.services.clock.now()});
}

void RpcPeer::detach()
{
    if (m_guests)
        m_guests->leave(this);
    m_transport = nullptr;
    m_sink->detach();
}

/// The request in the text; when there is none its sender has been told.
std::optional<RpcPeer::Request> RpcPeer::read(std::string_view text)
{
    Request request;
    request.requestId = m_core.makeRequestId();
    const auto invalid = [&](const QString &detail) -> std::optional<Request> {
        answerError(request.id, rpcInvalidRequest(detail, request.requestId));
        return std::nullopt;
    };
    const NetLimits &limits = m_core.options.limits;
    auto parsed = api::parseJson(text, {.maxBytes = limits.maxMessageBytes, .maxDepth = limits.maxJsonDepth});
    if (!parsed) {
        answerError(nullptr, rpcError(parsed.error(), request.requestId));
        return std::nullopt;
    }
    if (parsed->is_array())
        return invalid(tr("Batches are not taken; send the requests one by one, they run side by side."));
    if (!parsed->is_object())
        return invalid(tr("A request is an object."));
    auto &object = parsed->get_object();

    const auto *id = object.if_contains("id");
    request.notification = !id;
    if (id && !isId(*id))
        return invalid(tr("The id must be a text or a number."));
    if (id)
        request.id = *id;
    const auto *version = object.if_contains("jsonrpc");
    if (!version || *version != "2.0")
        return invalid(tr("\"jsonrpc\" must be \"2.0\"."));
    const auto *method = object.if_contains("method");
    if (!method || !method->is_string())
        return invalid(tr("\"method\" must be the name of an operation."));
    request.method.assign(method->get_string().data(), method->get_string().size());
    if (auto *params = object.if_contains("params"))
        request.params = std::move(*params);
    else
        request.params = boost::json::object{};
    return request;
}

void RpcPeer::receive(std::string_view text)
{
    std::optional<Request> request = read(text);
    if (!request)
        return;
    const auto refuse = [&](const Problem &problem) {
        if (!request->notification)
            answerError(request->id, rpcError(problem, request->requestId));
    };
    if (request->method != attachMethod) {
        request->operation = m_core.services.registry.find(request->method);
        if (!request->operation)
            return refuse(Problem::of(ProblemCode::UnknownOperation, tr("No operation has that name."),
                                      tr("/openapi.json lists all of them.")));
        if (const size_t limit = request->operation->info.maxBodyBytes; text.size() > limit)
            return refuse(Problem::of(ProblemCode::TooLarge,
                                      tr("The message has %1 bytes; the limit is %2.").arg(text.size()).arg(limit)));
    }
    if (!request->params.is_object())
        return refuse(Problem::invalid(QStringLiteral("params"), tr("expected an object")));
    if (m_goingAway || m_core.stopping)
        return refuse(Problem::of(ProblemCode::Unavailable, tr("The server is shutting down."),
                                  tr("Connect again in a moment.")));
    if (m_inFlight >= m_core.options.limits.maxInFlight) {
        Problem busy = Problem::of(ProblemCode::Busy, tr("Too many requests of this connection are running."),
                                   tr("Wait for an answer before asking again."));
        busy.retryAfterSeconds = 1;
        return refuse(busy);
    }
    start(std::move(*request));
}

void RpcPeer::start(Request request)
{
    ++m_inFlight;
    auto guarded = [](std::shared_ptr<RpcPeer> self, Request own) -> Awaitable<void> {
        co_await self->run(std::move(own));
        self->finished();
    };
    boost::asio::co_spawn(m_executor, guarded(shared_from_this(), std::move(request)), boost::asio::detached);
}

void RpcPeer::finished()
{
    --m_inFlight;
    closeGoingAway();
}

void RpcPeer::closeGoingAway()
{
    if (m_goingAway && m_inFlight == 0 && m_transport)
        m_transport->close(m_farewell.code, m_farewell.reason);
}

/// Runs one request and answers it, whatever happens.
Awaitable<void> RpcPeer::run(Request request)
{
    std::optional<Problem> problem;
    try {
        boost::json::value result;
        if (!request.operation) {
            result = co_await attach(std::move(request.params));
        } else {
            DispatchRequest dispatch;
            dispatch.operation = request.operation;
            dispatch.params = std::move(request.params);
            dispatch.token = m_token;
            dispatch.origin = m_origin;
            dispatch.origin.requestId = request.requestId;
            dispatch.sink = m_sink;
            if (!request.notification)
                dispatch.rpcId = idText(request.id);
            result = co_await m_core.dispatcher.run(std::move(dispatch));
        }
        if (!request.notification)
            answer(request.id, result);
    } catch (const Problem &caught) {
        problem = caught;
    } catch (const std::exception &failure) {
        qCCritical(lcRpc) << request.requestId << request.method.c_str() << "failed:" << failure.what();
        problem = Problem::of(ProblemCode::Internal);
    } catch (...) {
        problem = Problem::of(ProblemCode::Internal);
    }
    if (problem && !request.notification)
        answerError(request.id, rpcError(*problem, request.requestId));
}

/// Signs the socket in, or lengthens its stay. Who once signed in stays who they are: the
/// streams that the socket follows are theirs.
Awaitable<boost::json::value> RpcPeer::attach(boost::json::value params)
{
    const auto request = orThrow(api::fromJson<api::AttachRequest>(params));
    Identity identity = co_await m_core.services.authenticator.authenticate(request.accessToken, m_origin.address);
    if (m_identity && (m_identity->user != identity.user || m_identity->tenant != identity.tenant))
        throw Problem::of(ProblemCode::Conflict, tr("This connection belongs to another user or organisation."),
                          tr("Open a new connection."));
    api::AttachResponse response = co_await m_core.services.describeCaller(identity);
    response.expiresAt = identity.expiresAt;
    response.server = api::ServerVersion{QStringLiteral(TABLETALK_VERSION), api::protocolVersion, api::oldestProtocol};
    signIn(request.accessToken, std::move(identity));
    enterGuest(response.user.fullName, response.user.email);
    co_return api::toJson(response);
}

void RpcPeer::sweep(Instant now)
{
    if (!m_transport || m_goingAway)
        return;
    if (!m_identity) {
        if (now >= m_signInDeadline)
            m_transport->close(closeCode::notSignedIn, "nobody signed in");
        return;
    }
    const bool expires = m_identity->expiresAt.msSinceEpoch > 0; // API keys may not
    if (expires && now >= m_identity->expiresAt)
        return m_transport->close(closeCode::notSignedIn, "the token has expired");
    if (now >= m_nextVerify) {
        m_nextVerify = now + m_core.options.limits.verifyTime;
        auto check = [](std::shared_ptr<RpcPeer> self) -> Awaitable<void> { co_await self->verify(); };
        boost::asio::co_spawn(m_executor, check(shared_from_this()), boost::asio::detached);
    }
}

/// A token may be revoked while its socket only listens.
Awaitable<void> RpcPeer::verify()
{
    bool revoked = false;
    const QString token = *m_token;
    try {
        co_await m_core.services.authenticator.authenticate(token, m_origin.address);
    } catch (const Problem &problem) {
        revoked = problem.code == ProblemCode::NotSignedIn;
    } catch (...) {
        qCWarning(lcRpc) << "a token could not be verified again";
    }
    if (revoked && m_transport && m_token == token) // not attached again meanwhile
        m_transport->close(closeCode::notSignedIn, "the token is not valid any more");
}

void RpcPeer::goAway(const Farewell &farewell)
{
    if (m_goingAway)
        return;
    m_goingAway = true;
    m_farewell = farewell;
    closeGoingAway();
}

void RpcPeer::answer(const boost::json::value &id, const boost::json::value &result)
{
    write(R"({"jsonrpc":"2.0","id":)" + boost::json::serialize(id) + R"(,"result":)" + boost::json::serialize(result)
          + '}');
}

void RpcPeer::answerError(const boost::json::value &id, const boost::json::object &error)
{
    write(R"({"jsonrpc":"2.0","id":)" + boost::json::serialize(id) + R"(,"error":)" + boost::json::serialize(error)
          + '}');
}

/// Events that were sent before go out before.
void RpcPeer::write(std::string message)
{
    if (!m_transport)
        return;
    m_sink->flush();
    if (!m_sink->count(message.size()))
        return m_transport->closeAtOnce(closeCode::tryAgainLater, "too slow; resume later");
    m_transport->write(std::make_shared<const std::string>(std::move(message)));
}

} // namespace tabletalk
