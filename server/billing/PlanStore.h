// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Billing.h"
#include "server/platform/Scope.h"

namespace tabletalk {

class Transaction;

/// The statements on what is sold and how it is billed, which are the platform's.
class PlanStore
{
public:
    explicit PlanStore(Transaction &transaction)
        : m_transaction(transaction)
    {}

    std::vector<api::Plan> plans();
    std::optional<api::Plan> plan(const QString &id);
    void save(const api::Plan &plan, Instant now);

    /// Billing is off where nothing was set.
    api::BillingSettings settings();
    void save(const api::BillingSettings &settings, Instant now);

private:
    Transaction &m_transaction;
};

} // namespace tabletalk
