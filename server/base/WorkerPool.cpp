// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/WorkerPool.h"

#include "core/base/Problem.h"
#include "server/base/ThreadName.h"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <QCoreApplication>
#include <QLoggingCategory>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace tabletalk {

Q_LOGGING_CATEGORY(lcPool, "tabletalk.pool")

namespace {

/// What is queued. run does the work; refuse says that it will never be done.
struct Job
{
    std::move_only_function<void()> run;
    std::move_only_function<void()> refuse;
};

struct TenantQueue
{
    std::deque<Job> waiting;
    int running = 0;
    bool inTurn = false; ///< listed in State::turns
};

Problem busy()
{
    Problem problem =
        Problem::of(ProblemCode::Busy, QCoreApplication::translate("WorkerPool", "Too much work is waiting already."),
                    QCoreApplication::translate("WorkerPool", "Try again in a moment."));
    problem.retryAfterSeconds = 1;
    return problem;
}

Problem stopping()
{
    return Problem::of(ProblemCode::Unavailable,
                       QCoreApplication::translate("WorkerPool", "The server is shutting down."));
}

void nameThisThread(const QString &name)
{
    constexpr qsizetype longestName = 15; // of Linux, without the final zero
    tabletalk::nameThisThread(name.left(longestName).toUtf8().constData());
}

} // namespace

struct WorkerPool::State
{
    explicit State(WorkerPoolOptions given)
        : options(std::move(given))
    {}

    enum class Taken { Yes, Full, Stopping };

    Taken enqueue(TenantId tenant, Job &job);
    void work();
    void finished(TenantId tenant);
    void takeTurn(TenantId tenant, TenantQueue &queue);

    const WorkerPoolOptions options;
    std::mutex stopMutex; ///< makes a second stop() wait for the first
    mutable std::mutex mutex;
    std::condition_variable wake;
    std::map<TenantId, TenantQueue> tenants;
    std::deque<TenantId> turns; ///< tenants with waiting jobs that may run one more, in order of turn
    int waiting = 0;
    int running = 0;
    bool stopping = false;
    std::vector<std::thread> threads;
};

/// Lists the tenant for its next turn, unless it is listed, idle or at its share.
void WorkerPool::State::takeTurn(TenantId tenant, TenantQueue &queue)
{
    const bool atShare = options.perTenant > 0 && queue.running >= options.perTenant;
    if (queue.inTurn || queue.waiting.empty() || atShare)
        return;
    queue.inTurn = true;
    turns.push_back(tenant);
    wake.notify_one();
}

WorkerPool::State::Taken WorkerPool::State::enqueue(TenantId tenant, Job &job)
{
    const std::scoped_lock lock(mutex);
    if (stopping)
        return Taken::Stopping;
    if (waiting >= options.queueLimit)
        return Taken::Full;
    TenantQueue &queue = tenants[tenant];
    if (int(queue.waiting.size()) >= options.perTenantQueue)
        return Taken::Full;
    queue.waiting.push_back(std::move(job));
    ++waiting;
    takeTurn(tenant, queue);
    return Taken::Yes;
}

void WorkerPool::State::finished(TenantId tenant)
{
    const std::scoped_lock lock(mutex);
    --running;
    const auto queue = tenants.find(tenant);
    if (queue == tenants.end())
        return;
    TenantQueue &own = queue->second;
    --own.running;
    if (own.running == 0 && own.waiting.empty())
        tenants.erase(queue);
    else
        takeTurn(tenant, own);
}

void WorkerPool::State::work()
{
    nameThisThread(options.name);
    for (;;) {
        Job job;
        TenantId tenant;
        {
            std::unique_lock lock(mutex);
            wake.wait(lock, [this] { return stopping || !turns.empty(); });
            if (stopping)
                return;
            tenant = turns.front();
            turns.pop_front();
            TenantQueue &queue = tenants[tenant];
            queue.inTurn = false;
            job = std::move(queue.waiting.front());
            queue.waiting.pop_front();
            --waiting;
            ++running;
            ++queue.running;
            takeTurn(tenant, queue);
        }
        job.run();
        job = {}; // what it owns goes before the pool counts it as done
        finished(tenant);
    }
}

WorkerPool::WorkerPool(WorkerPoolOptions options)
    : m_state(std::make_unique<State>(std::move(options)))
{
    const int threads = std::max(1, m_state->options.threads);
    m_state->threads.reserve(size_t(threads));
    for (int i = 0; i < threads; ++i)
        m_state->threads.emplace_back([state = m_state.get()] { state->work(); });
}

WorkerPool::~WorkerPool()
{
    stop();
}

void WorkerPool::stop()
{
    const std::scoped_lock once(m_state->stopMutex);
    std::vector<Job> refused;
    {
        const std::scoped_lock lock(m_state->mutex);
        m_state->stopping = true;
        for (auto &[tenant, queue] : m_state->tenants) {
            std::ranges::move(queue.waiting, std::back_inserter(refused));
            queue.waiting.clear();
        }
        m_state->waiting = 0;
        m_state->turns.clear();
    }
    m_state->wake.notify_all();
    for (Job &job : refused)
        job.refuse();
    refused.clear();
    for (std::thread &thread : m_state->threads)
        thread.join();
    m_state->threads.clear();
}

WorkerPoolFigures WorkerPool::figures() const
{
    const std::scoped_lock lock(m_state->mutex);
    return {.threads = std::max(1, m_state->options.threads), .running = m_state->running, .waiting = m_state->waiting};
}

bool WorkerPool::post(TenantId tenant, std::function<void()> work)
{
    Job job;
    job.run = [work = std::move(work)] {
        try {
            work();
        } catch (const Problem &problem) {
            qCCritical(lcPool) << "posted work failed:" << problem.title << problem.detail;
        } catch (const std::exception &failure) {
            qCCritical(lcPool) << "posted work failed:" << failure.what();
        } catch (...) {
            qCCritical(lcPool) << "posted work failed";
        }
    };
    job.refuse = [] {};
    return m_state->enqueue(tenant, job) == State::Taken::Yes;
}

/// Hands the coroutine's continuation to a pool thread, which posts it back to the
/// coroutine's executor. The continuation owns the coroutine, so work stays valid for
/// as long as the job exists.
Awaitable<void> WorkerPool::runErased(TenantId tenant, std::function<void()> work)
{
    auto initiate = [this, tenant, &work](auto handler) {
        auto executor = boost::asio::get_associated_executor(handler);
        struct Waiting
        {
            decltype(handler) continuation;
            boost::asio::executor_work_guard<decltype(executor)> guard;
        };
        auto waiting = std::make_shared<Waiting>(std::move(handler), boost::asio::make_work_guard(executor));
        const auto resume = [](std::shared_ptr<Waiting> &owner, std::exception_ptr outcome) {
            // The executor is copied out: the guard inside goes as soon as the handler has run.
            auto target = owner->guard.get_executor();
            boost::asio::post(target, [owned = std::move(owner), outcome = std::move(outcome)]() mutable {
                auto continuation = std::move(owned->continuation);
                owned->guard.reset(); // the job may live on for a moment
                owned.reset();
                std::move(continuation)(std::move(outcome));
            });
        };

        Job job;
        job.run = [waiting, resume, &work]() mutable {
            std::exception_ptr outcome;
            try {
                work();
            } catch (...) {
                outcome = std::current_exception();
            }
            resume(waiting, std::move(outcome));
        };
        job.refuse = [waiting, resume]() mutable { resume(waiting, std::make_exception_ptr(stopping())); };
        switch (m_state->enqueue(tenant, job)) {
        case State::Taken::Yes:
            break;
        case State::Taken::Full:
            resume(waiting, std::make_exception_ptr(busy()));
            break;
        case State::Taken::Stopping:
            resume(waiting, std::make_exception_ptr(stopping()));
            break;
        }
    };
    co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(std::exception_ptr)>(
        initiate, boost::asio::use_awaitable);
}

} // namespace tabletalk
