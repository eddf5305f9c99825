// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"

#include <QAbstractTableModel>

namespace tabletalk::ui {

/// What the last reading found to be different.
class DriftModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { ChangeColumn, TableColumn, FieldColumn, DetailColumn, ColumnTotal };

    using QAbstractTableModel::QAbstractTableModel;

    void setChanges(const std::vector<api::DriftChange> &changes);
    const api::DriftChange *changeAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<api::DriftChange> m_changes;
};

} // namespace tabletalk::ui
