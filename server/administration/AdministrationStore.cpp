// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/administration/AdministrationStore.h"

#include <QMap>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

const PlatformScope everywhere = PlatformScope::ofOperator();

api::UsageFigures figuresIn(const Record &row)
{
    const qint64 questions = row.integer(u"questions"_s);
    const qint64 answered = row.integer(u"answered"_s);
    const qint64 ms = row.integer(u"answered_ms"_s);
    return {.questions = questions,
            .answered = answered,
            .failed = questions - answered,
            .rowsReturned = row.integer(u"rows_returned"_s),
            .averageMs = answered > 0 ? (ms + answered / 2) / answered : 0,
            .inputTokens = row.integer(u"input_tokens"_s),
            .outputTokens = row.integer(u"output_tokens"_s),
            .costMicros = row.integer(u"cost_micros"_s)};
}

std::vector<AdministrationStore::Bucket> bucketsIn(const std::vector<Record> &rows)
{
    std::vector<AdministrationStore::Bucket> buckets;
    for (const Record &row : rows)
        buckets.push_back({row.instant(u"at"_s), figuresIn(row)});
    return buckets;
}

std::vector<api::NamedCount> countsIn(const std::vector<Record> &rows)
{
    std::vector<api::NamedCount> counts;
    for (const Record &row : rows)
        counts.push_back({row.text(u"name"_s), row.integer(u"number"_s)});
    return counts;
}

std::vector<api::AdminConnection> connectionsIn(const std::vector<Record> &rows)
{
    std::vector<api::AdminConnection> connections;
    for (const Record &row : rows) {
        const auto writes = row.optionalInteger(u"account_can_write"_s);
        connections.push_back({.id = row.id<ConnectionId>(u"id"_s),
                               .organizationId = row.id<TenantId>(u"tenant_id"_s),
                               .organization = row.text(u"organization"_s),
                               .workspace = row.text(u"workspace"_s),
                               .name = row.text(u"name"_s),
                               .kind = row.text(u"kind"_s),
                               .stage = row.text(u"stage"_s),
                               .health = row.text(u"health"_s),
                               .tables = row.integer(u"table_count"_s),
                               .accountCanWrite = writes ? std::optional(*writes != 0) : std::nullopt,
                               .createdAt = row.instant(u"created_at"_s),
                               .readAt = row.optionalInstant(u"onboarded_at"_s)});
    }
    return connections;
}

std::vector<api::AdminAgent> agentsIn(const std::vector<Record> &rows)
{
    std::vector<api::AdminAgent> agents;
    for (const Record &row : rows) {
        const QStringList tools = row.text(u"tools"_s).split(u' ', Qt::SkipEmptyParts);
        agents.push_back({.id = row.id<AgentId>(u"id"_s),
                          .organizationId = row.id<TenantId>(u"tenant_id"_s),
                          .organization = row.text(u"organization"_s),
                          .workspace = row.text(u"workspace"_s),
                          .name = row.text(u"name"_s),
                          .visibility = row.text(u"visibility"_s),
                          .active = row.flag(u"active"_s),
                          .isDefault = row.flag(u"is_default"_s),
                          .tools = std::vector<QString>(tools.cbegin(), tools.cend()),
                          .model = row.text(u"model"_s),
                          .questions = row.integer(u"questions"_s),
                          .createdAt = row.instant(u"created_at"_s)});
    }
    return agents;
}

/// What an operator tells apart: the stages of a reading are one.
QString stateOf(const QString &stage, const QString &health)
{
    if (stage == u"ready")
        return health == u"failing" ? u"failing"_s : u"ready"_s;
    for (const auto &end : {u"paused"_s, u"failed"_s, u"cancelled"_s}) {
        if (stage == end)
            return end;
    }
    return u"reading"_s;
}

api::AdminTenant tenantIn(const Record &row)
{
    return {.id = row.id<TenantId>(u"id"_s),
            .name = row.text(u"name"_s),
            .slug = row.text(u"slug"_s),
            .status = row.text(u"status"_s),
            .reason = row.text(u"status_reason"_s),
            .members = row.integer(u"members"_s),
            .customDomain = row.optionalText(u"custom_domain"_s),
            .domainConfirmed = row.flag(u"domain_confirmed"_s),
            .createdAt = row.instant(u"created_at"_s)};
}

} // namespace

std::vector<api::NamedCount> AdministrationStore::tenantsByState()
{
    return countsIn(m_transaction.select(everywhere, u"administration/count_tenants"_s));
}

AdministrationStore::Users AdministrationStore::countUsers()
{
    const auto row = m_transaction.selectOne(everywhere, u"administration/count_users"_s);
    return row ? Users{row->integer(u"users"_s), row->integer(u"operators"_s)} : Users{};
}

qint64 AdministrationStore::activeUsers(Instant begin, Instant end)
{
    const auto row = m_transaction.selectOne(everywhere, u"administration/count_active_users"_s,
                                             {{u"begin"_s, stored(begin)}, {u"end"_s, stored(end)}});
    return row ? row->integer(u"users"_s) : 0;
}

std::vector<AdministrationStore::Bucket> AdministrationStore::buckets(Instant begin, Instant end)
{
    return bucketsIn(m_transaction.select(everywhere, u"administration/list_sums"_s,
                                          {{u"begin"_s, stored(begin)}, {u"end"_s, stored(end)}}));
}

std::vector<AdministrationStore::Bucket> AdministrationStore::bucketsOf(const TenantScope &scope, Instant begin,
                                                                        Instant end)
{
    return bucketsIn(
        m_transaction.select(scope, u"usage/list_sums"_s, {{u"begin"_s, stored(begin)}, {u"end"_s, stored(end)}}));
}

std::vector<api::TenantUsage> AdministrationStore::usageByTenant(Instant begin, Instant end, int limit)
{
    std::vector<api::TenantUsage> usage;
    for (const Record &row :
         m_transaction.select(everywhere, u"administration/list_usage"_s,
                              {{u"begin"_s, stored(begin)}, {u"end"_s, stored(end)}, {u"limit"_s, limit}}))
        usage.push_back(
            {row.id<TenantId>(u"id"_s), row.text(u"name"_s), figuresIn(row), row.integer(u"storage_bytes"_s)});
    return usage;
}

std::vector<api::NamedCount> AdministrationStore::connectionsByState()
{
    QMap<QString, qint64> counts;
    for (const Record &row : m_transaction.select(everywhere, u"administration/count_connections"_s))
        counts[stateOf(row.text(u"stage"_s), row.text(u"health"_s))] += row.integer(u"number"_s);
    std::vector<api::NamedCount> states;
    for (auto each = counts.cbegin(); each != counts.cend(); ++each)
        states.push_back({each.key(), each.value()});
    return states;
}

std::vector<api::NamedCount> AdministrationStore::connectionsByKind()
{
    return countsIn(m_transaction.select(everywhere, u"administration/count_connection_kinds"_s));
}

AdministrationStore::Agents AdministrationStore::countAgents()
{
    const auto row = m_transaction.selectOne(everywhere, u"administration/count_agents"_s);
    return row ? Agents{row->integer(u"number"_s), row->integer(u"active"_s)} : Agents{};
}

qint64 AdministrationStore::failedJobs(Instant begin)
{
    const auto row =
        m_transaction.selectOne(everywhere, u"administration/count_failed_jobs"_s, {{u"begin"_s, stored(begin)}});
    return row ? row->integer(u"number"_s) : 0;
}

qint64 AdministrationStore::storageBytes()
{
    const auto row = m_transaction.selectOne(everywhere, u"administration/sum_storage"_s);
    return row ? row->integer(u"bytes"_s) : 0;
}

qint64 AdministrationStore::storageBytesOf(const TenantScope &scope)
{
    const auto row = m_transaction.selectOne(scope, u"usage/sum_storage"_s);
    return row ? row->integer(u"bytes"_s) : 0;
}

std::vector<api::ServerNode> AdministrationStore::nodes(const QString &self, Instant now)
{
    std::vector<api::ServerNode> nodes;
    for (const Record &row : m_transaction.select(everywhere, u"administration/list_nodes"_s)) {
        const QString id = row.text(u"id"_s);
        // One that has its database to itself does not renew its row: whoever answers is alive.
        const bool alive = id == self || row.instant(u"alive_until"_s) > now;
        nodes.push_back({id, id == self, alive, row.instant(u"started_at"_s)});
    }
    return nodes;
}

void AdministrationStore::checkWrite(const QString &self)
{
    m_transaction.execute(everywhere, u"administration/check_write"_s, {{u"id"_s, self}});
}

std::vector<api::AdminUser> AdministrationStore::users(const QString &after, const QString &search, int limit)
{
    std::vector<api::AdminUser> users;
    for (const Record &row : m_transaction.select(everywhere, u"administration/list_users"_s,
                                                  {{u"after"_s, after}, {u"search"_s, search}, {u"limit"_s, limit}}))
        users.push_back({.id = row.id<UserId>(u"id"_s),
                         .email = row.text(u"email"_s),
                         .fullName = row.text(u"full_name"_s),
                         .isOperator = row.flag(u"is_operator"_s),
                         .organizations = row.integer(u"organizations"_s),
                         .organization = row.text(u"organization"_s),
                         .lastSeenAt = row.optionalInstant(u"last_seen_at"_s),
                         .createdAt = row.instant(u"created_at"_s)});
    return users;
}

std::vector<api::AdminConnection> AdministrationStore::connections(const QString &after, const QString &search,
                                                                   int limit)
{
    return connectionsIn(m_transaction.select(everywhere, u"administration/list_connections"_s,
                                              {{u"after"_s, after}, {u"search"_s, search}, {u"limit"_s, limit}}));
}

std::vector<api::AdminAgent> AdministrationStore::agents(const AgentFilter &filter, int limit)
{
    return agentsIn(m_transaction.select(everywhere, u"administration/list_agents"_s,
                                         {{u"after"_s, filter.after},
                                          {u"search"_s, filter.search},
                                          {u"visibility"_s, filter.visibility},
                                          {u"begin"_s, stored(filter.usedSince)},
                                          {u"limit"_s, limit}}));
}

std::optional<api::AdminTenantDetails> AdministrationStore::tenant(const TenantScope &scope, Instant usedSince,
                                                                   int limit)
{
    const auto found = m_transaction.selectOne(scope, u"administration/find_tenant"_s);
    if (!found)
        return std::nullopt;
    const Bindings most{{u"limit"_s, limit}};
    api::AdminTenantDetails details;
    details.tenant = tenantIn(*found);
    details.timeZone = found->text(u"time_zone"_s);
    for (const Record &row : m_transaction.select(scope, u"administration/list_people"_s, most))
        details.people.push_back({.id = row.id<UserId>(u"id"_s),
                                  .email = row.text(u"email"_s),
                                  .fullName = row.text(u"full_name"_s),
                                  .role = row.text(u"role"_s),
                                  .isOperator = row.flag(u"is_operator"_s),
                                  .joinedAt = row.instant(u"joined_at"_s),
                                  .lastSeenAt = row.optionalInstant(u"last_seen_at"_s)});
    for (const Record &row : m_transaction.select(scope, u"administration/list_workspaces"_s, most))
        details.workspaces.push_back({row.id<WorkspaceId>(u"id"_s), row.text(u"name"_s), !row.isNull(u"archived_at"_s),
                                      row.integer(u"connections"_s)});
    details.connections = connectionsIn(m_transaction.select(scope, u"administration/list_connections_of"_s, most));
    for (api::AdminConnection &connection : details.connections)
        connection.organization = details.tenant.name;
    details.agents = agentsIn(m_transaction.select(scope, u"administration/list_agents_of"_s,
                                                   {{u"begin"_s, stored(usedSince)}, {u"limit"_s, limit}}));
    for (api::AdminAgent &agent : details.agents)
        agent.organization = details.tenant.name;
    if (const auto row = m_transaction.selectOne(scope, u"administration/count_agents_of"_s))
        details.agentCount = row->integer(u"number"_s);
    return details;
}

} // namespace tabletalk
