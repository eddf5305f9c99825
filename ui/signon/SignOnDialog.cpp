// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signon/SignOnDialog.h"

#include "core/access/Policy.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/PeopleTable.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>

namespace tabletalk::ui {

namespace {

constexpr int dialogWidth = 640;
constexpr int mappingHeight = 76;

std::vector<QString> wordsOf(const QString &text)
{
    static const QRegularExpression between(QStringLiteral("[\\s,;]+"));
    const QStringList words = text.split(between, Qt::SkipEmptyParts);
    return {words.begin(), words.end()};
}

QString joined(const std::vector<QString> &words)
{
    return QStringList(words.begin(), words.end()).join(u' ');
}

QCheckBox *makeCheck(const QString &name, const QString &text, QWidget *parent)
{
    auto *box = new QCheckBox(text, parent);
    box->setObjectName(name);
    return box;
}

} // namespace

std::optional<std::vector<api::SignOnGroupRole>> groupRolesFrom(const QString &text)
{
    std::vector<api::SignOnGroupRole> roles;
    for (const QString &line : text.split(u'\n')) {
        if (line.trimmed().isEmpty())
            continue;
        const qsizetype equals = line.lastIndexOf(u'=');
        const QString group = line.left(std::max<qsizetype>(0, equals)).trimmed();
        const QString role = line.mid(equals + 1).trimmed().toLower();
        if (equals < 0 || group.isEmpty() || !roleFromName(role))
            return std::nullopt;
        roles.push_back({group, role});
    }
    return roles;
}

QString textOfGroupRoles(const std::vector<api::SignOnGroupRole> &roles)
{
    QStringList lines;
    for (const api::SignOnGroupRole &each : roles)
        lines << QString(each.group + QStringLiteral(" = ") + each.role);
    return lines.join(u'\n');
}

SignOnDialog::SignOnDialog(WindowContext &context, api::SignOnProvider provider, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_provider(std::move(provider))
{
    setObjectName(QStringLiteral("signOnDialog"));
    setWindowTitle(tr("Set up %1").arg(m_provider.name));
    setMinimumWidth(dialogWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    column->addWidget(makeLabel(tr("The provider"), TextStyle::Heading, false, this));
    column->addWidget(buildProvider());
    column->addWidget(makeSeparator(this));
    column->addWidget(makeLabel(tr("The people"), TextStyle::Heading, false, this));
    column->addWidget(buildPeople());
    m_notice = new Notice(this);
    m_notice->hide();
    column->addWidget(m_notice);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    auto *cancel = makeButton(QStringLiteral("cancelSignOn"), tr("Cancel"), ButtonKind::Plain, this);
    m_save = makeButton(QStringLiteral("saveSignOn"), tr("Save"), ButtonKind::Primary, this);
    m_save->setDefault(true);
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &SignOnDialog::save);
    fill();
    alignLabels(this);
}

void SignOnDialog::addIssuer(QFormLayout *form)
{
    QWidget *parent = form->parentWidget();
    auto *row = new QWidget(parent);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    m_issuer = makeField(QStringLiteral("signOnIssuer"), tr("Issuer"), row);
    m_check = makeButton(QStringLiteral("checkSignOn"), tr("Check"), ButtonKind::Plain, row);
    m_check->setToolTip(tr("Asks the provider for what it says of itself."));
    m_check->setAutoDefault(false);
    line->addWidget(m_issuer, 1);
    line->addWidget(m_check);
    addRow(form, tr("&Issuer"), m_issuer, row);
    connect(m_check, &QPushButton::clicked, this, &SignOnDialog::check);
}

void SignOnDialog::addRedirect(QFormLayout *form)
{
    QWidget *parent = form->parentWidget();
    auto *row = new QWidget(parent);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    m_redirect = makeField(QStringLiteral("signOnRedirect"), tr("Redirect address, to be registered there"), row);
    m_redirect->setReadOnly(true);
    auto *copy =
        makeButton(QStringLiteral("copySignOnRedirect"), tr("Copy"), ButtonKind::Plain, row, QStringLiteral("copy"));
    copy->setAutoDefault(false);
    line->addWidget(m_redirect, 1);
    line->addWidget(copy);
    addRow(form, tr("&Redirect address"), m_redirect, row);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_redirect->text()); });
}

QWidget *SignOnDialog::buildProvider()
{
    auto *part = new QWidget(this);
    QFormLayout *form = makeForm(part);
    m_name = makeField(QStringLiteral("signOnName"), tr("Name"), part);
    addRow(form, tr("&Name"), m_name);
    addIssuer(form);
    addRedirect(form);
    m_clientId = makeField(QStringLiteral("signOnClientId"), tr("Client id"), part);
    addRow(form, tr("&Client id"), m_clientId);
    m_secret = makeField(QStringLiteral("signOnSecret"), tr("Client secret"), part);
    m_secret->setEchoMode(QLineEdit::Password);
    addRow(form, tr("Client &secret"), m_secret);
    m_scopes = makeField(QStringLiteral("signOnScopes"), tr("Scopes"), part);
    addRow(form, tr("Sc&opes"), m_scopes);
    return part;
}

QWidget *SignOnDialog::buildPeople()
{
    auto *part = new QWidget(this);
    QFormLayout *form = makeForm(part);
    m_domains = makeField(QStringLiteral("signOnDomains"), tr("Domains of e-mail addresses"), part);
    m_domains->setPlaceholderText(tr("example.org; empty: any"));
    addRow(form, tr("E-mail &domains"), m_domains);
    m_groupsClaim = makeField(QStringLiteral("signOnGroupsClaim"), tr("Claim with groups"), part);
    m_groupsClaim->setPlaceholderText(tr("groups; empty: roles are given here"));
    addRow(form, tr("Claim with &groups"), m_groupsClaim);
    m_groupRoles = new QPlainTextEdit(part);
    m_groupRoles->setObjectName(QStringLiteral("signOnGroupRoles"));
    m_groupRoles->setAccessibleName(tr("Roles of groups"));
    m_groupRoles->setPlaceholderText(QStringLiteral("analysts = member\nteam leads = manager"));
    m_groupRoles->setTabChangesFocus(true);
    m_groupRoles->setFixedHeight(mappingHeight);
    addRow(form, tr("Ro&les of groups"), m_groupRoles);
    m_defaultRole = new QComboBox(part);
    m_defaultRole->setObjectName(QStringLiteral("signOnDefaultRole"));
    m_defaultRole->setAccessibleName(tr("Role of everybody else"));
    for (const Role role : allRoles()) {
        if (role != Role::Owner)
            m_defaultRole->addItem(roleTitle(roleName(role)), roleName(role));
    }
    addRow(form, tr("&Everybody else"), m_defaultRole);
    m_makesAccounts = makeCheck(QStringLiteral("signOnMakesAccounts"),
                                tr("&Make an account for whoever signs in first and is no member yet"), part);
    m_passwords = makeCheck(QStringLiteral("signOnPasswords"),
                            tr("Members may sign in with their &passwords, too (owners always may)"), part);
    m_active = makeCheck(QStringLiteral("signOnActive"), tr("S&witched on"), part);
    for (QCheckBox *box : {m_makesAccounts, m_passwords, m_active})
        form->addRow(QString(), box);
    return part;
}

void SignOnDialog::fill()
{
    m_name->setText(m_provider.name);
    m_issuer->setText(m_provider.issuer);
    m_redirect->setText(m_provider.redirectUri);
    m_redirect->setCursorPosition(0);
    m_clientId->setText(m_provider.clientId);
    m_secret->setPlaceholderText(m_provider.hasSecret ? tr("Kept; enter another to replace it") : tr("None yet"));
    m_scopes->setText(joined(m_provider.scopes));
    m_domains->setText(joined(m_provider.domains));
    m_groupsClaim->setText(m_provider.groupsClaim);
    m_groupRoles->setPlainText(textOfGroupRoles(m_provider.groupRoles));
    m_defaultRole->setCurrentIndex(std::max(0, m_defaultRole->findData(m_provider.defaultRole)));
    m_makesAccounts->setChecked(m_provider.makesAccounts);
    m_passwords->setChecked(m_provider.passwordsAllowed);
    m_active->setChecked(m_provider.active);
}

void SignOnDialog::check()
{
    m_check->setEnabled(false);
    m_context.session.call<api::SignOnCheck>(
        "signOn.check", api::CheckSignOnRequest{m_issuer->text().trimmed()}, this,
        [this](const Result<api::SignOnCheck> &answer) {
            m_check->setEnabled(true);
            if (!answer)
                return m_notice->show(answer.error());
            m_notice->show(answer->good ? Notice::Kind::Success : Notice::Kind::Warning, answer->message, answer->hint);
        });
}

void SignOnDialog::save()
{
    const auto roles = groupRolesFrom(m_groupRoles->toPlainText());
    if (!roles) {
        m_notice->show(Notice::Kind::Danger, tr("Roles of groups are written as \"group = role\", one a line."),
                       tr("Roles are admin, manager, member, viewer and guest."));
        m_groupRoles->setFocus();
        return;
    }
    api::UpdateSignOnProviderRequest request;
    request.id = m_provider.id;
    request.name = m_name->text().trimmed();
    request.issuer = m_issuer->text().trimmed();
    request.clientId = m_clientId->text().trimmed();
    request.domains = wordsOf(m_domains->text());
    request.active = m_active->isChecked();
    if (!m_secret->text().isEmpty())
        request.clientSecret = m_secret->text();
    request.scopes = wordsOf(m_scopes->text());
    request.groupsClaim = m_groupsClaim->text().trimmed();
    request.groupRoles = *roles;
    request.defaultRole = m_defaultRole->currentData().toString();
    request.makesAccounts = m_makesAccounts->isChecked();
    request.passwordsAllowed = m_passwords->isChecked();
    m_save->setEnabled(false);
    m_context.session.call<api::SignOnProvider>("signOn.update", request, this,
                                                [this](const Result<api::SignOnProvider> &answer) {
                                                    m_save->setEnabled(true);
                                                    if (!answer)
                                                        return m_notice->show(answer.error());
                                                    accept();
                                                });
}

} // namespace tabletalk::ui
