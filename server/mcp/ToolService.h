// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Tools.h"
#include "server/agents/AgentTool.h"

#include <vector>

namespace tabletalk {

class PlatformDatabase;

/// Offers the tools of a workspace to other programs: those that the caller may use, and no
/// others, which are told of as if they were not there. Thread-safe; tools must outlive it.
class ToolService
{
public:
    ToolService(PlatformDatabase &database, std::vector<AgentTool *> tools);

    Awaitable<api::ToolList> list(Call call, api::ToolListRequest request);
    Awaitable<api::ToolAnswer> call(Call call, api::CallToolRequest request);
    /// For what works in a workspace by itself, such as a step of a workflow; its rights are the context's caller's.
    Awaitable<Result<ToolResult>> run(ToolContext context, QString name, boost::json::object arguments);

private:
    Awaitable<void> requireWorkspace(TenantScope scope, WorkspaceId workspace);
    AgentTool &find(const Identity &caller, const QString &name) const;

    PlatformDatabase &m_database;
    const std::vector<AgentTool *> m_tools;
};

} // namespace tabletalk
