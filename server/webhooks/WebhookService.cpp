// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/webhooks/WebhookService.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/crypto/RandomToken.h"
#include "server/api/Cursor.h"
#include "server/base/WorkerPool.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"
#include "server/webhooks/WebhookEvents.h"
#include "server/webhooks/WebhookStore.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr size_t mostWebhooks = 20;
constexpr qsizetype longestUrl = 2'000;
constexpr std::chrono::hours oldSecretCounts{24};
constexpr auto afterAll = "g"; ///< behind every id, which is written in hexadecimal digits

QString tr(const char *text)
{
    return QCoreApplication::translate("Webhooks", text);
}

QString checkedUrl(const QString &text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    const QString path = u"params.url"_s;
    const bool isWeb = url.scheme() == u"https" || url.scheme() == u"http";
    if (text.size() > longestUrl || !url.isValid() || !isWeb || url.host().isEmpty() || url.hasFragment())
        throw Problem::invalid(path, tr("expected an address such as https://example.org/tabletalk"));
    if (!url.userInfo().isEmpty())
        throw Problem::invalid(path, tr("must hold no password: requests are signed"));
    const bool isNear = url.host() == u"localhost" || !QHostAddress(url.host()).isNull() || !url.host().contains(u'.');
    if (url.scheme() == u"http" && !isNear)
        throw Problem::invalid(path, tr("must begin with https:// beyond your own network"));
    return url.toString(QUrl::FullyEncoded);
}

std::vector<QString> checkedEvents(std::vector<QString> events)
{
    const std::vector<QString> &catalogue = webhookCatalogue();
    for (const QString &event : events) {
        if (std::ranges::find(catalogue, event) == catalogue.end())
            throw Problem::invalid(
                u"params.events"_s,
                tr("expected some of: %1").arg(QStringList(catalogue.begin(), catalogue.end()).join(u", "_s)));
    }
    std::ranges::sort(events);
    const auto repeated = std::ranges::unique(events);
    events.erase(repeated.begin(), repeated.end());
    if (events.empty())
        throw Problem::invalid(u"params.events"_s, tr("say at least one event"));
    return events;
}

template <class T>
T required(std::optional<T> found)
{
    if (!found)
        throw Problem::of(ProblemCode::NotFound);
    return *std::move(found);
}

} // namespace

QByteArray placeOfWebhookSecret(WebhookId id)
{
    return "webhooks/" + id.toString().toUtf8();
}

Awaitable<WebhookService::NewSecret> WebhookService::makeSecret(TenantScope scope, WebhookId id)
{
    NewSecret made{u"whsec_"_s + crypto::randomToken(), {}};
    auto seal = [this, scope, id, secret = made.secret.toUtf8()] {
        return m_parts.vault.seal(scope, placeOfWebhookSecret(id), secret);
    };
    made.sealed = co_await m_parts.controlPool.run(scope.tenant(), std::move(seal));
    co_return made;
}

Awaitable<api::WebhookList> WebhookService::list(Call call)
{
    auto find = [scope = call.scope](Transaction &transaction) { return WebhookStore(transaction, scope).list(); };
    api::WebhookList list;
    list.items = co_await m_parts.database.read(call.scope, std::move(find));
    list.catalogue = webhookCatalogue();
    co_return list;
}

Awaitable<api::WebhookWithSecret> WebhookService::create(Call call, api::CreateWebhookRequest request)
{
    const Instant now = m_parts.clock.now();
    api::WebhookWithSecret made;
    made.webhook.id = makeId<WebhookId>(now);
    made.webhook.url = checkedUrl(request.url);
    made.webhook.events = checkedEvents(std::move(request.events));
    made.webhook.createdAt = now;
    const NewSecret secret = co_await makeSecret(call.scope, made.webhook.id);
    made.secret = secret.secret;
    auto insert = [scope = call.scope, webhook = made.webhook, sealed = secret.sealed](Transaction &transaction) {
        WebhookStore store(transaction, scope);
        if (store.list().size() >= mostWebhooks)
            throw Problem::of(ProblemCode::LimitReached,
                              tr("An organisation has at most %1 webhooks.").arg(mostWebhooks),
                              tr("Remove one that nobody needs."));
        store.insert(webhook, sealed);
    };
    co_await m_parts.database.write(call.scope, std::move(insert));
    co_return made;
}

Awaitable<api::Webhook> WebhookService::update(Call call, api::UpdateWebhookRequest request)
{
    if (request.url)
        request.url = checkedUrl(*request.url);
    if (request.events)
        request.events = checkedEvents(*std::move(request.events));
    auto change = [scope = call.scope, request](Transaction &transaction) {
        WebhookStore store(transaction, scope);
        api::Webhook webhook = required(store.find(request.id));
        webhook.url = request.url.value_or(webhook.url);
        webhook.events = request.events.value_or(webhook.events);
        webhook.active = request.active.value_or(webhook.active);
        store.update(webhook);
        return webhook;
    };
    co_return co_await m_parts.database.write(call.scope, std::move(change));
}

Awaitable<api::WebhookWithSecret> WebhookService::rotateSecret(Call call, api::WebhookRequest request)
{
    const NewSecret secret = co_await makeSecret(call.scope, request.id);
    auto save = [scope = call.scope, id = request.id, sealed = secret.sealed,
                 until = m_parts.clock.now() + oldSecretCounts](Transaction &transaction) {
        WebhookStore store(transaction, scope);
        api::Webhook webhook = required(store.find(id));
        store.saveSecret(id, sealed, until);
        return webhook;
    };
    api::WebhookWithSecret made;
    made.webhook = co_await m_parts.database.write(call.scope, std::move(save));
    made.secret = secret.secret;
    co_return made;
}

Awaitable<api::Empty> WebhookService::remove(Call call, api::WebhookRequest request)
{
    auto remove = [scope = call.scope, id = request.id](Transaction &transaction) {
        if (!WebhookStore(transaction, scope).remove(id))
            throw Problem::of(ProblemCode::NotFound);
    };
    co_await m_parts.database.write(call.scope, std::move(remove));
    co_return api::Empty();
}

Awaitable<api::WebhookDelivery> WebhookService::test(Call call, api::WebhookRequest request)
{
    auto insert = [scope = call.scope, id = request.id, now = m_parts.clock.now()](Transaction &transaction) {
        WebhookStore store(transaction, scope);
        (void)required(store.find(id));
        const DeliveryId made = store.insertDelivery(id, QString::fromLatin1(webhook_events::test), {}, now);
        return required(store.findDelivery(id, made));
    };
    co_return co_await m_parts.database.write(call.scope, std::move(insert));
}

Awaitable<api::WebhookDeliveryList> WebhookService::deliveries(Call call, api::WebhookDeliveriesRequest request)
{
    const int limit = pageLimit(request.limit);
    const QString before = request.cursor ? decodeCursor(*request.cursor, 1).front() : QString::fromLatin1(afterAll);
    auto find = [scope = call.scope, id = request.id, before, limit](Transaction &transaction) {
        WebhookStore store(transaction, scope);
        (void)required(store.find(id));
        return store.deliveries(id, before, limit + 1);
    };
    api::WebhookDeliveryList page;
    page.items = co_await m_parts.database.read(call.scope, std::move(find));
    if (page.items.size() > size_t(limit)) {
        page.items.pop_back();
        page.nextCursor = encodeCursor({page.items.back().id.toString()});
    }
    co_return page;
}

Awaitable<api::WebhookDelivery> WebhookService::replay(Call call, api::ReplayRequest request)
{
    auto insert = [scope = call.scope, request, now = m_parts.clock.now()](Transaction &transaction) {
        WebhookStore store(transaction, scope);
        const api::WebhookDelivery before = required(store.findDelivery(request.webhookId, request.id));
        const DeliveryId made = store.repeatDelivery(request.webhookId, before, now);
        return required(store.findDelivery(request.webhookId, made));
    };
    co_return co_await m_parts.database.write(call.scope, std::move(insert));
}

} // namespace tabletalk
