// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/automations/automations_operations.h"

#include "server/api/OperationForms.h"
#include "server/api/Registry.h"
#include "server/automations/AutomationService.h"

namespace tabletalk {

void addAutomationOperations(Registry &registry, AutomationService &automations)
{
    registry.add<api::ListRequest, api::AutomationList>(
        reading("automations.list", "automations",
                "List all schedules and workflows of the organisation, whose they are"
                " and how they go"),
        Permission::ManageOrganization, [&automations](Call call, api::ListRequest request) {
            return automations.list(std::move(call), std::move(request));
        });
    registry.add<api::PauseScheduleRequest, api::Automation>(
        changing("automations.pauseSchedule", HttpMethod::Post, "automations/schedules/{id}/pause",
                 "Let anybody's schedule rest; its owner may let it go on"),
        Permission::ManageOrganization, [&automations](Call call, api::PauseScheduleRequest request) {
            return automations.pauseSchedule(std::move(call), request);
        });
    registry.add<api::PauseWorkflowRequest, api::Automation>(
        changing("automations.pauseWorkflow", HttpMethod::Post, "automations/workflows/{id}/pause",
                 "Let anybody's workflow rest; its owner may let it go on"),
        Permission::ManageOrganization, [&automations](Call call, api::PauseWorkflowRequest request) {
            return automations.pauseWorkflow(std::move(call), request);
        });
}

} // namespace tabletalk
