// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Audit.h"

#include <QAbstractTableModel>

namespace tabletalk::ui {

/// Records of the audit log, newest first, as far as they were fetched.
class AuditModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { At, Who, Action, Target, Outcome, Address, ColumnTotal };

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void append(const std::vector<api::AuditEntry> &entries);
    /// Null for no row.
    const api::AuditEntry *entry(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<api::AuditEntry> m_entries;
};

/// Whose name a record bears, and the operator who acted in it.
QString whoText(const api::AuditEntry &entry);

} // namespace tabletalk::ui
