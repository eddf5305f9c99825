// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/ThreadedDatabase.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <QLoggingCategory>

#include <functional>
#include <future>
#include <memory>

using namespace Qt::StringLiterals;
namespace asio = boost::asio;

Q_DECLARE_LOGGING_CATEGORY(lcPlatform)

namespace tabletalk {

namespace {

constexpr int readQueueLimit = 10'000;

/// Suspends the coroutine, hands work to submit, and resumes on the coroutine's own
/// executor, whose context stays busy meanwhile.
template <class Submit>
Awaitable<void> awaitWork(Submit &submit, TenantId whose, DatabaseWork work)
{
    return asio::async_initiate<const asio::use_awaitable_t<>, void(std::exception_ptr)>(
        [&submit, whose](auto handler, DatabaseWork pending) {
            auto executor = asio::get_associated_executor(handler);
            auto guard = asio::make_work_guard(executor);
            DatabaseDone done = [handler = std::move(handler),
                                 guard = std::move(guard)](std::exception_ptr error) mutable {
                auto home = guard.get_executor();
                asio::post(home, [handler = std::move(handler), error = std::move(error)]() mutable {
                    std::move(handler)(std::move(error));
                });
                guard.reset();
            };
            submit.submit(whose, std::move(pending), std::move(done));
        },
        asio::use_awaitable, std::move(work));
}

/// Waits for one completion. The promise is shared, because the thread that keeps it may
/// still be inside it when the waiting one goes on.
template <class Submit>
void blockOnWork(Submit &&submit)
{
    const auto finished = std::make_shared<std::promise<void>>();
    auto future = finished->get_future();
    submit([finished](const std::exception_ptr &error) {
        if (error)
            finished->set_exception(error);
        else
            finished->set_value();
    });
    future.get();
}

} // namespace

ThreadedDatabase::ThreadedDatabase(const OpenConnection &open, Statements statements, DatabaseThreads threads)
    : m_statements(std::move(statements))
    , m_readers(open, m_statements, threads.readers, readQueueLimit)
    , m_writer(open, m_statements, threads.writeQueue)
{}

ThreadedDatabase::~ThreadedDatabase() = default;

void ThreadedDatabase::queueWrite(TenantId whose, Erased work, std::function<void(std::exception_ptr)> failed)
{
    m_writer.submit(whose, std::move(work), [failed = std::move(failed)](std::exception_ptr error) {
        if (error && failed)
            failed(error);
    });
}

void ThreadedDatabase::flush()
{
    refuseWaitingOnOwnThread();
    blockOnWork([this](DatabaseDone done) { m_writer.flush(std::move(done)); });
}

void ThreadedDatabase::stop()
{
    m_readers.stop();
    m_writer.stop();
}

bool ThreadedDatabase::isReady()
{
    if (!m_writer.isHealthy())
        return false;
    try {
        readNow([](Transaction &transaction) { transaction.select(PlatformScope::ofOperator(), u"platform/ping"_s); });
        return true;
    } catch (const Problem &) {
        return false;
    }
}

Awaitable<void> ThreadedDatabase::awaitRead(TenantId whose, Erased work)
{
    return awaitWork(m_readers, whose, std::move(work));
}

Awaitable<void> ThreadedDatabase::awaitWrite(TenantId whose, Erased work)
{
    return awaitWork(m_writer, whose, std::move(work));
}

/// A callback that waits for the database's own threads would wait for ever.
void ThreadedDatabase::refuseWaitingOnOwnThread() const
{
    if (m_writer.isThisThread() || m_readers.isThisThread()) {
        qCCritical(lcPlatform) << "a transaction's callback waits for the database";
        throw Problem::of(ProblemCode::Internal);
    }
}

void ThreadedDatabase::blockOnRead(TenantId whose, const Erased &work)
{
    refuseWaitingOnOwnThread();
    blockOnWork([&](DatabaseDone done) { m_readers.submit(whose, std::cref(work), std::move(done)); });
}

void ThreadedDatabase::blockOnWrite(TenantId whose, const Erased &work)
{
    refuseWaitingOnOwnThread();
    blockOnWork([&](DatabaseDone done) { m_writer.submit(whose, std::cref(work), std::move(done)); });
}

} // namespace tabletalk
