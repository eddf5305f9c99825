// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workflows/StepResult.h"
#include "core/workflows/Template.h"
#include "server/agents/AgentTool.h"
#include "server/saved/SavedQuestionRunner.h"

#include <functional>
#include <map>

namespace tabletalk {

class Clock;

/// What a step may know and who asks.
struct StepSetting
{
    SavedRunner runner; ///< for saved questions and statements
    Call call = Call{{}, TenantScope::ofJob(TenantId()), {}, nullptr, {}, {}, nullptr}; ///< for tools: the same person
    WorkspaceId workspace;
    QString workflowName;
    std::vector<api::WorkflowValue> inputs;
    std::vector<api::WorkflowValue> eventData;
    std::map<QString, workflow::StepResult> results; ///< of the steps before, by key
    std::map<QString, QString> given;                ///< in a test: what references stand for, "steps.refunds.text"
    QString date;                                    ///< of the run, by the organisation's clock
    std::stop_token stop;
};

/// What steps ask, each with the rights of whoever the setting names; for threads that may wait. What throws or gives a
/// Problem fails the step.
struct StepDoors
{
    std::function<SavedOutcome(const StepSetting &, SavedQuestionId)> runSaved;
    std::function<SavedOutcome(const StepSetting &, ConnectionId, const QString &sql)> runStatement;
    /// By the tool's name.
    std::function<ToolResult(const StepSetting &, const QString &tool, boost::json::object arguments)> runTool;
    std::function<ToolResult(const StepSetting &, AgentId, const QString &question)> askAgent;
};

/// Does the steps of workflows that find something out. What it puts into a question are values, read once.
class StepAsker
{
public:
    explicit StepAsker(StepDoors doors)
        : m_doors(std::move(doors))
    {}

    /// A text of a step with its values. Throws InvalidRequest where one is not known.
    static QString filled(const QString &text, const StepSetting &setting, const workflow::FillRules &rules);
    /// How what is asked is filled.
    static workflow::FillRules rulesOfQuestions();

    /// Sets run.input, and what came of it.
    workflow::StepResult ask(const api::WorkflowStep &step, const StepSetting &setting,
                             api::WorkflowStepRun &run) const;

private:
    StepDoors m_doors;
};

} // namespace tabletalk
