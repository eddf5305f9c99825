// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/ResultView.h"

#include "ui/chat/FrozenColumns.h"
#include "ui/chat/ResultModel.h"
#include "ui/export/CellCopy.h"
#include "ui/theme/Metrics.h"
#include "ui/widgets/Tables.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <numeric>

namespace tabletalk::ui {

namespace {

constexpr int lineHeight = 30;
constexpr int mostRowsShown = 10;
constexpr int widestColumn = 320;
constexpr int narrowestColumn = 72;
constexpr qint64 mostCellsCopied = 200000;
constexpr int rowsThatFit = 50; ///< rows that the widths of columns are made for

/// Of the ranges: a list of the cells of a million rows would take more memory than the rows do.
qint64 cellsIn(const QItemSelection &selection)
{
    qint64 count = 0;
    for (const QItemSelectionRange &range : selection)
        count += qint64(range.width()) * range.height();
    return count;
}

/// Without fetching those that are not.
bool areLoaded(const ResultModel &model, const QItemSelection &selection)
{
    return std::ranges::all_of(selection, [&model](const QItemSelectionRange &range) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            if (!model.isLoaded(row))
                return false;
        }
        return true;
    });
}

} // namespace

ResultView::ResultView(QWidget *parent)
    : QTableView(parent)
{
    setObjectName(QStringLiteral("resultTable"));
    setAccessibleName(tr("Result"));
    setAlternatingRowColors(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(QAbstractItemView::SelectItems);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->setDefaultSectionSize(lineHeight);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(narrowestColumn);
    horizontalHeader()->setResizeContentsPrecision(rowsThatFit); // more would fetch pages that nobody looks at
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this,
            [this] { m_hasWidthsByHand = m_hasWidthsByHand || !m_isResizing; });
    makeMenu();
}

void ResultView::setModel(QAbstractItemModel *model)
{
    setFrozenColumns(0);
    QTableView::setModel(model);
    m_widths.clear();
    m_fitted = false;
    m_hasWidthsByHand = false;
    if (!model)
        return;
    connect(model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &from, const QModelIndex &) {
        // Widths come from the first page; later pages must not make columns jump.
        if (from.row() == 0 && !m_fitted)
            fitColumns();
    });
    connect(model, &QAbstractItemModel::rowsInserted, this, &ResultView::updateGeometry);
    connect(model, &QAbstractItemModel::modelReset, this, &ResultView::updateGeometry);
    fitColumns();
    updateGeometry();
}

void ResultView::fitColumns()
{
    if (!model() || m_hasWidthsByHand)
        return;
    const auto *rows = qobject_cast<const ResultModel *>(model());
    m_fitted = !rows || rows->isLoaded(0);
    const int columns = model()->columnCount();
    m_widths.clear();
    m_widths.reserve(size_t(columns));
    {
        const QScopedValueRollback<bool> byItself(m_isResizing, true);
        resizeColumnsToContents();
    }
    for (int column = 0; column < columns; ++column)
        m_widths.push_back(std::clamp(columnWidth(column) + space::large, narrowestColumn, widestColumn));
    shareSpareRoom();
}

/// What is left over goes to the columns in equal parts, so that the table has no ragged end.
void ResultView::shareSpareRoom()
{
    const int columns = model() ? model()->columnCount() : 0;
    if (m_hasWidthsByHand || columns == 0 || m_widths.size() != size_t(columns))
        return;
    const QScopedValueRollback<bool> byItself(m_isResizing, true);
    const int spare = std::max(0, viewport()->width() - std::accumulate(m_widths.begin(), m_widths.end(), 0));
    for (int column = 0; column < columns; ++column)
        setColumnWidth(column,
                       m_widths[size_t(column)] + spare / columns + (column == columns - 1 ? spare % columns : 0));
}

void ResultView::setFrozenColumns(int columns)
{
    if (!m_frozen && columns > 0)
        m_frozen = new FrozenColumns(this);
    if (m_frozen)
        m_frozen->setColumns(columns);
    Q_EMIT columnsFrozen(frozenColumns());
}

int ResultView::frozenColumns() const
{
    return m_frozen ? m_frozen->columns() : 0;
}

/// What the keyboard goes to does not stay below frozen columns.
void ResultView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    QTableView::scrollTo(index, hint);
    if (!m_frozen || index.column() < m_frozen->columns())
        return;
    const int hidden = m_frozen->width() - visualRect(index).left();
    if (hidden > 0)
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - hidden);
}

void ResultView::makeMenu()
{
    setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto add = [this](const QString &name, const QString &text, auto copy) {
        auto *action = new QAction(text, this);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, copy);
        addAction(action);
        return action;
    };
    add(QStringLiteral("copyCells"), tr("&Copy\tCtrl+C"), [this] { copySelection(); });
    for (const ExportFormat format :
         {ExportFormat::Csv, ExportFormat::Markdown, ExportFormat::Insert, ExportFormat::Json})
        add(QString(QStringLiteral("copyCells.") + formatName(format)), tr("Copy as %1").arg(formatTitle(format)),
            [this, format] { copySelectionAs(format); });
}

void ResultView::copySelectionAs(ExportFormat format)
{
    const auto *rows = qobject_cast<ResultModel *>(model());
    const QModelIndexList cells = cellsToCopy();
    if (!rows || cells.isEmpty())
        return;
    const auto text = copyOf(*rows, cells, format, {.dialect = m_dialect});
    if (text)
        QGuiApplication::clipboard()->setText(*text);
    else
        refuseCopy(text.error().detail + u' ' + text.error().hint);
}

void ResultView::refuseCopy(const QString &why)
{
    QToolTip::showText(mapToGlobal(rect().center()), plainToolTip(why), this);
}

/// Those that are selected; none, and it says why, where a copy could not have all of them.
QModelIndexList ResultView::cellsToCopy()
{
    const QItemSelection selection = selectionModel() ? selectionModel()->selection() : QItemSelection();
    const QString wayOut = QCoreApplication::translate("CellCopy", "Export the answer to have all of them.");
    const qint64 count = cellsIn(selection);
    if (count > mostCellsCopied) {
        const QLocale locale;
        refuseCopy(tr("%1 cells are too many to be copied; %2 can be at once.")
                       .arg(locale.toString(count), locale.toString(mostCellsCopied))
                   + u' ' + wayOut);
        return {};
    }
    const auto *rows = qobject_cast<const ResultModel *>(model());
    if (rows && !areLoaded(*rows, selection)) {
        refuseCopy(QCoreApplication::translate("CellCopy", "Some of the chosen cells have not arrived yet.") + u' '
                   + wayOut);
        return {};
    }
    return selectionModel() ? selectionModel()->selectedIndexes() : QModelIndexList();
}

QSize ResultView::sizeHint() const
{
    const int rows = model() ? std::clamp(model()->rowCount(), 1, mostRowsShown) : 1;
    const int bar = horizontalScrollBar()->isVisible() ? horizontalScrollBar()->height() : 0;
    return {480, horizontalHeader()->sizeHint().height() + rows * lineHeight + 4 + bar};
}

QSize ResultView::minimumSizeHint() const
{
    return {200, sizeHint().height()};
}

void ResultView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        shareSpareRoom();
    if (m_frozen)
        m_frozen->follow();
}

void ResultView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    QTableView::keyPressEvent(event);
}

void ResultView::copySelection()
{
    QModelIndexList cells = cellsToCopy();
    if (cells.isEmpty())
        return;
    std::sort(cells.begin(), cells.end());
    QString text;
    int row = cells.first().row();
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (i > 0)
            text += cells[i].row() == row ? u'\t' : u'\n';
        row = cells[i].row();
        text += cells[i].data(Qt::EditRole).toString();
    }
    QGuiApplication::clipboard()->setText(text);
}

} // namespace tabletalk::ui
