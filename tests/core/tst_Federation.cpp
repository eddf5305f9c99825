// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/Federation.h"
#include "core/base/Uuid7.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ask;
using namespace Qt::StringLiterals;

/// Questions that need two databases, and those that only look like it.
class TestFederation : public QObject
{
    Q_OBJECT

    static NamedDatabase database(const QString &name, const std::vector<std::pair<QString, QStringList>> &tables,
                                  const std::vector<ColumnValues> &values = {})
    {
        Understanding understanding;
        for (const auto &[tableName, columns] : tables) {
            Table table;
            table.name = tableName;
            for (const QString &columnName : columns) {
                Column column;
                column.name = columnName;
                table.columns.push_back(column);
            }
            understanding.schema.tables.push_back(table);
        }
        understanding.values = values;
        static qint64 time = 0;
        return {makeId<ConnectionId>(Instant{++time}), name, std::make_shared<const DatabaseWords>(understanding)};
    }

    const NamedDatabase m_shop = database(u"Shop"_s,
                                          {{u"customers"_s, {u"id"_s, u"name"_s, u"city"_s}},
                                           {u"orders"_s, {u"id"_s, u"customer_id"_s, u"ordered_on"_s, u"amount"_s}},
                                           {u"order_items"_s, {u"order_id"_s, u"product"_s, u"quantity"_s}}},
                                          {{{}, u"customers"_s, u"city"_s, {u"Osaka"_s}, true}});
    const std::vector<NamedDatabase> m_others = {
        database(u"Hospital"_s,
                 {{u"patients"_s, {u"id"_s, u"name"_s, u"city"_s}},
                  {u"lab_results"_s, {u"id"_s, u"patient_id"_s, u"value"_s}},
                  {u"wards"_s, {u"id"_s, u"speciality"_s}}},
                 {{{}, u"wards"_s, u"speciality"_s, {u"Cardiology"_s}, true},
                  {{}, u"patients"_s, u"city"_s, {u"Leipzig"_s}, true}}),
        database(u"University"_s, {{u"students"_s, {u"id"_s, u"name"_s}}, {u"orders"_s, {u"id"_s}}})};

    std::optional<Problem> ask(const QString &question, const std::optional<std::vector<QString>> &unused) const
    {
        return refuseFederated(questionParts(question, m_shop, m_others), question, m_shop, unused);
    }

private Q_SLOTS:
    void aQuestionOverTwoDatabasesNamesWhereEachPartLies()
    {
        const auto problem = ask(u"Compare orders with patients"_s, {{u"patients"_s}});
        QVERIFY(problem);
        QCOMPARE(problem->code, ProblemCode::FederatedQuestion);
        QCOMPARE(problem->codeName(), u"federated_question"_s);
        QVERIFY2(problem->detail.contains(u"“orders” is in Shop"_s), qPrintable(problem->detail));
        QVERIFY2(problem->detail.contains(u"“patients” is in Hospital"_s), qPrintable(problem->detail));
        QVERIFY(!problem->hint.isEmpty());
        QCOMPARE(problem->choices.size(), size_t(2));
        QCOMPARE(problem->choices[0].databaseId, m_shop.id.toString());
        QCOMPARE(problem->choices[0].question, u"How many orders are there?"_s);
        QCOMPARE(problem->choices[1].databaseName, u"Hospital"_s);
        QCOMPARE(problem->choices[1].question, u"How many patients are there?"_s);
    }

    void aQuestionForAnotherDatabaseIsSentThere()
    {
        const QString question = u"How many lab results are there?"_s;
        const auto problem = ask(question, std::nullopt);
        QVERIFY(problem);
        QVERIFY2(problem->detail.contains(u"Shop"_s) && problem->detail.contains(u"Hospital"_s),
                 qPrintable(problem->detail));
        QCOMPARE(problem->choices.size(), size_t(1));
        QCOMPARE(problem->choices[0].databaseId, m_others[0].id.toString());
        QCOMPARE(problem->choices[0].question, question);
    }

    void aDatabaseNamedByItsNameIsBelieved()
    {
        // The analyst found some use for the word; the name of the other database says more.
        QVERIFY(ask(u"compare orders in Shop with patients in Hospital"_s, {{}}));
        QVERIFY(!ask(u"compare orders in Shop with patients"_s, {{}}));
    }

    void aValueCountsWhereItsColumnIsStrangeToo()
    {
        QVERIFY(ask(u"orders of Cardiology"_s, {{u"Cardiology"_s}}));
        QVERIFY(!ask(u"customers in Leipzig"_s, {{u"Leipzig"_s}})); // a city like others
    }

    void ordinaryQuestionsAreLeftAlone_data()
    {
        QTest::addColumn<QString>("question");
        for (const char *question :
             {"How many orders are there?", "Customers without orders", "Total amount by city", "customers in Osaka",
              "Show the products of order items", "Hospital", "What is the average value of orders?", "",
              "orders by month in 2025", "Who ordered most?"})
            QTest::newRow(question) << QString::fromLatin1(question);
    }

    void ordinaryQuestionsAreLeftAlone()
    {
        QFETCH(QString, question);
        const auto words = question.split(u' ');
        // Not even when no word were of use.
        QVERIFY(!ask(question, std::vector<QString>(words.begin(), words.end())));
    }

    void whatTheAnalystCanUseIsItsOwn()
    {
        // "students" may be a value or a synonym here.
        QVERIFY(!ask(u"orders of students"_s, {{}}));
        QVERIFY(ask(u"orders of students"_s, {{u"students"_s}}));
    }

    void aStatementIsToldWhereItsTableLies()
    {
        QCOMPARE(
            foreignTableHint(u"SELECT * FROM orders JOIN \"Patients\" p ON 1"_s, Dialect::SQLite, m_shop, m_others),
            u"There is no table patients here; the database Hospital has one."_s);
        QVERIFY(foreignTableHint(u"SELECT 'patients' FROM orders"_s, Dialect::SQLite, m_shop, m_others).isEmpty());
        QVERIFY(foreignTableHint(u"SELECT 'unterminated"_s, Dialect::SQLite, m_shop, m_others).isEmpty());
    }
};

static const bool registered = tabletalk::test::add<TestFederation>();
#include "tst_Federation.moc"
