// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/usage/UsageStore.h"

#include "server/platform/Transaction.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

/// What the offsets of time zones are made of.
constexpr qint64 bucketMs = 15 * 60 * 1000;

UsageSums sumsIn(const Record &row)
{
    return {row.integer(u"questions"_s),   row.integer(u"answered"_s),     row.integer(u"rows_returned"_s),
            row.integer(u"answered_ms"_s), row.integer(u"input_tokens"_s), row.integer(u"output_tokens"_s),
            row.integer(u"cost_micros"_s)};
}

QString statementFor(UsageStore::By by)
{
    switch (by) {
    case UsageStore::By::User:
        return u"usage/list_by_user"_s;
    case UsageStore::By::Workspace:
        return u"usage/list_by_workspace"_s;
    case UsageStore::By::ApiKey:
        return u"usage/list_by_api_key"_s;
    case UsageStore::By::Agent:
        return u"usage/list_by_agent"_s;
    case UsageStore::By::Model:
        break;
    }
    return u"usage/list_by_model"_s;
}

} // namespace

UsageSums &UsageSums::operator+=(const UsageSums &more)
{
    questions += more.questions;
    answered += more.answered;
    rows += more.rows;
    answeredMs += more.answeredMs;
    inputTokens += more.inputTokens;
    outputTokens += more.outputTokens;
    costMicros += more.costMicros;
    return *this;
}

void UsageStore::add(Instant at, const UsageOf &of, const UsageSums &sums)
{
    const Instant begin{at.msSinceEpoch - at.msSinceEpoch % bucketMs};
    const Bindings counted{{u"at"_s, stored(begin)},
                           {u"questions"_s, sums.questions},
                           {u"answered"_s, sums.answered},
                           {u"rows"_s, sums.rows},
                           {u"ms"_s, sums.answeredMs},
                           {u"input_tokens"_s, sums.inputTokens},
                           {u"output_tokens"_s, sums.outputTokens},
                           {u"cost"_s, sums.costMicros}};
    Bindings whose = counted;
    whose.set(u"workspace"_s, of.workspace ? of.workspace->toString() : u""_s);
    whose.set(u"user"_s, of.user.isNull() ? u""_s : of.user.toString());
    whose.set(u"api_key"_s, of.apiKey.value_or(u""_s));
    whose.set(u"model"_s, of.model.isNull() ? u""_s : of.model);
    m_transaction.execute(m_scope, u"usage/add"_s, whose);
    if (!of.agent)
        return;
    Bindings agent = counted;
    agent.set(u"agent"_s, stored(*of.agent));
    m_transaction.execute(m_scope, u"usage/add_to_agent"_s, agent);
}

std::vector<UsageStore::Bucket> UsageStore::buckets(Instant begin, Instant end)
{
    std::vector<Bucket> buckets;
    for (const Record &row :
         m_transaction.select(m_scope, u"usage/list_sums"_s, {{u"begin"_s, stored(begin)}, {u"end"_s, stored(end)}}))
        buckets.push_back({row.instant(u"at"_s), sumsIn(row)});
    return buckets;
}

qint64 UsageStore::users(Instant begin, Instant end)
{
    const auto row = m_transaction.selectOne(m_scope, u"usage/count_users"_s,
                                             {{u"begin"_s, stored(begin)}, {u"end"_s, stored(end)}});
    return row ? row->integer(u"users"_s) : 0;
}

std::vector<UsageStore::Share> UsageStore::shares(By by, Instant begin, Instant end, int limit)
{
    std::vector<Share> shares;
    for (const Record &row : m_transaction.select(
             m_scope, statementFor(by), {{u"begin"_s, stored(begin)}, {u"end"_s, stored(end)}, {u"limit"_s, limit}}))
        shares.push_back(
            {row.text(u"id"_s), row.text(u"name"_s), row.text(u"detail"_s), sumsIn(row), row.instant(u"last_at"_s)});
    return shares;
}

std::vector<UsageStore::Line> UsageStore::lines(Instant begin, Instant end, int limit)
{
    std::vector<Line> lines;
    for (const Record &row :
         m_transaction.select(m_scope, u"usage/list_shares"_s,
                              {{u"begin"_s, stored(begin)}, {u"end"_s, stored(end)}, {u"limit"_s, limit}}))
        lines.push_back({row.text(u"person"_s), row.text(u"workspace"_s), row.text(u"api_key"_s), row.text(u"model"_s),
                         sumsIn(row)});
    return lines;
}

qint64 UsageStore::storage()
{
    const auto row = m_transaction.selectOne(m_scope, u"usage/sum_storage"_s);
    return row ? row->integer(u"bytes"_s) : 0;
}

QString UsageStore::timeZone()
{
    const auto row = m_transaction.selectOne(m_scope, u"usage/find_time_zone"_s);
    return row ? row->text(u"time_zone"_s) : QString();
}

} // namespace tabletalk
