// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/agents/AgentTask.h"
#include "server/agents/ToolSteps.h"
#include "server/models/ModelService.h"

namespace tabletalk {

class Clock;

/// Lets a model answer with the agent's tools, within bounds: it asks for tools, gets what they found as data, and
/// writes a text whose citations are held against what it was given. Tools read only, whatever the model was talked
/// into.
class ModelLoop
{
public:
    ModelLoop(ModelService &models, const Clock &clock, const AgentTask &task, ToolSteps &steps, AgentWatcher &watcher,
              const AgentBounds &bounds)
        : m_models(models)
        , m_clock(clock)
        , m_task(task)
        , m_steps(steps)
        , m_watcher(watcher)
        , m_bounds(bounds)
    {}

    /// Fails where the model does; Cancelled when it was stopped.
    Awaitable<Result<AgentOutcome>> answer(ModelPlan plan);

private:
    Awaitable<Result<model::Completion>> ask(const ModelTarget &target, model::ChatRequest request);
    Awaitable<QString> runTool(const model::ToolCall &call);
    AgentOutcome outcomeOf(const QString &text, const QString &model) const;

    ModelService &m_models;
    const Clock &m_clock;
    const AgentTask &m_task;
    ToolSteps &m_steps;
    AgentWatcher &m_watcher;
    const AgentBounds m_bounds;
    int m_calls = 0;
    qint64 m_tokens = 0;
    qsizetype m_toolText = 0;
    boost::json::object m_data;
};

} // namespace tabletalk
