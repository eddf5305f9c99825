// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Billing.h"
#include "core/billing/Revenue.h"
#include "server/platform/Scope.h"

namespace tabletalk {

class Transaction;

/// Who is billed.
struct Buyer
{
    QString name;
    QString timeZone;
    QString address;      ///< as its own people wrote it
    bool isInUse = false; ///< neither closed by its owner nor suspended by the platform
};

/// One thing that happened to a subscription.
struct SubscriptionEvent
{
    Instant at;
    QString kind;
    billing::AgreedPlan plan;
    QString detail;
    billing::Money before; ///< recurring revenue
    billing::Money after;
};

/// The statements on what an organisation has subscribed to, and what became of that.
class SubscriptionStore
{
public:
    SubscriptionStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    /// Nothing where there is no such organisation.
    std::optional<Buyer> buyer();
    void saveAddress(const QString &address, Instant now);

    /// Nothing for an organisation that is not billed.
    std::optional<billing::Subscription> find();
    /// dueAt: when something happens by itself next.
    void save(const billing::Subscription &subscription, std::optional<Instant> dueAt);
    void postpone(Instant dueAt);
    /// Of all organisations the one to which something is due first.
    static std::optional<TenantScope> firstDue(Transaction &transaction, Instant now);

    std::optional<api::PlanGrant> grant();
    void saveGrant(const api::PlanGrant &grant, Instant now);
    void removeGrant();

    void add(const SubscriptionEvent &event);
    /// Newest first, those before a number.
    struct NumberedEvent
    {
        qint64 number = 0;
        api::BillingEvent event;
    };
    std::vector<NumberedEvent> events(qint64 before, int limit);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

QString movementName(billing::Movement movement);

} // namespace tabletalk
