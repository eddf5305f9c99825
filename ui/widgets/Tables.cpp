// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Tables.h"

#include <QDateTime>
#include <QHeaderView>
#include <QLocale>
#include <QTableView>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr int lineHeight = 30;

} // namespace

QTableView *makeTable(const QString &objectName, const QString &accessibleName, QAbstractItemModel *model,
                      QWidget *parent)
{
    auto *table = new QTableView(parent);
    table->setObjectName(objectName);
    table->setAccessibleName(accessibleName);
    table->setModel(model);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(lineHeight);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setAlternatingRowColors(true);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    return table;
}

void fitTable(QTableView *table, int mostLines)
{
    const int rows = std::clamp(table->model()->rowCount(), 1, mostLines);
    table->setFixedHeight(table->horizontalHeader()->sizeHint().height() + rows * lineHeight + 4);
}

int chosenRow(const QTableView *table)
{
    const QModelIndexList rows = table->selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rows.front().row();
}

QString plainToolTip(const QString &text)
{
    const QString escaped = text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>"));
    return text.isEmpty() ? QString() : QString(u"<p>" + escaped + u"</p>");
}

QString momentText(Instant at)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at.msSinceEpoch), QLocale::ShortFormat);
}

} // namespace tabletalk::ui
