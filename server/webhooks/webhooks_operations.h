// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class Registry;
class WebhookService;

void addWebhookOperations(Registry &registry, WebhookService &webhooks);

} // namespace tabletalk
