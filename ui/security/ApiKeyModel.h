// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/ApiKeys.h"

#include <QAbstractTableModel>

namespace tabletalk::ui {

/// The API keys of a workspace.
class ApiKeyModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Prefix, Scopes, Expires, LastUsed, ColumnTotal };

    using QAbstractTableModel::QAbstractTableModel;

    void setKeys(std::vector<api::ApiKey> keys);
    /// Null for no row.
    const api::ApiKey *key(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<api::ApiKey> m_keys;
};

} // namespace tabletalk::ui
