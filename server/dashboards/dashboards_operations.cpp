// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dashboards/dashboards_operations.h"

#include "server/api/OperationForms.h"
#include "server/api/Registry.h"
#include "server/dashboards/DashboardService.h"

namespace tabletalk {

namespace {

void addDashboards(Registry &registry, DashboardService &dashboards)
{
    registry.add<api::DashboardListRequest, api::DashboardList>(
        reading("dashboards.list", "dashboards", "List dashboards: one's own, and those shown in their workspace"),
        Permission::Ask, [&dashboards](Call call, api::DashboardListRequest request) {
            return dashboards.list(std::move(call), std::move(request));
        });
    registry.add<api::CreateDashboardRequest, api::Dashboard>(
        making("dashboards.create", "dashboards", "Make an empty dashboard"), Permission::Ask,
        [&dashboards](Call call, api::CreateDashboardRequest request) {
            return dashboards.create(std::move(call), std::move(request));
        });
    registry.add<api::DashboardRequest, api::Dashboard>(
        reading("dashboards.read", "dashboards/{id}", "Read a dashboard with its items"), Permission::Ask,
        [&dashboards](Call call, api::DashboardRequest request) { return dashboards.read(std::move(call), request); });
    registry.add<api::UpdateDashboardRequest, api::Dashboard>(
        changing("dashboards.update", HttpMethod::Put, "dashboards/{id}",
                 "Rename a dashboard of one's own, show it to others, or change how often it is refreshed"),
        Permission::Ask, [&dashboards](Call call, api::UpdateDashboardRequest request) {
            return dashboards.update(std::move(call), std::move(request));
        });
    registry.add<api::DashboardRequest, api::Empty>(changing("dashboards.delete", HttpMethod::Delete, "dashboards/{id}",
                                                             "Delete a dashboard of one's own; its questions stay"),
                                                    Permission::Ask,
                                                    [&dashboards](Call call, api::DashboardRequest request) {
                                                        return dashboards.remove(std::move(call), request);
                                                    });
}

void addItems(Registry &registry, DashboardService &dashboards)
{
    registry.add<api::PinRequest, api::Dashboard>(
        making("dashboards.pin", "dashboards/{dashboardId}/items", "Pin a saved question to a dashboard of one's own"),
        Permission::Ask, [&dashboards](Call call, api::PinRequest request) {
            return dashboards.pin(std::move(call), std::move(request));
        });
    registry.add<api::ArrangeRequest, api::Dashboard>(
        changing("dashboards.arrange", HttpMethod::Put, "dashboards/{dashboardId}/items",
                 "Move items of a dashboard, or change how they are shown"),
        Permission::Ask, [&dashboards](Call call, api::ArrangeRequest request) {
            return dashboards.arrange(std::move(call), std::move(request));
        });
    registry.add<api::UnpinRequest, api::Dashboard>(
        changing("dashboards.unpin", HttpMethod::Delete, "dashboards/{dashboardId}/items/{id}",
                 "Take an item off a dashboard; its question stays"),
        Permission::Ask,
        [&dashboards](Call call, api::UnpinRequest request) { return dashboards.unpin(std::move(call), request); });
}

} // namespace

void addDashboardOperations(Registry &registry, DashboardService &dashboards)
{
    addDashboards(registry, dashboards);
    addItems(registry, dashboards);
}

} // namespace tabletalk
