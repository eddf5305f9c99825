// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/composition/Trade.h"

#include "server/billing/BillingService.h"
#include "server/composition/Foundation.h"
#include "server/limits/AlertMailer.h"
#include "server/limits/PlanRates.h"
#include "server/outbound/Mailer.h"
#include "server/usage/UsageFollowers.h"
#include "server/usage/UsageService.h"

namespace tabletalk::composition {

Trade::Trade(const Foundation &foundation)
    : usage(std::make_unique<UsageService>(*foundation.database, foundation.clock))
    , usageFollowers(std::make_unique<UsageFollowers>())
    , alertMailer(std::make_unique<AlertMailer>(*foundation.database, foundation.mailer.get(), foundation.clock))
    , planRates(std::make_unique<PlanRates>(*foundation.database, foundation.clock))
    , billing(std::make_unique<BillingService>(*foundation.database, foundation.clock))
{}

Trade::~Trade() = default;

} // namespace tabletalk::composition
