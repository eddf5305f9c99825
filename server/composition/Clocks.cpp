// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/composition/Clocks.h"

#include "server/accounts/AccountService.h"
#include "server/accounts/PasswordResetService.h"
#include "server/administration/ServerSettingsService.h"
#include "server/agents/memory/AgentMemory.h"
#include "server/audit/AuditService.h"
#include "server/billing/BillingService.h"
#include "server/chat/ChatService.h"
#include "server/composition/ServerParts.h"
#include "server/events/EventService.h"
#include "server/jobs/Housekeeping.h"
#include "server/jobs/JobService.h"
#include "server/knowledge/DocumentService.h"
#include "server/limits/AlertMailer.h"
#include "server/schedules/ScheduleService.h"
#include "server/signon/SignOnFlow.h"
#include "server/webhooks/WebhookSender.h"
#include "server/workflows/WorkflowService.h"

#include <chrono>

namespace tabletalk::composition {

namespace {

/// How long what has ended is kept, and how often the rest is deleted.
constexpr std::chrono::hours keepEndedSessions{24 * 7};
constexpr std::chrono::hours keepEndedJobs{24 * 30};
constexpr std::chrono::hours keepEvents{24 * 90};
constexpr std::chrono::minutes firstHousekeeping{5};
constexpr std::chrono::hours housekeepingEvery{6};
constexpr std::chrono::seconds webhooksEvery{2};
constexpr std::chrono::seconds schedulesEvery{10};
constexpr std::chrono::seconds documentsEvery{5};
constexpr std::chrono::seconds workflowsEvery{3};
constexpr std::chrono::seconds firstBilling{10};
constexpr std::chrono::minutes billingEvery{1};

void endAuditRecords(const ServerParts &parts)
{
    if (const qint64 days = parts.operators.settings->auditDaysNow(); days > 0)
        parts.backbone.audit->deleteOlderThan(std::chrono::days(days));
}

/// What is deleted when its time is over.
std::vector<HousekeepingTask> deletions(const ServerParts &parts)
{
    return {
        {QStringLiteral("pruning sign-ins"), [&parts] { parts.people.accounts->pruneSessions(keepEndedSessions); }},
        {QStringLiteral("pruning attempts to sign in"), [&parts] { parts.people.accounts->pruneAttempts(); }},
        {QStringLiteral("pruning password links"), [&parts] { parts.people.passwordResets->prune(keepEndedSessions); }},
        {QStringLiteral("dropping sign-ins that nobody finished"), [&parts] { parts.people.signOn->dropExpired(); }},
        {QStringLiteral("pruning jobs"), [&parts] { parts.backbone.jobs->pruneOlderThan(keepEndedJobs); }},
        {QStringLiteral("pruning events"), [&parts] { parts.backbone.events->pruneOlderThan(keepEvents); }},
        {QStringLiteral("dropping expired rows"), [&parts] { parts.answers.chat->dropExpiredResults(); }},
        {QStringLiteral("dropping facts past their end"), [&parts] { parts.agents.memory->dropExpired(); }},
        {QStringLiteral("dropping files of schedules"),
         [&parts] { parts.automations.schedules->runner().dropOldFiles(); }},
        {QStringLiteral("dropping webhook deliveries"), [&parts] { parts.automations.webhookSender->dropEnded(); }},
        {QStringLiteral("ending audit records"), [&parts] { endAuditRecords(parts); }}};
}

} // namespace

Clocks::Clocks(const ServerParts &parts)
{
    housekeeping = std::make_unique<Housekeeping>(deletions(parts), firstHousekeeping, housekeepingEvery);
    webhooks = std::make_unique<Housekeeping>(
        std::vector<HousekeepingTask>{
            {QStringLiteral("sending webhooks"), [&parts] { parts.automations.webhookSender->sendDue(); }},
            {QStringLiteral("mailing alerts"), [&parts] { parts.trade.alertMailer->sendDue(); }}},
        webhooksEvery, webhooksEvery);
    schedules = std::make_unique<Housekeeping>(
        std::vector<HousekeepingTask>{
            {QStringLiteral("schedules"), [&parts] { parts.automations.schedules->runner().queueDue(); }}},
        schedulesEvery, schedulesEvery);
    documents = std::make_unique<Housekeeping>(
        std::vector<HousekeepingTask>{
            {QStringLiteral("documents"), [&parts] { parts.knowledge.documents->ingestion().queueDue(); }}},
        documentsEvery, documentsEvery);
    workflows = std::make_unique<Housekeeping>(
        std::vector<HousekeepingTask>{
            {QStringLiteral("workflows"), [&parts] { parts.automations.workflows->runner().queueDue(); }}},
        workflowsEvery, workflowsEvery);
    billing =
        std::make_unique<Housekeeping>(std::vector<HousekeepingTask>{{QStringLiteral("subscriptions"),
                                                                      [&parts] { parts.trade.billing->advanceDue(); }}},
                                       firstBilling, billingEvery);
}

Clocks::~Clocks() = default;

void Clocks::stop()
{
    for (const auto &clock : {&housekeeping, &webhooks, &billing, &schedules, &documents, &workflows})
        (*clock)->stop();
}

} // namespace tabletalk::composition
