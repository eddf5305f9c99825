// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Webhooks.h"
#include "server/platform/Transaction.h"

#include <boost/json/object.hpp>

#include <optional>

namespace tabletalk {

/// The statements on webhooks and webhook_deliveries.
class WebhookStore
{
public:
    WebhookStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    void insert(const api::Webhook &webhook, const QByteArray &sealedSecret);
    std::vector<api::Webhook> list();
    /// Those that are told of an event.
    std::vector<WebhookId> wanting(const QString &event);
    std::optional<api::Webhook> find(WebhookId id);
    void update(const api::Webhook &webhook);
    /// The one before counts until then.
    void saveSecret(WebhookId id, const QByteArray &sealedSecret, Instant oldUntil);
    /// With its deliveries; false when there is none.
    bool remove(WebhookId id);

    struct Secrets
    {
        QString url;
        QByteArray sealed;
        QByteArray oldSealed; ///< empty: none
        std::optional<Instant> oldUntil;
    };
    std::optional<Secrets> secrets(WebhookId id);

    /// Puts an event on its way; its body names the delivery, so that it is told apart from a replay.
    DeliveryId insertDelivery(WebhookId webhook, const QString &event, const boost::json::object &data, Instant now);
    /// The same body once more, as a delivery of its own.
    DeliveryId repeatDelivery(WebhookId webhook, const api::WebhookDelivery &delivery, Instant now);
    std::vector<api::WebhookDelivery> deliveries(WebhookId webhook, const QString &before, int limit);
    std::optional<api::WebhookDelivery> findDelivery(WebhookId webhook, DeliveryId id);

    /// True for who may try it now; until when nobody else does.
    bool claim(DeliveryId id, Instant now, Instant until);
    struct AttemptEnd
    {
        QString state;
        std::optional<qint64> status;
        std::optional<QString> problem;
        std::optional<Instant> nextAt;
        std::optional<Instant> endedAt;
    };
    void endAttempt(DeliveryId id, const AttemptEnd &end);

    struct Due
    {
        TenantScope scope;
        DeliveryId id;
        WebhookId webhook;
        QString event;
        QString body;
        qint64 attempts = 0; ///< made before
        Instant createdAt;
    };
    static std::vector<Due> due(Transaction &transaction, Instant now, int limit);
    static void dropEnded(Transaction &transaction, Instant before);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
