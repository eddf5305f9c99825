// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/administration/administration_operations.h"

#include "server/administration/AdministrationService.h"
#include "server/administration/ImpersonationService.h"
#include "server/administration/ServerSettingsService.h"
#include "server/api/OperationForms.h"
#include "server/api/Registry.h"

namespace tabletalk {

namespace {

void addImpersonation(Registry &registry, ImpersonationService &impersonation)
{
    registry.add<api::ImpersonateRequest, api::Impersonating>(
        forOperators(givingSecret(making("admin.impersonate", "admin/tenants/{id}/impersonate",
                                         "Work as a member of an organisation for half an hour, with a reason that its "
                                         "audit log tells"))),
        Permission::OwnAccount, [&impersonation](Call call, api::ImpersonateRequest request) {
            return impersonation.begin(std::move(call), std::move(request));
        });
    OperationInfo end = changing("auth.endImpersonation", HttpMethod::Post, "auth/impersonation/end",
                                 "Stop working as somebody else: the token ends at once");
    end.whileClosed = true;
    registry.add<api::Empty, api::Empty>(end, Permission::OwnAccount, [&impersonation](Call call, const api::Empty &) {
        return impersonation.end(std::move(call));
    });
}

void addSettings(Registry &registry, ServerSettingsService &settings)
{
    registry.add<api::Empty, api::ServerSettingsState>(
        forOperators(reading("admin.settings", "admin/settings", "How the server is set, and what holds")),
        Permission::OwnAccount, [&settings](const Call &, const api::Empty &) { return settings.read(); });
    registry.add<api::ServerSettings, api::ServerSettingsState>(
        forOperators(changing("admin.setSettings", HttpMethod::Put, "admin/settings",
                              "Set the server, all at once; what is absent is as it was started")),
        Permission::OwnAccount,
        [&settings](const Call &, api::ServerSettings request) { return settings.save(std::move(request)); });
    OperationInfo about = reading("server.about", "server", "The server's name, and where to ask for help");
    about.rate = RateClass::Probe;
    registry.addPublic<api::Empty, api::ServerAbout>(
        about, [&settings, &registry](const PublicCall &, const api::Empty &) -> Awaitable<api::ServerAbout> {
            api::ServerAbout answer = co_await settings.about();
            std::vector<QString> names;
            names.reserve(registry.operations().size());
            for (const auto &operation : registry.operations())
                names.push_back(QString::fromStdString(operation->info.name));
            answer.operations = std::move(names);
            co_return answer;
        });
}

void addViews(Registry &registry, AdministrationService &administration)
{
    registry.add<api::Empty, api::AdminStats>(
        forOperators(reading("admin.stats", "admin/stats", "The whole server in figures, and whether it is well")),
        Permission::OwnAccount, [&administration](const Call &, const api::Empty &) { return administration.stats(); });
    registry.add<api::AdminTenantRequest, api::AdminTenantDetails>(
        forOperators(reading("admin.tenant", "admin/tenants/{id}",
                             "One organisation: its people, workspaces, databases, agents, plan and use")),
        Permission::OwnAccount, [&administration](const Call &, const api::AdminTenantRequest &request) {
            return administration.tenant(request);
        });
    registry.add<api::AdminSearchRequest, api::AdminUserList>(
        forOperators(reading("admin.users", "admin/users", "List or find the accounts of all organisations")),
        Permission::OwnAccount, [&administration](const Call &, api::AdminSearchRequest request) {
            return administration.users(std::move(request));
        });
    registry.add<api::AdminSearchRequest, api::AdminConnectionList>(
        forOperators(reading("admin.connections", "admin/connections",
                             "List or find the connected databases of all organisations; not where they are")),
        Permission::OwnAccount, [&administration](const Call &, api::AdminSearchRequest request) {
            return administration.connections(std::move(request));
        });
    registry.add<api::AdminAgentRequest, api::AdminAgentList>(
        forOperators(reading("admin.agents", "admin/agents",
                             "List or find the agents of all organisations; not what they were told to be")),
        Permission::OwnAccount, [&administration](const Call &, api::AdminAgentRequest request) {
            return administration.agents(std::move(request));
        });
    registry.add<api::Empty, api::TenantUsageList>(
        forOperators(reading("admin.usage", "admin/usage", "What each organisation used in the last 30 days")),
        Permission::OwnAccount, [&administration](const Call &, const api::Empty &) { return administration.usage(); });
}

} // namespace

void addAdministrationOperations(Registry &registry, const AdministrationServices &services)
{
    addViews(registry, services.administration);
    addSettings(registry, services.settings);
    addImpersonation(registry, services.impersonation);
}

} // namespace tabletalk
