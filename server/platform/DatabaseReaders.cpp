// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/DatabaseReaders.h"

#include "server/base/ThreadName.h"
#include "server/platform/ConnectionTransaction.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

Problem tooBusy()
{
    Problem problem =
        Problem::of(ProblemCode::Busy, QCoreApplication::translate("Platform", "Too many requests wait to be read."));
    problem.retryAfterSeconds = 1;
    return problem;
}

std::exception_ptr runWork(PlatformConnection &connection, const DatabaseWork &work)
{
    try {
        orThrow(connection.begin(TransactionKind::Read));
        ConnectionTransaction transaction(connection);
        work(transaction);
    } catch (...) {
        connection.rollBack();
        return std::current_exception();
    }
    std::ignore = connection.commit();
    return nullptr;
}

} // namespace

DatabaseReaders::DatabaseReaders(OpenConnection open, const Statements &statements, int threads, int queueLimit)
    : m_open(std::move(open))
    , m_statements(statements)
    , m_queueLimit(static_cast<size_t>(queueLimit))
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { loop(); });
}

DatabaseReaders::~DatabaseReaders()
{
    stop();
}

void DatabaseReaders::stop()
{
    std::deque<Piece> waiting;
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        waiting = m_queue.takeAll();
    }
    m_wakeUp.notify_all();
    for (Piece &piece : waiting)
        piece.done(std::make_exception_ptr(databaseIsStopping()));
    for (std::thread &thread : m_threads) {
        if (thread.joinable())
            thread.join();
    }
}

bool DatabaseReaders::isThisThread() const
{
    return std::ranges::any_of(m_threads,
                               [](const std::thread &t) { return t.get_id() == std::this_thread::get_id(); });
}

void DatabaseReaders::submit(TenantId whose, DatabaseWork work, DatabaseDone done)
{
    std::optional<Problem> refused;
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping)
            refused = databaseIsStopping();
        else if (m_queue.size() >= m_queueLimit)
            refused = tooBusy();
        if (!refused) {
            m_queue.push(whose, {std::move(work), std::move(done)});
            m_wakeUp.notify_one();
            return;
        }
    }
    done(std::make_exception_ptr(*std::move(refused)));
}

std::optional<DatabaseReaders::Piece> DatabaseReaders::take()
{
    std::unique_lock lock(m_mutex);
    m_wakeUp.wait(lock, [this] { return m_stopping || !m_queue.isEmpty(); });
    if (m_queue.isEmpty())
        return std::nullopt;
    return m_queue.pop();
}

/// Runs it once more when the connection turns out to have died since it was last used.
std::exception_ptr DatabaseReaders::serve(std::unique_ptr<PlatformConnection> &connection, const DatabaseWork &work)
{
    while (true) {
        const bool fresh = !connection || !connection->isUsable();
        if (fresh) {
            auto opened = m_open(TransactionKind::Read, m_statements);
            if (!opened) {
                connection.reset();
                refuseWaiting(opened.error());
                return std::make_exception_ptr(std::move(opened).error());
            }
            connection = *std::move(opened);
        }
        auto error = runWork(*connection, work);
        if (!error || connection->isUsable() || fresh)
            return error;
    }
}

/// Nobody waits for a time-out each when the database is away.
void DatabaseReaders::refuseWaiting(const Problem &problem)
{
    std::deque<Piece> waiting;
    {
        const std::lock_guard lock(m_mutex);
        waiting = m_queue.takeAll();
    }
    for (Piece &piece : waiting)
        piece.done(std::make_exception_ptr(problem));
}

void DatabaseReaders::loop()
{
    nameThisThread("reader");
    std::unique_ptr<PlatformConnection> connection;
    while (auto piece = take()) {
        const std::exception_ptr error = serve(connection, piece->work);
        piece->work = nullptr;
        piece->done(error);
    }
}

} // namespace tabletalk
