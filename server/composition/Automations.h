// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace tabletalk {

class AutomationService;
class ScheduleService;
class WebhookSender;
class WebhookService;
class WorkflowService;

} // namespace tabletalk

namespace tabletalk::composition {

struct Agents;
struct Answers;
struct Backbone;
struct Foundation;
struct Pools;

/// What happens without anybody there: schedules and workflows, and the webhooks by which other programs hear of
/// things.
struct Automations
{
    Automations(const Foundation &foundation, const Pools &pools, const Backbone &backbone, const Answers &answers,
                const Agents &agents);
    ~Automations();

    std::unique_ptr<WebhookService> webhooks;
    std::unique_ptr<WebhookSender> webhookSender;
    std::unique_ptr<ScheduleService> schedules;
    std::unique_ptr<WorkflowService> workflows;
    std::unique_ptr<AutomationService> automations; ///< the view of them all
};

} // namespace tabletalk::composition
