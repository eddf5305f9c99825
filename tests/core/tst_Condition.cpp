// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/Condition.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::schedule;
using namespace Qt::StringLiterals;
using On = Condition::On;
using Test = Condition::Test;

namespace {

const std::vector<ResultColumn> columns = {{u"city"_s, ColumnType::Text}, {u"stock"_s, ColumnType::Integer}};

std::vector<Row> rowsOf(std::initializer_list<std::pair<const char *, Cell>> cells)
{
    std::vector<Row> rows;
    for (const auto &[city, stock] : cells)
        rows.push_back({QString::fromLatin1(city), stock});
    return rows;
}

bool held(const Condition &condition, const std::vector<Row> &rows, const std::optional<QString> &before = {})
{
    return orThrow(holds(condition, columns, rows, before)).holds;
}

Condition stock(On on, Test test, const char *value)
{
    return {on, test, u"stock"_s, QString::fromLatin1(value)};
}

} // namespace

/// When a result is worth telling.
class TestCondition : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersAreComparedAsNumbers()
    {
        const auto rows = rowsOf({{"Osaka", qint64(9)}, {"Rome", qint64(100)}});
        QVERIFY(held(stock(On::FirstRow, Test::Below, "10"), rows)); // as text it would be above
        QVERIFY(!held(stock(On::FirstRow, Test::Above, "10"), rows));
        QVERIFY(held(stock(On::FirstRow, Test::Equals, "9.0"), rows));
        QVERIFY(held(stock(On::AnyRow, Test::Above, "99"), rows));
        QVERIFY(!held(stock(On::AnyRow, Test::Above, "100"), rows));
        const auto exact = rowsOf({{"Osaka", Decimal{u"9.50"_s}}});
        QVERIFY(held(stock(On::FirstRow, Test::Equals, "9.5"), exact));
        // Decimals of some engines are texts.
        QVERIFY(held(stock(On::FirstRow, Test::Below, "10"), rowsOf({{"Osaka", u"9.5"_s}})));
    }

    void textsAreComparedAsTexts()
    {
        Condition condition{On::FirstRow, Test::Equals, u"CITY"_s, u"Osaka"_s};
        QVERIFY(held(condition, rowsOf({{"Osaka", qint64(1)}})));
        QVERIFY(!held(condition, rowsOf({{"osaka", qint64(1)}})));
        condition.test = Test::Below; // days are texts that sort
        condition.value = u"2026-05-01"_s;
        QVERIFY(held(condition, rowsOf({{"2026-04-30", qint64(1)}})));
        condition.value = u"10"_s; // a word is neither above nor below a number
        QVERIFY(!held(condition, rowsOf({{"Osaka", qint64(1)}})));
    }

    void nothingIsNeitherBelowNorEqual()
    {
        const auto rows = rowsOf({{"Osaka", std::monostate()}});
        for (const Test test : {Test::Below, Test::Above, Test::Equals})
            QVERIFY(!held(stock(On::FirstRow, test, "0"), rows));
        QVERIFY(!held(stock(On::FirstRow, Test::Below, "10"), {}));
    }

    void rowsAreCounted()
    {
        const auto rows = rowsOf({{"Osaka", qint64(1)}, {"Rome", qint64(2)}});
        QVERIFY(held({On::RowCount, Test::Above, {}, u"1"_s}, rows));
        QVERIFY(!held({On::RowCount, Test::Below, {}, u"2"_s}, rows));
        QVERIFY(held({On::RowCount, Test::Equals, {}, u"0"_s}, {}));
        QVERIFY(held({On::Rows, Test::Below, {}, {}}, rows));
        QVERIFY(!held({On::Rows, Test::Below, {}, {}}, {}));
        QVERIFY(held({}, {}));
    }

    void whatChangedIsToldFromTheSecondTimeOn_data()
    {
        QTest::addColumn<int>("on");
        QTest::newRow("first row") << int(On::FirstRow);
        QTest::newRow("any row") << int(On::AnyRow);
    }

    void whatChangedIsToldFromTheSecondTimeOn()
    {
        QFETCH(const int, on);
        const Condition condition = stock(On(on), Test::Changed, "");
        const auto rows = rowsOf({{"Osaka", qint64(1)}, {"Rome", qint64(2)}});
        const Verdict first = orThrow(holds(condition, columns, rows, std::nullopt));
        QVERIFY(!first.holds);
        const Verdict second = orThrow(holds(condition, columns, rows, first.seen));
        QVERIFY(!second.holds);
        const auto other = rowsOf({{"Osaka", qint64(5)}, {"Rome", qint64(2)}});
        QVERIFY(held(condition, other, second.seen));
        QVERIFY(held(condition, {}, second.seen));
        QCOMPARE(held(condition, rowsOf({{"Osaka", qint64(1)}, {"Rome", qint64(7)}}), second.seen),
                 On(on) == On::AnyRow);
        // Of a long text no more than a hash is kept.
        const Verdict longText =
            orThrow(holds(condition, columns, rowsOf({{"Osaka", QString(100'000, u'x')}}), std::nullopt));
        QVERIFY(longText.seen.size() <= 200);
    }

    void countsChange()
    {
        const Condition condition{On::RowCount, Test::Changed, {}, {}};
        const Verdict first = orThrow(holds(condition, columns, rowsOf({{"Osaka", qint64(1)}}), std::nullopt));
        QVERIFY(held(condition, {}, first.seen));
        QVERIFY(!held(condition, rowsOf({{"Rome", qint64(9)}}), first.seen));
    }

    void aColumnThatIsNotThereIsSaid()
    {
        const Condition condition{On::FirstRow, Test::Below, u"price"_s, u"1"_s};
        const auto verdict = holds(condition, columns, {}, std::nullopt);
        QVERIFY(!verdict);
        QVERIFY(verdict.error().detail.contains(u"price"_s));
    }

    void whatSaysNothingIsRefused()
    {
        QVERIFY(!check(stock(On::FirstRow, Test::Below, "")));
        QVERIFY(check(stock(On::FirstRow, Test::Changed, "")));
        QVERIFY(!check({On::RowCount, Test::Above, {}, u"many"_s}));
        QVERIFY(check({}));
    }

    void theReasonNamesValueAndBound()
    {
        const Verdict verdict =
            orThrow(holds(stock(On::FirstRow, Test::Below, "10"), columns, rowsOf({{"Osaka", qint64(8)}}), {}));
        QVERIFY2(verdict.why.contains(u"stock"_s) && verdict.why.contains(u'8') && verdict.why.contains(u"10"_s),
                 qPrintable(verdict.why));
    }
};

static const bool registered = tabletalk::test::add<TestCondition>();
#include "tst_Condition.moc"
