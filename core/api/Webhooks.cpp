// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Webhooks.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<Webhook>;
template struct Instantiate<WebhookList>;
template struct Instantiate<CreateWebhookRequest>;
template struct Instantiate<WebhookWithSecret>;
template struct Instantiate<UpdateWebhookRequest>;
template struct Instantiate<WebhookRequest>;
template struct Instantiate<WebhookDeliveriesRequest>;
template struct Instantiate<WebhookDeliveryList>;
template struct Instantiate<WebhookDelivery>;
template struct Instantiate<ReplayRequest>;

} // namespace tabletalk::api
