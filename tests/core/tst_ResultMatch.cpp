// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/GoldQuestions.h"
#include "core/evaluation/ResultMatch.h"
#include "tests/support/TestRunner.h"

#include <QTest>

#include <limits>

using namespace tabletalk;
using namespace tabletalk::evaluation;
using namespace Qt::StringLiterals;

namespace {

ComparableResult resultOf(const std::vector<Row> &rows)
{
    ComparableResult result;
    for (const Row &row : rows)
        result.add(row);
    return result;
}

/// Which kinds of agreement hold: "exact", "columns", "more" or "no".
QString agreement(const std::vector<Row> &gold, const std::vector<Row> &given, bool ordered = false)
{
    const Match match = compare(GoldResult{resultOf(gold), ordered}, resultOf(given));
    if (match.exact && match.inAnyColumns && match.withMoreColumns)
        return u"exact"_s;
    if (match.inAnyColumns && match.withMoreColumns)
        return u"columns"_s;
    return match.withMoreColumns ? u"more"_s : u"no"_s;
}

Cell text(const char *value)
{
    return QString::fromUtf8(value);
}

} // namespace

/// When two results say the same.
class TestResultMatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void orderCountsOnlyWhereTheGoldOrders()
    {
        const std::vector<Row> up{{qint64(1)}, {qint64(2)}, {qint64(3)}};
        const std::vector<Row> down{{qint64(3)}, {qint64(2)}, {qint64(1)}};
        QCOMPARE(agreement(up, down), u"exact"_s);
        QCOMPARE(agreement(up, down, true), u"no"_s);
        QCOMPARE(agreement(up, up, true), u"exact"_s);
    }

    void duplicatesCount()
    {
        const std::vector<Row> once{{text("a")}, {text("b")}};
        QCOMPARE(agreement(once, {{text("a")}, {text("b")}, {text("b")}}), u"no"_s);
        QCOMPARE(agreement({{text("a")}, {text("a")}, {text("b")}}, {{text("a")}, {text("b")}, {text("b")}}), u"no"_s);
    }

    void valuesCompareByWhatTheyMean_data()
    {
        QTest::addColumn<Cell>("gold");
        QTest::addColumn<Cell>("given");
        QTest::addColumn<QString>("expected");
        const QString same = u"exact"_s;
        const QString other = u"no"_s;
        QTest::newRow("an integer and a real") << Cell(qint64(3)) << Cell(3.0) << same;
        QTest::newRow("a decimal and a real") << Cell(Decimal{u"2.50"_s}) << Cell(2.5) << same;
        QTest::newRow("a number and its text") << Cell(qint64(3)) << text("3") << other;
        QTest::newRow("rounding") << Cell(1.0 / 3) << Cell(0.33333334) << same;
        QTest::newRow("rounding of large numbers") << Cell(123456789.5) << Cell(123456790.0) << same;
        QTest::newRow("close to nothing") << Cell(0.0) << Cell(-0.0000005) << same;
        QTest::newRow("more than rounding") << Cell(1.0 / 3) << Cell(0.3334) << other;
        QTest::newRow("neighbouring integers") << Cell(qint64(20'000'001)) << Cell(qint64(20'000'002)) << other;
        QTest::newRow("nothing and nothing") << Cell() << Cell() << same;
        QTest::newRow("nothing and zero") << Cell() << Cell(qint64(0)) << other;
        QTest::newRow("nothing and an empty text") << Cell() << text("") << other;
        QTest::newRow("case") << text("Lima") << text("lima") << other;
        QTest::newRow("text and bytes") << text("ab") << Cell(QByteArray("ab")) << other;
        QTest::newRow("endless") << Cell(std::numeric_limits<double>::infinity())
                                 << Cell(-std::numeric_limits<double>::infinity()) << other;
    }

    void valuesCompareByWhatTheyMean()
    {
        QFETCH(Cell, gold);
        QFETCH(Cell, given);
        QFETCH(QString, expected);
        QCOMPARE(agreement({{gold}}, {{given}}), expected);
    }

    void rowsThatDifferByRoundingArePaired()
    {
        // Rounded to nine digits these are four different numbers, in another order.
        const std::vector<Row> gold{{text("x"), 1.00000004}, {text("y"), 2.0}};
        const std::vector<Row> given{{text("y"), 2.0000001}, {text("x"), 1.0}};
        QCOMPARE(agreement(gold, given), u"exact"_s);
        QCOMPARE(agreement(gold, {{text("x"), 2.0000001}, {text("y"), 1.0}}), u"no"_s);
    }

    void columnsMayStandInAnotherOrder()
    {
        const std::vector<Row> gold{{text("a"), qint64(1)}, {text("b"), qint64(2)}};
        QCOMPARE(agreement(gold, {{qint64(2), text("b")}, {qint64(1), text("a")}}), u"columns"_s);
        // The same columns, but paired otherwise.
        QCOMPARE(agreement(gold, {{qint64(1), text("b")}, {qint64(2), text("a")}}), u"no"_s);
    }

    void columnsOfEqualValuesAreToldApartByTheirRows()
    {
        const std::vector<Row> gold{
            {qint64(1), qint64(2), qint64(3)}, {qint64(2), qint64(3), qint64(1)}, {qint64(3), qint64(1), qint64(2)}};
        const std::vector<Row> turned{
            {qint64(2), qint64(3), qint64(1)}, {qint64(3), qint64(1), qint64(2)}, {qint64(1), qint64(2), qint64(3)}};
        QCOMPARE(agreement(gold, turned, true), u"columns"_s);
        const std::vector<Row> mirrored{
            {qint64(1), qint64(3), qint64(2)}, {qint64(2), qint64(1), qint64(3)}, {qint64(3), qint64(1), qint64(2)}};
        QCOMPARE(agreement(gold, mirrored, true), u"no"_s);
    }

    void furtherColumnsAreToldFromMissingOnes()
    {
        const std::vector<Row> gold{{text("a")}, {text("b")}};
        QCOMPARE(agreement(gold, {{qint64(1), text("b")}, {qint64(2), text("a")}}), u"more"_s);
        QCOMPARE(agreement({{text("a"), qint64(1)}}, {{text("a")}}), u"no"_s);
    }

    void emptyResultsAgree()
    {
        QCOMPARE(agreement({}, {}), u"exact"_s);
        QCOMPARE(agreement({}, {{qint64(1)}}), u"no"_s);
    }

    void theSearchForColumnsEnds()
    {
        // Twelve columns of the same values: more orders than can be tried, and none of them right.
        std::vector<Row> gold(2, Row(12, qint64(1)));
        std::vector<Row> given(2, Row(12, qint64(1)));
        for (size_t column = 0; column < 12; ++column) {
            gold[1][column] = qint64(column % 2);
            gold[0][column] = qint64(1 - column % 2);
            given[0][column] = qint64(column < 5);
            given[1][column] = qint64(column >= 5);
        }
        QCOMPARE(agreement(gold, given), u"no"_s);
    }

    void anyRightResultWillDo()
    {
        const std::shared_ptr<const GoldResult> golds[] = {
            std::make_shared<const GoldResult>(resultOf({{qint64(1)}}), false),
            std::make_shared<const GoldResult>(resultOf({{qint64(2), text("b")}}), false)};
        QVERIFY(compare(golds, resultOf({{qint64(1)}})).exact);
        const Match swapped = compare(golds, resultOf({{text("b"), qint64(2)}}));
        QVERIFY(!swapped.exact && swapped.inAnyColumns);
        QVERIFY(!compare(golds, resultOf({{qint64(3)}})).withMoreColumns);
    }

    void onlyTheOutermostOrderCounts_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<bool>("ordered");
        QTest::newRow("plain") << u"SELECT a FROM t ORDER BY a"_s << true;
        QTest::newRow("small letters") << u"select a from t order\n by a desc limit 1"_s << true;
        QTest::newRow("inside") << u"SELECT a FROM (SELECT a FROM t ORDER BY a LIMIT 1)"_s << false;
        QTest::newRow("of a window") << u"SELECT rank() OVER (ORDER BY a) FROM t"_s << false;
        QTest::newRow("in a text") << u"SELECT ' order by ' FROM t"_s << false;
        QTest::newRow("in a name") << u"SELECT \"order by\" FROM t"_s << false;
        QTest::newRow("in a comment") << u"SELECT a FROM t -- order by a"_s << false;
        QTest::newRow("with a comment between") << u"SELECT a FROM t ORDER /* so */ BY a"_s << true;
        QTest::newRow("of a set") << u"SELECT a FROM t UNION SELECT b FROM t ORDER BY 1"_s << true;
    }

    void onlyTheOutermostOrderCounts()
    {
        QFETCH(QString, sql);
        QFETCH(bool, ordered);
        QCOMPARE(ordersItsRows(sql, Dialect::SQLite), ordered);
    }

    void questionsAreReadLineByLine()
    {
        const auto read =
            readGoldQuestions(R"({"id": "a", "db_id": "shop", "question": "How many?", "gold_sql": "SELECT 1"}

{"id": 7, "db_id": "shop", "question": "And today?", "gold_sql": "SELECT 2", "gold_alts": ["SELECT 3"], "hardness": "easy", "history": ["How many?", {"question": "Which?"}], "evidence": "today is now", "now": "2026-03-01T12:00:00Z"}
)");
        QVERIFY(read.has_value());
        QCOMPARE(read->size(), size_t(2));
        QCOMPARE(read->front().hardness, u"unknown"_s);
        const GoldQuestion &second = read->back();
        QCOMPARE(second.id, u"7"_s);
        QCOMPARE(second.gold, (std::vector{u"SELECT 2"_s, u"SELECT 3"_s}));
        QCOMPARE(second.history, (std::vector{u"How many?"_s, u"Which?"_s}));
        QCOMPARE(second.hints, u"today is now"_s);
        QVERIFY(second.now == Instant::fromRfc3339(u"2026-03-01T12:00:00Z") && !read->front().now);
    }

    void aLineThatCannotBeReadIsNamed()
    {
        const auto missing = readGoldQuestions("\n{\"id\": 1, \"db_id\": \"shop\", \"question\": \"How many?\"}\n");
        QVERIFY(!missing.has_value());
        QCOMPARE(missing.error().code, ProblemCode::InvalidRequest);
        QVERIFY2(missing.error().detail.contains(u"2") && missing.error().detail.contains(u"gold_sql"),
                 qPrintable(missing.error().detail));
        QVERIFY(!readGoldQuestions("[1]").has_value());
        QVERIFY(!readGoldQuestions("{").has_value());
    }
};

static const bool registered = tabletalk::test::add<TestResultMatch>();
#include "tst_ResultMatch.moc"
