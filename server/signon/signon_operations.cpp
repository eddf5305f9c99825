// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/signon/signon_operations.h"

#include "server/api/OperationForms.h"
#include "server/api/Registry.h"
#include "server/signon/SignOnFlow.h"
#include "server/signon/SignOnSettings.h"

namespace tabletalk {

namespace {

void addProviders(Registry &registry, SignOnSettings &settings)
{
    registry.add<api::Empty, api::SignOnProviderList>(
        reading("signOn.providers", "tenant/sign-on/providers", "List who signs the organisation's people in"),
        Permission::ManageOrganization, [&settings](Call call, api::Empty) { return settings.list(std::move(call)); });
    registry.add<api::CreateSignOnProviderRequest, api::SignOnProvider>(
        making("signOn.create", "tenant/sign-on/providers",
               "Add an identity provider (OpenID Connect); it is off until it is switched on"),
        Permission::ManageOrganization, [&settings](Call call, api::CreateSignOnProviderRequest request) {
            return settings.create(std::move(call), std::move(request));
        });
    registry.add<api::UpdateSignOnProviderRequest, api::SignOnProvider>(
        changing("signOn.update", HttpMethod::Put, "tenant/sign-on/providers/{id}",
                 "Set up an identity provider, or switch it on or off; its secret is not shown again"),
        Permission::ManageOrganization, [&settings](Call call, api::UpdateSignOnProviderRequest request) {
            return settings.update(std::move(call), std::move(request));
        });
    registry.add<api::SignOnProviderRequest, api::Empty>(
        changing("signOn.remove", HttpMethod::Delete, "tenant/sign-on/providers/{id}",
                 "Remove an identity provider; whoever it signed in is signed out"),
        Permission::ManageOrganization, [&settings](Call call, api::SignOnProviderRequest request) {
            return settings.remove(std::move(call), request);
        });
    registry.add<api::CheckSignOnRequest, api::SignOnCheck>(
        changing("signOn.check", HttpMethod::Post, "tenant/sign-on/check",
                 "Ask a provider for what it says of itself, and tell what is wrong"),
        Permission::ManageOrganization, [&settings](Call call, api::CheckSignOnRequest request) {
            return settings.check(std::move(call), std::move(request));
        });
}

OperationInfo publicly(OperationInfo info, RateClass rate)
{
    info.rate = rate;
    info.audit = AuditRule::Never; // they record for themselves, as there is no caller before
    return info;
}

void addFlow(Registry &registry, SignOnFlow &flow)
{
    registry.addPublic<api::FindSignOnRequest, api::FoundSignOn>(
        publicly(reading("signOn.find", "sign-on", "How the people of an organisation may sign in besides passwords"),
                 RateClass::SignIn),
        [&flow](PublicCall call, api::FindSignOnRequest request) {
            return flow.find(std::move(call), std::move(request));
        });
    registry.addPublic<api::BeginSignOnRequest, api::BegunSignOn>(
        publicly(givingSecret(changing("signOn.begin", HttpMethod::Post, "sign-on/begin",
                                       "Begin to sign in by a provider: where the browser goes")),
                 RateClass::SignIn),
        [&flow](PublicCall call, api::BeginSignOnRequest request) {
            return flow.begin(std::move(call), std::move(request));
        });
    registry.addPublic<api::SignOnReturnRequest, api::SignOnReturn>(
        publicly(givingSecret(reading("signOn.return", "sign-on/return/{providerId}",
                                      "What /signon/callback does when the browser comes back from a provider")),
                 RateClass::SignIn),
        [&flow](PublicCall call, api::SignOnReturnRequest request) {
            return flow.returned(std::move(call), std::move(request));
        });
    registry.addPublic<api::FinishSignOnRequest, api::SignedIn>(
        publicly(givingSecret(changing("signOn.finish", HttpMethod::Post, "sign-on/finish",
                                       "End it: with the window's secret and the code that the browser brought")),
                 RateClass::SignIn),
        [&flow](PublicCall call, api::FinishSignOnRequest request) {
            return flow.finish(std::move(call), std::move(request));
        });
}

} // namespace

void addSignOnOperations(Registry &registry, SignOnSettings &settings, SignOnFlow &flow)
{
    addProviders(registry, settings);
    addFlow(registry, flow);
}

} // namespace tabletalk
