// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class DashboardService;
class Registry;

/// What dashboards offer to the wire.
void addDashboardOperations(Registry &registry, DashboardService &dashboards);

} // namespace tabletalk
