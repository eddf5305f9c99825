// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/FrozenColumns.h"

#include <QHeaderView>
#include <QScrollBar>

#include <algorithm>

namespace tabletalk::ui {

FrozenColumns::FrozenColumns(QTableView *table)
    : QTableView(table)
    , m_table(table)
{
    setObjectName(QStringLiteral("frozenColumns"));
    setProperty("frozen", true);
    // The table itself has the keyboard and speaks.
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Frozen columns"));
    setShowGrid(false);
    setWordWrap(false);
    setAlternatingRowColors(true);
    setFrameShape(QFrame::NoFrame);
    // The frame is the table's; a line tells where the others go on.
    setStyleSheet(
        QStringLiteral("QTableView { border: none; border-right: 1px solid palette(mid); border-radius: 0; }"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(table->verticalHeader()->defaultSectionSize());
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(0);
    horizontalHeader()->setSectionsClickable(true);
    hide();
    connect(table->horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        if (column < m_columns) {
            setColumnWidth(column, width);
            place();
        }
    });
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        if (column < m_columns && m_table->columnWidth(column) != width)
            m_table->setColumnWidth(column, width);
    });
    connect(horizontalHeader(), &QHeaderView::sectionClicked, table->horizontalHeader(), &QHeaderView::sectionClicked);
    connect(table->verticalScrollBar(), &QScrollBar::valueChanged, verticalScrollBar(), &QScrollBar::setValue);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, table->verticalScrollBar(), &QScrollBar::setValue);
}

void FrozenColumns::setColumns(int columns)
{
    m_columns = columns;
    follow();
}

void FrozenColumns::follow()
{
    const QAbstractItemModel *rows = m_table->model();
    const int count = rows ? rows->columnCount() : 0;
    if (m_columns <= 0 || m_columns >= count) {
        m_columns = 0;
        hide();
        return;
    }
    if (model() != rows) {
        setModel(m_table->model());
        setSelectionModel(m_table->selectionModel());
    }
    for (int column = 0; column < count; ++column) {
        // First its width: one that appears with another would hand that to the table.
        if (column < m_columns)
            setColumnWidth(column, m_table->columnWidth(column));
        setColumnHidden(column, column >= m_columns);
    }
    place();
    show();
    raise();
    verticalScrollBar()->setValue(m_table->verticalScrollBar()->value());
}

void FrozenColumns::place()
{
    int width = 0;
    for (int column = 0; column < m_columns; ++column)
        width += m_table->columnWidth(column);
    const QHeaderView *header = m_table->horizontalHeader();
    const int headerHeight = header->isHidden() ? 0 : header->height();
    horizontalHeader()->setFixedHeight(std::max(1, headerHeight));
    horizontalHeader()->setVisible(headerHeight > 0);
    const QRect viewport = m_table->viewport()->geometry();
    // Something of the others stays in view.
    width = std::min(width, viewport.width() * 3 / 4);
    setGeometry(viewport.x(), viewport.y() - headerHeight, width, viewport.height() + headerHeight);
}

} // namespace tabletalk::ui
