// SPDX-License-Identifier: GPL-3.0-or-later
//
// Included by the Sessions*.cpp files only: Beast is slow to compile.
#pragma once

#include "server/api/TextStream.h"
#include "server/net/HttpFaces.h"
#include "server/net/Listener.h"
#include "server/net/WebSocketSession.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <QCoreApplication>

namespace tabletalk {

using PlainStream = boost::beast::basic_stream<boost::asio::ip::tcp, IoThread::Executor>;

inline HttpVerb verbOf(boost::beast::http::verb given)
{
    using boost::beast::http::verb;
    switch (given) {
    case verb::get:
        return HttpVerb::Get;
    case verb::head:
        return HttpVerb::Head;
    case verb::post:
        return HttpVerb::Post;
    case verb::put:
        return HttpVerb::Put;
    case verb::patch:
        return HttpVerb::Patch;
    case verb::delete_:
        return HttpVerb::Delete;
    default:
        return HttpVerb::Other;
    }
}

/// One HTTP connection: reads requests one after the other, each within its limits, and
/// answers them; becomes a WebSocketSession when asked to. Kept alive by its coroutine.
template <class Stream>
class HttpSession final : public Connection, public std::enable_shared_from_this<HttpSession<Stream>>
{
public:
    HttpSession(ServerCore &core, const HttpFaces &faces, IoThread &thread, Stream stream, std::string address,
                bool fromLoopback, Visit visit)
        : m_visit(std::move(visit))
        , m_listener(m_visit.listener())
        , m_core(core)
        , m_faces(faces)
        , m_thread(thread)
        , m_stream(std::move(stream))
        , m_address(std::move(address))
        , m_fromLoopback(fromLoopback)
    {
        m_thread.add(this);
    }

    ~HttpSession() override { m_thread.remove(this); }

    Stream &stream() { return m_stream; }

    const Listener *listener() const override { return m_listener.get(); }
    void goAway(const Farewell &) override
    {
        m_goingAway = true;
        if (m_idle)
            abort();
    }
    void abort() override { lowest().close(); }
    void sweep(Instant, std::chrono::steady_clock::time_point) override {}

    /// Serves the connection to its end.
    Awaitable<void> run()
    {
        bool more = true;
        bool first = true;
        while (more) {
            if (!co_await waitForRequest(first))
                break;
            first = false;
            more = co_await serveOne();
        }
        if (!m_handedOver)
            co_await linger();
    }

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    static constexpr auto tuple = boost::asio::as_tuple(boost::asio::use_awaitable);

    auto &lowest() { return boost::beast::get_lowest_layer(m_stream); }

    /// Until the first byte of a request is there. An idle connection may rest longer than
    /// one that has begun to speak.
    Awaitable<bool> waitForRequest(bool first)
    {
        const NetLimits &limits = m_core.options.limits;
        if (m_goingAway)
            co_return false;
        if (m_buffer.size() == 0) {
            m_idle = true;
            lowest().expires_after(first ? limits.headerTime : limits.idleTime);
            constexpr size_t firstRead = 2048;
            auto [failed, size] = co_await m_stream.async_read_some(m_buffer.prepare(firstRead), tuple);
            m_idle = false;
            if (failed)
                co_return false;
            m_buffer.commit(size);
        }
        co_return true;
    }

    /// One request and its answer; whether another may follow.
    Awaitable<bool> serveOne()
    {
        const NetLimits &limits = m_core.options.limits;
        Parser parser;
        parser.header_limit(std::uint32_t(limits.maxHeaderBytes));
        parser.body_limit(boost::none); // decided below, once it is known for what
        lowest().expires_after(limits.headerTime);
        auto [failed, read] = co_await boost::beast::http::async_read_header(m_stream, m_buffer, parser, tuple);
        if (failed) {
            co_await refuseUnreadable(failed);
            co_return false;
        }

        HttpRequest request = headOf(parser);
        HttpFaces::Plan plan = m_faces.plan(request, m_listener->guard());
        const ReplyOptions options{.head = request.verb == HttpVerb::Head,
                                   .keepAlive = parser.keep_alive() && !m_goingAway,
                                   .chunked = parser.get().version() >= 11,
                                   .tls = !std::is_same_v<Stream, PlainStream>};
        if (plan.kind == HttpFaces::Plan::Kind::Rpc) {
            co_await upgrade(parser.release(), std::move(plan), std::move(request));
            co_return false;
        }
        if (plan.kind == HttpFaces::Plan::Kind::Reply) {
            ReplyOptions closing = options;
            closing.keepAlive = options.keepAlive && parser.is_done(); // a body that follows is not read
            co_return co_await send(plan.reply, closing) && closing.keepAlive;
        }

        if (!co_await readBody(parser, plan))
            co_return false;
        request.body = std::move(parser.get().body());
        HttpReply reply = co_await m_faces.run(std::move(plan), std::move(request));
        ReplyOptions now = options;
        now.keepAlive = options.keepAlive && !m_goingAway && (options.chunked || !reply.stream);
        co_return co_await send(reply, now) && co_await sendStream(reply, now) && now.keepAlive;
    }

    HttpRequest headOf(const Parser &parser) const
    {
        using boost::beast::http::field;
        const auto &message = parser.get();
        const auto text = [&](auto name) {
            const auto value = message[name];
            return std::string(value.data(), value.size());
        };
        HttpRequest request;
        request.verb = verbOf(message.method());
        request.target.assign(message.target().data(), message.target().size());
        request.host = text(field::host);
        request.origin = text(field::origin);
        request.authorization = text(field::authorization);
        request.contentType = text(field::content_type);
        request.userAgent = text(field::user_agent);
        request.address = m_address;
        request.forwardedFor = text("X-Forwarded-For");
        request.acceptEncoding = text(field::accept_encoding);
        request.accept = text(field::accept);
        request.lastEventId = text("Last-Event-ID");
        request.mcpRevision = text("MCP-Protocol-Version");
        request.fromLoopback = m_fromLoopback;
        request.fromGuest = m_listener->forGuests();
        return request;
    }

    /// Reads the body within the operation's limit; false when the connection is done for.
    Awaitable<bool> readBody(Parser &parser, const HttpFaces::Plan &plan)
    {
        namespace http = boost::beast::http;
        if (parser.is_done())
            co_return true;
        const size_t limit = plan.bodyLimit;
        const auto announced = parser.content_length();
        if (announced && *announced > limit) {
            co_await refuse(tooLarge(limit), plan.requestId);
            co_return false;
        }
        parser.body_limit(limit);
        lowest().expires_after(m_core.options.limits.bodyTime);
        if (boost::beast::iequals(parser.get()[http::field::expect], "100-continue")) {
            static constexpr std::string_view goOn = "HTTP/1.1 100 Continue\r\n\r\n";
            auto [unsent, written] =
                co_await boost::asio::async_write(m_stream, boost::asio::buffer(goOn.data(), goOn.size()), tuple);
            if (unsent)
                co_return false;
        }
        auto [failed, read] = co_await http::async_read(m_stream, m_buffer, parser, tuple);
        if (!failed)
            co_return true;
        if (failed == http::error::body_limit)
            co_await refuse(tooLarge(limit), plan.requestId);
        else
            co_await refuseUnreadable(failed);
        co_return false;
    }

    static Problem tooLarge(size_t limit)
    {
        return Problem::of(
            ProblemCode::TooLarge,
            QCoreApplication::translate("Http", "The body is larger than the %1 bytes that this operation takes.")
                .arg(limit));
    }

    /// Says what was wrong with a request that could not be read, if somebody may listen.
    Awaitable<void> refuseUnreadable(boost::system::error_code failed)
    {
        namespace http = boost::beast::http;
        if (failed == boost::beast::error::timeout) {
            abort(); // the stream has closed the socket already
            co_return;
        }
        const bool ofHttp = failed.category() == make_error_code(http::error::bad_method).category();
        if (!ofHttp || failed == http::error::end_of_stream || failed == http::error::partial_message)
            co_return;
        if (failed == http::error::header_limit)
            co_await refuse(Problem::of(ProblemCode::TooLarge,
                                        QCoreApplication::translate("Http", "The header is larger than %1 bytes.")
                                            .arg(m_core.options.limits.maxHeaderBytes)),
                            m_core.makeRequestId());
        else
            co_await refuse(Problem::of(ProblemCode::InvalidRequest,
                                        QCoreApplication::translate("Http", "The request is not proper HTTP.")),
                            m_core.makeRequestId());
    }

    Awaitable<void> refuse(Problem problem, QString requestId)
    {
        const HttpReply reply = m_faces.problemReply(problem, requestId);
        co_await send(reply, {.head = false, .keepAlive = false});
    }

    Awaitable<bool> send(const HttpReply &reply, ReplyOptions options)
    {
        const std::string bytes = writeReply(reply, options);
        lowest().expires_after(m_core.options.limits.writeTime);
        auto [failed, written] = co_await boost::asio::async_write(m_stream, boost::asio::buffer(bytes), tuple);
        co_return !failed;
    }

    /// The pieces of a reply that is a stream. One that fails half way ends without the last
    /// chunk, so that its reader knows that something is missing.
    Awaitable<bool> sendStream(const HttpReply &reply, ReplyOptions options)
    {
        if (!reply.stream || options.head)
            co_return true;
        for (bool more = true; more;) {
            std::optional<std::string> piece;
            try {
                piece = co_await reply.stream->next();
            } catch (...) {
                co_return false;
            }
            more = piece.has_value();
            if (more && piece->empty())
                continue; // an empty chunk would be the last one
            std::string bytes = piece.value_or(std::string());
            if (options.chunked)
                bytes = chunkOf(bytes);
            lowest().expires_after(m_core.options.limits.writeTime);
            auto [failed, written] = co_await boost::asio::async_write(m_stream, boost::asio::buffer(bytes), tuple);
            if (failed)
                co_return false;
        }
        co_return true;
    }

    /// Turns the connection into a WebSocket, on a coroutine of its own, so that what HTTP
    /// needed is freed.
    Awaitable<void> upgrade(Parser::value_type message, HttpFaces::Plan plan, HttpRequest request)
    {
        if (!boost::beast::websocket::is_upgrade(message)) {
            co_await refuse(Problem::of(ProblemCode::InvalidRequest,
                                        QCoreApplication::translate("Http", "This address takes WebSockets only.")),
                            plan.requestId);
            co_return;
        }
        auto token = HttpFaces::bearerToken(request.authorization);
        std::optional<Identity> identity;
        std::optional<Problem> problem;
        try {
            identity = co_await m_faces.signInAtUpgrade(token, m_faces.originOf(request, plan.requestId).address);
        } catch (const Problem &caught) {
            problem = caught;
        } catch (...) {
            problem = Problem::of(ProblemCode::Internal);
        }
        if (problem) {
            co_await refuse(std::move(*problem), plan.requestId);
            co_return;
        }

        if (m_listener->isClosed())
            co_return;
        m_handedOver = true;
        Origin origin = m_faces.originOf(request, plan.requestId);
        auto session = std::make_shared<WebSocketSession<Stream>>(m_core, m_thread, std::move(m_stream),
                                                                  std::move(origin), std::move(m_visit));
        if (identity)
            session->peer().signIn(std::move(*token), std::move(*identity));
        auto serve = [](auto self, auto upgradeRequest) -> Awaitable<void> {
            const bool accepted = co_await self->accept(std::move(upgradeRequest));
            if (accepted)
                co_await self->readAll();
        };
        boost::asio::co_spawn(m_thread.executor(), serve(std::move(session), std::move(message)),
                              boost::asio::detached);
    }

    /// Lets the peer read our last words before the socket goes: closing with unread data
    /// would take them back.
    Awaitable<void> linger()
    {
        boost::system::error_code ignored;
        lowest().socket().shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
        lowest().expires_after(m_core.options.limits.closeTime);
        constexpr size_t piece = 64 * 1024;
        constexpr size_t most = 8 * 1024 * 1024; // whoever sends more loses the answer
        for (size_t dropped = 0; dropped < most && !m_goingAway && !ignored;) {
            m_buffer.clear();
            auto [failed, size] = co_await lowest().async_read_some(m_buffer.prepare(piece), tuple);
            if (failed || size == 0)
                break;
            dropped += size;
        }
        abort();
    }

    Visit m_visit;                              ///< before the stream, which uses its certificate
    const std::shared_ptr<Listener> m_listener; ///< also when the visit was handed over
    ServerCore &m_core;
    const HttpFaces &m_faces;
    IoThread &m_thread;
    Stream m_stream;
    boost::beast::flat_buffer m_buffer;
    const std::string m_address;
    const bool m_fromLoopback;
    bool m_idle = false;
    bool m_goingAway = false;
    bool m_handedOver = false;
};

} // namespace tabletalk
