// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/webhooks/webhooks_operations.h"

#include "server/api/OperationForms.h"
#include "server/api/Registry.h"
#include "server/webhooks/WebhookService.h"

namespace tabletalk {

namespace {

void addWebhooks(Registry &registry, WebhookService &webhooks)
{
    registry.add<api::Empty, api::WebhookList>(
        reading("webhooks.list", "tenant/webhooks",
                "List the addresses that are told of events, and the events there are"),
        Permission::ManageOrganization, [&webhooks](Call call, api::Empty) { return webhooks.list(std::move(call)); });
    registry.add<api::CreateWebhookRequest, api::WebhookWithSecret>(
        givingSecret(making("webhooks.create", "tenant/webhooks",
                            "Tell an address of events; the secret that signs them is shown this once")),
        Permission::ManageOrganization, [&webhooks](Call call, api::CreateWebhookRequest request) {
            return webhooks.create(std::move(call), std::move(request));
        });
    registry.add<api::UpdateWebhookRequest, api::Webhook>(
        changing("webhooks.update", HttpMethod::Put, "tenant/webhooks/{id}", "Change a webhook, or put it to rest"),
        Permission::ManageOrganization, [&webhooks](Call call, api::UpdateWebhookRequest request) {
            return webhooks.update(std::move(call), std::move(request));
        });
    registry.add<api::WebhookRequest, api::WebhookWithSecret>(
        givingSecret(making("webhooks.rotateSecret", "tenant/webhooks/{id}/secret",
                            "Make another secret; the one before counts for a day more")),
        Permission::ManageOrganization, [&webhooks](Call call, api::WebhookRequest request) {
            return webhooks.rotateSecret(std::move(call), request);
        });
    registry.add<api::WebhookRequest, api::Empty>(
        changing("webhooks.delete", HttpMethod::Delete, "tenant/webhooks/{id}", "Tell the address nothing any more"),
        Permission::ManageOrganization,
        [&webhooks](Call call, api::WebhookRequest request) { return webhooks.remove(std::move(call), request); });
}

void addDeliveries(Registry &registry, WebhookService &webhooks)
{
    registry.add<api::WebhookRequest, api::WebhookDelivery>(
        changing("webhooks.test", HttpMethod::Post, "tenant/webhooks/{id}/test", "Send a test event"),
        Permission::ManageOrganization,
        [&webhooks](Call call, api::WebhookRequest request) { return webhooks.test(std::move(call), request); });
    registry.add<api::WebhookDeliveriesRequest, api::WebhookDeliveryList>(
        reading("webhooks.deliveries", "tenant/webhooks/{id}/deliveries",
                "List what was sent to an address, or is on its way, newest first"),
        Permission::ManageOrganization, [&webhooks](Call call, api::WebhookDeliveriesRequest request) {
            return webhooks.deliveries(std::move(call), std::move(request));
        });
    registry.add<api::ReplayRequest, api::WebhookDelivery>(
        changing("webhooks.replay", HttpMethod::Post, "tenant/webhooks/{webhookId}/deliveries/{id}/replay",
                 "Send an event once more"),
        Permission::ManageOrganization,
        [&webhooks](Call call, api::ReplayRequest request) { return webhooks.replay(std::move(call), request); });
}

} // namespace

void addWebhookOperations(Registry &registry, WebhookService &webhooks)
{
    addWebhooks(registry, webhooks);
    addDeliveries(registry, webhooks);
}

} // namespace tabletalk
