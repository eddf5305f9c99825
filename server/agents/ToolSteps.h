// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/agents/AgentTask.h"
#include "server/agents/CitationList.h"
#include "server/agents/ToolBox.h"

namespace tabletalk {

class Clock;

/// Runs tools for one answer, told step by step, and collects what they found.
class ToolSteps
{
public:
    ToolSteps(const ToolBox &tools, const Clock &clock, const AgentTask &task, AgentWatcher &watcher)
        : m_tools(tools)
        , m_clock(clock)
        , m_task(task)
        , m_watcher(watcher)
    {}

    /// Whether the agent has that tool, there is one, and the caller may use it.
    bool has(const QString &tool) const;
    /// Tools that can be offered.
    std::vector<AgentTool *> offered() const;

    struct Found
    {
        ToolResult result;
        std::vector<int> numbers; ///< of its citations, in order
    };
    /// input: what the step says of the arguments.
    Awaitable<Result<Found>> run(QString tool, boost::json::object arguments, QString input);
    /// A step that could not even begin.
    void failed(const QString &tool, const QString &input, const Problem &problem);

    const std::vector<api::AgentStep> &steps() const { return m_steps; }
    CitationList &citations() { return m_citations; }

private:
    ToolContext context() const;

    const ToolBox &m_tools;
    const Clock &m_clock;
    const AgentTask &m_task;
    AgentWatcher &m_watcher;
    std::vector<api::AgentStep> m_steps;
    CitationList m_citations;
};

} // namespace tabletalk
