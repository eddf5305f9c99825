// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class Registry;
class ScheduleService;

void addScheduleOperations(Registry &registry, ScheduleService &schedules);

} // namespace tabletalk
