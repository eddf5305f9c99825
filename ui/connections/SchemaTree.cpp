// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/SchemaTree.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Theme.h"

#include <QHeaderView>
#include <QLocale>

namespace tabletalk::ui {

namespace {

enum TreeColumn { NameColumn, MeaningColumn, TypeColumn, SampleColumn, ColumnTotal };

constexpr size_t samplesShown = 4;

QString samplesOf(const api::ColumnInfo &column)
{
    QStringList samples;
    for (const QString &sample : column.samples) {
        if (samples.size() == qsizetype(samplesShown))
            break;
        samples.append(sample);
    }
    return samples.join(QStringLiteral(", "));
}

QString meaningOf(const api::ColumnInfo &column)
{
    QStringList parts;
    if (column.primaryKey)
        parts.append(SchemaTree::tr("key"));
    if (column.references)
        parts.append(column.referenceInferred.value_or(false)
                         ? SchemaTree::tr("leads to %1 (found in the data)").arg(*column.references)
                         : SchemaTree::tr("leads to %1").arg(*column.references));
    if (!column.description.isEmpty())
        parts.append(column.description);
    return parts.join(QStringLiteral(" · "));
}

QTreeWidgetItem *columnItem(const api::ColumnInfo &column, QTreeWidgetItem *table)
{
    auto *item = new QTreeWidgetItem(table);
    item->setText(NameColumn, column.name);
    item->setText(MeaningColumn, meaningOf(column));
    item->setText(TypeColumn, column.databaseType.toLower());
    item->setText(SampleColumn, samplesOf(column));
    item->setIcon(NameColumn, icon(column.primaryKey   ? QStringLiteral("key")
                                   : column.references ? QStringLiteral("link")
                                                       : QStringLiteral("column"),
                                   IconTint::Muted));
    for (int i = 0; i < ColumnTotal; ++i)
        item->setToolTip(i, item->text(i));
    return item;
}

} // namespace

SchemaTree::SchemaTree(QWidget *parent)
    : QTreeWidget(parent)
{
    setObjectName(QStringLiteral("schemaTree"));
    setAccessibleName(tr("Tables and columns"));
    setColumnCount(ColumnTotal);
    setHeaderLabels({tr("Table, column"), tr("What it means"), tr("Type"), tr("For example")});
    setUniformRowHeights(true);
    setAlternatingRowColors(false);
    setIconSize(QSize(16, 16));
    header()->setStretchLastSection(true);
    header()->setSectionResizeMode(QHeaderView::Interactive);
    header()->resizeSection(NameColumn, 220);
    header()->resizeSection(MeaningColumn, 340);
    header()->resizeSection(TypeColumn, 110);
}

void SchemaTree::setSchema(const api::DatabaseSchema &schema)
{
    clear();
    QList<QTreeWidgetItem *> items;
    for (const api::TableInfo &table : schema.tables) {
        auto *item = new QTreeWidgetItem;
        const bool named = !table.schema.isEmpty() && table.schema != QLatin1StringView("public");
        item->setText(NameColumn, named ? QString(table.schema + u'.' + table.name) : table.name);
        item->setText(MeaningColumn, table.description);
        item->setText(TypeColumn, table.kind);
        item->setText(SampleColumn,
                      table.rowCount ? tr("%1 rows").arg(QLocale().toString(*table.rowCount)) : QString());
        item->setIcon(NameColumn, icon(QStringLiteral("table"), IconTint::Accent));
        item->setFont(NameColumn, fontOf(TextStyle::Strong));
        item->setToolTip(MeaningColumn, table.description);
        for (const api::ColumnInfo &column : table.columns)
            columnItem(column, item);
        items.append(item);
    }
    addTopLevelItems(items);
    if (!items.isEmpty()) {
        items.first()->setExpanded(true);
        setCurrentItem(items.first());
    }
}

void SchemaTree::setFilter(const QString &text)
{
    const auto matches = [&](const QTreeWidgetItem *item) {
        return text.isEmpty() || item->text(NameColumn).contains(text, Qt::CaseInsensitive)
               || item->text(MeaningColumn).contains(text, Qt::CaseInsensitive);
    };
    for (int i = 0; i < topLevelItemCount(); ++i) {
        QTreeWidgetItem *table = topLevelItem(i);
        const bool whole = matches(table);
        bool any = whole;
        for (int j = 0; j < table->childCount(); ++j) {
            const bool shown = whole || matches(table->child(j));
            table->child(j)->setHidden(!shown);
            any = any || shown;
        }
        table->setHidden(!any);
        if (!text.isEmpty() && any && !whole)
            table->setExpanded(true);
    }
}

} // namespace tabletalk::ui
