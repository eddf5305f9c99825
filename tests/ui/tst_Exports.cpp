// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/support/Workbook.h"
#include "tests/ui/SampleWindow.h"
#include "ui/chat/ResultView.h"
#include "ui/export/ExportButton.h"
#include "ui/export/ReportWriter.h"
#include "ui/shell/MessageBar.h"

#include <boost/json/parse.hpp>

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QSettings>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// An answer of a real server, exported in every form from the window.
class TestExports : public QObject
{
    Q_OBJECT

    /// As somebody does it: the menu, the dialog, and what the window says afterwards.
    static QByteArray exported(SampleWindow &f, const QString &choice)
    {
        f.card()->findChild<ExportButton *>()->menu()->findChild<QAction *>(u"export."_s + choice)->trigger();
        auto *dialog = f.desktop->window().findChild<QFileDialog *>(u"exportWhere"_s);
        const QString path = f.directory.filePath(u"out."_s + dialog->defaultSuffix());
        dialog->selectFile(path);
        QMetaObject::invokeMethod(dialog, "accept");
        const auto said = [&] { return f.desktop->window().findChild<MessageBar *>()->text(); };
        if (!QTest::qWaitFor([&] { return said().contains(path); }, SampleWindow::longWait))
            return said().toUtf8();
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
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

    void anAnswerGoesOutInEveryForm()
    {
        SampleWindow f(*m_theme);
        QVERIFY(f.openSample());
        const QString question = u"Number of customers by country"_s;
        f.ask(question);
        QVERIFY(f.waitFor(question));
        QVERIFY(f.card()->shownChart());
        const qint64 rows = f.card()->run().state().rowCount;
        const QString firstCountry = f.card()->findChild<ResultView *>()->model()->index(0, 0).data().toString();

        const QByteArray csv = exported(f, u"csv"_s);
        QCOMPARE(csv.count("\r\n"), rows + 1);
        QVERIFY(csv.contains(firstCountry.toUtf8()));
        const Workbook book = Workbook::read(exported(f, u"xlsx"_s));
        QCOMPARE(book.problems, QStringList());
        QCOMPARE(book.value(u"A2"_s), firstCountry);
        QVERIFY(!book.value(u"A%1"_s.arg(rows + 1)).isEmpty());
        const auto json = boost::json::parse(exported(f, u"json"_s).toStdString()).as_array();
        QCOMPARE(qint64(json.size()), rows);
        const QByteArray markdown = exported(f, u"markdown"_s);
        QCOMPARE(markdown.count('\n'), rows + 2);
        QVERIFY(exported(f, u"insert"_s).startsWith("INSERT INTO \"answer\" ("));

        QVERIFY(QDir().mkpath(u"" TABLETALK_BIN_DIR "/../../screenshots"_s));
        const QImage picture = QImage::fromData(exported(f, u"png"_s));
        QVERIFY(picture.width() >= 2 * 700 && picture.height() >= 2 * 280);
        QVERIFY(picture.save(u"" TABLETALK_BIN_DIR "/../../screenshots/export-chart.png"_s));
        const QByteArray pdf = exported(f, u"pdf"_s);
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.trimmed().endsWith("%%EOF"));
        QVERIFY(pdf.size() > 10'000);
        QFile kept(u"" TABLETALK_BIN_DIR "/../../screenshots/export.pdf"_s);
        QVERIFY(kept.open(QIODevice::WriteOnly) && kept.write(pdf) == pdf.size());
    }

    void theMenuIsReachedByKeyboard()
    {
        SampleWindow f(*m_theme);
        QVERIFY(f.openSample());
        auto *button = f.card()->findChild<ExportButton *>();
        QVERIFY(button->focusPolicy() & Qt::TabFocus);
        QVERIFY(!button->accessibleName().isEmpty());
        QCOMPARE(button->menu()->actions().size(), qsizetype(exportChoices().size()) + 1); // and a separator
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            m_theme->setMode(mode);
            button->menu()->popup(button->mapToGlobal(QPoint(0, 0)));
            QTest::qWait(60);
            QVERIFY(saveScreenshot(*button->menu(),
                                   mode == ThemeMode::Dark ? u"export-menu-dark"_s : u"export-menu-light"_s));
            button->menu()->close();
        }
        QVERIFY(saveScreenshot(*f.card(), u"export-card-dark"_s));
    }

    void chosenCellsAreCopiedInTheFormOfAFile()
    {
        SampleWindow f(*m_theme);
        QVERIFY(f.openSample());
        const QString question = u"Number of customers by country"_s;
        f.ask(question);
        QVERIFY(f.waitFor(question));
        auto *table = f.card()->findChild<ResultView *>();
        const auto text = [&](int row, int column) { return table->model()->index(row, column).data().toString(); };
        table->selectRow(0);
        table->findChild<QAction *>(u"copyCells.csv"_s)->trigger();
        const QString name = table->model()->headerData(0, Qt::Horizontal, Qt::DisplayRole).toString();
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY2(copied.startsWith(name + u','), qPrintable(copied));
        QVERIFY2(copied.contains(text(0, 0) + u',' + text(0, 1)), qPrintable(copied));
        QVERIFY(!copied.contains(text(1, 0)));
        table->findChild<QAction *>(u"copyCells.markdown"_s)->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"| "_s + text(0, 0) + u" | "_s + text(0, 1)));
        table->findChild<QAction *>(u"copyCells.insert"_s)->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"('"_s + text(0, 0) + u"', "_s + text(0, 1) + u");"_s));
    }

    void aReportOfManyRowsHasPagesAndSaysWhatItLeavesOut()
    {
        QBuffer out;
        QVERIFY(out.open(QIODevice::WriteOnly));
        ReportWriter writer(out, ReportKind::Pdf,
                            {u"All sales"_s, u"3,000 rows."_s, u"SELECT * FROM sales"_s, {}, 3000});
        QVERIFY(writer.begin({{u"city"_s, ColumnType::Text}, {u"amount"_s, ColumnType::Decimal}}));
        for (int i = 0; i < 3000; ++i)
            QVERIFY(writer.row({u"City %1"_s.arg(i), Decimal{QString::number(i)}}));
        QVERIFY(writer.end());
        QVERIFY2(writer.remark().contains(QLocale().toString(2000)), qPrintable(writer.remark()));
        QVERIFY(out.data().count("/Type /Page\n") > 20);
    }

    void withoutAChartThePictureIsTheTable()
    {
        m_theme->setMode(ThemeMode::Dark); // paper stays white
        QBuffer out;
        QVERIFY(out.open(QIODevice::WriteOnly));
        ReportWriter writer(out, ReportKind::Png, {u"Cities"_s, {}, {}, {}, 3});
        QVERIFY(writer.begin({{u"city"_s, ColumnType::Text}, {u"people"_s, ColumnType::Integer}}));
        for (qint64 i = 0; i < 3; ++i)
            QVERIFY(writer.row({u"City %1"_s.arg(i), i * 1000}));
        QVERIFY(writer.end());
        QVERIFY(writer.remark().isEmpty());
        const QImage image = QImage::fromData(out.data());
        QVERIFY(!image.isNull());
        QCOMPARE(image.pixelColor(0, 0), QColor(Qt::white));
        qsizetype dark = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                dark += image.pixelColor(x, y).lightness() < 80 ? 1 : 0;
        }
        QVERIFY2(dark > 200, qPrintable(QString::number(dark))); // there are letters on it
        QVERIFY(QDir().mkpath(u"" TABLETALK_BIN_DIR "/../../screenshots"_s));
        QVERIFY(image.save(u"" TABLETALK_BIN_DIR "/../../screenshots/export-table.png"_s));
    }
};

static const bool registered = tabletalk::test::add<TestExports>();
#include "tst_Exports.moc"
