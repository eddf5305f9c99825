// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/agents_operations.h"

#include "core/agents/AgentTemplates.h"
#include "server/agents/AgentService.h"
#include "server/api/OperationForms.h"
#include "server/api/Registry.h"

namespace tabletalk {

namespace {

void addReading(Registry &registry, AgentService &agents)
{
    registry.add<api::AgentListRequest, api::AgentList>(
        reading("agents.list", "workspaces/{workspaceId}/agents",
                "List the agents of a workspace that the caller sees, its default first"),
        Permission::Ask, [&agents](Call call, api::AgentListRequest request) {
            return agents.list(std::move(call), std::move(request));
        });
    registry.add<api::AgentRequest, api::Agent>(
        reading("agents.read", "workspaces/{workspaceId}/agents/{id}", "Read an agent"), Permission::Ask,
        [&agents](Call call, api::AgentRequest request) { return agents.read(std::move(call), request); });
    registry.add<api::Empty, api::AgentTemplateList>(
        reading("agents.templates", "agent-templates", "List agents to begin with"), Permission::Ask,
        [](Call, api::Empty) -> Awaitable<api::AgentTemplateList> {
            api::AgentTemplateList list;
            list.items = agents::templates();
            co_return list;
        });
}

void addChanging(Registry &registry, AgentService &agents)
{
    registry.add<api::CreateAgentRequest, api::Agent>(
        making("agents.create", "workspaces/{workspaceId}/agents", "Make an agent in a workspace"),
        Permission::ManageAgents, [&agents](Call call, api::CreateAgentRequest request) {
            return agents.create(std::move(call), std::move(request));
        });
    registry.add<api::UpdateAgentRequest, api::Agent>(
        changing("agents.update", HttpMethod::Put, "workspaces/{workspaceId}/agents/{id}",
                 "Change an agent, or whom it is shown to"),
        Permission::ManageAgents, [&agents](Call call, api::UpdateAgentRequest request) {
            return agents.update(std::move(call), std::move(request));
        });
    registry.add<api::AgentRequest, api::Empty>(
        changing("agents.delete", HttpMethod::Delete, "workspaces/{workspaceId}/agents/{id}",
                 "Delete an agent; not the one that its workspace began with"),
        Permission::ManageAgents,
        [&agents](Call call, api::AgentRequest request) { return agents.remove(std::move(call), request); });
}

} // namespace

void addAgentOperations(Registry &registry, AgentService &agents)
{
    addReading(registry, agents);
    addChanging(registry, agents);
}

} // namespace tabletalk
