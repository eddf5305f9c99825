// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"
#include "server/api/Call.h"
#include "server/base/Async.h"

#include <memory>

namespace tabletalk {

class Clock;
class ConnectionService;
class EventService;
class EventWriter;
class JobService;
class PlatformDatabase;
struct JobContext;
struct JobEnd;

/// Reads target databases in the background, as jobs that outlive their request and a crash
/// of the process. Where one stands is kept with its connection, and every step is an event
/// ("progress", at last "done" or "problem") of a stream that clients follow.
class OnboardingService
{
public:
    /// Adds its kind of job; call before jobs.start().
    OnboardingService(PlatformDatabase &database, ConnectionService &connections, JobService &jobs,
                      EventService &events, const Clock &clock);

    /// Queues a reading; one that is under way goes on instead.
    Awaitable<api::Database> start(Call call, api::DatabaseRequest request);
    /// NotFound when it is not the tenant's or nothing is being read.
    Awaitable<api::Empty> cancel(Call call, api::DatabaseRequest request);
    /// Before a connection is deleted: stops its reading, if there is one.
    Awaitable<void> stopFor(TenantScope scope, ConnectionId id);

private:
    struct Task;

    void run(JobContext &context);
    void ended(const JobEnd &end);
    void setStage(const TenantScope &scope, const Task &task, const api::OnboardingProgress &progress);

    PlatformDatabase &m_database;
    ConnectionService &m_connections;
    JobService &m_jobs;
    EventService &m_events;
    const Clock &m_clock;
};

} // namespace tabletalk
