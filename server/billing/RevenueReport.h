// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Billing.h"

namespace tabletalk {

class Transaction;

/// The platform's subscriptions and recurring revenue, now and by months (of UTC). The present
/// revenue is read from the subscriptions, that of months from how it moved; both agree.
api::SubscriptionStats revenueReport(Transaction &transaction, Instant now);

} // namespace tabletalk
