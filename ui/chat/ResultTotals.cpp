// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/ResultTotals.h"

#include "ui/chat/Cells.h"
#include "ui/chat/FrozenColumns.h"
#include "ui/widgets/Tables.h"

#include <QHeaderView>
#include <QLocale>
#include <QScrollBar>
#include <QStandardItemModel>

namespace tabletalk::ui {

namespace {

constexpr int lineHeight = 30;

QString tr(const char *text)
{
    return ResultTotals::tr(text);
}

QString shortText(const api::ColumnTotals &totals)
{
    if (totals.sum)
        return QString(QStringLiteral("Σ ") + groupedDecimal(*totals.sum));
    if (totals.minimum && totals.maximum && *totals.minimum != *totals.maximum)
        return tr("%1 – %2").arg(*totals.minimum, *totals.maximum);
    if (totals.distinct)
        return tr("%1 different").arg(QLocale().toString(*totals.distinct));
    return {};
}

QString fullText(const api::ColumnHeader &column, const api::ColumnTotals &totals, ResultTotals::Of of)
{
    QStringList lines{of == ResultTotals::Of::FilteredRows
                          ? tr("%1, of the rows that the filters leave").arg(column.name)
                          : column.name};
    const auto add = [&](const QString &label, const std::optional<QString> &figure) {
        if (figure)
            lines.append(label.arg(isNumeric(column) ? groupedDecimal(*figure) : *figure));
    };
    add(tr("Sum: %1"), totals.sum);
    add(tr("Average: %1"), totals.average);
    add(tr("Least: %1"), totals.minimum);
    add(tr("Greatest: %1"), totals.maximum);
    lines.append(tr("Values: %1").arg(QLocale().toString(totals.values)));
    if (totals.empty > 0)
        lines.append(tr("Empty: %1").arg(QLocale().toString(totals.empty)));
    lines.append(totals.distinct ? tr("Different: %1").arg(QLocale().toString(*totals.distinct))
                                 : tr("Different: more than 10,000"));
    if (!totals.exact)
        lines.append(tr("The numbers are too long to be added exactly."));
    return lines.join(u'\n');
}

/// Sums of floating numbers end in digits that no value has: beyond 15 there is nothing but their errors.
QString withoutNoise(const QString &plain)
{
    constexpr int exactDigits = 15;
    constexpr qsizetype mostPlaces = 6; ///< more are rare among decimals, and usual among errors
    const qsizetype point = plain.indexOf(u'.');
    const qsizetype whole = point - (plain.startsWith(u'-') ? 1 : 0);
    const qsizetype places = plain.size() - point - 1;
    if (point < 0 || places <= mostPlaces || whole + places <= exactDigits || whole >= exactDigits)
        return plain;
    QString text = QString::number(plain.toDouble(), 'f', exactDigits - int(whole));
    while (text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

} // namespace

QString groupedDecimal(const QString &exact)
{
    for (const QChar c : exact) {
        if (!c.isDigit() && c != u'.' && c != u'-')
            return exact;
    }
    const QString plain = withoutNoise(exact);
    const bool negative = plain.startsWith(u'-');
    const qsizetype begin = negative ? 1 : 0;
    const qsizetype point = plain.indexOf(u'.') < 0 ? plain.size() : plain.indexOf(u'.');
    const QLocale locale;
    QString text;
    for (qsizetype i = begin; i < point; ++i) {
        if (i > begin && (point - i) % 3 == 0)
            text += locale.groupSeparator();
        text += plain[i];
    }
    if (point < plain.size())
        text += locale.decimalPoint() + plain.sliced(point + 1);
    return negative ? QString(locale.negativeSign() + text) : text;
}

ResultTotals::ResultTotals(QTableView *table, QWidget *parent)
    : QTableView(parent)
    , m_table(table)
    , m_model(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("resultTotals"));
    setAccessibleName(tr("Totals of the whole result"));
    setModel(m_model);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(lineHeight);
    horizontalHeader()->hide();
    horizontalHeader()->setMinimumSectionSize(0);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(lineHeight + 2);
    hide();
    connect(table->horizontalHeader(), &QHeaderView::sectionResized, this,
            [this](int column, int, int width) { setColumnWidth(column, width); });
    connect(table->horizontalScrollBar(), &QScrollBar::valueChanged, horizontalScrollBar(), &QScrollBar::setValue);
}

void ResultTotals::setTotals(const std::vector<api::ColumnHeader> &columns,
                             const std::vector<api::ColumnTotals> &totals, Of of)
{
    setAccessibleName(of == Of::FilteredRows ? tr("Totals of the rows that the filters leave")
                                             : tr("Totals of the whole result"));
    m_model->clear();
    bool any = false;
    for (size_t i = 0; i < std::min(columns.size(), totals.size()); ++i) {
        auto *item = new QStandardItem(shortText(totals[i]));
        item->setToolTip(plainToolTip(fullText(columns[i], totals[i], of)));
        item->setTextAlignment(Qt::AlignVCenter | (isNumeric(columns[i]) ? Qt::AlignRight : Qt::AlignLeft));
        QFont bold = item->font();
        bold.setBold(true);
        item->setFont(bold);
        item->setData(tr("%1: %2").arg(columns[i].name, item->text()), Qt::AccessibleTextRole);
        m_model->setItem(0, int(i), item);
        any = any || totals[i].sum.has_value();
    }
    setVisible(any);
    followWidths();
}

void ResultTotals::showPending()
{
    for (int column = 0; column < m_model->columnCount(); ++column) {
        QStandardItem *item = m_model->item(0, column);
        if (!item || item->text().isEmpty())
            continue;
        item->setText(QStringLiteral("…"));
        item->setToolTip(tr("The totals of the rows that the filters leave are on their way."));
        item->setData(item->toolTip(), Qt::AccessibleTextRole);
    }
}

QString ResultTotals::text(int column) const
{
    const QStandardItem *item = m_model->item(0, column);
    return item ? item->text() : QString();
}

void ResultTotals::followWidths()
{
    for (int column = 0; column < m_model->columnCount(); ++column)
        setColumnWidth(column, m_table->columnWidth(column));
    horizontalScrollBar()->setValue(m_table->horizontalScrollBar()->value());
    if (m_frozen)
        m_frozen->follow();
}

void ResultTotals::setFrozenColumns(int columns)
{
    if (!m_frozen && columns > 0)
        m_frozen = new FrozenColumns(this);
    if (m_frozen)
        m_frozen->setColumns(columns);
}

void ResultTotals::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    followWidths();
}

} // namespace tabletalk::ui
