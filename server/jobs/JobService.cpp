// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/JobService.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/jobs/JobStore.h"
#include "server/platform/PlatformDatabase.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <limits>
#include <mutex>
#include <set>
#include <thread>
#include <unordered_map>
#include <utility>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcJobs, "tabletalk.jobs")

namespace tabletalk {

namespace {

/// A job that took the process with it this often beyond its attempts is not tried again.
constexpr int crashesForgiven = 2;
constexpr qsizetype longestPayload = 256 * 1024;
constexpr std::chrono::minutes longestBackOff{30};

Problem tooManyWaiting()
{
    Problem problem =
        Problem::of(ProblemCode::Busy, QCoreApplication::translate("Jobs", "Too much work of your organization waits."),
                    QCoreApplication::translate("Jobs", "Try again when some of it is done."));
    problem.retryAfterSeconds = 10;
    return problem;
}

Problem crashedTooOften()
{
    return Problem::of(ProblemCode::Internal,
                       QCoreApplication::translate("Jobs", "The server stopped several times while doing this."));
}

std::optional<Problem> problemFrom(const std::exception_ptr &error)
{
    if (!error)
        return std::nullopt;
    try {
        std::rethrow_exception(error);
    } catch (const Problem &problem) {
        return problem;
    } catch (const std::exception &exception) {
        qCCritical(lcJobs) << "a job threw" << exception.what();
    } catch (...) {
        qCCritical(lcJobs) << "a job threw something unknown";
    }
    return Problem::of(ProblemCode::Internal);
}

enum class CancelOutcome { TooLate, Ended, Asked };

struct Cancelling
{
    CancelOutcome outcome = CancelOutcome::TooLate;
    TakenJob job;
};

Cancelling cancelIn(Transaction &transaction, const TenantScope &scope, JobId id, Instant now)
{
    JobStore store(transaction, scope);
    const auto status = store.status(id);
    if (!status)
        throw Problem::of(ProblemCode::NotFound);
    if (status->state == JobState::Queued) {
        store.finish(id, JobState::Cancelled, std::nullopt, now);
        return {CancelOutcome::Ended, {id, scope.tenant(), status->kind, store.payload(id), {}, 0, true}};
    }
    if (status->state != JobState::Running)
        return {};
    store.requestCancel(id);
    return {CancelOutcome::Asked, {}};
}

} // namespace

struct JobService::State
{
    struct Running
    {
        TenantScope scope;
        QString kind;
        std::stop_source stop;
        bool cancelled = false;
    };

    State(PlatformDatabase &platform, const Clock &time, JobServiceOptions jobOptions)
        : database(platform)
        , clock(time)
        , options(std::move(jobOptions))
    {}

    PlatformDatabase &database;
    const Clock &clock;
    JobServiceOptions options;
    const QString owner = options.owner.isEmpty() ? makeUuid7({0}).toString(QUuid::WithoutBraces) : options.owner;
    std::unordered_map<QString, JobKind> kinds; ///< read only once started

    std::mutex mutex;
    std::condition_variable wakeUp;
    std::condition_variable ended; ///< one that was running
    quint64 wakes = 0;
    bool stopping = false;
    bool ranAll = false;                             ///< stopped, and nothing runs any more
    std::unordered_map<QString, Running> running;    ///< by job id
    std::set<TenantId> endedTenants;                 ///< deleted while this process runs
    std::unordered_map<QString, quint64> lastServed; ///< by tenant; who was served longest ago goes first
    quint64 served = 0;
    std::deque<std::pair<QString, JobEnd>> ends; ///< kind and end, to be told by the next free thread
    std::vector<std::thread> threads;
    std::thread keeper;

    Instant leaseEnd() const { return clock.now() + options.lease; }

    void wake()
    {
        {
            const std::lock_guard lock(mutex);
            ++wakes;
        }
        wakeUp.notify_all();
    }

    const JobKind *kindOf(const QString &name) const
    {
        const auto found = kinds.find(name);
        return found == kinds.end() ? nullptr : &found->second;
    }

    // --- taking a job ---

    /// With the lock held.
    bool hasRoomFor(const QString &name) const
    {
        const JobKind *kind = kindOf(name);
        if (!kind || kind->mostAtOnce == 0)
            return kind != nullptr;
        const auto isOfKind = [&](const auto &entry) { return entry.second.kind == name; };
        return std::ranges::count_if(running, isOfKind) < kind->mostAtOnce;
    }

    std::optional<DueJob> choose(const std::vector<DueJob> &due)
    {
        const std::lock_guard lock(mutex);
        if (stopping)
            return std::nullopt;
        // One that runs here and is due again was put back just now, by a thread that has not let go of it yet.
        const auto mayRun = [&](const DueJob &job) {
            return hasRoomFor(job.kind) && !endedTenants.contains(job.tenant) && !running.contains(job.id.toString());
        };
        const auto rank = [&](const DueJob &job) {
            const auto at = lastServed.find(job.tenant.toString());
            return std::pair(at == lastServed.end() ? 0 : at->second, job.id.toString());
        };
        const DueJob *best = nullptr;
        for (const DueJob &job : due) {
            if (mayRun(job) && (!best || rank(job) < rank(*best)))
                best = &job;
        }
        return best ? std::optional(*best) : std::nullopt;
    }

    /// Inside the transaction that marks it as running, so that a cancel which is stored
    /// later finds it here.
    void noteRunning(const TakenJob &job)
    {
        const std::lock_guard lock(mutex);
        constexpr size_t tenantsRemembered = 10'000;
        if (lastServed.size() > tenantsRemembered)
            lastServed.clear();
        lastServed[job.tenant.toString()] = ++served;
        Running &started =
            running.insert_or_assign(job.id.toString(), Running{TenantScope::ofJob(job.tenant), job.kind, {}, false})
                .first->second;
        // Somebody may have cancelled it just before it was put back.
        started.cancelled = endedTenants.contains(job.tenant) || job.cancelRequested;
        if (started.cancelled || stopping) // those asked to stop before did not include it
            started.stop.request_stop();
    }

    void forgetRunning(JobId id)
    {
        {
            const std::lock_guard lock(mutex);
            running.erase(id.toString());
        }
        ended.notify_all();
    }

    /// Not with the lock held: it may reach into a database's driver and wait for that, while whoever queues a job
    /// wants the lock.
    static void requestStop(std::vector<std::stop_source> &asked)
    {
        for (std::stop_source &each : asked)
            each.request_stop();
    }

    /// Nothing is taken any more, and what runs is asked to end.
    void askToStop()
    {
        std::vector<std::stop_source> asked;
        {
            const std::lock_guard lock(mutex);
            stopping = true;
            asked.reserve(running.size());
            for (const auto &[id, job] : running)
                asked.push_back(job.stop);
        }
        requestStop(asked);
        wakeUp.notify_all();
    }

    bool endTenant(const TenantId &tenant, std::chrono::milliseconds patience)
    {
        const auto isOfTenant = [&](const auto &entry) { return entry.second.scope.tenant() == tenant; };
        std::vector<std::stop_source> asked;
        {
            const std::lock_guard lock(mutex);
            endedTenants.insert(tenant);
            for (auto &[id, job] : running) {
                if (job.scope.tenant() == tenant) {
                    job.cancelled = true;
                    asked.push_back(job.stop);
                }
            }
        }
        requestStop(asked);
        std::unique_lock lock(mutex);
        return ended.wait_for(lock, patience, [&] { return std::ranges::none_of(running, isOfTenant); });
    }

    std::optional<TakenJob> take()
    {
        const auto anyDue = [&](Transaction &transaction) { return JobQueue(transaction).due(clock.now()); };
        if (!choose(database.readNow(anyDue)))
            return std::nullopt;
        std::optional<TakenJob> taken;
        try {
            database.writeNow([&](Transaction &transaction) {
                if (taken) // it is run again: another server was in the way of what it did before
                    forgetRunning(std::exchange(taken, std::nullopt)->id);
                const auto chosen = choose(JobQueue(transaction).due(clock.now()));
                if (!chosen)
                    return;
                taken = JobStore(transaction, TenantScope::ofJob(chosen->tenant)).start(chosen->id, owner, leaseEnd());
                if (taken)
                    noteRunning(*taken);
            });
        } catch (...) {
            if (taken)
                forgetRunning(taken->id);
            throw;
        }
        return taken;
    }

    // --- running it ---

    void run(const TakenJob &job)
    {
        const JobKind &kind = *kindOf(job.kind);
        const TenantScope scope = TenantScope::ofJob(job.tenant);
        std::exception_ptr error;
        try {
            JobContext context{job.id,         scope,           job.payload,  job.attempts,
                               job.checkpoint, tokenOf(job.id), keeperOf(job)};
            if (!wasCancelled(job.id))
                kind.run(context);
        } catch (...) {
            error = std::current_exception();
        }
        // Asked now: what had come to its end before the stop is not to be done once more.
        const bool interrupted = tokenOf(job.id).stop_requested();
        try {
            settle(job, kind, problemFrom(error), interrupted);
        } catch (...) {
            // Its lease runs out, and it goes back into the queue.
            qCWarning(lcJobs).noquote() << "the end of job" << job.id.toString() << "could not be stored";
        }
        forgetRunning(job.id);
    }

    std::stop_token tokenOf(JobId id)
    {
        const std::lock_guard lock(mutex);
        return running.at(id.toString()).stop.get_token();
    }

    std::function<void(QByteArray)> keeperOf(const TakenJob &job)
    {
        return [this, id = job.id, scope = TenantScope::ofJob(job.tenant)](const QByteArray &checkpoint) {
            if (checkpoint.size() > longestPayload)
                throw Problem::of(ProblemCode::TooLarge);
            database.writeLater(
                scope,
                [this, id, scope, checkpoint](Transaction &transaction) {
                    JobStore(transaction, scope).keep(id, owner, checkpoint);
                },
                [](const std::exception_ptr &) { qCWarning(lcJobs) << "a job's checkpoint could not be stored"; });
        };
    }

    bool wasCancelled(JobId id)
    {
        const std::lock_guard lock(mutex);
        return running.at(id.toString()).cancelled;
    }

    bool isStopping()
    {
        const std::lock_guard lock(mutex);
        return stopping;
    }

    Instant retryTime(const JobKind &kind, int attempts) const
    {
        constexpr int mostDoublings = 20;
        const auto wait = kind.backOff * (1LL << std::min(attempts - 1, mostDoublings));
        return clock.now() + std::min<std::chrono::milliseconds>(wait, longestBackOff);
    }

    /// Stores how a run went. A job interrupted by the server's stop did not use an attempt.
    void settle(const TakenJob &job, const JobKind &kind, const std::optional<Problem> &problem, bool interrupted)
    {
        const TenantScope scope = TenantScope::ofJob(job.tenant);
        if (wasCancelled(job.id))
            return end(job, JobState::Cancelled, std::nullopt);
        if (interrupted) {
            const Instant at = clock.now();
            database.writeNow(scope, [&](Transaction &t) { JobStore(t, scope).requeue(job.id, job.attempts - 1, at); });
        } else if (problem && job.attempts < kind.maxAttempts) {
            const Instant at = retryTime(kind, job.attempts);
            database.writeNow(scope, [&](Transaction &t) { JobStore(t, scope).requeue(job.id, job.attempts, at); });
            wake();
        } else {
            end(job, problem ? JobState::Failed : JobState::Done, problem);
        }
    }

    void end(const TakenJob &job, JobState state, const std::optional<Problem> &problem)
    {
        const TenantScope scope = TenantScope::ofJob(job.tenant);
        const Instant now = clock.now();
        database.writeNow(scope, [&](Transaction &t) { JobStore(t, scope).finish(job.id, state, problem, now); });
        tell(job.kind, {job.id, scope, job.payload, state, problem});
    }

    void tell(const QString &kindName, const JobEnd &jobEnd) const
    {
        const JobKind *kind = kindOf(kindName);
        if (!kind || !kind->ended)
            return;
        try {
            kind->ended(jobEnd);
        } catch (...) {
            qCWarning(lcJobs).noquote() << "nobody could be told that a job of kind" << kindName << "ended";
        }
    }

    /// Jobs that were cancelled before they started.
    void tellEnds()
    {
        std::deque<std::pair<QString, JobEnd>> untold;
        {
            const std::lock_guard lock(mutex);
            untold.swap(ends);
        }
        for (const auto &[kind, jobEnd] : untold)
            tell(kind, jobEnd);
    }

    bool afterCancel(const Cancelling &cancelling, JobId id)
    {
        std::optional<std::stop_source> stop;
        {
            const std::lock_guard lock(mutex);
            const auto here = running.find(id.toString());
            if (cancelling.outcome == CancelOutcome::Asked && here != running.end()) {
                here->second.cancelled = true;
                stop = here->second.stop;
            }
            const TakenJob &job = cancelling.job;
            if (cancelling.outcome == CancelOutcome::Ended)
                ends.emplace_back(job.kind, JobEnd{id, TenantScope::ofJob(job.tenant), job.payload, JobState::Cancelled,
                                                   std::nullopt});
        }
        if (stop) // may reach into a database's driver, so not under the lock
            stop->request_stop();
        wake();
        return cancelling.outcome != CancelOutcome::TooLate;
    }

    // --- threads ---

    void loop()
    {
        while (true) {
            const quint64 seen = currentWakes();
            if (isStopping())
                return;
            tellEnds();
            try {
                if (const auto job = take())
                    run(*job);
                else
                    sleep(seen);
            } catch (const Problem &problem) {
                // The platform database is busy or out of reach: later.
                qCWarning(lcJobs).noquote() << "jobs wait:" << problem.title;
                pause(seen, std::chrono::seconds(1));
            }
        }
    }

    quint64 currentWakes()
    {
        const std::lock_guard lock(mutex);
        return wakes;
    }

    void sleep(quint64 seen)
    {
        const auto due = database.readNow([](Transaction &transaction) { return JobQueue(transaction).nextDue(); });
        constexpr std::chrono::milliseconds longest = std::chrono::minutes(1);
        // What is due and was not taken is of a kind that has no room; a thread that ends one looks at once.
        constexpr std::chrono::milliseconds shortest{200};
        const auto until = due ? std::clamp<std::chrono::milliseconds>(*due - clock.now(), shortest, longest) : longest;
        pause(seen, until);
    }

    void pause(quint64 seen, std::chrono::milliseconds time)
    {
        std::unique_lock lock(mutex);
        wakeUp.wait_for(lock, time, [&] { return stopping || wakes != seen; });
    }

    /// Renews the leases of what runs here, also of what takes its time to end when the server stops.
    void keepLeases()
    {
        std::unique_lock lock(mutex);
        while (!wakeUp.wait_for(lock, options.lease / 3, [&] { return ranAll; })) {
            std::vector<std::pair<QString, TenantScope>> held;
            held.reserve(running.size());
            for (const auto &[id, job] : running)
                held.emplace_back(id, job.scope);
            lock.unlock();
            for (const auto &[id, tenant] : held)
                database.writeLater(tenant,
                                    [this, jobId = *JobId::fromString(id), scope = tenant,
                                     until = leaseEnd()](Transaction &transaction) {
                                        JobStore(transaction, scope).renewLease(jobId, owner, until);
                                    },
                                    {});
            try {
                hearCancels();
                putBack(clock.now());
            } catch (const Problem &problem) {
                qCWarning(lcJobs).noquote() << "interrupted jobs wait:" << problem.title;
            }
            lock.lock();
        }
    }

    /// Of jobs that run here and were cancelled at another server, which could only store it.
    void hearCancels()
    {
        if (!options.sharesDatabase)
            return;
        const auto cancelled =
            database.readNow([&](Transaction &transaction) { return JobQueue(transaction).cancelled(owner); });
        std::vector<std::stop_source> asked;
        {
            const std::lock_guard lock(mutex);
            for (const JobId id : cancelled) {
                const auto here = running.find(id.toString());
                if (here == running.end())
                    continue;
                here->second.cancelled = true;
                asked.push_back(here->second.stop);
            }
        }
        requestStop(asked);
    }

    bool runsHere(JobId id)
    {
        const std::lock_guard lock(mutex);
        return running.contains(id.toString());
    }

    /// Running jobs whose lease ended before the moment, or whose owner is dead, lost their thread: they go back into
    /// the queue, but not for ever.
    void putBack(Instant leaseBefore)
    {
        const auto left = database.readNow(
            [&](Transaction &transaction) { return JobQueue(transaction).left(leaseBefore, options.deadOwner); });
        for (const TakenJob &job : left) {
            if (runsHere(job.id))
                continue;
            const JobKind *kind = kindOf(job.kind);
            if (job.cancelRequested)
                end(job, JobState::Cancelled, std::nullopt);
            else if (kind && job.attempts >= kind->maxAttempts + crashesForgiven)
                end(job, JobState::Failed, crashedTooOften());
            else
                database.writeNow([&](Transaction &t) {
                    JobStore(t, TenantScope::ofJob(job.tenant)).requeue(job.id, job.attempts, clock.now());
                });
        }
        if (!left.empty()) {
            qCInfo(lcJobs) << left.size() << "jobs were interrupted and go on";
            wake();
        }
    }
};

JobService::JobService(PlatformDatabase &database, const Clock &clock, JobServiceOptions options)
    : m_state(std::make_unique<State>(database, clock, std::move(options)))
{}

JobService::~JobService()
{
    stop();
}

void JobService::addKind(JobKind kind)
{
    const QString name = kind.name;
    m_state->kinds.insert_or_assign(name, std::move(kind));
}

void JobService::start()
{
    State &state = *m_state;
    // A database of our own is locked for one process: whatever runs there died with another.
    // Where several servers share one, only a lease that ran out tells.
    const auto never = Instant{std::numeric_limits<qint64>::max()};
    state.putBack(state.options.sharesDatabase ? state.clock.now() : never);
    {
        const std::lock_guard lock(state.mutex);
        state.stopping = false;
        state.ranAll = false;
    }
    for (int i = 0; i < state.options.threads; ++i)
        state.threads.emplace_back([&state] { state.loop(); });
    state.keeper = std::thread([&state] { state.keepLeases(); });
}

void JobService::stop()
{
    State &state = *m_state;
    state.askToStop();
    for (std::thread &thread : state.threads)
        thread.join();
    state.threads.clear();
    {
        const std::lock_guard lock(state.mutex);
        state.ranAll = true;
    }
    state.wakeUp.notify_all();
    if (state.keeper.joinable())
        state.keeper.join();
    state.tellEnds(); // no thread is left to do it
}

void JobService::askToStop()
{
    m_state->askToStop();
}

void JobService::wake()
{
    m_state->wake();
}

JobId JobService::enqueueIn(Transaction &transaction, const TenantScope &scope, const QString &kind,
                            const QByteArray &payload, const QString &key)
{
    if (payload.size() > longestPayload)
        throw Problem::of(ProblemCode::TooLarge);
    JobStore store(transaction, scope);
    if (!key.isEmpty()) {
        if (const auto open = store.findOpen(kind, key))
            return *open;
    }
    if (store.countWaiting() >= m_state->options.waitingPerTenant)
        throw tooManyWaiting();
    const Instant now = m_state->clock.now();
    const auto id = makeId<JobId>(now);
    store.insert(id, kind, key, payload, now);
    return id;
}

Awaitable<JobId> JobService::enqueue(TenantScope scope, QString kind, QByteArray payload, QString key)
{
    auto work = [this, scope, kind, payload, key](Transaction &transaction) {
        return enqueueIn(transaction, scope, kind, payload, key);
    };
    const JobId id = co_await m_state->database.write(std::move(work));
    wake();
    co_return id;
}

JobId JobService::enqueueNow(const TenantScope &scope, const QString &kind, const QByteArray &payload,
                             const QString &key)
{
    const JobId id = m_state->database.writeNow(
        [&](Transaction &transaction) { return enqueueIn(transaction, scope, kind, payload, key); });
    wake();
    return id;
}

Awaitable<bool> JobService::cancel(TenantScope scope, JobId id)
{
    auto work = [scope, id, now = m_state->clock.now()](Transaction &transaction) {
        return cancelIn(transaction, scope, id, now);
    };
    const Cancelling cancelling = co_await m_state->database.write(std::move(work));
    co_return m_state->afterCancel(cancelling, id);
}

bool JobService::cancelNow(const TenantScope &scope, JobId id)
{
    const Cancelling cancelling = m_state->database.writeNow(
        [&](Transaction &transaction) { return cancelIn(transaction, scope, id, m_state->clock.now()); });
    return m_state->afterCancel(cancelling, id);
}

bool JobService::endTenantNow(const TenantId &tenant, std::chrono::milliseconds patience)
{
    return m_state->endTenant(tenant, patience);
}

JobStatus JobService::statusNow(const TenantScope &scope, JobId id)
{
    const auto status =
        m_state->database.readNow([&](Transaction &transaction) { return JobStore(transaction, scope).status(id); });
    if (!status)
        throw Problem::of(ProblemCode::NotFound);
    return *status;
}

void JobService::pruneOlderThan(std::chrono::milliseconds age)
{
    const Instant before = m_state->clock.now() - age;
    m_state->database.writeNow([&](Transaction &transaction) { JobQueue(transaction).prune(before); });
}

} // namespace tabletalk
