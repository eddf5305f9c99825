// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/JobStore.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr std::array<std::pair<JobState, const char *>, 5> stateNames = {{{JobState::Queued, "queued"},
                                                                          {JobState::Running, "running"},
                                                                          {JobState::Done, "done"},
                                                                          {JobState::Failed, "failed"},
                                                                          {JobState::Cancelled, "cancelled"}}};

QString nameOf(JobState state)
{
    return QString::fromLatin1(stateNames[static_cast<size_t>(state)].second);
}

JobState stateOf(const QString &name)
{
    const auto found =
        std::ranges::find_if(stateNames, [&](const auto &row) { return name == QLatin1StringView(row.second); });
    return found == stateNames.end() ? JobState::Failed : found->first;
}

TakenJob takenFrom(const Record &row, TenantId tenant)
{
    return {row.id<JobId>(u"id"_s),         tenant, row.text(u"kind"_s),
            row.bytes(u"payload"_s),        {},     static_cast<int>(row.integer(u"attempts"_s)),
            row.flag(u"cancel_requested"_s)};
}

} // namespace

void JobStore::insert(JobId id, const QString &kind, const QString &key, const QByteArray &payload, Instant now)
{
    m_transaction.execute(m_scope, u"jobs/insert_job"_s,
                          {{u"id"_s, stored(id)},
                           {u"kind"_s, kind},
                           {u"key"_s, key},
                           {u"payload"_s, payload},
                           {u"checkpoint"_s, QByteArray()},
                           {u"now"_s, stored(now)}});
}

std::optional<JobId> JobStore::findOpen(const QString &kind, const QString &key)
{
    const auto row = m_transaction.selectOne(m_scope, u"jobs/find_open_by_key"_s, {{u"kind"_s, kind}, {u"key"_s, key}});
    return row ? std::optional(row->id<JobId>(u"id"_s)) : std::nullopt;
}

qint64 JobStore::countWaiting()
{
    return m_transaction.selectOne(m_scope, u"jobs/count_waiting"_s)->integer(u"waiting"_s);
}

std::optional<Record> JobStore::find(JobId id)
{
    return m_transaction.selectOne(m_scope, u"jobs/find_job"_s, {{u"id"_s, stored(id)}});
}

std::optional<JobStatus> JobStore::status(JobId id)
{
    const auto row = find(id);
    if (!row)
        return std::nullopt;
    return JobStatus{id,
                     row->text(u"kind"_s),
                     stateOf(row->text(u"state"_s)),
                     static_cast<int>(row->integer(u"attempts"_s)),
                     row->instant(u"created_at"_s),
                     row->optionalInstant(u"finished_at"_s),
                     row->optionalText(u"problem_code"_s),
                     row->optionalText(u"problem_detail"_s)};
}

std::optional<TakenJob> JobStore::start(JobId id, const QString &owner, Instant leaseUntil)
{
    const qint64 taken =
        m_transaction.execute(m_scope, u"jobs/start_job"_s,
                              {{u"id"_s, stored(id)}, {u"owner"_s, owner}, {u"lease_until"_s, stored(leaseUntil)}});
    if (taken == 0)
        return std::nullopt;
    const auto row = find(id);
    TakenJob job = takenFrom(*row, m_scope.tenant());
    job.checkpoint = row->bytes(u"checkpoint"_s);
    return job;
}

void JobStore::renewLease(JobId id, const QString &owner, Instant leaseUntil)
{
    m_transaction.execute(m_scope, u"jobs/renew_lease"_s,
                          {{u"id"_s, stored(id)}, {u"owner"_s, owner}, {u"lease_until"_s, stored(leaseUntil)}});
}

void JobStore::keep(JobId id, const QString &owner, const QByteArray &checkpoint)
{
    m_transaction.execute(m_scope, u"jobs/keep_checkpoint"_s,
                          {{u"id"_s, stored(id)}, {u"owner"_s, owner}, {u"checkpoint"_s, checkpoint}});
}

void JobStore::requeue(JobId id, int attempts, Instant runAfter)
{
    m_transaction.execute(m_scope, u"jobs/requeue_job"_s,
                          {{u"id"_s, stored(id)}, {u"attempts"_s, attempts}, {u"run_after"_s, stored(runAfter)}});
}

void JobStore::finish(JobId id, JobState state, const std::optional<Problem> &problem, Instant now)
{
    m_transaction.execute(m_scope, u"jobs/finish_job"_s,
                          {{u"id"_s, stored(id)},
                           {u"state"_s, nameOf(state)},
                           {u"now"_s, stored(now)},
                           {u"problem_code"_s, problem ? QVariant(problem->codeName()) : QVariant()},
                           {u"problem_detail"_s, problem ? QVariant(problem->detail) : QVariant()}});
}

void JobStore::requestCancel(JobId id)
{
    m_transaction.execute(m_scope, u"jobs/request_cancel"_s, {{u"id"_s, stored(id)}});
}

QByteArray JobStore::payload(JobId id)
{
    const auto row = find(id);
    return row ? row->bytes(u"payload"_s) : QByteArray();
}

std::vector<DueJob> JobQueue::due(Instant now)
{
    std::vector<DueJob> jobs;
    for (const Record &row :
         m_transaction.select(PlatformScope::ofJobs(), u"jobs/list_due"_s, {{u"now"_s, stored(now)}}))
        jobs.push_back({row.id<TenantId>(u"tenant_id"_s), row.text(u"kind"_s), row.id<JobId>(u"id"_s)});
    return jobs;
}

std::optional<Instant> JobQueue::nextDue()
{
    return m_transaction.selectOne(PlatformScope::ofJobs(), u"jobs/next_due"_s)->optionalInstant(u"due"_s);
}

std::vector<TakenJob> JobQueue::left(Instant leaseBefore, const QString &deadOwner)
{
    std::vector<TakenJob> jobs;
    const auto rows = m_transaction.select(PlatformScope::ofJobs(), u"jobs/list_running"_s,
                                           {{u"lease_before"_s, stored(leaseBefore)}, {u"dead_owner"_s, deadOwner}});
    jobs.reserve(rows.size());
    for (const Record &row : rows)
        jobs.push_back(takenFrom(row, row.id<TenantId>(u"tenant_id"_s)));
    return jobs;
}

std::vector<JobId> JobQueue::cancelled(const QString &owner)
{
    std::vector<JobId> jobs;
    for (const Record &row :
         m_transaction.select(PlatformScope::ofJobs(), u"jobs/list_cancelled"_s, {{u"owner"_s, owner}}))
        jobs.push_back(row.id<JobId>(u"id"_s));
    return jobs;
}

void JobQueue::prune(Instant before)
{
    m_transaction.execute(PlatformScope::ofOperator(), u"jobs/delete_old_jobs"_s, {{u"before"_s, stored(before)}});
}

} // namespace tabletalk
