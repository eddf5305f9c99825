// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/Translator.h"
#include "core/schema/Schema.h"
#include "core/sql/QueryPrinter.h"
#include "core/sql/StatementGuard.h"
#include "tests/support/Golden.h"
#include "tests/support/TestRunner.h"

#include <QRegularExpression>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using sql::Comparison;
using Kind = sql::Expression::Kind;

namespace {

Column columnOf(const QString &name, ColumnType type, ColumnRole role = ColumnRole::Unknown,
                std::vector<QString> samples = {})
{
    Column column;
    column.name = name;
    column.type = type;
    column.role = role;
    column.profile.samples = std::move(samples);
    column.profile.distinctCount = 50;
    return column;
}

/// A shop as SQL Server has it: schemas, names with blanks and brackets, bit columns.
std::shared_ptr<const Understanding> shop()
{
    auto shop = std::make_shared<Understanding>();
    shop->schema.dialect = Dialect::SqlServer;
    shop->schema.defaultSchema = u"dbo"_s;
    Table customers;
    customers.schema = u"dbo"_s;
    customers.name = u"Customers"_s;
    customers.rowCount = 200;
    customers.primaryKey = {u"CustomerId"_s};
    customers.columns = {columnOf(u"CustomerId"_s, ColumnType::Integer, ColumnRole::Identifier),
                         columnOf(u"Name"_s, ColumnType::Text, ColumnRole::Name),
                         columnOf(u"Home City"_s, ColumnType::Text, ColumnRole::Place, {u"München"_s, u"Oslo"_s}),
                         columnOf(u"Is]Active"_s, ColumnType::Boolean, ColumnRole::Flag)};
    Table orders;
    orders.schema = u"sales"_s;
    orders.name = u"Order"_s;
    orders.rowCount = 5'000;
    orders.primaryKey = {u"OrderId"_s};
    orders.columns = {columnOf(u"OrderId"_s, ColumnType::Integer, ColumnRole::Identifier),
                      columnOf(u"CustomerId"_s, ColumnType::Integer, ColumnRole::Identifier),
                      columnOf(u"PlacedAt"_s, ColumnType::Timestamp, ColumnRole::Date),
                      columnOf(u"Total"_s, ColumnType::Decimal, ColumnRole::Money),
                      columnOf(u"Quantity"_s, ColumnType::Integer, ColumnRole::Measure)};
    ForeignKey key;
    key.columns = {u"CustomerId"_s};
    key.referencedSchema = u"dbo"_s;
    key.referencedTable = u"Customers"_s;
    key.referencedColumns = {u"CustomerId"_s};
    orders.foreignKeys = {key};
    shop->schema.tables = {customers, orders};
    shop->values.push_back({u"dbo"_s, u"Customers"_s, u"Home City"_s, {u"München"_s, u"Oslo"_s}, true});
    return shop;
}

sql::Select selectFrom(const QString &table, sql::ExpressionPtr output)
{
    sql::Select select;
    select.outputs.push_back({std::move(output), {}});
    select.from.push_back({{}, table, {}, nullptr, false});
    return select;
}

/// One of every construct that the printer knows.
std::vector<std::pair<QString, sql::Select>> constructs()
{
    const auto a = sql::column({}, u"a"_s);
    const auto d = sql::column({}, u"d"_s);
    std::vector<std::pair<QString, sql::Select>> all;
    const auto add = [&](const QString &what, sql::ExpressionPtr output, sql::ExpressionPtr where = nullptr,
                         std::optional<qint64> limit = {}) {
        sql::Select select = selectFrom(u"t"_s, std::move(output));
        select.where = std::move(where);
        select.limit = limit;
        all.emplace_back(what, std::move(select));
    };
    add(u"a limit"_s, sql::star(), nullptr, 5);
    add(u"an average of integers"_s, sql::aggregate(sql::Aggregate::Average, a));
    add(u"an average of distinct values"_s, sql::aggregate(sql::Aggregate::Average, a, true));
    add(u"a quotient"_s, sql::apply(Kind::Divide, {a, sql::aggregate(sql::Aggregate::Count, nullptr)}));
    for (const auto &[what, kind] : {std::pair{u"a year"_s, Kind::Year},
                                     {u"a quarter"_s, Kind::Quarter},
                                     {u"a month"_s, Kind::Month},
                                     {u"a week"_s, Kind::Week},
                                     {u"a day"_s, Kind::Day},
                                     {u"a month of any year"_s, Kind::MonthOfYear},
                                     {u"a day of the week"_s, Kind::DayOfWeek},
                                     {u"the name of a day"_s, Kind::DayName},
                                     {u"an hour"_s, Kind::Hour},
                                     {u"a time of day"_s, Kind::Clock}})
        add(what, sql::apply(kind, {d}));
    add(u"the days between two dates"_s, sql::apply(Kind::DaysBetween, {sql::date(u"2024-05-31"_s), d}));
    add(u"a date"_s, d, sql::compare(d, Comparison::Less, sql::date(u"2024-05-31"_s)));
    add(u"a moment"_s, d, sql::compare(d, Comparison::Less, sql::date(u"2024-05-31 12:30:00"_s)));
    for (const auto &order : {u"M/D/Y"_s, u"D.M.Y"_s, u"ISO"_s, u"SECONDS"_s})
        add(u"text that is read as a date, "_s + order, sql::apply(Kind::Month, {sql::asDate(a, order)}));
    add(u"a fraction"_s, sql::ratio(a, sql::aggregate(sql::Aggregate::Count, nullptr)));
    add(u"a share of all groups"_s, sql::apply(Kind::OverAll, {sql::aggregate(sql::Aggregate::Count, nullptr)}));
    add(u"text that is read as a number"_s, sql::apply(Kind::AsNumber, {a}));
    add(u"texts beyond ASCII"_s, a, sql::compare(a, Comparison::Equal, sql::text(u"Müller's 🙂"_s)));
    add(u"a text"_s, a, sql::compare(a, Comparison::Equal, sql::text(u"it's"_s)));
    add(u"a pattern with a bracket"_s, a, sql::apply(Kind::Like, {a, sql::text(u"%[a-z]_%"_s)}));
    add(u"not a pattern with a bracket"_s, a, sql::negation(sql::apply(Kind::Like, {a, sql::text(u"%[x%"_s)})));
    add(u"a range"_s, a, sql::apply(Kind::Between, {a, sql::number(u"1"_s), sql::number(u"2"_s)}));
    add(u"a list"_s, a, sql::apply(Kind::In, {a, sql::number(u"1"_s), sql::text(u"b"_s)}));
    add(u"nothing"_s, a, sql::negation(sql::apply(Kind::IsNull, {a})));
    add(u"a subquery"_s, a, sql::inSelect(a, selectFrom(u"u"_s, sql::column({}, u"b"_s))));
    add(u"names of any kind"_s, sql::column(u"Order"_s, u"a]b [c] \"d\" ü"_s));
    sql::Select united = selectFrom(u"t"_s, a);
    united.setOperation = sql::SetOperation::Union;
    united.right = std::make_shared<sql::Select>(selectFrom(u"u"_s, a));
    united.limit = 3;
    all.emplace_back(u"a limit of a union"_s, united);
    united.orderBy.push_back({a, true});
    all.emplace_back(u"a limit of a sorted union"_s, united);
    return all;
}

/// What other dialects say and SQL Server does not understand.
void hasNothingForeign(const QString &statement)
{
    static const QRegularExpression texts(u"N?'(?:[^']|'')*'"_s);
    static const QRegularExpression foreign(
        uR"(\b(LIMIT|ILIKE|TRUE|FALSE|strftime|to_char|EXTRACT|DATE_FORMAT)\b|\|\||::|`)"_s,
        QRegularExpression::CaseInsensitiveOption);
    QString plain = statement;
    plain.remove(texts);
    QVERIFY2(!foreign.match(plain).hasMatch(), qPrintable(statement));
}

} // namespace

/// SQL Server was not at hand: what is printed for it is kept in files for people to read.
class TestSqlServerQueries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyConstructIsPrintedForSqlServer()
    {
        QString text;
        for (const auto &[what, select] : constructs()) {
            const QString statement = sql::print(select, Dialect::SqlServer);
            hasNothingForeign(statement);
            const auto checked = sql::checkReadOnly(statement, Dialect::SqlServer);
            QVERIFY2(checked, checked ? "" : qPrintable(statement + u": "_s + checked.error().detail));
            text += u"-- "_s + what + u'\n' + statement + u";\n\n"_s;
        }
        compareWithGolden(u"sqlserver/constructs.sql"_s, text);
    }

    void everyConstructIsPrintedForAnEngineThatIsNotKnown()
    {
        QString text;
        for (const auto &[what, select] : constructs()) {
            const QString statement = sql::print(select, Dialect::Odbc);
            const auto checked = sql::checkReadOnly(statement, Dialect::Odbc);
            QVERIFY2(checked, checked ? "" : qPrintable(statement + u": "_s + checked.error().detail));
            text += u"-- "_s + what + u'\n' + statement + u";\n\n"_s;
        }
        compareWithGolden(u"odbc/constructs.sql"_s, text);
    }

    void questionsBecomeStatementsOfSqlServer()
    {
        const auto analyst = ask::makeAnalyst();
        const auto prepared = analyst->prepare(shop());
        QString text;
        for (const QString &question :
             {u"How many orders are there?"_s, u"List all customers"_s, u"Top 5 customers by total of orders"_s,
              u"Average quantity of orders"_s, u"Total of orders per month"_s, u"Number of orders per year"_s,
              u"How many orders were placed in 2025?"_s, u"Customers from München"_s, u"Customers without orders"_s,
              u"Which customer has the highest total?"_s, u"Customers whose name contains [x]"_s,
              u"Number of customers by home city"_s, u"Orders with a total over 100"_s,
              u"Sum of total by customer"_s}) {
            ask::Question asked;
            asked.text = question;
            const auto translation = analyst->translate(asked, *prepared);
            QVERIFY2(translation, qPrintable(question));
            const QString &statement = translation->candidates.front().sql;
            hasNothingForeign(statement);
            const auto checked = sql::checkReadOnly(statement, Dialect::SqlServer);
            QVERIFY2(checked, checked ? "" : qPrintable(statement + u": "_s + checked.error().detail));
            text += u"-- "_s + question + u'\n' + statement + u";\n\n"_s;
        }
        compareWithGolden(u"sqlserver/questions.sql"_s, text);
    }
};

static const bool registered = tabletalk::test::add<TestSqlServerQueries>();
#include "tst_SqlServerQueries.moc"
