// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/AccuracyTests.h"
#include "server/accuracy/AccuracyStore.h"
#include "server/jobs/JobService.h"

#include <chrono>
#include <memory>

namespace tabletalk {

class Clock;
class ConnectionService;
class ExampleService;
class PlatformDatabase;
class VocabularyService;

namespace ask {
class Translator;
}
namespace evaluation {
class DatabaseEvaluation;
}

/// What accuracy tests are made of; all outlive them.
struct AccuracyParts
{
    PlatformDatabase &database;
    ConnectionService &connections;
    VocabularyService &vocabularies;
    ExampleService &examples;
    JobService &jobs;
    const ask::Translator &translator;
    const Clock &clock;
    std::chrono::milliseconds slice{30'000}; ///< after which a run lets other jobs go first
};

/// The jobs of accuracy tests: asks the questions of a run as people would, and holds the statements
/// against the database after it was read. An outcome is stored when it is there, so that a run goes on
/// where it was when the server stopped. Blocking; on job threads.
class AccuracyRunner
{
public:
    /// Adds its kinds of jobs; make it before jobs.start().
    explicit AccuracyRunner(AccuracyParts parts);

    /// Queues what is left of a run; jobs.wake() afterwards.
    void enqueueRunIn(Transaction &transaction, const TenantScope &scope, ConnectionId connection, AccuracyRunId run);
    /// Queues a check of one pair, or of all; jobs.wake() afterwards.
    void enqueueCheckIn(Transaction &transaction, const TenantScope &scope, ConnectionId connection,
                        const std::optional<AccuracyPairId> &pair = std::nullopt);

    static constexpr int mostPairs = 200; ///< of a connection
    static constexpr int mostRuns = 50;   ///< kept of a connection

private:
    struct Task;
    void run(JobContext &context);
    void runEnded(const JobEnd &end);
    void check(JobContext &context);
    std::unique_ptr<evaluation::DatabaseEvaluation> open(const JobContext &context, const Task &task);
    bool keep(const JobContext &context, const Task &task, const AccuracyStore::Outcome &outcome);
    void finish(const JobContext &context, const Task &task);

    AccuracyParts m_parts;
};

} // namespace tabletalk
