// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/FakeDatabases.h"
#include "tests/ui/WindowFixture.h"
#include "ui/connections/explorer/ColumnModel.h"
#include "ui/connections/explorer/DriftModel.h"
#include "ui/connections/explorer/SchemaModel.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTreeView>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// Looking around in what was read of a database.
class TestSchemaExplorer : public QObject
{
    Q_OBJECT

    struct Fixture : WindowFixture
    {
        explicit Fixture(Theme &windowTheme, int tables = 1000)
            : WindowFixture(windowTheme)
            , databases(tables)
        {
            databases.serve(*server);
        }
        void openExplorer()
        {
            open();
            window().showPanel(u"connections"_s);
            selectWarehouse();
            find<QTabWidget>(u"databaseTabs"_s)->setCurrentIndex(1);
        }
        /// The second in the order of names.
        void selectWarehouse()
        {
            auto *databasesList = find<QListView>(u"databases"_s);
            QTRY_COMPARE(databasesList->model()->rowCount(), 2);
            databasesList->setCurrentIndex(databasesList->model()->index(1, 0));
        }
        QListView *list() { return find<QListView>(u"schemaTables"_s); }
        QString shownTable() { return find<QLabel>(u"tableName"_s)->text(); }

        FakeDatabases databases;
    };

    Theme *m_theme = nullptr;

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init()
    {
        QSettings().clear();
        m_theme->setMode(ThemeMode::Light);
    }
    void cleanupTestCase() { delete m_theme; }

    void aTableShowsItsColumnsAndKeys()
    {
        Fixture f(*m_theme);
        f.openExplorer();
        QTRY_COMPARE(f.shownTable(), u"finance.customers_0000"_s);
        auto *columns = f.find<QTableView>(u"columns"_s);
        QCOMPARE(columns->model()->rowCount(), 20);
        QCOMPARE(columns->model()->index(2, ColumnModel::RoleColumn).data().toString(), u"Money in EUR"_s);
        QCOMPARE(columns->model()->index(2, ColumnModel::RangeColumn).data().toString(), u"0.50 to 18250.00"_s);
        QVERIFY(f.find<QLabel>(u"tableComment"_s)->isVisible());
        QVERIFY(f.picture(f.window(), u"explorer"_s));
        QCOMPARE(namelessControls(f.window()), QStringList());
    }

    void keysLeadToTheirTablesAndBack()
    {
        Fixture f(*m_theme);
        f.openExplorer();
        QTRY_COMPARE(f.shownTable(), u"finance.customers_0000"_s);
        QVERIFY(f.find<QPushButton>(u"keyIn"_s));
        f.click(u"keyOut"_s);
        QTRY_COMPARE(f.shownTable(), u"finance.orders_0004"_s);
        QCOMPARE(f.list()->currentIndex().row(), 4);
        QTest::mouseClick(f.find<QPushButton>(u"tableBack"_s), Qt::LeftButton);
        QTRY_COMPARE(f.shownTable(), u"finance.customers_0000"_s);
        QVERIFY(!f.find<QPushButton>(u"tableBack"_s)->isVisible());
    }

    void searchingIsTheServersAndWaitsForAPause()
    {
        Fixture f(*m_theme);
        f.openExplorer();
        QTRY_COMPARE(f.list()->model()->rowCount(), SchemaModel::pageSize);
        const int before = f.server->count(u"databases.schema"_s);
        QTest::keyClicks(f.find<QLineEdit>(u"schemaFilter"_s), u"invoices"_s);
        QTRY_COMPARE(f.server->last(u"databases.schema"_s).value(u"search"_s).toString(), u"invoices"_s);
        QCOMPARE(f.server->count(u"databases.schema"_s), before + 1);
        QTRY_COMPARE(f.list()->model()->rowCount(), 100);
        QVERIFY(f.find<QLabel>(u"schemaCount"_s)->text().contains(u"100 tables"_s));
        f.find<QLineEdit>(u"schemaFilter"_s)->setText(u"nothing like this"_s);
        QTRY_COMPARE(f.list()->model()->rowCount(), 0);
        QVERIFY(f.picture(f.window(), u"explorer-nothing-found"_s));
    }

    void oneSchemaCanBeLookedAtAlone()
    {
        Fixture f(*m_theme);
        f.openExplorer();
        auto *schemas = f.find<QComboBox>(u"schemaChooser"_s);
        QTRY_COMPARE(schemas->count(), 5);
        schemas->setCurrentIndex(2);
        Q_EMIT schemas->activated(2);
        QTRY_COMPARE(f.find<QLabel>(u"schemaCount"_s)->text(), u"250 tables"_s);
    }

    void seventyThousandTablesAreLoadedAsOneScrolls()
    {
        Fixture f(*m_theme, 70000);
        f.openExplorer();
        QTRY_COMPARE(f.list()->model()->rowCount(), SchemaModel::pageSize);
        QVERIFY(f.find<QLabel>(u"schemaCount"_s)->text().contains(u"70,000"_s));
        for (int page = 2; page <= 5; ++page) {
            f.list()->scrollToBottom();
            QTRY_VERIFY(f.list()->model()->rowCount() >= page * SchemaModel::pageSize);
        }
        QVERIFY(f.list()->model()->rowCount() < 5000);
        QVERIFY(f.picture(f.window(), u"explorer-70000"_s));
    }

    void theListKeepsTheModelsContractWhileItIsReadAgain()
    {
        Fixture f(*m_theme, 450);
        f.open();
        QTRY_VERIFY(f.desktop->session().isReady());
        SchemaModel model(f.desktop->session());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        f.databases.profiledTables = 3;
        model.setDatabase(*ConnectionId::fromString(idText(7)));
        // The tester scrolls as well.
        const auto isWhole = [&] {
            model.fetchMore({});
            return model.rowCount() == 450;
        };
        QTRY_VERIFY(isWhole());
        QVERIFY(!model.canFetchMore({}));
        QVERIFY(!model.data(model.index(250), SchemaModel::ProfiledRole).toBool());
        const QPersistentModelIndex kept = model.index(250);
        f.databases.profiledTables = 300;
        model.refresh(240, 260);
        QTRY_VERIFY(model.data(model.index(250), SchemaModel::ProfiledRole).toBool());
        QCOMPARE(kept.row(), 250);
        QVERIFY2(!model.data(model.index(150), SchemaModel::ProfiledRole).toBool(),
                 "only what is in view is asked for");
    }

    void tablesThatComeAndGoLeaveTheOthersInPlace()
    {
        Fixture f(*m_theme, 10);
        f.open();
        QTRY_VERIFY(f.desktop->session().isReady());
        QStringList names{u"a"_s, u"b"_s, u"d"_s, u"e"_s};
        f.server->on(u"databases.schema"_s, FakeServer::Answer([&](const QJsonObject &) {
                         QJsonArray tables;
                         for (const QString &name : names)
                             tables.append(messageWith<api::TableInfo>({{u"name"_s, name}}));
                         return messageWith<api::DatabaseSchema>(
                             {{u"tables"_s, tables}, {u"tableCount"_s, names.size()}});
                     }));
        SchemaModel model(f.desktop->session());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setDatabase(*ConnectionId::fromString(idText(7)));
        QTRY_COMPARE(model.rowCount(), 4);
        const QPersistentModelIndex kept = model.index(3);
        names = QStringList{u"a"_s, u"b"_s, u"c"_s, u"cc"_s, u"e"_s};
        model.refresh(0, 3);
        QTRY_COMPARE(model.rowCount(), 5);
        QCOMPARE(kept.row(), 4);
        QCOMPARE(kept.data().toString(), u"e"_s);
        names.clear();
        model.refresh(0, 4);
        QTRY_COMPARE(model.rowCount(), 0);
        names = QStringList{u"z"_s};
        model.refresh(0, 0);
        QTRY_COMPARE(model.rowCount(), 1);
    }

    void rowsFillWhileTheDatabaseIsRead()
    {
        Fixture f(*m_theme);
        f.databases.stage = u"profiling"_s;
        f.databases.done = 312;
        f.databases.total = 1000;
        f.databases.askable = true;
        f.databases.profiledTables = 0;
        f.databases.serve(*f.server, u"profiling"_s);
        f.openExplorer();
        QTRY_COMPARE(f.list()->model()->rowCount(), SchemaModel::pageSize);
        f.list()->setCurrentIndex(f.list()->model()->index(7, 0));
        QTRY_COMPARE(f.shownTable(), u"sales.orders_0007"_s);
        QCOMPARE(f.find<QLabel>(u"tableKnown"_s)->text(), u"not looked at yet"_s);
        QVERIFY(f.picture(f.window(), u"explorer-reading"_s));
        const int scrolled = f.list()->verticalScrollBar()->value();
        f.databases.profiledTables = 400;
        f.server->event(
            idText(40), 1, u"progress"_s,
            messageWith<api::OnboardingProgress>({{u"stage"_s, u"profiling"_s}, {u"done"_s, 400}, {u"total"_s, 1000}}));
        QTRY_COMPARE(f.find<QLabel>(u"tableKnown"_s)->text(), u"looked at"_s);
        QVERIFY(f.list()->model()->index(7, 0).data(SchemaModel::ProfiledRole).toBool());
        QCOMPARE(f.list()->currentIndex().row(), 7);
        QCOMPARE(f.list()->verticalScrollBar()->value(), scrolled);
    }

    void whatChangedIsListedAndReadAgain()
    {
        Fixture f(*m_theme);
        QJsonArray changes;
        const auto change = [&](const QString &what, const QString &table, const QString &column,
                                const QString &detail) {
            QJsonObject made{
                {u"change"_s, what}, {u"schema"_s, u"sales"_s}, {u"table"_s, table}, {u"detail"_s, detail}};
            if (!column.isEmpty())
                made[u"column"_s] = column;
            changes.append(messageWith<api::DriftChange>(made));
        };
        change(u"added"_s, u"orders_0007"_s, u"channel"_s, u"a new column of text"_s);
        change(u"changed"_s, u"payments_0019"_s, u"amount"_s, u"integer became numeric(12,2)"_s);
        change(u"removed"_s, u"old_prices"_s, {}, u"the table is no longer there"_s);
        f.server->on(u"databases.drift"_s, messageWith<api::SchemaDrift>({{u"at"_s, u"2026-01-02T09:30:00Z"_s},
                                                                          {u"changes"_s, changes},
                                                                          {u"changeCount"_s, 3},
                                                                          {u"tablesRead"_s, 2},
                                                                          {u"tablesKept"_s, 997}}));
        f.server->on(u"databases.onboard"_s, f.databases.database());
        f.openExplorer();
        auto *tab = f.find<QPushButton>(u"showDrift"_s);
        QTRY_VERIFY2(tab->text().contains(u"(3)"_s), qPrintable(tab->text()));
        tab->click();
        auto *list = f.find<QTreeView>(u"driftChanges"_s);
        QCOMPARE(list->model()->rowCount(), 3);
        QVERIFY(f.picture(f.window(), u"drift"_s));
        f.click(u"readEverything"_s);
        QTRY_COMPARE(f.server->count(u"databases.onboard"_s), 1);
        QVERIFY(f.server->last(u"databases.onboard"_s).value(u"full"_s).toBool());
        f.click(u"readChanged"_s);
        QTRY_COMPARE(f.server->count(u"databases.onboard"_s), 2);
        QVERIFY(!f.server->last(u"databases.onboard"_s).value(u"full"_s).toBool());
        Q_EMIT list->activated(list->model()->index(0, 0));
        QTRY_COMPARE(f.shownTable(), u"sales.orders_0007"_s);
    }

    void columnsAndChangesKeepTheModelsContract()
    {
        ColumnModel columns;
        QAbstractItemModelTester columnTester(&columns, QAbstractItemModelTester::FailureReportingMode::QtTest);
        api::TableInfo table;
        api::ColumnInfo column;
        column.name = u"id"_s;
        table.columns = {column, column};
        columns.setTable(table);
        QSignalSpy resets(&columns, &QAbstractItemModel::modelReset);
        table.columns[0].unit = u"kg"_s;
        columns.setTable(table);
        QCOMPARE(resets.size(), 0);
        QVERIFY(columns.index(0, ColumnModel::RoleColumn).data().toString().contains(u"kg"_s));
        DriftModel drift;
        QAbstractItemModelTester driftTester(&drift, QAbstractItemModelTester::FailureReportingMode::QtTest);
        drift.setChanges({{u"added"_s, u"s"_s, u"t"_s, {}, {}}});
        QCOMPARE(drift.rowCount(), 1);
    }
};

static const bool registered = tabletalk::test::add<TestSchemaExplorer>();
#include "tst_SchemaExplorer.moc"
