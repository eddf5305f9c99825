// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/AccuracyTests.h"
#include "server/platform/Transaction.h"

#include <optional>
#include <vector>

namespace tabletalk {

/// The statements on accuracy tests of one connection: resources/sql/…/accuracy.
class AccuracyStore
{
public:
    AccuracyStore(Transaction &transaction, TenantScope scope, ConnectionId connection)
        : m_transaction(transaction)
        , m_scope(scope)
        , m_connection(connection)
    {}

    void insertPair(const api::AccuracyPair &pair, UserId user);
    /// Oldest first.
    std::vector<api::AccuracyPair> pairs(int limit);
    /// False when there is none. It holds until it is found not to.
    bool updatePair(const api::AccuracyPair &pair);
    bool removePair(AccuracyPairId id);
    /// Whether its statement still runs; nothing where it was changed or removed meanwhile.
    void markPair(const api::AccuracyPair &pair, const std::optional<QString> &broken, Instant now);

    struct Run
    {
        api::AccuracyRun run;
        std::optional<JobId> job;
        std::optional<AccuracyRunId> before; ///< the one that it is compared with
    };
    /// With a waiting outcome for each pair.
    void insertRun(AccuracyRunId id, UserId user, const std::vector<api::AccuracyPair> &pairs, Instant now);
    void setJob(AccuracyRunId id, JobId job);
    /// Newest first.
    std::vector<Run> runs(int limit);
    std::optional<Run> findRun(AccuracyRunId id);
    void removeRun(AccuracyRunId id);

    struct Outcome
    {
        qint64 position = 0;
        api::AccuracyOutcome said;
    };
    /// before: the run whose verdicts stand beside.
    std::vector<Outcome> outcomes(AccuracyRunId run, const std::optional<AccuracyRunId> &before);
    /// Counts it as well.
    void saveOutcome(AccuracyRunId run, const Outcome &outcome);

    struct RunEnd
    {
        QString state;
        std::optional<QString> problem;
        std::optional<AccuracyRunId> before;
        std::optional<double> accuracyBefore;
        bool warns = false; ///< until the next one is done
    };
    /// False when it has ended already.
    bool finishRun(AccuracyRunId id, const RunEnd &end, Instant now);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
    ConnectionId m_connection;
};

} // namespace tabletalk
