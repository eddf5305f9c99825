// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Webhooks.h"
#include "server/api/Call.h"
#include "server/base/Async.h"

namespace tabletalk {

class Clock;
class PlatformDatabase;
class Vault;
class WorkerPool;

/// What webhooks are made of; all outlive it.
struct WebhookParts
{
    PlatformDatabase &database;
    Vault &vault;
    WorkerPool &controlPool;
    const Clock &clock;
};

/// The addresses that an organisation has told of its events, and the log of what was sent.
/// WebhookSender sends. Thread-safe.
class WebhookService
{
public:
    explicit WebhookService(WebhookParts parts)
        : m_parts(parts)
    {}

    Awaitable<api::WebhookList> list(Call call);
    Awaitable<api::WebhookWithSecret> create(Call call, api::CreateWebhookRequest request);
    Awaitable<api::Webhook> update(Call call, api::UpdateWebhookRequest request);
    /// Another secret; requests are signed with both for a day.
    Awaitable<api::WebhookWithSecret> rotateSecret(Call call, api::WebhookRequest request);
    Awaitable<api::Empty> remove(Call call, api::WebhookRequest request);
    /// Sends a test event to it alone.
    Awaitable<api::WebhookDelivery> test(Call call, api::WebhookRequest request);
    Awaitable<api::WebhookDeliveryList> deliveries(Call call, api::WebhookDeliveriesRequest request);
    Awaitable<api::WebhookDelivery> replay(Call call, api::ReplayRequest request);

private:
    struct NewSecret
    {
        QString secret;
        QByteArray sealed;
    };
    Awaitable<NewSecret> makeSecret(TenantScope scope, WebhookId id);

    WebhookParts m_parts;
};

/// What a webhook's secret is sealed with.
QByteArray placeOfWebhookSecret(WebhookId id);

} // namespace tabletalk
