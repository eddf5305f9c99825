// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/billing/Plans.h"

#include "core/api/Codec.h"

#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace tabletalk::billing {

namespace {

constexpr std::array featureNames = {"api_access", "branding", "white_label", "analytics", "priority_support", "sso"};
constexpr qsizetype longestText = 200;
constexpr size_t mostPrices = 50;
/// So that a year of it, taxed and summed over every customer, stays far from the limits of Money.
constexpr qint64 highestPrice = 1'000'000'000'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Billing", text);
}

/// All limits, with the names that they have on the wire.
std::vector<std::pair<QString, std::optional<qint64>>> limitsOf(const api::PlanLimits &limits)
{
    return {{u"users"_s, limits.users},
            {u"workspaces"_s, limits.workspaces},
            {u"agents"_s, limits.agents},
            {u"workflows"_s, limits.workflows},
            {u"connections"_s, limits.connections},
            {u"storageBytes"_s, limits.storageBytes},
            {u"tokensPerMonth"_s, limits.tokensPerMonth},
            {u"creditsPerMonth"_s, limits.creditsPerMonth},
            {u"questionsPerMonth"_s, limits.questionsPerMonth},
            {u"requestsPerMinute"_s, limits.requestsPerMinute}};
}

class Checker
{
public:
    void require(bool holds, const QString &path, const QString &expected)
    {
        if (!holds)
            m_errors.push_back({path, expected});
    }

    Result<void> result()
    {
        if (m_errors.empty())
            return {};
        Problem problem = Problem::invalid(m_errors.front().path, m_errors.front().message);
        problem.errors = std::move(m_errors);
        return std::unexpected(std::move(problem));
    }

private:
    std::vector<FieldError> m_errors;
};

void checkPrices(Checker &check, const api::Plan &plan, const QString &path)
{
    check.require(plan.prices.size() <= mostPrices, path + u".prices", tr("expected at most %1").arg(mostPrices));
    QStringList seen;
    for (size_t i = 0; i < plan.prices.size(); ++i) {
        const api::PlanPrice &price = plan.prices[i];
        const QString at = path + u".prices[%1]"_s.arg(i);
        check.require(Currency::fromCode(price.currency).has_value(), at + u".currency",
                      tr("expected a code of ISO 4217, such as EUR"));
        check.require(!seen.contains(price.currency), at + u".currency", tr("stands twice"));
        seen << price.currency;
        check.require(price.month >= 0 && price.month <= highestPrice, at + u".month",
                      tr("expected 0 to %1").arg(highestPrice));
        check.require(price.year >= 0 && price.year <= highestPrice, at + u".year",
                      tr("expected 0 to %1").arg(highestPrice));
    }
}

} // namespace

QString featureName(Feature feature)
{
    return QString::fromLatin1(featureNames[static_cast<size_t>(feature)]);
}

const std::vector<Feature> &allFeatures()
{
    static const std::vector<Feature> all = {Feature::ApiAccess, Feature::Branding,        Feature::WhiteLabel,
                                             Feature::Analytics, Feature::PrioritySupport, Feature::SingleSignOn};
    return all;
}

bool hasFeature(const api::Plan &plan, Feature feature)
{
    return std::ranges::find(plan.features, featureName(feature)) != plan.features.end();
}

Result<void> checkPlan(const api::Plan &plan, const QString &path)
{
    static const QRegularExpression identifier(u"^[a-z][a-z0-9-]{0,39}$"_s);
    Checker check;
    check.require(identifier.match(plan.id).hasMatch(), path + u".id",
                  tr("expected up to 40 small letters, digits and hyphens"));
    check.require(!plan.name.trimmed().isEmpty() && plan.name.size() <= longestText, path + u".name",
                  tr("expected 1 to %1 characters").arg(longestText));
    check.require(plan.description.size() <= longestText, path + u".description",
                  tr("expected at most %1 characters").arg(longestText));
    checkPrices(check, plan, path);
    for (const auto &[name, limit] : limitsOf(plan.limits))
        check.require(!limit || *limit >= 0, path + u".limits." + name, tr("expected 0 or more, or nothing"));
    for (size_t i = 0; i < plan.features.size(); ++i) {
        const bool known = std::ranges::any_of(
            featureNames, [&](const char *name) { return plan.features[i] == QLatin1StringView(name); });
        const bool first = std::find(plan.features.begin(), plan.features.begin() + ptrdiff_t(i), plan.features[i])
                           == plan.features.begin() + ptrdiff_t(i);
        check.require(known && first, path + u".features[%1]"_s.arg(i), tr("expected a feature, each once"));
    }
    return check.result();
}

Result<std::vector<api::Plan>> readPlans(const QByteArray &json)
{
    const auto parsed = api::parseJson({json.constData(), static_cast<size_t>(json.size())});
    if (!parsed)
        return std::unexpected(parsed.error());
    auto list = api::fromJson<api::PlanList>(*parsed, u"plans");
    if (!list)
        return std::unexpected(std::move(list).error());
    QStringList seen;
    for (size_t i = 0; i < list->items.size(); ++i) {
        const QString path = u"plans.items[%1]"_s.arg(i);
        if (auto sound = checkPlan(list->items[i], path); !sound)
            return std::unexpected(std::move(sound).error());
        if (seen.contains(list->items[i].id))
            return std::unexpected(Problem::invalid(path + u".id", tr("stands twice")));
        seen << list->items[i].id;
    }
    return std::move(list->items);
}

std::vector<api::Plan> defaultPlans()
{
    QFile file(u":/tabletalk/billing/plans.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        throw Problem::of(ProblemCode::Internal, file.errorString());
    return orThrow(readPlans(file.readAll()));
}

std::optional<Money> priceOf(const api::Plan &plan, Currency currency, Interval interval)
{
    const auto found = std::ranges::find(plan.prices, currency.code(), &api::PlanPrice::currency);
    if (found == plan.prices.end())
        return std::nullopt;
    return Money{interval == Interval::Year ? found->year : found->month, currency};
}

api::Plan withGrant(api::Plan plan, const api::PlanGrant &grant, const std::optional<api::Plan> &granted)
{
    if (granted) {
        plan.limits = granted->limits;
        plan.features = granted->features;
    }
    if (grant.limits)
        plan.limits = *grant.limits;
    if (grant.features)
        plan.features = *grant.features;
    return plan;
}

} // namespace tabletalk::billing
