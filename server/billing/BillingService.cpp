// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/billing/BillingService.h"

#include "core/base/Clock.h"
#include "core/billing/Plans.h"
#include "server/api/Cursor.h"
#include "server/billing/InvoiceBook.h"
#include "server/billing/PlanStore.h"
#include "server/billing/RevenueReport.h"
#include "server/billing/SubscriptionBook.h"
#include "server/platform/PlatformDatabase.h"

#include <QCoreApplication>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace tabletalk {

Q_LOGGING_CATEGORY(lcBilling, "tabletalk.billing")

namespace {

constexpr qsizetype longestAddress = 1'000;
constexpr int mostSteps = 100'000; ///< of one call; the next goes on
constexpr std::chrono::hours tryAgainAfter{1};

QString tr(const char *text)
{
    return QCoreApplication::translate("Billing", text);
}

void requireTenant(Transaction &transaction, const TenantScope &scope)
{
    if (!SubscriptionStore(transaction, scope).buyer())
        throw Problem::of(ProblemCode::NotFound);
}

api::Subscription describe(Transaction &transaction, const TenantScope &scope)
{
    const HeldPlan held = SubscriptionBook::held(transaction, scope);
    api::Subscription answer;
    answer.plan = held.plan;
    answer.state = billing::stateName(billing::State::Active);
    answer.interval = billing::intervalName(billing::Interval::Month);
    if (held.grant)
        answer.grantReason = held.grant->reason;
    if (!held.subscription)
        return answer;
    const billing::Subscription &subscription = *held.subscription;
    const billing::Currency currency = subscription.plan.price.currency;
    InvoiceStore invoices(transaction, scope);
    answer.state = billing::stateName(subscription.state);
    answer.interval = billing::intervalName(subscription.plan.interval);
    answer.price = wire(subscription.plan.price);
    answer.periodBegin = subscription.period.begin;
    answer.periodEnd = subscription.period.end;
    answer.cancelsAtPeriodEnd = subscription.cancels;
    if (subscription.next) {
        answer.nextPlanId = subscription.next->id;
        answer.nextInterval = billing::intervalName(subscription.next->interval);
    }
    answer.credit = wire(invoices.credit(currency));
    answer.due = api::Money{invoices.open().amount, currency.code()};
    return answer;
}

api::Invoice withLines(Transaction &transaction, const TenantScope &scope, InvoiceId id)
{
    api::Invoice invoice = InvoiceBook(transaction, scope, {}).found(id);
    invoice.lines = InvoiceStore(transaction, scope).lines(id);
    return invoice;
}

InvoicePosition invoicePosition(const std::optional<QString> &cursor)
{
    if (!cursor)
        return {};
    const QStringList parts = decodeCursor(*cursor, 2);
    return {Instant{parts[0].toLongLong()}, parts[1]};
}

template <class Item>
const Item *cutToPage(std::vector<Item> &items, int limit)
{
    if (items.size() <= static_cast<size_t>(limit))
        return nullptr;
    items.resize(static_cast<size_t>(limit));
    return &items.back();
}

api::InvoiceList pageOf(Transaction &transaction, const TenantScope &scope, const InvoicePosition &before, int limit)
{
    api::InvoiceList page;
    page.items = InvoiceStore(transaction, scope).list(before, limit + 1);
    if (const auto *last = cutToPage(page.items, limit))
        page.nextCursor = encodeCursor({QString::number(last->issuedAt.msSinceEpoch), last->id.toString()});
    return page;
}

void requireFor(const QString &field, const std::optional<api::Plan> &plan, billing::Currency currency)
{
    if (!plan || !plan->offered || !billing::priceOf(*plan, currency, billing::Interval::Month))
        throw Problem::invalid(u"params."_s + field,
                               tr("expected a plan that is offered, with a price in %1").arg(currency.code()));
}

/// A platform must not be left with new organisations that cannot be given a plan.
void requireUsable(PlanStore &plans, const api::BillingSettings &settings)
{
    const auto currency = billing::Currency::fromCode(settings.currency);
    if (!currency)
        throw Problem::invalid(u"params.currency"_s, tr("expected a code of ISO 4217, such as EUR"));
    requireFor(u"trialPlanId"_s, plans.plan(settings.trialPlanId), *currency);
    requireFor(u"fallbackPlanId"_s, plans.plan(settings.fallbackPlanId), *currency);
}

api::BillingSettings changedSettings(const api::BillingSettings &settings, const api::UpdateBillingRequest &request)
{
    return {.enabled = request.enabled.value_or(settings.enabled),
            .currency = request.currency.value_or(settings.currency),
            .trialPlanId = request.trialPlanId.value_or(settings.trialPlanId),
            .fallbackPlanId = request.fallbackPlanId.value_or(settings.fallbackPlanId),
            .trialDays = request.trialDays.value_or(settings.trialDays),
            .dueDays = request.dueDays.value_or(settings.dueDays),
            .graceDays = request.graceDays.value_or(settings.graceDays),
            .taxBasisPoints = request.taxBasisPoints.value_or(settings.taxBasisPoints),
            .taxInclusive = request.taxInclusive.value_or(settings.taxInclusive),
            .seller = request.seller.value_or(settings.seller)};
}

/// known: the plan as it is, where there is one.
api::Plan changedPlan(const std::optional<api::Plan> &known, const api::SavePlanRequest &request)
{
    const api::Plan before = known.value_or(api::Plan());
    const api::Plan plan{.id = request.id,
                         .name = request.name.value_or(before.name).trimmed(),
                         .description = request.description.value_or(before.description).trimmed(),
                         .offered = request.offered.value_or(before.offered),
                         .prices = request.prices.value_or(before.prices),
                         .limits = request.limits.value_or(before.limits),
                         .features = request.features.value_or(before.features)};
    orThrow(billing::checkPlan(plan, u"params"_s));
    if (plan.id == billing::selfHostedId && plan.offered)
        throw Problem::invalid(u"params.offered"_s, tr("expected false: it is the plan of those who are not billed"));
    return plan;
}

void checkNumbers(const api::BillingSettings &settings)
{
    constexpr qint64 mostDays = 365;
    constexpr qint64 mostTax = 10'000;
    constexpr qsizetype longestSeller = 1000;
    const auto within = [](qint64 value, qint64 least, qint64 most, const QString &field) {
        if (value < least || value > most)
            throw Problem::invalid(u"params."_s + field, tr("expected %1 to %2").arg(least).arg(most));
    };
    within(settings.trialDays, 0, mostDays, u"trialDays"_s);
    within(settings.dueDays, 1, mostDays, u"dueDays"_s);
    within(settings.graceDays, 0, mostDays, u"graceDays"_s);
    within(settings.taxBasisPoints, 0, mostTax, u"taxBasisPoints"_s);
    if (settings.seller.size() > longestSeller)
        throw Problem::invalid(u"params.seller"_s, tr("expected at most %1 characters").arg(longestSeller));
}

api::PlanGrant checkedGrant(PlanStore &plans, const api::GrantPlanRequest &request)
{
    api::PlanGrant grant{request.planId, request.limits, request.features, request.reason.simplified()};
    constexpr qsizetype longestReason = 500;
    if (grant.reason.isEmpty() || grant.reason.size() > longestReason)
        throw Problem::invalid(u"params.reason"_s, tr("expected 1 to %1 characters").arg(longestReason));
    if (grant.planId && !plans.plan(*grant.planId))
        throw Problem::invalid(u"params.planId"_s, tr("expected a plan"));
    api::Plan probe{.id = u"grant"_s,
                    .name = u"grant"_s,
                    .description = {},
                    .offered = false,
                    .prices = {},
                    .limits = grant.limits.value_or(api::PlanLimits()),
                    .features = grant.features.value_or(std::vector<QString>())};
    orThrow(billing::checkPlan(probe, u"params"_s));
    return grant;
}

} // namespace

BillingService::BillingService(PlatformDatabase &database, const Clock &clock)
    : m_database(database)
    , m_clock(clock)
{
    const bool known =
        database.readNow([](Transaction &transaction) { return !PlanStore(transaction).plans().empty(); });
    if (known)
        return;
    database.writeNow([now = clock.now()](Transaction &transaction) {
        PlanStore plans(transaction);
        for (const api::Plan &plan : billing::defaultPlans()) {
            if (!plans.plan(plan.id))
                plans.save(plan, now);
        }
    });
}

Awaitable<api::PlanList> BillingService::plans()
{
    api::PlanList list = co_await allPlans();
    std::erase_if(list.items, [](const api::Plan &plan) { return !plan.offered; });
    co_return list;
}

Awaitable<api::PlanList> BillingService::allPlans()
{
    auto find = [](Transaction &transaction) { return PlanStore(transaction).plans(); };
    api::PlanList list;
    list.items = co_await m_database.read(std::move(find));
    co_return list;
}

Awaitable<api::Subscription> BillingService::subscription(TenantScope scope)
{
    auto find = [scope](Transaction &transaction) { return describe(transaction, scope); };
    co_return co_await m_database.read(std::move(find));
}

Awaitable<api::PlanChangePreview> BillingService::preview(TenantScope scope, api::ChangePlanRequest request)
{
    auto look = [scope, request = std::move(request), now = m_clock.now()](Transaction &transaction) {
        return SubscriptionBook(transaction, scope, now).preview(request);
    };
    co_return co_await m_database.read(std::move(look));
}

template <class Work>
Awaitable<api::Subscription> BillingService::changed(TenantScope scope, Work work)
{
    auto change = [scope, work = std::move(work), now = m_clock.now()](Transaction &transaction) {
        requireTenant(transaction, scope);
        work(transaction, now);
        return describe(transaction, scope);
    };
    co_return co_await m_database.write(std::move(change));
}

Awaitable<api::Subscription> BillingService::change(TenantScope scope, api::ChangePlanRequest request)
{
    auto work = [scope, request = std::move(request)](Transaction &transaction, Instant now) {
        SubscriptionBook(transaction, scope, now).change(request);
    };
    co_return co_await changed(scope, std::move(work));
}

Awaitable<api::Subscription> BillingService::wish(TenantScope scope, BillingWish wish)
{
    auto work = [scope, wish](Transaction &transaction, Instant now) {
        SubscriptionBook(transaction, scope, now)
            .happen(wish == BillingWish::Cancel ? billing::Event::Cancel : billing::Event::Resume);
    };
    co_return co_await changed(scope, std::move(work));
}

Awaitable<api::InvoiceList> BillingService::invoices(TenantScope scope, api::ListRequest request)
{
    auto find = [scope, limit = pageLimit(request.limit), before = invoicePosition(request.cursor)](
                    Transaction &transaction) { return pageOf(transaction, scope, before, limit); };
    co_return co_await m_database.read(std::move(find));
}

Awaitable<api::Invoice> BillingService::invoice(TenantScope scope, InvoiceId id)
{
    auto find = [scope, id](Transaction &transaction) { return withLines(transaction, scope, id); };
    co_return co_await m_database.read(std::move(find));
}

Awaitable<api::BillingHistory> BillingService::history(TenantScope scope, api::ListRequest request)
{
    const int limit = pageLimit(request.limit);
    const qint64 before =
        request.cursor ? decodeCursor(*request.cursor, 1).front().toLongLong() : std::numeric_limits<qint64>::max();
    auto find = [scope, limit, before](Transaction &transaction) {
        return SubscriptionStore(transaction, scope).events(before, limit + 1);
    };
    auto events = co_await m_database.read(std::move(find));
    api::BillingHistory page;
    if (const auto *last = cutToPage(events, limit))
        page.nextCursor = encodeCursor({QString::number(last->number)});
    for (auto &each : events)
        page.items.push_back(std::move(each.event));
    co_return page;
}

Awaitable<api::BillingAddress> BillingService::address(TenantScope scope)
{
    auto find = [scope](Transaction &transaction) {
        return api::BillingAddress{SubscriptionStore(transaction, scope).buyer().value_or(Buyer()).address};
    };
    co_return co_await m_database.read(std::move(find));
}

Awaitable<api::BillingAddress> BillingService::setAddress(TenantScope scope, api::BillingAddress request)
{
    request.address = request.address.trimmed();
    if (request.address.size() > longestAddress)
        throw Problem::invalid(u"params.address"_s, tr("expected at most %1 characters").arg(longestAddress));
    auto save = [scope, address = request.address, now = m_clock.now()](Transaction &transaction) {
        SubscriptionStore(transaction, scope).saveAddress(address, now);
    };
    co_await m_database.write(std::move(save));
    co_return request;
}

Awaitable<api::Plan> BillingService::savePlan(api::SavePlanRequest request)
{
    auto save = [request = std::move(request), now = m_clock.now()](Transaction &transaction) {
        PlanStore plans(transaction);
        const api::Plan plan = changedPlan(plans.plan(request.id), request);
        plans.save(plan, now);
        const api::BillingSettings settings = plans.settings();
        if (settings.enabled)
            requireUsable(plans, settings);
        return plan;
    };
    co_return co_await m_database.write(std::move(save));
}

Awaitable<api::BillingSettings> BillingService::settings()
{
    auto find = [](Transaction &transaction) { return PlanStore(transaction).settings(); };
    co_return co_await m_database.read(std::move(find));
}

Awaitable<api::BillingSettings> BillingService::updateSettings(api::UpdateBillingRequest request)
{
    auto save = [request = std::move(request), now = m_clock.now()](Transaction &transaction) {
        PlanStore plans(transaction);
        const api::BillingSettings settings = changedSettings(plans.settings(), request);
        checkNumbers(settings);
        requireUsable(plans, settings);
        plans.save(settings, now);
        return settings;
    };
    co_return co_await m_database.write(std::move(save));
}

Awaitable<api::Subscription> BillingService::subscribe(api::SubscribeTenantRequest request)
{
    const auto scope = TenantScope::ofOperator(request.id);
    auto work = [scope, request = std::move(request)](Transaction &transaction, Instant now) {
        SubscriptionBook(transaction, scope, now).begin(request.planId, request.interval);
    };
    co_return co_await changed(scope, std::move(work));
}

Awaitable<api::Subscription> BillingService::grant(api::GrantPlanRequest request)
{
    const auto scope = TenantScope::ofOperator(request.id);
    auto work = [scope, request = std::move(request)](Transaction &transaction, Instant now) {
        PlanStore plans(transaction);
        const api::PlanGrant grant = checkedGrant(plans, request);
        SubscriptionStore store(transaction, scope);
        if (grant.planId || grant.limits || grant.features)
            store.saveGrant(grant, now);
        else
            store.removeGrant();
    };
    co_return co_await changed(scope, std::move(work));
}

Awaitable<api::Subscription> BillingService::decide(TenantId tenant, BillingDecision decision)
{
    const auto scope = TenantScope::ofOperator(tenant);
    auto work = [scope, decision](Transaction &transaction, Instant now) {
        SubscriptionBook(transaction, scope, now)
            .happen(decision == BillingDecision::Suspend ? billing::Event::Suspend : billing::Event::Restore);
    };
    co_return co_await changed(scope, std::move(work));
}

Awaitable<api::Invoice> BillingService::recordPayment(Identity caller, api::RecordPaymentRequest request)
{
    auto record = [by = caller.user.toString(), request = std::move(request),
                   now = m_clock.now()](Transaction &transaction) {
        const auto scope = TenantScope::ofOperator(request.id);
        requireTenant(transaction, scope);
        InvoiceBook(transaction, scope, now).pay(request, by);
        SubscriptionBook(transaction, scope, now).wasPaid();
        return withLines(transaction, scope, request.invoiceId);
    };
    co_return co_await m_database.write(std::move(record));
}

Awaitable<api::Invoice> BillingService::credit(api::CreditInvoiceRequest request)
{
    auto issue = [request = std::move(request), now = m_clock.now()](Transaction &transaction) {
        const auto scope = TenantScope::ofOperator(request.id);
        requireTenant(transaction, scope);
        const InvoiceId note = InvoiceBook(transaction, scope, now).credit(request);
        SubscriptionBook(transaction, scope, now).wasPaid();
        return withLines(transaction, scope, note);
    };
    co_return co_await m_database.write(std::move(issue));
}

Awaitable<api::InvoiceList> BillingService::invoicesOf(api::AdminInvoicesRequest request)
{
    auto find = [scope = TenantScope::ofOperator(request.id), limit = pageLimit(request.limit),
                 before = invoicePosition(request.cursor)](Transaction &transaction) {
        requireTenant(transaction, scope);
        return pageOf(transaction, scope, before, limit);
    };
    co_return co_await m_database.read(std::move(find));
}

Awaitable<api::SubscriptionStats> BillingService::stats()
{
    auto count = [now = m_clock.now()](Transaction &transaction) { return revenueReport(transaction, now); };
    co_return co_await m_database.read(std::move(count));
}

int BillingService::advanceDue()
{
    const Instant now = m_clock.now();
    int steps = 0;
    while (steps < mostSteps && advanceOnce(now))
        ++steps;
    return steps;
}

bool BillingService::advanceOnce(Instant now)
{
    // Most of the time nothing is due, which reading tells without disturbing the writer.
    const bool due = m_database.readNow(
        [now](Transaction &transaction) { return SubscriptionStore::firstDue(transaction, now).has_value(); });
    if (!due)
        return false;
    try {
        return m_database.writeNow(
            [now](Transaction &transaction) { return SubscriptionBook::advanceNext(transaction, now); });
    } catch (const Problem &problem) {
        if (problem.code == ProblemCode::Unavailable)
            throw;
        qCWarning(lcBilling).noquote() << "A subscription could not go on:" << problem.title << problem.detail;
        postponeFirst(now);
        return true;
    }
}

void BillingService::postponeFirst(Instant now)
{
    m_database.writeNow([now](Transaction &transaction) {
        if (const auto scope = SubscriptionStore::firstDue(transaction, now))
            SubscriptionStore(transaction, *scope).postpone(now + tryAgainAfter);
    });
}

} // namespace tabletalk
