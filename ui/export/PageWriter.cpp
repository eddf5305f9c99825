// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/PageWriter.h"

#include "ui/theme/Theme.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QFontDatabase>
#include <QLocale>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QTextDocument>

namespace tabletalk::ui {

namespace {

constexpr double footerMm = 8;
constexpr int dotsPerInch = 300;

QString tr(const char *text)
{
    return QCoreApplication::translate("ReportWriter", text);
}

QPageSize paperOf(const QLocale &locale)
{
    return QPageSize(locale.measurementSystem() == QLocale::ImperialUSSystem ? QPageSize::Letter : QPageSize::A4);
}

} // namespace

DocumentFonts DocumentFonts::ofTheWindow()
{
    QFont text = fontOf(TextStyle::Body);
    text.setPointSizeF(text.pointSizeF()); // makes it a font of its own, with engines that no other thread uses
    return {text, QFontDatabase::systemFont(QFontDatabase::FixedFont).family()};
}

Result<void> unwritten(const QIODevice &out)
{
    return failure(ProblemCode::Unavailable, tr("The file could not be written: %1").arg(out.errorString()),
                   tr("Is the disk full?"));
}

void drawBlack(QTextDocument &document, QPainter &painter, const QRectF &clip)
{
    QAbstractTextDocumentLayout::PaintContext context;
    context.clip = clip;
    context.palette.setColor(QPalette::Text, Qt::black);
    painter.setClipRect(clip);
    document.documentLayout()->draw(&painter, context);
}

Result<void> writePages(QIODevice &out, QTextDocument &document, const PageForm &form)
{
    QPdfWriter pdf(&out);
    pdf.setTitle(form.title);
    pdf.setCreator(QStringLiteral("Tabletalk"));
    pdf.setPageLayout(QPageLayout(paperOf(QLocale()), form.isWide ? QPageLayout::Landscape : QPageLayout::Portrait,
                                  QMarginsF(15, 15, 15, 12), QPageLayout::Millimeter));
    pdf.setResolution(dotsPerInch);
    const double footer = footerMm / 25.4 * dotsPerInch;
    const QSizeF page(pdf.width(), pdf.height() - footer);

    document.documentLayout()->setPaintDevice(&pdf);
    document.setPageSize(page);
    const int pages = document.pageCount();
    QPainter painter;
    if (!painter.begin(&pdf))
        return unwritten(out);
    QFont small = form.fonts.text;
    small.setPointSizeF(8);
    for (int i = 0; i < pages; ++i) {
        if (i > 0 && !pdf.newPage())
            return unwritten(out);
        painter.save();
        painter.translate(0, -i * page.height());
        drawBlack(document, painter, QRectF(0, i * page.height(), page.width(), page.height()));
        painter.restore();
        painter.setFont(small);
        painter.setPen(QColor(110, 110, 110));
        painter.drawText(QRectF(0, page.height(), page.width(), footer), Qt::AlignRight | Qt::AlignBottom,
                         tr("Page %1 of %2").arg(i + 1).arg(pages));
    }
    return painter.end() ? Result<void>() : unwritten(out);
}

} // namespace tabletalk::ui
