// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Announcements.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<Announcement>;
template struct Instantiate<AnnouncementList>;
template struct Instantiate<AnnouncementRequest>;
template struct Instantiate<CreateAnnouncementRequest>;
template struct Instantiate<UpdateAnnouncementRequest>;

} // namespace tabletalk::api
