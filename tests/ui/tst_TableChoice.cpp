// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "ui/connections/wizard/SchemaChoiceModel.h"
#include "ui/connections/wizard/TableChoice.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace Qt::StringLiterals;

class TestTableChoice : public QObject
{
    Q_OBJECT

    static TableChoice choice()
    {
        TableChoice made;
        made.setSchemas({{u"hr"_s, 3}, {u"sales"_s, 60000}});
        return made;
    }

private Q_SLOTS:
    void everythingIsChosenAtFirst()
    {
        const TableChoice made = choice();
        QVERIFY(made.isEverything());
        QCOMPARE(made.chosenCount(), 60003);
        const api::SchemaSelection selection = made.toSelection();
        QVERIFY(selection.schemas.empty() && selection.tables.empty() && selection.excluded.empty());
    }

    void aTableThatIsLeftOutMakesItsSchemaPartial()
    {
        TableChoice made = choice();
        made.setTable(u"sales"_s, u"logs"_s, false);
        QCOMPARE(made.schemaState(u"sales"_s), TableChoice::State::Some);
        QCOMPARE(made.schemaState(u"hr"_s), TableChoice::State::All);
        QCOMPARE(made.state(), TableChoice::State::Some);
        QCOMPARE(made.chosenCount(), 60002);
        QCOMPARE(made.toSelection().excluded, std::vector<QString>{u"sales.logs"_s});
        QVERIFY(made.toSelection().schemas.empty());
        made.setTable(u"sales"_s, u"logs"_s, true);
        QVERIFY(made.isEverything());
    }

    void wholeSchemasAreNamed()
    {
        TableChoice made = choice();
        made.setSchema(u"sales"_s, false);
        QCOMPARE(made.toSelection().schemas, std::vector<QString>{u"hr"_s});
        QCOMPARE(made.chosenCount(), 3);
        QVERIFY(!made.wantedListing());
    }

    void singleTablesAloneAreNamed()
    {
        TableChoice made = choice();
        made.setAll(false);
        QCOMPARE(made.state(), TableChoice::State::None);
        made.setTable(u"sales"_s, u"orders"_s, true);
        made.setTable(u"hr"_s, u"people"_s, true);
        QVERIFY(!made.wantedListing());
        QCOMPARE(made.toSelection().tables, (std::vector<QString>{u"hr.people"_s, u"sales.orders"_s}));
        QVERIFY(made.toSelection().schemas.empty());
    }

    void aMixtureIsSaidByWhatIsLeftOut()
    {
        TableChoice made = choice();
        made.setSchema(u"hr"_s, false);
        made.setTable(u"hr"_s, u"people"_s, true);
        QCOMPARE(made.wantedListing(), std::optional(u"hr"_s));
        made.setListing(u"hr"_s, {u"people"_s, u"pay"_s, u"leave"_s});
        QVERIFY(!made.wantedListing());
        QCOMPARE(made.toSelection().excluded, (std::vector<QString>{u"hr.leave"_s, u"hr.pay"_s}));
        QVERIFY(made.toSelection().schemas.empty());
        QCOMPARE(made.schemaState(u"hr"_s), TableChoice::State::Some);
        QCOMPARE(made.chosenCount(), 60001);
    }

    void allSingleTablesAreTheWhole()
    {
        TableChoice made = choice();
        made.setSchema(u"hr"_s, false);
        for (const QString &table : {u"people"_s, u"pay"_s, u"leave"_s})
            made.setTable(u"hr"_s, table, true);
        QVERIFY(made.isEverything());
    }

    void anEarlierSelectionIsTakenOver()
    {
        TableChoice made;
        api::SchemaSelection before;
        before.schemas = {u"sales"_s};
        before.excluded = {u"sales.logs"_s};
        made.start(before);
        made.setSchemas({{u"hr"_s, 3}, {u"sales"_s, 60000}});
        QVERIFY(!made.isChosen(u"hr"_s, u"people"_s));
        QVERIFY(!made.isChosen(u"sales"_s, u"logs"_s));
        QVERIFY(made.isChosen(u"sales"_s, u"orders"_s));
        QCOMPARE(made.toSelection().schemas, before.schemas);
        QCOMPARE(made.toSelection().excluded, before.excluded);
    }

    void aDatabaseWithoutSchemasNamesItsTablesAlone()
    {
        TableChoice made;
        made.setSchemas({{QString(), 12}});
        made.setTable({}, u"logs"_s, false);
        QCOMPARE(made.toSelection().excluded, std::vector<QString>{u"logs"_s});
        made.setAll(false);
        made.setTable({}, u"orders"_s, true);
        QCOMPARE(made.toSelection().tables, std::vector<QString>{u"orders"_s});
    }

    void theSchemasKeepTheModelsContract()
    {
        TableChoice made = choice();
        SchemaChoiceModel model(made, nullptr);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.reload();
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.data(model.index(0), Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QVERIFY(model.setData(model.index(1), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(model.data(model.index(0), Qt::CheckStateRole).toInt(), int(Qt::PartiallyChecked));
        QVERIFY(model.setData(model.index(0), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(made.state(), TableChoice::State::None);
    }
};

static const bool registered = tabletalk::test::add<TestTableChoice>();
#include "tst_TableChoice.moc"
