// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/SampleWindow.h"
#include "ui/chat/FrozenColumns.h"
#include "ui/chat/ResultTools.h"
#include "ui/chat/ResultTotals.h"
#include "ui/chat/ResultView.h"
#include "ui/chat/StatisticsDialog.h"
#include "ui/export/ExportButton.h"
#include "ui/shell/MessageBar.h"

#include <QAction>
#include <QApplication>
#include <QFile>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// The table of an answer is sorted, filtered, frozen and summed up, over all rows of the result.
class TestArrangedTable : public QObject
{
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SampleWindow> m;
    int m_exports = 0;

    ResultView *table() { return m->card()->findChild<ResultView *>(u"resultTable"_s); }
    QString cell(int row, int column) { return table()->model()->index(row, column).data().toString(); }
    void trigger(const QString &action) { table()->findChild<QAction *>(action)->trigger(); }
    QMenu *exportMenu() { return m->card()->findChild<ExportButton *>()->menu(); }
    QString said() { return m->desktop->window().findChild<MessageBar *>()->text(); }
    void filterByWords(const QString &words)
    {
        QTest::mouseClick(m->card()->findChild<QPushButton *>(u"showFilter"_s), Qt::LeftButton);
        auto *field = m->card()->findChild<QLineEdit *>(u"filterRows"_s);
        field->setText(words);
        QTest::keyClick(field, Qt::Key_Return);
    }
    /// As somebody does it; what is in the file afterwards.
    QStringList exported(const QString &choice, QString *title)
    {
        exportMenu()->findChild<QAction *>(u"export."_s + choice)->trigger();
        auto *dialog = m->desktop->window().findChild<QFileDialog *>(u"exportWhere"_s);
        *title = dialog->windowTitle();
        // Of its own: one that is there would be asked about.
        const QString path = m->directory.filePath(u"shown%1.%2"_s.arg(++m_exports).arg(dialog->defaultSuffix()));
        dialog->selectFile(path);
        QMetaObject::invokeMethod(dialog, "accept");
        if (!QTest::qWaitFor([&] { return said().contains(path); }, SampleWindow::longWait))
            return {said()};
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)
                                              : QStringList();
    }
    /// A long result of numbers that are not in order.
    bool run()
    {
        const QString statement =
            u"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 4999) "
            u"SELECT i AS number, (i * 7919) % "
            "5000 AS mixed, 'word ' || (i % 7) AS word, i % 11 AS eleventh, 'a longer text that "
            "takes its room ' || i AS "
            "long_text, 'another one that takes room ' || i AS other_text, i * 2 AS twice, i * 3 AS thrice, i * 4 AS four_times, i * 5 AS five_times, i * 6 AS six_times, i % 13 + 0.5 AS amount FROM n"_s;
        Q_EMIT m->card()->runWanted(statement);
        return m->waitFor(statement);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QSettings().clear();
        m_theme = std::make_unique<Theme>(*qApp);
        m_theme->setMode(ThemeMode::Light);
        m = std::make_unique<SampleWindow>(*m_theme);
        QVERIFY(m->openSample());
        QVERIFY(run());
    }
    void cleanupTestCase()
    {
        m.reset();
        m_theme.reset();
    }
    void init()
    {
        trigger(u"asItCame"_s);
        QTRY_COMPARE(cell(1, 0), u"1"_s);
    }

    void aClickOnAHeadingSortsTheWholeResult()
    {
        QHeaderView *header = table()->horizontalHeader();
        const auto click = [header] {
            const QPoint at(header->sectionViewportPosition(1) + 20, header->height() / 2);
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, at);
        };
        click();
        QTRY_COMPARE(cell(1, 1), u"1"_s);
        QCOMPARE(cell(0, 1), u"0"_s);
        QVERIFY(header->isSortIndicatorShown());
        click();
        QTRY_COMPARE(cell(0, 1), u"4999"_s);
        QVERIFY(m->picture(m->desktop->window(), u"table-sorted"_s));
        // Pages further down are of the same order.
        QTRY_COMPARE(cell(4000, 1), u"999"_s);
        click();
        QTRY_COMPARE(cell(1, 0), u"1"_s);
        QVERIFY(!header->isSortIndicatorShown());
    }

    void rowsAreFilteredByWordsAndByValues()
    {
        QTest::mouseClick(m->card()->findChild<QPushButton *>(u"showFilter"_s), Qt::LeftButton);
        auto *field = m->card()->findChild<QLineEdit *>(u"filterRows"_s);
        QVERIFY(field->hasFocus());
        QTest::keyClicks(field, u"WORD 3"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(table()->model()->rowCount(), 714);
        table()->setCurrentIndex(table()->model()->index(0, 3));
        trigger(u"onlyThisValue"_s);
        QTRY_COMPARE(table()->model()->rowCount(), 65);
        QTRY_VERIFY(m->card()->findChild<QLabel *>(u"arrangedState"_s)->text().contains(u"65"_s));
        QVERIFY(m->picture(m->desktop->window(), u"table-filtered"_s));
        QCOMPARE(namelessControls(*m->card()), QStringList());
        auto *chip = m->card()->findChild<QPushButton *>(u"filterChip"_s);
        QVERIFY(chip);
        QTest::mouseClick(chip, Qt::LeftButton);
        QTRY_COMPARE(table()->model()->rowCount(), 714);
    }

    void totalsAreThoseOfTheRowsThatAreShown()
    {
        auto *totals = m->card()->findChild<ResultTotals *>();
        const auto sumOf = [](int eleventh) {
            double sum = 0;
            for (int i = 0; i < 5000; ++i)
                sum += eleventh < 0 || i % 11 == eleventh ? i % 13 + 0.5 : 0;
            return QString(u"Σ "_s + groupedDecimal(QString::number(sum, 'f', 1)));
        };
        constexpr int amount = 11;
        QCOMPARE(totals->text(amount), sumOf(-1));
        table()->setCurrentIndex(table()->model()->index(4, 3));
        trigger(u"onlyThisValue"_s);
        QTRY_COMPARE(totals->text(amount), sumOf(4));
        QVERIFY(totals->accessibleName().contains(u"filters"_s));
        QVERIFY(m->picture(m->desktop->window(), u"table-filtered-totals"_s));
        // Sorting alone changes none of them.
        trigger(u"sortDescending"_s);
        QTRY_VERIFY(table()->horizontalHeader()->isSortIndicatorShown());
        QCOMPARE(totals->text(amount), sumOf(4));
        trigger(u"asItCame"_s);
        QTRY_COMPARE(totals->text(amount), sumOf(-1));
        QVERIFY(totals->accessibleName().contains(u"whole"_s));
    }

    void whatIsExportedIsWhatIsShown()
    {
        QString title;
        const QStringList whole = exported(u"csv"_s, &title);
        QCOMPARE(whole.size(), 5001);
        QVERIFY2(title.contains(QLocale().toString(5000)), qPrintable(title));
        QVERIFY(!exportMenu()->findChild<QAction *>(u"exportRows"_s));
        const qsizetype plainActions = exportMenu()->actions().size();

        filterByWords(u"word 3"_s);
        QTRY_COMPARE(table()->model()->rowCount(), 714);
        table()->setCurrentIndex(table()->model()->index(0, 1));
        trigger(u"sortDescending"_s);
        QTRY_VERIFY(cell(0, 1).toInt() > cell(713, 1).toInt() && cell(713, 1).toInt() < 20 && !cell(713, 1).isEmpty());
        auto *rows = exportMenu()->findChild<QAction *>(u"exportRows"_s);
        QVERIFY(rows);
        QVERIFY2(rows->text().contains(u"714"_s), qPrintable(rows->text()));
        QVERIFY(m->picture(*exportMenu(), u"export-menu-arranged"_s));

        const QStringList shown = exported(u"csv"_s, &title);
        QCOMPARE(shown.size(), 715);
        QVERIFY2(title.contains(u"714"_s) && title.contains(QLocale().toString(5000)), qPrintable(title));
        QVERIFY2(said().contains(u"714"_s) && said().contains(QLocale().toString(5000)), qPrintable(said()));
        for (const int row : {0, 1, 400, 713})
            QTRY_COMPARE(QString(cell(row, 0) + u',' + cell(row, 1)), shown[row + 1].section(u',', 0, 1));
        QCOMPARE(exported(u"markdown"_s, &title).size(), 716);
        QCOMPARE(exported(u"insert"_s, &title).filter(u"'word 3'"_s).size(), 714);

        trigger(u"asItCame"_s);
        QTRY_COMPARE(cell(1, 0), u"1"_s);
        QCOMPARE(exportMenu()->actions().size(), plainActions);
        QCOMPARE(exported(u"csv"_s, &title), whole);
    }

    void anArrangementThatCannotBeHadChangesNothing()
    {
        table()->setCurrentIndex(table()->model()->index(3, 3));
        trigger(u"onlyThisValue"_s);
        QTRY_COMPARE(table()->model()->rowCount(), 455);
        filterByWords(QString(1500, u'x')); // longer than the server compares
        auto *state = m->card()->findChild<QLabel *>(u"arrangedState"_s);
        QTRY_VERIFY(state->text().contains(u"455"_s));
        QCOMPARE(table()->model()->rowCount(), 455);
        QString title;
        QCOMPARE(exported(u"csv"_s, &title).size(), 456);
    }

    void frozenColumnsStayInView()
    {
        table()->setCurrentIndex(table()->model()->index(0, 0));
        trigger(u"freezeColumns"_s);
        auto *frozen = table()->findChild<FrozenColumns *>();
        QTRY_VERIFY(frozen && frozen->isVisible());
        table()->horizontalScrollBar()->setValue(table()->horizontalScrollBar()->maximum());
        QVERIFY(table()->horizontalScrollBar()->maximum() > 0);
        QVERIFY(m->picture(m->desktop->window(), u"table-frozen"_s));
        QCOMPARE(frozen->mapTo(table(), QPoint(0, 0)).x(), table()->viewport()->x());
        table()->verticalScrollBar()->setValue(300);
        QCOMPARE(frozen->verticalScrollBar()->value(), 300);
        // What the keyboard goes to is not below them.
        table()->setCurrentIndex(table()->model()->index(9, 1));
        QVERIFY(table()->visualRect(table()->currentIndex()).left() >= frozen->width() - 1);
        trigger(u"unfreezeColumns"_s);
        QVERIFY(!frozen->isVisible());
    }

    void aColumnTellsItsStatistics()
    {
        table()->setCurrentIndex(table()->model()->index(0, 3));
        trigger(u"columnStatistics"_s);
        QPointer<StatisticsDialog> dialog = m->desktop->window().findChild<StatisticsDialog *>();
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->findChildren<QLabel *>(u"figure"_s).size() > 4);
        QStringList figures;
        for (const QLabel *figure : dialog->findChildren<QLabel *>(u"figure"_s))
            figures.append(figure->accessibleName());
        QVERIFY2(figures.contains(u"Median: 5"_s), qPrintable(figures.join(u" / "_s)));
        QVERIFY(figures.contains(u"Different: 11"_s));
        QTest::qWait(50);
        QVERIFY(m->picture(*dialog, u"table-statistics"_s));
        QCOMPARE(namelessControls(*dialog), QStringList());
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"closeStatistics"_s), Qt::LeftButton);
        QTRY_VERIFY(!dialog);
    }
};

static const bool registered = tabletalk::test::add<TestArrangedTable>();
#include "tst_ArrangedTable.moc"
