// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Examples.h"

#include <QAbstractTableModel>

namespace tabletalk::ui {

/// Examples of a database that people made, and proposals.
class KnownAnswerModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Question, Sql, State, Moment, ColumnTotal };

    using QAbstractTableModel::QAbstractTableModel;

    void setItems(std::vector<api::KnownAnswer> items);
    const api::KnownAnswer &item(int row) const { return m_items[size_t(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<api::KnownAnswer> m_items;
};

} // namespace tabletalk::ui
