// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class AutomationService;
class Registry;

/// automations.list, automations.pauseSchedule, automations.pauseWorkflow
void addAutomationOperations(Registry &registry, AutomationService &automations);

} // namespace tabletalk
