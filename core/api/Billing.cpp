// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Billing.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<Money>;
template struct Instantiate<Plan>;
template struct Instantiate<PlanList>;
template struct Instantiate<PlanGrant>;
template struct Instantiate<Subscription>;
template struct Instantiate<ChangePlanRequest>;
template struct Instantiate<PlanChangePreview>;
template struct Instantiate<Invoice>;
template struct Instantiate<InvoiceList>;
template struct Instantiate<InvoiceRequest>;
template struct Instantiate<BillingHistory>;
template struct Instantiate<SavePlanRequest>;
template struct Instantiate<BillingSettings>;
template struct Instantiate<UpdateBillingRequest>;
template struct Instantiate<SubscribeTenantRequest>;
template struct Instantiate<GrantPlanRequest>;
template struct Instantiate<RecordPaymentRequest>;
template struct Instantiate<BillingAddress>;
template struct Instantiate<CreditInvoiceRequest>;
template struct Instantiate<AdminInvoicesRequest>;
template struct Instantiate<SubscriptionStats>;

} // namespace tabletalk::api
