// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Workflows.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<WorkflowInput>;
template struct Instantiate<WorkflowStep>;
template struct Instantiate<WorkflowTrigger>;
template struct Instantiate<Workflow>;
template struct Instantiate<WorkflowListRequest>;
template struct Instantiate<WorkflowList>;
template struct Instantiate<CreateWorkflowRequest>;
template struct Instantiate<UpdateWorkflowRequest>;
template struct Instantiate<WorkflowRequest>;
template struct Instantiate<ShareWorkflowRequest>;
template struct Instantiate<WorkflowAudience>;
template struct Instantiate<WorkflowValue>;
template struct Instantiate<RunWorkflowRequest>;
template struct Instantiate<WorkflowStepRun>;
template struct Instantiate<WorkflowRun>;
template struct Instantiate<WorkflowRunList>;
template struct Instantiate<WorkflowRunRequest>;
template struct Instantiate<WorkflowFileRequest>;
template struct Instantiate<WorkflowFilePart>;
template struct Instantiate<TestStepRequest>;

} // namespace tabletalk::api
