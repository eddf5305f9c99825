// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/platform/DatabaseWork.h"
#include "server/platform/GroupPace.h"
#include "server/platform/PlatformConnection.h"
#include "server/platform/TurnQueue.h"

#include <condition_variable>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace tabletalk {

/// The one thread that writes. It takes what waits, from each organisation in turn and as much as
/// takes a moment, runs each piece in a savepoint of its own, commits once, and only then tells the
/// callers: one wait for the disk serves them all. A piece that throws is rolled back alone. Where other programs write
/// too, a group that got in their way is run again, piece by piece.
class DatabaseWriter
{
public:
    /// Starts the thread; the connection is opened on it. Check problem() before use.
    DatabaseWriter(OpenConnection open, const Statements &statements, int queueLimit);
    /// As stop().
    ~DatabaseWriter();
    DatabaseWriter(const DatabaseWriter &) = delete;
    DatabaseWriter &operator=(const DatabaseWriter &) = delete;

    /// Stores what is queued and ends the thread; what comes later hears Unavailable.
    void stop();

    /// Why the connection could not be opened, if so.
    const std::optional<Problem> &problem() const { return m_problem; }

    /// Queues work of an organisation, or of none; done hears Busy at once when too much waits, Unavailable
    /// while ending.
    void submit(TenantId whose, DatabaseWork work, DatabaseDone done);

    /// done is told when all that was queued before is stored.
    void flush(DatabaseDone done);

    bool isThisThread() const { return std::this_thread::get_id() == m_thread.get_id(); }
    /// Whether the last group reached the disk.
    bool isHealthy() const;

private:
    struct Piece
    {
        DatabaseWork work;
        DatabaseDone done;
        std::exception_ptr error;
    };

    void loop();
    std::vector<Piece> takeGroup();
    using Group = std::span<Piece>;
    enum class Outcome { Stored, Failed, Repeat };

    void store(Group group);
    void runGroup(Group group);
    void storeAlone(Piece &piece);
    Outcome tryGroup(Group group);
    Outcome commitGroup(Group group);
    bool reconnect();
    void runPiece(Piece &piece);
    void failGroup(Group group, const Problem &problem);
    void noteHealth(bool healthy);

    OpenConnection m_open;
    const Statements &m_statements;
    size_t m_queueLimit;
    std::unique_ptr<PlatformConnection> m_connection; ///< of the thread alone
    bool m_groupLost = false;                         ///< of the thread alone
    GroupPace m_pace;                                 ///< of the thread alone
    std::optional<Problem> m_problem;                 ///< why there is no connection

    mutable std::mutex m_mutex;
    std::condition_variable m_wakeUp;
    TurnQueue<Piece> m_queue;
    bool m_ready = false;
    bool m_stopping = false;
    bool m_healthy = true;
    std::thread m_thread;
};

} // namespace tabletalk
