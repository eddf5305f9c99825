// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/SqliteWriter.h"

#include "server/platform/SqliteTransaction.h"

#include <QCoreApplication>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

Q_DECLARE_LOGGING_CATEGORY(lcPlatform)

namespace tabletalk {

namespace {

/// Enough that the wait for the disk hardly counts, few enough that nobody waits long.
constexpr size_t largestGroup = 500;

Problem tooBusy()
{
    Problem problem =
        Problem::of(ProblemCode::Busy, QCoreApplication::translate("Platform", "Too many changes wait to be stored."));
    problem.retryAfterSeconds = 1;
    return problem;
}

} // namespace

SqliteWriter::SqliteWriter(QString path, const Statements &statements, int queueLimit)
    : m_path(std::move(path))
    , m_statements(statements)
    , m_queueLimit(static_cast<size_t>(queueLimit))
    , m_thread([this] { loop(); })
{
    std::unique_lock lock(m_mutex);
    m_wakeUp.wait(lock, [this] { return m_ready; });
}

SqliteWriter::~SqliteWriter()
{
    stop();
}

void SqliteWriter::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wakeUp.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

bool SqliteWriter::isHealthy() const
{
    const std::lock_guard lock(m_mutex);
    return m_healthy;
}

void SqliteWriter::submit(DatabaseWork work, DatabaseDone done, Admission admission)
{
    std::optional<Problem> refused;
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping)
            refused = databaseIsStopping();
        else if (m_queue.size() >= m_queueLimit && admission == Admission::WhenRoom)
            refused = tooBusy();
        if (!refused) {
            m_queue.push_back({std::move(work), std::move(done), nullptr});
            m_wakeUp.notify_one();
            return;
        }
    }
    done(std::make_exception_ptr(*std::move(refused)));
}

void SqliteWriter::loop()
{
    auto opened = SqliteConnection::open(m_path, SqliteAccess::ReadWrite, m_statements);
    {
        const std::lock_guard lock(m_mutex);
        if (opened)
            m_connection = *std::move(opened);
        else
            m_problem = std::move(opened).error();
        m_ready = true;
    }
    m_wakeUp.notify_all();
    for (auto group = takeGroup(); !group.empty(); group = takeGroup()) {
        store(group);
        for (Piece &piece : group) {
            piece.work = nullptr; // what it captured goes before its caller hears
            piece.done(piece.error);
        }
    }
    m_connection.reset();
}

/// Waits for work; empty when ending and all is stored.
std::vector<SqliteWriter::Piece> SqliteWriter::takeGroup()
{
    std::unique_lock lock(m_mutex);
    m_wakeUp.wait(lock, [this] { return m_stopping || !m_queue.empty(); });
    std::vector<Piece> group;
    while (!m_queue.empty() && group.size() < largestGroup) {
        group.push_back(std::move(m_queue.front()));
        m_queue.pop_front();
    }
    return group;
}

void SqliteWriter::store(std::vector<Piece> &group)
{
    if (m_problem)
        return failGroup(group, *m_problem);
    m_groupLost = false;
    auto done = m_connection->execute(u"BEGIN IMMEDIATE"_s);
    if (done) {
        for (Piece &piece : group)
            runPiece(piece);
        done = m_groupLost ? failure(ProblemCode::Unavailable) : m_connection->execute(u"COMMIT"_s);
        if (!done)
            std::ignore = m_connection->execute(u"ROLLBACK"_s);
    }
    if (!done)
        failGroup(group, done.error());
    const std::lock_guard lock(m_mutex);
    m_healthy = done.has_value();
}

/// Runs one piece in a savepoint. When even the rollback to it fails, SQLite has rolled
/// back the whole transaction (disk full, input/output error), and the group with it.
void SqliteWriter::runPiece(Piece &piece)
{
    if (m_groupLost)
        return;
    if (!m_connection->execute(u"SAVEPOINT piece"_s)) {
        m_groupLost = true;
        return;
    }
    try {
        SqliteTransaction transaction(*m_connection);
        piece.work(transaction);
    } catch (...) {
        piece.error = std::current_exception();
        m_groupLost = !m_connection->execute(u"ROLLBACK TO piece"_s);
    }
    m_groupLost = m_groupLost || !m_connection->execute(u"RELEASE piece"_s);
}

void SqliteWriter::failGroup(std::vector<Piece> &group, const Problem &problem)
{
    qCCritical(lcPlatform) << "a group of" << group.size() << "changes could not be stored";
    for (Piece &piece : group) {
        if (!piece.error)
            piece.error = std::make_exception_ptr(problem);
    }
}

} // namespace tabletalk
