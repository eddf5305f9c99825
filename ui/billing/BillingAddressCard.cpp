// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/billing/BillingAddressCard.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace tabletalk::ui {

namespace {

constexpr int textHeight = 96;

} // namespace

BillingAddressCard::BillingAddressCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_text(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("billingAddressCard"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    inside->addWidget(makeLabel(tr("Address on invoices"), TextStyle::Heading, false, this));
    inside->addWidget(makeLabel(tr("It stands under the organisation's name on invoices to come; a number for tax may "
                                   "be one of its lines."),
                                TextStyle::Body, true, this));
    m_text->setObjectName(QStringLiteral("billingAddress"));
    m_text->setAccessibleName(tr("Address on invoices"));
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(textHeight);
    inside->addWidget(m_text);
    m_save = makeButton(QStringLiteral("saveBillingAddress"), tr("Save"), ButtonKind::Plain, this);
    inside->addWidget(m_save, 0, Qt::AlignLeft);
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("billingAddressNotice"));
    inside->addWidget(m_notice);
    connect(m_text, &QPlainTextEdit::textChanged, this, &BillingAddressCard::updateButtons);
    connect(m_save, &QPushButton::clicked, this, &BillingAddressCard::save);
    updateButtons();
}

void BillingAddressCard::reload(bool mayManage)
{
    m_text->setReadOnly(!mayManage);
    m_save->setVisible(mayManage);
    m_context.session.call<api::BillingAddress>("billing.address", api::Empty{}, this,
                                                [this](const Result<api::BillingAddress> &answer) { take(answer); });
}

void BillingAddressCard::take(const Result<api::BillingAddress> &answer)
{
    if (!answer)
        return m_notice->show(answer.error());
    const bool isEdited = m_text->toPlainText() != m_saved; // what was begun is not taken away
    m_saved = answer->address;
    if (!isEdited)
        m_text->setPlainText(m_saved);
    updateButtons();
}

void BillingAddressCard::updateButtons()
{
    m_save->setEnabled(m_text->toPlainText().trimmed() != m_saved);
}

void BillingAddressCard::save()
{
    m_save->setEnabled(false);
    m_context.session.call<api::BillingAddress>("billing.setAddress",
                                                api::BillingAddress{m_text->toPlainText().trimmed()}, this,
                                                [this](const Result<api::BillingAddress> &answer) {
                                                    if (answer) {
                                                        m_saved = answer->address;
                                                        m_text->setPlainText(m_saved);
                                                        m_notice->show(Notice::Kind::Success, tr("Saved."));
                                                    } else {
                                                        m_notice->show(answer.error());
                                                    }
                                                    updateButtons();
                                                });
}

} // namespace tabletalk::ui
