// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/embedded/EmbeddedServer.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/TestRunner.h"
#include "tests/ui/Screenshots.h"
#include "ui/chat/AnswerCard.h"
#include "ui/chat/ResultView.h"
#include "ui/knowledge/KnowledgeWidget.h"
#include "ui/shell/Desktop.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/MessageBar.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int longWait = 30000;

} // namespace

/// The whole program but its main: the real window against real servers and databases.
class TestDesktop : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        explicit Fixture(Theme &theme)
        {
            DesktopOptions options;
            options.configDir = directory.filePath(u"config"_s);
            desktop = std::make_unique<Desktop>(theme, options);
            desktop->secrets().useFile();
            desktop->window().resize(1280, 860);
            desktop->showWindow();
        }
        ~Fixture()
        {
            desktop.reset();
            server.reset();
        }
        bool startEmbedded()
        {
            EmbeddedServerOptions options;
            options.dataDir = directory.filePath(u"data"_s);
            auto started = EmbeddedServer::start(options);
            if (!started) {
                qWarning("%s", qPrintable(started.error().detail));
                return false;
            }
            server = *std::move(started);
            desktop->servers().setLocal({server->rpcUrl(), options.dataDir, [this] { return server->signInOwner(); }});
            return true;
        }
        template <class Widget>
        Widget *find(const QString &name)
        {
            return desktop->window().findChild<Widget *>(name);
        }
        void click(const QString &name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
        AnswerCard *lastCard()
        {
            const auto cards = desktop->window().findChildren<AnswerCard *>();
            return cards.isEmpty() ? nullptr : cards.last();
        }
        bool isAnswered()
        {
            AnswerCard *card = lastCard();
            return card && card->run().state().isFinished() && card->isComplete();
        }
        /// What went wrong, for the failure's text.
        QString trouble()
        {
            QString text = desktop->window().findChild<MessageBar *>()->text();
            if (AnswerCard *card = lastCard(); card && card->run().state().problem)
                text += u" / "_s + card->run().state().problem->detail + u" / "_s + card->run().state().sql;
            return text;
        }

        QTemporaryDir directory;
        std::unique_ptr<EmbeddedServer> server;
        std::unique_ptr<Desktop> desktop;
    };

    void type(Fixture &f, const QString &question)
    {
        auto *input = f.find<QPlainTextEdit>(u"questionInput"_s);
        input->setFocus();
        QTest::keyClicks(input, question);
        QTest::keyClick(input, Qt::Key_Return);
    }

    void picture(Fixture &f, const QString &name)
    {
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            m_theme->setMode(mode);
            QTest::qWait(30);
            QVERIFY(saveScreenshot(f.desktop->window(), name + (mode == ThemeMode::Dark ? u"-dark"_s : u"-light"_s)));
        }
        m_theme->setMode(ThemeMode::Light);
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

    void oneClickOnTheSampleGivesSentenceTableAndChart()
    {
        Fixture f(*m_theme);
        QVERIFY(f.startEmbedded());
        QTRY_VERIFY(f.desktop->session().isReady());
        picture(f, u"start"_s);
        f.click(u"trySample"_s);
        QTRY_VERIFY2_WITH_TIMEOUT(f.isAnswered(), qPrintable(f.trouble()), longWait);
        QVERIFY2(!f.lastCard()->run().state().problem, qPrintable(f.trouble()));
        QVERIFY(f.lastCard()->findChild<QLabel *>(u"sentence"_s)->isVisible());
        QVERIFY(f.lastCard()->findChild<QWidget *>(u"chart"_s)->isVisible());
        QVERIFY(f.lastCard()->findChild<QWidget *>(u"resultTable"_s)->isVisible());
        QVERIFY(!f.lastCard()->findChild<QPlainTextEdit *>(u"sql"_s)->toPlainText().isEmpty());
        QTRY_VERIFY(f.find<QListView>(u"conversations"_s)->model()->rowCount() > 0);
        picture(f, u"chat-sample"_s);
        lookAtEveryPanel(f);
    }

private:
    /// The other panels with the sample's data in them.
    void lookAtEveryPanel(Fixture &f)
    {
        f.click(u"newConversation"_s);
        picture(f, u"chat-suggestions"_s);
        const auto chips = f.desktop->window().findChildren<QPushButton *>(u"suggestion"_s);
        QVERIFY(chips.size() >= 3);
        QStringList questions;
        for (const QPushButton *chip : chips)
            questions.append(chip->text());
        for (qsizetype i = 0; i < questions.size(); ++i) {
            f.click(u"newConversation"_s);
            type(f, questions[i]);
            QTRY_VERIFY2_WITH_TIMEOUT(f.isAnswered(), qPrintable(f.trouble()), longWait);
            QVERIFY2(!f.lastCard()->run().state().problem, qPrintable(questions[i] + f.trouble()));
            picture(f, u"chat-%1"_s.arg(i + 1));
        }
        type(f, u"what is the meaning of life"_s);
        QTRY_VERIFY2_WITH_TIMEOUT(f.isAnswered(), qPrintable(f.trouble()), longWait);
        QTest::qWait(50);
        picture(f, u"chat-not-understood"_s);

        f.desktop->window().showPanel(u"connections"_s);
        QTRY_VERIFY(f.find<QPushButton>(u"example"_s));
        picture(f, u"databases"_s);
        f.find<QTabWidget>(u"databaseTabs"_s)->setCurrentIndex(1);
        QTRY_VERIFY(f.find<QListView>(u"schemaTables"_s)->model()->rowCount() > 5);
        QTRY_VERIFY(f.find<QWidget>(u"tableView"_s)->isVisible());
        picture(f, u"databases-schema"_s);
        f.find<QTabWidget>(u"databaseTabs"_s)->setCurrentIndex(3);
        picture(f, u"databases-reading"_s);
        f.desktop->window().showPanel(u"usage"_s);
        QTRY_VERIFY(f.find<QLabel>(u"usageToday"_s)->text().toInt() > 0);
        picture(f, u"usage"_s);
        f.desktop->window().showPanel(u"tenant"_s);
        QTRY_VERIFY(!f.find<QLineEdit>(u"organizationName"_s)->text().isEmpty());
        QTest::qWait(50);
        picture(f, u"organisation"_s);
        f.desktop->window().showPanel(u"settings"_s);
        picture(f, u"settings"_s);
        QCOMPARE(namelessControls(f.desktop->window()), QStringList());
    }

private Q_SLOTS:
    void filesAreReadFoundAndOpenedAtTheirPassage()
    {
        Fixture f(*m_theme);
        QVERIFY(f.startEmbedded());
        QTRY_VERIFY(f.desktop->session().isReady());
        QStringList rules{u"# Refund policy"_s};
        for (int i = 0; i < 120; ++i)
            rules << u"Rule %1 of the house tells the staff how to greet whoever comes in on day %1."_s.arg(i);
        rules << u"Opened goods are taken back within thirty days at the full price."_s;
        const auto write = [&f](const QString &name, const QString &text) {
            QFile file(f.directory.filePath(name));
            QDir().mkpath(QFileInfo(file).path());
            return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) > 0;
        };
        QVERIFY(write(u"rules/policy.md"_s, rules.join(u"\n\n"_s)));
        QVERIFY(write(u"rules/prices.csv"_s, u"article,price\nlamp,12\nchair,49\n"_s));
        f.desktop->window().showPanel(u"knowledge"_s);
        auto *panel = f.find<KnowledgeWidget>(u"knowledgePanel"_s);
        auto *table = f.find<QTableView>(u"documentTable"_s);
        QTRY_VERIFY(f.find<QWidget>(u"knowledgeEmpty"_s)->isVisible());
        panel->addFiles({f.directory.filePath(u"rules"_s)});
        const auto areReady = [table] {
            int ready = 0;
            for (int row = 0; row < table->model()->rowCount(); ++row)
                ready += table->model()->index(row, 1).data().toString() == u"Ready" ? 1 : 0;
            return ready == 2;
        };
        QTRY_VERIFY_WITH_TIMEOUT(areReady(), longWait);
        picture(f, u"real-knowledge"_s);
        f.desktop->window().showPanel(u"search"_s);
        auto *query = f.find<QLineEdit>(u"searchQuery"_s);
        QTRY_VERIFY(query->isVisible());
        query->setText(u"are opened goods taken back?"_s);
        const auto find = [&f, query] {
            QTest::keyClick(query, Qt::Key_Return);
            return QTest::qWaitFor([&f] { return f.find<QWidget>(u"searchHit"_s) != nullptr; }, 1'000);
        };
        QTRY_VERIFY_WITH_TIMEOUT(find(), longWait);
        picture(f, u"real-search"_s);
        f.click(u"searchOpen"_s);
        auto *passages = f.find<QPlainTextEdit>(u"documentPassages"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!passages->extraSelections().isEmpty(), longWait);
        QVERIFY(passages->extraSelections().front().cursor.selectedText().contains(u"Opened goods"_s));
        picture(f, u"real-passage"_s);
        f.desktop->window().showPanel(u"agents"_s);
        auto *ask = f.find<QLineEdit>(u"agentQuestion"_s);
        QTRY_VERIFY(f.find<QWidget>(u"agentCard"_s));
        ask->setText(u"Within how many days are opened goods taken back?"_s);
        QTest::keyClick(ask, Qt::Key_Return);
        auto *sources = f.find<QLabel>(u"firstAnswerSources"_s);
        QTRY_VERIFY_WITH_TIMEOUT(sources->isVisible(), longWait);
        picture(f, u"real-agents"_s);
        f.desktop->window().showPanel(u"workflows"_s);
        QTRY_VERIFY(f.find<QTabWidget>(u"workflowTabs"_s)->isTabVisible(2));
        f.find<QTabWidget>(u"workflowTabs"_s)->setCurrentIndex(2);
        QTRY_VERIFY(f.find<QLabel>(u"noAutomations"_s)->text().contains(u"Nothing runs"_s));
        f.desktop->window().showPanel(u"graph"_s);
        QTest::qWait(300);
        picture(f, u"real-names"_s);
    }

    void aPostgresDatabaseIsConnectedThroughTheWizard()
    {
        QString why;
        const auto postgres = PostgresServer::start(&why);
        QVERIFY2(postgres, qPrintable(why));
        QCOMPARE(postgres->execute(u"CREATE DATABASE library"_s), QString());
        QCOMPARE(postgres->execute(u"CREATE TABLE authors (id serial PRIMARY KEY, name text NOT NULL, country text);"
                                   "CREATE TABLE books (id serial PRIMARY KEY, title text NOT NULL, year int, "
                                   "author_id int REFERENCES authors(id));"
                                   "INSERT INTO authors (name, country) SELECT 'Author ' || n, (ARRAY['Japan','Chile',"
                                   "'Kenya'])[n % 3 + 1] FROM generate_series(1, 30) n;"
                                   "INSERT INTO books (title, year, author_id) SELECT 'Book ' || n, 1950 + n % 70, "
                                   "n % 30 + 1 FROM generate_series(1, 300) n;"_s,
                                   u"library"_s),
                 QString());
        Fixture f(*m_theme);
        QVERIFY(f.startEmbedded());
        QTRY_VERIFY(f.desktop->session().isReady());
        f.click(u"connectDatabase"_s);
        QTRY_VERIFY(f.find<QDialog>(u"connectDialog"_s));
        f.click(u"kindPostgres"_s);
        f.find<QLineEdit>(u"host"_s)->setText(u"127.0.0.1"_s);
        f.find<QSpinBox>(u"port"_s)->setValue(postgres->port());
        f.find<QLineEdit>(u"database"_s)->setText(u"library"_s);
        f.find<QLineEdit>(u"user"_s)->setText(PostgresServer::user());
        f.find<QLineEdit>(u"password"_s)->setText(u"wrong"_s);
        QVERIFY(!f.find<QLineEdit>(u"url"_s)->text().contains(u"wrong"_s));
        QCOMPARE(f.find<QLineEdit>(u"name"_s)->text(), u"Library"_s);

        auto *dialog = f.find<QDialog>(u"connectDialog"_s);
        auto *title = dialog->findChild<QWidget *>(u"wherePage"_s)->findChild<QLabel *>(u"noticeTitle"_s);
        auto *login = dialog->findChild<QWidget *>(u"step.login"_s);
        f.click(u"test"_s);
        QTRY_COMPARE_WITH_TIMEOUT(login->property("state").toString(), u"failed"_s, longWait);
        QVERIFY(login->isVisible());
        QVERIFY(saveScreenshot(*dialog, u"connect-refused"_s));
        f.find<QLineEdit>(u"password"_s)->setText(PostgresServer::password());
        QVERIFY(!login->isVisible());
        f.click(u"test"_s);
        QTRY_VERIFY_WITH_TIMEOUT(title->isVisible(), longWait);
        QVERIFY2(title->text().startsWith(u"It works"_s), qPrintable(title->text()));
        QVERIFY(saveScreenshot(*dialog, u"connect-works"_s));
        f.click(u"create"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.desktop->window().currentPanel(), u"connections"_s, longWait);
        QTRY_VERIFY_WITH_TIMEOUT(f.find<QPushButton>(u"askDatabase"_s)->isEnabled(), longWait);
        f.find<QTabWidget>(u"databaseTabs"_s)->setCurrentIndex(1);
        QTRY_COMPARE_WITH_TIMEOUT(f.find<QListView>(u"schemaTables"_s)->model()->rowCount(), 2, longWait);
        picture(f, u"databases-postgres"_s);

        f.click(u"askDatabase"_s);
        QTRY_VERIFY(f.find<QPlainTextEdit>(u"questionInput"_s)->isVisible());
        QTest::qWait(100);
        type(f, u"how many books per country"_s);
        QTRY_VERIFY2_WITH_TIMEOUT(f.isAnswered(), qPrintable(f.trouble()), longWait);
        QVERIFY2(!f.lastCard()->run().state().problem, qPrintable(f.trouble()));
        QCOMPARE(f.lastCard()->run().state().rowCount, 3);
        picture(f, u"chat-postgres"_s);
    }

    void aSeparateServerIsJoinedAndLeftAgain()
    {
        QTemporaryDir data;
        QProcess daemon;
        daemon.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        daemon.start(QStringLiteral(TABLETALK_BIN_DIR "/tabletalkd"),
                     {u"serve"_s, u"--data-dir"_s, data.path(), u"--listen"_s, u"127.0.0.1:0"_s, u"--registration"_s,
                      u"open"_s});
        QVERIFY2(daemon.waitForStarted(), qPrintable(daemon.errorString()));
        QVERIFY(daemon.waitForReadyRead(longWait));
        const QString line = QString::fromUtf8(daemon.readLine()).trimmed();
        const QString address = line.mid(line.indexOf(u"http"_s)).section(u' ', 0, 0);
        QVERIFY2(address.startsWith(u"http"_s), qPrintable(line));

        Fixture f(*m_theme);
        QVERIFY(f.startEmbedded());
        QTRY_VERIFY(f.desktop->session().isReady());
        f.click(u"joinServer"_s);
        QTRY_VERIFY(f.find<QDialog>(u"joinDialog"_s));
        const QPointer<QDialog> dialog = f.find<QDialog>(u"joinDialog"_s); // gone once it has joined
        f.find<QLineEdit>(u"serverAddress"_s)->setText(u"127.0.0.1:1"_s);
        f.click(u"joinNext"_s);
        QTRY_VERIFY_WITH_TIMEOUT(dialog->findChild<QLabel *>(u"noticeTitle"_s)->isVisible(), longWait);
        QVERIFY(saveScreenshot(*dialog, u"join-unreachable"_s));
        f.find<QLineEdit>(u"serverAddress"_s)->setText(address);
        f.click(u"joinNext"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.find<QTabWidget>(u"accountTabs"_s)->isVisible(), longWait);
        f.find<QLineEdit>(u"email"_s)->setText(u"nobody@example.org"_s);
        f.find<QLineEdit>(u"accountPassword"_s)->setText(u"not the password"_s);
        f.click(u"joinNext"_s);
        QTRY_VERIFY_WITH_TIMEOUT(dialog->findChild<QLabel *>(u"noticeTitle"_s)->isVisible(), longWait);
        QVERIFY(saveScreenshot(*dialog, u"join-refused"_s));
        f.find<QTabWidget>(u"accountTabs"_s)->setCurrentIndex(2);
        f.find<QLineEdit>(u"newOrganization"_s)->setText(u"Analytical Engines"_s);
        f.find<QLineEdit>(u"newName"_s)->setText(u"Ada Lovelace"_s);
        f.find<QLineEdit>(u"newEmail"_s)->setText(u"ada@example.org"_s);
        f.find<QLineEdit>(u"newPassword"_s)->setText(u"a long enough passphrase"_s);
        f.click(u"joinNext"_s);
        QTRY_VERIFY2_WITH_TIMEOUT(
            !f.desktop->servers().isLocal() && f.desktop->session().isReady(),
            qPrintable(dialog ? dialog->findChild<QLabel *>(u"noticeDetail"_s)->text() : QString()), longWait);
        QCOMPARE(f.desktop->session().organization().name, u"Analytical Engines"_s);
        f.desktop->window().showPanel(u"settings"_s);
        QVERIFY(f.find<QPushButton>(u"useLocal"_s)->isVisible());
        picture(f, u"settings-joined"_s);
        f.click(u"useLocal"_s);
        QTRY_VERIFY(f.desktop->servers().isLocal() && f.desktop->session().isReady());
        daemon.terminate();
        QVERIFY(daemon.waitForFinished(longWait));
    }
};

static const bool registered = tabletalk::test::add<TestDesktop>();
#include "tst_Desktop.moc"
