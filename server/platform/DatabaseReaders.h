// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/platform/DatabaseWork.h"
#include "server/platform/PlatformConnection.h"
#include "server/platform/TurnQueue.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace tabletalk {

/// The threads that read, each with its own connection, for each organisation in turn. Every piece of work sees one
/// state of the database from its first statement to its last, and never waits for the
/// writer.
class DatabaseReaders
{
public:
    DatabaseReaders(OpenConnection open, const Statements &statements, int threads, int queueLimit);
    /// As stop().
    ~DatabaseReaders();
    DatabaseReaders(const DatabaseReaders &) = delete;
    DatabaseReaders &operator=(const DatabaseReaders &) = delete;

    /// Ends running work and the threads; what waits, or comes later, hears Unavailable.
    void stop();

    /// Queues work of an organisation, or of none.
    void submit(TenantId whose, DatabaseWork work, DatabaseDone done);

    bool isThisThread() const;

private:
    struct Piece
    {
        DatabaseWork work;
        DatabaseDone done;
    };

    void loop();
    std::optional<Piece> take();
    std::exception_ptr serve(std::unique_ptr<PlatformConnection> &connection, const DatabaseWork &work);
    void refuseWaiting(const Problem &problem);

    OpenConnection m_open;
    const Statements &m_statements;
    size_t m_queueLimit;
    std::mutex m_mutex;
    std::condition_variable m_wakeUp;
    TurnQueue<Piece> m_queue;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace tabletalk
