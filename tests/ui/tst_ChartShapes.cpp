// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/Screenshots.h"
#include "ui/charts/ChartWidget.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QGraphicsObject>
#include <QGraphicsScene>
#include <QGraphicsTextItem>
#include <QGraphicsView>
#include <QSettings>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(tabletalk::ui::ChartData)
Q_DECLARE_METATYPE(tabletalk::ui::ChartShape)

/// Every shape of chart with figures that are not made for it, in every set of colours.
class TestChartShapes : public QObject
{
    Q_OBJECT

    static constexpr double none = std::numeric_limits<double>::quiet_NaN();

    static ChartData chart(ChartShape shape, const QStringList &categories, const std::vector<ChartSeries> &series)
    {
        ChartData data;
        data.shape = shape;
        data.title = u"Sales by something"_s;
        data.categories = categories;
        data.series = series;
        if (shape == ChartShape::Scatter) {
            for (qsizetype i = 0; i < categories.size(); ++i)
                data.xValues.push_back(double(i * i));
        }
        return data;
    }
    static QStringList names(int count)
    {
        QStringList names;
        for (int i = 0; i < count; ++i)
            names.append(u"2024-%1-%2"_s.arg(i / 28 % 12 + 1, 2, 10, QChar(u'0')).arg(i % 28 + 1, 2, 10, QChar(u'0')));
        return names;
    }
    static std::vector<double> figures(int count, double scale, double shift)
    {
        std::vector<double> values;
        for (int i = 0; i < count; ++i)
            values.push_back(shift + scale * ((i * 37) % 23));
        return values;
    }
    /// What the library draws the parts of.
    static const QObject *pieOf(const ChartWidget &widget)
    {
        const auto items = widget.findChild<QGraphicsView *>()->scene()->items();
        for (const QGraphicsItem *item : items) {
            const QGraphicsObject *object = item->toGraphicsObject();
            const auto parts = object ? object->findChildren<QObject *>() : QList<QObject *>();
            for (const QObject *part : parts) {
                if (part->inherits("QPieSeries"))
                    return part;
            }
        }
        return nullptr;
    }

    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase()
    {
        QSettings().clear();
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void cleanupTestCase() { m_theme.reset(); }

    void itIsDrawnInEverySetOfColours_data()
    {
        QTest::addColumn<ChartData>("data");
        const std::vector<std::pair<const char *, ChartShape>> shapes{
            {"bar", ChartShape::Bar},         {"line", ChartShape::Line}, {"area", ChartShape::Area},
            {"scatter", ChartShape::Scatter}, {"pie", ChartShape::Pie},   {"heatmap", ChartShape::HeatMap}};
        for (const auto &[name, shape] : shapes) {
            const auto row = [&](const char *what) -> QTestData & { return QTest::addRow("%s-%s", name, what); };
            row("many") << chart(shape, names(60),
                                 {{u"Berlin"_s, figures(60, 40, 3)}, {u"Paris"_s, figures(60, 25, 90)}});
            row("negative") << chart(shape, names(7), {{u"Profit"_s, {-40, 120, -5.5, 0, 60, -90, 14}}});
            row("gaps") << chart(shape, names(6),
                                 {{u"A"_s, {4, none, 6, none, none, 9}}, {u"B"_s, {1, 2, none, 4, 5, 6}}});
            row("one") << chart(shape, names(1), {{u"Sales"_s, {42}}});
            row("large") << chart(shape, names(4), {{u"Ids"_s, {4e15, 4e15 + 1, 4e15, 4e15 + 1}}});
            row("alike") << chart(shape, names(4), {{u"Same"_s, {1e17, 1e17, 1e17, 1e17}}});
            row("nothing") << chart(shape, names(3), {{u"Nothing"_s, {none, none, none}}});
        }
        ChartData number;
        number.shape = ChartShape::Number;
        number.title = u"All orders"_s;
        number.number = u"1,234,567.89"_s;
        QTest::newRow("number") << number;
    }
    void itIsDrawnInEverySetOfColours()
    {
        QFETCH(ChartData, data);
        ChartWidget widget;
        widget.setAutoFillBackground(true);
        widget.resize(560, 320);
        QImage before;
        const std::vector<std::pair<QString, ThemeMode>> modes{
            {u"light"_s, ThemeMode::Light}, {u"contrast"_s, ThemeMode::ContrastLight}, {u"dark"_s, ThemeMode::Dark}};
        for (const auto &[name, mode] : modes) {
            m_theme->setMode(mode);
            if (before.isNull()) {
                widget.setData(data);
                widget.show();
                QVERIFY(QTest::qWaitForWindowExposed(&widget));
            }
            QTest::qWait(20);
            const QImage now = widget.grab().toImage();
            QVERIFY(now != before); // it changes while it is on show
            before = now;
            QVERIFY(saveScreenshot(widget, u"chart-%1-%2"_s.arg(QString::fromLatin1(QTest::currentDataTag()), name)));
        }
        QVERIFY(data.shape == ChartShape::Number || !widget.accessibleName().isEmpty());
    }

    void aPieOfManyPartsNamesTheLargest()
    {
        ChartWidget widget;
        widget.resize(560, 320);
        widget.setData(chart(ChartShape::Pie, names(30), {{u"Sales"_s, figures(30, 7, 1)}}));
        const QObject *pie = pieOf(widget);
        QVERIFY(pie);
        QCOMPARE(pie->property("count").toInt(), 9);
        double sum = 0;
        for (const double value : figures(30, 7, 1))
            sum += value;
        QVERIFY(std::abs(pie->property("sum").toDouble() - sum) < 1e-6); // none is lost
    }

    void labelsAreWrittenAsTheyAreInTheData_data()
    {
        QTest::addColumn<ChartShape>("shape");
        QTest::newRow("bar") << ChartShape::Bar;
        QTest::newRow("line") << ChartShape::Line;
        QTest::newRow("area") << ChartShape::Area;
        QTest::newRow("pie") << ChartShape::Pie;
    }
    void labelsAreWrittenAsTheyAreInTheData()
    {
        QFETCH(ChartShape, shape);
        const QStringList names{u"<18"_s, u"R&D"_s, u"<b>sum</b>"_s, u"<img src=/dev/null>"_s};
        ChartWidget widget;
        widget.resize(900, 320);
        // Two series, so that bars stand.
        std::vector<ChartSeries> series{{u"A"_s, {4, 5, 6, 7}}, {u"B"_s, {4, 5, 6, 7}}};
        if (shape == ChartShape::Pie)
            series.pop_back();
        widget.setData(chart(shape, names, series));
        widget.show();
        QVERIFY(QTest::qWaitForWindowExposed(&widget));
        QStringList drawn;
        const auto items = widget.findChild<QGraphicsView *>()->scene()->items();
        for (const QGraphicsItem *item : items) {
            if (const auto *text = qgraphicsitem_cast<const QGraphicsTextItem *>(item))
                drawn.append(text->toPlainText().trimmed());
        }
        for (const QString &name : names) {
            const bool isThere = std::ranges::any_of(drawn, [&](const QString &text) { return text.startsWith(name); });
            QVERIFY2(isThere, qPrintable(name + u": "_s + drawn.join(u" / "_s)));
        }
        QVERIFY(saveScreenshot(widget, u"chart-labels-"_s + QString::fromLatin1(QTest::currentDataTag())));
    }

    void negativeFiguresAreNoShares()
    {
        ChartWidget widget;
        widget.setData(chart(ChartShape::Pie, names(3), {{u"Profit"_s, {5, -3, 2}}}));
        QCOMPARE(widget.data().shape, ChartShape::Bar);
        widget.setData(chart(ChartShape::Line, names(1), {{u"Sales"_s, {5}}}));
        QCOMPARE(widget.data().shape, ChartShape::Bar);
        widget.setData(chart(ChartShape::Pie, names(3), {{u"Sales"_s, {5, 3, 2}}}));
        QCOMPARE(widget.data().shape, ChartShape::Pie);
    }
};

static const bool registered = tabletalk::test::add<TestChartShapes>();
#include "tst_ChartShapes.moc"
