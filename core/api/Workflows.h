// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Chat.h"
#include "core/api/Citations.h"
#include "core/api/Common.h"
#include "core/api/KnowledgeIds.h"
#include "core/api/SavedIds.h"
#include "core/api/Schedules.h"

#include <boost/json/value.hpp>

namespace tabletalk::api {

/// What somebody says when they start a workflow: {{input.NAME}} in its steps.
struct WorkflowInput
{
    QString name;                 ///< a to z, digits and _
    QString label;                ///< for people; the name when empty
    bool required = false;        ///< has no value of its own
    std::optional<QString> value; ///< when nothing is said
};
BOOST_DESCRIBE_STRUCT(WorkflowInput, (), (name, label, required, value))

/// One step. Which members count is a matter of its kind; texts but sql may refer to inputs and to earlier steps. What
/// its ids name is looked for in the workspace of the workflow.
struct WorkflowStep
{
    QString key;  ///< that later steps call it by: {{steps.KEY.text}}
    QString kind; ///< sql, hybrid_search, vector_search, graph_search, documents, savedQuestion, agent, condition,
                  ///< delivery
    QString name; ///< for people; may be empty
    std::optional<QString> databaseId;          ///< sql
    std::optional<QString> question;            ///< sql, the searches, documents, agent
    std::optional<QString> sql;                 ///< sql: a fixed statement in place of a question
    std::optional<QString> savedQuestionId;     ///< savedQuestion
    std::optional<QString> agentId;             ///< agent
    std::optional<QString> of;                  ///< condition, delivery: the step whose result is meant
    std::optional<ScheduleCondition> condition; ///< condition: where it does not hold, the run ends there
    std::optional<ScheduleDelivery> delivery;   ///< delivery
    std::optional<QString> subject;             ///< delivery by mail
    std::optional<QString> text;                ///< delivery
};
BOOST_DESCRIBE_STRUCT(WorkflowStep, (),
                      (key, kind, name, databaseId, question, sql, savedQuestionId, agentId, of, condition, delivery,
                       subject, text))

/// What starts it besides people.
struct WorkflowTrigger
{
    QString kind;                               ///< hand, schedule, event
    std::optional<ScheduleTimes> times;         ///< schedule
    std::optional<QString> event;               ///< event, as webhooks call it
    std::optional<ScheduleCondition> condition; ///< event: on firstRow, column is a field of its data
};
BOOST_DESCRIBE_STRUCT(WorkflowTrigger, (), (kind, times, event, condition))

struct Workflow
{
    WorkflowId id;
    WorkspaceId workspaceId;
    QString name;
    QString description;
    std::vector<WorkflowInput> inputs;
    std::vector<WorkflowStep> steps;
    WorkflowTrigger trigger;
    QString visibility; ///< private, team, organization, public, shared
    UserId ownerId;     ///< whose rights it runs with
    QString ownerName;
    bool mine = false;                    ///< the reader may change it
    QString state;                        ///< active, paused: nothing but people starts it
    std::optional<QString> pausedBecause; ///< absent: somebody paused it
    QString timesInWords;                 ///< of a schedule
    QString timeZone;
    std::optional<Instant> nextAt;
    std::optional<WorkflowRunId> lastRunId;
    std::optional<Instant> lastAt;
    std::optional<QString> lastState; ///< as of a run
    std::optional<QString> lastDetail;
    qint64 failures = 0; ///< in a row, of runs that nobody started
    qint64 stepCount = 0;
    Instant createdAt;
    Instant updatedAt;
};
BOOST_DESCRIBE_STRUCT(Workflow, (),
                      (id, workspaceId, name, description, inputs, steps, trigger, visibility, ownerId, ownerName, mine,
                       state, pausedBecause, timesInWords, timeZone, nextAt, lastRunId, lastAt, lastState, lastDetail,
                       failures, stepCount, createdAt, updatedAt))

/// GET workspaces/{workspaceId}/workflows
struct WorkflowListRequest
{
    WorkspaceId workspaceId;
};
BOOST_DESCRIBE_STRUCT(WorkflowListRequest, (), (workspaceId))

/// Those that the caller sees, by name, without their inputs and steps.
struct WorkflowList
{
    std::vector<Workflow> items;
    bool mayMake = false;
    bool mailWorks = false; ///< this server sends mail
    QString timeZone;       ///< of the organisation
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(WorkflowList, (), (items, mayMake, mailWorks, timeZone, nextCursor))

/// POST workspaces/{workspaceId}/workflows
struct CreateWorkflowRequest
{
    WorkspaceId workspaceId;
    QString name;
    std::optional<QString> description;
    std::vector<WorkflowInput> inputs;
    std::vector<WorkflowStep> steps;
    std::optional<WorkflowTrigger> trigger; ///< by hand alone when absent
};
BOOST_DESCRIBE_STRUCT(CreateWorkflowRequest, (), (workspaceId, name, description, inputs, steps, trigger))

/// PUT workspaces/{workspaceId}/workflows/{id}; what is absent stays
struct UpdateWorkflowRequest
{
    WorkspaceId workspaceId;
    WorkflowId id;
    std::optional<QString> name;
    std::optional<QString> description;
    std::optional<std::vector<WorkflowInput>> inputs;
    std::optional<std::vector<WorkflowStep>> steps;
    std::optional<WorkflowTrigger> trigger;
};
BOOST_DESCRIBE_STRUCT(UpdateWorkflowRequest, (), (workspaceId, id, name, description, inputs, steps, trigger))

/// GET, DELETE workspaces/{workspaceId}/workflows/{id}; POST …/pause, …/resume; GET …/runs, …/visibility
struct WorkflowRequest
{
    WorkspaceId workspaceId;
    WorkflowId id;
};
BOOST_DESCRIBE_STRUCT(WorkflowRequest, (), (workspaceId, id))

/// PUT workspaces/{workspaceId}/workflows/{id}/visibility: who sees and starts it besides its owner
struct ShareWorkflowRequest
{
    WorkspaceId workspaceId;
    WorkflowId id;
    QString visibility;
    std::optional<std::vector<UserId>> userIds; ///< of shared
    std::optional<std::vector<TeamId>> teamIds; ///< of team
};
BOOST_DESCRIBE_STRUCT(ShareWorkflowRequest, (), (workspaceId, id, visibility, userIds, teamIds))

struct WorkflowAudience
{
    WorkflowId id;
    QString visibility;
    std::vector<UserId> userIds;
    std::vector<TeamId> teamIds;
};
BOOST_DESCRIBE_STRUCT(WorkflowAudience, (), (id, visibility, userIds, teamIds))

/// The value of an input; in a test of a step also of any reference, "steps.refunds.text".
struct WorkflowValue
{
    QString name;
    QString value;
};
BOOST_DESCRIBE_STRUCT(WorkflowValue, (), (name, value))

/// POST workspaces/{workspaceId}/workflows/{id}/run
struct RunWorkflowRequest
{
    WorkspaceId workspaceId;
    WorkflowId id;
    std::vector<WorkflowValue> inputs;
};
BOOST_DESCRIBE_STRUCT(RunWorkflowRequest, (), (workspaceId, id, inputs))

/// What a step got and gave.
struct WorkflowStepRun
{
    QString key;
    QString kind;
    QString name;
    QString state; ///< waiting, running, done, ended (a condition did not hold), failed
    QString input; ///< as it was asked, with the values
    QString text;
    std::vector<ColumnHeader> columns;
    std::vector<boost::json::value> rows; ///< each an array of cells
    bool truncated = false;               ///< there were more than are kept
    std::vector<Citation> citations;
    std::optional<QString> fileName; ///< that a delivery made
    qint64 fileBytes = 0;
    std::optional<QString> problem;
    std::optional<Instant> startedAt;
    qint64 ms = 0;
};
BOOST_DESCRIBE_STRUCT(WorkflowStepRun, (),
                      (key, kind, name, state, input, text, columns, rows, truncated, citations, fileName, fileBytes,
                       problem, startedAt, ms))

struct WorkflowRun
{
    WorkflowRunId id;
    WorkflowId workflowId;
    QString workflowName;
    QString state;     ///< waiting, running, done, ended (a condition did not hold), failed, cancelled
    QString startedBy; ///< hand, schedule, event
    QString starterName;
    std::optional<QString> event;
    std::vector<WorkflowValue> inputs;
    QString detail; ///< why it ended
    bool mayCancel = false;
    Instant createdAt;
    std::optional<Instant> startedAt;
    std::optional<Instant> finishedAt;
    std::vector<WorkflowStepRun> steps; ///< empty in lists
};
BOOST_DESCRIBE_STRUCT(WorkflowRun, (),
                      (id, workflowId, workflowName, state, startedBy, starterName, event, inputs, detail, mayCancel,
                       createdAt, startedAt, finishedAt, steps))

struct WorkflowRunList
{
    std::vector<WorkflowRun> items; ///< newest first, at most 100
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(WorkflowRunList, (), (items, nextCursor))

/// GET workspaces/{workspaceId}/workflow-runs/{id}; POST …/cancel
struct WorkflowRunRequest
{
    WorkspaceId workspaceId;
    WorkflowRunId id;
};
BOOST_DESCRIBE_STRUCT(WorkflowRunRequest, (), (workspaceId, id))

/// GET workspaces/{workspaceId}/workflow-runs/{id}/file: a part of the bytes of a file that it made
struct WorkflowFileRequest
{
    WorkspaceId workspaceId;
    WorkflowRunId id;
    std::optional<QString> step; ///< its key; the first that made one when absent
    std::optional<qint64> offset;
};
BOOST_DESCRIBE_STRUCT(WorkflowFileRequest, (), (workspaceId, id, step, offset))

struct WorkflowFilePart
{
    QString name;
    qint64 bytes = 0;
    QString base64;             ///< at most 256 KB
    std::optional<qint64> next; ///< offset of the next part; absent at the end
};
BOOST_DESCRIBE_STRUCT(WorkflowFilePart, (), (name, bytes, base64, next))

/// POST workspaces/{workspaceId}/workflow-steps/test: one step, now, with the caller's rights. A delivery only says
/// what it would send.
struct TestStepRequest
{
    WorkspaceId workspaceId;
    QString key; ///< which of the steps
    std::vector<WorkflowInput> inputs;
    std::vector<WorkflowStep> steps;
    std::vector<WorkflowValue> values;
};
BOOST_DESCRIBE_STRUCT(TestStepRequest, (), (workspaceId, key, inputs, steps, values))

} // namespace tabletalk::api
