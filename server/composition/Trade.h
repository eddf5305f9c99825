// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace tabletalk {

class AlertMailer;
class BillingService;
class PlanRates;
class UsageFollowers;
class UsageService;

} // namespace tabletalk

namespace tabletalk::composition {

struct Foundation;

/// What organisations use, how much of it their plans allow, and what it costs.
struct Trade
{
    explicit Trade(const Foundation &foundation);
    ~Trade();

    std::unique_ptr<UsageService> usage;
    std::unique_ptr<UsageFollowers> usageFollowers;
    std::unique_ptr<AlertMailer> alertMailer;
    std::unique_ptr<PlanRates> planRates;
    std::unique_ptr<BillingService> billing;
};

} // namespace tabletalk::composition
