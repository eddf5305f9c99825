// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/DashboardReport.h"

#include "core/api/Dashboards.h"
#include "core/api/Rows.h"
#include "ui/charts/ChartWidget.h"
#include "ui/dashboards/DashboardTile.h"
#include "ui/export/AnswerReport.h"
#include "ui/export/PageWriter.h"
#include "ui/saved/RunView.h"
#include "ui/theme/Colors.h"
#include "ui/theme/Theme.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextDocumentFragment>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr size_t mostRows = 40; ///< of a tile: a dashboard is to be seen at once
constexpr QSize chartSize{620, 300};
constexpr QSize figureSize{620, 60};
constexpr double titleSize = 16; ///< as that of an answer

QString tr(const char *text)
{
    return QCoreApplication::translate("DashboardReport", text);
}

void addLine(QTextCursor &cursor, const QString &text, double size, bool strong)
{
    QTextCharFormat format;
    format.setFontPointSize(size);
    format.setFontWeight(strong ? QFont::DemiBold : QFont::Normal);
    format.setForeground(Qt::black);
    QTextBlockFormat block;
    block.setBottomMargin(size / 2);
    cursor.insertBlock(block);
    cursor.insertText(text, format);
}

/// The tile as an answer is reported, so that both look alike.
std::unique_ptr<QTextDocument> documentOf(DashboardTile &tile)
{
    RunView &result = tile.result();
    AnswerReport report;
    report.question = tile.title();
    ReportTable table;
    if (!result.run()) {
        report.sentence = result.hasProblem() ? tr("This tile could not be run.") : tr("This tile has not been run.");
        return reportDocument(report, table);
    }
    report.rowCount = result.run()->rowCount;
    if (const auto chart = result.chart()) {
        const QSize size = chart->shape == ChartShape::Number ? figureSize : chartSize;
        report.chart = ChartWidget::picture(*chart, size, lightColors());
        return reportDocument(report, {});
    }
    table.columns = api::toColumns(result.run()->columns);
    const size_t shown = std::min(mostRows, result.rows().size());
    for (size_t i = 0; i < shown; ++i)
        table.rows.push_back(exactRow(result.rows()[i], table.columns));
    return reportDocument(report, table);
}

/// Pictures of a document stay its own: those of each tile get a name of theirs.
void append(QTextDocument &whole, QTextCursor &cursor, const QTextDocument &part, int number)
{
    const QVariant picture = part.resource(QTextDocument::ImageResource, QUrl(QStringLiteral("chart")));
    if (!picture.isNull()) {
        addLine(cursor, {}, 1, false);
        const QString name = QStringLiteral("chart%1").arg(number);
        const auto image = picture.value<QImage>();
        whole.addResource(QTextDocument::ImageResource, QUrl(name), image);
        QTextImageFormat format;
        format.setName(name);
        const QSizeF size = image.deviceIndependentSize();
        format.setWidth(std::min<double>(chartSize.width(), size.width()));
        format.setHeight(size.height() * format.width() / size.width());
        cursor.insertImage(format);
        return;
    }
    cursor.insertBlock();
    cursor.insertFragment(QTextDocumentFragment(&part));
}

} // namespace

std::unique_ptr<QTextDocument> dashboardDocument(const api::Dashboard &dashboard,
                                                 const std::vector<DashboardTile *> &tiles)
{
    auto whole = std::make_unique<QTextDocument>();
    whole->setUndoRedoEnabled(false);
    whole->setDefaultFont(fontOf(TextStyle::Body));
    QTextCursor cursor(whole.get());
    addLine(cursor, dashboard.name, 20, true);
    addLine(cursor, QLocale().toString(QDateTime::currentDateTime(), QLocale::LongFormat), 9, false);
    int number = 0;
    for (DashboardTile *tile : tiles) {
        const auto part = documentOf(*tile);
        if (!part->resource(QTextDocument::ImageResource, QUrl(QStringLiteral("chart"))).isNull())
            addLine(cursor, tile->title(), titleSize, true);
        append(*whole, cursor, *part, ++number);
        cursor.movePosition(QTextCursor::End);
    }
    return whole;
}

Result<void> writeDashboard(QIODevice &out, const api::Dashboard &dashboard, const std::vector<DashboardTile *> &tiles)
{
    const auto document = dashboardDocument(dashboard, tiles);
    return writePages(out, *document, {.title = dashboard.name});
}

} // namespace tabletalk::ui
