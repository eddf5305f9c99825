// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Administration.h"
#include "server/platform/Transaction.h"

namespace tabletalk {

/// The statements by which operators see the server as a whole. They count and name; no
/// statement here reads what was asked, an answer, an address of a database or a secret.
class AdministrationStore
{
public:
    explicit AdministrationStore(Transaction &transaction)
        : m_transaction(transaction)
    {}

    std::vector<api::NamedCount> tenantsByState();
    struct Users
    {
        qint64 users = 0;
        qint64 operators = 0;
    };
    Users countUsers();
    qint64 activeUsers(Instant begin, Instant end);
    struct Bucket
    {
        Instant at;
        api::UsageFigures figures;
    };
    /// Of all organisations together, or of one; quarters of an hour in order.
    std::vector<Bucket> buckets(Instant begin, Instant end);
    std::vector<Bucket> bucketsOf(const TenantScope &scope, Instant begin, Instant end);
    std::vector<api::TenantUsage> usageByTenant(Instant begin, Instant end, int limit);
    std::vector<api::NamedCount> connectionsByState();
    std::vector<api::NamedCount> connectionsByKind();
    struct Agents
    {
        qint64 agents = 0;
        qint64 active = 0;
    };
    Agents countAgents();
    qint64 failedJobs(Instant begin);
    qint64 storageBytes();
    qint64 storageBytesOf(const TenantScope &scope);
    std::vector<api::ServerNode> nodes(const QString &self, Instant now);
    /// Touches the row of this server.
    void checkWrite(const QString &self);

    /// By id, those after the given one. search: see searchPattern().
    std::vector<api::AdminUser> users(const QString &after, const QString &search, int limit);
    std::vector<api::AdminConnection> connections(const QString &after, const QString &search, int limit);

    /// Which agents are looked for; empty texts do not filter.
    struct AgentFilter
    {
        QString after;
        QString search;
        QString visibility;
        Instant usedSince; ///< from when on questions are counted
    };
    std::vector<api::AdminAgent> agents(const AgentFilter &filter, int limit);

    /// Nothing when there is no such organisation. Without plan and usage. usedSince: from when
    /// on questions to agents are counted.
    std::optional<api::AdminTenantDetails> tenant(const TenantScope &scope, Instant usedSince, int limit);

private:
    Transaction &m_transaction;
};

} // namespace tabletalk
