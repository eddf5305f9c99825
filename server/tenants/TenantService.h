// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Tenants.h"
#include "server/base/Async.h"
#include "server/platform/Scope.h"

namespace tabletalk {

class Clock;
class PlatformDatabase;
struct Identity;

/// The organisation of the caller: its profile, members and workspaces. What is another
/// organisation's is NotFound, as if it did not exist. Thread-safe.
class TenantService
{
public:
    /// baseDomain: of the server, which no organisation may claim; may be empty.
    TenantService(PlatformDatabase &database, const Clock &clock, QString baseDomain = {});

    Awaitable<api::TenantProfile> profile(TenantScope scope);
    /// What the request leaves out stays as it is.
    Awaitable<api::TenantProfile> updateProfile(TenantScope scope, api::UpdateTenantRequest request);
    Awaitable<api::TenantStats> stats(TenantScope scope);

    /// By e-mail.
    Awaitable<api::MemberList> members(TenantScope scope, api::ListRequest request);
    Awaitable<api::Member> member(TenantScope scope, UserId user);

    /// Those the account is a member of; to an API key, which acts in one, that one alone.
    Awaitable<api::OrganizationList> organizations(Identity caller, api::ListRequest request);

    /// In the order they were made.
    /// within: that one alone, for whoever may enter no other.
    Awaitable<api::WorkspaceList> workspaces(TenantScope scope, api::WorkspaceListRequest request,
                                             std::optional<WorkspaceId> within = {});
    Awaitable<api::Workspace> createWorkspace(TenantScope scope, api::CreateWorkspaceRequest request);
    Awaitable<api::Workspace> workspace(TenantScope scope, WorkspaceId id);
    /// The default workspace stays.
    Awaitable<api::Workspace> updateWorkspace(TenantScope scope, api::UpdateWorkspaceRequest request);

private:
    PlatformDatabase &m_database;
    const Clock &m_clock;
    const QString m_baseDomain;
};

} // namespace tabletalk
