// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/QueryPrinter.h"
#include "core/sql/Quoting.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::sql;
using namespace Qt::StringLiterals;

class TestQueryPrinter : public QObject
{
    Q_OBJECT

    static Select from(const QString &table, ExpressionPtr output)
    {
        Select select;
        select.outputs.push_back({std::move(output), {}});
        select.from.push_back({{}, table, {}, nullptr, false});
        return select;
    }

private Q_SLOTS:
    void namesAreQuotedOnlyWhereTheyMustBe()
    {
        QCOMPARE(printName(u"order_id"_s, Dialect::SQLite), u"order_id"_s);
        QCOMPARE(printName(u"Order"_s, Dialect::SQLite), u"\"Order\""_s);
        QCOMPARE(printName(u"CustName"_s, Dialect::SQLite), u"CustName"_s);
        QCOMPARE(printName(u"CustName"_s, Dialect::PostgreSQL), u"\"CustName\""_s);
        QCOMPARE(printName(u"1st"_s, Dialect::SQLite), u"\"1st\""_s);
        QCOMPARE(printName(u"a\"b"_s, Dialect::SQLite), u"\"a\"\"b\""_s);
        QCOMPARE(printName(u"a`b"_s, Dialect::MySQL), u"`a``b`"_s);
        QCOMPARE(printName(u"a]b"_s, Dialect::SqlServer), u"[a]]b]"_s);
        QCOMPARE(printName(u"größe 🙂"_s, Dialect::SQLite), u"\"größe 🙂\""_s);
        QCOMPARE(printName(QString(), Dialect::SQLite), u"\"\""_s);
    }

    void textsCannotBreakOut()
    {
        Select select = from(u"t"_s, star());
        select.where = compare(column({}, u"a"_s), Comparison::Equal, text(u"x'; DROP TABLE t; --"_s));
        QCOMPARE(print(select, Dialect::SQLite), u"SELECT * FROM t WHERE a = 'x''; DROP TABLE t; --'"_s);
        select.where = compare(column({}, u"a"_s), Comparison::Equal, text(u"\\' OR 1=1"_s));
        QCOMPARE(print(select, Dialect::MySQL), u"SELECT * FROM t WHERE a = '\\\\'' OR 1=1'"_s);
    }

    void aWholeQueryIsPrinted()
    {
        Select select = from(u"customers"_s, column(u"customers"_s, u"name"_s));
        select.outputs.push_back({aggregate(Aggregate::Count, nullptr), u"orders"_s});
        select.from.push_back(
            {{},
             u"orders"_s,
             {},
             compare(column(u"orders"_s, u"customer_id"_s), Comparison::Equal, column(u"customers"_s, u"id"_s)),
             false});
        select.where =
            both(compare(column(u"orders"_s, u"total"_s), Comparison::Greater, number(u"5"_s)),
                 apply(Expression::Kind::Or, {apply(Expression::Kind::IsNull, {column({}, u"a"_s)}),
                                              compare(column({}, u"b"_s), Comparison::NotEqual, text(u"c"_s))}));
        select.groupBy.push_back(column(u"customers"_s, u"id"_s));
        select.having = compare(aggregate(Aggregate::Count, nullptr), Comparison::GreaterOrEqual, number(u"2"_s));
        select.orderBy.push_back({aggregate(Aggregate::Count, nullptr), true});
        select.limit = 3;
        QCOMPARE(print(select, Dialect::SQLite),
                 u"SELECT customers.name, COUNT(*) AS orders FROM customers JOIN orders ON orders.customer_id = "
                 u"customers.id "
                 "WHERE orders.total > 5 AND (a IS NULL OR b <> 'c') GROUP BY customers.id HAVING COUNT(*) >= 2 "
                 "ORDER BY COUNT(*) DESC LIMIT 3"_s);
    }

    void dialectsDifferWhereTheyMust()
    {
        Select select = from(u"t"_s, apply(Expression::Kind::Year, {column({}, u"d"_s)}));
        select.where = negation(apply(Expression::Kind::Like, {column({}, u"a"_s), text(u"%x%"_s)}));
        select.limit = 1;
        QCOMPARE(print(select, Dialect::SQLite),
                 u"SELECT CAST(strftime('%Y', d) AS INTEGER) FROM t WHERE a NOT LIKE '%x%' LIMIT 1"_s);
        QCOMPARE(print(select, Dialect::PostgreSQL),
                 u"SELECT EXTRACT(YEAR FROM d) FROM t WHERE a NOT ILIKE '%x%' LIMIT 1"_s);
        QCOMPARE(print(select, Dialect::SqlServer), u"SELECT TOP (1) YEAR(d) FROM t WHERE a NOT LIKE '%x%'"_s);
    }
};

static const bool registered = tabletalk::test::add<TestQueryPrinter>();
#include "tst_QueryPrinter.moc"
