// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/JobService.h"
#include "server/platform/Transaction.h"

namespace tabletalk {

/// A job that a thread has taken, or that a dead process left behind.
struct TakenJob
{
    JobId id;
    TenantId tenant;
    QString kind;
    QByteArray payload;
    QByteArray checkpoint;
    int attempts = 0;
    bool cancelRequested = false;
};

/// The first waiting job of one organisation and kind.
struct DueJob
{
    TenantId tenant;
    QString kind;
    JobId id;
};

/// The statements on one organisation's jobs.
class JobStore
{
public:
    JobStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    void insert(JobId id, const QString &kind, const QString &key, const QByteArray &payload, Instant now);
    std::optional<JobId> findOpen(const QString &kind, const QString &key);
    qint64 countWaiting();
    std::optional<JobStatus> status(JobId id);
    /// Marks a queued job as running; nothing when somebody else took it.
    std::optional<TakenJob> start(JobId id, const QString &owner, Instant leaseUntil);
    void renewLease(JobId id, const QString &owner, Instant leaseUntil);
    void keep(JobId id, const QString &owner, const QByteArray &checkpoint);
    void requeue(JobId id, int attempts, Instant runAfter);
    void finish(JobId id, JobState state, const std::optional<Problem> &problem, Instant now);
    void requestCancel(JobId id);
    QByteArray payload(JobId id);

private:
    std::optional<Record> find(JobId id);

    Transaction &m_transaction;
    TenantScope m_scope;
};

/// The statements across organisations, for the threads that serve them all.
class JobQueue
{
public:
    explicit JobQueue(Transaction &transaction)
        : m_transaction(transaction)
    {}

    std::vector<DueJob> due(Instant now);
    std::optional<Instant> nextDue();
    /// Running jobs whose lease ended before the moment, or that this owner had.
    std::vector<TakenJob> left(Instant leaseBefore, const QString &deadOwner);
    /// Those that run at that server and somebody wants to end.
    std::vector<JobId> cancelled(const QString &owner);
    void prune(Instant before);

private:
    Transaction &m_transaction;
};

} // namespace tabletalk
