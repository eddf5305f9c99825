// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/webhooks/WebhookStore.h"

#include "core/base/Uuid7.h"

#include <boost/json/serialize.hpp>

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

QString listed(const std::vector<QString> &texts)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(QStringList(texts.begin(), texts.end())))
                                 .toJson(QJsonDocument::Compact));
}

std::vector<QString> unlisted(const QString &json)
{
    std::vector<QString> texts;
    const QJsonArray array = QJsonDocument::fromJson(json.toUtf8()).array();
    for (const QJsonValue &text : array)
        texts.push_back(text.toString());
    return texts;
}

template <class T>
QVariant storedOr(const std::optional<T> &value)
{
    return value ? QVariant(*value) : QVariant();
}

QVariant storedOr(const std::optional<Instant> &at)
{
    return at ? stored(*at) : QVariant();
}

api::WebhookDelivery deliveryFrom(const Record &row)
{
    return {row.id<DeliveryId>(u"id"_s),
            row.text(u"event"_s),
            row.text(u"body"_s),
            row.text(u"state"_s),
            row.integer(u"attempts"_s),
            row.optionalInteger(u"status"_s),
            row.optionalText(u"problem"_s),
            row.instant(u"created_at"_s),
            row.optionalInstant(u"next_at"_s),
            row.optionalInstant(u"ended_at"_s)};
}

} // namespace

void WebhookStore::insert(const api::Webhook &webhook, const QByteArray &sealedSecret)
{
    m_transaction.execute(m_scope, u"webhooks/insert"_s,
                          {{u"id"_s, stored(webhook.id)},
                           {u"url"_s, webhook.url},
                           {u"events"_s, listed(webhook.events)},
                           {u"sealed_secret"_s, sealedSecret},
                           {u"now"_s, stored(webhook.createdAt)}});
}

std::vector<api::Webhook> WebhookStore::list()
{
    std::vector<api::Webhook> webhooks;
    for (const Record &row : m_transaction.select(m_scope, u"webhooks/list"_s))
        webhooks.push_back({row.id<WebhookId>(u"id"_s), row.text(u"url"_s), unlisted(row.text(u"events"_s)),
                            row.flag(u"active"_s), row.instant(u"created_at"_s), row.integer(u"waiting"_s),
                            row.integer(u"failed"_s)});
    return webhooks;
}

std::vector<WebhookId> WebhookStore::wanting(const QString &event)
{
    std::vector<WebhookId> ids;
    for (const Record &row : m_transaction.select(m_scope, u"webhooks/list_active"_s)) {
        const std::vector<QString> events = unlisted(row.text(u"events"_s));
        if (std::ranges::find(events, event) != events.end())
            ids.push_back(row.id<WebhookId>(u"id"_s));
    }
    return ids;
}

std::optional<api::Webhook> WebhookStore::find(WebhookId id)
{
    const std::vector<api::Webhook> all = list();
    const auto found = std::ranges::find(all, id, &api::Webhook::id);
    return found == all.end() ? std::nullopt : std::optional(*found);
}

void WebhookStore::update(const api::Webhook &webhook)
{
    m_transaction.execute(m_scope, u"webhooks/update"_s,
                          {{u"id"_s, stored(webhook.id)},
                           {u"url"_s, webhook.url},
                           {u"events"_s, listed(webhook.events)},
                           {u"active"_s, webhook.active ? 1 : 0}});
}

void WebhookStore::saveSecret(WebhookId id, const QByteArray &sealedSecret, Instant oldUntil)
{
    m_transaction.execute(
        m_scope, u"webhooks/save_secret"_s,
        {{u"id"_s, stored(id)}, {u"sealed_secret"_s, sealedSecret}, {u"old_until"_s, stored(oldUntil)}});
}

bool WebhookStore::remove(WebhookId id)
{
    m_transaction.execute(m_scope, u"webhooks/remove_deliveries"_s, {{u"id"_s, stored(id)}});
    return m_transaction.execute(m_scope, u"webhooks/remove"_s, {{u"id"_s, stored(id)}}) > 0;
}

std::optional<WebhookStore::Secrets> WebhookStore::secrets(WebhookId id)
{
    const auto row = m_transaction.selectOne(m_scope, u"webhooks/find_secrets"_s, {{u"id"_s, stored(id)}});
    if (!row)
        return std::nullopt;
    return Secrets{row->text(u"url"_s), row->bytes(u"sealed_secret"_s), row->bytes(u"old_sealed_secret"_s),
                   row->optionalInstant(u"old_until"_s)};
}

DeliveryId WebhookStore::insertDelivery(WebhookId webhook, const QString &event, const boost::json::object &data,
                                        Instant now)
{
    const auto id = makeId<DeliveryId>(now);
    const boost::json::object body{{"id", id.toString().toStdString()},
                                   {"event", event.toStdString()},
                                   {"organizationId", m_scope.tenant().toString().toStdString()},
                                   {"at", now.toRfc3339().toStdString()},
                                   {"data", data}};
    m_transaction.execute(m_scope, u"webhooks/insert_delivery"_s,
                          {{u"id"_s, stored(id)},
                           {u"webhook"_s, stored(webhook)},
                           {u"event"_s, event},
                           {u"body"_s, QString::fromStdString(boost::json::serialize(body))},
                           {u"now"_s, stored(now)}});
    return id;
}

DeliveryId WebhookStore::repeatDelivery(WebhookId webhook, const api::WebhookDelivery &delivery, Instant now)
{
    const auto id = makeId<DeliveryId>(now);
    m_transaction.execute(m_scope, u"webhooks/insert_delivery"_s,
                          {{u"id"_s, stored(id)},
                           {u"webhook"_s, stored(webhook)},
                           {u"event"_s, delivery.event},
                           {u"body"_s, delivery.body},
                           {u"now"_s, stored(now)}});
    return id;
}

std::vector<api::WebhookDelivery> WebhookStore::deliveries(WebhookId webhook, const QString &before, int limit)
{
    std::vector<api::WebhookDelivery> deliveries;
    for (const Record &row :
         m_transaction.select(m_scope, u"webhooks/list_deliveries"_s,
                              {{u"webhook"_s, stored(webhook)}, {u"before"_s, before}, {u"limit"_s, limit}}))
        deliveries.push_back(deliveryFrom(row));
    return deliveries;
}

std::optional<api::WebhookDelivery> WebhookStore::findDelivery(WebhookId webhook, DeliveryId id)
{
    const auto row = m_transaction.selectOne(m_scope, u"webhooks/find_delivery"_s,
                                             {{u"webhook"_s, stored(webhook)}, {u"id"_s, stored(id)}});
    return row ? std::optional(deliveryFrom(*row)) : std::nullopt;
}

bool WebhookStore::claim(DeliveryId id, Instant now, Instant until)
{
    return m_transaction.execute(m_scope, u"webhooks/claim"_s,
                                 {{u"id"_s, stored(id)}, {u"now"_s, stored(now)}, {u"until"_s, stored(until)}})
           > 0;
}

void WebhookStore::endAttempt(DeliveryId id, const AttemptEnd &end)
{
    m_transaction.execute(m_scope, u"webhooks/end_attempt"_s,
                          {{u"id"_s, stored(id)},
                           {u"state"_s, end.state},
                           {u"status"_s, storedOr(end.status)},
                           {u"problem"_s, storedOr(end.problem)},
                           {u"next_at"_s, storedOr(end.nextAt)},
                           {u"ended_at"_s, storedOr(end.endedAt)}});
}

std::vector<WebhookStore::Due> WebhookStore::due(Transaction &transaction, Instant now, int limit)
{
    std::vector<Due> due;
    for (const Record &row : transaction.select(PlatformScope::ofJobs(), u"webhooks/find_due"_s,
                                                {{u"now"_s, stored(now)}, {u"limit"_s, limit}}))
        due.push_back({TenantScope::ofJob(row.id<TenantId>(u"tenant_id"_s)), row.id<DeliveryId>(u"id"_s),
                       row.id<WebhookId>(u"webhook_id"_s), row.text(u"event"_s), row.text(u"body"_s),
                       row.integer(u"attempts"_s), row.instant(u"created_at"_s)});
    return due;
}

void WebhookStore::dropEnded(Transaction &transaction, Instant before)
{
    transaction.execute(PlatformScope::ofJobs(), u"webhooks/drop_ended"_s, {{u"before"_s, stored(before)}});
}

} // namespace tabletalk
