// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Billing.h"
#include "server/api/Call.h"
#include "server/base/Async.h"
#include "server/platform/Scope.h"

namespace tabletalk {

class Clock;
class PlatformDatabase;
enum class BillingWish { Cancel, Resume };
enum class BillingDecision { Suspend, Restore };

/// Plans, subscriptions and invoices, for organisations and for the platform. Billing is off until
/// an operator switches it on; who has Self-hosted then keeps it. Thread-safe.
class BillingService
{
public:
    /// Puts the default plans where there are none yet; blocks.
    BillingService(PlatformDatabase &database, const Clock &clock);

    /// Those that can be chosen.
    Awaitable<api::PlanList> plans();
    Awaitable<api::Subscription> subscription(TenantScope scope);
    Awaitable<api::PlanChangePreview> preview(TenantScope scope, api::ChangePlanRequest request);
    Awaitable<api::Subscription> change(TenantScope scope, api::ChangePlanRequest request);
    Awaitable<api::Subscription> wish(TenantScope scope, BillingWish wish);
    Awaitable<api::InvoiceList> invoices(TenantScope scope, api::ListRequest request);
    Awaitable<api::Invoice> invoice(TenantScope scope, InvoiceId id);
    Awaitable<api::BillingHistory> history(TenantScope scope, api::ListRequest request);
    Awaitable<api::BillingAddress> address(TenantScope scope);
    Awaitable<api::BillingAddress> setAddress(TenantScope scope, api::BillingAddress request);

    // For operators of the server

    Awaitable<api::PlanList> allPlans();
    Awaitable<api::Plan> savePlan(api::SavePlanRequest request);
    Awaitable<api::BillingSettings> settings();
    Awaitable<api::BillingSettings> updateSettings(api::UpdateBillingRequest request);
    Awaitable<api::Subscription> subscribe(api::SubscribeTenantRequest request);
    Awaitable<api::Subscription> grant(api::GrantPlanRequest request);
    Awaitable<api::Subscription> decide(TenantId tenant, BillingDecision decision);
    Awaitable<api::Invoice> recordPayment(Identity caller, api::RecordPaymentRequest request);
    /// Answers with the credit note.
    Awaitable<api::Invoice> credit(api::CreditInvoiceRequest request);
    Awaitable<api::InvoiceList> invoicesOf(api::AdminInvoicesRequest request);
    Awaitable<api::SubscriptionStats> stats();

    /// Lets happen what is due: trials and periods that end, invoices that are overdue. Each step is
    /// a transaction of its own; where it stops, the next call goes on. An organisation for which a
    /// step fails is tried again an hour later. Blocks; returns how many steps were taken.
    int advanceDue();

private:
    template <class Work>
    Awaitable<api::Subscription> changed(TenantScope scope, Work work);
    bool advanceOnce(Instant now);
    void postponeFirst(Instant now);

    PlatformDatabase &m_database;
    const Clock &m_clock;
};

} // namespace tabletalk
