// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/usage/usage_operations.h"

#include "server/api/OperationForms.h"
#include "server/api/Registry.h"
#include "server/usage/UsageFollowers.h"
#include "server/usage/UsageService.h"

namespace tabletalk {

void addUsageOperations(Registry &registry, UsageService &usage, UsageFollowers &followers)
{
    registry.add<api::Empty, api::UsageFigures>(
        reading("usage.today", "usage/today", "Count the questions since midnight in the organisation's time zone"),
        Permission::ReadUsage, [&usage](const Call &call, const api::Empty &) { return usage.today(call.scope); });
    registry.add<api::Empty, api::UsageSummary>(
        reading("usage.summary", "usage/summary", "Count the questions and the people who asked in the last 30 days"),
        Permission::ReadUsage, [&usage](const Call &call, const api::Empty &) { return usage.summary(call.scope); });
    registry.add<api::Empty, api::UsageDaily>(
        reading("usage.daily", "usage/daily", "Count the questions of each of the last 30 days"), Permission::ReadUsage,
        [&usage](const Call &call, const api::Empty &) { return usage.daily(call.scope); });
    registry.add<api::Empty, api::UsageDashboard>(
        reading("usage.dashboard", "usage/dashboard",
                "Who and what used the last 30 days: people, workspaces, API keys, models, storage"),
        Permission::ReadUsage, [&usage](const Call &call, const api::Empty &) { return usage.dashboard(call.scope); });
    registry.add<api::Empty, api::LimitList>(
        reading("usage.limits", "usage/limits", "What the plan allows, how much of it is used, and what was reached"),
        Permission::ReadUsage, [&usage](const Call &call, const api::Empty &) { return usage.limits(call.scope); });
    registry.add<api::Empty, api::Empty>(
        reading("usage.follow", "usage/live",
                "Be told by \"usage.changed\" whenever an answer has ended (WebSocket only)"),
        Permission::ReadUsage, [&followers](const Call &call, const api::Empty &) -> Awaitable<api::Empty> {
            followers.follow(call.scope.tenant(), call.sink);
            co_return api::Empty{};
        });
    OperationInfo file = reading("usage.export", "usage/export", "The use of each day, person, key and model as CSV");
    file.rate = RateClass::Write;
    registry.addStream<api::UsageExportRequest>(file, Permission::ReadUsage, {"text/csv"},
                                                [&usage](const Call &call, const api::UsageExportRequest &request) {
                                                    return usage.exportDays(call.scope, request);
                                                });
}

} // namespace tabletalk
