// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Audit.h"

#include <QAbstractTableModel>

#include <functional>

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
    /// What something was done to, by name; empty where that is not known. Called anew after namesChanged().
    void setNames(std::function<QString(const QString &target)> nameOf);
    void namesChanged();
    /// The name of what it was done to, or its id.
    QString targetText(const api::AuditEntry &entry) const;
    /// Null for no row.
    const api::AuditEntry *entry(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<api::AuditEntry> m_entries;
    std::function<QString(const QString &target)> m_nameOf;
};

/// Whose name a record bears, and the operator who acted in it.
QString whoText(const api::AuditEntry &entry);

} // namespace tabletalk::ui
