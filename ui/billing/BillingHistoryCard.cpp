// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/billing/BillingHistoryCard.h"

#include "ui/billing/BillingText.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/TextTableModel.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

namespace tabletalk::ui {

namespace {

constexpr int mostLines = 8;
constexpr int pageSize = 50;

} // namespace

BillingHistoryCard::BillingHistoryCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new TextTableModel({tr("What happened"), tr("When"), tr("Plan"), tr("Paid"), tr("Detail")}, this))
{
    setObjectName(QStringLiteral("billingHistoryCard"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    inside->addWidget(makeLabel(tr("History"), TextStyle::Heading, false, this));
    m_table = makeTable(QStringLiteral("billingHistory"), tr("What happened to the subscription"), m_model, this);
    inside->addWidget(m_table);
    m_empty = makeLabel(tr("Nothing happened yet."), TextStyle::Body, true, this);
    inside->addWidget(m_empty);
    m_more = makeButton(QStringLiteral("moreBillingHistory"), tr("What was before"), ButtonKind::Quiet, this);
    inside->addWidget(m_more, 0, Qt::AlignLeft);
    m_notice = new Notice(this);
    inside->addWidget(m_notice);
    connect(m_more, &QPushButton::clicked, this, [this] { load(m_nextCursor); });
    take({}, true);
}

void BillingHistoryCard::reload()
{
    m_notice->hide();
    load(std::nullopt);
}

void BillingHistoryCard::load(const std::optional<QString> &cursor)
{
    m_context.session.call<api::BillingHistory>("billing.history", api::ListRequest{pageSize, cursor}, this,
                                                [this, isFirst = !cursor](const Result<api::BillingHistory> &answer) {
                                                    if (!answer)
                                                        return m_notice->show(answer.error());
                                                    take(*answer, isFirst);
                                                });
}

void BillingHistoryCard::take(const api::BillingHistory &page, bool isFirst)
{
    if (isFirst)
        m_events.clear();
    m_events.insert(m_events.end(), page.items.begin(), page.items.end());
    m_nextCursor = page.nextCursor;
    std::vector<TextTableModel::Row> rows;
    for (const api::BillingEvent &event : m_events)
        rows.push_back({{},
                        {eventText(event.kind), momentText(event.at), event.planId, intervalText(event.interval),
                         event.detail.isEmpty() ? QStringLiteral("–") : event.detail}});
    m_table->setVisible(!rows.empty());
    m_empty->setVisible(rows.empty());
    m_more->setVisible(m_nextCursor.has_value());
    m_model->setRows(std::move(rows));
    fitTable(m_table, mostLines);
}

} // namespace tabletalk::ui
