// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/billing/SubscriptionStore.h"

#include "core/api/Codec.h"
#include "server/platform/Transaction.h"

#include <array>

using namespace Qt::StringLiterals;

namespace tabletalk {

using namespace billing;

namespace {

/// What is stored was checked before; anything else is a defect.
template <class T>
T known(const std::optional<T> &value)
{
    if (!value)
        throw Problem::of(ProblemCode::Internal, u"A stored subscription cannot be read."_s);
    return *value;
}

} // namespace

QString movementName(Movement movement)
{
    static constexpr std::array names = {"none", "new", "expansion", "contraction", "churn", "reactivation"};
    return QString::fromLatin1(names[static_cast<size_t>(movement)]);
}

std::optional<Buyer> SubscriptionStore::buyer()
{
    const auto row = m_transaction.selectOne(m_scope, u"billing/find_buyer"_s);
    if (!row)
        return std::nullopt;
    return Buyer{row->text(u"name"_s), row->text(u"time_zone"_s), row->text(u"address"_s),
                 row->text(u"status"_s) == u"active"};
}

void SubscriptionStore::saveAddress(const QString &address, Instant now)
{
    m_transaction.execute(m_scope, u"billing/save_address"_s, {{u"address"_s, address}, {u"now"_s, stored(now)}});
}

std::optional<Subscription> SubscriptionStore::find()
{
    const auto row = m_transaction.selectOne(m_scope, u"billing/find_subscription"_s);
    if (!row)
        return std::nullopt;
    Subscription subscription;
    subscription.state = known(stateFromName(row->text(u"state"_s)));
    subscription.plan = {row->text(u"plan_id"_s),
                         known(intervalFromName(row->text(u"cadence"_s))),
                         {row->integer(u"price"_s), known(Currency::fromCode(row->text(u"currency"_s)))}};
    subscription.anchor = row->instant(u"anchor"_s);
    subscription.timeZone = row->text(u"time_zone"_s);
    subscription.period = {static_cast<int>(row->integer(u"period_number"_s)), row->instant(u"period_begin"_s),
                           row->instant(u"period_end"_s)};
    subscription.cancels = row->flag(u"cancels"_s);
    if (!row->isNull(u"next_plan_id"_s))
        subscription.next =
            PlannedPlan{row->text(u"next_plan_id"_s), known(intervalFromName(row->text(u"next_cadence"_s)))};
    subscription.pastDueSince = row->optionalInstant(u"past_due_since"_s);
    return subscription;
}

void SubscriptionStore::save(const Subscription &subscription, std::optional<Instant> dueAt)
{
    const auto &next = subscription.next;
    m_transaction.execute(m_scope, u"billing/save_subscription"_s,
                          {{u"state"_s, stateName(subscription.state)},
                           {u"plan_id"_s, subscription.plan.id},
                           {u"cadence"_s, intervalName(subscription.plan.interval)},
                           {u"currency"_s, subscription.plan.price.currency.code()},
                           {u"price"_s, subscription.plan.price.amount},
                           {u"anchor"_s, stored(subscription.anchor)},
                           {u"time_zone"_s, subscription.timeZone},
                           {u"period_number"_s, subscription.period.number},
                           {u"period_begin"_s, stored(subscription.period.begin)},
                           {u"period_end"_s, stored(subscription.period.end)},
                           {u"cancels"_s, subscription.cancels ? 1 : 0},
                           {u"next_plan_id"_s, next ? QVariant(next->id) : QVariant()},
                           {u"next_cadence"_s, next ? QVariant(intervalName(next->interval)) : QVariant()},
                           {u"past_due_since"_s, stored(subscription.pastDueSince)},
                           {u"due_at"_s, stored(dueAt)}});
}

void SubscriptionStore::postpone(Instant dueAt)
{
    m_transaction.execute(m_scope, u"billing/postpone"_s, {{u"due_at"_s, stored(dueAt)}});
}

std::optional<TenantScope> SubscriptionStore::firstDue(Transaction &transaction, Instant now)
{
    const auto row = transaction.selectOne(PlatformScope::ofJobs(), u"billing/find_due"_s, {{u"now"_s, stored(now)}});
    return row ? std::optional(TenantScope::ofJob(row->id<TenantId>(u"tenant_id"_s))) : std::nullopt;
}

std::optional<api::PlanGrant> SubscriptionStore::grant()
{
    const auto row = m_transaction.selectOne(m_scope, u"billing/find_grant"_s);
    if (!row)
        return std::nullopt;
    return orThrow(api::fromJson<api::PlanGrant>(orThrow(api::parseJson(row->text(u"content"_s).toStdString()))));
}

void SubscriptionStore::saveGrant(const api::PlanGrant &grant, Instant now)
{
    m_transaction.execute(m_scope, u"billing/save_grant"_s,
                          {{u"content"_s, QString::fromStdString(api::toJsonText(grant))}, {u"now"_s, stored(now)}});
}

void SubscriptionStore::removeGrant()
{
    m_transaction.execute(m_scope, u"billing/delete_grant"_s);
}

void SubscriptionStore::add(const SubscriptionEvent &event)
{
    const qint64 number = m_transaction.selectOne(m_scope, u"billing/next_event"_s).value().integer(u"number"_s);
    const bool left = m_transaction.selectOne(m_scope, u"billing/count_churns"_s).value().integer(u"churns"_s) > 0;
    m_transaction.execute(m_scope, u"billing/insert_event"_s,
                          {{u"number"_s, number},
                           {u"at"_s, stored(event.at)},
                           {u"kind"_s, event.kind},
                           {u"plan_id"_s, event.plan.id},
                           {u"cadence"_s, intervalName(event.plan.interval)},
                           {u"detail"_s, event.detail},
                           {u"currency"_s, event.after.currency.code()},
                           {u"revenue_before"_s, event.before.amount},
                           {u"revenue_after"_s, event.after.amount},
                           {u"movement"_s, movementName(movementOf(event.before, event.after, left))}});
}

std::vector<SubscriptionStore::NumberedEvent> SubscriptionStore::events(qint64 before, int limit)
{
    std::vector<NumberedEvent> list;
    for (const Record &row :
         m_transaction.select(m_scope, u"billing/list_events"_s, {{u"before"_s, before}, {u"limit"_s, limit}}))
        list.push_back({row.integer(u"number"_s),
                        {.at = row.instant(u"at"_s),
                         .kind = row.text(u"kind"_s),
                         .planId = row.text(u"plan_id"_s),
                         .interval = row.text(u"cadence"_s),
                         .detail = row.text(u"detail"_s)}});
    return list;
}

} // namespace tabletalk
