// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/ToolSteps.h"

#include "core/api/Codec.h"
#include "core/base/Clock.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qsizetype longestInput = 500;
constexpr qsizetype longestSummary = 300;

/// What came of a tool, in a sentence.
QString summaryOf(const ToolResult &result)
{
    const auto statements = std::ranges::count(result.citations, u"sql"_s, &api::Citation::kind);
    if (statements > 0)
        return result.citations.front().excerpt.simplified().left(longestSummary);
    if (!result.citations.empty())
        return QCoreApplication::translate("Agents", "%n passage(s) found.", nullptr, int(result.citations.size()));
    return result.text.simplified().left(longestSummary);
}

} // namespace

bool ToolSteps::has(const QString &tool) const
{
    const AgentTool *const found = m_tools.find(tool);
    return found && std::ranges::find(m_task.agent.tools, tool) != m_task.agent.tools.end()
           && ToolBox::mayUse(m_task.call.caller, *found);
}

std::vector<AgentTool *> ToolSteps::offered() const
{
    std::vector<AgentTool *> offered;
    for (const auto &tool : m_tools.tools()) {
        if (has(tool->name()))
            offered.push_back(tool.get());
    }
    return offered;
}

ToolContext ToolSteps::context() const
{
    ToolContext context{m_task.call, m_task.workspace, m_task.stop};
    if (!m_task.agent.allDatabases)
        context.databases = m_task.agent.databaseIds;
    context.mayAskModel = m_task.agent.model != u"none";
    context.message = m_task.message;
    return context;
}

Awaitable<Result<ToolSteps::Found>> ToolSteps::run(QString tool, boost::json::object arguments, QString input)
{
    api::AgentStep step;
    step.number = int(m_steps.size()) + 1;
    step.tool = tool;
    step.input = input.simplified().left(longestInput);
    m_watcher.told("tool_started", api::toJson(api::AgentToolEvent{step.number, step.tool, step.input}));
    const Instant begun = m_clock.now();
    Result<ToolResult> result = std::unexpected(Problem());
    if (has(tool))
        result = co_await m_tools.run(context(), tool, std::move(arguments));
    else
        result = failure(ProblemCode::NotFound,
                         QCoreApplication::translate("Agents", "This agent has no tool of that name."));
    step.ms = (m_clock.now() - begun).count();
    Found found;
    if (result) {
        step.outcome = u"ok"_s;
        step.summary = summaryOf(*result);
        for (api::Citation &citation : result->citations)
            found.numbers.push_back(m_citations.add(citation));
        step.numbers = found.numbers;
        found.result = *std::move(result);
    } else {
        const Problem &problem = result.error();
        step.outcome = problem.codeName();
        step.summary = problem.detail.isEmpty() ? problem.title : problem.detail;
    }
    m_watcher.told("tool_finished", api::toJson(step));
    m_steps.push_back(std::move(step));
    if (!result && result.error().code != ProblemCode::Internal)
        co_return std::unexpected(std::move(result).error());
    if (m_steps.back().outcome != u"ok")
        co_return std::unexpected(Problem::of(ProblemCode::Internal));
    co_return found;
}

void ToolSteps::failed(const QString &tool, const QString &input, const Problem &problem)
{
    api::AgentStep step;
    step.number = int(m_steps.size()) + 1;
    step.tool = tool.left(longestInput);
    step.input = input.simplified().left(longestInput);
    step.outcome = problem.codeName();
    step.summary = problem.detail.isEmpty() ? problem.title : problem.detail;
    m_watcher.told("tool_started", api::toJson(api::AgentToolEvent{step.number, step.tool, step.input}));
    m_watcher.told("tool_finished", api::toJson(step));
    m_steps.push_back(std::move(step));
}

} // namespace tabletalk
