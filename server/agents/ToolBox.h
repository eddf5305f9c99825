// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/agents/AgentTool.h"

#include <memory>
#include <vector>

namespace tabletalk {

/// The tools that there are. Filled once at start, then only read. Thread-safe.
class ToolBox
{
public:
    void add(std::unique_ptr<AgentTool> tool) { m_tools.push_back(std::move(tool)); }

    /// Null when there is none of that name.
    AgentTool *find(const QString &name) const;
    const std::vector<std::unique_ptr<AgentTool>> &tools() const { return m_tools; }
    /// Whether the caller holds what the tool asks for, by role and, with an API key, by its scopes.
    static bool mayUse(const Identity &caller, const AgentTool &tool);

    /// Checks name and permission, then runs it: NotFound, Forbidden, and what the tool says. What it throws as a
    /// Problem comes back as one; its text is cut to mostToolText.
    Awaitable<Result<ToolResult>> run(ToolContext context, QString name, boost::json::object arguments) const;

private:
    std::vector<std::unique_ptr<AgentTool>> m_tools;
};

} // namespace tabletalk
