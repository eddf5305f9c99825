// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/outbound/HttpClient.h"

#include "core/base/Clock.h"
#include "server/base/ThreadName.h"
#include "server/base/WindowsCertificates.h"
#include "server/outbound/CircuitBreakers.h"
#include "server/outbound/HttpTransfer.h"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <QCoreApplication>
#include <QFile>
#include <QRandomGenerator>

#include <algorithm>
#include <map>
#include <mutex>
#include <thread>

namespace tabletalk {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::milliseconds firstPause{300};
constexpr std::chrono::milliseconds longestPause{5'000};
constexpr int longestWaitAskedFor = 10; ///< seconds of a Retry-After that are waited; beyond, it is told
constexpr int pollMilliseconds = 1'000;
/// One look at all transfers costs the same however much has come: with many under way, what comes within this time
/// is taken at one look. Nobody reads a model's words that fast.
constexpr std::chrono::milliseconds betweenLooks{20};
constexpr int manyTransfers = 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("Outbound", text);
}

QString originOf(const QUrl &url)
{
    return url.scheme() + u"://" + url.host() + u':' + QString::number(url.port(url.scheme() == u"https" ? 443 : 80));
}

/// Full jitter: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
std::chrono::milliseconds pauseBefore(int attempt)
{
    const qint64 longest = std::min(longestPause.count(), firstPause.count() << std::min(attempt, 10));
    return std::chrono::milliseconds(QRandomGenerator::global()->bounded(quint32(longest)) + 1);
}

bool isOverload(int status)
{
    return status == 429 || status == 502 || status == 503 || status == 504 || status == 529;
}

std::optional<QByteArray> systemCertificates()
{
    for (const char *path : {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
                             "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem"}) {
        QFile file(QString::fromLatin1(path));
        if (file.open(QIODevice::ReadOnly))
            return file.readAll();
    }
    const QByteArray ofWindows = windowsCertificates();
    return ofWindows.isEmpty() ? std::optional<QByteArray>() : ofWindows;
}

struct MultiFree
{
    void operator()(CURLM *multi) const { curl_multi_cleanup(multi); }
};

} // namespace

struct HttpClient::State
{
    State(OutboundOptions given, const Clock &clock)
        : options(std::move(given))
        , breakers(clock)
        , rules{options.hosts, options.proxy.toUtf8(), {}, socketsOpened}
        , multi(curl_multi_init())
    {}

    enum class Added { Yes, Full, Stopping };

    Added add(std::shared_ptr<HttpTransfer> transfer);
    void cancel(const std::shared_ptr<HttpTransfer> &transfer);
    void work(const std::stop_token &stop);
    void startNew();
    void endDone();
    void endAll();

    OutboundOptions options;
    CircuitBreakers breakers;
    std::atomic<qint64> socketsOpened{0};
    TransferRules rules;
    std::unique_ptr<CURLM, MultiFree> multi;

    std::mutex mutex;
    std::vector<std::shared_ptr<HttpTransfer>> waiting;
    std::vector<std::weak_ptr<HttpTransfer>> cancelled;
    size_t underWay = 0;
    bool stopping = false;

    std::map<CURL *, std::shared_ptr<HttpTransfer>> running; ///< of the thread
    std::jthread thread;
};

HttpClient::State::Added HttpClient::State::add(std::shared_ptr<HttpTransfer> transfer)
{
    {
        const std::scoped_lock lock(mutex);
        if (stopping)
            return Added::Stopping;
        if (underWay >= mostTransfers)
            return Added::Full;
        ++underWay;
        waiting.push_back(std::move(transfer));
    }
    curl_multi_wakeup(multi.get());
    return Added::Yes;
}

void HttpClient::State::cancel(const std::shared_ptr<HttpTransfer> &transfer)
{
    {
        const std::scoped_lock lock(mutex);
        if (stopping)
            return;
        cancelled.push_back(transfer);
    }
    curl_multi_wakeup(multi.get());
}

void HttpClient::State::startNew()
{
    std::vector<std::shared_ptr<HttpTransfer>> begun;
    std::vector<std::weak_ptr<HttpTransfer>> ended;
    {
        const std::scoped_lock lock(mutex);
        begun.swap(waiting);
        ended.swap(cancelled);
    }
    for (std::shared_ptr<HttpTransfer> &transfer : begun) {
        if (transfer->isStopped()) {
            transfer->endWith(Problem::of(ProblemCode::Cancelled));
            const std::scoped_lock lock(mutex);
            --underWay;
            continue;
        }
        CURL *handle = transfer->handle();
        running.emplace(handle, std::move(transfer));
        curl_multi_add_handle(multi.get(), handle);
    }
    for (const std::weak_ptr<HttpTransfer> &weak : ended) {
        const std::shared_ptr<HttpTransfer> transfer = weak.lock();
        if (!transfer || running.erase(transfer->handle()) == 0)
            continue;
        curl_multi_remove_handle(multi.get(), transfer->handle());
        transfer->endWith(Problem::of(ProblemCode::Cancelled));
        const std::scoped_lock lock(mutex);
        --underWay;
    }
}

void HttpClient::State::endDone()
{
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(multi.get(), &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        CURL *handle = message->easy_handle;
        const CURLcode code = message->data.result;
        const auto found = running.find(handle);
        const std::shared_ptr<HttpTransfer> transfer = found->second;
        running.erase(found);
        curl_multi_remove_handle(multi.get(), handle);
        transfer->end(code);
        const std::scoped_lock lock(mutex);
        --underWay;
    }
}

void HttpClient::State::endAll()
{
    const Problem stopped = Problem::of(ProblemCode::Unavailable, tr("The server is shutting down."));
    std::vector<std::shared_ptr<HttpTransfer>> never;
    {
        const std::scoped_lock lock(mutex);
        never.swap(waiting);
        cancelled.clear();
    }
    for (const std::shared_ptr<HttpTransfer> &transfer : never)
        transfer->endWith(stopped);
    for (const auto &[handle, transfer] : running) {
        curl_multi_remove_handle(multi.get(), handle);
        transfer->endWith(stopped);
    }
    running.clear();
}

void HttpClient::State::work(const std::stop_token &stop)
{
    nameThisThread("outbound");
    while (!stop.stop_requested()) {
        startNew();
        int active = 0;
        curl_multi_perform(multi.get(), &active);
        endDone();
        if (active >= manyTransfers)
            std::this_thread::sleep_for(betweenLooks);
        curl_multi_poll(multi.get(), nullptr, 0, pollMilliseconds, nullptr);
    }
    endAll();
}

Result<std::unique_ptr<HttpClient>> HttpClient::create(OutboundOptions options, const Clock &clock)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return failure(ProblemCode::Internal);
    const QUrl proxy(options.proxy, QUrl::StrictMode);
    if (!options.proxy.isEmpty() && (!proxy.isValid() || proxy.host().isEmpty()))
        return failure(ProblemCode::InvalidRequest, tr("The address of the proxy is none."),
                       tr("Write it as http://proxy.example.org:3128"));
    QByteArray trusted;
    if (!options.caFile.isEmpty()) {
        QFile file(options.caFile);
        if (file.open(QIODevice::ReadOnly))
            trusted = file.readAll();
        if (!trusted.contains("BEGIN CERTIFICATE"))
            return failure(ProblemCode::InvalidRequest, tr("%1 holds no certificates.").arg(options.caFile),
                           tr("Give a file in PEM format."));
        trusted = systemCertificates().value_or(QByteArray()) + '\n' + trusted;
    }
    auto state = std::make_unique<State>(std::move(options), clock);
    state->rules.trusted = std::move(trusted);
    state->thread = std::jthread([state = state.get()](const std::stop_token &stop) { state->work(stop); });
    return std::unique_ptr<HttpClient>(new HttpClient(std::move(state)));
}

HttpClient::HttpClient(std::unique_ptr<State> state)
    : m_state(std::move(state))
{}

HttpClient::~HttpClient()
{
    stop();
}

void HttpClient::stop()
{
    {
        const std::scoped_lock lock(m_state->mutex);
        m_state->stopping = true;
    }
    m_state->thread.request_stop();
    curl_multi_wakeup(m_state->multi.get());
    if (m_state->thread.joinable())
        m_state->thread.join();
}

bool HttpClient::isAirGapped() const
{
    return m_state->options.airGap;
}

qint64 HttpClient::socketsOpened() const
{
    return m_state->socketsOpened.load(std::memory_order_relaxed);
}

QByteArray WebAnswer::header(QByteArrayView lowerName) const
{
    const auto found = std::ranges::find_if(headers, [&](const auto &one) { return one.first == lowerName; });
    return found == headers.end() ? QByteArray() : found->second;
}

/// Behind a proxy the socket leads to the proxy, and the name must be looked at before.
static Awaitable<bool> leadsToPrivate(const QUrl &url, const ReachableHosts &hosts)
{
    QHostAddress literal;
    if (literal.setAddress(url.host()))
        co_return !hosts.allows(literal);
    asio::ip::tcp::resolver resolver(co_await asio::this_coro::executor);
    boost::system::error_code failed;
    const auto found = co_await resolver.async_resolve(url.host().toStdString(), std::string("443"),
                                                       asio::redirect_error(asio::use_awaitable, failed));
    bool refused = failed.failed() || found.empty();
    for (const auto &entry : found)
        refused =
            refused || !hosts.allows(QHostAddress(QString::fromStdString(entry.endpoint().address().to_string())));
    co_return refused;
}

Awaitable<Result<WebAnswer>> HttpClient::sendOnce(const WebRequest &request, std::stop_token stop)
{
    State *state = m_state.get();
    auto initiate = [state, &request, stop](auto handler) {
        const auto executor = asio::get_associated_executor(handler);
        auto guard = asio::make_work_guard(executor);
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        HttpTransfer::Done done = [shared, guard = std::move(guard), executor](Result<WebAnswer> answer) mutable {
            asio::post(executor, [shared = std::move(shared), answer = std::move(answer)]() mutable {
                auto continuation = std::move(*shared);
                shared.reset();
                std::move(continuation)(std::move(answer));
            });
        };
        auto transfer = std::make_shared<HttpTransfer>(request, state->rules, std::move(done));
        if (stop.stop_possible())
            transfer->stopWith(stop, [state, weak = std::weak_ptr(transfer)] {
                if (const auto running = weak.lock())
                    state->cancel(running);
            });
        switch (transfer->handle() ? state->add(transfer) : State::Added::Full) {
        case State::Added::Yes:
            break;
        case State::Added::Full: {
            Problem busy = Problem::of(ProblemCode::Busy, tr("Too much is asked of other servers already."),
                                       tr("Try again in a moment."));
            busy.retryAfterSeconds = 1;
            return transfer->endWith(std::move(busy));
        }
        case State::Added::Stopping:
            return transfer->endWith(Problem::of(ProblemCode::Unavailable, tr("The server is shutting down.")));
        }
    };
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(Result<WebAnswer>)>(
        initiate, asio::use_awaitable);
}

Awaitable<Result<WebAnswer>> HttpClient::send(WebRequest request, std::stop_token stop)
{
    if (m_state->options.airGap)
        co_return failure(
            ProblemCode::OutboundRefused, tr("This server is sealed off: it sends nothing to other machines."),
            tr("An operator decides that with --air-gap, or whoever administers this computer by its policy."));
    const QString scheme = request.url.scheme();
    if (!request.url.isValid() || request.url.host().isEmpty() || (scheme != u"http" && scheme != u"https"))
        co_return failure(ProblemCode::InvalidRequest, tr("That is no address of the web."),
                          tr("It begins with https:// or http://"));
    const bool proxied = !m_state->options.proxy.isEmpty() || qEnvironmentVariableIsSet("https_proxy")
                         || qEnvironmentVariableIsSet("http_proxy") || qEnvironmentVariableIsSet("HTTPS_PROXY")
                         || qEnvironmentVariableIsSet("ALL_PROXY") || qEnvironmentVariableIsSet("all_proxy");
    if (proxied && request.onBehalfOf == OnBehalfOf::Tenant && !m_state->options.hosts.isOpen()) {
        request.redirects = 0; // where they lead is the proxy's to say
        if (co_await leadsToPrivate(request.url, m_state->options.hosts))
            co_return failure(
                ProblemCode::OutboundRefused,
                tr("%1 lies in a private network, or nowhere that this server knows of.").arg(request.url.host()));
    }
    const QString origin = originOf(request.url);
    bool gaveBytes = false;
    if (request.onBytes)
        request.onBytes = [&gaveBytes, take = std::move(request.onBytes)](QByteArrayView bytes) {
            gaveBytes = true;
            return take(bytes);
        };
    for (int attempt = 0;; ++attempt) {
        if (!m_state->breakers.mayTry(origin)) {
            Problem away =
                Problem::of(ProblemCode::CannotConnect, tr("%1 failed several times.").arg(request.url.host()),
                            tr("It is left alone for a moment and then tried again."));
            away.retryAfterSeconds = std::max(1, m_state->breakers.secondsLeft(origin));
            co_return std::unexpected(std::move(away));
        }
        Result<WebAnswer> answer = co_await sendOnce(request, stop);
        const ProblemCode code = answer ? ProblemCode::Internal : answer.error().code;
        const bool unreachable = !answer && (code == ProblemCode::CannotConnect || code == ProblemCode::RequestTimeout);
        const bool overloaded = answer && isOverload(answer->status);
        if (unreachable || (overloaded && answer->status != 429))
            m_state->breakers.failed(origin);
        else
            m_state->breakers.succeeded(origin);
        const int asked = answer ? answer->header("retry-after").toInt() : 0;
        const bool again = (overloaded || (unreachable && code == ProblemCode::CannotConnect)) && !gaveBytes
                           && attempt + 1 < request.attempts && asked <= longestWaitAskedFor && !stop.stop_requested();
        if (!again)
            co_return answer;
        asio::steady_timer timer(co_await asio::this_coro::executor);
        timer.expires_after(std::max(pauseBefore(attempt), std::chrono::milliseconds(asked * 1000)));
        boost::system::error_code ignored;
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
}

} // namespace tabletalk
