// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/TenantStore.h"

#include "server/platform/Transaction.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

api::Member memberOf(const Record &row)
{
    return {.id = row.id<UserId>(u"id"_s),
            .email = row.text(u"email"_s),
            .fullName = row.text(u"full_name"_s),
            .role = row.text(u"role"_s),
            .joinedAt = row.instant(u"joined_at"_s),
            .lastSeenAt = row.optionalInstant(u"last_seen_at"_s)};
}

std::vector<api::OrganizationSummary> organizationsOf(const std::vector<Record> &rows)
{
    std::vector<api::OrganizationSummary> organizations;
    for (const Record &row : rows)
        organizations.push_back({.id = row.id<TenantId>(u"id"_s),
                                 .name = row.text(u"name"_s),
                                 .slug = row.text(u"slug"_s),
                                 .role = row.text(u"role"_s)});
    return organizations;
}

} // namespace

std::optional<api::TenantProfile> TenantStore::profile()
{
    const auto row = m_transaction.selectOne(m_scope, u"tenants/find_profile"_s);
    if (!row)
        return std::nullopt;
    return api::TenantProfile{.id = row->id<TenantId>(u"id"_s),
                              .name = row->text(u"name"_s),
                              .slug = row->text(u"slug"_s),
                              .timeZone = row->text(u"time_zone"_s),
                              .defaultWorkspaceId = row->id<WorkspaceId>(u"default_workspace_id"_s),
                              .createdAt = row->instant(u"created_at"_s)};
}

void TenantStore::updateProfile(const QString &name, const QString &timeZone)
{
    m_transaction.execute(m_scope, u"tenants/update_profile"_s, {{u"name"_s, name}, {u"time_zone"_s, timeZone}});
}

api::TenantStats TenantStore::stats()
{
    const auto row = m_transaction.selectOne(m_scope, u"tenants/count_all"_s);
    if (!row)
        return {};
    return {.members = row->integer(u"members"_s),
            .workspaces = row->integer(u"workspaces"_s),
            .databases = row->integer(u"databases"_s),
            .conversations = row->integer(u"conversations"_s),
            .questions = row->integer(u"questions"_s)};
}

std::vector<api::Member> TenantStore::members(const QString &afterEmail, int limit)
{
    std::vector<api::Member> members;
    for (const Record &row :
         m_transaction.select(m_scope, u"tenants/list_members"_s, {{u"after"_s, afterEmail}, {u"limit"_s, limit}}))
        members.push_back(memberOf(row));
    return members;
}

std::optional<api::Member> TenantStore::member(UserId user)
{
    const auto row = m_transaction.selectOne(m_scope, u"tenants/find_member"_s, {{u"user"_s, stored(user)}});
    return row ? std::optional(memberOf(*row)) : std::nullopt;
}

std::vector<api::Workspace> TenantStore::workspaces(const WorkspacePosition &after, int limit)
{
    std::vector<api::Workspace> workspaces;
    for (const Record &row : m_transaction.select(
             m_scope, u"tenants/list_workspaces"_s,
             {{u"after_at"_s, stored(after.createdAt)}, {u"after_id"_s, after.id.toString()}, {u"limit"_s, limit}}))
        workspaces.push_back({.id = row.id<WorkspaceId>(u"id"_s),
                              .name = row.text(u"name"_s),
                              .isDefault = row.flag(u"is_default"_s),
                              .createdAt = row.instant(u"created_at"_s)});
    return workspaces;
}

qint64 TenantStore::countWorkspaces()
{
    const auto row = m_transaction.selectOne(m_scope, u"tenants/count_workspaces"_s);
    return row ? row->integer(u"workspaces"_s) : 0;
}

void TenantStore::insertWorkspace(const api::Workspace &workspace)
{
    m_transaction.execute(m_scope, u"tenants/insert_workspace"_s,
                          {{u"id"_s, stored(workspace.id)},
                           {u"name"_s, workspace.name},
                           {u"is_default"_s, workspace.isDefault ? 1 : 0},
                           {u"now"_s, stored(workspace.createdAt)}});
}

std::vector<api::OrganizationSummary> TenantStore::organization(UserId account, const QString &afterId)
{
    return organizationsOf(m_transaction.select(m_scope, u"tenants/find_organization"_s,
                                                {{u"user"_s, stored(account)}, {u"after"_s, afterId}}));
}

std::vector<api::OrganizationSummary> TenantStore::organizations(Transaction &transaction, PlatformScope scope,
                                                                 UserId account, const QString &afterId, int limit)
{
    return organizationsOf(
        transaction.select(scope, u"tenants/list_organizations"_s,
                           {{u"user"_s, stored(account)}, {u"after"_s, afterId}, {u"limit"_s, limit}}));
}

} // namespace tabletalk
