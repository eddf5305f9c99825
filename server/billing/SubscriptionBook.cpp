// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/billing/SubscriptionBook.h"

#include "core/base/Problem.h"
#include "core/billing/Plans.h"
#include "server/billing/InvoiceBook.h"
#include "server/billing/PlanStore.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

using namespace billing;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Billing", text);
}

/// What the history calls it.
QString kindOf(Event event, const Subscription &before, const Subscription &after)
{
    const bool isOver = after.state == State::Cancelled && before.state != State::Cancelled;
    switch (event) {
    case Event::TrialEnds:
        return isOver ? u"cancelled"_s : u"trial_ended"_s;
    case Event::PeriodEnds:
        return isOver ? u"cancelled"_s : after.plan.id == before.plan.id ? u"renewed"_s : u"changed"_s;
    case Event::Paid:
        return u"paid"_s;
    case Event::PaymentFailed:
        return u"payment_failed"_s;
    case Event::GraceEnds:
    case Event::Suspend:
        return u"suspended"_s;
    case Event::Upgrade:
        return before.state == State::Trialing ? u"chosen"_s : u"upgraded"_s;
    case Event::Downgrade:
        return before.state == State::Trialing ? u"chosen"_s : u"change_planned"_s;
    case Event::Cancel:
        return u"cancel_planned"_s;
    case Event::Resume:
        return before.state == State::Cancelled ? u"reactivated"_s : u"kept"_s;
    case Event::Restore:
        return u"restored"_s;
    }
    return {};
}

/// A month of a plan that costs nothing is nobody's history.
bool isWorthTelling(const Step &step, const QString &kind)
{
    return kind != u"renewed" || !step.lines.empty();
}

/// A plan that allows nothing, for where none can be found.
api::Plan nothingAllowed()
{
    api::PlanLimits none{0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    return {.id = u"none"_s,
            .name = tr("None"),
            .description = {},
            .offered = false,
            .prices = {},
            .limits = none,
            .features = {}};
}

/// What nobody bills needs no row: it is there before a platform has any plan.
std::optional<api::Plan> builtInSelfHosted()
{
    const std::vector<api::Plan> plans = defaultPlans();
    const auto found = std::ranges::find(plans, QString(selfHostedId), &api::Plan::id);
    return found == plans.end() ? std::nullopt : std::optional(*found);
}

bool allowsUse(State state)
{
    return state != State::Suspended && state != State::Cancelled;
}

} // namespace

SubscriptionBook::SubscriptionBook(Transaction &transaction, TenantScope scope, Instant now)
    : m_transaction(transaction)
    , m_scope(scope)
    , m_now(now)
    , m_store(transaction, scope)
{}

void SubscriptionBook::open()
{
    const api::BillingSettings settings = PlanStore(m_transaction).settings();
    if (!settings.enabled)
        return;
    const Currency currency = Currency::fromCode(settings.currency).value_or(Currency());
    const QString month = intervalName(Interval::Month);
    const QString timeZone = m_store.buyer().value_or(Buyer()).timeZone;
    if (settings.trialDays == 0)
        return store(billing::begin(agreed(settings.fallbackPlanId, month, currency), m_now, timeZone), std::nullopt,
                     u"subscribed"_s, m_now);
    const Subscription trial =
        beginTrial(agreed(settings.trialPlanId, month, currency), {settings.fallbackPlanId, Interval::Month}, m_now,
                   timeZone, std::chrono::days(settings.trialDays));
    store({trial, {}}, std::nullopt, u"trial_started"_s, m_now);
}

void SubscriptionBook::begin(const QString &planId, const QString &interval)
{
    const auto buyer = m_store.buyer();
    if (!buyer)
        throw Problem::of(ProblemCode::NotFound);
    if (m_store.find())
        throw Problem::of(ProblemCode::Conflict, tr("The organisation has a subscription already."),
                          tr("Change its plan instead."));
    const auto currency = Currency::fromCode(PlanStore(m_transaction).settings().currency);
    const Step step = billing::begin(agreed(planId, interval, currency.value_or(Currency())), m_now, buyer->timeZone);
    store(step, std::nullopt, u"subscribed"_s, m_now);
}

Subscription SubscriptionBook::required()
{
    auto subscription = m_store.find();
    if (!subscription)
        throw Problem::of(ProblemCode::NotFound, tr("The organisation is not billed."));
    return *std::move(subscription);
}

Subscription SubscriptionBook::upToNow()
{
    constexpr int mostSteps = 1000; // the job does the rest
    for (int step = 0; step < mostSteps && isDue(); ++step)
        advance();
    return required();
}

bool SubscriptionBook::isDue()
{
    const auto due = dueOf(required());
    return due && due->at <= m_now;
}

std::optional<DueEvent> SubscriptionBook::dueOf(const Subscription &subscription)
{
    const std::chrono::days grace(PlanStore(m_transaction).settings().graceDays);
    return nextDue(subscription, InvoiceStore(m_transaction, m_scope).open().oldestDue, grace);
}

AgreedPlan SubscriptionBook::agreed(const QString &planId, const QString &interval, Currency currency)
{
    const auto every = intervalFromName(interval);
    if (!every)
        throw Problem::invalid(u"params.interval"_s, tr("expected month or year"));
    const auto plan = PlanStore(m_transaction).plan(planId);
    if (!plan || !plan->offered)
        throw Problem::invalid(u"params.planId"_s, tr("expected a plan that is offered"));
    const auto price = priceOf(*plan, currency, *every);
    if (!price)
        throw Problem::of(ProblemCode::Conflict, tr("\"%1\" has no price in %2.").arg(plan->name, currency.code()),
                          tr("Ask the operator of the platform."));
    return {planId, *every, *price};
}

SubscriptionBook::Wish SubscriptionBook::wishOf(const Subscription &subscription, const api::ChangePlanRequest &request)
{
    const AgreedPlan plan = agreed(request.planId, request.interval, subscription.plan.price.currency);
    const bool isSame = plan.id == subscription.plan.id && plan.interval == subscription.plan.interval;
    if (!isSame || subscription.state == State::Trialing)
        return {eventOfChange(subscription.plan, plan), plan};
    if (subscription.cancels || subscription.next)
        return {Event::Resume, plan};
    throw Problem::of(ProblemCode::Conflict, tr("This is the organisation's plan already."));
}

Circumstances SubscriptionBook::circumstances(const Subscription &subscription, Instant at)
{
    const Currency currency = subscription.plan.price.currency;
    return {.at = at,
            .owes = InvoiceBook(m_transaction, m_scope, m_now).owes(at),
            .chosen = std::nullopt,
            .price = [this, currency](const PlannedPlan &planned) -> std::optional<Money> {
                const auto plan = PlanStore(m_transaction).plan(planned.id);
                return plan ? priceOf(*plan, currency, planned.interval) : std::nullopt;
            }};
}

void SubscriptionBook::change(const api::ChangePlanRequest &request)
{
    const Subscription before = upToNow();
    const Wish wish = wishOf(before, request);
    Circumstances now = circumstances(before, m_now);
    now.chosen = wish.plan;
    take(before, wish.event, now);
}

api::PlanChangePreview SubscriptionBook::preview(const api::ChangePlanRequest &request)
{
    const Subscription before = required();
    const Wish wish = wishOf(before, request);
    Circumstances now = circumstances(before, m_now);
    now.chosen = wish.plan;
    const Step step = orThrow(billing::happen(before, wish.event, now));
    const Bill bill = billOf(step.lines, taxRateOf(PlanStore(m_transaction).settings()), before.plan.price.currency);
    const bool atOnce = step.after.plan == wish.plan;
    return {.atOnce = atOnce,
            .effectiveAt = atOnce ? m_now : before.period.end,
            .lines = InvoiceBook::described(m_transaction, bill),
            .net = wire(bill.total.net),
            .tax = wire(bill.total.tax),
            .gross = wire(bill.total.gross)};
}

void SubscriptionBook::happen(Event event)
{
    const Subscription before = upToNow();
    take(before, event, circumstances(before, m_now));
}

void SubscriptionBook::wasPaid()
{
    if (!m_store.find())
        return;
    const Subscription before = upToNow();
    take(before, Event::Paid, circumstances(before, m_now));
}

void SubscriptionBook::take(const Subscription &before, Event event, const Circumstances &circumstances)
{
    const Step step = orThrow(billing::happen(before, event, circumstances));
    store(step, before, kindOf(event, before, step.after), circumstances.at);
}

void SubscriptionBook::store(const Step &step, const std::optional<Subscription> &before, const QString &kind,
                             Instant at)
{
    InvoiceBook(m_transaction, m_scope, m_now).issue(step.lines);
    const auto due = dueOf(step.after);
    m_store.save(step.after, due ? std::optional(due->at) : std::nullopt);
    const Money revenue = recurring(step.after);
    const Money revenueBefore = before ? recurring(*before) : noMoney(revenue.currency);
    if (isWorthTelling(step, kind) || revenue != revenueBefore)
        m_store.add({.at = at,
                     .kind = kind,
                     .plan = step.after.plan,
                     .detail = step.after.next ? step.after.next->id : QString(),
                     .before = revenueBefore,
                     .after = revenue});
}

void SubscriptionBook::advance()
{
    Subscription before = required();
    const auto due = dueOf(before);
    if (!due || due->at > m_now) // settings changed since it was stored
        return m_store.save(before, due ? std::optional(due->at) : std::nullopt);
    // One that nobody can work in is not charged for another period.
    const bool ends = due->event == Event::PeriodEnds || due->event == Event::TrialEnds;
    if (ends && !m_store.buyer().value_or(Buyer()).isInUse)
        before.cancels = true;
    take(before, due->event, circumstances(before, due->at));
}

bool SubscriptionBook::advanceNext(Transaction &transaction, Instant now)
{
    const auto scope = SubscriptionStore::firstDue(transaction, now);
    if (scope)
        SubscriptionBook(transaction, *scope, now).advance();
    return scope.has_value();
}

HeldPlan SubscriptionBook::held(Transaction &transaction, const TenantScope &scope)
{
    PlanStore plans(transaction);
    SubscriptionStore subscriptions(transaction, scope);
    HeldPlan held{nothingAllowed(), subscriptions.find(), subscriptions.grant()};
    auto plan = plans.plan(held.subscription ? held.subscription->plan.id : QString(selfHostedId));
    if (!plan && !held.subscription)
        plan = builtInSelfHosted();
    held.plan = plan.value_or(held.plan);
    if (held.subscription && !allowsUse(held.subscription->state)) {
        const api::Plan fallback = plans.plan(plans.settings().fallbackPlanId).value_or(nothingAllowed());
        held.plan.limits = fallback.limits;
        held.plan.features = fallback.features;
        return held; // what was granted is not for those who left or do not pay
    }
    if (held.grant)
        held.plan = withGrant(held.plan, *held.grant,
                              held.grant->planId ? plans.plan(*held.grant->planId) : std::optional<api::Plan>());
    return held;
}

} // namespace tabletalk
