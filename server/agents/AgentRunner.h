// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/agents/AgentTask.h"
#include "server/base/Async.h"
#include "server/models/ModelService.h"

namespace tabletalk {

class Clock;
class Consultant;
class ToolBox;

/// What the runner is made of; all outlive it.
struct AgentRunnerParts
{
    Consultant &consultant;
    ToolBox &tools;
    ModelService &models;
    const Clock &clock;
    AgentBounds bounds = {};
};

/// Lets an agent find an answer: with a model where the agent has one that may be asked, and without where it has
/// none or it fails. Knows neither sessions nor streams. Thread-safe.
class AgentRunner
{
public:
    explicit AgentRunner(AgentRunnerParts parts)
        : m_parts(parts)
    {}

    /// Throws Cancelled when it was stopped.
    Awaitable<AgentOutcome> run(AgentTask task, AgentWatcher &watcher);

private:
    Awaitable<std::optional<ModelPlan>> modelFor(const AgentTask &task, QString &note);

    AgentRunnerParts m_parts;
};

} // namespace tabletalk
