// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/TenantStore.h"

#include "server/platform/Transaction.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

api::Workspace workspaceOf(const Record &row)
{
    return {.id = row.id<WorkspaceId>(u"id"_s),
            .name = row.text(u"name"_s),
            .isDefault = row.flag(u"is_default"_s),
            .createdAt = row.instant(u"created_at"_s),
            .archivedAt = row.optionalInstant(u"archived_at"_s)};
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
                              .createdAt = row->instant(u"created_at"_s),
                              .status = row->text(u"status"_s),
                              .statusReason = row->text(u"status_reason"_s),
                              .primaryColor = row->text(u"primary_color"_s),
                              .accentColor = row->text(u"accent_color"_s),
                              .hasLogo = !row->isNull(u"logo_type"_s),
                              .customDomain = row->optionalText(u"custom_domain"_s),
                              .domainConfirmed = row->flag(u"domain_confirmed"_s),
                              .personal = !row->isNull(u"personal_user_id"_s)};
}

void TenantStore::updateProfile(const api::TenantProfile &profile)
{
    m_transaction.execute(m_scope, u"tenants/update_profile"_s,
                          {{u"name"_s, profile.name},
                           {u"time_zone"_s, profile.timeZone},
                           {u"primary_color"_s, profile.primaryColor.value_or(QString(u""_s))},
                           {u"accent_color"_s, profile.accentColor.value_or(QString(u""_s))},
                           {u"custom_domain"_s, stored(profile.customDomain)}});
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

std::vector<api::Workspace> TenantStore::workspaces(const WorkspacePosition &after, int limit)
{
    std::vector<api::Workspace> workspaces;
    for (const Record &row : m_transaction.select(
             m_scope, u"tenants/list_workspaces"_s,
             {{u"after_at"_s, stored(after.createdAt)}, {u"after_id"_s, after.id.toString()}, {u"limit"_s, limit}}))
        workspaces.push_back(workspaceOf(row));
    return workspaces;
}

std::optional<api::Workspace> TenantStore::workspace(WorkspaceId id)
{
    const auto row = m_transaction.selectOne(m_scope, u"tenants/find_workspace"_s, {{u"id"_s, stored(id)}});
    return row ? std::optional(workspaceOf(*row)) : std::nullopt;
}

void TenantStore::updateWorkspace(const api::Workspace &workspace)
{
    m_transaction.execute(m_scope, u"tenants/update_workspace"_s,
                          {{u"id"_s, stored(workspace.id)},
                           {u"name"_s, workspace.name},
                           {u"archived_at"_s, stored(workspace.archivedAt)}});
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
    // Somebody to ask is there from the start.
    m_transaction.execute(m_scope, u"agents/insert_default"_s,
                          {{u"id"_s, stored(workspace.id)}, {u"now"_s, stored(workspace.createdAt)}});
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
