// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/embedded/EmbeddedServer.h"
#include "tests/support/TestRunner.h"
#include "tests/support/Workbook.h"
#include "tests/ui/Screenshots.h"
#include "ui/chat/AnswerCard.h"
#include "ui/chat/ResultView.h"
#include "ui/export/ExportButton.h"
#include "ui/export/ReportWriter.h"
#include "ui/shell/Desktop.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/MessageBar.h"
#include "ui/theme/Theme.h"

#include <boost/json/parse.hpp>

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int longWait = 30000;

} // namespace

/// An answer of a real server, exported in every form from the window.
class TestExports : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        explicit Fixture(Theme &theme)
        {
            DesktopOptions options;
            options.configDir = directory.filePath(u"config"_s);
            desktop = std::make_unique<Desktop>(theme, options);
            desktop->secrets().useFile();
            desktop->window().resize(1280, 900);
            desktop->showWindow();
        }
        ~Fixture()
        {
            desktop.reset();
            server.reset();
        }
        bool start()
        {
            EmbeddedServerOptions options;
            options.dataDir = directory.filePath(u"data"_s);
            auto started = EmbeddedServer::start(options);
            if (!started)
                return false;
            server = *std::move(started);
            desktop->servers().setLocal({server->rpcUrl(), options.dataDir, [this] { return server->signInOwner(); }});
            return true;
        }
        AnswerCard *card()
        {
            const auto cards = desktop->window().findChildren<AnswerCard *>();
            return cards.isEmpty() ? nullptr : cards.last();
        }
        bool isAnswered(const QString &question)
        {
            AnswerCard *last = card();
            return last && last->run().state().question == question && last->isComplete();
        }
        void ask(const QString &question)
        {
            auto *input = desktop->window().findChild<QPlainTextEdit *>(u"questionInput"_s);
            input->setFocus();
            QTest::keyClicks(input, question);
            QTest::keyClick(input, Qt::Key_Return);
        }
        /// As somebody does it: the menu, the dialog, and what the window says afterwards.
        QByteArray exported(const QString &choice)
        {
            card()->findChild<ExportButton *>()->menu()->findChild<QAction *>(u"export."_s + choice)->trigger();
            auto *dialog = desktop->window().findChild<QFileDialog *>(u"exportWhere"_s);
            const QString path = directory.filePath(u"out."_s + dialog->defaultSuffix());
            dialog->selectFile(path);
            QMetaObject::invokeMethod(dialog, "accept");
            const auto said = [&] { return desktop->window().findChild<MessageBar *>()->text(); };
            if (!QTest::qWaitFor([&] { return said().contains(path); }, longWait))
                return said().toUtf8();
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        }

        QTemporaryDir directory;
        std::unique_ptr<EmbeddedServer> server;
        std::unique_ptr<Desktop> desktop;
    };

    void openSample(Fixture &f)
    {
        QVERIFY(f.start());
        auto *sample = f.desktop->window().findChild<QPushButton *>(u"trySample"_s);
        QTRY_VERIFY_WITH_TIMEOUT(sample->isEnabled(), longWait);
        QTest::mouseClick(sample, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(f.card() && f.card()->isComplete(), longWait);
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
        Fixture f(*m_theme);
        openSample(f);
        const QString question = u"Number of customers by country"_s;
        f.ask(question);
        QTRY_VERIFY_WITH_TIMEOUT(f.isAnswered(question), longWait);
        QVERIFY(f.card()->shownChart());
        const qint64 rows = f.card()->run().state().rowCount;
        const QString firstCountry = f.card()->findChild<ResultView *>()->model()->index(0, 0).data().toString();

        const QByteArray csv = f.exported(u"csv"_s);
        QCOMPARE(csv.count("\r\n"), rows + 1);
        QVERIFY(csv.contains(firstCountry.toUtf8()));
        const Workbook book = Workbook::read(f.exported(u"xlsx"_s));
        QCOMPARE(book.problems, QStringList());
        QCOMPARE(book.value(u"A2"_s), firstCountry);
        QVERIFY(!book.value(u"A%1"_s.arg(rows + 1)).isEmpty());
        const auto json = boost::json::parse(f.exported(u"json"_s).toStdString()).as_array();
        QCOMPARE(qint64(json.size()), rows);
        const QByteArray markdown = f.exported(u"markdown"_s);
        QCOMPARE(markdown.count('\n'), rows + 2);
        QVERIFY(f.exported(u"insert"_s).startsWith("INSERT INTO \"answer\" ("));

        QVERIFY(QDir().mkpath(u"" TABLETALK_BIN_DIR "/../../screenshots"_s));
        const QImage picture = QImage::fromData(f.exported(u"png"_s));
        QVERIFY(picture.width() >= 2 * 700 && picture.height() >= 2 * 280);
        QVERIFY(picture.save(u"" TABLETALK_BIN_DIR "/../../screenshots/export-chart.png"_s));
        const QByteArray pdf = f.exported(u"pdf"_s);
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.trimmed().endsWith("%%EOF"));
        QVERIFY(pdf.size() > 10'000);
        QFile kept(u"" TABLETALK_BIN_DIR "/../../screenshots/export.pdf"_s);
        QVERIFY(kept.open(QIODevice::WriteOnly) && kept.write(pdf) == pdf.size());
    }

    void theMenuIsReachedByKeyboard()
    {
        Fixture f(*m_theme);
        openSample(f);
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
        Fixture f(*m_theme);
        openSample(f);
        const QString question = u"Number of customers by country"_s;
        f.ask(question);
        QTRY_VERIFY_WITH_TIMEOUT(f.isAnswered(question), longWait);
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
