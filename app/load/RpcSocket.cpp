// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/load/RpcSocket.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <boost/json.hpp>

#include <deque>
#include <unordered_map>

namespace tabletalk::load {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using Error = boost::system::error_code;

/// Lives as long as an operation of it is under way.
class RpcSocket::Connection : public std::enable_shared_from_this<Connection>
{
public:
    explicit Connection(asio::io_context &context)
        : m_stream(context)
    {}

    void open(const RpcAddress &address, const std::string &token, Opened opened, Closed closed)
    {
        m_host = address.host;
        m_opened = std::move(opened);
        m_closed = std::move(closed);
        m_stream.set_option(websocket::stream_base::decorator([token](websocket::request_type &request) {
            request.set(beast::http::field::authorization, "Bearer " + token);
            request.set(beast::http::field::user_agent, "tabletalk-load");
        }));
        auto &socket = m_stream.next_layer().socket();
        Error failed;
        socket.open(asio::ip::tcp::v4(), failed);
        if (!failed && !address.from.empty())
            socket.bind({asio::ip::make_address(address.from, failed), 0}, failed);
        if (failed)
            return finishOpening(failed);
        socket.async_connect({asio::ip::make_address(address.host), address.port},
                             [self = shared_from_this()](Error error) { self->connected(error); });
    }

    void call(const std::string &method, boost::json::value params, Answered answered)
    {
        const auto id = ++m_lastId;
        m_waiting.emplace(id, std::move(answered));
        m_outgoing.push_back(boost::json::serialize(
            boost::json::object{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}}));
        if (m_isOpen && m_outgoing.size() == 1)
            writeNext();
    }

    bool isOpen() const { return m_isOpen; }
    size_t pending() const { return m_waiting.size(); }

    void close()
    {
        m_closed = nullptr;
        m_isOpen = false;
        Error ignored;
        m_stream.next_layer().socket().close(ignored);
    }

private:
    void connected(Error error)
    {
        if (error)
            return finishOpening(error);
        m_stream.async_handshake(m_host, "/rpc",
                                 [self = shared_from_this()](Error failed) { self->finishOpening(failed); });
    }

    void finishOpening(Error error)
    {
        m_isOpen = !error;
        const auto opened = std::move(m_opened);
        opened(m_isOpen, error ? error.message() : std::string());
        if (m_isOpen)
            readNext();
    }

    void readNext()
    {
        m_stream.async_read(m_incoming, [self = shared_from_this()](Error error, size_t) {
            if (error)
                return self->ended();
            self->received();
            self->readNext();
        });
    }

    void received()
    {
        const auto bytes = m_incoming.data();
        Error failed;
        const auto message = boost::json::parse({static_cast<const char *>(bytes.data()), bytes.size()}, failed);
        m_incoming.consume(m_incoming.size());
        const auto *object = failed ? nullptr : message.if_object();
        const auto *id = object ? object->if_contains("id") : nullptr;
        if (!id || !id->is_int64())
            return; // a notification
        const auto waiting = m_waiting.find(id->get_int64());
        if (waiting == m_waiting.end())
            return;
        const auto answered = std::move(waiting->second);
        m_waiting.erase(waiting);
        if (const auto *result = object->if_contains("result"))
            answered(*result);
        else
            answered(std::unexpected(problemFrom(*object)));
    }

    static Problem problemFrom(const boost::json::object &message)
    {
        Problem problem;
        const auto *error = message.if_contains("error");
        const auto *data = error && error->is_object() ? error->get_object().if_contains("data") : nullptr;
        if (!data || !data->is_object())
            return problem;
        const auto &fields = data->get_object();
        if (const auto *code = fields.if_contains("code"); code && code->is_string())
            problem.code =
                problemCodeFromName(QString::fromUtf8(code->get_string().c_str())).value_or(ProblemCode::Internal);
        if (const auto *detail = fields.if_contains("detail"); detail && detail->is_string())
            problem.detail = QString::fromUtf8(detail->get_string().c_str());
        return problem;
    }

    void writeNext()
    {
        m_stream.async_write(asio::buffer(m_outgoing.front()), [self = shared_from_this()](Error error, size_t) {
            if (error || !self->m_isOpen)
                return;
            self->m_outgoing.pop_front();
            if (!self->m_outgoing.empty())
                self->writeNext();
        });
    }

    void ended()
    {
        m_isOpen = false;
        if (const auto closed = std::move(m_closed))
            closed();
    }

    websocket::stream<beast::tcp_stream> m_stream;
    std::string m_host;
    Opened m_opened;
    Closed m_closed;
    bool m_isOpen = false;
    beast::flat_buffer m_incoming;
    std::deque<std::string> m_outgoing;
    std::unordered_map<int64_t, Answered> m_waiting;
    int64_t m_lastId = 0;
};

RpcSocket::RpcSocket(asio::io_context &context)
    : m_connection(std::make_shared<Connection>(context))
{}

RpcSocket::~RpcSocket()
{
    m_connection->close();
}

void RpcSocket::open(const RpcAddress &address, const std::string &token, Opened opened, Closed closed)
{
    m_connection->open(address, token, std::move(opened), std::move(closed));
}

void RpcSocket::call(const std::string &method, boost::json::value params, Answered answered)
{
    m_connection->call(method, std::move(params), std::move(answered));
}

bool RpcSocket::isOpen() const
{
    return m_connection->isOpen();
}

size_t RpcSocket::pending() const
{
    return m_connection->pending();
}

void RpcSocket::close()
{
    m_connection->close();
}

} // namespace tabletalk::load
