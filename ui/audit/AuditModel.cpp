// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/AuditModel.h"

#include "ui/widgets/Tables.h"

#include <utility>

namespace tabletalk::ui {

QString whoText(const api::AuditEntry &entry)
{
    const QString who = entry.userEmail.value_or(entry.userId ? entry.userId->toString() : QString());
    return entry.operatorEmail ? AuditModel::tr("%1, by operator %2").arg(who, *entry.operatorEmail) : who;
}

void AuditModel::clear()
{
    beginResetModel();
    m_entries.clear();
    endResetModel();
}

void AuditModel::append(const std::vector<api::AuditEntry> &entries)
{
    if (entries.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + int(entries.size()) - 1);
    m_entries.insert(m_entries.end(), entries.begin(), entries.end());
    endInsertRows();
}

void AuditModel::setNames(std::function<QString(const QString &target)> nameOf)
{
    m_nameOf = std::move(nameOf);
}

void AuditModel::namesChanged()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Target), index(rowCount() - 1, Target), {Qt::DisplayRole, Qt::ToolTipRole});
}

QString AuditModel::targetText(const api::AuditEntry &entry) const
{
    const QString name = m_nameOf ? m_nameOf(entry.target) : QString();
    return name.isEmpty() ? entry.target : name;
}

const api::AuditEntry *AuditModel::entry(int row) const
{
    return row >= 0 && row < rowCount() ? &m_entries[size_t(row)] : nullptr;
}

int AuditModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int AuditModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnTotal;
}

QVariant AuditModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const api::AuditEntry &entry = m_entries[size_t(index.row())];
    if (role == Qt::ToolTipRole) {
        const QString shown = data(index, Qt::DisplayRole).toString();
        const bool isNamed = index.column() == Target && shown != entry.target;
        return plainToolTip(isNamed ? QString(shown + u'\n' + entry.target) : shown);
    }
    switch (index.column()) {
    case At:
        return momentText(entry.at);
    case Who:
        return whoText(entry);
    case Action:
        return entry.action;
    case Target:
        return targetText(entry);
    case Outcome:
        return entry.outcome;
    case Address:
        return entry.address;
    default:
        return {};
    }
}

QVariant AuditModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case At:
        return tr("When");
    case Who:
        return tr("Who");
    case Action:
        return tr("What");
    case Target:
        return tr("To what");
    case Outcome:
        return tr("Outcome");
    case Address:
        return tr("From");
    default:
        return {};
    }
}

} // namespace tabletalk::ui
