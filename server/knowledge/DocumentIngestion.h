// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/JobService.h"
#include "server/knowledge/DocumentReaders.h"
#include "server/knowledge/PassageWriter.h"

namespace tabletalk {

class DocumentFollowers;
class Vault;

/// What ingestion is made of; all outlive it.
struct IngestionParts
{
    PlatformDatabase &database;
    Vault &vault;
    JobService &jobs;
    const Clock &clock;
    DocumentFollowers &windows;
    const PassageFollowers &followers;
    DocumentReaders readers;
    std::chrono::milliseconds slice{5'000};   ///< after which a job lets other organisations' go first
    std::chrono::milliseconds backOff{5'000}; ///< before a second attempt; four times as long before each further one
};

/// Reads the documents that wait, one after the other: a job takes those of a workspace until its time is over or none
/// is left. The queue are the documents themselves, so thousands wait without as many jobs. A job that is killed
/// leaves documents claimed, which its next run, or the next job, gives back to the queue.
class DocumentIngestion
{
public:
    /// Adds its kind to the jobs.
    explicit DocumentIngestion(IngestionParts parts);

    /// In the transaction in which a document came to wait; call wake() after it.
    void enqueueIn(Transaction &transaction, const TenantScope &scope, WorkspaceId workspace);
    void wake() { m_parts.jobs.wake(); }
    /// Queues jobs for what waited for its time, and drops uploads that nobody goes on with. For a clock.
    void queueDue();

private:
    struct Turn;

    void run(JobContext &context);
    void afterJob(const JobEnd &end);
    void takeBack(const Turn &turn, JobId job);
    std::optional<KeptDocument> claimNext(const Turn &turn);
    void readOne(const Turn &turn, const KeptDocument &kept);
    void readInto(const Turn &turn, const KeptDocument &kept, PassageWriter &writer,
                  std::chrono::steady_clock::time_point began);
    void readFile(const Turn &turn, KeptDocument kept, PassageWriter &writer,
                  std::chrono::steady_clock::time_point began);
    /// The document with the bytes that its address has now.
    KeptDocument fetched(const Turn &turn, const KeptDocument &kept);
    void settle(const Turn &turn, const KeptDocument &kept, PassageWriter &writer, const Problem &problem,
                qint64 tookMs);
    void postpone(const Turn &turn, const KeptDocument &kept, const DocumentStore::Postponement &postponement);
    void told(const Turn &turn);

    IngestionParts m_parts;
};

} // namespace tabletalk
