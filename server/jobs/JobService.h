// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Instant.h"
#include "core/base/Problem.h"
#include "server/base/Async.h"
#include "server/platform/Scope.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace tabletalk {

class Clock;
class PlatformDatabase;
class Transaction;

enum class JobState { Queued, Running, Done, Failed, Cancelled };

/// What a handler gets. Lives as long as the handler runs.
struct JobContext
{
    JobId id;
    TenantScope scope;
    QByteArray payload;
    int attempt = 1;       ///< from 1; counts runs that a crash cut short as well
    QByteArray checkpoint; ///< what the last run kept, or empty
    std::stop_token stop;  ///< asked when the job is cancelled or the server stops

    /// Keeps how far the job came, for its next run after a crash. Cheap: does not wait.
    std::function<void(QByteArray)> keep;
};

/// How a job ended for good.
struct JobEnd
{
    JobId id;
    TenantScope scope;
    QByteArray payload;
    JobState state = JobState::Done;
    std::optional<Problem> problem;
};

struct JobKind
{
    QString name;
    /// Runs on a job thread. Returning means done. A thrown Problem fails the attempt. When
    /// stop was asked it should return or throw soon: a cancelled job ends as cancelled,
    /// one that the server's stop interrupted runs again at the next start.
    std::function<void(JobContext &)> run;
    /// Called after the end is stored, on a job thread; also for a job that was cancelled
    /// before it started. May be empty.
    std::function<void(const JobEnd &)> ended;
    int maxAttempts = 1;
    std::chrono::milliseconds backOff{2000}; ///< before the second attempt; doubles each time
    int mostAtOnce = 0; ///< of this kind on this server, so that long ones leave threads to others; 0: any
};

struct JobServiceOptions
{
    int threads = 3;
    int waitingPerTenant = 200;              ///< waiting jobs of one tenant beyond which it gets Busy
    std::chrono::milliseconds lease{60'000}; ///< renewed while a job runs
    QString owner = {};                      ///< this server in leases; made up when empty
    QString deadOwner = {};                  ///< its predecessor, whose leases are void
    bool sharesDatabase = false;             ///< other servers may be running jobs of the same database
};

struct JobStatus
{
    JobId id;
    QString kind;
    JobState state = JobState::Queued;
    int attempts = 0;
    Instant createdAt;
    std::optional<Instant> finishedAt;
    std::optional<QString> problemCode;
    std::optional<QString> problemDetail;
};

/// Work that outlives its request and a crash of the process: a persistent queue with
/// threads of its own. Tenants take turns, so that one tenant's many jobs do not keep
/// others waiting. A job that was running when the process died runs again; handlers must
/// bear being run twice.
class JobService
{
public:
    JobService(PlatformDatabase &database, const Clock &clock, JobServiceOptions options = {});
    /// As stop().
    ~JobService();
    JobService(const JobService &) = delete;
    JobService &operator=(const JobService &) = delete;

    /// Before start(). A kind that is queued but not known stays queued.
    void addKind(JobKind kind);

    /// Puts what a dead process left running back into the queue and starts the threads.
    void start();
    /// Asks running jobs to stop, waits for them, and leaves them queued for the next start.
    void stop();
    /// The first part of stop(), without waiting: for a server that is about to end what jobs use, so that none takes
    /// that for a failure of its own.
    void askToStop();

    /// Stores a job and wakes a thread. With a key, an unfinished job of the same kind and
    /// key is returned instead of a second one. Throws Busy when too many wait.
    Awaitable<JobId> enqueue(TenantScope scope, QString kind, QByteArray payload, QString key = {});
    /// The same for worker threads.
    JobId enqueueNow(const TenantScope &scope, const QString &kind, const QByteArray &payload, const QString &key = {});
    /// The same as part of a transaction of the caller's, who calls wake() after it.
    JobId enqueueIn(Transaction &transaction, const TenantScope &scope, const QString &kind, const QByteArray &payload,
                    const QString &key = {});
    void wake();

    /// Ends a waiting job at once, asks a running one to stop. False when it has ended
    /// already; NotFound when it is not the tenant's.
    Awaitable<bool> cancel(TenantScope scope, JobId id);
    bool cancelNow(const TenantScope &scope, JobId id);

    /// Stops the jobs of an organisation that is deleted, and starts none of it any more.
    /// Waits until those under way have ended; false when some have not within that time.
    bool endTenantNow(const TenantId &tenant, std::chrono::milliseconds patience);

    /// NotFound when it is not the tenant's.
    JobStatus statusNow(const TenantScope &scope, JobId id);

    /// Deletes jobs that ended longer ago. For worker threads.
    void pruneOlderThan(std::chrono::milliseconds age);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace tabletalk
