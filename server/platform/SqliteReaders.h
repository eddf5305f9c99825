// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/platform/DatabaseWork.h"
#include "server/platform/SqliteConnection.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace tabletalk {

/// The threads that read, each with its own connection. Every piece of work sees one
/// state of the database from its first statement to its last, and never waits for the
/// writer.
class SqliteReaders
{
public:
    SqliteReaders(QString path, const Statements &statements, int threads, int queueLimit);
    /// As stop().
    ~SqliteReaders();
    SqliteReaders(const SqliteReaders &) = delete;
    SqliteReaders &operator=(const SqliteReaders &) = delete;

    /// Ends running work and the threads; what waits, or comes later, hears Unavailable.
    void stop();

    void submit(DatabaseWork work, DatabaseDone done);

    bool isThisThread() const;

private:
    struct Piece
    {
        DatabaseWork work;
        DatabaseDone done;
    };

    void loop();
    std::optional<Piece> take();

    QString m_path;
    const Statements &m_statements;
    size_t m_queueLimit;
    std::mutex m_mutex;
    std::condition_variable m_wakeUp;
    std::deque<Piece> m_queue;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace tabletalk
