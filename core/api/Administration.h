// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Billing.h"
#include "core/api/KnowledgeIds.h"
#include "core/api/Organizations.h"
#include "core/api/Usage.h"

// What operators of the server see of it as a whole. None of it holds what anybody asked, the
// rows of an answer, or where a database is.

namespace tabletalk::api {

struct NamedCount
{
    QString name;
    qint64 count = 0;
};
BOOST_DESCRIBE_STRUCT(NamedCount, (), (name, count))

/// A server of those that share the platform database.
struct ServerNode
{
    QString id;
    bool self = false; ///< the one that answers
    bool alive = false;
    Instant startedAt;
};
BOOST_DESCRIBE_STRUCT(ServerNode, (), (id, self, alive, startedAt))

struct ServerHealth
{
    QString version;
    QString database;         ///< sqlite or postgresql
    bool writes = false;      ///< the platform database took a write just now
    qint64 writeMs = 0;       ///< that it took
    qint64 diskFreeBytes = 0; ///< where the data directory is; 0: unknown
    qint64 diskTotalBytes = 0;
    qint64 uptimeSeconds = 0;
    std::vector<ServerNode> nodes; ///< the oldest first
};
BOOST_DESCRIBE_STRUCT(ServerHealth, (),
                      (version, database, writes, writeMs, diskFreeBytes, diskTotalBytes, uptimeSeconds, nodes))

/// GET admin/stats: the whole server. Days are those of UTC.
struct AdminStats
{
    std::vector<NamedCount> tenants; ///< by state
    qint64 users = 0;
    qint64 operators = 0;
    qint64 activeUsers = 0; ///< who asked something in 30 days
    UsageFigures today;
    UsageFigures last30Days;
    std::vector<UsageDay> days;              ///< the last 30, oldest first
    std::vector<NamedCount> connections;     ///< ready, reading, paused, failed, and failing of those that are ready
    std::vector<NamedCount> connectionKinds; ///< most first
    qint64 failedJobs = 0;                   ///< in 30 days
    qint64 storageBytes = 0;                 ///< of kept rows of answers
    ServerHealth health;
    qint64 agents = 0; ///< of all organisations, those that are off among them
    qint64 activeAgents = 0;
};
BOOST_DESCRIBE_STRUCT(AdminStats, (),
                      (tenants, users, operators, activeUsers, today, last30Days, days, connections, connectionKinds,
                       failedJobs, storageBytes, health, agents, activeAgents))

/// GET admin/users, admin/connections: what is absent does not filter
struct AdminSearchRequest
{
    std::optional<QString> search{};
    std::optional<int> limit{}; ///< 1 to 200, 50 when absent
    std::optional<QString> cursor{};
};
BOOST_DESCRIBE_STRUCT(AdminSearchRequest, (), (search, limit, cursor))

struct AdminUser
{
    UserId id;
    QString email;
    QString fullName;
    bool isOperator = false;
    qint64 organizations = 0;
    QString organization; ///< the name of one of them; empty: of none
    std::optional<Instant> lastSeenAt;
    Instant createdAt;
};
BOOST_DESCRIBE_STRUCT(AdminUser, (),
                      (id, email, fullName, isOperator, organizations, organization, lastSeenAt, createdAt))

struct AdminUserList
{
    std::vector<AdminUser> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(AdminUserList, (), (items, nextCursor))

/// A connected database: what kind it is and how it is, not where, nor what is in it.
struct AdminConnection
{
    ConnectionId id;
    TenantId organizationId;
    QString organization;
    QString workspace;
    QString name;
    QString kind;
    QString stage;
    QString health; ///< unknown, ok, failing
    qint64 tables = 0;
    std::optional<bool> accountCanWrite;
    Instant createdAt;
    std::optional<Instant> readAt;
};
BOOST_DESCRIBE_STRUCT(AdminConnection, (),
                      (id, organizationId, organization, workspace, name, kind, stage, health, tables, accountCanWrite,
                       createdAt, readAt))

struct AdminConnectionList
{
    std::vector<AdminConnection> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(AdminConnectionList, (), (items, nextCursor))

/// GET admin/agents: what is absent does not filter
struct AdminAgentRequest
{
    std::optional<QString> search{};     ///< in names of agents, organisations and workspaces
    std::optional<QString> visibility{}; ///< private, shared, team, organization, public
    std::optional<int> limit{};          ///< 1 to 200, 50 when absent
    std::optional<QString> cursor{};
};
BOOST_DESCRIBE_STRUCT(AdminAgentRequest, (), (search, visibility, limit, cursor))

/// A way to be answered: that there is one and what it may use, not what it was told to be.
struct AdminAgent
{
    AgentId id;
    TenantId organizationId;
    QString organization;
    QString workspace;
    QString name; ///< may be empty with the default of a workspace
    QString visibility;
    bool active = false;
    bool isDefault = false;
    std::vector<QString> tools;
    QString model;        ///< organization, none, or the name of one
    qint64 questions = 0; ///< in 30 days
    Instant createdAt;
};
BOOST_DESCRIBE_STRUCT(AdminAgent, (),
                      (id, organizationId, organization, workspace, name, visibility, active, isDefault, tools, model,
                       questions, createdAt))

struct AdminAgentList
{
    std::vector<AdminAgent> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(AdminAgentList, (), (items, nextCursor))

/// What one organisation used in the last 30 days of UTC.
struct TenantUsage
{
    TenantId id;
    QString name;
    UsageFigures figures;
    qint64 storageBytes = 0;
};
BOOST_DESCRIBE_STRUCT(TenantUsage, (), (id, name, figures, storageBytes))

/// GET admin/usage: who used most first, at most 200
struct TenantUsageList
{
    std::vector<TenantUsage> items;
};
BOOST_DESCRIBE_STRUCT(TenantUsageList, (), (items))

struct AdminMember
{
    UserId id;
    QString email;
    QString fullName;
    QString role;
    bool isOperator = false;
    Instant joinedAt;
    std::optional<Instant> lastSeenAt;
};
BOOST_DESCRIBE_STRUCT(AdminMember, (), (id, email, fullName, role, isOperator, joinedAt, lastSeenAt))

struct AdminWorkspace
{
    WorkspaceId id;
    QString name;
    bool archived = false;
    qint64 connections = 0;
};
BOOST_DESCRIBE_STRUCT(AdminWorkspace, (), (id, name, archived, connections))

/// GET admin/tenants/{id}: one organisation, at most 200 of each
struct AdminTenantDetails
{
    AdminTenant tenant;
    QString timeZone;
    Plan plan;                 ///< with the limits and features that hold
    QString subscriptionState; ///< empty: it is not billed
    std::optional<QString> grantReason;
    std::vector<AdminMember> people;
    std::vector<AdminWorkspace> workspaces;
    std::vector<AdminConnection> connections;
    UsageFigures last30Days;
    std::vector<UsageDay> days;
    qint64 storageBytes = 0;
    std::vector<AdminAgent> agents{};
    qint64 agentCount = 0;
};
BOOST_DESCRIBE_STRUCT(AdminTenantDetails, (),
                      (tenant, timeZone, plan, subscriptionState, grantReason, people, workspaces, connections,
                       last30Days, days, storageBytes, agents, agentCount))

} // namespace tabletalk::api
