// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "ui/charts/ChartWidget.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QGraphicsScene>
#include <QGraphicsTextItem>
#include <QGraphicsView>
#include <QLocale>
#include <QSettings>
#include <QTest>

using namespace tabletalk::ui;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(tabletalk::ui::ChartData)

/// What stands along the sides of a chart.
class TestChartAxes : public QObject
{
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;

    static ChartData chart(ChartShape shape, const QStringList &categories, const std::vector<double> &values)
    {
        ChartData data;
        data.shape = shape;
        data.categories = categories;
        data.series = {{u"Questions"_s, values}};
        return data;
    }
    /// All that is written in the drawing; nothing where bars lie, which write by themselves.
    static QStringList written(const ChartWidget &widget)
    {
        QStringList texts;
        const auto *view = widget.findChild<QGraphicsView *>();
        if (view->isHidden())
            return texts;
        const auto items = view->scene()->items();
        for (const QGraphicsItem *item : items) {
            const auto *text = qgraphicsitem_cast<const QGraphicsTextItem *>(item);
            if (text && text->isVisible() && !text->toPlainText().isEmpty())
                texts.append(text->toPlainText());
        }
        return texts;
    }
    static void show(ChartWidget &widget, const ChartData &data, QSize size)
    {
        widget.setData(data);
        widget.resize(size);
        widget.show();
        QTest::qWait(20);
        widget.grab();
    }
    static int numbersOf(const QStringList &texts, bool withPart)
    {
        int count = 0;
        for (const QString &text : texts) {
            bool isNumber = false;
            const double value = QLocale().toDouble(text, &isNumber);
            count += isNumber && (!withPart || value != double(qint64(value)));
        }
        return count;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QSettings().clear();
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void cleanupTestCase() { m_theme.reset(); }

    void whatIsCountedHasNoHalves_data()
    {
        QTest::addColumn<ChartData>("data");
        const std::pair<const char *, std::vector<double>> counts[] = {
            {"one", {0, 0, 1}},  {"two", {0, 0, 2}},         {"three", {3, 1, 2}},   {"nine", {9, 0, 4}},
            {"ten", {10, 3, 7}}, {"below zero", {-1, 2, 0}}, {"ninety", {90, 7, 41}}};
        for (const auto &[name, values] : counts) {
            for (const ChartShape shape : {ChartShape::Line, ChartShape::Bar, ChartShape::Area})
                QTest::addRow("%s-%d", name, int(shape)) << chart(shape, {u"a"_s, u"b"_s, u"c"_s}, values);
        }
    }
    void whatIsCountedHasNoHalves()
    {
        QFETCH(ChartData, data);
        ChartWidget widget;
        show(widget, data, {500, 280});
        const QStringList texts = written(widget);
        QVERIFY2(numbersOf(texts, false) >= 2, qPrintable(texts.join(u' ')));
        QVERIFY2(numbersOf(texts, true) == 0, qPrintable(texts.join(u' ')));
    }

    void whatIsMeasuredMayHaveThem()
    {
        ChartWidget widget;
        show(widget, chart(ChartShape::Line, {u"a"_s, u"b"_s, u"c"_s}, {0.2, 0.9, 0.4}), {500, 280});
        QVERIFY(numbersOf(written(widget), true) > 0);
    }

    /// They are drawn anew at each width, and are there each time.
    void axesAreThereAtEveryWidth()
    {
        ChartWidget widget;
        show(widget, chart(ChartShape::Bar, {u"a"_s, u"b"_s, u"c"_s}, {1097, 11679, 11224}), {400, 280});
        auto *view = widget.findChild<QGraphicsView *>();
        for (int width = 400; width <= 700; width += 50) {
            widget.resize(width, 280);
            const QImage left = view->grab(QRect(0, 0, 28, view->height())).toImage();
            int written = 0;
            for (int y = 0; y < left.height(); ++y) {
                for (int x = 0; x < left.width(); ++x)
                    written += left.pixel(x, y) != left.pixel(0, 0);
            }
            QVERIFY2(written > 50, qPrintable(u"at %1"_s.arg(width)));
        }
    }

    /// At any width the names below bars are whole, or the bars lie and have theirs beside them.
    void noNameBelowABarIsCut()
    {
        ChartWidget widget;
        const ChartData data =
            chart(ChartShape::Bar, {u"Bronze"_s, u"Gold"_s, u"Platinum"_s, u"Silver"_s}, {5, 4, 3, 2});
        int standing = 0;
        for (int width = 240; width <= 640; width += 20) {
            show(widget, data, {width, 280});
            const QStringList texts = written(widget);
            standing += !texts.isEmpty();
            for (const QString &text : texts)
                QVERIFY2(!text.contains(u'…') && !text.contains(u"..."_s),
                         qPrintable(u"%1 at %2"_s.arg(text).arg(width)));
        }
        QVERIFY(standing > 5);
    }
};

static const bool registered = tabletalk::test::add<TestChartAxes>();
#include "tst_ChartAxes.moc"
