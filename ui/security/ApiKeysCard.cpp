// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/security/ApiKeysCard.h"

#include "core/access/Policy.h"
#include "core/api/Tenants.h"
#include "ui/security/ApiKeyModel.h"
#include "ui/session/Session.h"
#include "ui/session/Workspaces.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

namespace tabletalk::ui {

namespace {

constexpr int mostLines = 8;
constexpr int keysShown = 200;

QStringList askingScopes()
{
    return {permissionName(Permission::Ask), permissionName(Permission::ReadDatabases)};
}

QComboBox *makeChoice(const QString &objectName, const QString &accessibleName, QWidget *parent)
{
    auto *choice = new QComboBox(parent);
    choice->setObjectName(objectName);
    choice->setAccessibleName(accessibleName);
    return choice;
}

} // namespace

ApiKeysCard::ApiKeysCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new ApiKeyModel(this))
{
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    fill->addWidget(card);
    inside->addWidget(makeLabel(tr("API keys"), TextStyle::Heading, false, card));
    inside->addWidget(makeLabel(tr("For programs that ask on your behalf. A key never may more than you."),
                                TextStyle::Body, true, card));
    m_table = makeTable(QStringLiteral("apiKeys"), tr("API keys"), m_model, card);
    fitTable(m_table, mostLines);
    inside->addWidget(m_table);
    m_revoke = makeButton(QStringLiteral("revokeKey"), tr("Revoke"), ButtonKind::Danger, card);
    inside->addWidget(m_revoke, 0, Qt::AlignLeft);
    inside->addWidget(makeSeparator(card));
    buildNewKey(inside, card);
    buildShownKey(inside, card);
    m_notice = new Notice(card);
    inside->addWidget(m_notice);
    connect(m_revoke, &QPushButton::clicked, this, &ApiKeysCard::revoke);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ApiKeysCard::updateButtons);
    updateButtons();
}

void ApiKeysCard::buildNewKey(QBoxLayout *inside, QWidget *card)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::medium);
    m_name = makeField(QStringLiteral("keyName"), tr("Name of the new key"), card);
    m_name->setPlaceholderText(tr("Name, such as: nightly report"));
    row->addWidget(m_name, 1);
    m_reach = makeChoice(QStringLiteral("keyReach"), tr("What the new key may do"), card);
    m_reach->addItem(tr("Ask questions"));
    m_reach->addItem(tr("All that I may"));
    row->addWidget(m_reach);
    m_life = makeChoice(QStringLiteral("keyLife"), tr("How long the new key works"), card);
    m_life->addItem(tr("for 30 days"), 30);
    m_life->addItem(tr("for 90 days"), 90);
    m_life->addItem(tr("for a year"), 365);
    m_life->addItem(tr("until revoked"), 0);
    m_life->setCurrentIndex(1);
    row->addWidget(m_life);
    m_create = makeButton(QStringLiteral("createKey"), tr("Make a key"), ButtonKind::Primary, card);
    row->addWidget(m_create);
    inside->addLayout(row);
    connect(m_name, &QLineEdit::textChanged, this, &ApiKeysCard::updateButtons);
    connect(m_name, &QLineEdit::returnPressed, m_create, &QPushButton::click);
    connect(m_create, &QPushButton::clicked, this, &ApiKeysCard::create);
}

void ApiKeysCard::buildShownKey(QBoxLayout *inside, QWidget *card)
{
    m_shown = new QWidget(card);
    auto *column = new QVBoxLayout(m_shown);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(makeLabel(tr("Copy the key now: it is not shown again."), TextStyle::Body, false, m_shown));
    auto *row = new QHBoxLayout;
    m_key = makeField(QStringLiteral("newKey"), tr("The new key"), m_shown);
    m_key->setReadOnly(true);
    row->addWidget(m_key, 1);
    auto *copy = makeButton(QStringLiteral("copyKey"), tr("Copy"), ButtonKind::Plain, m_shown, QStringLiteral("copy"));
    row->addWidget(copy);
    auto *done = makeButton(QStringLiteral("hideKey"), tr("Done"), ButtonKind::Quiet, m_shown);
    row->addWidget(done);
    column->addLayout(row);
    m_shown->hide();
    inside->addWidget(m_shown);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_key->text()); });
    connect(done, &QPushButton::clicked, this, &ApiKeysCard::hideKey);
}

void ApiKeysCard::reload()
{
    hideKey();
    m_context.session.call<api::TenantProfile>(
        "tenant.read", api::Empty{}, this, [this](const Result<api::TenantProfile> &answer) {
            if (!answer) {
                m_notice->show(answer.error());
                return;
            }
            m_workspace = m_context.workspaces.currentOr(answer->defaultWorkspaceId);
            loadKeys();
        });
}

void ApiKeysCard::loadKeys()
{
    m_context.session.call<api::ApiKeyList>("apiKeys.list", api::ApiKeyListRequest{m_workspace, keysShown, {}}, this,
                                            [this](const Result<api::ApiKeyList> &answer) {
                                                if (!answer) {
                                                    m_notice->show(answer.error());
                                                    return;
                                                }
                                                m_model->setKeys(answer->items);
                                                fitTable(m_table, mostLines);
                                                updateButtons();
                                            });
}

void ApiKeysCard::updateButtons()
{
    m_create->setEnabled(!m_workspace.isNull() && !m_name->text().trimmed().isEmpty());
    m_revoke->setEnabled(chosenRow(m_table) >= 0);
}

void ApiKeysCard::create()
{
    api::CreateApiKeyRequest request;
    request.workspaceId = m_workspace;
    request.name = m_name->text().trimmed();
    if (m_reach->currentIndex() == 0) {
        const QStringList scopes = askingScopes();
        request.scopes = std::vector<QString>(scopes.begin(), scopes.end());
    }
    if (const int days = m_life->currentData().toInt(); days > 0)
        request.expiresAt = Instant{QDateTime::currentMSecsSinceEpoch()} + std::chrono::days(days);
    m_context.session.call<api::CreatedApiKey>(
        "apiKeys.create", request, this,
        [this, sent = ButtonHold::on(m_create)](const Result<api::CreatedApiKey> &answer) {
            if (answer)
                show(*answer);
            else
                m_notice->show(answer.error());
        });
}

void ApiKeysCard::show(const api::CreatedApiKey &key)
{
    m_notice->hide();
    m_name->clear();
    m_key->setText(key.key);
    m_key->setCursorPosition(0);
    m_shown->show();
    m_key->setFocus();
    m_key->selectAll();
    loadKeys();
}

void ApiKeysCard::hideKey()
{
    m_shown->hide();
    m_key->clear();
}

void ApiKeysCard::revoke()
{
    const api::ApiKey *key = m_model->key(chosenRow(m_table));
    if (!key
        || !confirm(this, tr("Revoke the key?"), tr("Programs that use \"%1\" stop working at once.").arg(key->name),
                    tr("Revoke")))
        return;
    m_context.session.call<api::Empty>("apiKeys.revoke", api::ApiKeyRequest{m_workspace, key->id}, this,
                                       [this](const Result<api::Empty> &answer) {
                                           if (!answer)
                                               m_notice->show(answer.error());
                                           loadKeys();
                                       });
}

} // namespace tabletalk::ui
