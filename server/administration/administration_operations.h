// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class AdministrationService;
class ImpersonationService;
class Registry;

void addAdministrationOperations(Registry &registry, AdministrationService &administration,
                                 ImpersonationService &impersonation);

} // namespace tabletalk
