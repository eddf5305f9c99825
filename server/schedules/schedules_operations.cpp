// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/schedules/schedules_operations.h"

#include "server/api/OperationForms.h"
#include "server/api/Registry.h"
#include "server/schedules/ScheduleService.h"

namespace tabletalk {

namespace {

void addSchedules(Registry &registry, ScheduleService &schedules)
{
    registry.add<api::Empty, api::ScheduleList>(
        reading("schedules.list", "schedules", "List one's own schedules of saved questions"), Permission::Ask,
        [&schedules](Call call, api::Empty none) { return schedules.list(std::move(call), none); });
    registry.add<api::CreateScheduleRequest, api::Schedule>(
        making("schedules.create", "schedules", "Run a saved question by itself and deliver what comes"),
        Permission::Ask, [&schedules](Call call, api::CreateScheduleRequest request) {
            return schedules.create(std::move(call), std::move(request));
        });
    registry.add<api::UpdateScheduleRequest, api::Schedule>(
        changing("schedules.update", HttpMethod::Put, "schedules/{id}", "Change when, on what condition, and where to"),
        Permission::Ask, [&schedules](Call call, api::UpdateScheduleRequest request) {
            return schedules.update(std::move(call), std::move(request));
        });
    registry.add<api::ScheduleRequest, api::Empty>(
        changing("schedules.delete", HttpMethod::Delete, "schedules/{id}", "Delete a schedule with its files"),
        Permission::Ask,
        [&schedules](Call call, api::ScheduleRequest request) { return schedules.remove(std::move(call), request); });
    registry.add<api::SchedulePreviewRequest, api::SchedulePreview>(
        [] {
            OperationInfo info = reading("schedules.preview", "schedules/preview", "When a schedule would run next");
            info.method = HttpMethod::Post;
            return info;
        }(),
        Permission::Ask,
        [&schedules](Call call, api::SchedulePreviewRequest request) {
            return schedules.preview(std::move(call), std::move(request));
        });
}

void addCommands(Registry &registry, ScheduleService &schedules)
{
    registry.add<api::ScheduleRequest, api::Schedule>(
        changing("schedules.pause", HttpMethod::Post, "schedules/{id}/pause", "Let it rest"), Permission::Ask,
        [&schedules](Call call, api::ScheduleRequest request) { return schedules.pause(std::move(call), request); });
    registry.add<api::ScheduleRequest, api::Schedule>(
        changing("schedules.resume", HttpMethod::Post, "schedules/{id}/resume", "Let it go on"), Permission::Ask,
        [&schedules](Call call, api::ScheduleRequest request) { return schedules.resume(std::move(call), request); });
    registry.add<api::ScheduleRequest, api::Schedule>(
        changing("schedules.run", HttpMethod::Post, "schedules/{id}/run", "Run it once, now"), Permission::Ask,
        [&schedules](Call call, api::ScheduleRequest request) { return schedules.runNow(std::move(call), request); });
}

void addHistory(Registry &registry, ScheduleService &schedules)
{
    registry.add<api::ScheduleRequest, api::ScheduleRunList>(
        reading("schedules.runs", "schedules/{id}/runs", "List what came of the last runs"), Permission::Ask,
        [&schedules](Call call, api::ScheduleRequest request) { return schedules.runs(std::move(call), request); });
    registry.add<api::ScheduleRequest, api::ScheduleFileList>(
        reading("schedules.files", "schedules/{id}/files", "List the files it made"), Permission::Ask,
        [&schedules](Call call, api::ScheduleRequest request) { return schedules.files(std::move(call), request); });
    registry.add<api::ReadScheduleFileRequest, api::ScheduleFilePart>(
        reading("schedules.file", "schedules/{scheduleId}/files/{id}", "A part of a file"), Permission::Ask,
        [&schedules](Call call, api::ReadScheduleFileRequest request) {
            return schedules.readFile(std::move(call), request);
        });
}

} // namespace

void addScheduleOperations(Registry &registry, ScheduleService &schedules)
{
    addSchedules(registry, schedules);
    addCommands(registry, schedules);
    addHistory(registry, schedules);
}

} // namespace tabletalk
