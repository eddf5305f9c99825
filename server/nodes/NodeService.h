// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace tabletalk {

class Clock;
class PlatformDatabase;

struct NodeOptions
{
    QString idFile;                          ///< keeps the id, in a folder that one server at a time uses
    bool sharesDatabase = false;             ///< other servers may use the same database
    std::chrono::milliseconds lease{30'000}; ///< how long a server that says nothing is taken to be alive
};

/// This server among those that share a platform database: it says again and again that it
/// is alive, and strikes out those that do not any more, so that what they left running can
/// be told from what another one is at. Times are those of the servers, whose clocks have to
/// agree within a fraction of the lease. Who used the same folder before is dead for sure.
class NodeService
{
public:
    NodeService(PlatformDatabase &database, const Clock &clock, NodeOptions options);
    /// As stop().
    ~NodeService();
    NodeService(const NodeService &) = delete;
    NodeService &operator=(const NodeService &) = delete;

    /// What rows of work in progress name.
    const QString &id() const { return m_id; }
    /// Who used the folder before, and is dead; empty when nobody did.
    const QString &predecessor() const { return m_predecessor; }

    /// Enters this server, strikes out the dead and calls endLeftWork, which ends what belongs
    /// to no server of the list; and does so again and again where the database is shared.
    /// Blocking; throws Problem.
    void start(std::function<void()> endLeftWork);
    /// Strikes itself out, unless the database is out of reach.
    void stop();

private:
    void beat();
    QString keptId() const;
    void keepId() const;
    void loop();

    PlatformDatabase &m_database;
    const Clock &m_clock;
    const NodeOptions m_options;
    const QString m_id;
    const QString m_predecessor;
    std::function<void()> m_endLeftWork;
    std::mutex m_mutex;
    std::condition_variable m_wakeUp;
    bool m_stopping = false;
    bool m_entered = false;
    std::thread m_thread;
};

} // namespace tabletalk
