// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Billing.h"
#include "core/base/Problem.h"
#include "core/billing/Money.h"
#include "core/billing/Periods.h"

#include <QByteArray>

namespace tabletalk::billing {

/// What a plan switches on.
enum class Feature { ApiAccess, Branding, WhiteLabel, Analytics, PrioritySupport, SingleSignOn };

QString featureName(Feature feature);
const std::vector<Feature> &allFeatures();
bool hasFeature(const api::Plan &plan, Feature feature);

/// The plan of organisations that are not billed: everything, unlimited, at no price.
inline constexpr QLatin1StringView selfHostedId{"self-hosted"};

/// Those of resources/billing/plans.json, Self-hosted among them.
std::vector<api::Plan> defaultPlans();
/// {"items": [plan, …]}, as in that file; every plan is checked.
Result<std::vector<api::Plan>> readPlans(const QByteArray &json);

/// Whether names, prices, limits and features are what they can be; path names the plan.
Result<void> checkPlan(const api::Plan &plan, const QString &path);

/// Nothing where the plan is not sold in that currency.
std::optional<Money> priceOf(const api::Plan &plan, Currency currency, Interval interval);

/// The plan with what the platform granted instead. granted: of the plan that the grant names.
api::Plan withGrant(api::Plan plan, const api::PlanGrant &grant, const std::optional<api::Plan> &granted);

} // namespace tabletalk::billing
