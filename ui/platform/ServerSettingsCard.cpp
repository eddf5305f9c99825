// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/platform/ServerSettingsCard.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr int fieldWidth = 420;
constexpr int longestName = 80;
constexpr int mostHistoryDays = 3'650;
constexpr int mostAuditDays = 36'500;

QSpinBox *makeDays(const QString &name, const QString &accessibleName, int least, int most, QWidget *parent)
{
    auto *days = new QSpinBox(parent);
    days->setObjectName(name);
    days->setAccessibleName(accessibleName);
    days->setRange(least, most);
    days->setSuffix(ServerSettingsCard::tr(" days"));
    return days;
}

QComboBox *makeBox(const QString &name, const QString &accessibleName, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(name);
    box->setAccessibleName(accessibleName);
    return box;
}

std::optional<QString> given(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

void choose(QComboBox *box, const std::optional<QString> &data)
{
    box->setCurrentIndex(std::max(0, box->findData(data.value_or(QString()))));
}

} // namespace

ServerSettingsCard::ServerSettingsCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(QStringLiteral("serverSettings"));
    build();
}

void ServerSettingsCard::build()
{
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    inside->addWidget(makeLabel(tr("Server"), TextStyle::Heading, false, this));
    auto *rows = new QWidget(this);
    QFormLayout *form = makeForm(rows);
    m_name = makeField(QStringLiteral("serverName"), tr("Name of the server"), rows);
    m_name->setPlaceholderText(tr("None: people see its address"));
    m_name->setMaxLength(longestName);
    addRow(form, tr("&Name"), m_name);
    m_support = makeField(QStringLiteral("supportAddress"), tr("Where people ask for help"), rows);
    m_support->setPlaceholderText(QStringLiteral("help@example.org, https://example.org/help"));
    addRow(form, tr("&Support"), m_support);
    m_registration = makeBox(QStringLiteral("registrationMode"), tr("Who may make an account"), rows);
    addRow(form, tr("&Registration"), m_registration);
    m_plan = makeBox(QStringLiteral("defaultPlan"), tr("Plan of new organisations"), rows);
    m_plan->setToolTip(tr("Holds for organisations that are made from now on, while billing is off."));
    m_plan->addItem(tr("Self-hosted: no limits"), QString());
    addRow(form, tr("New &organisations"), m_plan);
    m_history = makeDays(QStringLiteral("signInHistoryDays"), tr("How long attempts to sign in are kept"), 1,
                         mostHistoryDays, rows);
    addRow(form, tr("Keep sign-in &history"), m_history);
    m_audit = makeDays(QStringLiteral("auditDays"), tr("How long audit records are kept"), 0, mostAuditDays, rows);
    m_audit->setSpecialValueText(tr("for ever"));
    addRow(form, tr("Keep &audit records"), m_audit);
    for (QWidget *field :
         std::initializer_list<QWidget *>{m_name, m_support, m_registration, m_plan, m_history, m_audit})
        field->setMaximumWidth(fieldWidth);
    inside->addWidget(rows);
    m_notice = new Notice(this);
    m_notice->hide();
    inside->addWidget(m_notice);
    m_save = makeButton(QStringLiteral("saveServerSettings"), tr("Save"), ButtonKind::Primary, this);
    m_save->setEnabled(false);
    inside->addWidget(m_save, 0, Qt::AlignLeft);
    connect(m_save, &QPushButton::clicked, this, &ServerSettingsCard::save);
}

void ServerSettingsCard::setPlans(const api::PlanList &plans)
{
    while (m_plan->count() > 1)
        m_plan->removeItem(1);
    for (const api::Plan &plan : plans.items)
        m_plan->addItem(plan.name, plan.id);
    choose(m_plan, m_state.set.defaultPlanId);
}

void ServerSettingsCard::reload()
{
    m_context.session.call<api::ServerSettingsState>("admin.settings", api::Empty{}, this,
                                                     [this](const Result<api::ServerSettingsState> &answer) {
                                                         if (!answer)
                                                             return m_notice->show(answer.error());
                                                         take(*answer);
                                                     });
}

void ServerSettingsCard::take(const api::ServerSettingsState &state)
{
    m_state = state;
    fillField(m_name, state.set.serverName.value_or(QString()));
    fillField(m_support, state.set.supportAddress.value_or(QString()));
    m_registration->clear();
    m_registration->addItem(tr("As the server was started"), QString());
    m_registration->addItem(tr("Everybody"), QStringLiteral("open"));
    m_registration->addItem(tr("Who is invited"), QStringLiteral("invite"));
    m_registration->addItem(tr("Nobody"), QStringLiteral("closed"));
    choose(m_registration, state.set.registration);
    m_registration->setEnabled(!state.registrationFixed);
    m_registration->setToolTip(state.registrationFixed ? tr("The server was started without registration.")
                                                       : QString());
    choose(m_plan, state.set.defaultPlanId);
    m_history->setValue(int(state.inForce.signInHistoryDays.value_or(0)));
    m_audit->setValue(int(state.inForce.auditDays.value_or(0)));
    m_save->setEnabled(true);
}

api::ServerSettings ServerSettingsCard::entered() const
{
    api::ServerSettings settings = m_state.set;
    settings.serverName = given(m_name->text().trimmed());
    settings.supportAddress = given(m_support->text().trimmed());
    settings.registration = given(m_registration->currentData().toString());
    settings.defaultPlanId = given(m_plan->currentData().toString());
    // What was not touched stays as the server was started.
    if (m_history->value() != m_state.inForce.signInHistoryDays)
        settings.signInHistoryDays = m_history->value();
    if (m_audit->value() != m_state.inForce.auditDays)
        settings.auditDays = m_audit->value();
    return settings;
}

void ServerSettingsCard::save()
{
    m_context.session.call<api::ServerSettingsState>("admin.setSettings", entered(), this,
                                                     [this](const Result<api::ServerSettingsState> &answer) {
                                                         if (!answer)
                                                             return m_notice->show(answer.error());
                                                         take(*answer);
                                                         m_notice->show(Notice::Kind::Success, tr("Saved."));
                                                     });
}

} // namespace tabletalk::ui
