// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Billing.h"
#include "core/api/Usage.h"
#include "core/billing/Periods.h"
#include "core/billing/Plans.h"
#include "server/limits/LimitStore.h"

namespace tabletalk {

/// What is counted over a month, and reserved before work begins. A credit is one request to the model that the
/// server offers; with a model of one's own none is spent.
enum class Metered { Questions, Tokens, Credits };
/// What an organisation has, and may have no more of.
enum class Owned { Users, Workspaces, Connections, Agents, Workflows };

/// Holds an organisation to what its plan allows, within the transaction that
/// begins the work: of a hundred who ask for the last ten, ten are let in.
/// Months begin when the subscription's do; those of an organisation that is
/// not billed are the calendar's.
class Limits
{
public:
    Limits(Transaction &transaction, TenantScope scope, Instant now);

    /// What was reserved, to be settled when the cost is known.
    struct Reservation
    {
        qint64 amount = 0; ///< 0: nothing is limited
        Instant begin{};   ///< of the month that it counts to, also when it ends
                           ///< meanwhile
    };
    /// Throws LimitReached with what is left and when the next month begins.
    /// Raises the alerts at 80, 90 and 100 percent.
    Reservation reserve(Metered what, qint64 amount);
    /// What was reserved came to more, or less.
    static void settle(Transaction &transaction, TenantScope scope, Metered what, const Reservation &reserved,
                       qint64 spent);
    bool isLimited(Metered what) const { return mostOf(what).has_value(); }
    /// Throws Forbidden where the plan does not have it.
    void requireFeature(billing::Feature feature) const;
    /// Throws LimitReached when there is room for no further one.
    void requireRoom(Owned what);
    /// Throws LimitReached when there is no room for so many bytes more, or where all is taken already.
    void requireStorage(qint64 bytes = 0);

    api::LimitList list();

private:
    void raiseAlerts(const LimitStore::Alert &reached);

    std::optional<qint64> mostOf(Metered what) const;

    Transaction &m_transaction;
    TenantScope m_scope;
    Instant m_now;
    api::Plan m_plan; ///< with what was granted besides
    billing::Period m_month;
    LimitStore m_store;
};

} // namespace tabletalk
