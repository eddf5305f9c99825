// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Examples.h"

#include <QAbstractTableModel>

namespace tabletalk::ui {

/// What people said of answers about a database.
class FeedbackModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Opinion, Reason, Question, Person, Moment, ColumnTotal };

    using QAbstractTableModel::QAbstractTableModel;

    void setItems(std::vector<api::FeedbackEntry> items);
    const api::FeedbackEntry &item(int row) const { return m_items[size_t(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<api::FeedbackEntry> m_items;
};

} // namespace tabletalk::ui
