// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/AnswerReport.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr qsizetype longestCell = 300;
constexpr int widestChart = 620;
constexpr double textSize = 9.5;
constexpr double tableSize = 8.5;
constexpr size_t manyColumns = 8;
constexpr double manyColumnsSize = 7;

QString tr(const char *text)
{
    return QCoreApplication::translate("AnswerReport", text);
}

bool isNumeric(const ResultColumn &column)
{
    return column.type == ColumnType::Integer || column.type == ColumnType::Decimal || column.type == ColumnType::Real;
}

QTextCharFormat letters(double size, bool strong = false)
{
    QTextCharFormat format;
    format.setFontPointSize(size);
    format.setFontWeight(strong ? QFont::DemiBold : QFont::Normal);
    format.setForeground(Qt::black);
    return format;
}

void addParagraph(QTextCursor &cursor, const QString &text, const QTextCharFormat &format, double below)
{
    QTextBlockFormat block;
    block.setBottomMargin(below);
    if (cursor.document()->isEmpty())
        cursor.setBlockFormat(block);
    else
        cursor.insertBlock(block);
    cursor.insertText(text, format);
}

QString cellText(const Cell &cell)
{
    const QString text = isNull(cell) ? QStringLiteral("–") : toDisplayText(cell);
    return text.size() > longestCell ? QString(text.left(longestCell) + u'…') : text;
}

void fill(QTextTable &table, int row, int column, const QString &text, const QTextCharFormat &format, bool right)
{
    QTextCursor cell = table.cellAt(row, column).firstCursorPosition();
    QTextBlockFormat block;
    block.setAlignment(right ? Qt::AlignRight : Qt::AlignLeft);
    cell.setBlockFormat(block);
    cell.insertText(text, format);
}

QTextTableFormat tableFormat(bool wholeWidth)
{
    QTextTableFormat format;
    format.setHeaderRowCount(1);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorder(0.5);
    format.setBorderBrush(QColor(200, 200, 200));
    format.setBorderCollapse(true);
    format.setCellPadding(3);
    format.setTopMargin(4);
    format.setBottomMargin(8);
    if (wholeWidth)
        format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    return format;
}

void addTable(QTextCursor &cursor, const ReportTable &table, bool wholeWidth)
{
    if (table.columns.empty())
        return;
    const double size = table.columns.size() > manyColumns ? manyColumnsSize : tableSize;
    const QTextCharFormat head = letters(size, true);
    const QTextCharFormat body = letters(size);
    QTextTable *made =
        cursor.insertTable(int(table.rows.size()) + 1, int(table.columns.size()), tableFormat(wholeWidth));
    for (size_t c = 0; c < table.columns.size(); ++c) {
        made->cellAt(0, int(c)).setFormat([&] {
            QTextCharFormat shaded = head;
            shaded.setBackground(QColor(238, 240, 243));
            return shaded;
        }());
        fill(*made, 0, int(c), table.columns[c].name, head, isNumeric(table.columns[c]));
    }
    for (size_t r = 0; r < table.rows.size(); ++r) {
        const Row &row = table.rows[r];
        for (size_t c = 0; c < std::min(row.size(), table.columns.size()); ++c)
            fill(*made, int(r) + 1, int(c), cellText(row[c]), body, isNumeric(table.columns[c]));
    }
    cursor.movePosition(QTextCursor::End);
}

void addRest(QTextCursor &cursor, const AnswerReport &report, const ReportTable &table)
{
    const auto shown = qint64(table.rows.size());
    if (shown < report.rowCount)
        addParagraph(cursor,
                     tr("The first %1 of %2 rows.").arg(QLocale().toString(shown), QLocale().toString(report.rowCount)),
                     letters(tableSize), 8);
}

std::unique_ptr<QTextDocument> emptyDocument(const DocumentFonts &fonts)
{
    auto document = std::make_unique<QTextDocument>();
    document->setUndoRedoEnabled(false);
    document->setDefaultFont(fonts.text);
    document->setDocumentMargin(0);
    return document;
}

} // namespace

std::unique_ptr<QTextDocument> reportDocument(const AnswerReport &report, const ReportTable &table)
{
    auto document = emptyDocument(report.fonts);
    QTextCursor cursor(document.get());
    addParagraph(cursor, report.question, letters(16, true), 6);
    if (!report.sentence.isEmpty())
        addParagraph(cursor, report.sentence, letters(textSize + 1.5), 10);
    if (!report.chart.isNull()) {
        addParagraph(cursor, {}, letters(textSize), 10);
        document->addResource(QTextDocument::ImageResource, QUrl(QStringLiteral("chart")), report.chart);
        QTextImageFormat image;
        image.setName(QStringLiteral("chart"));
        const QSizeF size = report.chart.deviceIndependentSize();
        const double width = std::min<double>(widestChart, size.width());
        image.setWidth(width);
        image.setHeight(size.height() * width / size.width());
        cursor.insertImage(image);
    }
    if (!report.remark.isEmpty())
        addParagraph(cursor, report.remark, letters(tableSize), 4);
    addTable(cursor, table, true);
    addRest(cursor, report, table);
    if (!report.sql.isEmpty()) {
        addParagraph(cursor, tr("SQL"), letters(textSize, true), 2);
        QTextCharFormat code = letters(tableSize);
        code.setFontFamilies({report.fonts.fixedFamily});
        addParagraph(cursor, report.sql, code, 0);
    }
    return document;
}

std::unique_ptr<QTextDocument> tableDocument(const AnswerReport &report, const ReportTable &table)
{
    auto document = emptyDocument(report.fonts);
    QTextCursor cursor(document.get());
    addTable(cursor, table, false);
    addRest(cursor, report, table);
    return document;
}

} // namespace tabletalk::ui
