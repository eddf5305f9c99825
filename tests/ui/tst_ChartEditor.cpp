// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/SampleWindow.h"
#include "ui/charts/ChartWidget.h"
#include "ui/chat/ChartEditor.h"
#include "ui/chat/ExplanationBox.h"
#include "ui/chat/ResultChart.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QSettings>

#include <cmath>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// Charts changed by hand and answers explained, in the real window on a real server.
class TestChartEditor : public QObject
{
    Q_OBJECT

    static void choose(QComboBox &box, int index)
    {
        box.setFocus();
        while (box.currentIndex() < index)
            QTest::keyClick(&box, Qt::Key_Down);
        while (box.currentIndex() > index)
            QTest::keyClick(&box, Qt::Key_Up);
    }

    static const std::vector<api::ColumnHeader> &columns()
    {
        static const std::vector<api::ColumnHeader> all{
            {u"month"_s, u"text"_s}, {u"city"_s, u"text"_s}, {u"amount"_s, u"integer"_s}};
        return all;
    }
    static std::vector<CellRow> rows()
    {
        return {{QVariant(u"May"_s), QVariant(u"Lima"_s), QVariant(1LL)},
                {QVariant(u"June"_s), QVariant(u"Lima"_s), QVariant(2LL)},
                {QVariant(u"June"_s), QVariant(u"Rome"_s), QVariant(5LL)},
                {QVariant(u"June"_s), QVariant(u"Rome"_s), QVariant(7LL)}};
    }

    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void init()
    {
        QSettings().clear();
        m_theme->setMode(ThemeMode::Light);
    }
    void cleanupTestCase() { m_theme.reset(); }

    void aSeriesForEachValueIsMadeOfRows()
    {
        api::Chart spec{u"heatmap"_s, {}, u"month"_s, {u"amount"_s}};
        spec.group = u"city"_s;
        const auto chart = chartOf(spec, columns(), rows(), 4);
        QVERIFY(chart);
        QCOMPARE(chart->categories, (QStringList{u"May"_s, u"June"_s}));
        QCOMPARE(chart->series.size(), size_t(2));
        QCOMPARE(chart->series[0].values, (std::vector<double>{1, 2}));
        QVERIFY(std::isnan(chart->series[1].values[0]));
        QCOMPARE(chart->series[1].values[1], 5.0);
        QVERIFY2(chart->note.startsWith(u"One row"), qPrintable(chart->note)); // the second of Rome's in June
        QVERIFY2(chart->spoken().contains(u"June, Rome"), qPrintable(chart->spoken()));
        spec.group = u"land"_s;
        QVERIFY(!chartOf(spec, columns(), rows(), 4));
    }

    void aNoteTellsOfAllRowsThatAreLeftOut()
    {
        api::Chart spec{u"heatmap"_s, {}, u"month"_s, {u"amount"_s}};
        spec.group = u"city"_s;
        const auto part = chartOf(spec, columns(), rows(), 5000);
        QVERIFY(part);
        QVERIFY2(part->note.contains(u"The first 4 of "_s + QLocale().toString(5000)), qPrintable(part->note));
        QVERIFY2(part->note.contains(u"One row has no place"_s), qPrintable(part->note));
        // Without groups it has a column for each row, and no more than fit.
        spec.group.reset();
        const auto most = qsizetype(rowsFor(spec));
        const std::vector<CellRow> many(100, rows().front());
        const auto whole = chartOf(spec, columns(), many, 100);
        QVERIFY(whole);
        QCOMPARE(whole->categories.size(), most);
        QVERIFY2(whole->note.contains(u"The first %1 of 100"_s.arg(most)), qPrintable(whole->note));
        spec.kind = u"number"_s;
        QCOMPARE(rowsFor(spec), size_t(1));
    }

    void everyKindIsDrawn_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<bool>("stacked");
        for (const char *kind : {"bar", "line", "area", "heatmap"})
            QTest::newRow(kind) << QString::fromLatin1(kind) << false;
        QTest::newRow("stacked bars") << u"bar"_s << true;
        QTest::newRow("stacked areas") << u"area"_s << true;
    }
    void everyKindIsDrawn()
    {
        QFETCH(QString, kind);
        QFETCH(bool, stacked);
        api::Chart spec{kind, u"Amount by month"_s, u"month"_s, {u"amount"_s}};
        spec.group = u"city"_s;
        spec.stacked = stacked;
        const auto chart = chartOf(spec, columns(), rows(), 4);
        QVERIFY(chart);
        for (const Colors *colors : {&lightColors(), &darkColors()}) {
            const QImage image = ChartWidget::picture(*chart, {480, 280}, *colors);
            const QColor first = colors->series.front();
            qsizetype drawn = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    drawn += image.pixelColor(x, y) == first ? 1 : 0;
            }
            QVERIFY2(drawn > 100, qPrintable(u"%1 pixels"_s.arg(drawn)));
            QCOMPARE(image.pixelColor(0, 0), colors->surface);
            const QString name = u"chart-%1%2-%3.png"_s.arg(kind, stacked ? u"-stacked"_s : QString(),
                                                            colors->dark ? u"dark"_s : u"light"_s);
            QVERIFY(QDir().mkpath(u"" TABLETALK_BIN_DIR "/../../screenshots"_s));
            QVERIFY(image.save(u"" TABLETALK_BIN_DIR "/../../screenshots/"_s + name));
        }
    }

    void aChartIsChangedByKeyboardAndStaysSo()
    {
        SampleWindow f(*m_theme);
        QVERIFY(f.openSample());
        auto *card = f.card();
        auto *open = card->findChild<QPushButton *>(u"showChart"_s);
        open->setFocus();
        QTest::keyClick(open, Qt::Key_Space);
        auto *editor = card->findChild<ChartEditor *>();
        QVERIFY(editor->isVisible());
        QCOMPARE(namelessControls(*editor), QStringList());
        auto *kind = editor->findChild<QComboBox *>(u"chartKind"_s);
        choose(*kind, kind->findText(u"Areas"_s));
        QCOMPARE(card->shownChart()->shape, ChartShape::Area);
        QVERIFY(f.picture(*card, u"chart-editor"_s));

        // A heat map needs more than one column of figures has; that is said, and nothing is lost.
        choose(*kind, kind->findText(u"Heat map"_s));
        auto *note = editor->findChild<QLabel *>(u"chartNote"_s);
        QVERIFY(note->isVisible() && note->text().contains(u"heat map"));
        QCOMPARE(card->shownChart()->shape, ChartShape::Pie); // on the way there, and the last that fits
        QVERIFY(f.picture(*card, u"chart-editor-refused"_s));
        choose(*kind, kind->findText(u"Lines"_s));
        QVERIFY(!note->isVisible());
        QCOMPARE(card->shownChart()->shape, ChartShape::Line);

        // In another view of the conversation it is drawn as it was chosen.
        QTest::mouseClick(f.desktop->window().findChild<QPushButton *>(u"newConversation"_s), Qt::LeftButton);
        auto *list = f.desktop->window().findChild<QListView *>(u"conversations"_s);
        QTRY_VERIFY(list->model()->rowCount() > 0);
        Q_EMIT list->clicked(list->model()->index(0, 0));
        QTRY_VERIFY(f.card() && f.card()->shownChart());
        QCOMPARE(f.card()->shownChart()->shape, ChartShape::Line);
        QTest::mouseClick(f.card()->findChild<QPushButton *>(u"showChart"_s), Qt::LeftButton);
        QTest::mouseClick(f.card()->findChild<QPushButton *>(u"chartSuggested"_s), Qt::LeftButton);
        QTRY_VERIFY(f.card()->shownChart());
        QCOMPARE(f.card()->shownChart()->shape, ChartShape::Bar);
    }

    void anAnswerIsExplained()
    {
        SampleWindow f(*m_theme);
        QVERIFY(f.openSample());
        auto *box = f.card()->findChild<ExplanationBox *>();
        QVERIFY(!box->isVisible());
        auto *open = f.card()->findChild<QPushButton *>(u"showDetails"_s);
        open->setFocus();
        QTest::keyClick(open, Qt::Key_Space);
        QVERIFY(box->isVisible());
        for (const QString &said : {u"customers"_s, u"loyalty_tier"_s, u"4 rows"_s, u"Sure"_s})
            QVERIFY2(box->text().contains(said), qPrintable(box->text()));
        QCOMPARE(box->accessibleDescription(), box->text());
        QVERIFY(f.picture(*f.card(), u"explanation"_s));
    }
};

static const bool registered = tabletalk::test::add<TestChartEditor>();
#include "tst_ChartEditor.moc"
