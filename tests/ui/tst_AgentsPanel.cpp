// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/FakeDatabases.h"
#include "tests/ui/WindowFixture.h"
#include "ui/agents/AgentDialog.h"
#include "ui/agents/AgentWords.h"

#include "core/api/AgentChat.h"
#include "core/api/Documents.h"
#include "core/api/Tenants.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QTableView>
#include <QTextBrowser>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject agentOf(int id, const QString &name, bool isDefault)
{
    return messageWith<api::Agent>(
        {{u"id"_s, idText(id)},
         {u"workspaceId"_s, idText(5)},
         {u"name"_s, name},
         {u"description"_s, isDefault ? u"Answers from databases and documents."_s : u"Helps to answer customers."_s},
         {u"tone"_s, u"friendly"_s},
         {u"tools"_s, QJsonArray{u"sql"_s, u"hybrid_search"_s}},
         {u"allDatabases"_s, true},
         {u"model"_s, u"organization"_s},
         {u"visibility"_s, u"organization"_s},
         {u"active"_s, true},
         {u"isDefault"_s, isDefault}});
}

QJsonObject answer()
{
    return messageWith<api::AgentAnswer>(
        {{u"conversationId"_s, idText(70)},
         {u"sessionId"_s, idText(70)},
         {u"messageId"_s, idText(71)},
         {u"stream"_s, idText(72)},
         {u"agentId"_s, idText(60)},
         {u"agentName"_s, u"Assistant"_s},
         {u"text"_s, u"Refund policy, page 2: “Customers may return unused goods within 30 days.” [1]\n\nThere were 42 "
                     "refunds last month. [2]"_s},
         {u"citations"_s,
          QJsonArray{
              messageWith<api::Citation>({{u"number"_s, 1},
                                          {u"kind"_s, u"passage"_s},
                                          {u"title"_s, u"Refund policy"_s},
                                          {u"documentId"_s, idText(81)},
                                          {u"passageId"_s, idText(82)},
                                          {u"page"_s, 2},
                                          {u"excerpt"_s, u"Customers may return unused goods within 30 days."_s}}),
              messageWith<api::Citation>({{u"number"_s, 2},
                                          {u"kind"_s, u"sql"_s},
                                          {u"title"_s, u"Shop"_s},
                                          {u"sql"_s, u"SELECT COUNT(*) FROM refunds"_s},
                                          {u"excerpt"_s, u"There were 42 refunds last month."_s}})}},
         {u"sql"_s, u"SELECT COUNT(*) FROM refunds"_s},
         {u"columns"_s, QJsonArray{QJsonObject{{u"name"_s, u"count"_s}, {u"type"_s, u"integer"_s}}}},
         {u"rows"_s, QJsonArray{QJsonArray{42}}},
         {u"rowCount"_s, 1},
         {u"ms"_s, 87}});
}

} // namespace

/// Agents in their panel: listed, made from a template, and tried.
class TestAgentsPanel : public QObject
{
    Q_OBJECT

private:
    Theme *m_theme = nullptr;
    FakeDatabases m_databases{10};

    void fill(FakeServer &server)
    {
        m_databases.serve(server);
        server.on(u"tenant.read"_s,
                  messageWith<api::TenantProfile>({{u"id"_s, idText(2)}, {u"defaultWorkspaceId"_s, idText(5)}}));
        server.on(u"agents.list"_s, QJsonObject{{u"items"_s, QJsonArray{agentOf(60, u"Assistant"_s, true),
                                                                        agentOf(61, u"Support"_s, false)}}});
        server.on(u"agents.ask"_s, answer());
        server.on(u"documents.read"_s, messageWith<api::Document>({{u"id"_s, idText(81)},
                                                                   {u"ownerId"_s, idText(92)},
                                                                   {u"workspaceId"_s, idText(5)},
                                                                   {u"name"_s, u"Refund policy"_s},
                                                                   {u"state"_s, u"completed"_s}}));
        server.on(u"teams.list"_s, QJsonObject{{u"items"_s, QJsonArray()}});
        server.on(u"users.list"_s, QJsonObject{{u"items"_s, QJsonArray()}});
        server.on(u"agents.create"_s, agentOf(62, u"Finance"_s, false));
        server.on(u"agents.update"_s, agentOf(61, u"Support"_s, false));
    }
    static bool open(WindowFixture &f)
    {
        f.open();
        if (!QTest::qWaitFor([&] { return f.server->count(u"databases.list"_s) > 0; }))
            return false;
        f.window().showPanel(u"agents"_s);
        return QTest::qWaitFor([&] { return cards(f).size() == 2; });
    }
    static QList<QWidget *> cards(WindowFixture &f) { return f.window().findChildren<QWidget *>(u"agentCard"_s); }
    static void askSomething(WindowFixture &f)
    {
        QTest::keyClicks(f.find<QLineEdit>(u"agentQuestion"_s), u"What does the refund policy say?"_s);
        QTest::keyClick(f.find<QLineEdit>(u"agentQuestion"_s), Qt::Key_Return);
    }

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init()
    {
        QSettings().clear();
        m_theme->setMode(ThemeMode::Light);
    }
    void cleanupTestCase() { delete m_theme; }

    void anAnswerShowsItsSourcesBehindTheirNumbers()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        askSomething(f);
        auto *text = f.find<QTextBrowser>(u"firstAnswerText"_s);
        QTRY_VERIFY(text->toPlainText().contains(u"within 30 days"));
        auto *sources = f.find<QLabel>(u"firstAnswerSources"_s);
        QVERIFY(sources->text().contains(u"Refund policy, page 2"));
        QVERIFY(text->height() < 140); // as high as what it says
        Q_EMIT text->anchorClicked(QUrl(u"cite:2"_s));
        auto *statement = f.find<QPlainTextEdit>(u"firstAnswerSourceSql"_s);
        QVERIFY(statement->isVisible());
        QVERIFY(statement->toPlainText().contains(u"COUNT(*)"));
        QVERIFY(!f.find<QPushButton>(u"firstAnswerSourceOpen"_s)->isVisible());
        QCOMPARE(f.find<QTableView>(u"firstAnswerSourceRows"_s)->model()->index(0, 0).data().toString(), u"42"_s);
        QVERIFY(f.picture(f.window(), u"agents"_s));
        Q_EMIT sources->linkActivated(u"cite:1"_s);
        QVERIFY(f.find<QLabel>(u"firstAnswerSourceText"_s)->text().contains(u"unused goods"));
        QVERIFY(!statement->isVisible());
        QCOMPARE(namelessControls(f.window()), QStringList());
    }

    void picturesThatAnAnswerNamesAreNotOpened()
    {
        WindowFixture f(*m_theme);
        const QString path = f.directory.filePath(u"secret.png"_s);
        QImage secret(320, 240, QImage::Format_RGB32);
        secret.fill(Qt::red);
        QVERIFY(secret.save(path));
        fill(*f.server);
        QJsonObject told = answer();
        // What a document may have a model write: files of this computer, and shares of others.
        told[u"text"_s] = u"Before ![a](file://%1) ![b](%1) ![c](<img>) <img src=\"%1\"> after"_s.arg(path);
        f.server->on(u"agents.ask"_s, told);
        QVERIFY(open(f));
        askSomething(f);
        auto *text = f.find<QTextBrowser>(u"firstAnswerText"_s);
        QTRY_VERIFY(text->toPlainText().contains(u"after"));
        const QTextDocument *document = text->document();
        for (const QString &address : {QString(u"file://"_s + path), path}) {
            const auto picture = document->resource(QTextDocument::ImageResource, QUrl(address)).value<QImage>();
            QCOMPARE(picture.size(), QSize(1, 1));
        }
        QVERIFY2(document->size().height() < 100, qPrintable(QString::number(document->size().height())));
        const QImage seen = text->grab().toImage();
        bool isRed = false;
        for (int y = 0; y < seen.height(); ++y) {
            for (int x = 0; x < seen.width(); ++x)
                isRed = isRed || seen.pixelColor(x, y) == QColor(Qt::red);
        }
        QVERIFY(!isRed);
    }

    void aCitationOpensItsDocumentAtThePassage()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        askSomething(f);
        auto *sources = f.find<QLabel>(u"firstAnswerSources"_s);
        QTRY_VERIFY(sources->isVisible());
        Q_EMIT sources->linkActivated(u"open:1"_s);
        QTRY_COMPARE(f.server->last(u"documents.read"_s)[u"id"_s].toString(), idText(81));
        Q_EMIT sources->linkActivated(u"cite:1"_s);
        f.window().showPanel(u"agents"_s);
        f.click(u"firstAnswerSourceOpen"_s);
        QTRY_VERIFY(f.server->count(u"documents.read"_s) >= 2);
        QTRY_COMPARE(f.find<QLineEdit>(u"documentName"_s)->text(), u"Refund policy"_s);
    }

    void linksHaveTheColourOfTheTheme()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        askSomething(f);
        auto *text = f.find<QTextBrowser>(u"firstAnswerText"_s);
        QTRY_VERIFY(text->toPlainText().contains(u"within 30 days"));
        m_theme->setMode(ThemeMode::Dark);
        const QColor link = text->palette().color(QPalette::Link);
        QTRY_VERIFY(text->toHtml().contains(link.name()));
    }

    void anAgentIsShownToOthers()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        f.server->on(u"agents.read"_s, agentOf(61, u"Support"_s, false));
        cards(f)[1]->findChild<QPushButton *>(u"shareAgent"_s)->click();
        auto *dialog = f.find<QDialog>(u"shareDialog"_s);
        QTRY_VERIFY(dialog && dialog->findChild<QPushButton *>(u"saveShare"_s)->isEnabled());
        dialog->findChild<QRadioButton *>(u"share_private"_s)->click();
        dialog->findChild<QPushButton *>(u"saveShare"_s)->click();
        QTRY_COMPARE(f.server->last(u"agents.update"_s)[u"visibility"_s].toString(), u"private"_s);
        QVERIFY(f.server->last(u"agents.update"_s)[u"name"_s].toString().isEmpty()); // nothing else changes
    }

    void twoAgentsAnswerBesideEachOther()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        f.find<QCheckBox>(u"compareAgents"_s)->setChecked(true);
        askSomething(f);
        QTRY_COMPARE(f.server->count(u"agents.ask"_s), 2);
        QTRY_VERIFY(f.find<QTextBrowser>(u"secondAnswerText"_s)->toPlainText().contains(u"within 30 days"));
        QVERIFY(f.picture(f.window(), u"agents-compare"_s));
    }

    void aTemplateFillsANewAgent()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        f.find<QPushButton>(u"addAgent"_s)->click();
        auto *dialog = f.window().findChild<AgentDialog *>();
        QVERIFY(dialog);
        auto *choice = dialog->findChild<QComboBox *>(u"agentTemplate"_s);
        QVERIFY(choice->count() >= 6);
        choice->setCurrentIndex(3);
        QVERIFY(!dialog->findChild<QLineEdit *>(u"agentName"_s)->text().isEmpty());
        QVERIFY(!dialog->findChild<QPlainTextEdit *>(u"agentInstructions"_s)->toPlainText().isEmpty());
        QVERIFY(dialog->findChild<QListWidget *>(u"agentSkills"_s)->count() > 0);
        dialog->findChild<QPushButton *>(u"saveAgent"_s)->click();
        QTRY_COMPARE(f.server->count(u"agents.create"_s), 1);
    }

    void theDefaultIsChangedButNotDeleted()
    {
        WindowFixture f(*m_theme);
        fill(*f.server);
        QVERIFY(open(f));
        QVERIFY(cards(f)[0]->findChild<QPushButton *>(u"changeAgent"_s));
        QVERIFY(!cards(f)[0]->findChild<QPushButton *>(u"deleteAgent"_s));
        QVERIFY(cards(f)[1]->findChild<QPushButton *>(u"deleteAgent"_s));
    }
};

static const bool registered = tabletalk::test::add<TestAgentsPanel>();
#include "tst_AgentsPanel.moc"
