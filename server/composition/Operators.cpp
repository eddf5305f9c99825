// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/composition/Operators.h"

#include "server/DataDirectory.h"
#include "server/accounts/AccountService.h"
#include "server/administration/AdministrationService.h"
#include "server/administration/ImpersonationService.h"
#include "server/administration/ServerSettingsService.h"
#include "server/announcements/AnnouncementService.h"
#include "server/audit/AuditService.h"
#include "server/composition/Backbone.h"
#include "server/composition/Foundation.h"
#include "server/composition/People.h"
#include "server/composition/Pools.h"
#include "server/nodes/NodeService.h"
#include "server/outbound/Mailer.h"
#include "server/support/SupportService.h"

namespace tabletalk::composition {

Operators::Operators(const Foundation &foundation, const Pools &pools, const Backbone &backbone, const People &people)
{
    PlatformDatabase &database = *foundation.database;
    const Clock &clock = foundation.clock;
    support = std::make_unique<SupportService>(database, clock, foundation.mailer.get());
    announcements = std::make_unique<AnnouncementService>(database, clock);
    administration =
        std::make_unique<AdministrationService>(AdministrationParts{.database = database,
                                                                    .controlPool = *pools.control,
                                                                    .clock = clock,
                                                                    .dataDirectory = foundation.directory->path(),
                                                                    .node = backbone.nodes->id(),
                                                                    .sharesDatabase = foundation.sharesDatabase});
    impersonation = std::make_unique<ImpersonationService>(database, *people.accounts, *backbone.audit, clock);
    settings = std::make_unique<ServerSettingsService>(database, clock,
                                                       StartedWith{foundation.registration, foundation.auditDays});
}

Operators::~Operators() = default;

} // namespace tabletalk::composition
