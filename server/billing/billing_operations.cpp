// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/billing/billing_operations.h"

#include "core/api/Organizations.h"
#include "server/api/OperationForms.h"
#include "server/api/Registry.h"
#include "server/billing/BillingService.h"

namespace tabletalk {

namespace {

void addSubscription(Registry &registry, BillingService &billing)
{
    registry.add<api::Empty, api::PlanList>(reading("plans.list", "plans", "The plans that can be chosen"),
                                            Permission::OwnAccount,
                                            [&billing](const Call &, const api::Empty &) { return billing.plans(); });
    registry.add<api::Empty, api::Subscription>(
        reading("subscription.read", "subscription", "The organisation's plan, its limits, and what it costs"),
        Permission::ReadBilling,
        [&billing](const Call &call, const api::Empty &) { return billing.subscription(call.scope); });
    registry.add<api::ChangePlanRequest, api::PlanChangePreview>(
        [] {
            OperationInfo info = reading("subscription.preview", "subscription/preview",
                                         "What a change of plan would cost now; changes nothing");
            info.method = HttpMethod::Post;
            return info;
        }(),
        Permission::ReadBilling,
        [&billing](const Call &call, api::ChangePlanRequest request) {
            return billing.preview(call.scope, std::move(request));
        });
    registry.add<api::ChangePlanRequest, api::Subscription>(
        changing("subscription.change", HttpMethod::Post, "subscription/change",
                 "Take another plan: at once where it costs more, else when the period ends"),
        Permission::ManageBilling, [&billing](const Call &call, api::ChangePlanRequest request) {
            return billing.change(call.scope, std::move(request));
        });
    registry.add<api::Empty, api::Subscription>(
        changing("subscription.cancel", HttpMethod::Post, "subscription/cancel", "End with the period"),
        Permission::ManageBilling,
        [&billing](const Call &call, const api::Empty &) { return billing.wish(call.scope, BillingWish::Cancel); });
    registry.add<api::Empty, api::Subscription>(
        changing("subscription.resume", HttpMethod::Post, "subscription/resume",
                 "Take back what was planned for the end of the period, or begin again after it"),
        Permission::ManageBilling,
        [&billing](const Call &call, const api::Empty &) { return billing.wish(call.scope, BillingWish::Resume); });
}

void addInvoices(Registry &registry, BillingService &billing)
{
    registry.add<api::ListRequest, api::InvoiceList>(
        reading("invoices.list", "invoices", "List invoices and credit notes, newest first"), Permission::ReadBilling,
        [&billing](const Call &call, api::ListRequest request) {
            return billing.invoices(call.scope, std::move(request));
        });
    registry.add<api::InvoiceRequest, api::Invoice>(
        reading("invoices.read", "invoices/{id}", "An invoice with its lines"), Permission::ReadBilling,
        [&billing](const Call &call, const api::InvoiceRequest &request) {
            return billing.invoice(call.scope, request.id);
        });
    registry.add<api::Empty, api::BillingAddress>(
        reading("billing.address", "billing/address", "What stands under the organisation's name on its invoices"),
        Permission::ReadBilling,
        [&billing](const Call &call, const api::Empty &) { return billing.address(call.scope); });
    registry.add<api::BillingAddress, api::BillingAddress>(
        changing("billing.setAddress", HttpMethod::Put, "billing/address",
                 "Change what stands under the organisation's name on invoices to come"),
        Permission::ManageBilling, [&billing](const Call &call, api::BillingAddress request) {
            return billing.setAddress(call.scope, std::move(request));
        });
    registry.add<api::ListRequest, api::BillingHistory>(
        reading("billing.history", "billing/history", "What happened to the subscription, newest first"),
        Permission::ReadBilling, [&billing](const Call &call, api::ListRequest request) {
            return billing.history(call.scope, std::move(request));
        });
}

void addPlatform(Registry &registry, BillingService &billing)
{
    registry.add<api::Empty, api::PlanList>(
        forOperators(reading("admin.plans", "admin/plans", "All plans, those not offered as well")),
        Permission::OwnAccount, [&billing](const Call &, const api::Empty &) { return billing.allPlans(); });
    registry.add<api::SavePlanRequest, api::Plan>(
        forOperators(changing("admin.savePlan", HttpMethod::Put, "admin/plans/{id}",
                              "Make or change a plan; who has it pays the new price from the next period on")),
        Permission::OwnAccount,
        [&billing](const Call &, api::SavePlanRequest request) { return billing.savePlan(std::move(request)); });
    registry.add<api::Empty, api::BillingSettings>(
        forOperators(reading("admin.billing", "admin/billing", "Whether and how organisations are billed")),
        Permission::OwnAccount, [&billing](const Call &, const api::Empty &) { return billing.settings(); });
    registry.add<api::UpdateBillingRequest, api::BillingSettings>(
        forOperators(changing("admin.setBilling", HttpMethod::Put, "admin/billing",
                              "Switch billing on or off for new organisations; those that are not billed stay so")),
        Permission::OwnAccount, [&billing](const Call &, api::UpdateBillingRequest request) {
            return billing.updateSettings(std::move(request));
        });
    registry.add<api::Empty, api::SubscriptionStats>(
        forOperators(reading("admin.subscriptionStats", "admin/subscriptions/stats",
                             "Subscriptions, recurring revenue, expansion and churn")),
        Permission::OwnAccount, [&billing](const Call &, const api::Empty &) { return billing.stats(); });
}

void addSubscriptionsOfTenants(Registry &registry, BillingService &billing)
{
    registry.add<api::SubscribeTenantRequest, api::Subscription>(
        forOperators(making("admin.subscribe", "admin/tenants/{id}/subscription", "Begin to bill an organisation")),
        Permission::OwnAccount, [&billing](const Call &, api::SubscribeTenantRequest request) {
            return billing.subscribe(std::move(request));
        });
    registry.add<api::GrantPlanRequest, api::Subscription>(
        forOperators(changing("admin.grantPlan", HttpMethod::Put, "admin/tenants/{id}/plan",
                              "Grant other limits and features than the plan's, at the same price")),
        Permission::OwnAccount,
        [&billing](const Call &, api::GrantPlanRequest request) { return billing.grant(std::move(request)); });
    registry.add<api::AdminTenantRequest, api::Subscription>(
        forOperators(changing("admin.suspendSubscription", HttpMethod::Post, "admin/tenants/{id}/subscription/suspend",
                              "Suspend a subscription: the organisation keeps what is free")),
        Permission::OwnAccount, [&billing](const Call &, const api::AdminTenantRequest &request) {
            return billing.decide(request.id, BillingDecision::Suspend);
        });
    registry.add<api::AdminTenantRequest, api::Subscription>(
        forOperators(changing("admin.restoreSubscription", HttpMethod::Post, "admin/tenants/{id}/subscription/restore",
                              "Restore a suspended subscription; overdue invoices have time once more")),
        Permission::OwnAccount, [&billing](const Call &, const api::AdminTenantRequest &request) {
            return billing.decide(request.id, BillingDecision::Restore);
        });
}

void addPayments(Registry &registry, BillingService &billing)
{
    registry.add<api::AdminInvoicesRequest, api::InvoiceList>(
        forOperators(reading("admin.invoices", "admin/tenants/{id}/invoices", "List an organisation's invoices")),
        Permission::OwnAccount,
        [&billing](const Call &, api::AdminInvoicesRequest request) { return billing.invoicesOf(std::move(request)); });
    registry.add<api::RecordPaymentRequest, api::Invoice>(
        forOperators(making("admin.recordPayment", "admin/tenants/{id}/payments",
                            "Record money that came in for an invoice; too much becomes credit")),
        Permission::OwnAccount, [&billing](const Call &call, api::RecordPaymentRequest request) {
            return billing.recordPayment(call.caller, std::move(request));
        });
    registry.add<api::CreditInvoiceRequest, api::Invoice>(
        forOperators(making("admin.creditInvoice", "admin/tenants/{id}/credit-notes",
                            "Issue a credit note on an invoice, or a part of it")),
        Permission::OwnAccount,
        [&billing](const Call &, api::CreditInvoiceRequest request) { return billing.credit(std::move(request)); });
}

} // namespace

void addBillingOperations(Registry &registry, BillingService &billing)
{
    addSubscription(registry, billing);
    addInvoices(registry, billing);
    addPlatform(registry, billing);
    addSubscriptionsOfTenants(registry, billing);
    addPayments(registry, billing);
}

} // namespace tabletalk
