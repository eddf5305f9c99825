// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signon/SignOnCard.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/signon/SignOnDialog.h"
#include "ui/tenant/TextTableModel.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

namespace tabletalk::ui {

namespace {

constexpr int mostLines = 6;

QString stateOf(const api::SignOnProvider &provider)
{
    if (!provider.active)
        return SignOnCard::tr("off");
    return provider.passwordsAllowed ? SignOnCard::tr("on") : SignOnCard::tr("on, instead of passwords");
}

} // namespace

SignOnCard::SignOnCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new TextTableModel({tr("Name"), tr("Issuer"), tr("State"), tr("Accounts")}, this))
    , m_table(nullptr)
    , m_notInPlan(nullptr)
    , m_notice(new Notice(this))
{
    setObjectName(QStringLiteral("signOnCard"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    inside->addWidget(makeLabel(tr("Single sign-on"), TextStyle::Heading, false, this));
    QLabel *about = makeLabel(tr("Identity providers that sign your people in, by OpenID Connect: Keycloak, Entra ID, "
                                 "Google and others. What a provider vouches for is good in this organisation only."),
                              TextStyle::Body, true, this);
    about->setWordWrap(true);
    inside->addWidget(about);
    m_notInPlan = makeLabel(tr("Single sign-on is not part of your plan."), TextStyle::Body, false, this);
    m_notInPlan->setObjectName(QStringLiteral("signOnNotInPlan"));
    m_notInPlan->hide();
    inside->addWidget(m_notInPlan);
    m_table = makeTable(QStringLiteral("signOnProviderTable"), tr("Identity providers"), m_model, this);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    inside->addWidget(m_table);
    inside->addLayout(buildButtons());
    inside->addWidget(makeSeparator(this));
    buildNew(inside);
    m_notice->hide();
    inside->addWidget(m_notice);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SignOnCard::updateButtons);
    connect(m_table, &QTableView::doubleClicked, this, [this] { m_edit->click(); });
    updateButtons();
}

QBoxLayout *SignOnCard::buildButtons()
{
    auto *row = new QHBoxLayout;
    m_edit = makeButton(QStringLiteral("editSignOn"), tr("Set up"), ButtonKind::Plain, this);
    m_switch = makeButton(QStringLiteral("switchSignOn"), tr("Switch on"), ButtonKind::Plain, this);
    m_remove = makeButton(QStringLiteral("removeSignOn"), tr("Delete"), ButtonKind::Danger, this);
    for (QPushButton *button : {m_edit, m_switch, m_remove})
        row->addWidget(button);
    row->addStretch();
    connect(m_edit, &QPushButton::clicked, this, [this] {
        if (const api::SignOnProvider *provider = chosen())
            edit(*provider);
    });
    connect(m_switch, &QPushButton::clicked, this, &SignOnCard::toggleActive);
    connect(m_remove, &QPushButton::clicked, this, &SignOnCard::remove);
    return row;
}

void SignOnCard::buildNew(QBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::medium);
    m_name = makeField(QStringLiteral("newSignOnName"), tr("Name of the new provider, as people read it"), this);
    m_name->setPlaceholderText(tr("Name, such as Example Login"));
    m_issuer = makeField(QStringLiteral("newSignOnIssuer"), tr("Issuer of the new provider"), this);
    m_issuer->setPlaceholderText(QStringLiteral("https://login.example.org/realms/main"));
    m_create = makeButton(QStringLiteral("createSignOn"), tr("Add"), ButtonKind::Primary, this);
    row->addWidget(m_name, 1);
    row->addWidget(m_issuer, 2);
    row->addWidget(m_create);
    column->addLayout(row);
    for (QLineEdit *field : {m_name, m_issuer}) {
        connect(field, &QLineEdit::textChanged, this, &SignOnCard::updateButtons);
        connect(field, &QLineEdit::returnPressed, m_create, &QPushButton::click);
    }
    connect(m_create, &QPushButton::clicked, this, &SignOnCard::create);
}

void SignOnCard::reload()
{
    m_context.session.call<api::SignOnProviderList>("signOn.providers", api::Empty{}, this,
                                                    [this](const Result<api::SignOnProviderList> &answer) {
                                                        if (!answer)
                                                            return m_notice->show(answer.error());
                                                        take(*answer);
                                                    });
}

void SignOnCard::take(const api::SignOnProviderList &list)
{
    const api::SignOnProvider *before = chosen();
    const SignOnProviderId kept = before ? before->id : SignOnProviderId();
    m_providers = list.items;
    m_isInPlan = list.isInPlan;
    std::vector<TextTableModel::Row> rows;
    for (const api::SignOnProvider &each : m_providers)
        rows.push_back({each.id.toString(),
                        {each.name, each.issuer, stateOf(each),
                         each.makesAccounts ? tr("are made at the first sign-in") : tr("of members only")}});
    m_model->setRows(std::move(rows));
    m_table->setVisible(!m_providers.empty());
    m_notInPlan->setVisible(!m_isInPlan);
    fitTable(m_table, mostLines);
    for (size_t i = 0; i < m_providers.size(); ++i) {
        if (m_providers[i].id == kept || m_providers.size() == 1)
            m_table->selectRow(int(i));
    }
    updateButtons();
}

const api::SignOnProvider *SignOnCard::chosen() const
{
    const int row = chosenRow(m_table);
    return row >= 0 && size_t(row) < m_providers.size() ? &m_providers[size_t(row)] : nullptr;
}

void SignOnCard::updateButtons()
{
    const api::SignOnProvider *provider = chosen();
    for (QPushButton *button : {m_edit, m_switch, m_remove})
        button->setVisible(!m_providers.empty());
    m_edit->setEnabled(provider);
    m_remove->setEnabled(provider);
    const bool isOn = provider && provider->active;
    m_switch->setEnabled(isOn || (provider && m_isInPlan && !provider->clientId.isEmpty()));
    m_switch->setText(isOn ? tr("Switch off") : tr("Switch on"));
    m_switch->setAccessibleName(m_switch->text());
    m_create->setEnabled(m_isInPlan && !m_name->text().trimmed().isEmpty() && !m_issuer->text().trimmed().isEmpty());
}

void SignOnCard::create()
{
    api::CreateSignOnProviderRequest request;
    request.name = m_name->text().trimmed();
    request.issuer = m_issuer->text().trimmed();
    m_context.session.call<api::SignOnProvider>(
        "signOn.create", request, this,
        [this, sent = ButtonHold::on(m_create)](const Result<api::SignOnProvider> &answer) {
            afterChange(answer);
            if (!answer)
                return;
            m_name->clear();
            m_issuer->clear();
            edit(*answer);
        });
}

void SignOnCard::edit(const api::SignOnProvider &provider)
{
    auto *dialog = new SignOnDialog(m_context, provider, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, &SignOnCard::reload);
    dialog->open();
}

void SignOnCard::toggleActive()
{
    const api::SignOnProvider *provider = chosen();
    if (!provider
        || (provider->active
            && !confirm(this, tr("Switch %1 off?").arg(provider->name),
                        tr("Whoever it signed in is signed out. Passwords count again."), tr("Switch off"))))
        return;
    api::UpdateSignOnProviderRequest request;
    request.id = provider->id;
    request.active = !provider->active;
    m_context.session.call<api::SignOnProvider>(
        "signOn.update", request, this, [this](const Result<api::SignOnProvider> &answer) { afterChange(answer); });
}

void SignOnCard::remove()
{
    const api::SignOnProvider *provider = chosen();
    if (!provider
        || !confirm(this, tr("Delete %1?").arg(provider->name),
                    tr("Whoever it signed in is signed out, and has to be linked anew if the provider comes back."),
                    tr("Delete")))
        return;
    m_context.session.call<api::Empty>("signOn.remove", api::SignOnProviderRequest{provider->id}, this,
                                       [this](const Result<api::Empty> &answer) {
                                           if (!answer)
                                               return m_notice->show(answer.error());
                                           m_notice->hide();
                                           reload();
                                       });
}

void SignOnCard::afterChange(const Result<api::SignOnProvider> &answer)
{
    updateButtons();
    if (!answer)
        return m_notice->show(answer.error());
    m_notice->hide();
    reload();
}

} // namespace tabletalk::ui
