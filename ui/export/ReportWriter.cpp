// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/ReportWriter.h"

#include "ui/theme/Theme.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QCoreApplication>
#include <QLocale>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QTextDocument>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr qint64 mostRowsOfPages = 2000;
constexpr qint64 mostRowsOfPicture = 50;
constexpr size_t columnsAcross = 7; ///< more of them want the page on its side
constexpr int pictureScale = 2;
constexpr int pictureMargin = 16;
constexpr int widestPicture = 1400;
constexpr double footerMm = 8;

QString tr(const char *text)
{
    return QCoreApplication::translate("ReportWriter", text);
}

/// Draws the document from top to bottom in black, whatever the window's colours are.
void drawText(QTextDocument &document, QPainter &painter, const QRectF &clip)
{
    QAbstractTextDocumentLayout::PaintContext context;
    context.clip = clip;
    context.palette.setColor(QPalette::Text, Qt::black);
    painter.setClipRect(clip);
    document.documentLayout()->draw(&painter, context);
}

Result<void> unwritten(const QIODevice &out)
{
    return failure(ProblemCode::Unavailable, tr("The file could not be written: %1").arg(out.errorString()),
                   tr("Is the disk full?"));
}

QPageSize paperOf(const QLocale &locale)
{
    return QPageSize(locale.measurementSystem() == QLocale::ImperialUSSystem ? QPageSize::Letter : QPageSize::A4);
}

} // namespace

qint64 ReportWriter::mostRows(ReportKind kind)
{
    return kind == ReportKind::Pdf ? mostRowsOfPages : mostRowsOfPicture;
}

Result<void> ReportWriter::begin(const std::vector<ResultColumn> &columns)
{
    m_table.columns = columns;
    return {};
}

Result<void> ReportWriter::row(const Row &row)
{
    if (qint64(m_table.rows.size()) < mostRows(m_kind))
        m_table.rows.push_back(row);
    return {};
}

Result<void> ReportWriter::end()
{
    return m_kind == ReportKind::Pdf ? drawPages() : drawPicture();
}

QString ReportWriter::remark() const
{
    const auto shown = qint64(m_table.rows.size());
    const bool showsRows = m_kind == ReportKind::Pdf || m_report.chart.isNull();
    if (!showsRows || shown >= m_report.rowCount)
        return {};
    return tr("It shows the first %1 rows; a workbook or CSV holds all of them.").arg(QLocale().toString(shown));
}

Result<void> ReportWriter::drawPicture()
{
    QImage image = m_report.chart;
    if (image.isNull()) {
        const auto document = tableDocument(m_report, m_table);
        document->setTextWidth(std::min<double>(widestPicture, document->idealWidth()));
        const QSize size = document->size().toSize() + QSize(2 * pictureMargin, 2 * pictureMargin);
        image = QImage(size * pictureScale, QImage::Format_RGB32);
        image.setDevicePixelRatio(pictureScale);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.translate(pictureMargin, pictureMargin);
        drawText(*document, painter, QRectF(QPointF(), document->size()));
    }
    return image.save(&m_out, "PNG") ? Result<void>() : unwritten(m_out);
}

Result<void> ReportWriter::drawPages()
{
    QPdfWriter pdf(&m_out);
    pdf.setTitle(m_report.question);
    pdf.setCreator(QStringLiteral("Tabletalk"));
    pdf.setPageLayout(QPageLayout(
        paperOf(QLocale()), m_table.columns.size() > columnsAcross ? QPageLayout::Landscape : QPageLayout::Portrait,
        QMarginsF(15, 15, 15, 12), QPageLayout::Millimeter));
    constexpr int dotsPerInch = 300;
    pdf.setResolution(dotsPerInch);
    const double footer = footerMm / 25.4 * dotsPerInch;
    const QSizeF page(pdf.width(), pdf.height() - footer);

    const auto document = reportDocument(m_report, m_table);
    document->documentLayout()->setPaintDevice(&pdf);
    document->setPageSize(page);
    const int pages = document->pageCount();
    QPainter painter;
    if (!painter.begin(&pdf))
        return unwritten(m_out);
    QFont small = fontOf(TextStyle::Caption);
    small.setPointSizeF(8);
    for (int i = 0; i < pages; ++i) {
        if (i > 0 && !pdf.newPage())
            return unwritten(m_out);
        painter.save();
        painter.translate(0, -i * page.height());
        drawText(*document, painter, QRectF(0, i * page.height(), page.width(), page.height()));
        painter.restore();
        painter.setFont(small);
        painter.setPen(QColor(110, 110, 110));
        painter.drawText(QRectF(0, page.height(), page.width(), footer), Qt::AlignRight | Qt::AlignBottom,
                         tr("Page %1 of %2").arg(i + 1).arg(pages));
    }
    return painter.end() ? Result<void>() : unwritten(m_out);
}

} // namespace tabletalk::ui
