// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/billing/CurrentPlanCard.h"

#include "ui/billing/BillingText.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/IconLabel.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr qint64 dayMs = 24LL * 3600 * 1000;
constexpr int iconSize = 16;

/// Begun days count, so that the last one is a day and not none.
qint64 daysUntil(Instant end)
{
    const qint64 left = end.msSinceEpoch - QDateTime::currentMSecsSinceEpoch();
    return std::max<qint64>(0, (left + dayMs - 1) / dayMs);
}

void empty(QGridLayout *grid)
{
    while (QLayoutItem *item = grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

QString periodText(const api::Subscription &subscription)
{
    const QString end = dayText(*subscription.periodEnd);
    if (subscription.state == u"trialing") {
        const qint64 days = daysUntil(*subscription.periodEnd);
        return days == 1
                   ? CurrentPlanCard::tr("The trial ends on %1: 1 day is left.").arg(end)
                   : CurrentPlanCard::tr("The trial ends on %1: %2 days are left.").arg(end, QLocale().toString(days));
    }
    if (subscription.state == u"cancelled")
        return CurrentPlanCard::tr("It ended on %1.").arg(end);
    return CurrentPlanCard::tr("The present period is from %1 to %2.").arg(dayText(*subscription.periodBegin), end);
}

QString nameOf(const std::vector<api::Plan> &plans, const QString &id)
{
    const auto found = std::ranges::find(plans, id, &api::Plan::id);
    return found == plans.end() ? id : found->name;
}

} // namespace

CurrentPlanCard::CurrentPlanCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("currentPlan"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    inside->addLayout(buildHead());
    m_warning = new Notice(this);
    m_warning->setObjectName(QStringLiteral("billingWarning"));
    inside->addWidget(m_warning);
    m_planned = new Notice(this);
    m_planned->setObjectName(QStringLiteral("plannedChange"));
    inside->addWidget(m_planned);
    inside->addWidget(makeSeparator(this));
    auto *contents = new QHBoxLayout;
    contents->setSpacing(space::huge);
    m_limits = new QGridLayout;
    m_features = new QGridLayout;
    for (QGridLayout *grid : {m_limits, m_features}) {
        grid->setHorizontalSpacing(space::large);
        grid->setVerticalSpacing(space::small);
        auto *column = new QVBoxLayout;
        column->addLayout(grid);
        column->addStretch();
        contents->addLayout(column, 1);
    }
    m_features->setColumnStretch(1, 1);
    inside->addLayout(contents);
    inside->addLayout(buildButtons());
    m_notice = new Notice(this);
    inside->addWidget(m_notice);
    hide();
}

QBoxLayout *CurrentPlanCard::buildHead()
{
    auto *column = new QVBoxLayout;
    column->setSpacing(space::tiny);
    auto *first = new QHBoxLayout;
    first->setSpacing(space::medium);
    m_name = makeLabel({}, TextStyle::Title, false, this);
    m_name->setObjectName(QStringLiteral("planName"));
    m_name->setWordWrap(false);
    first->addWidget(m_name);
    m_state = makeBadge({}, "neutral", this);
    m_state->setObjectName(QStringLiteral("planState"));
    first->addWidget(m_state);
    first->addStretch();
    m_price = makeLabel({}, TextStyle::Heading, false, this);
    m_price->setObjectName(QStringLiteral("planPrice"));
    m_price->setWordWrap(false);
    first->addWidget(m_price);
    column->addLayout(first);
    m_about = makeLabel({}, TextStyle::Body, true, this);
    m_about->setObjectName(QStringLiteral("planAbout"));
    m_period = makeLabel({}, TextStyle::Body, false, this);
    m_period->setObjectName(QStringLiteral("planPeriod"));
    m_money = makeLabel({}, TextStyle::Body, false, this);
    m_money->setObjectName(QStringLiteral("planMoney"));
    for (QLabel *label : {m_about, m_period, m_money}) {
        column->addWidget(label);
    }
    return column;
}

QBoxLayout *CurrentPlanCard::buildButtons()
{
    auto *row = new QHBoxLayout;
    m_keep = makeButton(QStringLiteral("keepPlan"), tr("Keep it as it is"), ButtonKind::Primary, this);
    m_again = makeButton(QStringLiteral("resumePlan"), tr("Begin again"), ButtonKind::Primary, this);
    m_cancel = makeButton(QStringLiteral("cancelPlan"), tr("Cancel at the period's end"), ButtonKind::Danger, this);
    for (QPushButton *button : {m_keep, m_again, m_cancel})
        row->addWidget(button);
    row->addStretch();
    connect(m_keep, &QPushButton::clicked, this, [this] { wish("subscription.resume"); });
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (confirm(this, tr("Begin again?"), tr("A new period begins now and is invoiced: %1.").arg(m_price->text()),
                    tr("Begin again")))
            wish("subscription.resume");
    });
    connect(m_cancel, &QPushButton::clicked, this, &CurrentPlanCard::cancel);
    return row;
}

void CurrentPlanCard::show(const api::Subscription &subscription, const std::vector<api::Plan> &plans, bool mayManage)
{
    m_subscription = subscription;
    m_notice->hide();
    showHead();
    showWarning();
    showPlanned(plans);
    showContents();
    const bool isBilled = subscription.periodBegin.has_value();
    const bool isOver = subscription.state == u"cancelled";
    const bool isPlanned = subscription.cancelsAtPeriodEnd || subscription.nextPlanId.has_value();
    m_keep->setVisible(mayManage && isBilled && !isOver && isPlanned);
    m_again->setVisible(mayManage && isBilled && isOver);
    m_cancel->setVisible(mayManage && isBilled && !isOver && !subscription.cancelsAtPeriodEnd);
    setVisible(true);
}

void CurrentPlanCard::showHead()
{
    const api::Subscription &has = m_subscription;
    const bool isBilled = has.periodBegin && has.periodEnd;
    m_name->setText(has.plan.name);
    m_state->setText(isBilled ? stateText(has.state) : tr("not billed"));
    setStyleClass(m_state, "badge", QString::fromLatin1(isBilled ? stateBadge(has.state) : "neutral"));
    QString about = has.plan.description;
    if (!isBilled)
        about = has.plan.limits == api::PlanLimits()
                    ? tr("Your organisation is not billed on this server: nothing is limited, nothing is invoiced.")
                    : tr("Your organisation is not billed on this server.");
    if (has.grantReason)
        about = tr("Granted by the operators of this server: %1").arg(*has.grantReason);
    m_about->setText(about);
    m_about->setVisible(!about.isEmpty());
    m_price->setText(has.price ? priceText(*has.price, has.interval) : QString());
    m_period->setText(isBilled ? periodText(has) : QString());
    m_period->setVisible(isBilled);
    QStringList money;
    if (has.due && has.due->amount > 0)
        money += tr("Still to be paid: %1.").arg(amountText(*has.due));
    if (has.credit && has.credit->amount > 0)
        money += tr("Credit that the next invoice takes off: %1.").arg(amountText(*has.credit));
    m_money->setText(money.join(u' '));
    m_money->setVisible(!money.isEmpty());
}

void CurrentPlanCard::showWarning()
{
    const QString &state = m_subscription.state;
    m_warning->hide();
    if (!m_subscription.periodBegin)
        return;
    if (state == u"past_due")
        m_warning->show(Notice::Kind::Warning, tr("An invoice is overdue."),
                        tr("Pay it, or the subscription is suspended. Until then everything goes on."));
    else if (state == u"suspended")
        m_warning->show(Notice::Kind::Danger, tr("The subscription is suspended."),
                        tr("The limits and features below hold meanwhile; nothing is lost. It goes on when what is "
                           "open has been paid."));
    else if (state == u"cancelled")
        m_warning->show(Notice::Kind::Accent, tr("The subscription has ended."),
                        tr("The limits and features below hold; nothing is lost. It can begin again at any time."));
}

void CurrentPlanCard::showPlanned(const std::vector<api::Plan> &plans)
{
    const api::Subscription &has = m_subscription;
    m_planned->hide();
    if (!has.periodEnd || has.state == u"cancelled")
        return;
    const QString end = dayText(*has.periodEnd);
    if (has.cancelsAtPeriodEnd)
        m_planned->show(Notice::Kind::Accent, tr("It ends on %1.").arg(end),
                        tr("Until then everything stays as it is. You can take that back."));
    else if (has.nextPlanId)
        m_planned->show(
            Notice::Kind::Accent,
            tr("From %1 on: %2, paid %3.")
                .arg(end, nameOf(plans, *has.nextPlanId), intervalText(has.nextInterval.value_or(has.interval))),
            tr("Until then everything stays as it is. You can take that back."));
}

void CurrentPlanCard::showContents()
{
    empty(m_limits);
    empty(m_features);
    int row = 0;
    for (const LimitText &limit : limitTexts(m_subscription.plan.limits)) {
        m_limits->addWidget(makeLabel(limit.name, TextStyle::Body, true, this), row, 0);
        QLabel *value = makeLabel(limit.text, TextStyle::Body, false, this);
        value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_limits->addWidget(value, row++, 1);
    }
    row = 0;
    for (const FeatureText &feature : featureTexts()) {
        const bool has = hasFeature(m_subscription.plan, feature.id);
        m_features->addWidget(new IconLabel(icon(has ? QStringLiteral("check") : QStringLiteral("minus"),
                                                 has ? IconTint::Success : IconTint::Muted),
                                            iconSize, this),
                              row, 0);
        QString text = has ? feature.name : tr("%1: not part of it").arg(feature.name);
        if (has && !feature.remark.isEmpty())
            text = tr("%1 (%2)").arg(feature.name, feature.remark);
        m_features->addWidget(makeLabel(text, TextStyle::Body, !has, this), row++, 1);
    }
}

void CurrentPlanCard::cancel()
{
    if (confirm(this, tr("Cancel the subscription?"),
                tr("It ends on %1. Until then everything stays as it is, and you can take it back.")
                    .arg(dayText(*m_subscription.periodEnd)),
                tr("Cancel it")))
        wish("subscription.cancel");
}

void CurrentPlanCard::wish(const char *operation)
{
    m_context.session.call<api::Subscription>(operation, api::Empty{}, this,
                                              [this](const Result<api::Subscription> &answer) {
                                                  if (!answer)
                                                      return m_notice->show(answer.error());
                                                  Q_EMIT changed();
                                              });
}

} // namespace tabletalk::ui
