// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/platform/BillingSettingsCard.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>

#include <cmath>

namespace tabletalk::ui {

namespace {

constexpr int fieldWidth = 420;
constexpr int mostDays = 365;
constexpr double basisPointsOfPercent = 100;
constexpr double mostPercent = 100;
constexpr int sellerHeight = 84;
constexpr int codeLength = 3; ///< of a currency

QSpinBox *makeDays(const QString &name, const QString &accessibleName, int least, QWidget *parent)
{
    auto *days = new QSpinBox(parent);
    days->setObjectName(name);
    days->setAccessibleName(accessibleName);
    days->setRange(least, mostDays);
    days->setSuffix(BillingSettingsCard::tr(" days"));
    return days;
}

QComboBox *makePlanBox(const QString &name, const QString &accessibleName, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(name);
    box->setAccessibleName(accessibleName);
    return box;
}

} // namespace

BillingSettingsCard::BillingSettingsCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("billingSettings"));
    build();
}

void BillingSettingsCard::build()
{
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    inside->addWidget(makeLabel(tr("Billing"), TextStyle::Heading, false, this));
    m_enabled = new QCheckBox(tr("New organisations get a trial and are billed after it"), this);
    m_enabled->setObjectName(QStringLiteral("billingEnabled"));
    m_enabled->setToolTip(tr("Organisations that have Self-hosted keep it."));
    inside->addWidget(m_enabled);
    auto *rows = new QWidget(this);
    QFormLayout *form = makeForm(rows);
    m_currency = makeField(QStringLiteral("billingCurrency"), tr("Currency of new subscriptions"), rows);
    m_currency->setPlaceholderText(QStringLiteral("EUR"));
    m_currency->setMaxLength(codeLength);
    addRow(form, tr("&Currency"), m_currency);
    m_trialPlan = makePlanBox(QStringLiteral("trialPlan"), tr("Plan that is tried"), rows);
    addRow(form, tr("&Trial of"), m_trialPlan);
    m_trialDays = makeDays(QStringLiteral("trialDays"), tr("How long it is tried"), 0, rows);
    addRow(form, tr("For"), m_trialDays);
    m_fallbackPlan = makePlanBox(QStringLiteral("fallbackPlan"), tr("Plan that follows where none is chosen"), rows);
    addRow(form, tr("Then, unless they c&hoose"), m_fallbackPlan);
    m_dueDays = makeDays(QStringLiteral("dueDays"), tr("Days to pay an invoice"), 1, rows);
    addRow(form, tr("Invoices are &due in"), m_dueDays);
    m_graceDays = makeDays(QStringLiteral("graceDays"), tr("Days past due before it is suspended"), 0, rows);
    addRow(form, tr("Suspended &after another"), m_graceDays);
    m_tax = new QDoubleSpinBox(rows);
    m_tax->setObjectName(QStringLiteral("taxPercent"));
    m_tax->setAccessibleName(tr("Tax in percent"));
    m_tax->setRange(0, mostPercent);
    m_tax->setDecimals(2);
    m_tax->setSuffix(QStringLiteral(" %"));
    addRow(form, tr("Ta&x"), m_tax);
    m_inclusive = new QCheckBox(tr("Prices include the tax"), rows);
    m_inclusive->setObjectName(QStringLiteral("taxInclusive"));
    form->addRow(QString(), m_inclusive);
    m_seller = new QPlainTextEdit(rows);
    m_seller->setObjectName(QStringLiteral("billingSeller"));
    m_seller->setAccessibleName(tr("Name and address on invoices"));
    m_seller->setTabChangesFocus(true);
    m_seller->setFixedHeight(sellerHeight);
    addRow(form, tr("Se&ller"), m_seller);
    for (QWidget *field : std::initializer_list<QWidget *>{m_currency, m_trialPlan, m_trialDays, m_fallbackPlan,
                                                           m_dueDays, m_graceDays, m_tax, m_seller})
        field->setMaximumWidth(fieldWidth);
    inside->addWidget(rows);
    m_notice = new Notice(this);
    m_notice->hide();
    inside->addWidget(m_notice);
    m_save = makeButton(QStringLiteral("saveBillingSettings"), tr("Save"), ButtonKind::Primary, this);
    m_save->setEnabled(false);
    inside->addWidget(m_save, 0, Qt::AlignLeft);
    connect(m_save, &QPushButton::clicked, this, &BillingSettingsCard::save);
}

void BillingSettingsCard::setPlans(const api::PlanList &plans)
{
    for (QComboBox *box : {m_trialPlan, m_fallbackPlan}) {
        box->clear();
        for (const api::Plan &plan : plans.items) {
            if (plan.offered)
                box->addItem(plan.name, plan.id);
        }
    }
    m_trialPlan->setCurrentIndex(m_trialPlan->findData(m_settings.trialPlanId));
    m_fallbackPlan->setCurrentIndex(m_fallbackPlan->findData(m_settings.fallbackPlanId));
}

void BillingSettingsCard::reload()
{
    m_context.session.call<api::BillingSettings>("admin.billing", api::Empty{}, this,
                                                 [this](const Result<api::BillingSettings> &answer) {
                                                     if (!answer)
                                                         return m_notice->show(answer.error());
                                                     take(*answer);
                                                 });
}

void BillingSettingsCard::take(const api::BillingSettings &settings)
{
    m_settings = settings;
    m_enabled->setChecked(settings.enabled);
    fillField(m_currency, settings.currency);
    m_trialPlan->setCurrentIndex(m_trialPlan->findData(settings.trialPlanId));
    m_fallbackPlan->setCurrentIndex(m_fallbackPlan->findData(settings.fallbackPlanId));
    m_trialDays->setValue(int(settings.trialDays));
    m_dueDays->setValue(int(settings.dueDays));
    m_graceDays->setValue(int(settings.graceDays));
    m_tax->setValue(double(settings.taxBasisPoints) / basisPointsOfPercent);
    m_inclusive->setChecked(settings.taxInclusive);
    if (m_seller->toPlainText() != settings.seller)
        m_seller->setPlainText(settings.seller);
    m_save->setEnabled(true);
}

void BillingSettingsCard::save()
{
    const auto planIn = [](const QComboBox *box) {
        return box->currentIndex() < 0 ? std::nullopt : std::optional(box->currentData().toString());
    };
    api::UpdateBillingRequest request;
    request.enabled = m_enabled->isChecked();
    request.currency = m_currency->text().trimmed().toUpper();
    request.trialPlanId = planIn(m_trialPlan);
    request.fallbackPlanId = planIn(m_fallbackPlan);
    request.trialDays = m_trialDays->value();
    request.dueDays = m_dueDays->value();
    request.graceDays = m_graceDays->value();
    request.taxBasisPoints = std::llround(m_tax->value() * basisPointsOfPercent);
    request.taxInclusive = m_inclusive->isChecked();
    request.seller = m_seller->toPlainText().trimmed();
    m_context.session.call<api::BillingSettings>("admin.setBilling", request, this,
                                                 [this](const Result<api::BillingSettings> &answer) {
                                                     if (!answer)
                                                         return m_notice->show(answer.error());
                                                     take(*answer);
                                                     m_notice->show(Notice::Kind::Success, tr("Saved."));
                                                 });
}

} // namespace tabletalk::ui
