// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class Registry;
class WorkflowService;

/// What workflows offer to the wire.
void addWorkflowOperations(Registry &registry, WorkflowService &workflows);

} // namespace tabletalk
