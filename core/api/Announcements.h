// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"

namespace tabletalk {
using AnnouncementId = Id<struct AnnouncementTag>;
}

namespace tabletalk::api {

/// What those who operate the server tell everybody on it.
struct Announcement
{
    AnnouncementId id;
    QString title;
    QString text;
    QString severity; ///< info, warning, critical
    Instant from;
    std::optional<Instant> until; ///< absent: until it is removed
    bool dismissible = true;
    Instant createdAt;
};
BOOST_DESCRIBE_STRUCT(Announcement, (), (id, title, text, severity, from, until, dismissible, createdAt))

struct AnnouncementList
{
    std::vector<Announcement> items; ///< newest first
};
BOOST_DESCRIBE_STRUCT(AnnouncementList, (), (items))

/// POST announcements/{id}/dismiss, DELETE admin/announcements/{id}
struct AnnouncementRequest
{
    AnnouncementId id;
};
BOOST_DESCRIBE_STRUCT(AnnouncementRequest, (), (id))

/// POST admin/announcements
struct CreateAnnouncementRequest
{
    QString title;
    QString text;
    std::optional<QString> severity; ///< info when absent
    std::optional<Instant> from;     ///< now when absent
    std::optional<Instant> until;    ///< without end when absent
    std::optional<bool> dismissible; ///< yes when absent
};
BOOST_DESCRIBE_STRUCT(CreateAnnouncementRequest, (), (title, text, severity, from, until, dismissible))

/// PUT admin/announcements/{id}: what is absent stays; who dismissed it sees it again.
struct UpdateAnnouncementRequest
{
    AnnouncementId id;
    std::optional<QString> title;
    std::optional<QString> text;
    std::optional<QString> severity;
    std::optional<Instant> from;
    std::optional<Instant> until;
    std::optional<bool> dismissible;
};
BOOST_DESCRIBE_STRUCT(UpdateAnnouncementRequest, (), (id, title, text, severity, from, until, dismissible))

} // namespace tabletalk::api
