// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/webhooks/WebhookEvents.h"

#include "server/webhooks/WebhookStore.h"
#include "server/workflows/WorkflowEvents.h"

namespace tabletalk {

const std::vector<QString> &webhookCatalogue()
{
    static const std::vector<QString> catalogue = [] {
        std::vector<QString> names;
        for (const char *name :
             {webhook_events::answered, webhook_events::failed, webhook_events::memberJoined,
              webhook_events::limitReached, webhook_events::scheduleFired, webhook_events::documentCompleted,
              webhook_events::documentFailed, webhook_events::onboardingFinished, webhook_events::workflowDelivered})
            names.push_back(QString::fromLatin1(name));
        return names;
    }();
    return catalogue;
}

void emitWebhookEvent(Transaction &transaction, const TenantScope &scope, const char *event, boost::json::object data,
                      Instant now)
{
    WebhookStore store(transaction, scope);
    const QString name = QString::fromLatin1(event);
    for (const WebhookId id : store.wanting(name))
        store.insertDelivery(id, name, data, now);
    startWorkflowsOn(transaction, scope, name, data, now);
}

} // namespace tabletalk
