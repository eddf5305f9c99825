// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/mcp/ToolService.h"

#include "core/access/Access.h"
#include "server/platform/PlatformDatabase.h"

#include <boost/json.hpp>

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Tools", text);
}

bool mayUse(const Identity &caller, const AgentTool &tool)
{
    return allows(caller.grants(), tool.permission()) && (!caller.key || caller.key->covers(tool.permission()));
}

boost::json::object argumentsOf(std::optional<boost::json::value> given)
{
    if (!given || given->is_null())
        return {};
    if (!given->is_object())
        throw Problem::invalid(u"params.arguments"_s, tr("expected an object"));
    return std::move(given->get_object());
}

api::ToolAnswer answerOf(const AgentTool &tool, ToolResult result)
{
    api::ToolAnswer answer;
    answer.tool = tool.name();
    answer.text = std::move(result.text);
    answer.citations = std::move(result.citations);
    for (size_t i = 0; i < answer.citations.size(); ++i) {
        answer.citations[i].number = int(i) + 1;
        if (answer.sql.isEmpty())
            answer.sql = answer.citations[i].sql;
    }
    answer.data = std::move(result.data);
    return answer;
}

} // namespace

ToolService::ToolService(PlatformDatabase &database, std::vector<AgentTool *> tools)
    : m_database(database)
    , m_tools(std::move(tools))
{}

Awaitable<void> ToolService::requireWorkspace(TenantScope scope, WorkspaceId workspace)
{
    auto find = [scope, workspace](Transaction &transaction) {
        return transaction.selectOne(scope, u"tenants/find_workspace"_s, {{u"id"_s, stored(workspace)}}).has_value();
    };
    const bool found = co_await m_database.read(std::move(find));
    if (!found)
        throw Problem::of(ProblemCode::NotFound);
}

Awaitable<api::ToolList> ToolService::list(Call call, api::ToolListRequest request)
{
    co_await requireWorkspace(call.scope, request.workspaceId);
    api::ToolList list;
    for (const AgentTool *tool : m_tools) {
        if (mayUse(call.caller, *tool))
            list.items.push_back({tool->name(), tool->description(), tool->argumentSchema()});
    }
    co_return list;
}

AgentTool &ToolService::find(const Identity &caller, const QString &name) const
{
    const auto found = std::ranges::find_if(
        m_tools, [&](const AgentTool *tool) { return tool->name() == name && mayUse(caller, *tool); });
    if (found == m_tools.end())
        throw Problem::invalid(u"params.tool"_s, tr("no tool that you may use has that name"));
    return **found;
}

Awaitable<api::ToolAnswer> ToolService::call(Call call, api::CallToolRequest request)
{
    co_await requireWorkspace(call.scope, request.workspaceId);
    AgentTool &tool = find(call.caller, request.tool);
    boost::json::object arguments = argumentsOf(std::move(request.arguments));
    ToolContext context{std::move(call), request.workspaceId, {}};
    Result<ToolResult> result = co_await tool.run(std::move(context), std::move(arguments));
    co_return answerOf(tool, orThrow(std::move(result)));
}

Awaitable<Result<ToolResult>> ToolService::run(ToolContext context, QString name, boost::json::object arguments)
{
    co_await requireWorkspace(context.call.scope, context.workspace);
    AgentTool &tool = find(context.call.caller, name);
    co_return co_await tool.run(std::move(context), std::move(arguments));
}

} // namespace tabletalk
