// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/composition/Models.h"

#include "server/chat/ModelHelp.h"
#include "server/composition/Foundation.h"
#include "server/composition/Pools.h"
#include "server/models/ModelService.h"

namespace tabletalk::composition {

Models::Models(const Foundation &foundation, const Pools &pools)
    : service(std::make_unique<ModelService>(ModelParts{.database = *foundation.database,
                                                        .vault = *foundation.vault,
                                                        .controlPool = *pools.control,
                                                        .http = *foundation.outbound,
                                                        .hosts = foundation.modelHosts,
                                                        .clock = foundation.clock,
                                                        .offered = *foundation.offeredModel}))
    , help(std::make_unique<ModelHelp>(*service, *foundation.analyst, *pools.targets, foundation.clock))
{}

Models::~Models() = default;

} // namespace tabletalk::composition
