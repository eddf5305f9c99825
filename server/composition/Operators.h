// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace tabletalk {

class AdministrationService;
class AnnouncementService;
class ImpersonationService;
class ServerSettingsService;
class SupportService;

} // namespace tabletalk

namespace tabletalk::composition {

struct Backbone;
struct Foundation;
struct People;
struct Pools;

/// What those who operate the server work with: all organisations, tickets, announcements and settings.
struct Operators
{
    Operators(const Foundation &foundation, const Pools &pools, const Backbone &backbone, const People &people);
    ~Operators();

    std::unique_ptr<SupportService> support;
    std::unique_ptr<AnnouncementService> announcements;
    std::unique_ptr<AdministrationService> administration;
    std::unique_ptr<ImpersonationService> impersonation;
    std::unique_ptr<ServerSettingsService> settings;
};

} // namespace tabletalk::composition
