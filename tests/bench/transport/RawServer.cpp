// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/transport/RawServer.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include <thread>
#include <vector>

namespace tabletalk::bench {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;

class Echo : public std::enable_shared_from_this<Echo>
{
public:
    explicit Echo(Socket socket)
        : m_ws(std::move(socket))
    {}

    void start()
    {
        m_ws.async_accept([self = shared_from_this()](const boost::system::error_code &failed) {
            if (!failed)
                self->read();
        });
    }

private:
    void read()
    {
        m_ws.async_read(m_buffer, [self = shared_from_this()](const boost::system::error_code &failed, size_t) {
            if (!failed)
                self->write();
        });
    }
    void write()
    {
        m_ws.text(true);
        m_ws.async_write(m_buffer.cdata(),
                         [self = shared_from_this()](const boost::system::error_code &failed, size_t) {
                             self->m_buffer.clear();
                             if (!failed)
                                 self->read();
                         });
    }

    boost::beast::websocket::stream<Socket, false> m_ws;
    boost::beast::flat_buffer m_buffer;
};

} // namespace

struct RawServer::State
{
    struct Worker
    {
        asio::io_context context{1};
        asio::executor_work_guard<Executor> guard{context.get_executor()};
        std::thread thread;
    };

    void accept()
    {
        Worker &worker = *workers[next++ % workers.size()];
        acceptor->async_accept(worker.context, [this, &worker](const boost::system::error_code &failed, Socket socket) {
            if (failed)
                return;
            socket.set_option(tcp::no_delay(true));
            asio::post(worker.context, [own = std::make_shared<Echo>(std::move(socket))] { own->start(); });
            accept();
        });
    }

    std::vector<std::unique_ptr<Worker>> workers;
    std::optional<asio::basic_socket_acceptor<tcp, Executor>> acceptor;
    size_t next = 0;
};

RawServer::RawServer()
    : m_state(std::make_unique<State>())
{
    constexpr int threads = 2; // as the server has by default
    for (int i = 0; i < threads; ++i)
        m_state->workers.push_back(std::make_unique<State::Worker>());
    m_state->acceptor.emplace(m_state->workers.front()->context.get_executor(),
                              tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    m_state->accept();
    for (const auto &worker : m_state->workers)
        worker->thread = std::thread([context = &worker->context] { context->run(); });
}

RawServer::~RawServer()
{
    for (const auto &worker : m_state->workers)
        worker->context.stop();
    for (const auto &worker : m_state->workers)
        worker->thread.join();
}

quint16 RawServer::port() const
{
    return m_state->acceptor->local_endpoint().port();
}

} // namespace tabletalk::bench
