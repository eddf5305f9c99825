// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/DatabaseWriter.h"

#include "server/base/ThreadName.h"
#include "server/platform/ConnectionTransaction.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <chrono>

using namespace Qt::StringLiterals;

Q_DECLARE_LOGGING_CATEGORY(lcPlatform)

namespace tabletalk {

namespace {

using Steady = std::chrono::steady_clock;

/// How often a piece that gets in others' way is run before its caller hears Busy.
constexpr int mostAttempts = 8;
constexpr std::chrono::milliseconds firstWait{2};

Problem tooBusy()
{
    Problem problem =
        Problem::of(ProblemCode::Busy, QCoreApplication::translate("Platform", "Too many changes wait to be stored."));
    problem.retryAfterSeconds = 1;
    return problem;
}

} // namespace

DatabaseWriter::DatabaseWriter(OpenConnection open, const Statements &statements, int queueLimit)
    : m_open(std::move(open))
    , m_statements(statements)
    , m_queueLimit(static_cast<size_t>(queueLimit))
    , m_thread([this] { loop(); })
{
    std::unique_lock lock(m_mutex);
    m_wakeUp.wait(lock, [this] { return m_ready; });
}

DatabaseWriter::~DatabaseWriter()
{
    stop();
}

void DatabaseWriter::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wakeUp.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

bool DatabaseWriter::isHealthy() const
{
    const std::lock_guard lock(m_mutex);
    return m_healthy;
}

void DatabaseWriter::submit(TenantId whose, DatabaseWork work, DatabaseDone done)
{
    std::optional<Problem> refused;
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping)
            refused = databaseIsStopping();
        else if (m_queue.size() >= m_queueLimit)
            refused = tooBusy();
        if (!refused) {
            m_queue.push(whose, {std::move(work), std::move(done), nullptr});
            m_wakeUp.notify_one();
            return;
        }
    }
    done(std::make_exception_ptr(*std::move(refused)));
}

void DatabaseWriter::flush(DatabaseDone done)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_stopping) {
            m_queue.settle(); // all of it comes before the piece that tells of it
            m_queue.push({}, {[](Transaction &) {}, std::move(done), nullptr});
            m_queue.settle();
            m_wakeUp.notify_one();
            return;
        }
    }
    done(std::make_exception_ptr(databaseIsStopping()));
}

void DatabaseWriter::loop()
{
    nameThisThread("writer");
    reconnect();
    {
        const std::lock_guard lock(m_mutex);
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
std::vector<DatabaseWriter::Piece> DatabaseWriter::takeGroup()
{
    std::unique_lock lock(m_mutex);
    m_wakeUp.wait(lock, [this] { return m_stopping || !m_queue.isEmpty(); });
    std::vector<Piece> group;
    while (!m_queue.isEmpty() && group.size() < m_pace.mostPieces())
        group.push_back(m_queue.pop());
    return group;
}

bool DatabaseWriter::reconnect()
{
    m_connection.reset();
    auto opened = m_open(TransactionKind::Write, m_statements);
    if (opened)
        m_connection = *std::move(opened);
    m_problem = opened ? std::nullopt : std::optional(std::move(opened).error());
    return m_connection != nullptr;
}

void DatabaseWriter::store(Group group)
{
    Outcome outcome = tryGroup(group);
    if (outcome == Outcome::Repeat && group.size() > 1) {
        for (Piece &piece : group)
            storeAlone(piece);
        return;
    }
    if (outcome == Outcome::Repeat)
        storeAlone(group.front());
}

/// Others were in the way: again and again, with waits that grow.
void DatabaseWriter::storeAlone(Piece &piece)
{
    for (int attempt = 1; attempt < mostAttempts; ++attempt) {
        if (attempt > 1)
            std::this_thread::sleep_for(firstWait * (1 << attempt));
        if (tryGroup({&piece, 1}) != Outcome::Repeat)
            return;
    }
    failGroup({&piece, 1}, tooBusy());
}

/// One transaction. A connection that was lost before the commit was asked for has stored
/// nothing, so the group is run on another one; when it is lost later nobody knows.
DatabaseWriter::Outcome DatabaseWriter::tryGroup(Group group)
{
    for (const bool again : {false, true}) {
        const bool fresh = !m_connection || !m_connection->isUsable();
        if (fresh && !reconnect()) {
            failGroup(group, *m_problem);
            noteHealth(false);
            return Outcome::Failed;
        }
        for (Piece &piece : group)
            piece.error = nullptr;
        m_groupLost = false;
        const auto begun = m_connection->begin(TransactionKind::Write);
        if (begun)
            runGroup(group);
        if (!m_connection->isUsable() && !fresh && !again)
            continue;
        if (begun)
            return commitGroup(group);
        failGroup(group, begun.error());
        noteHealth(false);
        return Outcome::Failed;
    }
    return Outcome::Failed;
}

void DatabaseWriter::runGroup(Group group)
{
    const auto from = Steady::now();
    for (Piece &piece : group) {
        if (!m_groupLost)
            runPiece(piece);
    }
    m_pace.ran(group.size(), Steady::now() - from);
}

DatabaseWriter::Outcome DatabaseWriter::commitGroup(Group group)
{
    const auto from = Steady::now();
    auto done = m_groupLost ? failure(ProblemCode::Unavailable) : m_connection->commit();
    m_pace.committed(Steady::now() - from);
    if (!done)
        m_connection->rollBack();
    if (!done && m_connection->mustRepeat())
        return Outcome::Repeat;
    if (!done)
        failGroup(group, done.error());
    noteHealth(done.has_value());
    return done ? Outcome::Stored : Outcome::Failed;
}

/// Runs one piece so that it can be undone alone. When even that fails the whole
/// transaction is gone (disk full, connection lost, others in the way), and the group with it.
void DatabaseWriter::runPiece(Piece &piece)
{
    if (!m_connection->beginPiece()) {
        m_groupLost = true;
        return;
    }
    try {
        ConnectionTransaction transaction(*m_connection);
        piece.work(transaction);
        orThrow(m_connection->keepPiece());
    } catch (...) {
        piece.error = std::current_exception();
        m_groupLost = m_connection->mustRepeat() || !m_connection->undoPiece();
    }
}

void DatabaseWriter::failGroup(Group group, const Problem &problem)
{
    qCCritical(lcPlatform) << "a group of" << group.size() << "changes could not be stored";
    for (Piece &piece : group) {
        if (!piece.error)
            piece.error = std::make_exception_ptr(problem);
    }
}

void DatabaseWriter::noteHealth(bool healthy)
{
    const std::lock_guard lock(m_mutex);
    m_healthy = healthy;
}

} // namespace tabletalk
