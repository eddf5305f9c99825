// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accuracy/AccuracyStore.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

QVariant storedOr(const std::optional<double> &number)
{
    return number ? QVariant(*number) : QVariant();
}

AccuracyStore::Run runFrom(const Record &row)
{
    AccuracyStore::Run found;
    api::AccuracyRun &run = found.run;
    run.id = row.id<AccuracyRunId>(u"id"_s);
    run.state = row.text(u"state"_s);
    run.startedBy = row.text(u"started_by"_s);
    run.startedAt = row.instant(u"started_at"_s);
    run.finishedAt = row.optionalInstant(u"finished_at"_s);
    run.total = row.integer(u"total"_s);
    run.done = row.integer(u"done"_s);
    run.right = row.integer(u"right_count"_s);
    run.wrong = row.integer(u"wrong_count"_s);
    run.failed = row.integer(u"failed_count"_s);
    run.broken = row.integer(u"broken_count"_s);
    if (const qint64 counted = run.right + run.wrong + run.failed)
        run.accuracy = double(run.right) / double(counted);
    if (!row.isNull(u"accuracy_before"_s))
        run.accuracyBefore = row.real(u"accuracy_before"_s);
    run.problem = row.optionalText(u"problem"_s);
    if (!row.isNull(u"job_id"_s))
        found.job = row.id<JobId>(u"job_id"_s);
    if (!row.isNull(u"run_before"_s))
        found.before = row.id<AccuracyRunId>(u"run_before"_s);
    return found;
}

} // namespace

void AccuracyStore::insertPair(const api::AccuracyPair &pair, UserId user)
{
    m_transaction.execute(m_scope, u"accuracy/insert_pair"_s,
                          {{u"id"_s, stored(pair.id)},
                           {u"connection"_s, stored(m_connection)},
                           {u"question"_s, pair.question},
                           {u"sql"_s, pair.sql},
                           {u"source"_s, pair.source},
                           {u"user"_s, stored(user)},
                           {u"now"_s, stored(pair.addedAt)}});
}

std::vector<api::AccuracyPair> AccuracyStore::pairs(int limit)
{
    std::vector<api::AccuracyPair> pairs;
    for (const Record &row : m_transaction.select(m_scope, u"accuracy/list_pairs"_s,
                                                  {{u"connection"_s, stored(m_connection)}, {u"limit"_s, limit}}))
        pairs.push_back({row.id<AccuracyPairId>(u"id"_s), row.text(u"question"_s), row.text(u"sql"_s),
                         row.text(u"source"_s), row.text(u"added_by"_s), row.instant(u"added_at"_s),
                         row.optionalText(u"broken"_s), row.optionalInstant(u"broken_at"_s)});
    return pairs;
}

bool AccuracyStore::updatePair(const api::AccuracyPair &pair)
{
    return m_transaction.execute(m_scope, u"accuracy/update_pair"_s,
                                 {{u"connection"_s, stored(m_connection)},
                                  {u"id"_s, stored(pair.id)},
                                  {u"question"_s, pair.question},
                                  {u"sql"_s, pair.sql}})
           > 0;
}

bool AccuracyStore::removePair(AccuracyPairId id)
{
    return m_transaction.execute(m_scope, u"accuracy/delete_pair"_s,
                                 {{u"connection"_s, stored(m_connection)}, {u"id"_s, stored(id)}})
           > 0;
}

void AccuracyStore::markPair(const api::AccuracyPair &pair, const std::optional<QString> &broken, Instant now)
{
    m_transaction.execute(m_scope, u"accuracy/mark_pair"_s,
                          {{u"connection"_s, stored(m_connection)},
                           {u"id"_s, stored(pair.id)},
                           {u"sql"_s, pair.sql},
                           {u"broken"_s, stored(broken)},
                           {u"now"_s, stored(now)}});
}

void AccuracyStore::insertRun(AccuracyRunId id, UserId user, const std::vector<api::AccuracyPair> &pairs, Instant now)
{
    m_transaction.execute(m_scope, u"accuracy/insert_run"_s,
                          {{u"id"_s, stored(id)},
                           {u"connection"_s, stored(m_connection)},
                           {u"user"_s, stored(user)},
                           {u"now"_s, stored(now)},
                           {u"total"_s, qint64(pairs.size())}});
    for (size_t i = 0; i < pairs.size(); ++i)
        m_transaction.execute(m_scope, u"accuracy/insert_outcome"_s,
                              {{u"run"_s, stored(id)},
                               {u"position"_s, qint64(i)},
                               {u"pair"_s, stored(pairs[i].id)},
                               {u"question"_s, pairs[i].question},
                               {u"sql"_s, pairs[i].sql}});
}

void AccuracyStore::setJob(AccuracyRunId id, JobId job)
{
    m_transaction.execute(m_scope, u"accuracy/set_job"_s, {{u"id"_s, stored(id)}, {u"job"_s, stored(job)}});
}

std::vector<AccuracyStore::Run> AccuracyStore::runs(int limit)
{
    std::vector<Run> runs;
    for (const Record &row : m_transaction.select(m_scope, u"accuracy/list_runs"_s,
                                                  {{u"connection"_s, stored(m_connection)}, {u"limit"_s, limit}}))
        runs.push_back(runFrom(row));
    return runs;
}

std::optional<AccuracyStore::Run> AccuracyStore::findRun(AccuracyRunId id)
{
    const auto row = m_transaction.selectOne(m_scope, u"accuracy/find_run"_s,
                                             {{u"connection"_s, stored(m_connection)}, {u"id"_s, stored(id)}});
    return row ? std::optional(runFrom(*row)) : std::nullopt;
}

void AccuracyStore::removeRun(AccuracyRunId id)
{
    m_transaction.execute(m_scope, u"accuracy/delete_run"_s,
                          {{u"connection"_s, stored(m_connection)}, {u"id"_s, stored(id)}});
}

std::vector<AccuracyStore::Outcome> AccuracyStore::outcomes(AccuracyRunId run,
                                                            const std::optional<AccuracyRunId> &before)
{
    std::vector<Outcome> outcomes;
    for (const Record &row : m_transaction.select(m_scope, u"accuracy/list_outcomes"_s,
                                                  {{u"run"_s, stored(run)}, {u"before"_s, stored(before)}}))
        outcomes.push_back(
            {row.integer(u"position"_s),
             {row.text(u"question"_s), row.text(u"expected_sql"_s), row.text(u"given_sql"_s), row.text(u"verdict"_s),
              row.optionalText(u"before"_s), row.text(u"difference"_s), row.integer(u"ms"_s)}});
    return outcomes;
}

void AccuracyStore::saveOutcome(AccuracyRunId run, const Outcome &outcome)
{
    m_transaction.execute(m_scope, u"accuracy/save_outcome"_s,
                          {{u"run"_s, stored(run)},
                           {u"position"_s, outcome.position},
                           {u"given_sql"_s, outcome.said.givenSql.isNull() ? u""_s : outcome.said.givenSql},
                           {u"verdict"_s, outcome.said.verdict},
                           {u"difference"_s, outcome.said.difference.isNull() ? u""_s : outcome.said.difference},
                           {u"ms"_s, outcome.said.ms}});
    m_transaction.execute(m_scope, u"accuracy/count_outcomes"_s, {{u"run"_s, stored(run)}});
}

bool AccuracyStore::finishRun(AccuracyRunId id, const RunEnd &end, Instant now)
{
    if (end.state == u"done")
        m_transaction.execute(m_scope, u"accuracy/clear_warnings"_s, {{u"connection"_s, stored(m_connection)}});
    return m_transaction.execute(m_scope, u"accuracy/finish_run"_s,
                                 {{u"id"_s, stored(id)},
                                  {u"state"_s, end.state},
                                  {u"now"_s, stored(now)},
                                  {u"problem"_s, stored(end.problem)},
                                  {u"run_before"_s, stored(end.before)},
                                  {u"accuracy_before"_s, storedOr(end.accuracyBefore)},
                                  {u"warns"_s, end.warns ? 1 : 0}})
           > 0;
}

} // namespace tabletalk
