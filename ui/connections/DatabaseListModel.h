// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"

#include <QAbstractListModel>

namespace tabletalk::ui {

class DatabaseCatalog;

/// The catalog as a list: name, and in the second line how it stands.
class DatabaseListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole, StateRole };

    explicit DatabaseListModel(DatabaseCatalog &catalog, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    int rowOf(ConnectionId id) const;
    std::optional<ConnectionId> idAt(int row) const;

private:
    DatabaseCatalog &m_catalog;
};

/// "Reading the tables, 3 of 12" and the like.
QString stateText(const api::Database &database);
QString kindName(const QString &kind);

} // namespace tabletalk::ui
