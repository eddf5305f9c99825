// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/JobService.h"
#include "server/saved/SavedQuestionRunner.h"
#include "server/schedules/ScheduleStore.h"

#include <functional>

namespace tabletalk {

class Clock;
class Mailer;
class PlatformDatabase;
class Vault;

/// What schedules are made of; all outlive them.
struct ScheduleParts
{
    PlatformDatabase &database;
    Vault &vault;
    JobService &jobs;
    Mailer *mailer; ///< null: this server sends no mail
    const Clock &clock;
    /// Runs a saved question as that member, with the rights they have now; for threads that may wait.
    std::function<SavedOutcome(const TenantScope &, UserId, SavedQuestionId)> runSaved;
};

/// Drives schedules: queues what is due as jobs, runs each as the person who made it, and delivers what came. Of
/// several servers on one database one claims a time, in the transaction that queues its job; a job that a dead
/// server left runs again, and its end is stored once. Blocking.
class ScheduleRunner
{
public:
    /// Adds its kind of job; make it before jobs.start().
    explicit ScheduleRunner(ScheduleParts parts);

    /// Queues what is due: once, however many times of a schedule went by, and one run of it at a time. How many
    /// times were claimed.
    int queueDue();
    /// Out of its times; jobs.wake() afterwards.
    void queueByHandIn(Transaction &transaction, const TenantScope &scope, ScheduleId id);
    void dropOldFiles();

    static constexpr int failuresUntilPause = 5;
    static constexpr int filesKept = 20; ///< of a schedule
    static constexpr int runsKept = 100; ///< of a schedule

private:
    struct Task;
    struct Came;
    void follow();
    void queue(Transaction &transaction, const TenantScope &scope, const Task &task);
    void run(JobContext &context);
    void runEnded(const JobEnd &end);
    Came attempt(const ScheduleStore::Kept &kept, const TenantScope &scope, const std::stop_token &stop);
    void deliver(Came &came, const ScheduleStore::Kept &kept, const TenantScope &scope, const SavedOutcome &outcome);
    void mail(const ScheduleStore::Kept &kept, const TenantScope &scope, const SavedOutcome &outcome,
              const QString &why, QStringList &said);
    void finish(const TenantScope &scope, const Task &task, ScheduleRunId run, const Came &came);
    void tellOwner(const TenantScope &scope, const ScheduleStore::Kept &kept, const QString &because);

    ScheduleParts m_parts;
};

/// What a file is sealed with.
QByteArray placeOfScheduleFile(ScheduleFileId id);

} // namespace tabletalk
