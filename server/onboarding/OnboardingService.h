// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "server/api/Call.h"
#include "server/base/Async.h"
#include "server/onboarding/OnboardingOptions.h"

#include <functional>
#include <memory>

namespace tabletalk {

class Clock;
class ConnectionService;
class EventService;
class JobService;
class PlatformDatabase;
class Transaction;
struct JobContext;
struct JobEnd;

/// Reads target databases in the background, as jobs that outlive their request and a crash
/// of the process. Where one stands is kept with its connection, and every step is an event
/// ("progress", "stages", at last "done" or "problem") of a stream that clients follow.
/// What is understood so far is kept on the way: questions are answered from it, and a
/// reading that was paused or interrupted goes on with the tables that it lacks.
class OnboardingService
{
public:
    /// Adds its kind of job; call before jobs.start().
    OnboardingService(PlatformDatabase &database, ConnectionService &connections, JobService &jobs,
                      EventService &events, const Clock &clock, OnboardingOptions options = {});

    /// Who is told, on a job thread, when a connection has been read; set before jobs.start().
    void afterReading(std::function<void(const TenantScope &, ConnectionId)> told) { m_afterReading = std::move(told); }

    /// Queues a reading; one that is under way goes on instead.
    Awaitable<api::Database> start(Call call, api::OnboardRequest request);
    /// Changes what is read, and reads it. One that is under way is stopped first.
    Awaitable<api::Database> select(Call call, api::SelectionRequest request);
    /// Stops a reading and keeps what it read, until it is resumed. NotFound when nothing is
    /// being read.
    Awaitable<api::Database> pause(Call call, api::DatabaseRequest request);
    /// Goes on with the tables that are still to be read.
    Awaitable<api::Database> resume(Call call, api::DatabaseRequest request);
    /// Stops it for good; what was read stays. NotFound when it is not the tenant's or
    /// nothing is being read.
    Awaitable<api::Empty> cancel(Call call, api::DatabaseRequest request);
    /// Before a connection is deleted: stops its reading, if there is one.
    Awaitable<void> stopFor(TenantScope scope, ConnectionId id);

private:
    struct Task;

    Awaitable<api::Database> require(TenantScope scope, ConnectionId id);
    /// Queues a reading after prepare() changed what it is to do.
    Awaitable<api::Database> begin(TenantScope scope, ConnectionId id, std::function<void(Transaction &)> prepare);
    void run(JobContext &context);
    void ended(const JobEnd &end);

    PlatformDatabase &m_database;
    ConnectionService &m_connections;
    JobService &m_jobs;
    EventService &m_events;
    const Clock &m_clock;
    OnboardingOptions m_options;
    std::function<void(const TenantScope &, ConnectionId)> m_afterReading;
};

} // namespace tabletalk
