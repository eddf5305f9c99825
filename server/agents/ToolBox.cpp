// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/ToolBox.h"

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk {

AgentTool *ToolBox::find(const QString &name) const
{
    const auto found = std::ranges::find(m_tools, name, [](const auto &tool) { return tool->name(); });
    return found == m_tools.end() ? nullptr : found->get();
}

bool ToolBox::mayUse(const Identity &caller, const AgentTool &tool)
{
    const Permission needed = tool.permission();
    return allows(caller.grants(), needed) && (!caller.key || caller.key->covers(needed));
}

Awaitable<Result<ToolResult>> ToolBox::run(ToolContext context, QString name, boost::json::object arguments) const
{
    AgentTool *const tool = find(name);
    if (!tool)
        co_return failure(ProblemCode::NotFound,
                          QCoreApplication::translate("Agents", "There is no tool of that name."));
    if (!mayUse(context.call.caller, *tool))
        co_return failure(ProblemCode::Forbidden,
                          QCoreApplication::translate("Agents", "You may not use the tool \"%1\".").arg(name));
    Result<ToolResult> result = std::unexpected(Problem());
    try {
        result = co_await tool->run(std::move(context), std::move(arguments));
    } catch (const Problem &problem) {
        result = std::unexpected(problem);
    }
    if (result && result->text.size() > mostToolText)
        result->text.truncate(mostToolText);
    co_return result;
}

} // namespace tabletalk
