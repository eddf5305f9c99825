// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/organizations_operations.h"

#include "server/accounts/AccountService.h"
#include "server/api/OperationForms.h"
#include "server/api/Registry.h"
#include "server/tenants/OrganizationService.h"
#include "server/tenants/TenantArchive.h"
#include "server/tenants/TenantDeletion.h"

namespace tabletalk {

namespace {

void addFinding(Registry &registry, OrganizationService &organizations)
{
    OperationInfo available =
        reading("organizations.available", "organizations/available", "Whether a short name is free; for everybody");
    available.rate = RateClass::Probe;
    registry.addPublic<api::SlugCheckRequest, api::SlugCheck>(
        available, [&organizations](const PublicCall &, api::SlugCheckRequest request) {
            return organizations.checkSlug(std::move(request));
        });
    OperationInfo here =
        reading("organizations.here", "organizations/here", "The organisation whose host name was called");
    here.rate = RateClass::Probe;
    registry.addPublic<api::Empty, api::FoundOrganization>(
        here, [&organizations](const PublicCall &call, const api::Empty &) { return organizations.here(call.origin); });
}

void addOwnOrganizations(Registry &registry, AccountService &accounts)
{
    OperationInfo change = changing("organizations.switch", HttpMethod::Post, "organizations/{id}/switch",
                                    "Work in another organisation of the account: new tokens");
    change.whileClosed = true;
    registry.add<api::SwitchRequest, api::SignedIn>(
        change, Permission::OwnAccount, [&accounts](const Call &call, const api::SwitchRequest &request) {
            return accounts.switchOrganization(call.caller, call.origin, request);
        });
    OperationInfo create =
        changing("organizations.create", HttpMethod::Post, "organizations", "Make a further organisation");
    create.successStatus = 201;
    create.whileClosed = true;
    registry.add<api::CreateOrganizationRequest, api::Organization>(
        create, Permission::OwnAccount, [&accounts](const Call &call, api::CreateOrganizationRequest request) {
            return accounts.createOrganization(call.caller, std::move(request));
        });
    OperationInfo personal = changing("organizations.personal", HttpMethod::Post, "organizations/personal",
                                      "The account's personal organisation, made when it is asked for first");
    personal.whileClosed = true;
    registry.add<api::Empty, api::Organization>(
        personal, Permission::OwnAccount,
        [&accounts](const Call &call, const api::Empty &) { return accounts.personalOrganization(call.caller); });
}

void addLogo(Registry &registry, OrganizationService &organizations)
{
    registry.add<api::Empty, api::Logo>(
        reading("tenant.logo", "tenant/logo", "Read the organisation's logo"), Permission::ReadOrganization,
        [&organizations](const Call &call, const api::Empty &) { return organizations.logo(call.scope); });
    OperationInfo set = changing("tenant.setLogo", HttpMethod::Put, "tenant/logo", "Set the organisation's logo");
    set.maxBodyBytes = 512 * 1024;
    registry.add<api::SetLogoRequest, api::Empty>(set, Permission::ManageOrganization,
                                                  [&organizations](const Call &call, api::SetLogoRequest request) {
                                                      return organizations.setLogo(call.scope, std::move(request));
                                                  });
    registry.add<api::Empty, api::Empty>(
        changing("tenant.removeLogo", HttpMethod::Delete, "tenant/logo", "Remove the organisation's logo"),
        Permission::ManageOrganization,
        [&organizations](const Call &call, const api::Empty &) { return organizations.removeLogo(call.scope); });
}

void addEnd(Registry &registry, const OrganizationServices &services)
{
    OrganizationService &organizations = services.organizations;
    registry.add<api::CloseTenantRequest, api::TenantState>(
        changing("tenant.close", HttpMethod::Post, "tenant/close", "Close the organisation: nobody works in it"),
        Permission::CloseOrganization, [&organizations](const Call &call, const api::CloseTenantRequest &request) {
            return organizations.close(call.scope, request);
        });
    OperationInfo reopen = changing("tenant.reopen", HttpMethod::Post, "tenant/reopen", "Open it again");
    reopen.whileClosed = true;
    registry.add<api::Empty, api::TenantState>(
        reopen, Permission::CloseOrganization,
        [&organizations](const Call &call, const api::Empty &) { return organizations.reopen(call.scope); });
    OperationInfo take = changing("tenant.export", HttpMethod::Post, "tenant/export",
                                  "Everything of the organisation as an archive, without secrets");
    take.whileClosed = true;
    registry.add<api::Empty, api::TenantArchiveFile>(
        take, Permission::CloseOrganization,
        [&archive = services.archive](const Call &call, const api::Empty &) { return archive.make(call.scope); });
    OperationInfo remove =
        changing("tenant.delete", HttpMethod::Post, "tenant/delete", "Delete the organisation for good");
    remove.whileClosed = true;
    remove.audit = AuditRule::Never; // there is no log left to write to
    registry.add<api::DeleteTenantRequest, api::Empty>(
        remove, Permission::CloseOrganization,
        [&deletion = services.deletion](const Call &call, api::DeleteTenantRequest request) {
            return deletion.run(call.scope, std::move(request));
        });
}

void addAdministration(Registry &registry, OrganizationService &organizations)
{
    registry.add<api::AdminTenantsRequest, api::AdminTenantList>(
        forOperators(reading("admin.tenants", "admin/tenants", "List all organisations of the server")),
        Permission::OwnAccount, [&organizations](const Call &, api::AdminTenantsRequest request) {
            return organizations.listAll(std::move(request));
        });
    registry.add<api::SuspendTenantRequest, api::TenantState>(
        forOperators(changing("admin.suspendTenant", HttpMethod::Post, "admin/tenants/{id}/suspend",
                              "Suspend an organisation, with a reason that its people are told")),
        Permission::OwnAccount, [&organizations](const Call &, const api::SuspendTenantRequest &request) {
            return organizations.suspend(request);
        });
    registry.add<api::AdminTenantRequest, api::TenantState>(
        forOperators(changing("admin.reactivateTenant", HttpMethod::Post, "admin/tenants/{id}/reactivate",
                              "Open a suspended organisation again")),
        Permission::OwnAccount, [&organizations](const Call &, const api::AdminTenantRequest &request) {
            return organizations.reactivate(request);
        });
    registry.add<api::ConfirmDomainRequest, api::TenantState>(
        forOperators(changing("admin.confirmDomain", HttpMethod::Post, "admin/tenants/{id}/confirm-domain",
                              "Confirm that an organisation may have the domain that it asked for")),
        Permission::OwnAccount, [&organizations](const Call &, api::ConfirmDomainRequest request) {
            return organizations.confirmDomain(std::move(request));
        });
}

} // namespace

void addOrganizationOperations(Registry &registry, const OrganizationServices &services)
{
    addFinding(registry, services.organizations);
    addOwnOrganizations(registry, services.accounts);
    addLogo(registry, services.organizations);
    addEnd(registry, services);
    addAdministration(registry, services.organizations);
}

} // namespace tabletalk
