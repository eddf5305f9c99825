// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/Presentation.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ask;
using namespace Qt::StringLiterals;

class TestPresentation : public QObject
{
    Q_OBJECT

    static ResultSummary summary(const QString &question, const std::vector<QString> &names,
                                 const std::vector<Row> &rows)
    {
        std::vector<ResultColumn> columns;
        for (const QString &name : names)
            columns.push_back({name, ColumnType::Other});
        ResultSummary result(question, columns);
        for (const Row &row : rows)
            result.add(row);
        return result;
    }

    static std::vector<Row> departments()
    {
        return {{u"Sales"_s, qint64(80)}, {u"Engineering"_s, qint64(120)}, {u"Support"_s, qint64(1000)}};
    }

private Q_SLOTS:
    void anEmptyResultIsSaidSo()
    {
        QCOMPARE(summary(u"x"_s, {u"a"_s}, {}).sentence(false), u"No rows match."_s);
        QVERIFY(!summary(u"x"_s, {u"a"_s}, {}).chart());
    }

    void aSingleNumberIsAnswered()
    {
        QCOMPARE(summary(u"how many"_s, {u"COUNT(*)"_s}, {{qint64(42)}}).sentence(false), u"There are 42."_s);
        QCOMPARE(summary(u"how many"_s, {u"number_of_students"_s}, {{qint64(4200)}}).sentence(false),
                 u"There are 4,200 students."_s);
        QCOMPARE(summary(u"average"_s, {u"average_salary"_s}, {{5120.5}}).sentence(false),
                 u"The average salary is 5,120.50."_s);
        QCOMPARE(summary(u"average"_s, {u"average_salary"_s}, {{Cell()}}).sentence(false),
                 u"There is no value for the average salary."_s);
        QCOMPARE(summary(u"x"_s, {u"n"_s}, {{Decimal{u"12345678901234567890.12"_s}}}).sentence(false),
                 u"The n is 12345678901234567890.12."_s);
        QCOMPARE(summary(u"x"_s, {u"n"_s}, {{qint64(1)}}).chart()->kind, ChartKind::Number);
    }

    void aSingleRowIsSpelledOut()
    {
        const auto s = summary(u"x"_s, {u"name"_s, u"birth_year"_s, u"city"_s}, {{u"Ann"_s, qint64(1990), Cell()}});
        QCOMPARE(s.sentence(false), u"One row: name Ann, birth year 1990 and city none."_s);
        QVERIFY(!s.chart());
    }

    void aRankingNamesTheLeaders()
    {
        const auto s = summary(u"employees per department"_s, {u"name"_s, u"count"_s}, departments());
        QCOMPARE(
            s.sentence(false),
            u"Support leads with 1,000, ahead of Engineering with 120; 3 rows in all. Together they make 1,200."_s);
        QCOMPARE(s.chart(), (ChartSpec{ChartKind::Bar, u"Count by name"_s, u"name"_s, {u"count"_s}}));
    }

    void aTieIsNotCalledALead()
    {
        const auto s =
            summary(u"x"_s, {u"name"_s, u"age"_s}, {{u"A"_s, qint64(5)}, {u"B"_s, qint64(5)}, {u"C"_s, qint64(1)}});
        QCOMPARE(s.sentence(false), u"A and B share the lead with 5; 3 rows in all."_s);
        const auto same = summary(u"x"_s, {u"name"_s, u"age"_s}, {{u"A"_s, qint64(5)}, {u"B"_s, qint64(5)}});
        QCOMPARE(same.sentence(false), u"All have the same age, 5; 2 rows in all."_s);
    }

    void theLowestIsNamedWhenItWasAskedFor()
    {
        const auto s = summary(u"lowest prices"_s, {u"name"_s, u"price"_s}, {{u"A"_s, 1.5}, {u"B"_s, qint64(2)}});
        QCOMPARE(s.sentence(false), u"A comes first with 1.50, the lowest; the highest is B with 2."_s);
    }

    void aSeriesTellsItsEndsAndPeakInAnyRowOrder()
    {
        const auto s = summary(u"x"_s, {u"month"_s, u"sales"_s},
                               {{u"2024-02"_s, qint64(9)}, {u"2024-03"_s, qint64(4)}, {u"2024-01"_s, qint64(3)}});
        QCOMPARE(s.sentence(false), u"From 2024-01 to 2024-03 the sales goes from 3 to 4; its peak is 9 in 2024-02."_s);
        QCOMPARE(s.chart()->kind, ChartKind::Line);
    }

    void aListCountsItsRows()
    {
        std::vector<Row> rows;
        for (int i = 0; i < 28; ++i)
            rows.push_back({QString(u"N"_s + QString::number(i))});
        QCOMPARE(summary(u"x"_s, {u"name"_s}, rows).sentence(false), u"28 rows, beginning with N0, N1 and N2."_s);
        QCOMPARE(summary(u"x"_s, {u"name"_s}, {{u"A"_s}, {u"B"_s}}).sentence(false), u"2 rows: A and B."_s);
        QVERIFY(!summary(u"x"_s, {u"name"_s}, rows).chart());
    }

    void aCutResultIsSaidToBeCut()
    {
        const QString text = summary(u"x"_s, {u"name"_s, u"count"_s}, departments()).sentence(true);
        QVERIFY(text.endsWith(u"The result was cut off after 3 rows, so this speaks of those only."_s));
    }

    void repeatedLabelsMakeNoChart()
    {
        QVERIFY(!summary(u"x"_s, {u"name"_s, u"n"_s}, {{u"A"_s, qint64(1)}, {u"A"_s, qint64(2)}}).chart());
    }

    void identifiersAreNotMeasured()
    {
        const auto s = summary(u"x"_s, {u"name"_s, u"customer_id"_s}, {{u"A"_s, qint64(1)}, {u"B"_s, qint64(2000)}});
        QCOMPARE(s.sentence(false), u"2 rows: A and B."_s);
        QVERIFY(!s.chart());
    }

    void twoNumbersScatterAndSharesMakeAPie()
    {
        const auto scatter = summary(u"x"_s, {u"height"_s, u"weight"_s},
                                     {{qint64(1), qint64(2)}, {qint64(2), qint64(3)}, {qint64(3), qint64(1)}});
        QCOMPARE(scatter.chart(), (ChartSpec{ChartKind::Scatter, u"Weight by height"_s, u"height"_s, {u"weight"_s}}));
        QCOMPARE(summary(u"share of each"_s, {u"name"_s, u"count"_s}, departments()).chart()->kind, ChartKind::Pie);
    }

    void manyRowsKeepMemorySmallAndTheSentenceWhole()
    {
        ResultSummary s(u"x"_s, {{u"name"_s, ColumnType::Text}, {u"n"_s, ColumnType::Integer}});
        for (qint64 i = 0; i < 200'000; ++i)
            s.add({QString::number(i) + u'x', i == 150'000 ? qint64(9'999'999) : i});
        QCOMPARE(s.rowCount(), 200'000);
        QVERIFY(!s.chart());
        QVERIFY(s.sentence(false).contains(u"200,000"_s));
    }

    void rowsOfUnexpectedWidthAreHarmless()
    {
        const auto s = summary(u"x"_s, {u"a"_s, u"b"_s}, {{}, {qint64(1)}, {qint64(1), qint64(2), qint64(3)}});
        QCOMPARE(s.rowCount(), 3);
        QVERIFY(!s.sentence(false).isEmpty());
        QVERIFY(!summary(u"x"_s, {}, {{}}).sentence(false).isEmpty());
    }
};

static const bool registered = tabletalk::test::add<TestPresentation>();
#include "tst_Presentation.moc"
