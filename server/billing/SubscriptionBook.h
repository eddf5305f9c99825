// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/billing/SubscriptionStore.h"

namespace tabletalk {

class Transaction;

/// What an organisation may use: its plan with what was granted besides.
struct HeldPlan
{
    api::Plan plan;
    std::optional<billing::Subscription> subscription; ///< none: it is not billed
    std::optional<api::PlanGrant> grant;
};

/// What happens to an organisation's subscription, within one transaction: the step that
/// core/billing takes is stored together with its invoice, its ledger entry and its history.
class SubscriptionBook
{
public:
    SubscriptionBook(Transaction &transaction, TenantScope scope, Instant now);

    /// For a new organisation: a trial where billing is on, else nothing, which is Self-hosted.
    void open();
    /// For one that is not billed yet, by the platform. Throws Conflict where it is.
    void begin(const QString &planId, const QString &interval);

    /// Throws NotFound where the organisation is not billed, and whatever speaks against it.
    void change(const api::ChangePlanRequest &request);
    api::PlanChangePreview preview(const api::ChangePlanRequest &request);
    void happen(billing::Event event);
    /// The same for one that may not be billed, which changes nothing.
    void wasPaid();

    /// Lets happen what is due first in any organisation; false when nothing is. Each step is whole
    /// by itself, so it does not matter after which one it ends.
    static bool advanceNext(Transaction &transaction, Instant now);

    /// Limits and features that hold. While it is suspended or over, those of the plan that a trial
    /// falls back to.
    static HeldPlan held(Transaction &transaction, const TenantScope &scope);

private:
    struct Wish
    {
        billing::Event event = billing::Event::Upgrade;
        billing::AgreedPlan plan;
    };

    billing::Subscription required();
    /// After everything that was due before this moment.
    billing::Subscription upToNow();
    Wish wishOf(const billing::Subscription &subscription, const api::ChangePlanRequest &request);
    billing::AgreedPlan agreed(const QString &planId, const QString &interval, billing::Currency currency);
    billing::Circumstances circumstances(const billing::Subscription &subscription, Instant at);
    void take(const billing::Subscription &before, billing::Event event, const billing::Circumstances &circumstances);
    void store(const billing::Step &step, const std::optional<billing::Subscription> &before, const QString &kind,
               Instant at);
    void advance();
    bool isDue();
    std::optional<billing::DueEvent> dueOf(const billing::Subscription &subscription);

    Transaction &m_transaction;
    TenantScope m_scope;
    Instant m_now;
    SubscriptionStore m_store;
};

} // namespace tabletalk
