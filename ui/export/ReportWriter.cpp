// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/ReportWriter.h"

#include "ui/export/PageWriter.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>
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

QString tr(const char *text)
{
    return QCoreApplication::translate("ReportWriter", text);
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
        drawBlack(*document, painter, QRectF(QPointF(), document->size()));
    }
    return image.save(&m_out, "PNG") ? Result<void>() : unwritten(m_out);
}

Result<void> ReportWriter::drawPages()
{
    const auto document = reportDocument(m_report, m_table);
    return writePages(
        m_out, *document,
        {.title = m_report.question, .isWide = m_table.columns.size() > columnsAcross, .fonts = m_report.fonts});
}

} // namespace tabletalk::ui
