// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class AnnouncementService;
class Registry;

/// announcements.… of everybody, and admin.… for those who write them
void addAnnouncementOperations(Registry &registry, AnnouncementService &announcements);

} // namespace tabletalk
