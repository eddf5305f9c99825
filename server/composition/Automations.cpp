// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/composition/Automations.h"

#include "server/agents/AgentChat.h"
#include "server/automations/AutomationService.h"
#include "server/base/AwaitNow.h"
#include "server/composition/Agents.h"
#include "server/composition/Answers.h"
#include "server/composition/Backbone.h"
#include "server/composition/Foundation.h"
#include "server/composition/Pools.h"
#include "server/jobs/JobService.h"
#include "server/mcp/ToolService.h"
#include "server/outbound/Mailer.h"
#include "server/saved/SavedQuestionRunner.h"
#include "server/schedules/ScheduleService.h"
#include "server/webhooks/WebhookSender.h"
#include "server/webhooks/WebhookService.h"
#include "server/workflows/WorkflowService.h"

namespace tabletalk::composition {

namespace {

/// What a schedule or a step of a workflow reads of a result.
constexpr SavedRunBounds scheduledRows{.rows = 20'000, .bytes = 8LL * 1024 * 1024};

/// What the steps of workflows ask.
StepDoors stepDoors(SavedQuestionRunner &savedRunner, ToolService &tools, AgentChat &agentChat)
{
    StepDoors doors;
    doors.runSaved = [&savedRunner](const StepSetting &setting, SavedQuestionId id) {
        return savedRunner.runNow(setting.call.scope, setting.runner, id, scheduledRows);
    };
    doors.runStatement = [&savedRunner](const StepSetting &setting, ConnectionId connection, const QString &sql) {
        return savedRunner.runStatementNow(setting.call.scope, setting.runner, {connection, setting.workflowName, sql},
                                           scheduledRows);
    };
    doors.runTool = [&tools](const StepSetting &setting, const QString &tool, boost::json::object arguments) {
        ToolContext context{setting.call, setting.workspace, setting.stop};
        return orThrow(awaitNow(tools.run(std::move(context), tool, std::move(arguments))));
    };
    doors.askAgent = [&agentChat](const StepSetting &setting, AgentId agent, const QString &question) {
        api::AskAgentRequest request;
        request.workspaceId = setting.workspace;
        request.agentId = agent;
        request.query = question;
        const api::AgentAnswer answer = awaitNow(agentChat.askUntil(setting.stop, setting.call, std::move(request)));
        return ToolResult{answer.text, answer.citations, {{"text", answer.text.toStdString()}}};
    };
    return doors;
}

} // namespace

Automations::Automations(const Foundation &foundation, const Pools &pools, const Backbone &backbone,
                         const Answers &answers, const Agents &agents)
{
    PlatformDatabase &database = *foundation.database;
    const Clock &clock = foundation.clock;
    webhooks = std::make_unique<WebhookService>(
        WebhookParts{.database = database, .vault = *foundation.vault, .controlPool = *pools.control, .clock = clock});
    webhookSender = std::make_unique<WebhookSender>(database, *foundation.vault, *foundation.outbound, clock);
    schedules = std::make_unique<ScheduleService>(
        ScheduleParts{
            .database = database,
            .vault = *foundation.vault,
            .jobs = *backbone.jobs,
            .mailer = foundation.mailer.get(),
            .clock = clock,
            .runSaved =
                [&savedRunner = *answers.savedRunner](const TenantScope &scope, UserId owner, SavedQuestionId id) {
                    const auto runner = SavedRunner::member(scope, owner, QStringLiteral("schedules.run"),
                                                            QStringLiteral("schedule of the member"));
                    return savedRunner.runNow(scope, runner, id, scheduledRows);
                }},
        *pools.control);
    workflows = std::make_unique<WorkflowService>(
        WorkflowParts{.database = database,
                      .vault = *foundation.vault,
                      .jobs = *backbone.jobs,
                      .mailer = foundation.mailer.get(),
                      .clock = clock,
                      .doors = stepDoors(*answers.savedRunner, *agents.tools, *agents.chat)},
        *pools.control, *pools.trials);
    automations = std::make_unique<AutomationService>(database);
}

Automations::~Automations() = default;

} // namespace tabletalk::composition
