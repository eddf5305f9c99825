// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/examples/FeedbackModel.h"

#include "ui/widgets/Tables.h"

namespace tabletalk::ui {

void FeedbackModel::setItems(std::vector<api::FeedbackEntry> items)
{
    beginResetModel();
    m_items = std::move(items);
    endResetModel();
}

int FeedbackModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

int FeedbackModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnTotal;
}

QVariant FeedbackModel::data(const QModelIndex &index, int role) const
{
    if (role == Qt::ToolTipRole)
        return plainToolTip(data(index, Qt::DisplayRole).toString());
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::DisplayRole)
        return {};
    const api::FeedbackEntry &entry = m_items[size_t(index.row())];
    switch (index.column()) {
    case Opinion:
        return entry.good ? tr("good") : tr("wrong");
    case Reason:
        return entry.reason;
    case Question:
        return entry.question;
    case Person:
        return entry.person;
    case Moment:
        return momentText(entry.givenAt);
    default:
        return {};
    }
}

QVariant FeedbackModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Opinion:
        return tr("Answer");
    case Reason:
        return tr("Reason");
    case Question:
        return tr("Question");
    case Person:
        return tr("By");
    case Moment:
        return tr("When");
    default:
        return {};
    }
}

} // namespace tabletalk::ui
