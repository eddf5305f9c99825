// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Examples.h"

namespace tabletalk {

using AccuracyPairId = Id<struct AccuracyPairTag>;
using AccuracyRunId = Id<struct AccuracyRunTag>;

namespace api {

/// A question of a connection with the statement whose result is the right answer.
struct AccuracyPair
{
    AccuracyPairId id;
    QString question;
    QString sql;
    QString source; ///< hand, example, import
    QString addedBy;
    Instant addedAt;
    std::optional<QString> broken; ///< why the statement does not run any more
    std::optional<Instant> brokenAt;
};
BOOST_DESCRIBE_STRUCT(AccuracyPair, (), (id, question, sql, source, addedBy, addedAt, broken, brokenAt))

/// All questions of a set, asked once.
struct AccuracyRun
{
    AccuracyRunId id;
    QString state; ///< running, done, stopped, failed
    QString startedBy;
    Instant startedAt;
    std::optional<Instant> finishedAt;
    qint64 total = 0;
    qint64 done = 0; ///< so far
    qint64 right = 0;
    qint64 wrong = 0;
    qint64 failed = 0;                    ///< without an answer
    qint64 broken = 0;                    ///< whose own statement does not run; they do not count
    std::optional<double> accuracy;       ///< right of those that count; absent while none does
    std::optional<double> accuracyBefore; ///< of the run before it that came to its end
    std::optional<QString> problem;       ///< why it failed
};
BOOST_DESCRIBE_STRUCT(AccuracyRun, (),
                      (id, state, startedBy, startedAt, finishedAt, total, done, right, wrong, failed, broken, accuracy,
                       accuracyBefore, problem))

/// What somebody should look at.
struct AccuracyWarning
{
    QString kind; ///< broken, fallen
    QString text;
};
BOOST_DESCRIBE_STRUCT(AccuracyWarning, (), (kind, text))

/// GET tenant/databases/{id}/accuracy
struct AccuracyState
{
    std::vector<AccuracyPair> pairs; ///< oldest first
    std::vector<AccuracyRun> runs;   ///< newest first
    std::vector<AccuracyWarning> warnings;
    qint64 mostPairs = 0;
};
BOOST_DESCRIBE_STRUCT(AccuracyState, (), (pairs, runs, warnings, mostPairs))

/// GET tenant/databases/{id}/accuracy, POST tenant/databases/{id}/accuracy/runs
struct AccuracyRequest
{
    ConnectionId id;
};
BOOST_DESCRIBE_STRUCT(AccuracyRequest, (), (id))

/// POST tenant/databases/{databaseId}/accuracy/pairs
struct AddAccuracyPairRequest
{
    ConnectionId databaseId;
    QString question;
    QString sql;
};
BOOST_DESCRIBE_STRUCT(AddAccuracyPairRequest, (), (databaseId, question, sql))

/// POST tenant/databases/{id}/accuracy/import: JSON lines or CSV
struct ImportAccuracyPairsRequest
{
    ConnectionId id;
    QString text;
};
BOOST_DESCRIBE_STRUCT(ImportAccuracyPairsRequest, (), (id, text))

struct AccuracyPairsImported
{
    qint64 added = 0;
    qint64 known = 0; ///< that were there already
};
BOOST_DESCRIBE_STRUCT(AccuracyPairsImported, (), (added, known))

/// PUT tenant/databases/{databaseId}/accuracy/pairs/{id}: what is absent stays
struct UpdateAccuracyPairRequest
{
    ConnectionId databaseId;
    AccuracyPairId id;
    std::optional<QString> question;
    std::optional<QString> sql;
};
BOOST_DESCRIBE_STRUCT(UpdateAccuracyPairRequest, (), (databaseId, id, question, sql))

/// DELETE tenant/databases/{databaseId}/accuracy/pairs/{id}
struct AccuracyPairRequest
{
    ConnectionId databaseId;
    AccuracyPairId id;
};
BOOST_DESCRIBE_STRUCT(AccuracyPairRequest, (), (databaseId, id))

/// GET tenant/databases/{databaseId}/accuracy/runs/{id}, POST …/stop
struct AccuracyRunRequest
{
    ConnectionId databaseId;
    AccuracyRunId id;
};
BOOST_DESCRIBE_STRUCT(AccuracyRunRequest, (), (databaseId, id))

/// What came of one question of a run.
struct AccuracyOutcome
{
    QString question;
    QString expectedSql;
    QString givenSql;              ///< empty: no answer
    QString verdict;               ///< waiting, right, wrong, failed, broken
    std::optional<QString> before; ///< the verdict of the run before
    QString difference;            ///< in words
    qint64 ms = 0;
};
BOOST_DESCRIBE_STRUCT(AccuracyOutcome, (), (question, expectedSql, givenSql, verdict, before, difference, ms))

struct AccuracyReport
{
    AccuracyRun run;
    std::vector<AccuracyOutcome> outcomes;
};
BOOST_DESCRIBE_STRUCT(AccuracyReport, (), (run, outcomes))

} // namespace api
} // namespace tabletalk
