// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"

namespace tabletalk {

using DocumentId = Id<struct DocumentTag>;
using PassageId = Id<struct PassageTag>;
using EntityId = Id<struct EntityTag>;
using AgentId = Id<struct AgentTag>;
using AgentSessionId = Id<struct AgentSessionTag>;
using AgentMemoryId = Id<struct AgentMemoryTag>;
using WorkflowId = Id<struct WorkflowTag>;
using WorkflowRunId = Id<struct WorkflowRunTag>;

} // namespace tabletalk
