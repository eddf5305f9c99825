// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_desktop rows | workbook | questions: figures of the window from inside, as JSON.
#include "core/export/ExportFormat.h"
#include "tests/bench/desktop/DrivenWindow.h"
#include "tests/bench/desktop/Heartbeat.h"
#include "ui/chat/ResultView.h"
#include "ui/export/ResultExport.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStandardPaths>

#include <cstdio>
#include <exception>

using namespace tabletalk;
using namespace tabletalk::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr int manyRows = 1'000'000;
constexpr int manyQuestions = 1000;
constexpr int warmUp = 200;
constexpr int betweenQuestions = 100; ///< milliseconds; who asks faster has to wait

const QString millionRows =
    u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) SELECT i AS id, (i * 7919) % "
    "1000003 AS amount, 'customer ' || (i % 5000) AS customer, date('2020-01-01', '+' || (i % 2000) || ' days') AS "
    "day, i / "
    "7.0 AS share FROM n"_s;

double megabytes(const char *field)
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QRegularExpression line(QString::fromLatin1(field) + u":\\s+(\\d+) kB"_s);
    return line.match(QString::fromLatin1(status.readAll())).captured(1).toDouble() / 1024;
}

/// From here on the highest memory is counted anew.
void forgetPeak()
{
    QFile file(u"/proc/self/clear_refs"_s);
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

qint64 rowsInView(DrivenWindow &driven)
{
    const auto *table = driven.card()->findChild<ui::ResultView *>();
    return table && table->model() ? table->model()->rowCount() : 0;
}

/// Runs a statement of a million rows and looks at the window's thread meanwhile.
QJsonObject measureRows(DrivenWindow &driven)
{
    Heartbeat heartbeat;
    QElapsedTimer timer;
    timer.start();
    driven.run(millionRows);
    heartbeat.start();
    DrivenWindow::waitFor(
        [&] { return driven.card()->run().state().question == millionRows && rowsInView(driven) > 0; },
        "the first rows");
    const qint64 first = timer.elapsed();
    DrivenWindow::waitFor([&] { return driven.card()->isComplete(); }, "all rows");
    return {{u"rows"_s, rowsInView(driven)},
            {u"firstRowsMs"_s, first},
            {u"allRowsMs"_s, timer.elapsed()},
            {u"longestStallMs"_s, heartbeat.longestMs()},
            {u"longestOwnStallMs"_s, heartbeat.longestOwnMs()}};
}

QJsonObject measureWorkbook(DrivenWindow &driven)
{
    measureRows(driven);
    const QString path = driven.path(u"million.xlsx"_s);
    forgetPeak();
    const double before = megabytes("VmRSS");
    Heartbeat heartbeat;
    QElapsedTimer timer;
    timer.start();
    heartbeat.start();
    qint64 written = 0;
    bool ended = false;
    auto *exporting = new ui::ResultExport(driven.desktop().session(),
                                           {*driven.card()->run().state().resultId, path,
                                            [](QIODevice &file) { return makeRowWriter(ExportFormat::Xlsx, file); }},
                                           &driven.window());
    QObject::connect(exporting, &ui::ResultExport::finished, &driven.window(), [&](qint64 rows) {
        written = rows;
        ended = true;
    });
    QObject::connect(exporting, &ui::ResultExport::failed, &driven.window(), [&] { ended = true; });
    exporting->start();
    DrivenWindow::waitFor([&] { return ended; }, "the workbook", 900);
    if (written != manyRows)
        throw std::runtime_error("the workbook has not all rows");
    constexpr double bytesAMegabyte = 1024 * 1024;
    return {{u"seconds"_s, double(timer.elapsed()) / 1000},
            {u"fileMegabytes"_s, double(QFileInfo(path).size()) / bytesAMegabyte},
            {u"addedMegabytes"_s, megabytes("VmHWM") - before},
            {u"longestStallMs"_s, heartbeat.longestMs()},
            {u"longestOwnStallMs"_s, heartbeat.longestOwnMs()}};
}

QJsonObject measureQuestions(DrivenWindow &driven)
{
    const QStringList questions{u"How many customers are there?"_s, u"How many orders are there?"_s,
                                u"How many products are there?"_s};
    double afterWarmUp = 0;
    qsizetype objectsThen = 0;
    for (int i = 0; i < manyQuestions; ++i) {
        if (i == warmUp) {
            afterWarmUp = megabytes("VmRSS");
            objectsThen = driven.window().findChildren<QObject *>().size();
        }
        driven.ask(questions[i % questions.size()]);
        QTest::qWait(betweenQuestions);
    }
    const double atEnd = megabytes("VmRSS");
    const qsizetype objects = driven.window().findChildren<QObject *>().size();
    constexpr double kilobytesAMegabyte = 1024;
    constexpr int counted = manyQuestions - warmUp;
    return {{u"questions"_s, manyQuestions},
            {u"afterWarmUpMegabytes"_s, afterWarmUp},
            {u"atEndMegabytes"_s, atEnd},
            {u"kilobytesPerQuestion"_s, (atEnd - afterWarmUp) * kilobytesAMegabyte / counted},
            {u"objectsPerQuestion"_s, double(objects - objectsThen) / counted}};
}

} // namespace

int main(int argc, char *argv[])
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"tabletalk-bench"_s);
    try {
        DrivenWindow driven(application);
        const QString what = application.arguments().value(1);
        QJsonObject figures;
        if (what == u"rows")
            figures = measureRows(driven);
        else if (what == u"workbook")
            figures = measureWorkbook(driven);
        else if (what == u"questions")
            figures = measureQuestions(driven);
        else
            throw std::runtime_error("expected rows, workbook or questions");
        std::puts(QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
        return 0;
    } catch (const std::exception &why) {
        std::fputs(why.what(), stderr);
        return 1;
    }
}
