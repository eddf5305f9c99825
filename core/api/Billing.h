// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"

namespace tabletalk {
using InvoiceId = Id<struct InvoiceTag>;
}

namespace tabletalk::api {

struct Money
{
    qint64 amount = 0; ///< in the currency's minor unit
    QString currency;  ///< ISO 4217
    friend bool operator==(const Money &, const Money &) = default;
};
BOOST_DESCRIBE_STRUCT(Money, (), (amount, currency))

/// What a plan costs, in minor units.
struct PlanPrice
{
    QString currency;
    qint64 month = 0;
    qint64 year = 0;
    friend bool operator==(const PlanPrice &, const PlanPrice &) = default;
};
BOOST_DESCRIBE_STRUCT(PlanPrice, (), (currency, month, year))

/// What is absent is unlimited.
struct PlanLimits
{
    std::optional<qint64> users;
    std::optional<qint64> workspaces;
    std::optional<qint64> agents;
    std::optional<qint64> workflows;
    std::optional<qint64> connections;
    std::optional<qint64> storageBytes;
    std::optional<qint64> tokensPerMonth;
    std::optional<qint64> creditsPerMonth; ///< of AI
    std::optional<qint64> questionsPerMonth;
    std::optional<qint64> requestsPerMinute;
    friend bool operator==(const PlanLimits &, const PlanLimits &) = default;
};
BOOST_DESCRIBE_STRUCT(PlanLimits, (),
                      (users, workspaces, agents, workflows, connections, storageBytes, tokensPerMonth, creditsPerMonth,
                       questionsPerMonth, requestsPerMinute))

struct Plan
{
    QString id; ///< "starter"
    QString name;
    QString description;
    bool offered = true; ///< organisations may choose it
    std::vector<PlanPrice> prices;
    PlanLimits limits;
    std::vector<QString> features; ///< api_access, branding, white_label, analytics, priority_support, sso
    friend bool operator==(const Plan &, const Plan &) = default;
};
BOOST_DESCRIBE_STRUCT(Plan, (), (id, name, description, offered, prices, limits, features))

struct PlanList
{
    std::vector<Plan> items;
};
BOOST_DESCRIBE_STRUCT(PlanList, (), (items))

/// What the platform grants an organisation instead of what its plan says.
struct PlanGrant
{
    std::optional<QString> planId; ///< whose limits and features hold
    std::optional<PlanLimits> limits;
    std::optional<std::vector<QString>> features;
    QString reason;
    friend bool operator==(const PlanGrant &, const PlanGrant &) = default;
};
BOOST_DESCRIBE_STRUCT(PlanGrant, (), (planId, limits, features, reason))

/// GET subscription
struct Subscription
{
    Plan plan;        ///< with the limits and features that hold
    QString state;    ///< trialing, active, past_due, suspended, cancelled
    QString interval; ///< month or year
    std::optional<Money> price;
    std::optional<Instant> periodBegin; ///< none for Self-hosted
    std::optional<Instant> periodEnd;   ///< of a trial its end
    bool cancelsAtPeriodEnd = false;
    std::optional<QString> nextPlanId; ///< from the end of the period on
    std::optional<QString> nextInterval;
    std::optional<Money> credit; ///< what the next invoice takes off
    std::optional<Money> due;    ///< what is still to be paid
    std::optional<QString> grantReason;
};
BOOST_DESCRIBE_STRUCT(Subscription, (),
                      (plan, state, interval, price, periodBegin, periodEnd, cancelsAtPeriodEnd, nextPlanId,
                       nextInterval, credit, due, grantReason))

/// POST subscription/change and subscription/preview
struct ChangePlanRequest
{
    QString planId;
    QString interval; ///< month or year
};
BOOST_DESCRIBE_STRUCT(ChangePlanRequest, (), (planId, interval))

struct InvoiceLine
{
    QString kind; ///< period, remainder, unused, adjustment
    QString text;
    std::optional<QString> planId;
    std::optional<Instant> begin;
    std::optional<Instant> end;
    Money net;
    Money tax;
    Money gross;
    friend bool operator==(const InvoiceLine &, const InvoiceLine &) = default;
};
BOOST_DESCRIBE_STRUCT(InvoiceLine, (), (kind, text, planId, begin, end, net, tax, gross))

struct PlanChangePreview
{
    bool atOnce = false;
    Instant effectiveAt;
    std::vector<InvoiceLine> lines; ///< of the invoice that comes with it; none where it comes later
    Money net;
    Money tax;
    Money gross;
};
BOOST_DESCRIBE_STRUCT(PlanChangePreview, (), (atOnce, effectiveAt, lines, net, tax, gross))

struct Invoice
{
    InvoiceId id;
    QString kind;   ///< invoice or credit_note
    QString number; ///< counted without gaps over the platform
    QString status; ///< open, paid, or issued for a credit note
    Instant issuedAt;
    std::optional<Instant> dueAt;
    Money net;
    Money tax;
    Money gross;
    Money creditUsed;
    Money paid;
    Money credited; ///< by credit notes
    Money open;     ///< still to be paid
    qint64 taxBasisPoints = 0;
    bool taxInclusive = false;
    QString seller;
    QString buyer;
    QString note;
    std::optional<InvoiceId> creditsInvoice; ///< that a credit note is about
    std::vector<InvoiceLine> lines;          ///< empty in lists
};
BOOST_DESCRIBE_STRUCT(Invoice, (),
                      (id, kind, number, status, issuedAt, dueAt, net, tax, gross, creditUsed, paid, credited, open,
                       taxBasisPoints, taxInclusive, seller, buyer, note, creditsInvoice, lines))

struct InvoiceList
{
    std::vector<Invoice> items; ///< newest first
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(InvoiceList, (), (items, nextCursor))

/// GET invoices/{id}
struct InvoiceRequest
{
    InvoiceId id;
};
BOOST_DESCRIBE_STRUCT(InvoiceRequest, (), (id))

/// GET and PUT billing/address: what stands under the organisation's name on invoices to come.
struct BillingAddress
{
    QString address; ///< lines, such as street, town, and a number for tax
};
BOOST_DESCRIBE_STRUCT(BillingAddress, (), (address))

struct BillingEvent
{
    Instant at;
    QString kind; ///< subscribed, trial_ended, renewed, upgraded, …
    QString planId;
    QString interval;
    QString detail;
};
BOOST_DESCRIBE_STRUCT(BillingEvent, (), (at, kind, planId, interval, detail))

struct BillingHistory
{
    std::vector<BillingEvent> items; ///< newest first
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(BillingHistory, (), (items, nextCursor))

// What operators of the server see and do

/// PUT admin/plans/{id}: makes it, or changes what is given
struct SavePlanRequest
{
    QString id;
    std::optional<QString> name;
    std::optional<QString> description;
    std::optional<bool> offered;
    std::optional<std::vector<PlanPrice>> prices;
    std::optional<PlanLimits> limits;
    std::optional<std::vector<QString>> features;
};
BOOST_DESCRIBE_STRUCT(SavePlanRequest, (), (id, name, description, offered, prices, limits, features))

/// GET admin/billing
struct BillingSettings
{
    bool enabled = false;   ///< new organisations get a trial; off: Self-hosted
    QString currency;       ///< of new subscriptions
    QString trialPlanId;    ///< what is tried
    QString fallbackPlanId; ///< what follows where nothing is chosen
    qint64 trialDays = 0;
    qint64 dueDays = 0;   ///< to pay an invoice
    qint64 graceDays = 0; ///< past due before it is suspended
    qint64 taxBasisPoints = 0;
    bool taxInclusive = false;
    QString seller; ///< name and address, for invoices
    friend bool operator==(const BillingSettings &, const BillingSettings &) = default;
};
BOOST_DESCRIBE_STRUCT(BillingSettings, (),
                      (enabled, currency, trialPlanId, fallbackPlanId, trialDays, dueDays, graceDays, taxBasisPoints,
                       taxInclusive, seller))

/// PUT admin/billing: changes what is given
struct UpdateBillingRequest
{
    std::optional<bool> enabled;
    std::optional<QString> currency;
    std::optional<QString> trialPlanId;
    std::optional<QString> fallbackPlanId;
    std::optional<qint64> trialDays;
    std::optional<qint64> dueDays;
    std::optional<qint64> graceDays;
    std::optional<qint64> taxBasisPoints;
    std::optional<bool> taxInclusive;
    std::optional<QString> seller;
};
BOOST_DESCRIBE_STRUCT(UpdateBillingRequest, (),
                      (enabled, currency, trialPlanId, fallbackPlanId, trialDays, dueDays, graceDays, taxBasisPoints,
                       taxInclusive, seller))

/// POST admin/tenants/{id}/subscription: an organisation that has none, or Self-hosted, gets one
struct SubscribeTenantRequest
{
    TenantId id;
    QString planId;
    QString interval;
};
BOOST_DESCRIBE_STRUCT(SubscribeTenantRequest, (), (id, planId, interval))

/// PUT admin/tenants/{id}/plan; with nothing but a reason the grant ends
struct GrantPlanRequest
{
    TenantId id;
    std::optional<QString> planId;
    std::optional<PlanLimits> limits;
    std::optional<std::vector<QString>> features;
    QString reason;
};
BOOST_DESCRIBE_STRUCT(GrantPlanRequest, (), (id, planId, limits, features, reason))

/// POST admin/tenants/{id}/payments
struct RecordPaymentRequest
{
    TenantId id;
    InvoiceId invoiceId;
    qint64 amount = 0; ///< in the invoice's currency
    QString method;    ///< "bank transfer"
    QString reference; ///< recorded once, however often it is sent
};
BOOST_DESCRIBE_STRUCT(RecordPaymentRequest, (), (id, invoiceId, amount, method, reference))

/// POST admin/tenants/{id}/credit-notes
struct CreditInvoiceRequest
{
    TenantId id;
    InvoiceId invoiceId;
    qint64 amount = 0; ///< with tax; not more than the invoice
    QString reason;
};
BOOST_DESCRIBE_STRUCT(CreditInvoiceRequest, (), (id, invoiceId, amount, reason))

/// GET admin/tenants/{id}/invoices
struct AdminInvoicesRequest
{
    TenantId id;
    std::optional<int> limit;
    std::optional<QString> cursor;
};
BOOST_DESCRIBE_STRUCT(AdminInvoicesRequest, (), (id, limit, cursor))

/// How the recurring revenue of a month came about, a currency each.
struct RevenueMonth
{
    QString month; ///< "2026-11", in UTC
    QString currency;
    qint64 newRevenue = 0;
    qint64 expansion = 0;
    qint64 contraction = 0; ///< positive
    qint64 churn = 0;       ///< positive
    qint64 reactivation = 0;
    qint64 atEnd = 0;            ///< monthly recurring revenue
    qint64 churnBasisPoints = 0; ///< of what it was when the month began
};
BOOST_DESCRIBE_STRUCT(RevenueMonth, (),
                      (month, currency, newRevenue, expansion, contraction, churn, reactivation, atEnd,
                       churnBasisPoints))

struct PlanCount
{
    QString planId;
    QString state;
    qint64 organizations = 0;
};
BOOST_DESCRIBE_STRUCT(PlanCount, (), (planId, state, organizations))

/// GET admin/subscriptions/stats
struct SubscriptionStats
{
    std::vector<Money> monthlyRevenue; ///< recurring, now
    std::vector<Money> open;           ///< invoiced and not paid
    std::vector<PlanCount> plans;
    std::vector<RevenueMonth> months; ///< the last twelve with this one, oldest first
};
BOOST_DESCRIBE_STRUCT(SubscriptionStats, (), (monthlyRevenue, open, plans, months))

} // namespace tabletalk::api
