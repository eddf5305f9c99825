// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/HttpServer.h"

#include "server/base/AddressRanges.h"
#include "server/net/HttpFaces.h"
#include "server/net/IoThread.h"
#include "server/net/Listener.h"
#include "server/net/OpenFiles.h"
#include "server/net/ServerCore.h"
#include "server/net/SocketSink.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
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

QString tr(const char *text)
{
    return QCoreApplication::translate("HttpServer", text);
}

QString reasonOf(const boost::system::error_code &failed)
{
    return QString::fromStdString(failed.message());
}

ListenOptions listenOptions(const HttpServerOptions &options)
{
    ListenOptions place;
    place.address = options.address;
    place.port = options.port;
    place.tlsCert = options.tlsCert;
    place.tlsKey = options.tlsKey;
    return place;
}

constexpr Farewell notShared{closeCode::notShared, "this server is not shared any more"};

} // namespace

struct HttpServer::State
{
    State(HttpServerOptions options, HttpServerServices services)
        : core(std::move(options), std::move(services))
        , faces(core)
    {}

    Result<std::shared_ptr<Listener>> listen(ListenOptions options, HostNames names);
    Awaitable<void> acceptAll(std::shared_ptr<Listener> listener);
    void take(IoThread &thread, IoThread::Socket socket, const std::shared_ptr<Listener> &listener);
    Awaitable<void> refuse(IoThread::Socket socket);
    void closeNow(const std::shared_ptr<Listener> &listener, std::chrono::milliseconds patience);
    std::shared_ptr<Listener> takeOpened();
    bool idle() const;

    ServerCore core;
    HttpFaces faces;
    std::vector<std::unique_ptr<IoThread>> threads;
    std::shared_ptr<Listener> first; ///< sockets of all live on the first thread
    qint64 maxConnections = 0;
    std::atomic<int> accepting{0};
    std::mutex stopMutex;
    bool stopped = false;
    std::mutex openMutex; ///< one opens or closes at a time
    mutable std::mutex openedMutex;
    std::shared_ptr<Listener> opened;
    std::vector<std::weak_ptr<Listener>> all; ///< whose sockets go before the threads do
};

Result<std::shared_ptr<Listener>> HttpServer::State::listen(ListenOptions options, HostNames names)
{
    auto listener = Listener::open(std::move(options), std::move(names), threads.front()->executor());
    if (!listener)
        return listener;
    std::erase_if(all, [](const std::weak_ptr<Listener> &each) { return each.expired(); });
    all.push_back(*listener);
    accepting.fetch_add(1);
    asio::co_spawn(threads.front()->executor(), acceptAll(*listener), asio::detached);
    return listener;
}

/// Accepts on the first thread and deals the sockets out in turn.
Awaitable<void> HttpServer::State::acceptAll(std::shared_ptr<Listener> listener)
{
    constexpr auto tuple = asio::as_tuple(asio::use_awaitable);
    asio::steady_timer pause(threads.front()->executor());
    for (size_t next = 0; !core.stopping && !listener->isClosed(); ++next) {
        IoThread &thread = *threads[next % threads.size()];
        IoThread::Socket socket(thread.executor());
        auto [failed] = co_await listener->acceptor().async_accept(socket, tuple);
        if (core.stopping || listener->isClosed() || failed == asio::error::operation_aborted
            || failed == asio::error::bad_descriptor)
            break;
        if (failed) {
            // Out of descriptors, most likely: others must end before more can begin.
            qCWarning(lcHttp) << "cannot accept a connection:" << reasonOf(failed);
            pause.expires_after(std::chrono::milliseconds(100));
            co_await pause.async_wait(tuple);
            continue;
        }
        core.metrics.accepted.fetch_add(1);
        take(thread, std::move(socket), listener);
    }
    listener->dropSocket();
    accepting.fetch_sub(1);
}

void HttpServer::State::take(IoThread &thread, IoThread::Socket socket, const std::shared_ptr<Listener> &listener)
{
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    const bool hasRoom = core.metrics.connections.load() < maxConnections;
    std::optional<Visit> visit = hasRoom ? Visit::begin(listener) : std::nullopt;
    if (!visit) {
        core.metrics.refused.fetch_add(1);
        if (!listener->tls())
            asio::co_spawn(thread.executor(), refuse(std::move(socket)), asio::detached);
        return;
    }
    asio::post(thread.executor(), [this, &thread, own = std::move(socket), stay = *std::move(visit)]() mutable {
        if (stay.listener()->isClosed())
            return;
        if (stay.listener()->tls())
            serveTls(core, faces, thread, std::move(own), std::move(stay));
        else
            servePlain(core, faces, thread, std::move(own), std::move(stay));
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

/// Its socket is closed when this returns.
void HttpServer::State::closeNow(const std::shared_ptr<Listener> &listener, std::chrono::milliseconds patience)
{
    std::promise<void> closed;
    asio::post(threads.front()->executor(), [&] {
        listener->close(patience);
        closed.set_value();
    });
    closed.get_future().wait();
}

std::shared_ptr<Listener> HttpServer::State::takeOpened()
{
    const std::scoped_lock lock(openedMutex);
    return std::exchange(opened, nullptr);
}

bool HttpServer::State::idle() const
{
    return accepting == 0 && core.metrics.connections.load() == 0 && core.metrics.inFlight.load() == 0;
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
    constexpr int keptForFiles = 256; // databases, logs and the like
    const int openFiles = raiseOpenFileLimit();

    auto state = std::make_unique<State>(std::move(options), std::move(services));
    state->maxConnections = std::max(16, std::min(state->core.options.limits.maxConnections, openFiles - keptForFiles));
    for (int i = 0; i < std::max(1, state->core.options.ioThreads); ++i)
        state->threads.push_back(std::make_unique<IoThread>(state->core));
    auto listening = state->listen(listenOptions(state->core.options), state->core.hostNames());
    if (!listening)
        return std::unexpected(listening.error());
    state->first = *std::move(listening);
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(state)));
}

quint16 HttpServer::port() const
{
    return m_state->first->port();
}

QString HttpServer::url() const
{
    return m_state->first->url();
}

Result<void> HttpServer::open(ListenOptions options, const QStringList &hostNames)
{
    closeOpened();
    const std::scoped_lock one(m_state->openMutex);
    if (m_state->core.stopping)
        return failure(ProblemCode::Unavailable, tr("The server is shutting down."));
    HostNames names = m_state->core.hostNames();
    names.listenAddress = options.address;
    names.allowedHosts = hostNames;
    names.addressesPass = true;
    auto listener = m_state->listen(std::move(options), std::move(names));
    if (!listener)
        return std::unexpected(listener.error());
    const std::scoped_lock lock(m_state->openedMutex);
    m_state->opened = *std::move(listener);
    return {};
}

void HttpServer::closeOpened()
{
    const std::scoped_lock one(m_state->openMutex);
    const std::shared_ptr<Listener> closing = m_state->takeOpened();
    if (!closing)
        return;
    m_state->closeNow(closing, m_state->core.options.limits.stopTime);
    for (const auto &thread : m_state->threads)
        thread->goAway(closing, notShared);
}

quint16 HttpServer::openedPort() const
{
    const std::scoped_lock lock(m_state->openedMutex);
    return m_state->opened ? m_state->opened->port() : quint16(0);
}

std::vector<api::SharingGuest> HttpServer::guests() const
{
    const std::scoped_lock lock(m_state->openedMutex);
    return m_state->opened ? m_state->opened->guests().guests() : std::vector<api::SharingGuest>();
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
    {
        // Whoever opens a place at this moment has either done so, or sees that it is too late.
        const std::scoped_lock one(m_state->openMutex);
        for (const auto &listener : {m_state->takeOpened(), m_state->first}) {
            if (listener)
                m_state->closeNow(listener, m_state->core.options.limits.stopTime);
        }
    }
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
    for (const auto &each : m_state->all) {
        if (const auto listener = each.lock())
            listener->dropSocket();
    }
}

} // namespace tabletalk
