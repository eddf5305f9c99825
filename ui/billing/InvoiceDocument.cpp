// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/billing/InvoiceDocument.h"

#include "ui/billing/BillingText.h"
#include "ui/theme/Theme.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>

namespace tabletalk::ui {

namespace {

constexpr double titleSize = 20;
constexpr double textSize = 9.5;
constexpr double lineSize = 9;
constexpr double thin = 0.5;
constexpr int amountColumns = 3; ///< net, tax, total

QString tr(const char *text)
{
    return QCoreApplication::translate("InvoiceDocument", text);
}

QTextCharFormat letters(double size, bool strong = false)
{
    QTextCharFormat format;
    format.setFontPointSize(size);
    format.setFontWeight(strong ? QFont::DemiBold : QFont::Normal);
    format.setForeground(Qt::black);
    return format;
}

QTextCharFormat quiet()
{
    QTextCharFormat format = letters(lineSize);
    format.setForeground(QColor(90, 90, 90));
    return format;
}

void addParagraph(QTextCursor &cursor, const QString &text, const QTextCharFormat &format, double above, double below)
{
    QTextBlockFormat block;
    block.setTopMargin(above);
    block.setBottomMargin(below);
    if (cursor.document()->isEmpty())
        cursor.setBlockFormat(block);
    else
        cursor.insertBlock(block);
    cursor.insertText(text, format);
}

void fill(QTextTable &table, int row, int column, const QString &text, const QTextCharFormat &format,
          Qt::Alignment alignment = Qt::AlignLeft)
{
    QTextCursor cell = table.cellAt(row, column).firstCursorPosition();
    QTextBlockFormat block;
    block.setAlignment(alignment);
    cell.setBlockFormat(block);
    cell.insertText(text, format);
}

QTextTable *addTable(QTextCursor &cursor, int rows, int columns, bool hasLines)
{
    QTextTableFormat format;
    format.setBorderStyle(hasLines ? QTextFrameFormat::BorderStyle_Solid : QTextFrameFormat::BorderStyle_None);
    format.setBorder(hasLines ? thin : 0);
    format.setBorderBrush(QColor(200, 200, 200));
    format.setBorderCollapse(hasLines);
    format.setCellPadding(hasLines ? 4 : 2);
    format.setTopMargin(8);
    format.setBottomMargin(8);
    format.setHeaderRowCount(hasLines ? 1 : 0);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    return cursor.insertTable(rows, columns, format);
}

void addHead(QTextCursor &cursor, const api::Invoice &invoice)
{
    addParagraph(cursor, documentKindText(invoice.kind), letters(titleSize, true), 0, 4);
    QTextTable *table = addTable(cursor, invoice.dueAt ? 3 : 2, 2, false);
    QTextTableFormat format = table->format();
    format.setWidth(QTextLength(QTextLength::VariableLength, 0));
    table->setFormat(format);
    fill(*table, 0, 0, tr("Number"), quiet());
    fill(*table, 0, 1, invoice.number, letters(textSize, true));
    fill(*table, 1, 0, tr("Date"), quiet());
    fill(*table, 1, 1, dayText(invoice.issuedAt), letters(textSize));
    if (invoice.dueAt) {
        fill(*table, 2, 0, tr("To be paid by"), quiet());
        fill(*table, 2, 1, dayText(*invoice.dueAt), letters(textSize));
    }
    cursor.movePosition(QTextCursor::End);
}

void addParties(QTextCursor &cursor, const api::Invoice &invoice)
{
    QTextTable *table = addTable(cursor, 2, 2, false);
    QTextTableFormat format = table->format();
    format.setColumnWidthConstraints(
        {QTextLength(QTextLength::PercentageLength, 50), QTextLength(QTextLength::PercentageLength, 50)});
    table->setFormat(format);
    fill(*table, 0, 0, tr("From"), quiet());
    fill(*table, 0, 1, tr("To"), quiet());
    fill(*table, 1, 0, invoice.seller.isEmpty() ? QStringLiteral("–") : invoice.seller, letters(textSize));
    fill(*table, 1, 1, invoice.buyer.isEmpty() ? QStringLiteral("–") : invoice.buyer, letters(textSize));
    cursor.movePosition(QTextCursor::End);
}

QString lineText(const api::InvoiceLine &line)
{
    if (!line.begin || !line.end)
        return line.text;
    return tr("%1\n%2 to %3").arg(line.text, dayText(*line.begin), dayText(*line.end));
}

void addLines(QTextCursor &cursor, const api::Invoice &invoice)
{
    QTextTable *table = addTable(cursor, int(invoice.lines.size()) + 1, 1 + amountColumns, true);
    const QTextCharFormat head = letters(lineSize, true);
    const QStringList names{tr("What"), tr("Net"), tr("Tax"), tr("Total")};
    for (int column = 0; column < int(names.size()); ++column) {
        QTextCharFormat shaded = head;
        shaded.setBackground(QColor(238, 240, 243));
        table->cellAt(0, column).setFormat(shaded);
        fill(*table, 0, column, names[column], head, column == 0 ? Qt::AlignLeft : Qt::AlignRight);
    }
    int row = 1;
    for (const api::InvoiceLine &line : invoice.lines) {
        fill(*table, row, 0, lineText(line), letters(lineSize));
        int column = 1;
        for (const api::Money *amount : {&line.net, &line.tax, &line.gross})
            fill(*table, row, column++, amountText(*amount), letters(lineSize), Qt::AlignRight);
        ++row;
    }
    cursor.movePosition(QTextCursor::End);
}

QString taxText(const api::Invoice &invoice)
{
    const qint64 points = invoice.taxBasisPoints;
    const int digits = points % 100 == 0 ? 0 : points % 10 == 0 ? 1 : 2;
    const QString rate = QLocale().toString(double(points) / 100, 'f', digits);
    return invoice.taxInclusive ? tr("Tax %1 %, which the prices hold").arg(rate) : tr("Tax %1 %").arg(rate);
}

struct Sum
{
    QString name;
    api::Money amount;
    bool strong = false;
};

std::vector<Sum> sumsOf(const api::Invoice &invoice)
{
    const auto minus = [](const api::Money &money) { return api::Money{-money.amount, money.currency}; };
    std::vector<Sum> sums{
        {tr("Net"), invoice.net}, {taxText(invoice), invoice.tax}, {tr("Total"), invoice.gross, true}};
    if (invoice.kind == u"credit_note")
        return sums;
    if (invoice.creditUsed.amount != 0)
        sums.push_back({tr("Taken from your credit"), minus(invoice.creditUsed)});
    if (invoice.credited.amount != 0)
        sums.push_back({tr("Credited by credit notes"), minus(invoice.credited)});
    if (invoice.paid.amount != 0)
        sums.push_back({tr("Paid"), minus(invoice.paid)});
    sums.push_back({invoice.open.amount == 0 ? tr("Settled, nothing is open") : tr("To be paid"), invoice.open, true});
    return sums;
}

void addSums(QTextCursor &cursor, const api::Invoice &invoice)
{
    const std::vector<Sum> sums = sumsOf(invoice);
    QTextTable *table = addTable(cursor, int(sums.size()), 2, false);
    QTextTableFormat format = table->format();
    format.setAlignment(Qt::AlignRight);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 50));
    table->setFormat(format);
    int row = 0;
    for (const Sum &sum : sums) {
        fill(*table, row, 0, sum.name, letters(textSize, sum.strong));
        fill(*table, row++, 1, amountText(sum.amount), letters(textSize, sum.strong), Qt::AlignRight);
    }
    cursor.movePosition(QTextCursor::End);
}

} // namespace

std::unique_ptr<QTextDocument> invoiceDocument(const api::Invoice &invoice)
{
    auto document = std::make_unique<QTextDocument>();
    document->setUndoRedoEnabled(false);
    document->setDefaultFont(fontOf(TextStyle::Body));
    document->setDocumentMargin(0);
    QTextCursor cursor(document.get());
    addHead(cursor, invoice);
    addParties(cursor, invoice);
    addLines(cursor, invoice);
    addSums(cursor, invoice);
    if (!invoice.note.isEmpty())
        addParagraph(cursor, invoice.note, letters(textSize), 8, 0);
    return document;
}

} // namespace tabletalk::ui
