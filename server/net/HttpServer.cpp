// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/HttpServer.h"

#include "server/base/AddressRanges.h"
#include "server/net/HttpFaces.h"
#include "server/net/IoThread.h"
#include "server/net/OpenFiles.h"
#include "server/net/ServerCore.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <QCoreApplication>
#include <QLoggingCategory>

#include <algorithm>
#include <future>

namespace tabletalk {

Q_LOGGING_CATEGORY(lcHttp, "tabletalk.http")

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Acceptor = asio::basic_socket_acceptor<tcp, IoThread::Executor>;

QString tr(const char *text)
{
    return QCoreApplication::translate("HttpServer", text);
}

QString reasonOf(const boost::system::error_code &failed)
{
    return QString::fromStdString(failed.message());
}

Result<tcp::endpoint> endpointOf(const HttpServerOptions &options)
{
    const QString address = options.address == u"localhost" ? QStringLiteral("127.0.0.1") : options.address;
    boost::system::error_code failed;
    const auto parsed = asio::ip::make_address(address.toStdString(), failed);
    if (failed)
        return failure(ProblemCode::InvalidRequest, tr("%1 is not an address to listen on.").arg(options.address),
                       tr("Use a numeric address such as 127.0.0.1 or 0.0.0.0."));
    return tcp::endpoint(parsed, options.port);
}

Result<std::unique_ptr<asio::ssl::context>> tlsContextOf(const HttpServerOptions &options)
{
    if (options.tlsCert.isEmpty() && options.tlsKey.isEmpty())
        return nullptr;
    const QString hint = tr("Give a certificate chain and its key, both as PEM files.");
    if (options.tlsCert.isEmpty() || options.tlsKey.isEmpty())
        return failure(ProblemCode::InvalidRequest, tr("TLS needs a certificate and a key."), hint);
    using asio::ssl::context;
    auto tls = std::make_unique<context>(context::tls_server);
    tls->set_options(context::default_workarounds | context::no_sslv2 | context::no_sslv3 | context::no_tlsv1
                     | context::no_tlsv1_1 | context::single_dh_use);
    boost::system::error_code failed;
    tls->use_certificate_chain_file(options.tlsCert.toStdString(), failed);
    if (failed)
        return failure(ProblemCode::InvalidRequest,
                       tr("The certificate %1 cannot be used: %2.").arg(options.tlsCert, reasonOf(failed)), hint);
    tls->use_private_key_file(options.tlsKey.toStdString(), context::pem, failed);
    if (failed)
        return failure(ProblemCode::InvalidRequest,
                       tr("The key %1 cannot be used: %2.").arg(options.tlsKey, reasonOf(failed)), hint);
    return tls;
}

} // namespace

struct HttpServer::State
{
    State(HttpServerOptions options, HttpServerServices services)
        : core(std::move(options), std::move(services))
        , faces(core)
    {}

    Result<void> listen();
    Awaitable<void> acceptAll();
    void take(IoThread &thread, IoThread::Socket socket);
    Awaitable<void> refuse(IoThread::Socket socket);
    void closeAcceptor();
    bool idle() const;

    ServerCore core;
    HttpFaces faces;
    std::unique_ptr<asio::ssl::context> tls;
    std::vector<std::unique_ptr<IoThread>> threads;
    std::optional<Acceptor> acceptor; ///< lives on the first thread
    quint16 port = 0;
    qint64 maxConnections = 0;
    std::atomic<bool> accepting{false};
    std::mutex stopMutex;
    bool stopped = false;
};

Result<void> HttpServer::State::listen()
{
    auto endpoint = endpointOf(core.options);
    if (!endpoint)
        return std::unexpected(endpoint.error());
    acceptor.emplace(threads.front()->executor());
    boost::system::error_code failed;
    acceptor->open(endpoint->protocol(), failed);
#ifdef Q_OS_WIN
    // There the usual option would let another program take the port over.
    using OnlyOurs = asio::detail::socket_option::boolean<SOL_SOCKET, SO_EXCLUSIVEADDRUSE>;
    if (!failed)
        acceptor->set_option(OnlyOurs(true), failed);
#else
    if (!failed)
        acceptor->set_option(asio::socket_base::reuse_address(true), failed);
#endif
    if (!failed)
        acceptor->bind(*endpoint, failed);
    if (!failed)
        acceptor->listen(asio::socket_base::max_listen_connections, failed);
    if (failed)
        return failure(ProblemCode::CannotConnect,
                       tr("Cannot listen on %1 port %2: %3.")
                           .arg(core.options.address)
                           .arg(core.options.port)
                           .arg(reasonOf(failed)),
                       tr("Choose another port, or 0 for any free one."));
    port = acceptor->local_endpoint().port();
    return {};
}

/// Accepts on the first thread and deals the sockets out in turn.
Awaitable<void> HttpServer::State::acceptAll()
{
    constexpr auto tuple = asio::as_tuple(asio::use_awaitable);
    asio::steady_timer pause(threads.front()->executor());
    for (size_t next = 0; !core.stopping; ++next) {
        IoThread &thread = *threads[next % threads.size()];
        IoThread::Socket socket(thread.executor());
        auto [failed] = co_await acceptor->async_accept(socket, tuple);
        if (core.stopping || failed == asio::error::operation_aborted || failed == asio::error::bad_descriptor)
            break;
        if (failed) {
            // Out of descriptors, most likely: others must end before more can begin.
            qCWarning(lcHttp) << "cannot accept a connection:" << reasonOf(failed);
            pause.expires_after(std::chrono::milliseconds(100));
            co_await pause.async_wait(tuple);
            continue;
        }
        core.metrics.accepted.fetch_add(1);
        take(thread, std::move(socket));
    }
    accepting = false;
}

void HttpServer::State::take(IoThread &thread, IoThread::Socket socket)
{
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    if (core.metrics.connections.load() >= maxConnections) {
        core.metrics.refused.fetch_add(1);
        if (!tls)
            asio::co_spawn(thread.executor(), refuse(std::move(socket)), asio::detached);
        return;
    }
    asio::post(thread.executor(), [this, &thread, own = std::move(socket)]() mutable {
        if (tls)
            serveTls(core, faces, thread, std::move(own), *tls);
        else
            servePlain(core, faces, thread, std::move(own));
    });
}

/// One line to whoever comes when the house is full. It fits the socket's buffer, so
/// nothing waits.
Awaitable<void> HttpServer::State::refuse(IoThread::Socket socket)
{
    Problem problem = Problem::of(ProblemCode::Busy, tr("The server has as many connections as it takes."),
                                  tr("Try again in a moment."));
    problem.retryAfterSeconds = 5;
    const std::string reply = writeReply(faces.problemReply(problem), {.keepAlive = false});
    co_await asio::async_write(socket, asio::buffer(reply), asio::as_tuple(asio::use_awaitable));
    boost::system::error_code ignored;
    socket.shutdown(tcp::socket::shutdown_send, ignored);
}

void HttpServer::State::closeAcceptor()
{
    asio::post(threads.front()->executor(), [this] {
        boost::system::error_code ignored;
        acceptor->close(ignored);
    });
}

bool HttpServer::State::idle() const
{
    return !accepting && core.metrics.connections.load() == 0 && core.metrics.inFlight.load() == 0;
}

HttpServer::HttpServer(std::unique_ptr<State> state)
    : m_state(std::move(state))
{}

Result<std::unique_ptr<HttpServer>> HttpServer::start(HttpServerOptions options, HttpServerServices services)
{
    AddressRanges proxies;
    for (const QString &proxy : options.trustedProxies) {
        if (!proxies.add(proxy))
            return failure(ProblemCode::InvalidRequest,
                           QCoreApplication::translate("Http", "\"%1\" is no address or range of a proxy.").arg(proxy));
    }
    auto tls = tlsContextOf(options);
    if (!tls)
        return std::unexpected(tls.error());
    constexpr int keptForFiles = 256; // databases, logs and the like
    const int openFiles = raiseOpenFileLimit();

    auto state = std::make_unique<State>(std::move(options), std::move(services));
    state->tls = std::move(*tls);
    state->maxConnections = std::max(16, std::min(state->core.options.limits.maxConnections, openFiles - keptForFiles));
    for (int i = 0; i < std::max(1, state->core.options.ioThreads); ++i)
        state->threads.push_back(std::make_unique<IoThread>(state->core));
    if (auto listening = state->listen(); !listening)
        return std::unexpected(listening.error());
    state->accepting = true;
    asio::co_spawn(state->threads.front()->executor(), state->acceptAll(), asio::detached);
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(state)));
}

quint16 HttpServer::port() const
{
    return m_state->port;
}

QString HttpServer::url() const
{
    const QString &given = m_state->core.options.address;
    const QString host = given.contains(u':') ? QString(u'[' + given + u']') : given;
    const QString scheme = m_state->tls ? QStringLiteral("https") : QStringLiteral("http");
    return QStringLiteral("%1://%2:%3").arg(scheme, host).arg(m_state->port);
}

const Metrics &HttpServer::metrics() const
{
    return m_state->core.metrics;
}

void HttpServer::stop()
{
    using namespace std::chrono;
    const std::scoped_lock once(m_state->stopMutex);
    if (std::exchange(m_state->stopped, true))
        return;
    m_state->core.stopping = true;
    m_state->closeAcceptor();
    for (const auto &thread : m_state->threads)
        thread->goAway();

    const auto begin = steady_clock::now();
    const auto limit = m_state->core.options.limits.stopTime;
    bool aborted = false;
    while (!m_state->idle() && steady_clock::now() - begin < limit) {
        if (!aborted && steady_clock::now() - begin > limit * 3 / 4) {
            aborted = true;
            for (const auto &thread : m_state->threads)
                thread->abortAll();
        }
        std::this_thread::sleep_for(milliseconds(2));
    }
}

HttpServer::~HttpServer()
{
    stop();
    for (const auto &thread : m_state->threads)
        thread->abortAll();
    // What ran on in worker pools has been resumed when these were stopped; let it end.
    const auto begin = std::chrono::steady_clock::now();
    while (!m_state->idle() && std::chrono::steady_clock::now() - begin < std::chrono::seconds(1))
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    for (const auto &thread : m_state->threads)
        thread->finish();
}

} // namespace tabletalk
