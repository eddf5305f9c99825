// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"

#include <QAbstractTableModel>

namespace tabletalk::ui {

/// The columns of one table with everything that is known of them.
class ColumnModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        TypeColumn,
        RoleColumn,
        MeaningColumn,
        ValuesColumn,
        RangeColumn,
        SampleColumn,
        ColumnTotal
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// The same columns again change in place, so that a selection stays.
    void setTable(const api::TableInfo &table);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString textOf(const api::ColumnInfo &column, int section) const;

    std::vector<api::ColumnInfo> m_columns;
    std::optional<qint64> m_rows;
};

} // namespace tabletalk::ui
