// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/AgentMemory.h"
#include "core/api/Agents.h"
#include "core/api/Automations.h"
#include "core/api/Members.h"
#include "core/api/SavedQuestions.h"
#include "core/api/Tenants.h"
#include "core/api/Workflows.h"
#include "tests/support/TestRunner.h"
#include "tests/ui/FakeDatabases.h"
#include "tests/ui/WindowFixture.h"
#include "ui/workflows/StepCard.h"
#include "ui/workflows/WorkflowEditor.h"
#include "ui/workflows/WorkflowRunView.h"
#include "ui/workflows/WorkflowsTab.h"
#include "ui/workflows/WorkflowsWidget.h"

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSettings>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject step(const QString &key, const QString &kind, const QJsonObject &more)
{
    QJsonObject made = messageWith<api::WorkflowStep>({{u"key"_s, key}, {u"kind"_s, kind}});
    for (auto each = more.begin(); each != more.end(); ++each)
        made[each.key()] = each.value();
    return made;
}

QJsonArray steps()
{
    return {
        step(u"refunds"_s, u"sql"_s,
             {{u"name"_s, u"Refunds"_s},
              {u"databaseId"_s, idText(7)},
              {u"question"_s, u"How many refunds in {{input.month}}?"_s}}),
        step(u"enough"_s, u"condition"_s,
             {{u"of"_s, u"refunds"_s},
              {u"condition"_s, QJsonObject{{u"on"_s, u"firstRow"_s}, {u"test"_s, u"above"_s}, {u"value"_s, u"10"_s}}}}),
        step(u"policy"_s, u"documents"_s, {{u"question"_s, u"What does the refund policy say?"_s}}),
        step(u"send"_s, u"delivery"_s,
             {{u"of"_s, u"refunds"_s},
              {u"subject"_s, u"Refunds of {{input.month}}"_s},
              {u"text"_s, u"{{steps.policy.text}}\n\n{{steps.refunds.table}}"_s},
              {u"delivery"_s, QJsonObject{{u"mail"_s, QJsonArray{u"ada@example.org"_s}},
                                          {u"webhook"_s, true},
                                          {u"file"_s, u"xlsx"_s}}}})};
}

QJsonObject workflowOf(int id, const QString &name, const QString &state)
{
    return messageWith<api::Workflow>(
        {{u"id"_s, idText(id)},
         {u"workspaceId"_s, idText(5)},
         {u"ownerId"_s, idText(1)},
         {u"ownerName"_s, u"Ada"_s},
         {u"mine"_s, true},
         {u"name"_s, name},
         {u"description"_s, u"Tells the shop how refunds went."_s},
         {u"inputs"_s,
          QJsonArray{QJsonObject{
              {u"name"_s, u"month"_s}, {u"label"_s, u"Month"_s}, {u"required"_s, false}, {u"value"_s, u"May"_s}}}},
         {u"steps"_s, steps()},
         {u"trigger"_s, state == u"paused" ? QJsonObject{{u"kind"_s, u"event"_s}, {u"event"_s, u"document.completed"_s}}
                                           : QJsonObject{{u"kind"_s, u"schedule"_s},
                                                         {u"times"_s, QJsonObject{{u"kind"_s, u"monthly"_s},
                                                                                  {u"at"_s, u"08:00"_s},
                                                                                  {u"day"_s, 1}}}}},
         {u"timesInWords"_s, u"On day 1 of each month at 08:00"_s},
         {u"timeZone"_s, u"Asia/Tokyo"_s},
         {u"visibility"_s, u"private"_s},
         {u"state"_s, state},
         {u"pausedBecause"_s,
          state == u"paused" ? QJsonValue(u"Step 1, Refunds: You may not ask any more."_s) : QJsonValue()},
         {u"lastAt"_s, u"2026-03-01T22:45:00Z"_s},
         {u"lastState"_s, state == u"paused" ? u"failed"_s : u"done"_s},
         {u"createdAt"_s, u"2026-01-01T00:00:00Z"_s},
         {u"updatedAt"_s, u"2026-01-01T00:00:00Z"_s}});
}

QJsonObject stepRun(const QString &key, const QString &kind, const QString &state, const QJsonObject &more = {})
{
    QJsonObject made = messageWith<api::WorkflowStepRun>({{u"key"_s, key}, {u"kind"_s, kind}, {u"state"_s, state}});
    for (auto each = more.begin(); each != more.end(); ++each)
        made[each.key()] = each.value();
    return made;
}

QJsonObject run(const QString &state)
{
    const bool isDone = state == u"done";
    const QJsonArray done{
        stepRun(u"refunds"_s, u"sql"_s, u"done"_s,
                {{u"name"_s, u"Refunds"_s},
                 {u"input"_s, u"How many refunds in June?"_s},
                 {u"text"_s, u"There were 14 refunds, most of them in Osaka."_s},
                 {u"columns"_s, QJsonArray{QJsonObject{{u"name"_s, u"city"_s}, {u"type"_s, u"text"_s}},
                                           QJsonObject{{u"name"_s, u"refunds"_s}, {u"type"_s, u"integer"_s}}}},
                 {u"rows"_s, QJsonArray{QJsonArray{u"Osaka"_s, 9}, QJsonArray{u"Kobe"_s, 5}}},
                 {u"ms"_s, 41}}),
        stepRun(u"enough"_s, u"condition"_s, u"done"_s, {{u"text"_s, u"refunds is 14, above 10"_s}, {u"ms"_s, 1}}),
        isDone ? stepRun(u"policy"_s, u"documents"_s, u"done"_s,
                         {{u"input"_s, u"What does the refund policy say?"_s},
                          {u"text"_s, u"Refunds are made within 30 days. [1]"_s},
                          {u"citations"_s, QJsonArray{messageWith<api::Citation>({{u"number"_s, 1},
                                                                                  {u"kind"_s, u"passage"_s},
                                                                                  {u"title"_s, u"Refund policy"_s},
                                                                                  {u"documentId"_s, idText(81)},
                                                                                  {u"passageId"_s, idText(82)},
                                                                                  {u"page"_s, 2}})}},
                          {u"ms"_s, 212}})
               : stepRun(u"policy"_s, u"documents"_s, u"running"_s),
        isDone ? stepRun(u"send"_s, u"delivery"_s, u"done"_s,
                         {{u"input"_s, u"mail to ada@example.org; webhooks; xlsx file"_s},
                          {u"text"_s, u"mailed to 1"_s},
                          {u"fileName"_s, u"refunds-of-june.xlsx"_s},
                          {u"fileBytes"_s, 6},
                          {u"ms"_s, 30}})
               : stepRun(u"send"_s, u"delivery"_s, u"waiting"_s)};
    QJsonObject made = messageWith<api::WorkflowRun>(
        {{u"id"_s, idText(70)},
         {u"workflowId"_s, idText(60)},
         {u"workflowName"_s, u"Month end"_s},
         {u"state"_s, state},
         {u"startedBy"_s, u"hand"_s},
         {u"starterName"_s, u"Ada"_s},
         {u"inputs"_s, QJsonArray{QJsonObject{{u"name"_s, u"month"_s}, {u"value"_s, u"June"_s}}}},
         {u"mayCancel"_s, !isDone},
         {u"detail"_s, isDone ? u"4 steps"_s : u""_s},
         {u"createdAt"_s, u"2026-03-01T22:45:00Z"_s},
         {u"steps"_s, done}});
    return made;
}

QJsonObject fact(int id, const QString &scope, const QString &text, const QString &said, const QString &meant)
{
    return messageWith<api::MemoryFact>({{u"id"_s, idText(id)},
                                         {u"workspaceId"_s, idText(5)},
                                         {u"userId"_s, idText(1)},
                                         {u"userName"_s, u"Ada"_s},
                                         {u"scope"_s, scope},
                                         {u"text"_s, text},
                                         {u"said"_s, said},
                                         {u"meant"_s, meant},
                                         {u"origin"_s, id == 93 ? u"proposed"_s : u"said"_s},
                                         {u"question"_s, QString(u"Remember that "_s + text)},
                                         {u"mine"_s, scope == u"personal"},
                                         {u"mayChange"_s, true},
                                         {u"createdAt"_s, u"2026-03-01T22:45:00Z"_s},
                                         {u"updatedAt"_s, u"2026-03-01T22:45:00Z"_s}});
}

} // namespace

/// Workflows and memory in their panel.
class TestWorkflowsPanel : public QObject
{
    Q_OBJECT

private:
    Theme *m_theme = nullptr;
    FakeDatabases m_databases{10};
    bool m_isEmpty = false;
    bool m_isProposed = false;
    QString m_runState = u"running"_s;
    QJsonObject m_asked;

    void fill(FakeServer &server)
    {
        m_databases.serve(server);
        server.on(u"tenant.read"_s,
                  messageWith<api::TenantProfile>({{u"id"_s, idText(2)}, {u"defaultWorkspaceId"_s, idText(5)}}));
        server.on(u"workspaces.list"_s,
                  QJsonObject{{u"items"_s, messagesWith<api::Workspace>(
                                               {QJsonObject{{u"id"_s, idText(5)}, {u"name"_s, u"General"_s}},
                                                QJsonObject{{u"id"_s, idText(6)}, {u"name"_s, u"Care"_s}}})}});
        server.on(u"workflows.list"_s, FakeServer::Answer([this](const QJsonObject &) {
                      QJsonArray items;
                      if (!m_isEmpty)
                          items = {workflowOf(60, u"Month end"_s, u"active"_s),
                                   workflowOf(61, u"New documents"_s, u"paused"_s)};
                      return QJsonValue(QJsonObject{{u"items"_s, items},
                                                    {u"mayMake"_s, true},
                                                    {u"mailWorks"_s, true},
                                                    {u"timeZone"_s, u"Asia/Tokyo"_s}});
                  }));
        server.on(u"workflows.read"_s, workflowOf(60, u"Month end"_s, u"active"_s));
        server.on(u"workflows.runs"_s, FakeServer::Answer([this](const QJsonObject &) {
                      return QJsonValue(QJsonObject{{u"items"_s, QJsonArray{run(m_runState)}}});
                  }));
        server.on(u"workflows.run"_s, run(u"running"_s));
        server.on(u"workflows.readRun"_s,
                  FakeServer::Answer([this](const QJsonObject &) { return QJsonValue(run(m_runState)); }));
        const auto keep = FakeServer::Answer([this](const QJsonObject &params) {
            m_asked = params;
            return QJsonValue(workflowOf(60, u"Month end"_s, u"active"_s));
        });
        server.on(u"workflows.create"_s, keep);
        server.on(u"workflows.update"_s, keep);
        server.on(u"workflows.testStep"_s, run(u"done"_s)[u"steps"_s].toArray().at(0).toObject());
        server.on(u"workflows.file"_s,
                  QJsonObject{{u"name"_s, u"refunds-of-june.xlsx"_s},
                              {u"bytes"_s, 6},
                              {u"base64"_s, QString::fromLatin1(QByteArray("sheet!").toBase64())}});
        server.on(u"agents.list"_s,
                  QJsonObject{{u"items"_s, messagesWith<api::Agent>({QJsonObject{{u"id"_s, idText(80)},
                                                                                 {u"workspaceId"_s, idText(5)},
                                                                                 {u"name"_s, u"Assistant"_s}}})}});
        server.on(
            u"savedQuestions.list"_s,
            QJsonObject{{u"items"_s, QJsonArray{messageWith<api::SavedQuestion>({{u"id"_s, idText(30)},
                                                                                 {u"workspaceId"_s, idText(5)},
                                                                                 {u"databaseId"_s, idText(7)},
                                                                                 {u"ownerId"_s, idText(1)},
                                                                                 {u"name"_s, u"Stock of Osaka"_s}})}}});
        server.on(u"memory.list"_s, FakeServer::Answer([this](const QJsonObject &) {
                      QJsonArray items;
                      if (!m_isEmpty)
                          items = {fact(90, u"workspace"_s, u"we call refunds 'returns'"_s, u"returns"_s, u"refunds"_s),
                                   fact(91, u"personal"_s, u"my region is Kansai"_s, u"my region"_s, u"Kansai"_s)};
                      if (m_isProposed)
                          items.append(fact(93, u"personal"_s, u"our year begins in April"_s, {}, {}));
                      return QJsonValue(QJsonObject{{u"items"_s, items}, {u"mayWriteWorkspace"_s, true}});
                  }));
        server.on(u"memory.remember"_s, FakeServer::Answer([this](const QJsonObject &params) {
                      m_asked = params;
                      return QJsonValue(fact(92, u"personal"_s, u"x"_s, {}, {}));
                  }));
        server.on(u"memory.forget"_s, QJsonObject());
        server.on(u"memory.confirm"_s, FakeServer::Answer([this](const QJsonObject &params) {
                      m_asked = params;
                      m_isProposed = false;
                      return QJsonValue(fact(93, u"personal"_s, u"our year begins in April"_s, {}, {}));
                  }));
    }
    bool open(WindowFixture &f, int rows)
    {
        f.open();
        if (!QTest::qWaitFor([&] { return f.server->count(u"databases.list"_s) > 0; }))
            return false;
        f.window().showPanel(u"workflows"_s);
        return QTest::qWaitFor([&] {
            auto *table = f.find<QTableView>(u"workflows"_s);
            return table && f.server->count(u"workflows.list"_s) > 0 && table->model()->rowCount() == rows;
        });
    }
    static WorkflowEditor *openEditor(WindowFixture &f)
    {
        f.find<QTableView>(u"workflows"_s)->selectRow(0);
        f.click(u"changeWorkflow"_s);
        WorkflowEditor *editor = nullptr;
        const bool isOpen = QTest::qWaitFor([&] {
            editor = f.find<WorkflowEditor>(u"workflowEditor"_s);
            return editor && editor->isVisible();
        });
        return isOpen ? editor : nullptr;
    }
    static QList<StepCard *> cards(const WorkflowEditor &editor)
    {
        QList<StepCard *> all = editor.findChildren<StepCard *>();
        all.removeIf([](const StepCard *card) { return card->isHidden(); });
        std::ranges::sort(all, {}, [](const StepCard *card) { return card->y(); });
        return all;
    }
    static QStringList keys(const WorkflowEditor &editor)
    {
        QStringList keys;
        QTest::qWait(0);
        for (const StepCard *card : cards(editor))
            keys << card->key();
        return keys;
    }

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init()
    {
        QSettings().clear();
        m_theme->setMode(ThemeMode::Light);
        m_isEmpty = false;
        m_runState = u"running"_s;
        m_asked = {};
    }
    void cleanupTestCase() { delete m_theme; }

    void workflowsStandWithTheirLastRun()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f, 2));
        auto *table = f.find<QTableView>(u"workflows"_s);
        QCOMPARE(table->model()->index(0, 1).data().toString(), u"On day 1 of each month at 08:00"_s);
        QCOMPARE(table->model()->index(1, 3).data().toString(), u"paused"_s);
        table->selectRow(1);
        QVERIFY(f.find<QLabel>(u"workflowAbout"_s)->text().contains(u"You may not ask any more"_s));
        QCOMPARE(f.find<QPushButton>(u"pauseWorkflow"_s)->text(), u"Go on"_s);
        QCOMPARE(namelessControls(f.window()), QStringList());
    }

    void aRunIsFollowedStepByStep()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f, 2));
        f.find<QTableView>(u"workflows"_s)->selectRow(0);
        QTimer looks; // for the dialog that asks for the inputs
        connect(&looks, &QTimer::timeout, this, [&] {
            auto *month = f.find<QLineEdit>(u"value_month"_s);
            if (!month || !month->isVisible())
                return;
            looks.stop();
            month->setText(u"June"_s);
            f.click(u"giveValues"_s);
        });
        looks.start(10);
        f.click(u"startWorkflow"_s);
        QTRY_COMPARE(f.find<QLabel>(u"runState"_s)->text(), u"running"_s);
        QTRY_VERIFY(f.find<QPushButton>(u"cancelRun"_s)->isVisible());
        QVERIFY(f.picture(f.window(), u"workflow-running"_s));
        m_runState = u"done"_s;
        QTRY_COMPARE(f.find<QLabel>(u"runState"_s)->text(), u"done"_s);
        QVERIFY(!f.find<QPushButton>(u"cancelRun"_s)->isVisible());
        QVERIFY(f.picture(f.window(), u"workflows"_s));
        QCOMPARE(namelessControls(f.window()), QStringList());
        QLabel *sources = nullptr;
        for (QLabel *label : f.window().findChildren<QLabel *>(u"stepSources"_s))
            sources = label->isVisible() ? label : sources;
        QVERIFY(sources && sources->text().contains(u"Refund policy, page 2"_s));
        Q_EMIT sources->linkActivated(u"%1:%2"_s.arg(idText(81), idText(82)));
        QTRY_COMPARE(f.server->last(u"documents.read"_s)[u"id"_s].toString(), idText(81));
        f.window().showPanel(u"workflows"_s);
        QTemporaryDir folder;
        f.find<WorkflowRunView>(u"workflowRun"_s)->chooseTarget = [&](const QString &suggestion) {
            return folder.filePath(suggestion);
        };
        QPushButton *save = nullptr;
        for (QPushButton *button : f.window().findChildren<QPushButton *>(u"saveStepFile"_s))
            save = button->isVisible() ? button : save;
        QVERIFY(save);
        save->click();
        QFile file(folder.filePath(u"refunds-of-june.xlsx"_s));
        QTRY_VERIFY(file.exists());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("sheet!"));
    }

    void aWorkflowIsShownToOthers()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        const QJsonObject audience{{u"id"_s, idText(60)},
                                   {u"visibility"_s, u"private"_s},
                                   {u"userIds"_s, QJsonArray()},
                                   {u"teamIds"_s, QJsonArray()}};
        f.server->on(u"workflows.audience"_s, audience);
        f.server->on(u"workflows.share"_s, audience);
        f.server->on(u"teams.list"_s, QJsonObject{{u"items"_s, messagesWith<api::Team>({QJsonObject{
                                                                   {u"id"_s, idText(44)}, {u"name"_s, u"Care"_s}}})}});
        f.server->on(u"users.list"_s, QJsonObject{{u"items"_s, QJsonArray()}});
        QVERIFY(open(f, 2));
        f.find<QTableView>(u"workflows"_s)->selectRow(0);
        f.click(u"shareWorkflow"_s);
        auto *dialog = f.find<QDialog>(u"shareDialog"_s);
        QTRY_VERIFY(dialog && dialog->findChild<QPushButton *>(u"saveShare"_s)->isEnabled());
        auto *teams = dialog->findChild<QListWidget *>(u"shareTeams"_s);
        QTRY_COMPARE(teams->count(), 1);
        dialog->findChild<QRadioButton *>(u"share_team"_s)->click();
        QVERIFY(!dialog->findChild<QPushButton *>(u"saveShare"_s)->isEnabled()); // which one is not said yet
        teams->item(0)->setCheckState(Qt::Checked);
        dialog->findChild<QPushButton *>(u"saveShare"_s)->click();
        QTRY_COMPARE(f.server->count(u"workflows.share"_s), 1);
        QCOMPARE(f.server->last(u"workflows.share"_s)[u"visibility"_s].toString(), u"team"_s);
        QCOMPARE(f.server->last(u"workflows.share"_s)[u"teamIds"_s].toArray(), QJsonArray{idText(44)});
    }

    void whoManagesTheOrganisationSeesAllThatRunsByItself()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        const auto automation = [](int id, const QString &kind, const QString &name, const QString &state) {
            return messageWith<api::Automation>({{u"id"_s, idText(id)},
                                                 {u"kind"_s, kind},
                                                 {u"name"_s, name},
                                                 {u"workspaceName"_s, u"General"_s},
                                                 {u"ownerId"_s, idText(92)},
                                                 {u"ownerName"_s, u"Grace Hopper"_s},
                                                 {u"startedBy"_s, u"schedule"_s},
                                                 {u"state"_s, state},
                                                 {u"nextAt"_s, u"2026-03-02T08:00:00Z"_s},
                                                 {u"lastAt"_s, u"2026-03-01T08:00:00Z"_s},
                                                 {u"lastState"_s, u"failed"_s},
                                                 {u"lastDetail"_s, u"The database does not answer."_s},
                                                 {u"failures"_s, 3}});
        };
        f.server->on(u"automations.list"_s,
                     QJsonObject{{u"items"_s, QJsonArray{automation(71, u"workflow"_s, u"Month end"_s, u"active"_s),
                                                         automation(72, u"schedule"_s, u"Stock"_s, u"active"_s)}}});
        f.server->on(u"automations.pauseSchedule"_s, automation(72, u"schedule"_s, u"Stock"_s, u"paused"_s));
        QVERIFY(open(f, 2));
        auto *tabs = f.find<QTabWidget>(u"workflowTabs"_s);
        QTRY_VERIFY(tabs->isTabVisible(2));
        tabs->setCurrentIndex(2);
        auto *table = f.find<QTableView>(u"automations"_s);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        QVERIFY(!f.find<QPushButton>(u"pauseAutomation"_s)->isEnabled());
        table->selectRow(1);
        QVERIFY(f.find<QLabel>(u"automationAbout"_s)->text().contains(u"does not answer"_s));
        QVERIFY(f.picture(f.window(), u"automations"_s));
        QCOMPARE(namelessControls(f.window()), QStringList());
        f.click(u"pauseAutomation"_s);
        QTRY_COMPARE(f.server->last(u"automations.pauseSchedule"_s)[u"id"_s].toString(), idText(72));
        QTRY_COMPARE(table->model()->index(1, 5).data().toString(), u"paused"_s);
        auto *which = f.find<QComboBox>(u"automationKind"_s);
        which->setCurrentIndex(which->findData(u"workflow"_s));
        QCOMPARE(table->model()->rowCount(), 1);
    }

    void aMistakeStandsAtItsField()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f, 2));
        WorkflowEditor *editor = openEditor(f);
        QVERIFY(editor);
        QCOMPARE(keys(*editor), (QStringList{u"refunds"_s, u"enough"_s, u"policy"_s, u"send"_s}));
        auto *save = editor->findChild<QPushButton *>(u"saveWorkflow"_s);
        QTRY_VERIFY(save->isEnabled());
        QVERIFY(f.picture(*editor, u"workflow-editor"_s));
        auto *text = cards(*editor)[3]->findChild<QPlainTextEdit *>(u"stepText"_s);
        text->setPlainText(u"{{steps.polcy.text}}"_s);
        auto *mistake = cards(*editor)[3]->findChild<QLabel *>(u"mistake_text"_s);
        QTRY_VERIFY(mistake->isVisibleTo(editor));
        QVERIFY2(mistake->text().contains(u"there is no step \"polcy\""_s), qPrintable(mistake->text()));
        QVERIFY(!save->isEnabled());
        text->setPlainText(u"{{steps.policy.text}}"_s);
        QTRY_VERIFY(save->isEnabled());
        QCOMPARE(namelessControls(*editor), QStringList());
    }

    void stepsMoveByButtonAndByKeys()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f, 2));
        WorkflowEditor *editor = openEditor(f);
        QVERIFY(editor);
        cards(*editor)[2]->findChild<QPushButton *>(u"stepUp"_s)->click();
        QTRY_COMPARE(keys(*editor), (QStringList{u"refunds"_s, u"policy"_s, u"enough"_s, u"send"_s}));
        auto *field = cards(*editor)[1]->findChild<QLineEdit *>(u"stepName"_s);
        field->setFocus();
        QTest::keyClick(field, Qt::Key_Up, Qt::AltModifier);
        QTRY_COMPARE(keys(*editor), (QStringList{u"policy"_s, u"refunds"_s, u"enough"_s, u"send"_s}));
        QVERIFY(field->hasFocus());
        QTest::keyClick(field, Qt::Key_Down, Qt::AltModifier);
        QTRY_COMPARE(keys(*editor), (QStringList{u"refunds"_s, u"policy"_s, u"enough"_s, u"send"_s}));
        cards(*editor)[0]->findChild<QPushButton *>(u"stepDown"_s)->click();
        QTRY_COMPARE(keys(*editor), (QStringList{u"policy"_s, u"refunds"_s, u"enough"_s, u"send"_s}));
        cards(*editor)[1]->findChild<QPushButton *>(u"stepDown"_s)->click();
        QTRY_COMPARE(keys(*editor), (QStringList{u"policy"_s, u"enough"_s, u"refunds"_s, u"send"_s}));
        auto *mistake = cards(*editor)[1]->findChild<QLabel *>(u"mistake_of"_s);
        QTRY_VERIFY(mistake->isVisibleTo(editor));
    }

    void aNewWorkflowIsPutTogetherAndSaved()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        m_isEmpty = true;
        QVERIFY(open(f, 0));
        QVERIFY(f.find<QLabel>(u"noWorkflows"_s)->isVisible());
        QVERIFY(f.picture(f.window(), u"workflows-empty"_s));
        f.click(u"addWorkflow"_s);
        auto *editor = f.find<WorkflowEditor>(u"workflowEditor"_s);
        QVERIFY(editor);
        QVERIFY(editor->findChild<QLabel *>(u"noSteps"_s)->isVisibleTo(editor));
        auto *save = editor->findChild<QPushButton *>(u"saveWorkflow"_s);
        QVERIFY(!save->isEnabled());
        editor->findChild<QLineEdit *>(u"workflowName"_s)->setText(u"Stock"_s);
        auto *kind = editor->findChild<QComboBox *>(u"newStepKind"_s);
        kind->setCurrentIndex(kind->findData(u"savedQuestion"_s));
        QTest::mouseClick(editor->findChild<QPushButton *>(u"addStep"_s), Qt::LeftButton);
        auto *question = editor->findChild<QComboBox *>(u"stepSavedQuestion"_s);
        QTRY_COMPARE(question->count(), 1);
        question->setCurrentIndex(0);
        QTRY_VERIFY(save->isEnabled());
        save->click();
        QTRY_COMPARE(m_asked[u"name"_s].toString(), u"Stock"_s);
        const QJsonObject made = m_asked[u"steps"_s].toArray().at(0).toObject();
        QCOMPARE(made[u"key"_s].toString(), u"saved"_s);
        QCOMPARE(made[u"savedQuestionId"_s].toString(), idText(30));
        QCOMPARE(m_asked[u"trigger"_s][u"kind"_s].toString(), u"hand"_s);
    }

    void whatAModelProposedIsConfirmed()
    {
        m_isProposed = true;
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f, 2));
        f.find<QTabWidget>(u"workflowTabs"_s)->setCurrentIndex(1);
        auto *table = f.find<QTableView>(u"facts"_s);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        table->selectRow(0);
        QVERIFY(!f.find<QPushButton>(u"confirmFact"_s)->isEnabled());
        table->selectRow(2);
        QVERIFY(f.find<QLabel>(u"factAbout"_s)->text().contains(u"counts for nothing until it is confirmed"));
        f.click(u"confirmFact"_s);
        QTRY_COMPARE(m_asked[u"id"_s].toString(), idText(93));
        QTRY_VERIFY(!f.find<QPushButton>(u"confirmFact"_s)->isVisible());
    }

    void whatAgentsRememberIsSeenWrittenAndForgotten()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f, 2));
        f.find<QTabWidget>(u"workflowTabs"_s)->setCurrentIndex(1);
        auto *table = f.find<QTableView>(u"facts"_s);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        table->selectRow(0);
        QVERIFY(f.find<QLabel>(u"factAbout"_s)
                    ->text()
                    .contains(u"Questions with \"returns\" are asked with \"refunds\""_s));
        QVERIFY(f.picture(f.window(), u"memory"_s));
        QCOMPARE(namelessControls(f.window()), QStringList());
        f.find<QLineEdit>(u"factText"_s)->setText(u"Our year begins in April"_s);
        auto *scope = f.find<QComboBox>(u"factScope"_s);
        scope->setCurrentIndex(1);
        f.click(u"addFact"_s);
        QTRY_COMPARE(m_asked[u"text"_s].toString(), u"Our year begins in April"_s);
        QCOMPARE(m_asked[u"scope"_s].toString(), u"workspace"_s);
        f.click(u"forgetFact"_s);
        QTRY_COMPARE(f.server->count(u"memory.forget"_s), 1);
    }
};

static const bool registered = tabletalk::test::add<TestWorkflowsPanel>();
#include "tst_WorkflowsPanel.moc"
