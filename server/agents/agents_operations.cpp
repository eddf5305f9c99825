// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/agents_operations.h"

#include "core/agents/AgentTemplates.h"
#include "server/agents/AgentChat.h"
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

void addAsking(Registry &registry, AgentChat &chat)
{
    // Audited with each statement where it has run.
    OperationInfo ask = reading("agents.ask", "workspaces/{workspaceId}/chat",
                                "Ask an agent; with stream true the answer comes as server-sent events");
    ask.method = HttpMethod::Post;
    ask.rate = RateClass::Ask;
    registry.add<api::AskAgentRequest, api::AgentAnswer>(
        ask, Permission::Ask,
        [&chat](Call call, api::AskAgentRequest request) { return chat.ask(std::move(call), std::move(request)); });
    OperationInfo stop =
        reading("agents.stop", "workspaces/{workspaceId}/chat/stop", "Stop an answer of one's own that is under way");
    stop.method = HttpMethod::Post;
    registry.add<api::StopAgentRequest, api::Empty>(
        stop, Permission::Ask,
        [&chat](Call call, api::StopAgentRequest request) { return chat.stop(std::move(call), request); });
    registry.add<api::FollowAgentRequest, api::Empty>(
        reading("agents.follow", "workspaces/{workspaceId}/chat/streams/{stream}",
                "Get the events of an answer of one's own again, as server-sent events, from one after on"),
        Permission::Ask,
        [&chat](Call call, api::FollowAgentRequest request) { return chat.follow(std::move(call), request); });
}

void addSessions(Registry &registry, AgentChat &chat)
{
    registry.add<api::AgentSessionListRequest, api::AgentSessionList>(
        reading("agents.sessions", "workspaces/{workspaceId}/chat/sessions",
                "List one's sessions with agents, the newest first"),
        Permission::Ask, [&chat](Call call, api::AgentSessionListRequest request) {
            return chat.sessions(std::move(call), std::move(request));
        });
    registry.add<api::AgentSessionRequest, api::AgentSession>(
        reading("agents.session", "workspaces/{workspaceId}/chat/sessions/{sessionId}",
                "Read a session of one's own with its answers"),
        Permission::Ask,
        [&chat](Call call, api::AgentSessionRequest request) { return chat.session(std::move(call), request); });
    registry.add<api::AgentSessionRequest, api::Empty>(
        changing("agents.deleteSession", HttpMethod::Delete, "workspaces/{workspaceId}/chat/sessions/{sessionId}",
                 "Delete a session of one's own with its answers"),
        Permission::Ask,
        [&chat](Call call, api::AgentSessionRequest request) { return chat.removeSession(std::move(call), request); });
}

} // namespace

void addAgentOperations(Registry &registry, AgentService &agents, AgentChat &chat)
{
    addReading(registry, agents);
    addChanging(registry, agents);
    addAsking(registry, chat);
    addSessions(registry, chat);
}

} // namespace tabletalk
