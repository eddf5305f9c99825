// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/ColumnFigures.h"
#include "core/export/Csv.h"
#include "tests/support/TestRunner.h"

#include <QTest>

#include <limits>

using namespace tabletalk;
using namespace tabletalk::ask;
using namespace Qt::StringLiterals;

/// Totals to the last digit.
class TestExactSum : public QObject
{
    Q_OBJECT

    static ExactSum sumOf(const std::vector<Cell> &cells)
    {
        ExactSum sum;
        for (const Cell &cell : cells)
            sum.add(cell);
        return sum;
    }

    static ColumnTotals totalsOf(const QString &name, const std::vector<Cell> &cells)
    {
        ColumnFigures column({name, ColumnType::Other});
        for (const Cell &cell : cells)
            column.add(cell);
        return column.totals();
    }

private Q_SLOTS:
    void numbersAddUpToTheLastDigit_data()
    {
        QTest::addColumn<QStringList>("numbers");
        QTest::addColumn<QString>("sum");
        QTest::newRow("nothing") << QStringList() << u"0"_s;
        QTest::newRow("cents") << QStringList{u"0.10"_s, u"0.20"_s} << u"0.30"_s;
        QTest::newRow("down to zero") << QStringList{u"12.5"_s, u"-12.5"_s} << u"0.0"_s;
        QTest::newRow("below zero") << QStringList{u"1"_s, u"-2.75"_s} << u"-1.75"_s;
        QTest::newRow("carried") << QStringList{u"999999999.999999999"_s, u"0.000000001"_s}
                                 << u"1000000000.000000000"_s;
        QTest::newRow("borrowed") << QStringList{u"1000000000000000000"_s, u"-1"_s} << u"999999999999999999"_s;
        QTest::newRow("beyond a double") << QStringList{u"12345678901234567890.12"_s, u"0.01"_s}
                                         << u"12345678901234567890.13"_s;
        QTest::newRow("plus") << QStringList{u"+3"_s, u".5"_s} << u"3.5"_s;
    }

    void numbersAddUpToTheLastDigit()
    {
        QFETCH(QStringList, numbers);
        QFETCH(QString, sum);
        std::vector<Cell> cells;
        for (const QString &number : numbers)
            cells.emplace_back(Decimal{number});
        QVERIFY(sumOf(cells).isExact());
        QCOMPARE(sumOf(cells).text(), sum);
    }

    void doublesAddUpAsTheyAreWritten()
    {
        std::vector<Cell> cells;
        for (int i = 0; i < 100'000; ++i)
            cells.emplace_back(0.1);
        QCOMPARE(sumOf(cells).text(), u"10000.0"_s); // a double would end at 10000.000000018848
    }

    void integersDoNotOverflow()
    {
        constexpr qint64 most = std::numeric_limits<qint64>::max();
        constexpr qint64 least = std::numeric_limits<qint64>::min();
        QCOMPARE(sumOf({most, most, most}).text(), u"27670116110564327421"_s);
        QCOMPARE(sumOf({least, least}).text(), u"-18446744073709551616"_s);
        QCOMPARE(sumOf({most, least}).text(), u"-1"_s);
        QCOMPARE(sumOf({most, least}).sign(), -1);
    }

    void whatIsTooLongIsNotPretendedToBeExact()
    {
        QVERIFY(!sumOf({Decimal{QString(64, u'9')}}).isExact());
        QVERIFY(!sumOf({Decimal{u"0."_s + QString(37, u'1')}}).isExact());
        QVERIFY(!sumOf({Decimal{u"1e5"_s}}).isExact());
        QVERIFY(!sumOf({std::numeric_limits<double>::infinity()}).isExact());
        QVERIFY(sumOf({Decimal{QString(63, u'9')}}).isExact());
    }

    void averagesAreRounded()
    {
        QCOMPARE(sumOf({qint64(1), qint64(2)}).average(2), u"1.5"_s);
        QCOMPARE(sumOf({qint64(10), qint64(0), qint64(0)}).average(3), u"3.3333"_s);
        QCOMPARE(sumOf({qint64(-20), qint64(0), qint64(0)}).average(3), u"-6.6667"_s);
        QCOMPARE(sumOf({Decimal{u"0.05"_s}, Decimal{u"0.06"_s}}).average(2), u"0.055"_s);
        QCOMPARE(sumOf({qint64(0)}).average(1), u"0"_s);
        QCOMPARE(sumOf({Decimal{u"99999.9999999"_s}}).average(1), u"99999.9999999"_s);
    }

    void aColumnOfMoneyHasAllItsFigures()
    {
        const auto totals =
            totalsOf(u"amount"_s, {Decimal{u"19.99"_s}, Decimal{u"5.01"_s}, Cell(), Decimal{u"5.01"_s}});
        QCOMPARE(totals.values, qint64(3));
        QCOMPARE(totals.empty, qint64(1));
        QCOMPARE(totals.distinct, std::optional<qint64>(2));
        QCOMPARE(totals.sum, std::optional(u"30.01"_s));
        QCOMPARE(totals.average, std::optional(u"10.003333"_s));
        QCOMPARE(totals.minimum, std::optional(u"5.01"_s));
        QCOMPARE(totals.maximum, std::optional(u"19.99"_s));
        QVERIFY(totals.exact);
    }

    void whatOnlyTellsRowsApartIsNotAddedUp()
    {
        const auto totals = totalsOf(u"customer_id"_s, {qint64(1), qint64(7)});
        QVERIFY(!totals.sum && !totals.average);
        QCOMPARE(totals.maximum, std::optional(u"7"_s));
        QVERIFY(!totalsOf(u"city"_s, {u"Rome"_s, u"Oslo"_s}).minimum);
        const auto dates = totalsOf(u"sold_on"_s, {u"2025-03-01"_s, u"2024-12-31"_s});
        QVERIFY(!dates.sum);
        QCOMPARE(dates.minimum, std::optional(u"2024-12-31"_s));
        QCOMPARE(dates.maximum, std::optional(u"2025-03-01"_s));
    }

    void numbersThatAreOneDoubleAreStillToldApart()
    {
        const auto big = totalsOf(u"n"_s, {qint64(9007199254740993), qint64(9007199254740992)});
        QCOMPARE(big.maximum, std::optional(u"9007199254740993"_s));
        const auto exact = totalsOf(u"n"_s, {Decimal{u"0.10000000000000000001"_s}, Decimal{u"0.1"_s}});
        QCOMPARE(exact.minimum, std::optional(u"0.1"_s));
        QCOMPARE(exact.maximum, std::optional(u"0.10000000000000000001"_s));
    }

    void tooManyDifferentValuesAreNotCounted()
    {
        ColumnFigures column({u"name"_s, ColumnType::Text});
        for (qsizetype i = 0; i < ColumnFigures::countedDistinct; ++i)
            column.add(QString::number(i));
        QCOMPARE(column.totals().distinct, std::optional<qint64>(ColumnFigures::countedDistinct));
        column.add(u"one more"_s);
        QVERIFY(!column.totals().distinct);
        QCOMPARE(column.totals().values, qint64(ColumnFigures::countedDistinct + 1));
    }

    void csvKeepsEveryDigitAndEscapesWhatItMust()
    {
        const Row row{u"a,b"_s, u"say \"hi\""_s,     Cell(), qint64(-5),      1'000'000.0,
                      0.1,      Decimal{u"12.50"_s}, true,   u"two\nlines"_s, QByteArray("\x01\x02", 2)};
        QCOMPARE(csvLine(row),
                 QByteArray("\"a,b\",\"say \"\"hi\"\"\",,-5,1000000,0.1,12.50,true,\"two\nlines\",AQI=\r\n"));
    }

    void formulasAreGuardedOnlyWhereThatIsAskedFor()
    {
        const Row row{u"=1+1"_s, u"-5"_s, u"@x"_s, qint64(-5)};
        QCOMPARE(csvLine(row, {.guardFormulas = true}), QByteArray("'=1+1,-5,'@x,-5\r\n"));
        QCOMPARE(csvLine(row), QByteArray("=1+1,-5,@x,-5\r\n"));
    }
};

static const bool registered = tabletalk::test::add<TestExactSum>();
#include "tst_ExactSum.moc"
