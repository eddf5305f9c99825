// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/platform/RevenuePage.h"

#include "core/billing/Currency.h"
#include "ui/charts/ChartWidget.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/TextTableModel.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QTableView>

#include <algorithm>
#include <cmath>

namespace tabletalk::ui {

namespace {

constexpr int chartHeight = 240;
constexpr int mostLines = 12;
constexpr double basisPointsOfPercent = 100;

int digitsOf(const QString &code)
{
    const auto currency = billing::Currency::fromCode(code);
    return currency ? currency->minorDigits() : 2;
}

/// For charts, which do not count in minor units.
double inUnits(qint64 amount, const QString &code)
{
    return double(amount) / std::pow(10.0, digitsOf(code));
}

QString moneyText(qint64 amount, const QString &code)
{
    return QLocale().toString(inUnits(amount, code), 'f', digitsOf(code)) + u' ' + code;
}

QString stateText(const QString &state)
{
    if (state == u"trialing")
        return RevenuePage::tr("on trial");
    if (state == u"active")
        return RevenuePage::tr("active");
    if (state == u"past_due")
        return RevenuePage::tr("past due");
    if (state == u"suspended")
        return RevenuePage::tr("suspended");
    return state == u"cancelled" ? RevenuePage::tr("cancelled") : state;
}

QLabel *addNumber(QBoxLayout *row, const QString &title, const QString &name, QWidget *parent)
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(parent, &inside);
    inside->setSpacing(space::tiny);
    inside->addWidget(makeLabel(title, TextStyle::Caption, true, card));
    QLabel *number = makeLabel(QStringLiteral("–"), TextStyle::Title, false, card);
    number->setObjectName(name);
    number->setWordWrap(false);
    inside->addWidget(number);
    row->addWidget(card, 1);
    return number;
}

} // namespace

RevenuePage::RevenuePage(WindowContext &context, QWidget *parent)
    : PlatformPage(context, tr("Revenue"), tr("What subscriptions bring each month, and how that moved."), parent)
{
    setObjectName(QStringLiteral("platformRevenue"));
    buildNumbers();
    buildCharts();
    buildPlans();
    column()->addStretch();
    take({});
}

void RevenuePage::buildNumbers()
{
    m_currency = new QComboBox(this);
    m_currency->setObjectName(QStringLiteral("revenueCurrency"));
    m_currency->setAccessibleName(tr("Currency"));
    column()->addWidget(m_currency, 0, Qt::AlignLeft);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::large);
    m_revenue = addNumber(row, tr("Recurring each month"), QStringLiteral("revenueNow"), this);
    m_open = addNumber(row, tr("Invoiced and not paid"), QStringLiteral("revenueOpen"), this);
    m_churn = addNumber(row, tr("Churn of this month"), QStringLiteral("revenueChurn"), this);
    column()->addLayout(row);
    connect(m_currency, &QComboBox::currentIndexChanged, this, &RevenuePage::showCurrency);
}

void RevenuePage::buildCharts()
{
    m_nothing = makeLabel(tr("No organisation has been billed yet. Settings say whether new ones are."),
                          TextStyle::Body, true, this);
    m_nothing->setObjectName(QStringLiteral("revenueNothing"));
    column()->addWidget(m_nothing);
    m_charts = new QWidget(this);
    auto *charts = new QVBoxLayout(m_charts);
    charts->setContentsMargins(0, 0, 0, 0);
    charts->setSpacing(space::large);
    const auto chart = [&](const QString &title, const QString &name) {
        QVBoxLayout *inside = nullptr;
        auto *card = makeCard(m_charts, &inside);
        inside->addWidget(makeLabel(title, TextStyle::Heading, false, card));
        auto *made = new ChartWidget(card);
        made->setObjectName(name);
        made->setMinimumHeight(chartHeight);
        inside->addWidget(made);
        charts->addWidget(card);
        return made;
    };
    m_months = chart(tr("Recurring revenue by month"), QStringLiteral("revenueMonths"));
    m_movements = chart(tr("New, grown, shrunk and lost"), QStringLiteral("revenueMovements"));
    column()->addWidget(m_charts);
}

void RevenuePage::buildPlans()
{
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    inside->addWidget(makeLabel(tr("Subscriptions by plan and state"), TextStyle::Heading, false, card));
    m_plans = new TextTableModel({tr("Plan"), tr("State"), tr("Organisations")}, this);
    m_planTable = makeTable(QStringLiteral("revenuePlans"), tr("Subscriptions by plan and state"), m_plans, card);
    inside->addWidget(m_planTable);
    inside->addWidget(
        makeLabel(tr("Organisations that are not billed are not among them."), TextStyle::Caption, true, card));
    column()->addWidget(card);
}

void RevenuePage::reload()
{
    context().session.call<api::SubscriptionStats>("admin.subscriptionStats", api::Empty{}, this,
                                                   [this](const Result<api::SubscriptionStats> &answer) {
                                                       if (isGood(answer))
                                                           take(*answer);
                                                   });
}

void RevenuePage::take(const api::SubscriptionStats &stats)
{
    m_stats = stats;
    QStringList codes;
    for (const api::Money &money : stats.monthlyRevenue)
        codes << money.currency;
    for (const api::RevenueMonth &month : stats.months)
        codes << month.currency;
    codes.removeDuplicates();
    codes.sort();
    const QString chosen = m_currency->currentText();
    {
        const QSignalBlocker quiet(m_currency);
        m_currency->clear();
        m_currency->addItems(codes);
        m_currency->setCurrentIndex(std::max(0, int(codes.indexOf(chosen))));
    }
    m_currency->setVisible(codes.size() > 1);
    m_nothing->setVisible(codes.isEmpty());
    m_charts->setVisible(!codes.isEmpty());
    takePlans();
    showCurrency();
}

void RevenuePage::takePlans()
{
    std::vector<TextTableModel::Row> rows;
    for (const api::PlanCount &count : m_stats.plans)
        rows.push_back({count.planId, {count.planId, stateText(count.state), QLocale().toString(count.organizations)}});
    m_plans->setRows(std::move(rows));
    fitTable(m_planTable, mostLines);
}

void RevenuePage::showCurrency()
{
    const QString code = m_currency->currentText();
    const auto amountIn = [&](const std::vector<api::Money> &amounts) {
        const auto found = std::ranges::find(amounts, code, &api::Money::currency);
        return found == amounts.end() ? 0 : found->amount;
    };
    const QString none = QStringLiteral("–");
    m_revenue->setText(code.isEmpty() ? none : moneyText(amountIn(m_stats.monthlyRevenue), code));
    m_open->setText(code.isEmpty() ? none : moneyText(amountIn(m_stats.open), code));
    m_churn->setText(none);
    ChartData revenue;
    revenue.shape = ChartShape::Area;
    ChartSeries atEnd{tr("At the end of the month"), {}};
    ChartData moved;
    moved.stacked = true;
    ChartSeries fresh{tr("New and back again"), {}};
    ChartSeries grown{tr("Grown"), {}};
    ChartSeries shrunk{tr("Shrunk"), {}};
    ChartSeries lost{tr("Lost"), {}};
    for (const api::RevenueMonth &month : m_stats.months) {
        if (month.currency != code)
            continue;
        revenue.categories << month.month;
        moved.categories << month.month;
        atEnd.values.push_back(inUnits(month.atEnd, code));
        fresh.values.push_back(inUnits(month.newRevenue + month.reactivation, code));
        grown.values.push_back(inUnits(month.expansion, code));
        shrunk.values.push_back(-inUnits(month.contraction, code));
        lost.values.push_back(-inUnits(month.churn, code));
        m_churn->setText(QLocale().toString(double(month.churnBasisPoints) / basisPointsOfPercent, 'f', 1)
                         + QStringLiteral(" %"));
    }
    revenue.series = {atEnd};
    moved.series = {fresh, grown, shrunk, lost};
    m_months->setData(revenue);
    m_movements->setData(moved);
}

} // namespace tabletalk::ui
