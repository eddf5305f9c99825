// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/FakeServer.h"
#include "tests/ui/Screenshots.h"
#include "ui/chat/AnswerCard.h"
#include "ui/chat/ChatWidget.h"
#include "ui/shell/Desktop.h"
#include "ui/shell/MainWindow.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QDate>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// Panels in all their states against fixed answers.
class TestPanels : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        explicit Fixture(Theme &theme)
        {
            DesktopOptions options;
            options.configDir = directory.path();
            options.makeTransport = [this] {
                auto made = std::make_unique<FakeServer>();
                server = made.get();
                return made;
            };
            desktop = std::make_unique<Desktop>(theme, options);
            desktop->secrets().useFile();
            desktop->window().resize(1240, 820);
            desktop->showWindow();
        }
        void open()
        {
            LocalServer local;
            local.url = QUrl(u"ws://127.0.0.1:1/rpc"_s);
            local.dataDir = directory.path();
            local.signIn = [] { return api::SignedIn{u"a"_s, u"r"_s, 900, {}, {}, {}}; };
            desktop->servers().setLocal(local);
        }
        MainWindow &window() { return desktop->window(); }
        template <class Widget>
        Widget *find(const QString &name)
        {
            return desktop->window().findChild<Widget *>(name);
        }

        QTemporaryDir directory;
        FakeServer *server = nullptr;
        std::unique_ptr<Desktop> desktop;
    };

    static QJsonObject database(const QString &stage, int done = 0, int total = 0)
    {
        return {{u"id"_s, idText(7)},
                {u"workspaceId"_s, idText(5)},
                {u"name"_s, u"Sample shop"_s},
                {u"kind"_s, u"sqlite"_s},
                {u"displayUrl"_s, u"sample:retail"_s},
                {u"readOnly"_s, true},
                {u"tableCount"_s, 12},
                {u"onboardingStream"_s, idText(40)},
                {u"onboarding"_s,
                 QJsonObject{{u"stage"_s, stage},
                             {u"done"_s, done},
                             {u"total"_s, total},
                             {u"secondsLeft"_s, 4},
                             {u"detail"_s, stage == u"failed" ? u"The file is no database."_s : u"order_items"_s}}},
                {u"createdAt"_s, u"2026-01-01T00:00:00Z"_s}};
    }

    static void fill(FakeServer &server, const QString &stage = u"ready"_s)
    {
        server.on(u"databases.list"_s, QJsonObject{{u"items"_s, QJsonArray{database(stage, 5, 12)}}});
        server.on(u"events.resume"_s, QJsonObject{{u"lastSeq"_s, 0}});
        server.on(u"chat.databases"_s,
                  QJsonObject{{u"items"_s, QJsonArray{QJsonObject{
                                               {u"id"_s, idText(7)},
                                               {u"name"_s, u"Sample shop"_s},
                                               {u"ready"_s, stage == u"ready"},
                                               {u"suggestions"_s, QJsonArray{u"How many orders per city?"_s,
                                                                             u"Revenue by month in 2025"_s}}}}}});
        server.on(u"conversations.list"_s,
                  QJsonObject{{u"items"_s, QJsonArray{QJsonObject{{u"id"_s, idText(10)},
                                                                  {u"databaseId"_s, idText(7)},
                                                                  {u"title"_s, u"How many orders per city?"_s},
                                                                  {u"updatedAt"_s, u"2026-01-01T00:00:00Z"_s}}}}});
    }

    static QJsonObject answer()
    {
        QJsonArray rows;
        const char *cities[] = {"Osaka", "Berlin", "Madrid", "Lyon", "Boston", "Leeds", "Oslo", "Graz"};
        for (int i = 0; i < 8; ++i)
            rows.append(QJsonArray{QString::fromLatin1(cities[i]), 412 - i * 37, 1034.5 * (9 - i)});
        return {{u"conversationId"_s, idText(10)},
                {u"messageId"_s, idText(11)},
                {u"stream"_s, idText(12)},
                {u"sql"_s,
                 u"SELECT c.city, COUNT(*) AS orders, SUM(o.total) AS revenue FROM orders o JOIN customers c ON "
                 "c.id = o.customer_id WHERE o.status = 'paid' GROUP BY c.city ORDER BY orders DESC LIMIT 8"_s},
                {u"columns"_s, QJsonArray{QJsonObject{{u"name"_s, u"city"_s}, {u"type"_s, u"text"_s}},
                                          QJsonObject{{u"name"_s, u"orders"_s}, {u"type"_s, u"integer"_s}},
                                          QJsonObject{{u"name"_s, u"revenue"_s}, {u"type"_s, u"real"_s}}}},
                {u"rows"_s, rows},
                {u"rowCount"_s, 8},
                {u"resultId"_s, idText(13)},
                {u"text"_s,
                 u"Osaka has the most orders (412), followed by Berlin (375). There are 2,260 orders in 8 cities."_s},
                {u"chart"_s, QJsonObject{{u"kind"_s, u"bar"_s},
                                         {u"title"_s, u"Orders by city"_s},
                                         {u"x"_s, u"city"_s},
                                         {u"y"_s, QJsonArray{u"orders"_s}}}},
                {u"confidence"_s, 0.92},
                {u"explanation"_s, u"Count orders, joined to customers by customer_id, one row for each city."_s},
                {u"unusedWords"_s, QJsonArray{u"please"_s}},
                {u"ms"_s, 14}};
    }

    void ask(Fixture &f, const QString &question)
    {
        auto *input = f.find<QPlainTextEdit>(u"questionInput"_s);
        QTRY_VERIFY(!f.find<QWidget>(u"suggestions"_s)->findChildren<QPushButton *>().isEmpty());
        input->setPlainText(question);
        QTest::keyClick(input, Qt::Key_Return);
    }

    Theme *m_theme = nullptr;

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init()
    {
        QSettings().clear();
        m_theme->setMode(ThemeMode::Light);
    }
    void cleanupTestCase() { delete m_theme; }

    void theFirstScreenOffersThreeWays()
    {
        Fixture f(*m_theme);
        for (const QString &name : {u"trySample"_s, u"connectDatabase"_s, u"joinServer"_s})
            QVERIFY2(f.find<QPushButton>(name), qPrintable(name));
        QTest::qWait(0);
        QVERIFY(saveScreenshot(f.window(), u"fake-start"_s));
    }

    void aQuestionShowsSentenceTableChartAndSql()
    {
        Fixture f(*m_theme);
        fill(*f.server);
        f.server->on(u"chat.ask"_s, answer());
        f.open();
        f.window().showPanel(u"chat"_s);
        QTRY_VERIFY(f.find<QPushButton>(u"suggestion"_s));
        QVERIFY(saveScreenshot(f.window(), u"fake-chat-empty"_s));
        QTest::mouseClick(f.find<QPushButton>(u"suggestion"_s), Qt::LeftButton);
        QTRY_VERIFY(f.find<AnswerCard>(u"answerCard"_s) && f.find<AnswerCard>(u"answerCard"_s)->isComplete());
        for (const QString &name :
             {u"sentence"_s, u"chart"_s, u"resultTable"_s, u"sql"_s, u"confidence"_s, u"export"_s})
            QVERIFY2(f.find<QWidget>(name)->isVisible(), qPrintable(name));
        QTest::qWait(50);
        QVERIFY(saveScreenshot(f.window(), u"fake-chat-answer"_s));
        m_theme->setMode(ThemeMode::Dark);
        QTest::qWait(50);
        QVERIFY(saveScreenshot(f.window(), u"fake-chat-answer-dark"_s));
    }

    void aProblemIsShownInPlaceWithItsHint()
    {
        Fixture f(*m_theme);
        fill(*f.server);
        f.open();
        f.window().showPanel(u"chat"_s);
        QTRY_VERIFY(f.find<QPushButton>(u"suggestion"_s));
        ask(f, u"what is the colour of the sky"_s);
        QTRY_VERIFY(f.find<QLabel>(u"noticeHint"_s)->isVisible() || f.find<AnswerCard>(u"answerCard"_s));
        auto *card = f.find<AnswerCard>(u"answerCard"_s);
        QTRY_VERIFY(card->run().state().isFinished());
        QVERIFY(card->findChild<QLabel *>(u"noticeHint"_s)->isVisible());
        QVERIFY(card->findChild<QPushButton *>(u"askAgain"_s)->isVisible());
        QTest::qWait(20);
        QVERIFY(saveScreenshot(f.window(), u"fake-chat-problem"_s));
    }

    void askingBackOffersItsChoicesAsButtons()
    {
        Fixture f(*m_theme);
        fill(*f.server);
        QStringList asked;
        f.server->on(u"chat.ask"_s, FakeServer::Answer([&](const QJsonObject &params) {
                         asked.append(params.value(u"question"_s).toString());
                         QJsonObject back = answer();
                         back[u"askBack"_s] =
                             QJsonObject{{u"question"_s, u"Which date do you mean?"_s},
                                         {u"choices"_s, QJsonArray{u"the order date"_s, u"the delivery date"_s}}};
                         back[u"columns"_s] = QJsonArray{};
                         back[u"rows"_s] = QJsonArray{};
                         back.remove(u"resultId"_s);
                         back.remove(u"chart"_s);
                         back[u"sql"_s] = QString();
                         back[u"text"_s] = QString();
                         back[u"rowCount"_s] = 0;
                         back[u"confidence"_s] = 0.4;
                         return QJsonValue(back);
                     }));
        f.open();
        f.window().showPanel(u"chat"_s);
        QTRY_VERIFY(f.find<QPushButton>(u"suggestion"_s));
        ask(f, u"orders by date"_s);
        QTRY_VERIFY(f.find<QPushButton>(u"choice"_s));
        QTest::qWait(20);
        QVERIFY(saveScreenshot(f.window(), u"fake-chat-askback"_s));
        QTest::mouseClick(f.find<QPushButton>(u"choice"_s), Qt::LeftButton);
        QTRY_COMPARE(asked.size(), 2);
        QCOMPARE(asked.last(), u"the order date"_s);
    }

    void anAnswerOnItsWayCanBeStopped()
    {
        Fixture f(*m_theme);
        fill(*f.server);
        f.server->hang(u"chat.ask"_s);
        f.open();
        f.window().showPanel(u"chat"_s);
        QTRY_VERIFY(f.find<QPushButton>(u"suggestion"_s));
        ask(f, u"orders by date"_s);
        QTRY_VERIFY(f.find<QPushButton>(u"stop"_s));
        QVERIFY(f.find<QPushButton>(u"stop"_s)->isVisible());
        QVERIFY(saveScreenshot(f.window(), u"fake-chat-waiting"_s));
    }

    void onboardingIsShownAsItGoesOn()
    {
        Fixture f(*m_theme);
        fill(*f.server, u"profiling"_s);
        f.open();
        f.window().showPanel(u"connections"_s);
        QTRY_VERIFY(f.find<QWidget>(u"stage.profiling"_s) && f.find<QWidget>(u"stage.profiling"_s)->isVisible());
        f.server->event(idText(40), 1, u"progress"_s,
                        {{u"stage"_s, u"profiling"_s},
                         {u"done"_s, 7},
                         {u"total"_s, 12},
                         {u"secondsLeft"_s, 3},
                         {u"detail"_s, u"customers"_s}});
        QVERIFY(f.find<QLabel>(u"onboardingStage"_s)->text().contains(u"7 of 12"_s));
        QTest::qWait(20);
        QVERIFY(saveScreenshot(f.window(), u"fake-onboarding"_s));
    }

    void aDatabaseThatCouldNotBeReadSaysWhy()
    {
        Fixture f(*m_theme);
        fill(*f.server, u"failed"_s);
        f.open();
        f.window().showPanel(u"connections"_s);
        QTRY_VERIFY(f.find<QWidget>(u"readingTab"_s)->findChild<QLabel *>(u"noticeDetail"_s)->isVisible());
        QTest::qWait(20);
        QVERIFY(saveScreenshot(f.window(), u"fake-database-failed"_s));
    }

    void everyControlHasANameAndEveryPanelCanBeShown()
    {
        Fixture f(*m_theme);
        fill(*f.server);
        f.server->on(u"chat.ask"_s, answer());
        f.open();
        for (const QString &panel : {u"start"_s, u"chat"_s, u"connections"_s, u"usage"_s, u"tenant"_s, u"settings"_s}) {
            f.window().showPanel(panel);
            QCOMPARE(f.window().currentPanel(), panel);
            QTest::qWait(20);
            QVERIFY(saveScreenshot(f.window(), u"fake-panel-"_s + panel));
        }
        f.window().showPanel(u"chat"_s);
        QTRY_VERIFY(f.find<QPushButton>(u"suggestion"_s));
        ask(f, u"orders per city"_s);
        QTRY_VERIFY(f.find<AnswerCard>(u"answerCard"_s));
        f.desktop->navigator().connectDatabase();
        QTRY_VERIFY(f.find<QDialog>(u"connectDialog"_s));
        QTest::qWait(20);
        QVERIFY(saveScreenshot(*f.find<QDialog>(u"connectDialog"_s), u"fake-connect"_s));
        f.find<QDialog>(u"connectDialog"_s)->findChild<QPushButton *>(u"kindPostgres"_s)->click();
        QTest::qWait(20);
        QVERIFY(saveScreenshot(*f.find<QDialog>(u"connectDialog"_s), u"fake-connect-postgres"_s));
        f.desktop->navigator().joinServer();
        QTRY_VERIFY(f.find<QDialog>(u"joinDialog"_s));
        QTest::qWait(20);
        QVERIFY(saveScreenshot(*f.find<QDialog>(u"joinDialog"_s), u"fake-join"_s));
        const QStringList nameless = namelessControls(f.window());
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    }
};

static const bool registered = tabletalk::test::add<TestPanels>();
#include "tst_Panels.moc"
