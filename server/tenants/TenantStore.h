// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Tenants.h"
#include "server/platform/Scope.h"

namespace tabletalk {

class Transaction;

/// Where a page of workspaces begins: after this one.
struct WorkspacePosition
{
    Instant createdAt;
    WorkspaceId id;
};

/// The statements on an organisation and its workspaces.
class TenantStore
{
public:
    TenantStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    std::optional<api::TenantProfile> profile();
    /// Name, time zone, colours and domain. Throws Conflict when another organisation has the domain.
    void updateProfile(const api::TenantProfile &profile);
    api::TenantStats stats();

    /// In the order they were made.
    std::vector<api::Workspace> workspaces(const WorkspacePosition &after, int limit);
    qint64 countWorkspaces();
    std::optional<api::Workspace> workspace(WorkspaceId id);
    /// Its name, and whether it is archived. Throws Conflict as below.
    void updateWorkspace(const api::Workspace &workspace);
    /// Throws Conflict when the organisation has one of that name.
    void insertWorkspace(const api::Workspace &workspace);

    /// This organisation as one of the account's, when its id comes after the given one.
    std::vector<api::OrganizationSummary> organization(UserId account, const QString &afterId);
    /// The organisations in which an account is a member, by id, those after the given one.
    static std::vector<api::OrganizationSummary> organizations(Transaction &transaction, PlatformScope scope,
                                                               UserId account, const QString &afterId, int limit);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
