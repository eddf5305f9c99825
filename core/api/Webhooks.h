// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"

namespace tabletalk {
using WebhookId = Id<struct WebhookTag>;
using DeliveryId = Id<struct DeliveryTag>;
} // namespace tabletalk

namespace tabletalk::api {

/// An address of the organisation's that is told of events, by POST.
struct Webhook
{
    WebhookId id;
    QString url;
    std::vector<QString> events; ///< of the catalogue
    bool active = true;
    Instant createdAt;
    qint64 waiting = 0; ///< deliveries under way
    qint64 failed = 0;  ///< deliveries that were given up
};
BOOST_DESCRIBE_STRUCT(Webhook, (), (id, url, events, active, createdAt, waiting, failed))

/// GET tenant/webhooks
struct WebhookList
{
    std::vector<Webhook> items;
    std::vector<QString> catalogue; ///< events there are
};
BOOST_DESCRIBE_STRUCT(WebhookList, (), (items, catalogue))

/// POST tenant/webhooks
struct CreateWebhookRequest
{
    QString url;
    std::vector<QString> events;
};
BOOST_DESCRIBE_STRUCT(CreateWebhookRequest, (), (url, events))

/// A webhook with the secret that its requests are signed with; it is shown this once.
struct WebhookWithSecret
{
    Webhook webhook;
    QString secret;
};
BOOST_DESCRIBE_STRUCT(WebhookWithSecret, (), (webhook, secret))

/// PUT tenant/webhooks/{id}: what is absent stays.
struct UpdateWebhookRequest
{
    WebhookId id;
    std::optional<QString> url;
    std::optional<std::vector<QString>> events;
    std::optional<bool> active;
};
BOOST_DESCRIBE_STRUCT(UpdateWebhookRequest, (), (id, url, events, active))

/// DELETE tenant/webhooks/{id}, POST tenant/webhooks/{id}/secret, POST tenant/webhooks/{id}/test
struct WebhookRequest
{
    WebhookId id;
};
BOOST_DESCRIBE_STRUCT(WebhookRequest, (), (id))

/// One event on its way to one address.
struct WebhookDelivery
{
    DeliveryId id;
    QString event;
    QString body;  ///< JSON, as it is sent
    QString state; ///< waiting, delivered, failed
    qint64 attempts = 0;
    std::optional<qint64> status;   ///< of HTTP, the last time
    std::optional<QString> problem; ///< why the last attempt failed
    Instant createdAt;
    std::optional<Instant> nextAt; ///< of the next attempt
    std::optional<Instant> endedAt;
};
BOOST_DESCRIBE_STRUCT(WebhookDelivery, (),
                      (id, event, body, state, attempts, status, problem, createdAt, nextAt, endedAt))

/// GET tenant/webhooks/{id}/deliveries: newest first
struct WebhookDeliveriesRequest
{
    WebhookId id;
    std::optional<int> limit; ///< 1 to 200, 50 when absent
    std::optional<QString> cursor;
};
BOOST_DESCRIBE_STRUCT(WebhookDeliveriesRequest, (), (id, limit, cursor))

struct WebhookDeliveryList
{
    std::vector<WebhookDelivery> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(WebhookDeliveryList, (), (items, nextCursor))

/// POST tenant/webhooks/{webhookId}/deliveries/{id}/replay: sends it once more
struct ReplayRequest
{
    WebhookId webhookId;
    DeliveryId id;
};
BOOST_DESCRIBE_STRUCT(ReplayRequest, (), (webhookId, id))

} // namespace tabletalk::api
