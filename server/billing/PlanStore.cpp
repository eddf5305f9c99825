// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/billing/PlanStore.h"

#include "core/api/Codec.h"
#include "server/platform/Transaction.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

const PlatformScope platform = PlatformScope::ofOperator();

template <class Message>
Message read(const QString &json)
{
    return orThrow(api::fromJson<Message>(orThrow(api::parseJson(json.toStdString()))));
}

template <class Message>
QString written(const Message &message)
{
    return QString::fromStdString(api::toJsonText(message));
}

/// Japan's currency, because the plans that are built in are priced there first.
api::BillingSettings settingsOfNewPlatform()
{
    constexpr qint64 fortnight = 14;
    return {.enabled = false,
            .currency = u"JPY"_s,
            .trialPlanId = u"standard"_s,
            .fallbackPlanId = u"free"_s,
            .trialDays = fortnight,
            .dueDays = fortnight,
            .graceDays = fortnight,
            .taxBasisPoints = 0,
            .taxInclusive = false,
            .seller = {}};
}

} // namespace

std::vector<api::Plan> PlanStore::plans()
{
    std::vector<api::Plan> list;
    for (const Record &row : m_transaction.select(platform, u"billing/list_plans"_s))
        list.push_back(read<api::Plan>(row.text(u"definition"_s)));
    return list;
}

std::optional<api::Plan> PlanStore::plan(const QString &id)
{
    const auto row = m_transaction.selectOne(platform, u"billing/find_plan"_s, {{u"id"_s, id}});
    return row ? std::optional(read<api::Plan>(row->text(u"definition"_s))) : std::nullopt;
}

void PlanStore::save(const api::Plan &plan, Instant now)
{
    m_transaction.execute(platform, u"billing/save_plan"_s,
                          {{u"id"_s, plan.id}, {u"definition"_s, written(plan)}, {u"now"_s, stored(now)}});
}

api::BillingSettings PlanStore::settings()
{
    const auto row = m_transaction.selectOne(platform, u"billing/find_settings"_s);
    return row ? read<api::BillingSettings>(row->text(u"settings"_s)) : settingsOfNewPlatform();
}

void PlanStore::save(const api::BillingSettings &settings, Instant now)
{
    m_transaction.execute(platform, u"billing/save_settings"_s,
                          {{u"settings"_s, written(settings)}, {u"now"_s, stored(now)}});
}

} // namespace tabletalk
