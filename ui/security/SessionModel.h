// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Sessions.h"

#include <QAbstractTableModel>

namespace tabletalk::ui {

/// Where one is signed in.
class SessionModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Client, Address, Organization, Created, LastSeen, ColumnTotal };

    using QAbstractTableModel::QAbstractTableModel;

    void setSessions(std::vector<api::SessionInfo> sessions);
    /// Null for no row.
    const api::SessionInfo *session(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<api::SessionInfo> m_sessions;
};

} // namespace tabletalk::ui
