// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/KnowledgeIds.h"
#include "core/base/Id.h"
#include "core/base/Instant.h"
#include "server/platform/Scope.h"

#include <QString>

#include <vector>

namespace tabletalk {

class Record;
class Transaction;

/// Who a question came from, and what was asked: what use is counted by.
struct UsageOf
{
    UserId user;
    std::optional<WorkspaceId> workspace;
    std::optional<QString> apiKey;
    QString model; ///< that was asked; empty: none
    std::optional<AgentId> agent = {};
};

/// Sums over some questions.
struct UsageSums
{
    qint64 questions = 0;
    qint64 answered = 0;
    qint64 rows = 0;
    qint64 answeredMs = 0; ///< of the answered ones, together
    qint64 inputTokens = 0;
    qint64 outputTokens = 0;
    qint64 costMicros = 0;

    UsageSums &operator+=(const UsageSums &more);
};

/// The statements on usage_buckets and usage_agents. Spans hold their begin and not their end.
class UsageStore
{
public:
    UsageStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    /// To the quarter of an hour in which the moment lies: one row a person, key, workspace and model, and one an
    /// agent.
    void add(Instant at, const UsageOf &of, const UsageSums &sums);

    struct Bucket
    {
        Instant at;
        UsageSums sums;
    };
    /// Those with use, oldest first.
    std::vector<Bucket> buckets(Instant begin, Instant end);
    /// How many people asked something.
    qint64 users(Instant begin, Instant end);

    enum class By { User, Workspace, ApiKey, Model, Agent };
    struct Share
    {
        QString id;
        QString name;
        QString detail;
        UsageSums sums;
        Instant lastAt;
    };
    /// Most questions first.
    std::vector<Share> shares(By by, Instant begin, Instant end, int limit);

    struct Line
    {
        QString person;
        QString workspace;
        QString apiKey;
        QString model;
        UsageSums sums;
    };
    std::vector<Line> lines(Instant begin, Instant end, int limit);

    /// Bytes of kept rows of answers.
    qint64 storage();
    /// IANA name of the organisation's time zone.
    QString timeZone();

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
