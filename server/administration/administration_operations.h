// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class AdministrationService;
class ImpersonationService;
class Registry;
class ServerSettingsService;

/// What administers the server; all outlive the registry.
struct AdministrationServices
{
    AdministrationService &administration;
    ImpersonationService &impersonation;
    ServerSettingsService &settings;
};

void addAdministrationOperations(Registry &registry, const AdministrationServices &services);

} // namespace tabletalk
