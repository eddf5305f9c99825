// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/billing/ChangePreview.h"

#include "ui/billing/BillingText.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace tabletalk::ui {

namespace {

QString lineText(const api::InvoiceLine &line)
{
    if (!line.begin || !line.end)
        return line.text;
    return ChangePreview::tr("%1 (%2 to %3)").arg(line.text, dayText(*line.begin), dayText(*line.end));
}

} // namespace

ChangePreview::ChangePreview(WindowContext &context, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_title(makeLabel({}, TextStyle::Strong, false, this))
    , m_when(makeLabel({}, TextStyle::Body, false, this))
    , m_lines(new QGridLayout)
{
    setObjectName(QStringLiteral("changePreview"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    column->addWidget(makeSeparator(this));
    m_title->setObjectName(QStringLiteral("previewTitle"));
    column->addWidget(m_title);
    m_when->setObjectName(QStringLiteral("previewWhen"));
    column->addWidget(m_when);
    m_lines->setHorizontalSpacing(space::huge);
    m_lines->setVerticalSpacing(space::tiny);
    m_lines->setColumnStretch(0, 1);
    column->addLayout(m_lines);
    auto *row = new QHBoxLayout;
    m_confirm = makeButton(QStringLiteral("confirmChange"), tr("Change the plan"), ButtonKind::Primary, this);
    row->addWidget(m_confirm);
    auto *back = makeButton(QStringLiteral("dismissChange"), tr("Not now"), ButtonKind::Quiet, this);
    row->addWidget(back);
    row->addStretch();
    column->addLayout(row);
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("previewNotice"));
    column->addWidget(m_notice);
    connect(m_confirm, &QPushButton::clicked, this, &ChangePreview::change);
    connect(back, &QPushButton::clicked, this, &QWidget::hide);
    hide();
}

void ChangePreview::show(const api::ChangePlanRequest &request, const QString &planName,
                         const api::PlanChangePreview &preview)
{
    m_request = request;
    m_notice->hide();
    m_confirm->setEnabled(true);
    m_title->setText(tr("Change to %1, paid %2").arg(planName, intervalText(request.interval)));
    if (!preview.atOnce)
        m_when->setText(tr("From %1 on. Until then everything stays as it is, and you can take it back.")
                            .arg(dayText(preview.effectiveAt)));
    else
        m_when->setText(preview.lines.empty() ? tr("At once. Nothing is charged now.")
                                              : tr("At once. This is invoiced now:"));
    showLines(preview);
    setVisible(true);
    m_confirm->setFocus(Qt::OtherFocusReason);
}

void ChangePreview::addLine(int row, const QString &text, const QString &amount, bool strong)
{
    const TextStyle style = strong ? TextStyle::Strong : TextStyle::Body;
    QLabel *what = makeLabel(text, style, false, this);
    m_lines->addWidget(what, row, 0);
    QLabel *much = makeLabel(amount, style, false, this);
    much->setObjectName(strong ? QStringLiteral("previewTotal") : QStringLiteral("previewAmount"));
    much->setWordWrap(false);
    much->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_lines->addWidget(much, row, 1);
}

void ChangePreview::showLines(const api::PlanChangePreview &preview)
{
    while (QLayoutItem *item = m_lines->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (preview.lines.empty())
        return;
    int row = 0;
    for (const api::InvoiceLine &line : preview.lines)
        addLine(row++, lineText(line), amountText(line.net), false);
    if (preview.tax.amount != 0)
        addLine(row++, tr("Tax"), amountText(preview.tax), false);
    addLine(row, preview.gross.amount < 0 ? tr("Credit for the next invoices") : tr("Total"),
            amountText(preview.gross.amount < 0 ? api::Money{-preview.gross.amount, preview.gross.currency}
                                                : preview.gross),
            true);
}

void ChangePreview::change()
{
    m_confirm->setEnabled(false);
    m_context.session.call<api::Subscription>("subscription.change", m_request, this,
                                              [this](const Result<api::Subscription> &answer) {
                                                  m_confirm->setEnabled(true);
                                                  if (!answer)
                                                      return m_notice->show(answer.error());
                                                  hide();
                                                  Q_EMIT confirmed();
                                              });
}

} // namespace tabletalk::ui
