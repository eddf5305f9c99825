// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/billing/PlansCard.h"

#include "ui/billing/BillingText.h"
#include "ui/billing/ChangePreview.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/IconLabel.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr int iconSize = 16;
constexpr int headRows = 2; ///< name and price
const QString month = QStringLiteral("month");
const QString year = QStringLiteral("year");

} // namespace

PlansCard::PlansCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_interval(new QComboBox(this))
{
    setObjectName(QStringLiteral("plans"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    m_inside = inside;
    auto *head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Plans"), TextStyle::Heading, false, this));
    head->addStretch();
    m_interval->setObjectName(QStringLiteral("planInterval"));
    m_interval->setAccessibleName(tr("How often is paid"));
    m_interval->addItem(tr("Paid monthly"), month);
    m_interval->addItem(tr("Paid yearly"), year);
    head->addWidget(m_interval);
    inside->addLayout(head);
    m_tablePlace = inside->count();
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("plansNotice"));
    inside->addWidget(m_notice);
    m_preview = new ChangePreview(context, this);
    inside->addWidget(m_preview);
    connect(m_interval, &QComboBox::currentIndexChanged, this, [this] {
        m_preview->hide();
        showPlans();
    });
    connect(m_preview, &ChangePreview::confirmed, this, &PlansCard::changed);
    hide();
}

void PlansCard::show(const api::Subscription &subscription, const std::vector<api::Plan> &plans, bool mayManage)
{
    const bool isFirst = m_plans.empty();
    m_subscription = subscription;
    m_plans = plans;
    m_mayManage = mayManage;
    m_notice->hide();
    m_preview->hide();
    if (isFirst) {
        const QSignalBlocker quiet(m_interval);
        m_interval->setCurrentIndex(m_interval->findData(subscription.interval == year ? year : month));
    }
    showPlans();
    setVisible(subscription.periodBegin.has_value() && !plans.empty());
}

QString PlansCard::interval() const
{
    return m_interval->currentData().toString();
}

QString PlansCard::currency() const
{
    if (m_subscription.price)
        return m_subscription.price->currency;
    return m_plans.empty() || m_plans.front().prices.empty() ? QString() : m_plans.front().prices.front().currency;
}

void PlansCard::showPlans()
{
    delete m_table;
    m_table = new QWidget(this);
    m_grid = new QGridLayout(m_table);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(space::large);
    m_grid->setVerticalSpacing(space::small);
    std::vector<QString> rows;
    for (const LimitText &limit : limitTexts({}))
        rows.push_back(limit.name);
    for (const FeatureText &feature : featureTexts())
        rows.push_back(feature.remark.isEmpty() ? feature.name : tr("%1 (%2)").arg(feature.name, feature.remark));
    addHeads(rows);
    int column = 1;
    for (const api::Plan &plan : m_plans)
        addPlan(plan, column++);
    m_inside->insertWidget(m_tablePlace, m_table);
}

void PlansCard::addHeads(const std::vector<QString> &rows)
{
    int row = headRows;
    for (const QString &text : rows)
        m_grid->addWidget(makeLabel(text, TextStyle::Body, true, m_table), row++, 0);
}

void PlansCard::addPlan(const api::Plan &plan, int column)
{
    m_grid->setColumnStretch(column, 1);
    QLabel *name = makeLabel(plan.name, TextStyle::Strong, false, m_table);
    name->setToolTip(plan.description.toHtmlEscaped());
    m_grid->addWidget(name, 0, column);
    const auto price = priceText(plan, currency(), interval());
    QLabel *priceLabel =
        makeLabel(price.value_or(tr("not sold in %1").arg(currency())), TextStyle::Body, false, m_table);
    priceLabel->setObjectName(QStringLiteral("price_") + plan.id);
    m_grid->addWidget(priceLabel, 1, column);
    int row = headRows;
    for (const LimitText &limit : limitTexts(plan.limits))
        m_grid->addWidget(makeLabel(limit.text, TextStyle::Body, false, m_table), row++, column);
    for (const FeatureText &feature : featureTexts()) {
        const bool has = hasFeature(plan, feature.id);
        auto *mark = new IconLabel(
            icon(has ? QStringLiteral("check") : QStringLiteral("minus"), has ? IconTint::Success : IconTint::Muted),
            iconSize, m_table);
        mark->setAccessibleName(has ? tr("has it") : tr("does not have it"));
        m_grid->addWidget(mark, row++, column, Qt::AlignLeft | Qt::AlignVCenter);
    }
    addChoice(plan, price.has_value(), row, column);
}

void PlansCard::addChoice(const api::Plan &plan, bool isSold, int row, int column)
{
    if (m_subscription.plan.id == plan.id && m_subscription.interval == interval()
        && m_subscription.state != u"cancelled" && m_subscription.state != u"suspended") {
        m_grid->addWidget(makeBadge(tr("Your plan"), "accent", m_table), row, column, Qt::AlignLeft | Qt::AlignVCenter);
        return;
    }
    if (!m_mayManage || !isSold)
        return;
    auto *choose = makeButton(QStringLiteral("choose_") + plan.id, tr("Choose"), ButtonKind::Plain, m_table);
    choose->setAccessibleName(tr("Choose %1").arg(plan.name));
    m_grid->addWidget(choose, row, column, Qt::AlignLeft);
    connect(choose, &QPushButton::clicked, this, [this, plan] { ask(plan); });
}

void PlansCard::ask(const api::Plan &plan)
{
    m_notice->hide();
    const api::ChangePlanRequest request{plan.id, interval()};
    m_context.session.call<api::PlanChangePreview>("subscription.preview", request, this,
                                                   [this, plan, request](const Result<api::PlanChangePreview> &answer) {
                                                       if (!answer) {
                                                           m_preview->hide();
                                                           return m_notice->show(answer.error());
                                                       }
                                                       m_preview->show(request, plan.name, *answer);
                                                   });
}

} // namespace tabletalk::ui
