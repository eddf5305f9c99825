// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/WindowFixture.h"
#include "ui/audit/AuditModel.h"
#include "ui/audit/AuditWidget.h"
#include "ui/security/ApiKeyModel.h"
#include "ui/security/SessionModel.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTableView>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject session(int number, const QString &client, bool current)
{
    return {{u"id"_s, idText(number)},
            {u"organization"_s, u"Analytical Engines"_s},
            {u"client"_s, client},
            {u"address"_s, u"192.0.2.%1"_s.arg(number)},
            {u"createdAt"_s, u"2026-01-01T08:00:00Z"_s},
            {u"lastSeenAt"_s, u"2026-01-02T09:30:00Z"_s},
            {u"current"_s, current}};
}

QJsonObject apiKey(int number, const QString &name)
{
    return {{u"id"_s, idText(number)},
            {u"name"_s, name},
            {u"prefix"_s, u"tt_abc%1"_s.arg(number)},
            {u"createdBy"_s, idText(1)},
            {u"createdAt"_s, u"2026-01-01T08:00:00Z"_s},
            {u"scopes"_s, QJsonArray{u"chat.ask"_s, u"databases.read"_s}},
            {u"expiresAt"_s, u"2026-04-01T00:00:00Z"_s}};
}

QJsonObject attempt(const QString &outcome)
{
    return {{u"at"_s, u"2026-01-02T09:30:00Z"_s},
            {u"outcome"_s, outcome},
            {u"organization"_s, u"Analytical Engines"_s},
            {u"client"_s, u"Tabletalk 0.1"_s},
            {u"address"_s, u"192.0.2.7"_s}};
}

QJsonObject modelSettings(bool hasOwnKey)
{
    return {
        {u"mode"_s, u"auto"_s},       {u"protocol"_s, u"openai"_s}, {u"baseUrl"_s, u"https://models.example.org/v1"_s},
        {u"apiVersion"_s, QString()}, {u"model"_s, u"large"_s},     {u"embeddingModel"_s, QString()},
        {u"samples"_s, false},        {u"masked"_s, QJsonArray()},  {u"userKeys"_s, true},
        {u"tokensThisMonth"_s, 0},    {u"questionsSaved"_s, 0},     {u"hasKey"_s, true},
        {u"hasOwnKey"_s, hasOwnKey},  {u"airGapped"_s, false}};
}

QJsonObject signOnProvider(bool active)
{
    return {{u"id"_s, idText(71)},
            {u"name"_s, u"Example Login"_s},
            {u"issuer"_s, u"https://login.example.org/realms/main"_s},
            {u"clientId"_s, u"tabletalk"_s},
            {u"hasSecret"_s, true},
            {u"scopes"_s, QJsonArray{u"openid"_s, u"email"_s, u"profile"_s}},
            {u"domains"_s, QJsonArray{u"example.org"_s}},
            {u"groupsClaim"_s, u"groups"_s},
            {u"groupRoles"_s, QJsonArray{QJsonObject{{u"group"_s, u"team leads"_s}, {u"role"_s, u"manager"_s}}}},
            {u"defaultRole"_s, u"viewer"_s},
            {u"makesAccounts"_s, false},
            {u"passwordsAllowed"_s, true},
            {u"active"_s, active},
            {u"highestRole"_s, u"owner"_s},
            {u"redirectUri"_s, QString(u"https://tables.example.org/signon/callback/"_s + idText(71))},
            {u"createdAt"_s, u"2026-01-01T08:00:00Z"_s}};
}

QJsonObject record(int number, const QString &action, const QString &outcome)
{
    return {{u"id"_s, idText(number)},
            {u"seq"_s, number},
            {u"at"_s, u"2026-01-02T09:%1:00Z"_s.arg(number % 60, 2, 10, QLatin1Char('0'))},
            {u"userId"_s, idText(1)},
            {u"userEmail"_s, u"ada@example.org"_s},
            {u"action"_s, action},
            {u"target"_s, u"Sample shop"_s},
            {u"outcome"_s, outcome},
            {u"rule"_s, QString(action + u" by owner, read-only")},
            {u"address"_s, u"192.0.2.7"_s},
            {u"client"_s, u"Tabletalk 0.1"_s},
            {u"sql"_s, u"SELECT COUNT(*) FROM orders"_s},
            {u"hash"_s, QString(64, u'a')}};
}

void fill(FakeServer &server)
{
    for (const QString &list : {u"databases.list"_s, u"chat.databases"_s, u"conversations.list"_s})
        server.on(list, QJsonObject{{u"items"_s, QJsonArray()}});
    server.on(u"auth.sessions"_s, QJsonObject{{u"items"_s, QJsonArray{session(3, u"Tabletalk 0.1"_s, true),
                                                                      session(4, u"Firefox on Windows"_s, false)}}});
    server.on(u"auth.revokeSession"_s, QJsonObject());
    server.on(u"auth.history"_s, FakeServer::Answer([](const QJsonObject &params) -> QJsonValue {
                  if (params.value(u"cursor"_s).isString())
                      return QJsonObject{{u"items"_s, QJsonArray{attempt(u"account_locked"_s)}}};
                  return QJsonObject{{u"items"_s, QJsonArray{attempt(u"ok"_s), attempt(u"wrong_credentials"_s)}},
                                     {u"nextCursor"_s, u"earlier"_s}};
              }));
    const QJsonObject webhook{{u"id"_s, idText(31)},
                              {u"url"_s, u"https://example.org/tabletalk"_s},
                              {u"events"_s, QJsonArray{u"question.answered"_s}},
                              {u"active"_s, true},
                              {u"createdAt"_s, u"2026-01-01T08:00:00Z"_s},
                              {u"waiting"_s, 1},
                              {u"failed"_s, 0}};
    const QJsonObject delivery{{u"id"_s, idText(32)},
                               {u"event"_s, u"question.answered"_s},
                               {u"body"_s, u"{}"_s},
                               {u"state"_s, u"waiting"_s},
                               {u"attempts"_s, 2},
                               {u"status"_s, 503},
                               {u"problem"_s, u"The address answered with status 503."_s},
                               {u"createdAt"_s, u"2026-01-02T09:30:00Z"_s}};
    server.on(u"webhooks.list"_s,
              QJsonObject{{u"items"_s, QJsonArray{webhook}},
                          {u"catalogue"_s, QJsonArray{u"question.answered"_s, u"question.failed"_s}}});
    server.on(u"webhooks.create"_s, QJsonObject{{u"webhook"_s, webhook}, {u"secret"_s, u"whsec_once"_s}});
    server.on(u"webhooks.deliveries"_s, QJsonObject{{u"items"_s, QJsonArray{delivery}}});
    server.on(u"webhooks.replay"_s, delivery);
    server.on(u"signOn.providers"_s,
              QJsonObject{{u"items"_s, QJsonArray{signOnProvider(false)}}, {u"isInPlan"_s, true}});
    server.on(u"signOn.create"_s, signOnProvider(false));
    server.on(u"signOn.update"_s, signOnProvider(true));
    server.on(u"auth.changePassword"_s, QJsonObject());
    server.on(u"model.read"_s, modelSettings(false));
    server.on(u"model.saveOwnKey"_s, modelSettings(true));
    server.on(u"tenant.read"_s, QJsonObject{{u"id"_s, idText(2)},
                                            {u"name"_s, u"Analytical Engines"_s},
                                            {u"slug"_s, u"analytical-engines"_s},
                                            {u"timeZone"_s, u"UTC"_s},
                                            {u"defaultWorkspaceId"_s, idText(5)},
                                            {u"createdAt"_s, u"2026-01-01T00:00:00Z"_s}});
    server.on(u"apiKeys.list"_s,
              QJsonObject{{u"items"_s, QJsonArray{apiKey(21, u"nightly report"_s), apiKey(22, u"dashboard"_s)}}});
    server.on(u"apiKeys.create"_s, QJsonObject{{u"id"_s, idText(23)},
                                               {u"name"_s, u"new"_s},
                                               {u"prefix"_s, u"tt_secret"_s},
                                               {u"key"_s, u"tt_secret-shown-once"_s}});
    server.on(u"security.read"_s,
              QJsonObject{{u"allowedRanges"_s, QJsonArray{u"192.0.2.0/24"_s}}, {u"yourAddress"_s, u"192.0.2.3"_s}});
    QJsonArray records;
    for (int i = 12; i > 0; --i)
        records.append(record(i, i % 3 ? u"chat.ask"_s : u"auth.login"_s, i % 5 ? u"ok"_s : u"wrong_credentials"_s));
    server.on(u"audit.list"_s, QJsonObject{{u"items"_s, records}, {u"nextCursor"_s, u"older"_s}});
    server.on(u"audit.verify"_s, QJsonObject{{u"intact"_s, true},
                                             {u"records"_s, 12},
                                             {u"olderThanChain"_s, 0},
                                             {u"headSeq"_s, 12},
                                             {u"headHash"_s, QString(64, u'a')},
                                             {u"checkpointSeq"_s, 0}});
}

} // namespace

/// The panels of security and of the audit log against fixed answers.
class TestSecurityPanels : public QObject
{
    Q_OBJECT

    Theme *m_theme = nullptr;

    static void openPanel(WindowFixture &f, const QString &panel)
    {
        f.open();
        fill(*f.server);
        f.window().showPanel(panel);
    }

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void cleanupTestCase() { delete m_theme; }

    void modelsKeepTheRules()
    {
        SessionModel sessions;
        ApiKeyModel keys;
        AuditModel records;
        const QAbstractItemModelTester first(&sessions);
        const QAbstractItemModelTester second(&keys);
        const QAbstractItemModelTester third(&records);
        sessions.setSessions({api::SessionInfo(), api::SessionInfo()});
        keys.setKeys({api::ApiKey()});
        records.append({api::AuditEntry(), api::AuditEntry()});
        records.append({api::AuditEntry()});
        QCOMPARE(records.rowCount(), 3);
        records.clear();
        QCOMPARE(records.rowCount(), 0);
        QVERIFY(!sessions.session(2) && sessions.session(1));
    }

    void anIdentityProviderIsSetUp()
    {
        WindowFixture f(*m_theme);
        openPanel(f, u"security"_s);
        QTRY_COMPARE(f.find<QTableView>(u"signOnProviderTable"_s)->model()->rowCount(), 1);
        f.find<QPushButton>(u"switchSignOn"_s)->click();
        QTRY_COMPARE(f.server->count(u"signOn.update"_s), 1);
        QVERIFY(f.server->last(u"signOn.update"_s).value(u"active"_s).toBool());

        QVERIFY(!f.find<QPushButton>(u"createSignOn"_s)->isEnabled());
        f.find<QLineEdit>(u"newSignOnName"_s)->setText(u"Example Login"_s);
        f.find<QLineEdit>(u"newSignOnIssuer"_s)->setText(u"https://login.example.org/realms/main"_s);
        f.find<QPushButton>(u"createSignOn"_s)->click();
        QTRY_VERIFY(f.find<QDialog>(u"signOnDialog"_s));
        auto *dialog = f.find<QDialog>(u"signOnDialog"_s);
        QTRY_VERIFY(dialog->isVisible());
        QCOMPARE(namelessControls(*dialog), QStringList());
        QVERIFY(f.picture(*dialog, u"sign-on-provider"_s));
        f.find<QPushButton>(u"copySignOnRedirect"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QString(u"https://tables.example.org/signon/callback/"_s + idText(71)));

        f.server->on(u"signOn.check"_s, QJsonObject{{u"good"_s, false},
                                                    {u"message"_s, u"The provider calls itself otherwise."_s},
                                                    {u"hint"_s, u"Enter exactly that."_s}});
        f.find<QPushButton>(u"checkSignOn"_s)->click();
        QTRY_VERIFY(dialog->findChild<QLabel *>(u"noticeTitle"_s)->text().contains(u"calls itself otherwise"));

        auto *roles = f.find<QPlainTextEdit>(u"signOnGroupRoles"_s);
        QCOMPARE(roles->toPlainText(), u"team leads = manager"_s);
        roles->setPlainText(u"a = b = member\nnonsense"_s);
        f.find<QPushButton>(u"saveSignOn"_s)->click();
        QCOMPARE(f.server->count(u"signOn.update"_s), 1);
        QVERIFY(dialog->findChild<QLabel *>(u"noticeTitle"_s)->text().contains(u"group = role"));
        roles->setPlainText(u"a = b = Member\n"_s);
        f.find<QLineEdit>(u"signOnSecret"_s)->setText(u"hush"_s);
        f.find<QPushButton>(u"saveSignOn"_s)->click();
        QTRY_COMPARE(f.server->count(u"signOn.update"_s), 2);
        const QJsonObject saved = f.server->last(u"signOn.update"_s);
        QCOMPARE(saved.value(u"clientSecret"_s).toString(), u"hush"_s);
        QCOMPARE(saved.value(u"groupRoles"_s).toArray().at(0)[u"group"_s].toString(), u"a = b"_s);
        QCOMPARE(saved.value(u"groupRoles"_s).toArray().at(0)[u"role"_s].toString(), u"member"_s);
        QCOMPARE(saved.value(u"domains"_s).toArray(), QJsonArray{u"example.org"_s});
        QTRY_VERIFY(!f.find<QDialog>(u"signOnDialog"_s));
    }

    void anotherSignInIsEndedAndOnesOwnIsNot()
    {
        WindowFixture f(*m_theme);
        openPanel(f, u"security"_s);
        auto *table = f.find<QTableView>(u"sessions"_s);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        auto *revoke = f.find<QPushButton>(u"revokeSession"_s);
        QVERIFY(!revoke->isEnabled());
        table->selectRow(0);
        QVERIFY(!revoke->isEnabled());
        table->selectRow(1);
        QVERIFY(revoke->isEnabled());
        revoke->click();
        QTRY_COMPARE(f.server->count(u"auth.revokeSession"_s), 1);
        QCOMPARE(f.server->last(u"auth.revokeSession"_s).value(u"id"_s).toString(), idText(4));
    }

    void thePasswordIsChangedOnceItIsWrittenTheSameTwice()
    {
        WindowFixture f(*m_theme);
        openPanel(f, u"security"_s);
        auto *change = f.find<QPushButton>(u"changePassword"_s);
        QVERIFY(!change->isEnabled());
        f.find<QLineEdit>(u"currentPassword"_s)->setText(u"the old one"_s);
        f.find<QLineEdit>(u"newPassword"_s)->setText(u"quite another one"_s);
        f.find<QLineEdit>(u"newPasswordAgain"_s)->setText(u"quite another"_s);
        change->click();
        QCOMPARE(f.server->count(u"auth.changePassword"_s), 0);
        f.find<QLineEdit>(u"newPasswordAgain"_s)->setText(u"quite another one"_s);
        change->click();
        QTRY_COMPARE(f.server->count(u"auth.changePassword"_s), 1);
        QCOMPARE(f.server->last(u"auth.changePassword"_s),
                 (QJsonObject{{u"currentPassword"_s, u"the old one"_s}, {u"newPassword"_s, u"quite another one"_s}}));
        QTRY_VERIFY(f.find<QLineEdit>(u"newPassword"_s)->text().isEmpty());
    }

    void attemptsToSignInAreListedAndFetchedOn()
    {
        WindowFixture f(*m_theme);
        openPanel(f, u"security"_s);
        auto *table = f.find<QTableView>(u"signInHistory"_s);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        QCOMPARE(table->model()->index(1, 1).data().toString(), u"wrong password"_s);
        auto *more = f.find<QPushButton>(u"moreSignIns"_s);
        QVERIFY(more->isVisibleTo(&f.window()));
        more->click();
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QCOMPARE(table->model()->index(2, 1).data().toString(), u"refused: locked"_s);
        QVERIFY(!more->isVisibleTo(&f.window()));
    }

    void aKeyOfOnesOwnIsKeptAndNeverShown()
    {
        WindowFixture f(*m_theme);
        openPanel(f, u"security"_s);
        QTRY_VERIFY(f.find<QWidget>(u"ownKeyCard"_s)->isVisibleTo(&f.window()));
        auto *remove = f.find<QPushButton>(u"removeOwnKey"_s);
        QVERIFY(!remove->isVisibleTo(&f.window()));
        f.find<QLineEdit>(u"ownKey"_s)->setText(u"sk-mine"_s);
        f.find<QPushButton>(u"saveOwnKey"_s)->click();
        QTRY_COMPARE(f.server->last(u"model.saveOwnKey"_s).value(u"key"_s).toString(), u"sk-mine"_s);
        QTRY_VERIFY(remove->isVisibleTo(&f.window()));
        QVERIFY(f.find<QLineEdit>(u"ownKey"_s)->text().isEmpty());
        remove->click();
        QTRY_VERIFY(!f.server->last(u"model.saveOwnKey"_s).value(u"key"_s).isString());
    }

    void aWebhooksSecretIsShownOnceAndItsLogIsSentFromAgain()
    {
        WindowFixture f(*m_theme);
        openPanel(f, u"security"_s);
        auto *table = f.find<QTableView>(u"webhooks"_s);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        auto *add = f.find<QPushButton>(u"createWebhook"_s);
        f.find<QLineEdit>(u"webhookUrl"_s)->setText(u" https://example.org/new "_s);
        QVERIFY(add->isEnabled());
        for (QCheckBox *box : f.find<QWidget>(u"webhooksCard"_s)->findChildren<QCheckBox *>())
            box->setChecked(false);
        QVERIFY(!add->isEnabled()); // nothing to be told of
        f.find<QCheckBox>(u"webhookEvent_question.failed"_s)->setChecked(true);
        add->click();
        auto *secret = f.find<QLineEdit>(u"webhookSecret"_s);
        QTRY_COMPARE(secret->text(), u"whsec_once"_s);
        const QJsonObject sent = f.server->last(u"webhooks.create"_s);
        QCOMPARE(sent.value(u"url"_s).toString(), u"https://example.org/new"_s);
        QCOMPARE(sent.value(u"events"_s).toArray(), QJsonArray{u"question.failed"_s});

        table->selectRow(0);
        auto *log = f.find<QTableView>(u"webhookLog"_s);
        QTRY_COMPARE(log->model()->rowCount(), 1);
        f.window().resize(1240, 2100);
        QVERIFY(f.picture(f.window(), u"webhooks"_s));
        log->selectRow(0);
        f.find<QPushButton>(u"replayDelivery"_s)->click();
        QTRY_COMPARE(f.server->last(u"webhooks.replay"_s).value(u"id"_s).toString(), idText(32));
        f.find<QPushButton>(u"hideSecret"_s)->click();
        QVERIFY(secret->text().isEmpty());
    }

    void aNewKeyIsShownOnceToBeCopied()
    {
        WindowFixture f(*m_theme);
        openPanel(f, u"security"_s);
        QTRY_COMPARE(f.find<QTableView>(u"apiKeys"_s)->model()->rowCount(), 2);
        auto *create = f.find<QPushButton>(u"createKey"_s);
        auto *shown = f.find<QLineEdit>(u"newKey"_s);
        QVERIFY(!create->isEnabled());
        f.find<QLineEdit>(u"keyName"_s)->setText(u" nightly "_s);
        QVERIFY(create->isEnabled());
        create->click();
        QTRY_VERIFY(shown->isVisible());
        QCOMPARE(shown->text(), u"tt_secret-shown-once"_s);
        const QJsonObject sent = f.server->last(u"apiKeys.create"_s);
        QCOMPARE(sent.value(u"name"_s).toString(), u"nightly"_s);
        QCOMPARE(sent.value(u"workspaceId"_s).toString(), idText(5));
        QCOMPARE(sent.value(u"scopes"_s).toArray().size(), 2);
        QVERIFY(!sent.value(u"expiresAt"_s).toString().isEmpty());
        f.find<QPushButton>(u"copyKey"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"tt_secret-shown-once"_s);
        QVERIFY(f.picture(f.window(), u"security"_s));
        f.find<QPushButton>(u"hideKey"_s)->click();
        QVERIFY(!shown->isVisible());
        QVERIFY(shown->text().isEmpty());
    }

    void addressesAreSavedAndLockingOneselfOutIsAProblemFirst()
    {
        WindowFixture f(*m_theme);
        openPanel(f, u"security"_s);
        auto *ranges = f.find<QPlainTextEdit>(u"allowedRanges"_s);
        QTRY_COMPARE(ranges->toPlainText(), u"192.0.2.0/24"_s);
        auto *save = f.find<QPushButton>(u"saveRanges"_s);
        QVERIFY(!save->isEnabled());
        f.server->refuse(u"security.update"_s, {{u"code"_s, u"invalid_request"_s},
                                                {u"title"_s, u"Invalid"_s},
                                                {u"detail"_s, u"expected an address or a range"_s},
                                                {u"hint"_s, u""_s}});
        ranges->setPlainText(u"nonsense\n\n 10.0.0.0/8 "_s);
        QVERIFY(save->isEnabled());
        save->click();
        QTRY_COMPARE(f.server->count(u"security.update"_s), 1);
        QCOMPARE(f.server->last(u"security.update"_s).value(u"allowedRanges"_s).toArray(),
                 (QJsonArray{u"nonsense"_s, u"10.0.0.0/8"_s}));
        QTRY_VERIFY(save->isEnabled()); // to be corrected
    }

    void recordsAreFilteredFetchedOnAndShownInFull()
    {
        WindowFixture f(*m_theme);
        openPanel(f, u"audit"_s);
        auto *table = f.find<QTableView>(u"auditRecords"_s);
        QTRY_COMPARE(table->model()->rowCount(), 12);
        auto *more = f.find<QPushButton>(u"moreRecords"_s);
        QTRY_VERIFY(more->isEnabled());
        more->click();
        QTRY_COMPARE(table->model()->rowCount(), 24);
        QCOMPARE(f.server->last(u"audit.list"_s).value(u"cursor"_s).toString(), u"older"_s);

        auto *who = f.find<QLineEdit>(u"auditWho"_s);
        who->setText(u"ada@example.org"_s);
        f.find<QComboBox>(u"auditOutcome"_s)->setCurrentIndex(2);
        QTRY_COMPARE(f.server->last(u"audit.list"_s).value(u"outcome"_s).toString(), u"failed"_s);
        QCOMPARE(f.server->last(u"audit.list"_s).value(u"who"_s).toString(), u"ada@example.org"_s);
        QVERIFY(!f.server->last(u"audit.list"_s).contains(u"cursor"_s)
                || f.server->last(u"audit.list"_s).value(u"cursor"_s).isNull());
        QTRY_COMPARE(table->model()->rowCount(), 12);
        table->selectRow(0);
        const QString text = f.find<QPlainTextEdit>(u"auditRecord"_s)->toPlainText();
        QVERIFY(text.contains(u"SELECT COUNT(*) FROM orders"));
        QVERIFY(text.contains(u"by owner, read-only"));
        // By name what is known, with the id where somebody looks for it.
        const auto target = [table](int row, int role) {
            return table->model()->index(row, AuditModel::Target).data(role).toString();
        };
        const QString id = idText(31);
        QJsonObject ofSomebody = record(12, u"users.update"_s, u"ok"_s);
        ofSomebody[u"target"_s] = id;
        f.server->on(u"audit.list"_s, QJsonObject{{u"items"_s, QJsonArray{ofSomebody}}});
        const int lists = f.server->count(u"audit.list"_s);
        const int names = f.server->count(u"users.list"_s);
        f.find<QComboBox>(u"auditOutcome"_s)->setCurrentIndex(1);
        QTRY_COMPARE(target(0, Qt::DisplayRole), id);
        f.server->on(u"users.list"_s,
                     QJsonObject{{u"items"_s, QJsonArray{QJsonObject{{u"id"_s, id},
                                                                     {u"email"_s, u"ada@example.org"_s},
                                                                     {u"fullName"_s, u"Ada Lovelace"_s},
                                                                     {u"role"_s, u"owner"_s},
                                                                     {u"joinedAt"_s, u"2026-01-01T00:00:00Z"_s},
                                                                     {u"allowed"_s, QJsonArray()},
                                                                     {u"denied"_s, QJsonArray()}}}}});
        f.find<QComboBox>(u"auditOutcome"_s)->setCurrentIndex(0);
        QTRY_COMPARE(f.server->count(u"audit.list"_s), lists + 2);
        QCOMPARE(f.server->count(u"users.list"_s),
                 names); // filtering asks for no names, which would be in the log itself
        f.window().showPanel(u"security"_s);
        f.window().showPanel(u"audit"_s);
        QTRY_COMPARE(target(0, Qt::DisplayRole), u"Ada Lovelace"_s);
        QVERIFY(target(0, Qt::ToolTipRole).contains(id));
        table->selectRow(0);
        QVERIFY(f.find<QPlainTextEdit>(u"auditRecord"_s)->toPlainText().contains(u"Ada Lovelace (%1)"_s.arg(id)));
        f.find<QPushButton>(u"verifyAudit"_s)->click();
        QTRY_COMPARE(f.server->count(u"audit.verify"_s), 1);
        QVERIFY(f.picture(f.window(), u"audit"_s));
    }

    void allRecordsAreSavedAsAFile_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("lines");
        QTest::newRow("csv") << u"audit.csv"_s << 13; // with its heading
        QTest::newRow("jsonl") << u"audit.jsonl"_s << 12;
    }
    void allRecordsAreSavedAsAFile()
    {
        QFETCH(QString, name);
        QFETCH(int, lines);
        WindowFixture f(*m_theme);
        openPanel(f, u"audit"_s);
        QTRY_COMPARE(f.find<QTableView>(u"auditRecords"_s)->model()->rowCount(), 12);
        QJsonArray records;
        for (int i = 12; i > 0; --i)
            records.append(record(i, u"chat.ask"_s, u"ok"_s));
        f.server->on(u"audit.list"_s, QJsonObject{{u"items"_s, records}});
        const QString path = f.directory.filePath(name);
        f.find<AuditWidget>(u"auditPanel"_s)->chooseFileToExport = [path] { return path; };
        f.find<QPushButton>(u"exportAudit"_s)->click();
        QTRY_VERIFY(QFile::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().trimmed().split('\n').size(), lines);
    }

    void everyControlHasAName()
    {
        WindowFixture f(*m_theme);
        for (const QString &panel : {u"security"_s, u"audit"_s}) {
            openPanel(f, panel);
            QTest::qWait(50);
            const QStringList nameless = namelessControls(f.window());
            QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
        }
    }
};

static const bool registered = tabletalk::test::add<TestSecurityPanels>();
#include "tst_SecurityPanels.moc"
