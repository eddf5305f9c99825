// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"

#include <QAbstractListModel>

namespace tabletalk::ui {

class DatabaseCatalog;

/// The catalog as a list in the order of names: name, how it stands, and its health.
class DatabaseListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole,
        StateRole,
        HealthRole, ///< a Health, as int
    };

    explicit DatabaseListModel(DatabaseCatalog &catalog, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    int rowOf(ConnectionId id) const;
    std::optional<ConnectionId> idAt(int row) const;

private:
    void sort();
    void onChanged(ConnectionId id);

    DatabaseCatalog &m_catalog;
    std::vector<ConnectionId> m_order;
};

} // namespace tabletalk::ui
