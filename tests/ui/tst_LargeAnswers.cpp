// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/Screenshots.h"
#include "tests/ui/ScriptedTransport.h"
#include "ui/chat/AnswerCard.h"
#include "ui/chat/CellDialog.h"
#include "ui/chat/ResultModel.h"
#include "ui/chat/ResultTotals.h"
#include "ui/chat/ResultView.h"
#include "ui/export/ExportProgress.h"
#include "ui/export/ResultExport.h"
#include "ui/theme/Theme.h"

#include <boost/json.hpp>

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopeGuard>
#include <QSemaphore>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QToolTip>

#include <algorithm>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// Results that are larger than the window: shown while they arrive, with their totals, and
/// exported whole or not at all.
class TestLargeAnswers : public QObject
{
    Q_OBJECT

    static QJsonArray columns()
    {
        return {QJsonObject{{u"name"_s, u"city"_s}, {u"type"_s, u"text"_s}},
                QJsonObject{{u"name"_s, u"amount"_s}, {u"type"_s, u"decimal"_s}}};
    }

    static QJsonArray rows(int from, int count)
    {
        QJsonArray made;
        for (int i = from; i < from + count; ++i)
            made.append(QJsonArray{u"city %1"_s.arg(i), i});
        return made;
    }

    static QJsonObject page(int from, int count, int rowCount, bool complete = true)
    {
        return {{u"columns"_s, columns()},
                {u"rows"_s, rows(from, count)},
                {u"offset"_s, from},
                {u"rowCount"_s, rowCount},
                {u"complete"_s, complete}};
    }

    struct Fixture
    {
        Fixture()
        {
            auto made = std::make_unique<ScriptedTransport>();
            server = made.get();
            session = std::make_unique<Session>(std::move(made));
            session->open(QUrl(u"ws://127.0.0.1:1/rpc"_s), api::SignedIn{u"a"_s, u"r"_s, 900, {}, {}, {}});
            server->accept();
            server->answer(server->last(u"auth.attach"_s).id, attachedJson());
        }

        /// A card whose answer is on its way.
        void ask()
        {
            auto *run = new AnswerRun(*session);
            run->ask({*ConnectionId::fromString(idText(7)), u"All sales"_s, {}});
            call = server->last(u"chat.ask"_s).id;
            card = std::make_unique<AnswerCard>(*session, run);
            card->resize(720, 560);
            card->show();
            tell(u"started"_s, {{u"conversationId"_s, idText(10)},
                                {u"messageId"_s, idText(11)},
                                {u"requestId"_s, QString::number(call)}});
            tell(u"sql"_s, {{u"sql"_s, u"SELECT * FROM sales"_s}});
        }
        void tell(const QString &type, const QJsonObject &data) { server->event(idText(9), ++seq, type, data); }
        void tellRows(int rowCount, bool complete, const QJsonArray &totals = {})
        {
            tell(u"rows"_s, {{u"resultId"_s, idText(12)},
                             {u"columns"_s, columns()},
                             {u"rowCount"_s, rowCount},
                             {u"complete"_s, complete},
                             {u"totals"_s, totals}});
        }
        void answerLastPage(int rowCount, bool complete)
        {
            const auto read = server->last(u"results.read"_s);
            const int from = read.params.value(u"offset"_s).toInt();
            server->answer(read.id, page(from, read.params.value(u"limit"_s).toInt(), rowCount, complete));
        }
        void tellLineChart()
        {
            tell(u"chart"_s, {{u"kind"_s, u"line"_s},
                              {u"title"_s, u"Sales"_s},
                              {u"x"_s, u"city"_s},
                              {u"y"_s, QJsonArray{u"amount"_s}},
                              {u"stacked"_s, false}});
        }
        /// An answer that is finished, with its first page.
        void answerWith(int rowCount)
        {
            ask();
            tellRows(rowCount, true);
            tell(u"done"_s, {{u"ms"_s, 1}});
            answerLastPage(rowCount, true);
        }
        ResultView *view() const { return card->findChild<ResultView *>(u"resultTable"_s); }
        QAbstractItemModel *model() const { return view()->model(); }
        /// Of one row, the beginning of whose text is in the table; its whole text is on its way.
        CellDialog *openShortenedCell()
        {
            ask();
            tellRows(1, true);
            tell(u"done"_s, {{u"ms"_s, 1}});
            server->answer(server->last(u"results.read"_s).id,
                           QJsonObject{{u"columns"_s, columns()},
                                       {u"rows"_s, QJsonArray{QJsonArray{QString(500, u'x'), 1}}},
                                       {u"offset"_s, 0},
                                       {u"rowCount"_s, 1},
                                       {u"shortened"_s, QJsonArray{QJsonObject{
                                                            {u"row"_s, 0}, {u"column"_s, 0}, {u"length"_s, 9000}}}}});
            Q_EMIT view()->activated(model()->index(0, 0));
            return card->findChild<CellDialog *>();
        }
        void answerWholeCell(const QString &text)
        {
            server->answer(server->last(u"results.read"_s).id, QJsonObject{{u"columns"_s, columns()},
                                                                           {u"rows"_s, QJsonArray{QJsonArray{text, 1}}},
                                                                           {u"offset"_s, 0},
                                                                           {u"rowCount"_s, 1}});
        }

        ScriptedTransport *server = nullptr;
        std::unique_ptr<Session> session;
        std::unique_ptr<AnswerCard> card;
        qint64 call = 0;
        qint64 seq = 0;
    };

    static QJsonArray totals()
    {
        return {QJsonObject{{u"values"_s, 1000000}, {u"empty"_s, 0}}, QJsonObject{{u"values"_s, 999999},
                                                                                  {u"empty"_s, 1},
                                                                                  {u"distinct"_s, 42},
                                                                                  {u"sum"_s, u"499875120.50"_s},
                                                                                  {u"average"_s, u"499.875"_s},
                                                                                  {u"minimum"_s, u"0.01"_s},
                                                                                  {u"maximum"_s, u"999.99"_s}}};
    }

    struct Hold
    {
        QThread *thread = nullptr; ///< that writes
        QSemaphore pages;          ///< that may be written
    };

    /// Holds each page that is being written until the test lets go of it.
    struct HeldWriter final : RowWriter
    {
        explicit HeldWriter(Hold &hold)
            : m_hold(hold)
        {}
        Result<void> begin(const std::vector<ResultColumn> & /*columns*/) override
        {
            m_hold.thread = QThread::currentThread();
            return {};
        }
        Result<void> row(const Row & /*row*/) override
        {
            if (m_rows++ % 1000 == 0)
                m_hold.pages.acquire();
            return {};
        }
        Result<void> end() override { return {}; }

        Hold &m_hold;
        int m_rows = 0;
    };

    static std::vector<boost::json::value> cells(int count)
    {
        std::vector<boost::json::value> made;
        made.reserve(size_t(count));
        for (int i = 0; i < count; ++i)
            made.emplace_back(boost::json::array{i});
        return made;
    }

    /// What is in the clipboard after the keys for copying; before it: "before".
    static QString copied(ResultView &view)
    {
        QGuiApplication::clipboard()->setText(u"before"_s);
        QToolTip::hideText();
        if (!QTest::qWaitFor([] { return QToolTip::text().isEmpty(); }))
            return u"an earlier tip stays"_s;
        QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
        return QGuiApplication::clipboard()->text();
    }

    ResultExport *startExport(Fixture &f, const QString &path)
    {
        auto *exporting = new ResultExport(*f.session,
                                           {*ResultId::fromString(idText(12)), path,
                                            [](QIODevice &file) { return makeRowWriter(ExportFormat::Csv, file); }},
                                           f.session.get());
        exporting->start();
        return exporting;
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

    void theFirstRowsAreShownWhileTheRestArrives()
    {
        Fixture f;
        f.ask();
        f.tellRows(1000, false);
        QVERIFY(f.model());
        QCOMPARE(f.model()->rowCount(), 1000);
        f.answerLastPage(1000, false);
        QCOMPARE(f.model()->index(3, 0).data().toString(), u"city 3"_s);
        QVERIFY(f.card->findChild<QLabel *>(u"progress"_s)->text().contains(QLocale().toString(1000)));
        QVERIFY(f.card->findChild<QPushButton *>(u"stop"_s)->isVisible());
        QVERIFY(!f.card->findChild<ResultTotals *>()->isVisible());
        QVERIFY(saveScreenshot(*f.card, u"large-arriving"_s));

        // Whole pages only, so that nothing in view is asked for twice.
        f.tellRows(250'137, false);
        QCOMPARE(f.model()->rowCount(), 250'000);
        QCOMPARE(f.model()->index(3, 0).data().toString(), u"city 3"_s);

        f.tellRows(1'000'000, true, totals());
        f.tell(u"text"_s, {{u"text"_s, u"1,000,000 rows; the amount runs from 0.01 to 999.99."_s}});
        f.tell(u"done"_s, {{u"ms"_s, 4200}});
        QCOMPARE(f.model()->rowCount(), 1'000'000);
        auto *foot = f.card->findChild<ResultTotals *>();
        QVERIFY(foot->isVisible());
        QCOMPARE(foot->text(1), QString(u"Σ "_s + groupedDecimal(u"499875120.50"_s)));
        QVERIFY(!f.card->findChild<QPushButton *>(u"stop"_s)->isVisible());
        QVERIFY(f.card->findChild<QPushButton *>(u"export"_s)->isVisible());
        QTest::qWait(20);
        QVERIFY(saveScreenshot(*f.card, u"large-arrived"_s));
        QVERIFY(namelessControls(*f.card).isEmpty());
    }

    void anotherAttemptStartsItsTableAnew()
    {
        Fixture f;
        f.ask();
        f.tellRows(1000, false);
        f.answerLastPage(1000, false);
        f.tell(u"sql"_s, {{u"sql"_s, u"SELECT 1"_s}});
        QVERIFY(!f.model());
        f.tellRows(5, true);
        QCOMPARE(f.model()->rowCount(), 5);
    }

    void halfAResultIsNotKeptWhenItIsStopped()
    {
        Fixture f;
        f.ask();
        f.tellRows(1000, false);
        f.tell(u"problem"_s,
               {{u"code"_s, u"cancelled"_s}, {u"title"_s, u"Stopped"_s}, {u"detail"_s, u""_s}, {u"hint"_s, u""_s}});
        QVERIFY(!f.model());
        QVERIFY(!f.card->findChild<QPushButton *>(u"export"_s)->isVisible());
    }

    void aPageOfLargeRowsIsReadInPieces()
    {
        Fixture f;
        f.ask();
        f.tellRows(400, true);
        f.tell(u"done"_s, {{u"ms"_s, 1}});
        const auto first = f.server->last(u"results.read"_s);
        QCOMPARE(first.params.value(u"limit"_s).toInt(), 200);
        f.server->answer(first.id, page(0, 120, 400)); // all that had room
        const auto rest = f.server->last(u"results.read"_s);
        QCOMPARE(rest.params.value(u"offset"_s).toInt(), 120);
        QCOMPARE(rest.params.value(u"limit"_s).toInt(), 80);
        f.server->answer(rest.id, page(120, 80, 400));
        QCOMPARE(f.model()->index(199, 0).data().toString(), u"city 199"_s);
    }

    void aLongTextIsShortenedAndFetchedWhenItIsWanted()
    {
        Fixture f;
        auto *dialog = f.openShortenedCell();
        QVERIFY(dialog);
        const auto read = std::ranges::find(f.server->calls, u"results.read"_s, &ScriptedTransport::Call::method);
        QVERIFY(read->params.value(u"cellLimit"_s).toInt() > 0);
        // A copy does not look whole.
        QVERIFY(f.model()->index(0, 0).data(Qt::EditRole).toString().endsWith(u'…'));
        const auto whole = f.server->last(u"results.read"_s);
        QCOMPARE(whole.params.value(u"cellLimit"_s).toInt(), 0);
        QCOMPARE(whole.params.value(u"limit"_s).toInt(), 1);
        f.answerWholeCell(QString(9000, u'x'));
        QCOMPARE(dialog->findChild<QPlainTextEdit *>(u"cellText"_s)->toPlainText().size(), 9000);
        QVERIFY(namelessControls(*dialog).isEmpty());
    }

    void ofAVeryLongTextTheBeginningIsShownAndAllIsCopied()
    {
        Fixture f;
        auto *dialog = f.openShortenedCell();
        QVERIFY(dialog);
        const QString text = QString(199'999, u'x') + QString::fromUtf8("😀") + QString(100'000, u'y');
        f.answerWholeCell(text);
        // The character at the limit is not cut in half.
        QCOMPARE(dialog->findChild<QPlainTextEdit *>(u"cellText"_s)->toPlainText().size(), 199'999);
        const QString state = dialog->findChild<QLabel *>(u"cellState"_s)->text();
        QVERIFY2(state.contains(QLocale().toString(199'999)) && state.contains(QLocale().toString(text.size())),
                 qPrintable(state));
        dialog->findChild<QPushButton *>(u"copyCell"_s)->click();
        QVERIFY(QGuiApplication::clipboard()->text() == text);
    }

    void aCopyThatWouldLackCellsIsRefusedAndFetchesNothing()
    {
        Fixture f;
        f.answerWith(100'000);
        f.view()->selectColumn(0);
        const int asked = f.server->count(u"results.read"_s);
        QCOMPARE(copied(*f.view()), u"before"_s);
        QVERIFY2(QToolTip::text().contains(u"not arrived"_s), qPrintable(QToolTip::text()));
        QCOMPARE(f.server->count(u"results.read"_s), asked);

        const QItemSelection two(f.model()->index(0, 0), f.model()->index(1, 1));
        f.view()->selectionModel()->select(two, QItemSelectionModel::ClearAndSelect);
        QCOMPARE(copied(*f.view()), u"city 0\t0\ncity 1\t1"_s);
    }

    void aMillionRowsAreTooManyToBeCopiedAndItSaysSo()
    {
        Fixture f;
        f.answerWith(1'000'000);
        f.view()->selectAll();
        QCOMPARE(copied(*f.view()), u"before"_s);
        QVERIFY2(QToolTip::text().contains(QLocale().toString(2'000'000)), qPrintable(QToolTip::text()));
        QVERIFY(QToolTip::text().contains(u"Export"_s));
        QToolTip::hideText();
        QTRY_VERIFY(QToolTip::text().isEmpty());
        f.view()->findChild<QAction *>(u"copyCells.csv"_s)->trigger();
        QVERIFY2(QToolTip::text().contains(QLocale().toString(2'000'000)), qPrintable(QToolTip::text()));
        QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    }

    void columnsAreFittedToTheFirstRowsAndLeftAsTheyAreDragged()
    {
        Fixture f;
        f.ask();
        f.tellRows(200, true);
        f.tell(u"done"_s, {{u"ms"_s, 1}});
        QTRY_VERIFY(f.view()->isVisible() && f.view()->width() > 300); // laid out, without rows
        QJsonObject answer = page(0, 200, 200);
        QJsonArray rows = answer[u"rows"_s].toArray();
        rows[0] = QJsonArray{u"a city with a long name of its own"_s, 1};
        answer[u"rows"_s] = rows;
        f.server->answer(f.server->last(u"results.read"_s).id, answer);
        QVERIFY2(f.view()->columnWidth(0) > f.view()->columnWidth(1) + 40,
                 qPrintable(u"%1, %2"_s.arg(f.view()->columnWidth(0)).arg(f.view()->columnWidth(1))));

        // Only what is left over changes with the table's width.
        QHeaderView *header = f.view()->horizontalHeader();
        const int narrow = f.view()->columnWidth(0);
        const int before = f.view()->width();
        f.card->resize(900, 560);
        QTRY_VERIFY(f.view()->columnWidth(0) > narrow);
        QTRY_COMPARE(header->length(), f.view()->viewport()->width());
        f.card->resize(720, 560);
        QTRY_COMPARE(f.view()->columnWidth(0), narrow);

        header->resizeSection(0, 333); // as by hand
        f.card->resize(900, 560);
        QTRY_VERIFY(f.view()->width() > before);
        QCOMPARE(f.view()->columnWidth(0), 333);
    }

    void freezingMoreColumnsKeepsTheirWidths()
    {
        ResultModel model({{u"a"_s, u"text"_s}, {u"b"_s, u"text"_s}, {u"c"_s, u"text"_s}}, 0, {});
        ResultView view;
        view.setModel(&model);
        view.setFrozenColumns(1);
        view.setColumnWidth(1, 222);
        view.setFrozenColumns(2);
        QCOMPARE(view.frozenColumns(), 2);
        QCOMPARE(view.columnWidth(1), 222);
    }

    void aChartIsDrawnOfAllTheRowsItTakes()
    {
        Fixture f;
        f.ask();
        const QSignalSpy completed(f.card.get(), &AnswerCard::completed);
        f.tellRows(5000, true);
        f.tellLineChart();
        f.tell(u"done"_s, {{u"ms"_s, 1}});
        f.answerLastPage(5000, true);
        QVERIFY(f.card->shownChart()); // of what there is, until the others are here
        QCOMPARE(f.card->shownChart()->categories.size(), 200);
        for (int read = 1; read < 5; ++read) {
            QVERIFY(!f.card->isComplete());
            QCOMPARE(f.server->last(u"results.read"_s).params.value(u"offset"_s).toInt(), read * 200);
            f.answerLastPage(5000, true);
        }
        QCOMPARE(f.card->shownChart()->categories.size(), 1000);
        const QString note = f.card->shownChart()->note;
        QVERIFY2(note.contains(QLocale().toString(1000)) && note.contains(QLocale().toString(5000)), qPrintable(note));
        QVERIFY(f.card->isComplete());
        QCOMPARE(completed.size(), 1);
        QCOMPARE(f.server->count(u"results.read"_s), 5);
    }

    void aChartFromHistoryIsDrawnOfAllItsRows()
    {
        Fixture f;
        AnswerState state;
        state.question = u"All sales"_s;
        state.stage = AnswerState::Stage::Answered;
        state.messageId = *MessageId::fromString(idText(11));
        state.resultId = ResultId::fromString(idText(12));
        state.columns = {{u"city"_s, u"text"_s}, {u"amount"_s, u"decimal"_s}};
        state.rowCount = 450;
        state.chart = api::Chart{u"line"_s, {}, u"city"_s, {u"amount"_s}};
        auto *run = new AnswerRun(*f.session);
        run->restore(state);
        f.card = std::make_unique<AnswerCard>(*f.session, run);
        for (const int from : {0, 200, 400}) {
            QVERIFY(!f.card->isComplete());
            QCOMPARE(f.server->last(u"results.read"_s).params.value(u"offset"_s).toInt(), from);
            f.answerLastPage(450, true);
        }
        QVERIFY(f.card->isComplete());
        QCOMPARE(f.card->shownChart()->categories.size(), 450);
        QCOMPARE(f.card->shownChart()->note, QString());
    }

    /// What arrived is drawn, and the next look at the rows asks for what is lacking.
    void aChartWhoseRowsCannotAllBeHadShowsThoseItHas()
    {
        Fixture f;
        f.ask();
        f.tellRows(400, true);
        f.tellLineChart();
        f.tell(u"done"_s, {{u"ms"_s, 1}});
        f.answerLastPage(400, true);
        f.server->refuse(f.server->last(u"results.read"_s).id, u"not_found"_s);
        QVERIFY(f.card->shownChart());
        QCOMPARE(f.card->shownChart()->categories.size(), 200);
        f.model()->index(300, 0).data();
        QCOMPARE(f.server->last(u"results.read"_s).params.value(u"offset"_s).toInt(), 200);
        f.answerLastPage(400, true);
        QCOMPARE(f.card->shownChart()->categories.size(), 400);
    }

    void anArrangedPageOfLargeRowsIsReadInPieces()
    {
        Fixture f;
        f.answerWith(400);
        f.view()->setCurrentIndex(f.model()->index(0, 1));
        f.view()->findChild<QAction *>(u"sortDescending"_s)->trigger();
        const auto arranged = [](int from, int count) {
            QJsonObject piece = page(from, count, 400);
            QJsonArray numbers;
            for (int i = from; i < from + count; ++i)
                numbers.append(399 - i);
            piece[u"numbers"_s] = numbers;
            piece[u"wholeCount"_s] = 400;
            return piece;
        };
        const auto first = f.server->last(u"results.arranged"_s);
        QCOMPARE(first.params.value(u"limit"_s).toInt(), 200);
        f.server->answer(first.id, arranged(0, 120)); // all that had room
        const auto rest = f.server->last(u"results.arranged"_s);
        QCOMPARE(rest.params.value(u"offset"_s).toInt(), 120);
        QCOMPARE(rest.params.value(u"limit"_s).toInt(), 80);
        QCOMPARE(rest.params.value(u"sort"_s), first.params.value(u"sort"_s));
        f.server->answer(rest.id, arranged(120, 80));
        QCOMPARE(f.model()->index(199, 0).data().toString(), u"city 199"_s);
        const auto *rows = qobject_cast<ResultModel *>(f.model());
        QVERIFY(rows);
        QCOMPARE(rows->numberOf(199), 200);
    }

    void aPageThatCameTooShortIsAskedForAgain()
    {
        std::vector<qint64> fetched;
        ResultModel model({{u"city"_s, u"text"_s}}, 400, [&](qint64 offset, int) { fetched.push_back(offset); });
        model.data(model.index(0, 0), Qt::DisplayRole);
        model.take(0, cells(120));
        QVERIFY(!model.isLoaded(0));
        model.data(model.index(0, 0), Qt::DisplayRole);
        QCOMPARE(fetched, (std::vector<qint64>{0, 0}));
        model.ask(1); // on its way
        model.ask(399);
        QCOMPARE(fetched, (std::vector<qint64>{0, 0, 200}));
    }

    void rowsOfSeveralPagesAreToldOfOnce()
    {
        ResultModel model({{u"city"_s, u"text"_s}}, 450, {});
        const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.take(0, cells(450));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().at(0).toModelIndex().row(), 0);
        QCOMPARE(changed.first().at(1).toModelIndex().row(), 449);
        QCOMPARE(model.firstRows(1000).size(), size_t(450));
    }

    void aGrowingModelKeepsItsContract()
    {
        int fetches = 0;
        ResultModel model({{u"city"_s, u"text"_s}}, 0, [&](qint64, int) { ++fetches; });
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.grow(150);
        model.take(0, cells(150));
        QVERIFY(model.isLoaded(149));
        model.grow(1'000'000);
        QCOMPARE(model.rowCount(), 1'000'000);
        QVERIFY(!model.isLoaded(0)); // it was not a whole page
        model.grow(10);
        QCOMPARE(model.rowCount(), 1'000'000);
    }

    void anExportGoesThroughAllPages()
    {
        Fixture f;
        QTemporaryDir directory;
        const QString path = directory.filePath(u"all.csv"_s);
        QSignalSpy finished(startExport(f, path), &ResultExport::finished);
        f.answerLastPage(2500, true);
        QVERIFY(!QFile::exists(path)); // not before it is whole
        // A server with more to do than to serve exports is waited for.
        f.server->refuse(f.server->last(u"results.read"_s).id, u"busy"_s);
        QTRY_COMPARE(f.server->count(u"results.read"_s), 3);
        f.answerLastPage(2500, true);
        QTRY_COMPARE(f.server->count(u"results.read"_s), 4);
        f.server->answer(f.server->last(u"results.read"_s).id, page(2000, 500, 2500));
        QTRY_COMPARE(finished.size(), 1);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QCOMPARE(text.count('\n'), 2501);
        QVERIFY(text.startsWith("city,amount\r\ncity 0,0\r\n"));
        QVERIFY(text.endsWith("city 2499,2499\r\n"));
    }

    void anExportIsWrittenBesideTheWindowAndNoFurtherAheadThanTwoPages()
    {
        Fixture f;
        QTemporaryDir directory;
        Hold hold;
        const auto letGo = qScopeGuard([&] { hold.pages.release(10); });
        auto *exporting = new ResultExport(*f.session,
                                           {*ResultId::fromString(idText(12)), directory.filePath(u"held"_s),
                                            [&](QIODevice &) { return std::make_unique<HeldWriter>(hold); }},
                                           f.session.get());
        QSignalSpy finished(exporting, &ResultExport::finished);
        exporting->start();
        f.answerLastPage(4000, true);
        f.answerLastPage(4000, true);
        QCOMPARE(f.server->count(u"results.read"_s), 2); // two pages wait, so no third is asked for
        hold.pages.release();
        QTRY_COMPARE(f.server->count(u"results.read"_s), 3);
        QVERIFY(hold.thread);
        QVERIFY(hold.thread != QThread::currentThread());
        hold.pages.release(3);
        f.answerLastPage(4000, true);
        QTRY_COMPARE(f.server->count(u"results.read"_s), 4);
        f.answerLastPage(4000, true);
        QTRY_COMPARE(finished.size(), 1);
    }

    void anExportToAFolderThatIsNotThereSaysSo()
    {
        Fixture f;
        QTemporaryDir directory;
        QSignalSpy failed(startExport(f, directory.filePath(u"nowhere/all.csv"_s)), &ResultExport::failed);
        QTRY_COMPARE(failed.size(), 1);
        const auto why = failed.first().first().value<Problem>();
        QVERIFY(why.detail.contains(u"nowhere"_s));
        QVERIFY(!why.hint.isEmpty());
        f.answerLastPage(2500, true); // came too late
        QCOMPARE(failed.size(), 1);
    }

    void anExportThatCannotBeWholeLeavesNoFile()
    {
        Fixture f;
        QTemporaryDir directory;
        const QString path = directory.filePath(u"half.csv"_s);
        QSignalSpy failed(startExport(f, path), &ResultExport::failed);
        f.answerLastPage(2500, true);
        f.server->refuse(f.server->last(u"results.read"_s).id, u"not_found"_s);
        QCOMPARE(failed.size(), 1);
        QVERIFY(failed.first().first().value<Problem>().detail.contains(u"any more"_s));
        QVERIFY(!QFile::exists(path));

        QSignalSpy short_(startExport(f, path), &ResultExport::failed);
        f.answerLastPage(2500, true);
        f.server->answer(f.server->last(u"results.read"_s).id, page(1000, 0, 2500));
        QTRY_COMPARE(short_.size(), 1);
        QVERIFY(!QFile::exists(path));
    }

    void anExportShowsHowFarItIsAndCanBeCancelled()
    {
        Fixture f;
        QTemporaryDir directory;
        const QString path = directory.filePath(u"cancelled.csv"_s);
        ResultExport *exporting = startExport(f, path);
        QSignalSpy cancelled(exporting, &ResultExport::cancelled);
        auto *progress = new ExportProgress(*exporting, nullptr);
        progress->show();
        f.answerLastPage(2500, true);
        QTRY_VERIFY(progress->findChild<QLabel *>(u"exportText"_s)->text().contains(QLocale().toString(2500)));
        QVERIFY(saveScreenshot(*progress, u"large-export"_s));
        QVERIFY(namelessControls(*progress).isEmpty());
        QTest::mouseClick(progress->findChild<QPushButton *>(u"cancelExport"_s), Qt::LeftButton);
        QCOMPARE(cancelled.size(), 1);
        f.answerLastPage(2500, true); // came too late
        QTest::qWait(0);
        QVERIFY(!QFile::exists(path));
    }

    void aRefusedFederatedQuestionOffersBothQuestions()
    {
        Fixture f;
        f.ask();
        QSignalSpy wanted(f.card.get(), &AnswerCard::askOfWanted);
        f.tell(u"problem"_s,
               {{u"code"_s, u"federated_question"_s},
                {u"title"_s, u"This needs more than one database"_s},
                {u"detail"_s, u"“orders” is in Shop, “patients” is in Hospital (patients)."_s},
                {u"hint"_s, u"Ask each database by itself."_s},
                {u"choices"_s, QJsonArray{QJsonObject{{u"databaseId"_s, idText(7)},
                                                      {u"databaseName"_s, u"Shop"_s},
                                                      {u"question"_s, u"How many orders are there?"_s}},
                                          QJsonObject{{u"databaseId"_s, idText(8)},
                                                      {u"databaseName"_s, u"Hospital"_s},
                                                      {u"question"_s, u"How many patients are there?"_s}}}}});
        const auto choices = f.card->findChildren<QPushButton *>(u"choice"_s);
        QCOMPARE(choices.size(), 2);
        QTest::qWait(20);
        QVERIFY(saveScreenshot(*f.card, u"federated-refused"_s));
        QTest::mouseClick(choices.last(), Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().at(0).value<ConnectionId>().toString(), idText(8));
        QCOMPARE(wanted.first().at(1).toString(), u"How many patients are there?"_s);
    }

    void totalsAreWrittenWithTheirDigitsAndWithoutErrors()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        QCOMPARE(groupedDecimal(u"-1234567.50"_s), u"-1,234,567.50"_s);
        QCOMPARE(groupedDecimal(u"12345678901234567890.12"_s), u"12,345,678,901,234,567,890.12"_s);
        QCOMPARE(groupedDecimal(u"2539166.11999999892"_s), u"2,539,166.12"_s);
        QCOMPARE(groupedDecimal(u"-0.30000000000000004"_s), u"-0.3"_s);
        QCOMPARE(groupedDecimal(u"12345678901234.1234567"_s), u"12,345,678,901,234.1"_s);
        QCOMPARE(groupedDecimal(u"1234.123456"_s), u"1,234.123456"_s);
        QCOMPARE(groupedDecimal(u"999"_s), u"999"_s);
        QCOMPARE(groupedDecimal(u"1.5e+300"_s), u"1.5e+300"_s);
        QLocale::setDefault(QLocale::system());
    }
};

static const bool registered = tabletalk::test::add<TestLargeAnswers>();
#include "tst_LargeAnswers.moc"
