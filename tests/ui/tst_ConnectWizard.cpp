// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/FakeDatabases.h"
#include "tests/ui/WindowFixture.h"
#include "ui/connections/wizard/CatalogueModel.h"
#include "ui/connections/wizard/TableChoice.h"
#include "ui/connections/wizard/UrlLine.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSettings>
#include <QSpinBox>
#include <QTreeView>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// Connecting a database, from the first field to the last button.
class TestConnectWizard : public QObject
{
    Q_OBJECT

    struct Fixture : WindowFixture
    {
        explicit Fixture(Theme &windowTheme, int tables = 1000)
            : WindowFixture(windowTheme)
            , databases(tables)
        {
            databases.serve(*server);
            server->on(u"databases.create"_s, databases.database());
            open();
            desktop->navigator().connectDatabase();
            dialog = find<QDialog>(u"connectDialog"_s);
        }
        QLineEdit *field(const QString &name) { return dialog->findChild<QLineEdit *>(name); }
        QString url() { return field(u"url"_s)->text(); }
        QPushButton *button(const QString &name) { return dialog->findChild<QPushButton *>(name); }
        void type(const QString &name, const QString &text)
        {
            field(name)->setFocus();
            field(name)->selectAll();
            field(name)->insert(text);
        }
        void paste(const QString &text) { type(u"url"_s, text); }
        QString stepState(const QString &layer)
        {
            return dialog->findChild<QWidget *>(QString(u"step."_s + layer))->property("state").toString();
        }

        FakeDatabases databases;
        QPointer<QDialog> dialog;
    };

    static QJsonObject testResult(bool canWrite = false)
    {
        QJsonArray steps;
        for (const QString &layer : {u"name"_s, u"port"_s, u"tls"_s, u"login"_s, u"database"_s, u"grants"_s})
            steps.append(QJsonObject{{u"layer"_s, layer},
                                     {u"state"_s, layer == u"tls"                  ? u"skipped"_s
                                                  : layer == u"grants" && canWrite ? u"warning"_s
                                                                                   : u"ok"_s},
                                     {u"detail"_s, layer == u"port" ? u"PostgreSQL 15.8 answers"_s : QString()},
                                     {u"ms"_s, 3}});
        return {{u"kind"_s, u"postgresql"_s},
                {u"serverVersion"_s, u"15.8"_s},
                {u"tableCount"_s, 1000},
                {u"accountCanWrite"_s, canWrite},
                {u"ms"_s, 18},
                {u"steps"_s, steps}};
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

    void fieldsAndUrlAreEachOthersPreview()
    {
        Fixture f(*m_theme);
        f.button(u"kindPostgres"_s)->click();
        f.type(u"host"_s, u"db.example.org"_s);
        f.type(u"database"_s, u"shop"_s);
        f.type(u"user"_s, u"ada"_s);
        QCOMPARE(f.url(), u"postgresql://ada@db.example.org:5432/shop"_s);
        f.dialog->findChild<QSpinBox *>(u"port"_s)->setValue(6543);
        QCOMPARE(f.url(), u"postgresql://ada@db.example.org:6543/shop"_s);
        f.paste(u"mysql://bob@other.example.org/stock"_s);
        QVERIFY(f.button(u"kindMysql"_s)->isChecked());
        QCOMPARE(f.field(u"host"_s)->text(), u"other.example.org"_s);
        QCOMPARE(f.field(u"database"_s)->text(), u"stock"_s);
        QCOMPARE(f.field(u"user"_s)->text(), u"bob"_s);
        QCOMPARE(f.dialog->findChild<QSpinBox *>(u"port"_s)->value(), 3306);
        QVERIFY(f.picture(*f.dialog, u"wizard-mysql"_s));
    }

    void theCursorStaysWhereOneTypes()
    {
        Fixture f(*m_theme);
        f.button(u"kindPostgres"_s)->click();
        f.type(u"host"_s, u"example.org"_s);
        f.type(u"database"_s, u"shop"_s);
        QLineEdit *host = f.field(u"host"_s);
        host->setFocus();
        host->setCursorPosition(0);
        QTest::keyClicks(host, u"db."_s);
        QCOMPARE(host->cursorPosition(), 3);
        QCOMPARE(f.url(), u"postgresql://db.example.org:5432/shop"_s);
        QLineEdit *url = f.field(u"url"_s);
        url->setFocus();
        url->setCursorPosition(int(url->text().indexOf(u"example"_s)));
        QTest::keyClicks(url, u"eu."_s);
        QCOMPARE(host->text(), u"db.eu.example.org"_s);
        QCOMPARE(url->cursorPosition(), int(url->text().indexOf(u"example"_s)));
    }

    void anyPasswordSurvivesFormAndUrl_data()
    {
        QTest::addColumn<QString>("password");
        QTest::newRow("plain") << u"secret"_s;
        QTest::newRow("url characters") << u"p@ss#w/rd?x=1&y:z"_s;
        QTest::newRow("percent") << u"100%41%"_s;
        QTest::newRow("braces and semicolons") << u";{a};}'"_s;
        QTest::newRow("spaces and quotes") << u" '\"\\ "_s;
        QTest::newRow("letters of the world") << u"пароль密码🔑"_s;
        QTest::newRow("brackets") << u"[a]{b}|^`<>"_s;
        QTest::newRow("an at sign at its end") << u"a@"_s;
    }
    void anyPasswordSurvivesFormAndUrl()
    {
        QFETCH(QString, password);
        Fixture f(*m_theme);
        f.button(u"kindPostgres"_s)->click();
        f.type(u"host"_s, u"db.example.org"_s);
        f.type(u"database"_s, u"shop"_s);
        f.type(u"user"_s, u"ada@corp"_s);
        f.type(u"password"_s, password);
        QVERIFY2(!f.url().contains(password), "the password is masked");
        QVERIFY(f.url().contains(u"***"_s));
        f.dialog->findChild<QAction *>(u"showUrlPassword"_s)->setChecked(true);
        const QString whole = f.url();
        const auto read = ConnectionUrl::parse(whole);
        QVERIFY2(read, qPrintable(whole));
        QCOMPARE(read->password, password);
        QCOMPARE(read->user, u"ada@corp"_s);
        f.type(u"password"_s, u"another"_s);
        f.paste(whole);
        QCOMPARE(f.field(u"password"_s)->text(), password);
        // And what is sent is what was typed.
        f.button(u"test"_s)->click();
        QTRY_COMPARE(f.server->count(u"databases.testUrl"_s), 1);
        QCOMPARE(ConnectionUrl::parse(f.server->last(u"databases.testUrl"_s).value(u"url"_s).toString())->password,
                 password);
    }

    void anOdbcPasswordSurvivesToo()
    {
        Fixture f(*m_theme);
        f.paste(u"odbc:Driver={PostgreSQL Unicode};Server=db;Database=shop;UID=ada;PWD={a;b}}c@#/}"_s);
        QVERIFY(f.button(u"kindOdbc"_s)->isChecked());
        QVERIFY2(!f.url().contains(u"a;b"_s), qPrintable(f.url()));
        f.button(u"test"_s)->click();
        QTRY_COMPARE(f.server->count(u"databases.testUrl"_s), 1);
        const auto sent = ConnectionUrl::parse(f.server->last(u"databases.testUrl"_s).value(u"url"_s).toString());
        QVERIFY(sent);
        QCOMPARE(sent->attribute(u"PWD"), u"a;b}c@#/"_s);
        QVERIFY(f.picture(*f.dialog, u"wizard-odbc"_s));
    }

    void typingOverAMaskedUrlKeepsThePassword()
    {
        Fixture f(*m_theme);
        f.paste(u"postgresql://ada:p@ss@db.example.org/shop"_s);
        QCOMPARE(f.url(), u"postgresql://ada:***@db.example.org:5432/shop"_s);
        QLineEdit *url = f.field(u"url"_s);
        url->end(false);
        QTest::keyClicks(url, u"2"_s);
        QCOMPARE(f.field(u"password"_s)->text(), u"p@ss"_s);
        QCOMPARE(f.field(u"database"_s)->text(), u"shop2"_s);
        ConnectionUrl known;
        ConnectionUrl typed;
        typed.password = u"***"_s;
        QCOMPARE(withSecretsOf(typed, known).password, QString());
    }

    void aPastedPasswordThatNobodyEncodedIsUnderstood()
    {
        Fixture f(*m_theme);
        f.paste(u"jdbc:postgresql://ada:p@ss#w/rd@localhost:5433/shop?sslmode=require&connect_timeout=10"_s);
        QCOMPARE(f.field(u"password"_s)->text(), u"p@ss#w/rd"_s);
        QCOMPARE(f.field(u"host"_s)->text(), u"localhost"_s);
        QCOMPARE(f.dialog->findChild<QSpinBox *>(u"port"_s)->value(), 5433);
        QCOMPARE(f.dialog->findChild<QComboBox *>(u"sslMode"_s)->currentData().toString(), u"require"_s);
        QVERIFY(f.dialog->findChild<QLabel *>(u"otherOptions"_s)->text().contains(u"connect_timeout=10"_s));
        // An option without a field is kept when a field is edited.
        f.type(u"database"_s, u"stock"_s);
        QVERIFY2(f.url().contains(u"connect_timeout=10"_s), qPrintable(f.url()));
    }

    void whatCannotBeReadIsSaidWhileItIsTyped()
    {
        Fixture f(*m_theme);
        f.paste(u"postgresql://ada@localhost:99999/shop"_s);
        const QString said = f.dialog->findChild<QLabel *>(u"urlState"_s)->text();
        QVERIFY2(said.contains(u"99999"_s), qPrintable(said));
        QVERIFY(!f.button(u"create"_s)->isEnabled());
        QVERIFY(!f.button(u"test"_s)->isEnabled());
        QVERIFY(f.picture(*f.dialog, u"wizard-unreadable"_s));
        f.paste(u"oracle://x/y"_s);
        QVERIFY(f.dialog->findChild<QLabel *>(u"urlState"_s)->text().contains(u"oracle"_s));
        f.paste(u"postgresql://ada@localhost:5432/shop"_s);
        QVERIFY(f.button(u"create"_s)->isEnabled());
    }

    void encryptionIsExplainedAndTakesCertificates()
    {
        Fixture f(*m_theme);
        f.paste(u"postgresql://ada:x@db.example.org/shop?sslmode=verify-full&sslrootcert=/etc/ca.pem"_s);
        QVERIFY(f.field(u"sslrootcert"_s)->isVisible());
        QCOMPARE(f.field(u"sslrootcert"_s)->text(), u"/etc/ca.pem"_s);
        f.type(u"sslkey"_s, u"/home/ada/key.pem"_s);
        QVERIFY2(f.url().contains(u"sslkey=/home/ada/key.pem"_s), qPrintable(f.url()));
        QVERIFY(!f.dialog->findChild<QLabel *>(u"sslMeaning"_s)->text().isEmpty());
        QVERIFY(f.picture(*f.dialog, u"wizard-postgres"_s));
        f.button(u"kindSqlServer"_s)->click();
        QVERIFY(f.field(u"sslrootcert"_s)->isVisible());
        QVERIFY2(!f.field(u"sslkey"_s)->isVisible(), "SQL Server knows no client certificates");
    }

    void aTestFillsTheLayers()
    {
        Fixture f(*m_theme);
        f.server->on(u"databases.testUrl"_s, testResult(true));
        f.paste(u"postgresql://ada:x@db.example.org/shop"_s);
        f.button(u"test"_s)->click();
        QCOMPARE(f.stepState(u"name"_s), u"waiting"_s);
        QTRY_COMPARE(f.stepState(u"name"_s), u"ok"_s);
        QCOMPARE(f.stepState(u"tls"_s), u"skipped"_s);
        QCOMPARE(f.stepState(u"grants"_s), u"warning"_s);
        QVERIFY(f.picture(*f.dialog, u"wizard-test-works"_s));
        f.type(u"host"_s, u"elsewhere"_s);
        QVERIFY2(!f.dialog->findChild<QWidget *>(u"testSteps"_s)->isVisible(), "of another URL nothing is known");
    }

    void aTestThatFailsNamesItsLayerAndWhatToDo()
    {
        Fixture f(*m_theme);
        f.server->refuse(
            u"databases.testUrl"_s,
            {{u"code"_s, u"login_refused"_s},
             {u"title"_s, u"The database refused the sign-in"_s},
             {u"detail"_s, u"The server says: password authentication failed for user \"ada\"."_s},
             {u"hint"_s, u"Check user and password."_s},
             {u"errors"_s, QJsonArray{QJsonObject{{u"path"_s, u"connection.login"_s}, {u"message"_s, u"refused"_s}}}}});
        f.paste(u"postgresql://ada:x@db.example.org/shop"_s);
        f.button(u"test"_s)->click();
        QTRY_COMPARE(f.stepState(u"login"_s), u"failed"_s);
        QCOMPARE(f.stepState(u"port"_s), u"passed"_s);
        QCOMPARE(f.stepState(u"database"_s), u"unreached"_s);
        const QString told = f.dialog->findChild<QWidget *>(u"step.login"_s)->accessibleName();
        QVERIFY2(told.contains(u"Check user and password."_s), qPrintable(told));
        QVERIFY(f.picture(*f.dialog, u"wizard-test-fails"_s));
    }

    void aFileIsConnectedAtOnce()
    {
        Fixture f(*m_theme);
        QVERIFY(f.picture(*f.dialog, u"wizard-sqlite"_s));
        QVERIFY(!f.button(u"create"_s)->isEnabled());
        f.type(u"file"_s, u"/data/my_shop 100%.db"_s);
        QVERIFY(f.button(u"create"_s)->isEnabled());
        f.button(u"create"_s)->click();
        QTRY_COMPARE(f.server->count(u"databases.create"_s), 1);
        const QJsonObject sent = f.server->last(u"databases.create"_s);
        QCOMPARE(ConnectionUrl::parse(sent.value(u"url"_s).toString())->path, u"/data/my_shop 100%.db"_s);
        QCOMPARE(sent.value(u"name"_s).toString(), u"My shop 100%"_s);
        QVERIFY2(sent.value(u"selection"_s).isNull() || sent.value(u"selection"_s).isUndefined(), "everything is read");
        QTRY_VERIFY(!f.dialog);
        QCOMPARE(f.window().currentPanel(), u"connections"_s);
    }

    void tablesAreChosenBeforeTheyAreRead()
    {
        Fixture f(*m_theme);
        f.paste(u"postgresql://ada:x@db.example.org/shop"_s);
        f.button(u"next"_s)->click();
        auto *tables = f.dialog->findChild<QTreeView *>(u"tableChoice"_s);
        auto *schemas = f.dialog->findChild<QListView *>(u"schemaChoice"_s);
        auto *summary = f.dialog->findChild<QLabel *>(u"choiceSummary"_s);
        QTRY_COMPARE(tables->model()->rowCount(), 1000);
        QCOMPARE(schemas->model()->rowCount(), 5);
        QVERIFY2(summary->text().contains(u"Everything"_s), qPrintable(summary->text()));
        schemas->model()->setData(schemas->model()->index(2, 0), Qt::Unchecked, Qt::CheckStateRole);
        tables->model()->setData(tables->model()->index(0, 0), Qt::Unchecked, Qt::CheckStateRole);
        QVERIFY2(summary->text().contains(u"749 of 1,000"_s), qPrintable(summary->text()));
        QVERIFY(f.picture(*f.dialog, u"wizard-tables"_s));
        f.button(u"next"_s)->click();
        QTRY_VERIFY(f.field(u"name"_s)->isVisible());
        QVERIFY(f.picture(*f.dialog, u"wizard-name"_s));
        f.type(u"name"_s, u"My warehouse"_s);
        f.button(u"create"_s)->click();
        QTRY_COMPARE(f.server->count(u"databases.create"_s), 1);
        const QJsonObject selection = f.server->last(u"databases.create"_s).value(u"selection"_s).toObject();
        QCOMPARE(selection.value(u"schemas"_s).toArray(),
                 (QJsonArray{FakeDatabases::schemaOf(0), FakeDatabases::schemaOf(2), FakeDatabases::schemaOf(3)}));
        QCOMPARE(selection.value(u"excluded"_s).toArray(),
                 QJsonArray{QString(FakeDatabases::schemaOf(0) + u'.' + FakeDatabases::nameOf(0))});
    }

    void manyTablesAreSearchedByTheServer()
    {
        Fixture f(*m_theme, 70000);
        f.paste(u"postgresql://ada:x@db.example.org/shop"_s);
        f.button(u"next"_s)->click();
        auto *tables = f.dialog->findChild<QTreeView *>(u"tableChoice"_s);
        auto *listed = f.dialog->findChild<QLabel *>(u"tablesListed"_s);
        QTRY_VERIFY(tables->model()->rowCount() >= 1000); // the view may have asked for more by itself
        QVERIFY2(listed->text().contains(u"70,000"_s), qPrintable(listed->text()));
        QVERIFY(f.picture(*f.dialog, u"wizard-tables-70000"_s));
        tables->model()->fetchMore({});
        QTRY_COMPARE(tables->model()->rowCount(), CatalogueModel::mostListed);
        QVERIFY(!tables->model()->canFetchMore({}));
        f.type(u"tableSearch"_s, u"invoices_0012"_s);
        QTRY_COMPARE(tables->model()->rowCount(), 1);
        QVERIFY2(listed->text().contains(u"1 table"_s), qPrintable(listed->text()));
    }

    void aCatalogueThatCannotBeReadSaysWhyAndIsTriedAgain()
    {
        Fixture f(*m_theme);
        f.server->refuse(u"databases.catalogueUrl"_s, {{u"code"_s, u"cannot_connect"_s},
                                                       {u"title"_s, u"The database cannot be reached"_s},
                                                       {u"detail"_s, u"No server listens on port 5432."_s},
                                                       {u"hint"_s, u"Check host and port."_s}});
        f.paste(u"postgresql://ada:x@db.example.org/shop"_s);
        f.button(u"next"_s)->click();
        QTRY_VERIFY(f.button(u"catalogueRetry"_s)->isVisible());
        QVERIFY(f.picture(*f.dialog, u"wizard-tables-fail"_s));
        QVERIFY(!f.button(u"next"_s)->isEnabled());
        f.databases.serve(*f.server);
        f.button(u"catalogueRetry"_s)->click();
        QTRY_COMPARE(f.dialog->findChild<QTreeView *>(u"tableChoice"_s)->model()->rowCount(), 1000);
    }

    void theCatalogueKeepsTheModelsContract()
    {
        Fixture f(*m_theme, 2500);
        TableChoice choice;
        CatalogueModel model(f.desktop->session(), choice, nullptr);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        api::CatalogueRequest request;
        request.url = u"sqlite:///x.db"_s;
        model.load(request);
        // The tester scrolls as well.
        const auto isWhole = [&] {
            model.fetchMore({});
            return model.rowCount() == 2500;
        };
        QTRY_VERIFY(isWhole());
        QVERIFY(model.setData(model.index(4, 0), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(choice.chosenCount(), 2499);
        model.tickAll(false);
        QCOMPARE(choice.chosenCount(), 0);
        model.setSearch(u"orders"_s);
        QTRY_VERIFY(model.rowCount() < 1000);
    }

    void everyControlOfTheWizardHasAName()
    {
        Fixture f(*m_theme);
        QCOMPARE(namelessControls(*f.dialog), QStringList());
    }
};

static const bool registered = tabletalk::test::add<TestConnectWizard>();
#include "tst_ConnectWizard.moc"
