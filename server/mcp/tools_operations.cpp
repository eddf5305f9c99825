// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/mcp/tools_operations.h"

#include "server/api/OperationForms.h"
#include "server/api/Registry.h"
#include "server/mcp/ToolService.h"

namespace tabletalk {

void addToolOperations(Registry &registry, ToolService &tools)
{
    registry.add<api::ToolListRequest, api::ToolList>(
        reading(toolListOperation, "workspaces/{workspaceId}/tools",
                "List the tools of a workspace that the caller may use"),
        Permission::Ask,
        [&tools](Call call, api::ToolListRequest request) { return tools.list(std::move(call), request); });

    OperationInfo call = reading(toolCallOperation, "workspaces/{workspaceId}/tools/call",
                                 "Have a tool look something up in a workspace");
    call.method = HttpMethod::Post;
    call.rate = RateClass::Ask;
    call.audit = AuditRule::Always;
    registry.add<api::CallToolRequest, api::ToolAnswer>(call, Permission::Ask,
                                                        [&tools](Call caller, api::CallToolRequest request) {
                                                            return tools.call(std::move(caller), std::move(request));
                                                        });
}

} // namespace tabletalk
