// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/Call.h"
#include "server/base/Async.h"
#include "server/workflows/WorkflowRunner.h"

namespace tabletalk {

class WorkerPool;

/// Workflows of workspaces: made by whoever may manage agents, changed by whoever made them, started by all who see
/// them, with the rights of whoever made them. Thread-safe.
class WorkflowService
{
public:
    /// Before jobs.start(). controlPool: short work that may block; trialPool: steps that are tried, one thread each.
    WorkflowService(WorkflowParts parts, WorkerPool &controlPool, WorkerPool &trialPool)
        : m_parts(parts)
        , m_runner(std::move(parts))
        , m_controlPool(controlPool)
        , m_trialPool(trialPool)
    {}

    Awaitable<api::WorkflowList> list(Call call, api::WorkflowListRequest request);
    Awaitable<api::Workflow> create(Call call, api::CreateWorkflowRequest request);
    Awaitable<api::Workflow> read(Call call, api::WorkflowRequest request);
    Awaitable<api::Workflow> update(Call call, api::UpdateWorkflowRequest request);
    Awaitable<api::Empty> remove(Call call, api::WorkflowRequest request);
    Awaitable<api::Workflow> pause(Call call, api::WorkflowRequest request);
    Awaitable<api::Workflow> resume(Call call, api::WorkflowRequest request);
    Awaitable<api::WorkflowAudience> audience(Call call, api::WorkflowRequest request);
    Awaitable<api::WorkflowAudience> share(Call call, api::ShareWorkflowRequest request);

    Awaitable<api::WorkflowRun> run(Call call, api::RunWorkflowRequest request);
    Awaitable<api::WorkflowRunList> runs(Call call, api::WorkflowRequest request);
    Awaitable<api::WorkflowRun> readRun(Call call, api::WorkflowRunRequest request);
    Awaitable<api::WorkflowRun> cancelRun(Call call, api::WorkflowRunRequest request);
    Awaitable<api::WorkflowFilePart> readFile(Call call, api::WorkflowFileRequest request);
    Awaitable<api::WorkflowStepRun> testStep(Call call, api::TestStepRequest request);

    WorkflowRunner &runner() { return m_runner; }

    static constexpr int mostInWorkspace = 200;

private:
    Awaitable<api::Workflow> change(Call call, api::WorkflowRequest request,
                                    std::function<void(WorkflowStore &, api::Workflow &)> how);
    void checkWhatItNames(Transaction &transaction, const Call &call, WorkspaceId workspace,
                          std::vector<api::WorkflowStep> &steps) const;
    std::optional<Instant> nextOf(const api::WorkflowTrigger &trigger, const QString &timeZone) const;

    WorkflowParts m_parts;
    WorkflowRunner m_runner;
    WorkerPool &m_controlPool;
    WorkerPool &m_trialPool;
};

} // namespace tabletalk
