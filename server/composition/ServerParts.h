// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/composition/Agents.h"
#include "server/composition/Answers.h"
#include "server/composition/Automations.h"
#include "server/composition/Backbone.h"
#include "server/composition/Databases.h"
#include "server/composition/Foundation.h"
#include "server/composition/Knowledge.h"
#include "server/composition/Models.h"
#include "server/composition/Operators.h"
#include "server/composition/People.h"
#include "server/composition/Pools.h"
#include "server/composition/Tenancy.h"
#include "server/composition/Trade.h"

#include <memory>

namespace tabletalk::composition {

/// Everything a server is made of, in the order in which it is made; it goes in the opposite one. What a part is given
/// is what it uses. Nothing happens yet: the threads of pools, database and mail wait until Server lets them work, and
/// Server ends them before this goes.
struct ServerParts
{
    /// Throws a Problem where the platform database does not answer.
    explicit ServerParts(std::unique_ptr<Foundation> opened)
        : ground(std::move(opened))
    {}

    std::unique_ptr<Foundation> ground;
    Foundation &foundation = *ground;
    Pools pools;
    Backbone backbone{foundation};
    People people{foundation, pools, backbone};
    Trade trade{foundation};
    Operators operators{foundation, pools, backbone, people};
    Databases databases{foundation, pools, backbone};
    Models models{foundation, pools};
    Answers answers{foundation, pools, backbone, trade, databases, models};
    Knowledge knowledge{foundation, pools, backbone, models};
    Agents agents{{foundation, pools, backbone, trade, databases, models, answers, knowledge}};
    Automations automations{foundation, pools, backbone, answers, agents};
    Tenancy tenancy{{foundation, pools, backbone, people, answers, knowledge, agents}};
};

} // namespace tabletalk::composition
