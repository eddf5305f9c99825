// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/usage/UsageLimitsCard.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/usage/LimitNames.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr int barSteps = 1'000;
constexpr int barHeight = 8;

} // namespace

UsageLimitsCard::UsageLimitsCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("usageLimits"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    inside->addWidget(makeLabel(tr("Your plan's limits"), TextStyle::Heading, false, this));
    m_alert = new Notice(this);
    inside->addWidget(m_alert);
    m_rows = new QGridLayout;
    m_rows->setHorizontalSpacing(space::large);
    m_rows->setVerticalSpacing(space::medium);
    m_rows->setColumnStretch(1, 1);
    inside->addLayout(m_rows);
    m_period = makeLabel({}, TextStyle::Caption, true, this);
    inside->addWidget(m_period);
    hide();
}

void UsageLimitsCard::reload()
{
    m_context.session.call<api::LimitList>("usage.limits", api::Empty{}, this,
                                           [this](const Result<api::LimitList> &answer) {
                                               if (answer)
                                                   take(*answer);
                                               else
                                                   hide();
                                           });
}

void UsageLimitsCard::take(const api::LimitList &limits)
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0; // a grid never forgets how many rows it had
    for (const api::Limit &limit : limits.items) {
        if (limit.limit)
            addRow(row++, limit);
    }
    m_period->setText(tr("The next month begins on %1.").arg(momentText(limits.periodEnd)));
    m_alert->hide();
    if (!limits.alerts.empty()) {
        const api::LimitAlert &last = limits.alerts.back();
        m_alert->show(last.percent >= 100 ? Notice::Kind::Danger : Notice::Kind::Warning,
                      tr("%1: %2 % are used.").arg(limitName(last.name)).arg(last.percent));
    }
    setVisible(row > 0);
}

void UsageLimitsCard::addRow(int row, const api::Limit &limit)
{
    m_rows->addWidget(makeLabel(limitName(limit.name), TextStyle::Body, false, this), row, 0);
    auto *bar = new QProgressBar(this);
    bar->setObjectName(QStringLiteral("limit_") + limit.name);
    bar->setAccessibleName(limitName(limit.name));
    bar->setTextVisible(false);
    bar->setFixedHeight(barHeight);
    bar->setRange(0, barSteps);
    const double share = *limit.limit > 0 ? double(limit.used) / double(*limit.limit) : 1.0;
    bar->setValue(int(std::clamp(share, 0.0, 1.0) * barSteps));
    m_rows->addWidget(bar, row, 1);
    m_rows->addWidget(
        makeLabel(tr("%1 of %2").arg(limitAmount(limit.name, limit.used), limitAmount(limit.name, *limit.limit)),
                  TextStyle::Body, true, this),
        row, 2);
}

} // namespace tabletalk::ui
