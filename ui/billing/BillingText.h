// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Billing.h"

class QLocale;

namespace tabletalk::ui {

/// What billing says to people, in their language and their way to write numbers.

/// "¥29,800", "1.234,50 €": exact, with as many digits as the currency's minor unit has.
QString amountText(const api::Money &money, const QLocale &locale);
QString amountText(const api::Money &money);
/// The date alone.
QString dayText(Instant at);
/// "¥29,800 a month"
QString priceText(const api::Money &price, const QString &interval);
/// "Free" where it costs nothing; nothing where the plan is not sold in that currency.
std::optional<QString> priceText(const api::Plan &plan, const QString &currency, const QString &interval);
QString intervalText(const QString &interval);

/// Of a subscription, and how its badge looks.
QString stateText(const QString &state);
const char *stateBadge(const QString &state);

struct LimitText
{
    QString name;
    QString text; ///< "unlimited" where it is
};
/// Of what organisations are held to; the same rows for every plan.
std::vector<LimitText> limitTexts(const api::PlanLimits &limits);

struct FeatureText
{
    QString id;
    QString name;
    QString remark; ///< what to know of it, such as that it is to come
};
std::vector<FeatureText> featureTexts();
bool hasFeature(const api::Plan &plan, const QString &feature);

/// What happened to a subscription.
QString eventText(const QString &kind);
/// Of an invoice or credit note.
QString documentKindText(const QString &kind);
QString documentStatusText(const api::Invoice &invoice);

} // namespace tabletalk::ui
