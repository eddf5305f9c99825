// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/SqliteReaders.h"

#include "server/platform/SqliteTransaction.h"

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

std::exception_ptr runWork(SqliteConnection &connection, const DatabaseWork &work)
{
    try {
        orThrow(connection.execute(u"BEGIN"_s));
        SqliteTransaction transaction(connection);
        work(transaction);
    } catch (...) {
        std::ignore = connection.execute(u"ROLLBACK"_s);
        return std::current_exception();
    }
    std::ignore = connection.execute(u"COMMIT"_s);
    return nullptr;
}

} // namespace

SqliteReaders::SqliteReaders(QString path, const Statements &statements, int threads, int queueLimit)
    : m_path(std::move(path))
    , m_statements(statements)
    , m_queueLimit(static_cast<size_t>(queueLimit))
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { loop(); });
}

SqliteReaders::~SqliteReaders()
{
    stop();
}

void SqliteReaders::stop()
{
    std::deque<Piece> waiting;
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        waiting.swap(m_queue);
    }
    m_wakeUp.notify_all();
    for (Piece &piece : waiting)
        piece.done(std::make_exception_ptr(databaseIsStopping()));
    for (std::thread &thread : m_threads) {
        if (thread.joinable())
            thread.join();
    }
}

bool SqliteReaders::isThisThread() const
{
    return std::ranges::any_of(m_threads,
                               [](const std::thread &t) { return t.get_id() == std::this_thread::get_id(); });
}

void SqliteReaders::submit(DatabaseWork work, DatabaseDone done)
{
    std::optional<Problem> refused;
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping)
            refused = databaseIsStopping();
        else if (m_queue.size() >= m_queueLimit)
            refused = tooBusy();
        if (!refused) {
            m_queue.push_back({std::move(work), std::move(done)});
            m_wakeUp.notify_one();
            return;
        }
    }
    done(std::make_exception_ptr(*std::move(refused)));
}

std::optional<SqliteReaders::Piece> SqliteReaders::take()
{
    std::unique_lock lock(m_mutex);
    m_wakeUp.wait(lock, [this] { return m_stopping || !m_queue.empty(); });
    if (m_queue.empty())
        return std::nullopt;
    Piece piece = std::move(m_queue.front());
    m_queue.pop_front();
    return piece;
}

void SqliteReaders::loop()
{
    std::unique_ptr<SqliteConnection> connection;
    while (auto piece = take()) {
        std::exception_ptr error;
        if (!connection) {
            auto opened = SqliteConnection::open(m_path, SqliteAccess::ReadOnly, m_statements);
            if (opened)
                connection = *std::move(opened);
            else
                error = std::make_exception_ptr(std::move(opened).error());
        }
        if (connection)
            error = runWork(*connection, piece->work);
        piece->work = nullptr;
        piece->done(error);
    }
}

} // namespace tabletalk
