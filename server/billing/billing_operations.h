// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class BillingService;
class Registry;

/// plans.…, subscription.…, invoices.…, billing.history, and admin.… of plans and payments
void addBillingOperations(Registry &registry, BillingService &billing);

} // namespace tabletalk
