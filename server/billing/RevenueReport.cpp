// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/billing/RevenueReport.h"

#include "core/billing/Revenue.h"
#include "server/billing/SubscriptionStore.h"
#include "server/platform/Transaction.h"

#include <QDateTime>
#include <QMap>

using namespace Qt::StringLiterals;

namespace tabletalk {

using namespace billing;

namespace {

constexpr int monthsShown = 12;
const PlatformScope platform = PlatformScope::ofOperator();

Instant beginOf(QDate month)
{
    return Instant{QDateTime(month, QTime(0, 0), Qt::UTC).toMSecsSinceEpoch()};
}

/// By currency, then by how it moved.
using Movements = QMap<QString, QMap<QString, qint64>>;

Movements movementsBetween(Transaction &transaction, Instant begin, Instant end)
{
    Movements movements;
    for (const Record &row : transaction.select(platform, u"billing/sum_movements"_s,
                                                {{u"begin"_s, stored(begin)}, {u"end"_s, stored(end)}}))
        movements[row.text(u"currency"_s)][row.text(u"movement"_s)] = row.integer(u"amount"_s);
    return movements;
}

qint64 sumOf(const QMap<QString, qint64> &movements)
{
    qint64 sum = 0;
    for (const qint64 amount : movements)
        sum += amount;
    return sum;
}

void addRevenueNow(api::SubscriptionStats &stats, Transaction &transaction)
{
    QMap<QString, Money> revenue;
    QMap<std::pair<QString, QString>, qint64> counts;
    for (const Record &row : transaction.select(platform, u"billing/list_recurring"_s)) {
        const qint64 organizations = row.integer(u"organizations"_s);
        counts[{row.text(u"plan_id"_s), row.text(u"state"_s)}] += organizations;
        Subscription subscription;
        subscription.state = stateFromName(row.text(u"state"_s)).value();
        subscription.plan = {row.text(u"plan_id"_s),
                             intervalFromName(row.text(u"cadence"_s)).value(),
                             {row.integer(u"price"_s), Currency::fromCode(row.text(u"currency"_s)).value()}};
        const Money each = recurring(subscription);
        const QString code = each.currency.code();
        revenue.insert(code, revenue.value(code, noMoney(each.currency)) + scaled(each, organizations, 1));
    }
    for (const Money &money : revenue)
        stats.monthlyRevenue.push_back({money.amount, money.currency.code()});
    for (auto count = counts.cbegin(); count != counts.cend(); ++count)
        stats.plans.push_back({count.key().first, count.key().second, count.value()});
}

api::RevenueMonth monthOf(QDate month, const QString &currency, const QMap<QString, qint64> &moved, qint64 atBegin)
{
    constexpr qint64 wholeInBasisPoints = 10'000;
    const auto amount = [&](Movement movement) { return moved.value(movementName(movement)); };
    api::RevenueMonth figures;
    figures.month = month.toString(u"yyyy-MM"_s);
    figures.currency = currency;
    figures.newRevenue = amount(Movement::New);
    figures.expansion = amount(Movement::Expansion);
    figures.contraction = -amount(Movement::Contraction);
    figures.churn = -amount(Movement::Churn);
    figures.reactivation = amount(Movement::Reactivation);
    figures.atEnd = atBegin + sumOf(moved);
    if (atBegin > 0)
        figures.churnBasisPoints = scaled({figures.churn, {}}, wholeInBasisPoints, atBegin).amount;
    return figures;
}

void addMonths(api::SubscriptionStats &stats, Transaction &transaction, Instant now)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(now.msSinceEpoch, Qt::UTC).date();
    const QDate first = QDate(today.year(), today.month(), 1).addMonths(1 - monthsShown);
    QMap<QString, qint64> revenue;
    const Movements earlier = movementsBetween(transaction, Instant{0}, beginOf(first));
    for (auto each = earlier.cbegin(); each != earlier.cend(); ++each)
        revenue[each.key()] = sumOf(each.value());
    for (int number = 0; number < monthsShown; ++number) {
        const QDate month = first.addMonths(number);
        const Movements moved = movementsBetween(transaction, beginOf(month), beginOf(month.addMonths(1)));
        for (const QString &currency : moved.keys()) {
            if (!revenue.contains(currency))
                revenue.insert(currency, 0);
        }
        for (auto each = revenue.begin(); each != revenue.end(); ++each) {
            stats.months.push_back(monthOf(month, each.key(), moved.value(each.key()), each.value()));
            each.value() = stats.months.back().atEnd;
        }
    }
}

} // namespace

api::SubscriptionStats revenueReport(Transaction &transaction, Instant now)
{
    api::SubscriptionStats stats;
    addRevenueNow(stats, transaction);
    for (const Record &row : transaction.select(platform, u"billing/sum_all_open"_s))
        stats.open.push_back({row.integer(u"open_amount"_s), row.text(u"currency"_s)});
    addMonths(stats, transaction, now);
    return stats;
}

} // namespace tabletalk
