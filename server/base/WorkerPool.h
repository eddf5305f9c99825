// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "server/base/Async.h"

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

namespace tabletalk {

struct WorkerPoolOptions
{
    QString name; ///< shown in logs and as thread name
    int threads = 4;
    int queueLimit = 1000;    ///< waiting jobs beyond which callers get Busy
    int perTenant = 0;        ///< how many threads one tenant may hold at once; 0: no share
    int perTenantQueue = 200; ///< waiting jobs of one tenant beyond which it gets Busy
};

/// What a pool is doing at this moment.
struct WorkerPoolFigures
{
    int threads = 0;
    int running = 0;
    int waiting = 0;
};

/// Threads for work that blocks. Tenants are served in turn, so that one tenant's slow
/// queries never starve another's. Destruction waits for running jobs; waiting ones
/// end with Unavailable.
class WorkerPool
{
public:
    explicit WorkerPool(WorkerPoolOptions options);
    ~WorkerPool();
    WorkerPool(const WorkerPool &) = delete;
    WorkerPool &operator=(const WorkerPool &) = delete;

    /// Runs work() on a pool thread and resumes the coroutine on its own executor with
    /// the result or the exception. Throws Problem Busy at once when the queue is full.
    template <class Work>
    Awaitable<std::invoke_result_t<Work>> run(TenantId tenant, Work work)
    {
        using R = std::invoke_result_t<Work>;
        if constexpr (std::is_void_v<R>) {
            std::function<void()> erased = [&work] { work(); };
            co_await runErased(tenant, std::move(erased));
        } else {
            std::optional<R> result;
            std::function<void()> erased = [&work, &result] { result.emplace(work()); };
            co_await runErased(tenant, std::move(erased));
            co_return std::move(*result);
        }
    }

    /// Fire and forget; false when the queue is full. work must not throw.
    bool post(TenantId tenant, std::function<void()> work);

    /// Takes nothing more, ends what waits with Unavailable and waits for what runs. The
    /// coroutines that waited resume on their own executors, which must still be alive.
    /// Not to be called on a thread of the pool.
    void stop();

    WorkerPoolFigures figures() const;

private:
    Awaitable<void> runErased(TenantId tenant, std::function<void()> work);

    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace tabletalk
