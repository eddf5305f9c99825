// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/examples/KnownAnswerModel.h"

#include "ui/widgets/Tables.h"

namespace tabletalk::ui {

void KnownAnswerModel::setItems(std::vector<api::KnownAnswer> items)
{
    beginResetModel();
    m_items = std::move(items);
    endResetModel();
}

int KnownAnswerModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

int KnownAnswerModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnTotal;
}

QVariant KnownAnswerModel::data(const QModelIndex &index, int role) const
{
    if (role == Qt::ToolTipRole)
        return plainToolTip(data(index, Qt::DisplayRole).toString());
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::DisplayRole)
        return {};
    const api::KnownAnswer &answer = m_items[size_t(index.row())];
    switch (index.column()) {
    case Question:
        return answer.question;
    case Sql:
        return answer.sql;
    case State:
        return answer.approvedAt ? tr("approved by %1").arg(answer.approvedBy.value_or(QString()))
                                 : tr("proposed by %1").arg(answer.proposedBy);
    case Moment:
        return momentText(answer.approvedAt.value_or(answer.proposedAt));
    default:
        return {};
    }
}

QVariant KnownAnswerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Question:
        return tr("Question");
    case Sql:
        return tr("SQL");
    case State:
        return tr("State");
    case Moment:
        return tr("When");
    default:
        return {};
    }
}

} // namespace tabletalk::ui
