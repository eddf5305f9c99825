// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/explorer/DriftModel.h"

#include "ui/connections/DatabaseState.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/Tables.h"

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

QString changeText(const QString &change)
{
    if (change == u"added")
        return DriftModel::tr("Added");
    if (change == u"removed")
        return DriftModel::tr("Removed");
    return DriftModel::tr("Changed");
}

QIcon changeIcon(const QString &change)
{
    if (change == u"added")
        return icon(u"plus"_s, IconTint::Success);
    if (change == u"removed")
        return icon(u"minus"_s, IconTint::Danger);
    return icon(u"edit"_s, IconTint::Warning);
}

} // namespace

void DriftModel::setChanges(const std::vector<api::DriftChange> &changes)
{
    beginResetModel();
    m_changes = changes;
    endResetModel();
}

const api::DriftChange *DriftModel::changeAt(int row) const
{
    return row >= 0 && size_t(row) < m_changes.size() ? &m_changes[size_t(row)] : nullptr;
}

int DriftModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_changes.size());
}

int DriftModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnTotal;
}

QVariant DriftModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ChangeColumn:
        return tr("Change");
    case TableColumn:
        return tr("Table");
    case FieldColumn:
        return tr("Column");
    case DetailColumn:
        return tr("What happened");
    default:
        return {};
    }
}

QVariant DriftModel::data(const QModelIndex &index, int role) const
{
    const api::DriftChange *change = index.isValid() ? changeAt(index.row()) : nullptr;
    if (!change)
        return {};
    if (role == Qt::DecorationRole && index.column() == ChangeColumn)
        return changeIcon(change->change);
    if (role == Qt::ToolTipRole)
        return plainToolTip(data(index, Qt::DisplayRole).toString());
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case ChangeColumn:
        return changeText(change->change);
    case TableColumn:
        return tableTitle(change->schema, change->table);
    case FieldColumn:
        return change->column.value_or(tr("the table itself"));
    case DetailColumn:
        return change->detail;
    default:
        return {};
    }
}

} // namespace tabletalk::ui
