// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/memory/memory_operations.h"

#include "server/agents/memory/AgentMemory.h"
#include "server/api/OperationForms.h"
#include "server/api/Registry.h"

namespace tabletalk {

void addMemoryOperations(Registry &registry, AgentMemory &memory)
{
    registry.add<api::MemoryListRequest, api::MemoryFactList>(
        reading("memory.list", "workspaces/{workspaceId}/memory", "List what agents keep in mind"), Permission::Ask,
        [&memory](Call call, api::MemoryListRequest request) {
            return memory.list(std::move(call), std::move(request));
        });
    registry.add<api::RememberRequest, api::MemoryFact>(
        making("memory.remember", "workspaces/{workspaceId}/memory", "Let agents keep a fact in mind"), Permission::Ask,
        [&memory](Call call, api::RememberRequest request) { return memory.add(std::move(call), std::move(request)); });
    registry.add<api::UpdateMemoryRequest, api::MemoryFact>(
        changing("memory.update", HttpMethod::Put, "workspaces/{workspaceId}/memory/{id}",
                 "Change a fact, for whom it is kept, or how long"),
        Permission::Ask, [&memory](Call call, api::UpdateMemoryRequest request) {
            return memory.update(std::move(call), std::move(request));
        });
    registry.add<api::MemoryRequest, api::MemoryFact>(
        changing("memory.confirm", HttpMethod::Post, "workspaces/{workspaceId}/memory/{id}/confirm",
                 "Confirm a fact that a model proposed to keep; before that it counts for nothing"),
        Permission::Ask,
        [&memory](Call call, api::MemoryRequest request) { return memory.confirm(std::move(call), request); });
    registry.add<api::MemoryRequest, api::Empty>(
        changing("memory.forget", HttpMethod::Delete, "workspaces/{workspaceId}/memory/{id}",
                 "Let a fact be forgotten"),
        Permission::Ask,
        [&memory](Call call, api::MemoryRequest request) { return memory.forget(std::move(call), request); });
    registry.add<api::ForgetRequest, api::Forgotten>(
        changing("memory.forgetAll", HttpMethod::Post, "workspaces/{workspaceId}/memory/forget",
                 "Let everything be forgotten that is kept for oneself, or for the workspace"),
        Permission::Ask, [&memory](Call call, api::ForgetRequest request) {
            return memory.forgetAll(std::move(call), std::move(request));
        });
}

} // namespace tabletalk
