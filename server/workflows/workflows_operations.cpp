// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/workflows/workflows_operations.h"

#include "server/api/OperationForms.h"
#include "server/api/Registry.h"
#include "server/workflows/WorkflowService.h"

namespace tabletalk {

namespace {

OperationInfo trying()
{
    OperationInfo info =
        changing("workflows.testStep", HttpMethod::Post, "workspaces/{workspaceId}/workflow-steps/test",
                 "Try one step; a delivery only says what it would send");
    info.rate = RateClass::Ask;
    return info;
}

void addDefinitions(Registry &registry, WorkflowService &workflows)
{
    registry.add<api::WorkflowListRequest, api::WorkflowList>(
        reading("workflows.list", "workspaces/{workspaceId}/workflows", "List the workflows that one sees"),
        Permission::Ask, [&workflows](Call call, api::WorkflowListRequest request) {
            return workflows.list(std::move(call), std::move(request));
        });
    registry.add<api::CreateWorkflowRequest, api::Workflow>(
        making("workflows.create", "workspaces/{workspaceId}/workflows", "Make a workflow"), Permission::ManageAgents,
        [&workflows](Call call, api::CreateWorkflowRequest request) {
            return workflows.create(std::move(call), std::move(request));
        });
    registry.add<api::WorkflowRequest, api::Workflow>(
        reading("workflows.read", "workspaces/{workspaceId}/workflows/{id}", "Read a workflow with its steps"),
        Permission::Ask, [&workflows](Call call, api::WorkflowRequest request) {
            return workflows.read(std::move(call), std::move(request));
        });
    registry.add<api::UpdateWorkflowRequest, api::Workflow>(
        changing("workflows.update", HttpMethod::Put, "workspaces/{workspaceId}/workflows/{id}", "Change a workflow"),
        Permission::ManageAgents, [&workflows](Call call, api::UpdateWorkflowRequest request) {
            return workflows.update(std::move(call), std::move(request));
        });
    registry.add<api::WorkflowRequest, api::Empty>(
        changing("workflows.delete", HttpMethod::Delete, "workspaces/{workspaceId}/workflows/{id}",
                 "Delete a workflow with its history"),
        Permission::ManageAgents, [&workflows](Call call, api::WorkflowRequest request) {
            return workflows.remove(std::move(call), std::move(request));
        });
    registry.add<api::WorkflowRequest, api::Workflow>(
        changing("workflows.pause", HttpMethod::Post, "workspaces/{workspaceId}/workflows/{id}/pause",
                 "Let nothing but people start it"),
        Permission::ManageAgents, [&workflows](Call call, api::WorkflowRequest request) {
            return workflows.pause(std::move(call), std::move(request));
        });
    registry.add<api::WorkflowRequest, api::Workflow>(
        changing("workflows.resume", HttpMethod::Post, "workspaces/{workspaceId}/workflows/{id}/resume",
                 "Let it start by itself again"),
        Permission::ManageAgents, [&workflows](Call call, api::WorkflowRequest request) {
            return workflows.resume(std::move(call), std::move(request));
        });
    registry.add<api::WorkflowRequest, api::WorkflowAudience>(
        reading("workflows.audience", "workspaces/{workspaceId}/workflows/{id}/visibility", "Who sees and starts it"),
        Permission::ManageAgents, [&workflows](Call call, api::WorkflowRequest request) {
            return workflows.audience(std::move(call), std::move(request));
        });
    registry.add<api::ShareWorkflowRequest, api::WorkflowAudience>(
        changing("workflows.share", HttpMethod::Put, "workspaces/{workspaceId}/workflows/{id}/visibility",
                 "Show it to others, who may start it then"),
        Permission::ManageAgents, [&workflows](Call call, api::ShareWorkflowRequest request) {
            return workflows.share(std::move(call), std::move(request));
        });
}

void addRuns(Registry &registry, WorkflowService &workflows)
{
    registry.add<api::RunWorkflowRequest, api::WorkflowRun>(
        making("workflows.run", "workspaces/{workspaceId}/workflows/{id}/run", "Start it"), Permission::Ask,
        [&workflows](Call call, api::RunWorkflowRequest request) {
            return workflows.run(std::move(call), std::move(request));
        });
    registry.add<api::WorkflowRequest, api::WorkflowRunList>(
        reading("workflows.runs", "workspaces/{workspaceId}/workflows/{id}/runs", "List its last runs"),
        Permission::Ask, [&workflows](Call call, api::WorkflowRequest request) {
            return workflows.runs(std::move(call), std::move(request));
        });
    registry.add<api::WorkflowRunRequest, api::WorkflowRun>(
        reading("workflows.readRun", "workspaces/{workspaceId}/workflow-runs/{id}",
                "Read what each step of a run got and gave"),
        Permission::Ask, [&workflows](Call call, api::WorkflowRunRequest request) {
            return workflows.readRun(std::move(call), std::move(request));
        });
    registry.add<api::WorkflowRunRequest, api::WorkflowRun>(
        changing("workflows.cancelRun", HttpMethod::Post, "workspaces/{workspaceId}/workflow-runs/{id}/cancel",
                 "Cancel a run"),
        Permission::Ask, [&workflows](Call call, api::WorkflowRunRequest request) {
            return workflows.cancelRun(std::move(call), std::move(request));
        });
    registry.add<api::WorkflowFileRequest, api::WorkflowFilePart>(
        reading("workflows.file", "workspaces/{workspaceId}/workflow-runs/{id}/file",
                "A part of a file that a run made"),
        Permission::Ask, [&workflows](Call call, api::WorkflowFileRequest request) {
            return workflows.readFile(std::move(call), std::move(request));
        });
    registry.add<api::TestStepRequest, api::WorkflowStepRun>(
        trying(), Permission::ManageAgents, [&workflows](Call call, api::TestStepRequest request) {
            return workflows.testStep(std::move(call), std::move(request));
        });
}

} // namespace

void addWorkflowOperations(Registry &registry, WorkflowService &workflows)
{
    addDefinitions(registry, workflows);
    addRuns(registry, workflows);
}

} // namespace tabletalk
