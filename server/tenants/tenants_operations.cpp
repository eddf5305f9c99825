// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/tenants_operations.h"

#include "server/api/OperationForms.h"
#include "server/api/Registry.h"
#include "server/tenants/TenantService.h"

namespace tabletalk {

namespace {

void addProfile(Registry &registry, TenantService &tenants)
{
    OperationInfo read = reading("tenant.read", "tenant", "Read the organisation's profile");
    read.whileClosed = true;
    registry.add<api::Empty, api::TenantProfile>(
        read, Permission::ReadOrganization,
        [&tenants](const Call &call, const api::Empty &) { return tenants.profile(call.scope); });
    registry.add<api::UpdateTenantRequest, api::TenantProfile>(
        changing("tenant.update", HttpMethod::Put, "tenant",
                 "Change the organisation's name, time zone, colours or domain"),
        Permission::ManageOrganization, [&tenants](const Call &call, api::UpdateTenantRequest request) {
            return tenants.updateProfile(call.scope, std::move(request));
        });
    registry.add<api::Empty, api::TenantStats>(
        reading("tenant.stats", "tenant/stats", "Count what the organisation has"), Permission::ReadOrganization,
        [&tenants](const Call &call, const api::Empty &) { return tenants.stats(call.scope); });
}

void addMembers(Registry &registry, TenantService &tenants)
{
    registry.add<api::ListRequest, api::MemberList>(
        reading("users.list", "tenant/users", "List the members of the organisation"), Permission::ReadMembers,
        [&tenants](const Call &call, api::ListRequest request) {
            return tenants.members(call.scope, std::move(request));
        });
    registry.add<api::MemberRequest, api::Member>(reading("users.read", "tenant/users/{id}", "Read one member"),
                                                  Permission::ReadMembers,
                                                  [&tenants](const Call &call, const api::MemberRequest &request) {
                                                      return tenants.member(call.scope, request.id);
                                                  });
}

void addWorkspaces(Registry &registry, TenantService &tenants)
{
    OperationInfo list = reading("organizations.list", "organizations", "List the organisations of the account");
    list.whileClosed = true;
    registry.add<api::ListRequest, api::OrganizationList>(
        list, Permission::OwnAccount, [&tenants](const Call &call, api::ListRequest request) {
            return tenants.organizations(call.caller, std::move(request));
        });
    registry.add<api::WorkspaceListRequest, api::WorkspaceList>(
        reading("workspaces.list", "organizations/{id}/workspaces", "List the workspaces of the organisation"),
        Permission::ReadOrganization, [&tenants](const Call &call, api::WorkspaceListRequest request) {
            return tenants.workspaces(call.scope, std::move(request), KeyGrant::workspaceOf(call.caller.key));
        });
    OperationInfo create = changing("workspaces.create", HttpMethod::Post, "organizations/{id}/workspaces",
                                    "Make a workspace in the organisation");
    create.successStatus = 201;
    registry.add<api::WorkspaceRequest, api::Workspace>(
        reading("workspaces.read", "workspaces/{id}", "Read one workspace"), Permission::ReadOrganization,
        [&tenants](const Call &call, const api::WorkspaceRequest &request) {
            return tenants.workspace(call.scope, request.id);
        });
    registry.add<api::UpdateWorkspaceRequest, api::Workspace>(
        changing("workspaces.update", HttpMethod::Put, "workspaces/{id}",
                 "Rename a workspace, archive it or bring it back"),
        Permission::ManageWorkspaces, [&tenants](const Call &call, api::UpdateWorkspaceRequest request) {
            return tenants.updateWorkspace(call.scope, std::move(request));
        });
    registry.add<api::CreateWorkspaceRequest, api::Workspace>(
        create, Permission::ManageWorkspaces, [&tenants](const Call &call, api::CreateWorkspaceRequest request) {
            return tenants.createWorkspace(call.scope, std::move(request));
        });
}

} // namespace

void addTenantOperations(Registry &registry, TenantService &tenants)
{
    addProfile(registry, tenants);
    addMembers(registry, tenants);
    addWorkspaces(registry, tenants);
}

} // namespace tabletalk
