// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/announcements/announcements_operations.h"

#include "server/announcements/AnnouncementService.h"
#include "server/api/OperationForms.h"
#include "server/api/Registry.h"

namespace tabletalk {

namespace {

void addReading(Registry &registry, AnnouncementService &announcements)
{
    OperationInfo list =
        reading("announcements.list", "announcements", "List what those who operate the server tell you now");
    list.whileClosed = true;
    registry.add<api::Empty, api::AnnouncementList>(
        list, Permission::OwnAccount,
        [&announcements](const Call &call, const api::Empty &) { return announcements.current(call.caller); });
    OperationInfo dismiss = changing("announcements.dismiss", HttpMethod::Post, "announcements/{id}/dismiss",
                                     "See an announcement no more, in whichever organisation");
    dismiss.audit = AuditRule::Never;
    dismiss.whileClosed = true;
    registry.add<api::AnnouncementRequest, api::Empty>(
        dismiss, Permission::OwnAccount, [&announcements](const Call &call, const api::AnnouncementRequest &request) {
            return announcements.dismiss(call.caller, request);
        });
}

void addWriting(Registry &registry, AnnouncementService &announcements)
{
    registry.add<api::Empty, api::AnnouncementList>(
        forOperators(reading("admin.announcements", "admin/announcements",
                             "All announcements, those to come and those that have ended as well")),
        Permission::OwnAccount, [&announcements](const Call &, const api::Empty &) { return announcements.all(); });
    registry.add<api::CreateAnnouncementRequest, api::Announcement>(
        forOperators(making("admin.announce", "admin/announcements", "Tell everybody on the server")),
        Permission::OwnAccount, [&announcements](const Call &, api::CreateAnnouncementRequest request) {
            return announcements.create(std::move(request));
        });
    registry.add<api::UpdateAnnouncementRequest, api::Announcement>(
        forOperators(changing("admin.changeAnnouncement", HttpMethod::Put, "admin/announcements/{id}",
                              "Change an announcement; who dismissed it sees it again")),
        Permission::OwnAccount, [&announcements](const Call &, api::UpdateAnnouncementRequest request) {
            return announcements.update(std::move(request));
        });
    registry.add<api::AnnouncementRequest, api::Empty>(
        forOperators(changing("admin.removeAnnouncement", HttpMethod::Delete, "admin/announcements/{id}",
                              "Remove an announcement")),
        Permission::OwnAccount, [&announcements](const Call &, const api::AnnouncementRequest &request) {
            return announcements.remove(request);
        });
}

} // namespace

void addAnnouncementOperations(Registry &registry, AnnouncementService &announcements)
{
    addReading(registry, announcements);
    addWriting(registry, announcements);
}

} // namespace tabletalk
