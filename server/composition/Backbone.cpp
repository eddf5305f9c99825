// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/composition/Backbone.h"

#include "server/DataDirectory.h"
#include "server/audit/AuditService.h"
#include "server/composition/Foundation.h"
#include "server/events/EventService.h"
#include "server/jobs/JobService.h"
#include "server/nodes/NodeService.h"

namespace tabletalk::composition {

Backbone::Backbone(const Foundation &foundation)
{
    PlatformDatabase &database = *foundation.database;
    const Clock &clock = foundation.clock;
    const bool sharesDatabase = foundation.sharesDatabase;
    audit = std::make_unique<AuditService>(database, *foundation.vault, clock);
    nodes = std::make_unique<NodeService>(database, clock,
                                          NodeOptions{.idFile = foundation.directory->nodeId(),
                                                      .sharesDatabase = sharesDatabase,
                                                      .lease = foundation.nodeLease});
    events = std::make_unique<EventService>(database, clock, EventServiceOptions{.announces = sharesDatabase});
    jobs = std::make_unique<JobService>(
        database, clock,
        JobServiceOptions{.owner = nodes->id(), .deadOwner = nodes->predecessor(), .sharesDatabase = sharesDatabase});
}

Backbone::~Backbone() = default;

} // namespace tabletalk::composition
