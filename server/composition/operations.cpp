// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/composition/operations.h"

#include "server/accounts/accounts_operations.h"
#include "server/accuracy/accuracy_operations.h"
#include "server/administration/administration_operations.h"
#include "server/agents/agents_operations.h"
#include "server/agents/memory/memory_operations.h"
#include "server/announcements/announcements_operations.h"
#include "server/audit/audit_operations.h"
#include "server/automations/automations_operations.h"
#include "server/billing/billing_operations.h"
#include "server/chat/chat_operations.h"
#include "server/chat/conversation_operations.h"
#include "server/composition/ServerParts.h"
#include "server/connections/connections_operations.h"
#include "server/dashboards/dashboards_operations.h"
#include "server/events/events_operations.h"
#include "server/examples/examples_operations.h"
#include "server/graph/graph_operations.h"
#include "server/knowledge/documents_operations.h"
#include "server/mcp/tools_operations.h"
#include "server/models/models_operations.h"
#include "server/onboarding/onboarding_operations.h"
#include "server/saved/saved_operations.h"
#include "server/schedules/schedules_operations.h"
#include "server/search/HybridSearch.h"
#include "server/search/search_operations.h"
#include "server/security/security_operations.h"
#include "server/signon/signon_operations.h"
#include "server/support/support_operations.h"
#include "server/tenants/members_operations.h"
#include "server/tenants/organizations_operations.h"
#include "server/tenants/tenants_operations.h"
#include "server/usage/usage_operations.h"
#include "server/vocabulary/vocabulary_operations.h"
#include "server/webhooks/webhooks_operations.h"
#include "server/workflows/workflows_operations.h"

namespace tabletalk::composition {

void declareOperations(Registry &registry, const ServerParts &parts)
{
    addAccountOperations(registry, *parts.people.accounts, *parts.people.passwordResets);
    addTenantOperations(registry, *parts.people.tenants);
    addOrganizationOperations(registry, {*parts.people.organizations, *parts.people.accounts, *parts.tenancy.archive,
                                         *parts.tenancy.deletion});
    addMemberOperations(registry, *parts.people.members, *parts.people.accounts);
    addConnectionOperations(registry, *parts.databases.connections, *parts.databases.onboarding);
    addOnboardingOperations(registry, *parts.databases.onboarding, *parts.databases.schemas,
                            *parts.databases.vocabularies);
    addVocabularyOperations(registry, *parts.databases.vocabularies);
    addChatOperations(registry, *parts.answers.chat);
    addConversationOperations(registry, *parts.answers.conversations);
    addExampleOperations(registry, *parts.databases.examples);
    addSavedQuestionOperations(registry, *parts.answers.savedQuestions);
    addAccuracyOperations(registry, *parts.databases.accuracy);
    addDashboardOperations(registry, *parts.answers.dashboards);
    addScheduleOperations(registry, *parts.automations.schedules);
    addAutomationOperations(registry, *parts.automations.automations);
    addMemoryOperations(registry, *parts.agents.memory);
    addWorkflowOperations(registry, *parts.automations.workflows);
    addGraphOperations(registry, *parts.knowledge.graph);
    addAgentOperations(registry, *parts.agents.agents, *parts.agents.chat);
    addToolOperations(registry, *parts.agents.tools);
    addDocumentOperations(registry, *parts.knowledge.documents);
    addSearchOperations(registry, *parts.knowledge.search);
    addEventOperations(registry, *parts.backbone.events);
    addUsageOperations(registry, *parts.trade.usage, *parts.trade.usageFollowers);
    addWebhookOperations(registry, *parts.automations.webhooks);
    addBillingOperations(registry, *parts.trade.billing);
    addSupportOperations(registry, *parts.operators.support);
    addAnnouncementOperations(registry, *parts.operators.announcements);
    addAdministrationOperations(
        registry, {*parts.operators.administration, *parts.operators.impersonation, *parts.operators.settings});
    addAuditOperations(registry, *parts.backbone.audit);
    addSecurityOperations(registry, *parts.people.security);
    addSignOnOperations(registry, *parts.people.signOnSettings, *parts.people.signOn);
    addModelOperations(registry, *parts.models.service);
}

} // namespace tabletalk::composition
