// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "server/base/Async.h"
#include "server/platform/Transaction.h"

#include <QString>

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

namespace tabletalk {

class Clock;

struct PlatformDatabaseOptions
{
    QString directory;       ///< the data directory; platform.db lies in it
    int readers = 2;         ///< threads that serve reads of coroutines
    int writeQueue = 20'000; ///< waiting writes beyond which callers get Busy
};

/// Our own database. One writer commits requests in groups, each in its own savepoint
/// and acknowledged after COMMIT, so that "acknowledged" means "on disk" and still
/// thousands a second pass. A callback that throws is rolled back alone and its
/// exception reaches its caller. Callbacks run on another thread: they must not touch
/// what is not theirs, and must not block.
class PlatformDatabase
{
public:
    /// A file of the data directory that says where the database was moved to.
    static constexpr QLatin1StringView movedNote{"platform.moved"};

    /// Opens or creates, unless it was moved away; takes a snapshot when migrations are pending, and migrates.
    static Result<std::unique_ptr<PlatformDatabase>> open(const PlatformDatabaseOptions &options, const Clock &clock);
    virtual ~PlatformDatabase() = default;

    /// For coroutines on I/O threads. work(Transaction &) -> R. Organisations are served in turn, so
    /// what is done for one names it; its work stays in its order.
    template <class Work>
    Awaitable<std::invoke_result_t<Work, Transaction &>> read(const TenantScope &scope, Work work)
    {
        return runAwaited(false, scope.tenant(), std::move(work));
    }
    template <class Work>
    Awaitable<std::invoke_result_t<Work, Transaction &>> write(const TenantScope &scope, Work work)
    {
        return runAwaited(true, scope.tenant(), std::move(work));
    }

    /// For what belongs to none, or is seldom. Has a turn of its own.
    template <class Work>
    Awaitable<std::invoke_result_t<Work, Transaction &>> read(Work work)
    {
        return runAwaited(false, TenantId(), std::move(work));
    }
    template <class Work>
    Awaitable<std::invoke_result_t<Work, Transaction &>> write(Work work)
    {
        return runAwaited(true, TenantId(), std::move(work));
    }

    /// For worker threads, which may wait.
    template <class Work>
    std::invoke_result_t<Work, Transaction &> readNow(const TenantScope &scope, const Work &work)
    {
        return runBlocking(false, scope.tenant(), work);
    }
    template <class Work>
    std::invoke_result_t<Work, Transaction &> writeNow(const TenantScope &scope, const Work &work)
    {
        return runBlocking(true, scope.tenant(), work);
    }
    template <class Work>
    std::invoke_result_t<Work, Transaction &> readNow(const Work &work)
    {
        return runBlocking(false, TenantId(), work);
    }
    template <class Work>
    std::invoke_result_t<Work, Transaction &> writeNow(const Work &work)
    {
        return runBlocking(true, TenantId(), work);
    }

    /// Queued for one of the next groups; nobody waits for the disk. failed is called on the
    /// writer's thread when it could not be stored.
    void writeLater(const TenantScope &scope, std::function<void(Transaction &)> work,
                    std::function<void(std::exception_ptr)> failed)
    {
        queueWrite(scope.tenant(), std::move(work), std::move(failed));
    }
    void writeLater(std::function<void(Transaction &)> work, std::function<void(std::exception_ptr)> failed)
    {
        queueWrite(TenantId(), std::move(work), std::move(failed));
    }

    /// Ends when everything queued before it is on disk.
    virtual void flush() = 0;

    /// Stores what is queued; waiting reads, and whatever comes later, end with Unavailable.
    /// Call it from one thread, and before what runs the coroutines that wait is destroyed.
    virtual void stop() = 0;

    /// True when a statement can be run and all migrations are applied.
    virtual bool isReady() = 0;

protected:
    using Erased = std::function<void(Transaction &)>;
    /// All of them: work of an organisation, or of none.
    virtual Awaitable<void> awaitRead(TenantId whose, Erased work) = 0;
    virtual Awaitable<void> awaitWrite(TenantId whose, Erased work) = 0;
    virtual void blockOnRead(TenantId whose, const Erased &work) = 0;
    virtual void blockOnWrite(TenantId whose, const Erased &work) = 0;
    virtual void queueWrite(TenantId whose, Erased work, std::function<void(std::exception_ptr)> failed) = 0;

private:
    template <class Work>
    Awaitable<std::invoke_result_t<Work, Transaction &>> runAwaited(bool writes, TenantId whose, Work work)
    {
        using R = std::invoke_result_t<Work, Transaction &>;
        if constexpr (std::is_void_v<R>) {
            Erased erased = [&work](Transaction &transaction) { work(transaction); };
            if (writes)
                co_await awaitWrite(whose, std::move(erased));
            else
                co_await awaitRead(whose, std::move(erased));
        } else {
            std::optional<R> result;
            Erased erased = [&work, &result](Transaction &transaction) { result.emplace(work(transaction)); };
            if (writes)
                co_await awaitWrite(whose, std::move(erased));
            else
                co_await awaitRead(whose, std::move(erased));
            co_return std::move(*result);
        }
    }

    template <class Work>
    std::invoke_result_t<Work, Transaction &> runBlocking(bool writes, TenantId whose, const Work &work)
    {
        using R = std::invoke_result_t<Work, Transaction &>;
        const auto run = [&](const Erased &erased) {
            writes ? blockOnWrite(whose, erased) : blockOnRead(whose, erased);
        };
        if constexpr (std::is_void_v<R>) {
            run(work);
        } else {
            std::optional<R> result;
            run([&work, &result](Transaction &transaction) { result.emplace(work(transaction)); });
            return std::move(*result);
        }
    }
};

} // namespace tabletalk
