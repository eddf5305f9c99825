// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Tenants.h"

#include <QAbstractTableModel>

namespace tabletalk::ui {

/// The members of the organisation.
class MemberModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Email, RoleName, Joined, LastSeen, ColumnTotal };

    using QAbstractTableModel::QAbstractTableModel;

    void setMembers(std::vector<api::Member> members);
    /// Of a row that is there; null otherwise. Good until the next change.
    const api::Member *memberAt(int row) const;
    /// The member of that id, as they are now.
    void replace(const api::Member &member);
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<api::Member> m_members;
};

} // namespace tabletalk::ui
