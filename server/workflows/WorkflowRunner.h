// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/JobService.h"
#include "server/workflows/StepAsker.h"
#include "server/workflows/WorkflowDelivery.h"
#include "server/workflows/WorkflowStore.h"

namespace tabletalk {

class Clock;
class Mailer;
class PlatformDatabase;
class Vault;

/// What workflows are made of; all outlive them.
struct WorkflowParts
{
    PlatformDatabase &database;
    Vault &vault;
    JobService &jobs;
    Mailer *mailer; ///< null: this server sends no mail
    const Clock &clock;
    StepDoors doors;
    std::chrono::milliseconds longestRun{std::chrono::minutes(15)}; ///< of all steps together
};

/// Drives workflows: queues what is due and what events began, and does a run step after step as a job, as whoever owns
/// the workflow. Each step's end is stored when it is there, so that a run which a dead server left goes on
/// from the next one. Blocking.
class WorkflowRunner
{
public:
    /// Adds its kind of job; make it before jobs.start().
    explicit WorkflowRunner(WorkflowParts parts);

    /// Of several servers on one database one claims each. How many runs were queued.
    int queueDue();
    /// A run that somebody starts; jobs.wake() afterwards. Throws Busy when too many are under way.
    WorkflowRunId queueIn(Transaction &transaction, const TenantScope &scope, const api::Workflow &workflow,
                          WorkflowStore::KeptRun run);
    /// False when it has ended already.
    bool cancel(const TenantScope &scope, const WorkflowStore::KeptRun &run);

    /// A step on its own, as an editor tries it: nothing is stored or sent.
    api::WorkflowStepRun tryStep(const api::WorkflowStep &step, const StepSetting &setting,
                                 const QString &timeZone) const;
    static QString dateOf(Instant at, const QString &timeZone);

    static constexpr int failuresUntilPause = 5;
    static constexpr int runsKept = 100; ///< of a workflow

private:
    struct Walk;
    struct Ended;
    void follow();
    int queueScheduled(Instant now);
    int queueWaiting();
    void giveJob(Transaction &transaction, const TenantScope &scope, WorkflowRunId run);
    void run(JobContext &context);
    void runEnded(const JobEnd &end);
    std::optional<Ended> walk(Walk &walk);
    std::optional<Ended> doStep(Walk &walk, int position);
    Ended failed(const Walk &walk, int position, const Problem &problem) const;
    std::optional<Ended> look(Walk &walk, const api::WorkflowStep &step, api::WorkflowStepRun &run) const;
    bool endStep(Walk &walk, int position, const api::WorkflowStepRun &run,
                 const WorkflowDelivery::Parcel *parcel = nullptr);
    void finish(const TenantScope &scope, WorkflowRunId run, const Ended &ended);
    void tellOwner(const TenantScope &scope, const api::Workflow &workflow, const QString &because);

    WorkflowParts m_parts;
    StepAsker m_asker;
    WorkflowDelivery m_delivery;
};

} // namespace tabletalk
