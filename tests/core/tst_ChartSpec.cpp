// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/ChartSpec.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ask;
using namespace Qt::StringLiterals;

/// What a chart that somebody chose by hand may be.
class TestChartSpec : public QObject
{
    Q_OBJECT

    static std::vector<ResultColumn> columns()
    {
        return {{u"month"_s, ColumnType::Date},     {u"city"_s, ColumnType::Text},
                {u"amount"_s, ColumnType::Decimal}, {u"orders"_s, ColumnType::Integer},
                {u"twin"_s, ColumnType::Integer},   {u"twin"_s, ColumnType::Integer},
                {u"ratio"_s, ColumnType::Other}};
    }

    static ChartSpec spec(ChartKind kind, const QString &x, std::vector<QString> y, const QString &group = {})
    {
        ChartSpec made{kind, {}, x, std::move(y)};
        made.group = group;
        return made;
    }

private Q_SLOTS:
    void everyKindHasAName()
    {
        for (const ChartKind kind : {ChartKind::Bar, ChartKind::Line, ChartKind::Area, ChartKind::Pie,
                                     ChartKind::Scatter, ChartKind::HeatMap, ChartKind::Number})
            QCOMPARE(chartKindFromName(chartKindName(kind)), std::optional(kind));
        QVERIFY(!chartKindFromName(u"hologram"));
        QVERIFY(!chartKindFromName(u""));
    }

    void whatFitsIsTaken_data()
    {
        QTest::addColumn<ChartSpec>("given");
        QTest::newRow("bar") << spec(ChartKind::Bar, u"city"_s, {u"amount"_s});
        QTest::newRow("two figures") << spec(ChartKind::Line, u"month"_s, {u"amount"_s, u"orders"_s});
        QTest::newRow("an expression of no known type") << spec(ChartKind::Area, u"month"_s, {u"ratio"_s});
        QTest::newRow("grouped") << spec(ChartKind::Area, u"month"_s, {u"amount"_s}, u"city"_s);
        QTest::newRow("scatter") << spec(ChartKind::Scatter, u"orders"_s, {u"amount"_s});
        QTest::newRow("pie") << spec(ChartKind::Pie, u"city"_s, {u"amount"_s});
        QTest::newRow("heat map by a column") << spec(ChartKind::HeatMap, u"month"_s, {u"amount"_s}, u"city"_s);
        QTest::newRow("heat map of figures") << spec(ChartKind::HeatMap, u"city"_s, {u"amount"_s, u"orders"_s});
        QTest::newRow("number") << spec(ChartKind::Number, {}, {u"amount"_s});
    }
    void whatFitsIsTaken()
    {
        QFETCH(ChartSpec, given);
        const auto made = checked(given, columns(), 5);
        QVERIFY2(made, made ? "" : qPrintable(made.error().errors.front().message));
        QCOMPARE(*made, given);
    }

    void whatDoesNotFitIsRefusedInWords_data()
    {
        QTest::addColumn<ChartSpec>("given");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *name, const ChartSpec &given, const char *field, const QString &word) {
            QTest::newRow(name) << given << QString::fromLatin1(field) << word;
        };
        row("no such figure", spec(ChartKind::Bar, u"city"_s, {u"profit"_s}), "y", u"profit"_s);
        row("no such axis", spec(ChartKind::Bar, u"town"_s, {u"amount"_s}), "x", u"town"_s);
        row("no axis", spec(ChartKind::Bar, {}, {u"amount"_s}), "x", u"axis"_s);
        row("no figure", spec(ChartKind::Bar, u"city"_s, {}), "y", u"figures"_s);
        row("a text as figure", spec(ChartKind::Bar, u"month"_s, {u"city"_s}), "y", u"numbers"_s);
        row("a name of two columns", spec(ChartKind::Bar, u"city"_s, {u"twin"_s}), "y", u"several"_s);
        row("used twice", spec(ChartKind::Line, u"city"_s, {u"amount"_s, u"amount"_s}), "y", u"twice"_s);
        row("against itself", spec(ChartKind::Scatter, u"amount"_s, {u"amount"_s}), "y", u"twice"_s);
        row("words across", spec(ChartKind::Scatter, u"city"_s, {u"amount"_s}), "x", u"numbers"_s);
        row("two figures of a pie", spec(ChartKind::Pie, u"city"_s, {u"amount"_s, u"orders"_s}), "y", u"one"_s);
        row("a pie by groups", spec(ChartKind::Pie, u"month"_s, {u"amount"_s}, u"city"_s), "group", u"Only"_s);
        row("two figures by groups", spec(ChartKind::Bar, u"month"_s, {u"amount"_s, u"orders"_s}, u"city"_s), "y",
            u"one"_s);
        row("grouped by its axis", spec(ChartKind::Bar, u"city"_s, {u"amount"_s}, u"city"_s), "group", u"twice"_s);
        row("no such group", spec(ChartKind::Bar, u"city"_s, {u"amount"_s}, u"land"_s), "group", u"land"_s);
        row("a heat map of one row", spec(ChartKind::HeatMap, u"city"_s, {u"amount"_s}), "group", u"rows"_s);
        row("a figure with an axis", spec(ChartKind::Number, u"city"_s, {u"amount"_s}), "x", u"axis"_s);
        row("too many series", spec(ChartKind::Line, u"month"_s, std::vector<QString>(7, u"amount"_s)), "y", u"6"_s);
        ChartSpec stacked = spec(ChartKind::Line, u"month"_s, {u"amount"_s});
        stacked.stacked = true;
        row("stacked lines", stacked, "stacked", u"bars"_s);
        ChartSpec titled = spec(ChartKind::Bar, u"city"_s, {u"amount"_s});
        titled.title = QString(201, u'x');
        row("a huge title", titled, "title", u"200"_s);
    }
    void whatDoesNotFitIsRefusedInWords()
    {
        QFETCH(ChartSpec, given);
        QFETCH(QString, field);
        QFETCH(QString, word);
        const auto made = checked(given, columns(), 5);
        QVERIFY(!made);
        QCOMPARE(made.error().code, ProblemCode::InvalidRequest);
        QCOMPARE(made.error().errors.front().path, QString(u"params.chart."_s + field));
        QVERIFY2(made.error().errors.front().message.contains(word), qPrintable(made.error().errors.front().message));
    }

    void anEmptyResultIsNotDrawn() { QVERIFY(!checked(spec(ChartKind::Bar, u"city"_s, {u"amount"_s}), columns(), 0)); }

    void aTitleStandsOnOneLine()
    {
        ChartSpec given = spec(ChartKind::Bar, u"city"_s, {u"amount"_s});
        given.title = u"  Sales\n by\tcity "_s;
        QCOMPARE(checked(given, columns(), 1)->title, u"Sales by city"_s);
    }
};

static const bool registered = tabletalk::test::add<TestChartSpec>();
#include "tst_ChartSpec.moc"
